"""What an article is called: the heading that stands before its first sentence, if there is one."""

from __future__ import annotations

import regex

from extractors import patterns
from extractors.french import fold

#: A heading that runs longer than this is a sentence.
_LONGEST = 200

# A sentence that decides or rules is no heading: "D'attribuer...", "Approuve...", "Que...", "Autoriser le maire...".
_OPENER = patterns.compile(
    r"""(?: (?:d'|de\s) (?:ne\spas\s | y\s | s'| se\s )? \w{2,20} (?:er|ir|re|oir) \b
          | qu(?:e\b|') | (?:il|elle|ils|elles|on) \s | sous \s reserve | conformement | en \s (?:application|cas)
          | (?! cahier | chantier | dossier | loyer | metier | foyer | quartier | mobilier | calendrier | financier )
            \w{2,20} (?:er|oir) \s (?:le|la|les|l'|un|une|des|du|au|aux|a) (?!\w)
          | (?: adopte | approuve | autorise | decide | dit | fixe | precise | charge | donne | prend | accepte | emet
              | designe | accorde | attribue | alloue | impute | inscrit | sollicite | valide | vote | confirme | constate
              | arrete | habilite | mandate | ratifie | cree | institue | renouvelle | rappelle | demande | s'engage
              | abroge | supprime | modifie | elit | nomme | retient | acte | delegue | instaure | affecte | maintient
              | rejette | refuse | declare | certifie | indique | annule | porte | cede | acquiert | reconduit )
            (?:nt)? \s (?:le|la|les|l'|un|une|des|du|au|aux|a|de|que|qu'|ce|cette|pour|son|sa|ses|acte|monsieur|madame|m\.) (?!\w)
        )""",
    regex.VERBOSE,
)

# A finite verb makes a sentence of what could else be a heading.
_VERB = patterns.compile(
    r"""(?<![\w'-]) (?: est | sont | sera | seront | soit | etait | (?:a|ont|aura|auront) \s (?:pour|ete|lieu|vocation)
      | doi(?:t|vent) | devr(?:a|ont) | peu(?:t|vent) | pourr(?:a|ont) | prend(?:ra)? | comprend | n'(?:est|a|ont)
      | (?:fait|font) \s l'objet | entre \s en | (?:constitu|concern|rest|demeur|bénéfici|dispos|accord|autoris|decid
          |approuv|vers|assur|consist|charg|precis)(?:e|ent)
      | (?:s'|se \s) \w{3,20} (?:e|ent) | \w{3,20} (?:era|eront|eraient|erait) ) (?![\w-])""",
    regex.VERBOSE,
)

# Headings all in capitals end where the first word in small letters begins: "OBJET DU RÈGLEMENT Le présent règlement".
_CAPITALS = patterns.compile(
    r"(?: (?: [^\sa-zà-ÿœæß]+ | (?<=\d)(?:er|e|ème|nd) ) (?:[ \u00a0]+|\n(?=[^\n]{0,90}\p{Lu}{2})|(?=\n)|$) ){1,40}", regex.VERBOSE
)

# Where two columns were read as one, a heading in capitals that breaks off ("DES ABONNÉS,") goes on behind a piece of the other.
_MORE_CAPITALS = patterns.compile(r"(?<![\w'’])\p{Lu}{2,}(?:[ ,'’-]{1,3}\p{Lu}{2,}){1,12}")

# In flattened text a body begins with a capital in the middle of a line: "Champ d'application Le présent règlement".
_BODY = patterns.compile(
    r"""(?<=[\w)»"%])[ \u00a0]{1,3}(?=(?:
        (?:La|Le|Les|Il|Ils|Elle|Elles|Un|Une|Des|Du|Ce|Cet|Cette|Ces|Tout|Toute|Tous|Toutes|Chaque|Aucun|Aucune|En|Au|Aux|À|A
        |Pour|Par|Dans|Sur|Sous|Si|Afin|Selon|Sont|Est|Conformément|Lorsque|Toutefois|Après|Avant|De)[ \u00a0]
        | [LDCSÀA]['’]\p{L} ) )""",
    regex.VERBOSE,
)

_COLON = patterns.compile(r"\s?:\s(?=\S)")

# "Temps de travail. L'emploi est à temps complet": no full stop behind an abbreviation.
_FULL_STOP = patterns.compile(r"(?<=\w{4})(?=\.\s\S)")

