"""What a reader types into the search field, as a full-text query.

Case and accents never count, an elided article is no word (``l'école`` is ``école``), and a word stands for its plural and
feminine too. ``"..."`` is to the letter, ``-mot`` must not occur, ``mot*`` is a beginning. Whatever is typed is a query that
runs: nothing of it reaches the database but words in quotes.
"""

from __future__ import annotations

import regex

from extractors.french import fold

#: More words than that make no search better.
_MOST_WORDS = 16

#: A quotation, or a word with its sign; figures keep their spaces out ("48 000" is two words side by side).
_TERM = regex.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<word>\d{1,3}(?:\ \d{3})+\b|\w+(?:[\'.,-]\w+)*)(?P<more>\*)?)')

_ELIDED = regex.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")

#: Words that stand in every act.
_EMPTY = frozenset(
    [
        "a",
        "au",
        "aux",
        "ce",
        "ces",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "que",
        "qui",
        "sur",
        "un",
        "une",
    ]
)

#: What is taken off to come from a plural or a feminine to the bare word.
_ENDING = regex.compile(r"(?<=\w{3})(?:e{0,2}[sx]|e{1,2})$")

_WORD = regex.compile(r"\w+")


def wanted(typed: str) -> str | None:
    """The query for FTS5, or None where there is no word to search for.

    >>> wanted("l'École")
    '("ecole" OR "ecol" OR "ecolee" OR "ecols" OR "ecoles" OR "ecolees")'
    >>> wanted('"Comité des fêtes" -club été')
    '("comite des fetes" AND "ete") NOT ("club" OR "clube" OR "clubee" OR "clubs" OR "clubes" OR "clubees")'
    >>> wanted("48000"), wanted('" ( *')
    ('("48000" OR "48 000")', None)
    """
    folded = _ELIDED.sub("", fold(typed[:400]))
    terms = [(bool(match["no"]), _term(match)) for match in _TERM.finditer(folded)]
    told = [(no, term) for no, term in terms if term][:_MOST_WORDS]
    asked = [term for no, term in told if not no]
    if not asked:
        return None
    refused = [term for no, term in told if no]
    query = " AND ".join(asked)
    return f"{f'({query})' if refused and len(asked) > 1 else query}{''.join(f' NOT {term}' for term in refused)}"


def _term(match: regex.Match[str]) -> str | None:
    if match["quoted"] is not None:
        words = _WORD.findall(match["quoted"])
        return f'"{" ".join(words)}"' if words else None
    word = match["word"]
    if word in _EMPTY:
        return None
    parts = _WORD.findall(word)
    if match["more"]:
        return f'"{" ".join(parts)}"*'
    forms = [f'"{form}"' for form in (forms_of(word) if len(parts) == 1 else [" ".join(parts)])]
    return forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})"


def forms_of(word: str) -> list[str]:
    """A folded word with its plural and its feminine, itself first.

    >>> forms_of("travaux"), forms_of("2024"), forms_of("art")
    (['travaux', 'traval', 'travail', 'travau'], ['2024', '2 024'], ['art'])
    >>> forms_of("coeur")[:2], forms_of("attribuees")
    (['coeur', 'cœur'], ['attribuees', 'attribu', 'attribue', 'attribuee', 'attribus', 'attribues'])
    """
    if word.isdecimal() and len(word) > 3:
        return [word, f"{int(word):,}".replace(",", " ")] if len(word) < 13 else [word]
    if len(word) < 4 or not word.isalpha():
        return [word]
    forms = dict.fromkeys([word, word.replace("oe", "œ"), word.replace("œ", "oe")])
    for form in list(forms):
        if form.endswith("aux"):
            forms |= dict.fromkeys([form[:-3] + "al", form[:-3] + "ail", form[:-1]])
        elif len(form) > 3:
            stem = _ENDING.sub("", form)
            forms |= dict.fromkeys(stem + end for end in ("", "e", "ee", "s", "es", "ees"))
    return list(forms)