# What begins so and ends with a full stop is the thing decided and no heading: "Le renouvellement de l'adhésion."
_DECIDED = patterns.compile(r"(?:l[ae]s?|les|l'|une?|des)(?!\w).*\.$", regex.DOTALL)

# A line that ends so goes on in the next: the break is only the width of the page.
_OPEN_END = patterns.compile(r"(?:\b(?:de|du|des|la|le|les|a|au|aux|et|ou|en|par|pour|sur|un|une|avec|dans)|[',-])\s*$")


def find_heading(text: str) -> str:
    """The heading at the start of an article's text, on one line and without punctuation at its end; "" if it has none.

    A sentence is no heading, and neither is a lone line with nothing under it, unless it is all in capitals.

    >>> find_heading(" Durée de la convention\\nLa présente convention est conclue pour un an.")
    'Durée de la convention'
    >>> find_heading(" D'approuver le projet ci-annexé.")
    ''
    >>> find_heading("OBJET DU RÈGLEMENT Le présent règlement fixe les conditions d'accueil.")
    'OBJET DU RÈGLEMENT'
    """
    text = text.lstrip(" \t\n\r\u00a0\u202f:.•–—-")
    capitals = _in_capitals(text)
    if capitals:
        return capitals
    line, rest = _first_paragraph(text)
    if _OPENER.match(fold(line)):
        return ""
    for candidate, body in _candidates(line, rest):
        if body.strip(" .") and _is_heading(candidate):
            return _clean(candidate)
    return ""


def _in_capitals(text: str) -> str:
    """The capitals that a text begins with, when they make a heading: two letters and more, and no sentence's verb."""
    match = _CAPITALS.match(text[: _LONGEST + 60])
    if not match:
        return ""
    words = match[0].split()
    while words and not any(c.isalpha() for c in words[-1]):
        words.pop()
    heading = " ".join(words)
    if _OPEN_END.search(fold(heading)) and (more := _MORE_CAPITALS.search(text, match.end(), match.end() + _LONGEST)):
        heading = f"{heading} {more[0]}"
    too_short = sum(c.isalpha() for c in heading) < 4 or (len(words) == 1 and _goes_on(text, match))
    if too_short or _OPENER.match(fold(heading) + " le"):
        return ""
    return _clean(heading)


def _goes_on(text: str, match: regex.Match[str]) -> bool:
    """Whether small letters follow one word in capitals: "APPROUVE la convention", "IFSE et CIA"."""
    return text[match.end() : match.end() + 1].islower()


def _first_paragraph(text: str) -> tuple[str, str]:
    """The first line with those that only the width of the page parts from it, and what follows."""
    lines = text[: 3 * _LONGEST].split("\n")
    taken = 1
    while taken < len(lines) and _continues(lines[taken - 1], lines[taken]):
        taken += 1
    line = " ".join(lines[:taken])
    return line, text[len("\n".join(lines[:taken])) :]


def _continues(line: str, following: str) -> bool:
    first = following.lstrip()[:1]
    return first.islower() or bool(first and _OPEN_END.search(fold(line)))


def _candidates(line: str, rest: str) -> list[tuple[str, str]]:
    """What may be the heading, each with the text that would be its body: up to a colon, a full stop, a capital, the line."""
    found = [(line, rest)]
    if len(line) < _LONGEST and rest.strip():
        colon = _COLON.search(line)
        return [(line[: colon.start()], line[colon.end() :])] if colon else found
    for pattern in (_COLON, _FULL_STOP, _BODY):
        if cut := pattern.search(line[:_LONGEST]):
            stop = cut.end() + (pattern is _FULL_STOP)
            found.append((line[:stop].removesuffix(":"), line[stop:]))
    return sorted(found, key=lambda pair: len(pair[0]))


def _is_heading(candidate: str) -> bool:
    """Whether a piece of text names something, instead of stating it."""
    plain = fold(candidate).strip()
    if not 3 <= len(plain) <= _LONGEST or plain[-1] in ",;" or not any(c.isalpha() for c in plain):
        return False
    if "suivant" in plain[-12:] or _OPEN_END.search(plain):
        return False
    stated = _OPENER.match(plain) or _VERB.search(plain) or _DECIDED.match(plain)
    return not stated and ". " not in plain


def _clean(heading: str) -> str:
    """A heading on one line, without the punctuation and the bullet at its ends."""
    return " ".join(heading.split()).strip(' :.,;•–—-*#+«»"“”')
