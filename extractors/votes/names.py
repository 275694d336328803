"""The persons and the political groups that a tally names under a position."""

from __future__ import annotations

import regex

from extractors import patterns

_CIVILITY = (
    r"(?:M\.?M\.?|Mmes?|Mlles?|Mrs?|Dr|Messieurs|Mesdames|Monsieur|Madame|Mademoiselle"
    r"|MESSIEURS|MESDAMES|MONSIEUR|MADAME|MME|M)\b\.?"
)

# A word of a name; a sentence that follows in flattened text does not belong to it ("M. BRUN Le conseil...").
_WORD = (
    r"(?!(?:Le|La|Les|L(?!\.\s?\p{Lu})|Il|Elle|Un|Une|Vu|Après|Ce|Ces|Cette|Monsieur|Madame|Messieurs|Mesdames|Mme|Mmes|MM|M|Article|Pour|POUR|Contre"
    r"|CONTRE|Abstentions?|ABSTENTIONS?|Vote|VOTE|Délibération|Adopté|ADOPTÉ|Votants?|Absents?|Ne|NE|Et|ET|Budget|Commune|Séance"
    r"|DECIDE|DÉCIDE|Décide|Approuve|APPROUVE|Refus|Non)\b)"
    r"\p{Lu}[\p{L}'’.\ufffe-]*"
)

# "Mme Anne de la TOUR", "DURAND Paul (pouvoir à M. X)".
_NAME = rf"(?:{_CIVILITY}\s{{0,3}})?{_WORD}(?:[ \u00a0]{{1,2}}(?:(?:de[ \u00a0]la|de|du|des|la|le|d['’])[ \u00a0]?)?{_WORD}){{0,4}}"

_BETWEEN = (
    r"(?:\s{0,120}(?:[,;/]|\bet\b|&|\s[-–]\s)\s{0,4}(?:et\s{1,3}|[-–]\s)?|\s{0,2}\n\s{0,3}[-–•]?\s{0,2}(?=(?:M|Mme|MM|Mr|Mlle)\b))"
)

_NAMES = patterns.compile(rf"{_NAME}(?:{_BETWEEN}{_NAME}){{0,80}}")
_VERB_FOLLOWS = patterns.compile(r"[\s,]{0,4}$")
_HELD = patterns.compile(r"(?:\b(?:de|du|des|par|à|avec|chez|pour|contre|entre|et|selon|comme)|[dD]['’]|[qQ]ue)\s*$")
_ONE_NAME = patterns.compile(_NAME)
_TITLE = patterns.compile(_CIVILITY)
_LED_BY_TITLE = patterns.compile(rf"\s{{0,3}}{_CIVILITY}[ \u00a0]{{0,2}}\p{{Lu}}")

# A parenthesis may add who holds a proxy: "Mme BRUN (pouvoir à M. NOIR)", which names nobody else who votes.
_PROXY = patterns.compile(
    r"\((?:[^()]{0,20})(?:pouvoir|procuration|mandat|représentée?)[^()]{0,80}\)|\bpar\s(?:procuration|pouvoir)[^,;)]{0,50}"
)

# What a political group calls itself. Initials alone ("PS, LR") only count among others that are groups too.
_GROUP = patterns.compile(
    r"""groupe | non[- ]inscrit | majorit | opposition | minorit | \bunion\b | gauche | droite | \bcentre\b | écolog | républi
      | sociali | communis | \bensemble\b | \bliste\b | \bparti\b | indépendant | citoyen
      | (?-i: ^[A-Z]{2,4}$ | ^(?:les\s|élus\s)?[A-Z]{2,4}\b(?!\s\p{Lu}\p{Ll}) )""",
    regex.VERBOSE | regex.IGNORECASE,
)

# Groups are parted by semicolons, or by what stands before the word "groupe"; else by commas. OCR reads a colon.
_SEPARATOR = patterns.compile(
    r"\s*;\s*(?:et\s)?|\s*(?:[,/:]|\bet\b)\s*(?:et\s)?(?=(?:(?:le|du|les)\s)?(?:groupe|non[- ]inscrit))", regex.IGNORECASE
)
_COMMA = patterns.compile(r"\s*[,/]\s*")

_FIGURE = patterns.compile(r"\s*(?:\(\s*\d{1,3}(?:\s+voix)?\s*\)|:\s*\d{1,3}(?:\s+voix)?)[\s.]*$")

_GROUP_EDGES = " \t\n\r\u00a0\u202f:.,;-–•"


def find_names(text: str, *, led_by_title: bool = False) -> list[tuple[int, int]]:
    """Where the names at the start of ``text`` stand, civil titles left out; none when it does not begin with a name.

    Args:
        text: what follows a position: "Mme BRUN, MM. NOIR et BLANC".
        led_by_title: accept only what begins with a civil title, where a capital alone would prove nothing.

    >>> text = "Mme Anne BRUN, MM. NOIR et BLANC. La séance est levée."
    >>> [text[start:end] for start, end in find_names(text)]
    ['Anne BRUN', 'NOIR', 'BLANC']
    """
    text = _PROXY.sub(lambda match: " " * len(match[0]), text)
    lead = len(text) - len(text.lstrip())
    if led_by_title and not _LED_BY_TITLE.match(text):
        return []
    names = _NAMES.match(text, lead)
    if not names:
        return []
    return [_without_title(text, match) for match in _ONE_NAME.finditer(text, names.start(), names.end())]


def find_names_before(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where the names stand that the verb at ``stop`` has as its subject; they begin with a civil title.

    >>> text = "Le maire répond. MM. BRUN et NOIR votent contre."
    >>> [text[a:b] for a, b in find_names_before(text, 0, text.index("votent"))]
    ['BRUN', 'NOIR']
    """
    for title in _TITLE.finditer(text, start, stop):
        names = _NAMES.match(text, title.start(), stop)
        if (
            names
            and _VERB_FOLLOWS.match(text, names.end(), stop)
            and not _HELD.search(text, max(0, title.start() - 12), title.start())
        ):
            return [_without_title(text, match) for match in _ONE_NAME.finditer(text, names.start(), names.end())]
    return []


def _without_title(text: str, match: regex.Match[str]) -> tuple[int, int]:
    title = _TITLE.match(text, match.start(), match.end())
    start = title.end() if title else match.start()
    while start < match.end() and text[start].isspace():
        start += 1
    end = match.end()
    while end > start and text[end - 1] in ".-'’ ":
        end -= 1
    return start, end


def find_groups(text: str) -> list[tuple[int, int]]:
    """Where political groups stand in a list such as "Groupe Alpha ; Groupe Bêta et Gamma ; Non-inscrits".

    >>> text = "Groupe Ensemble pour le canton ; Groupe Rural, Libre et Uni ; Non-inscrits"
    >>> [text[start:end] for start, end in find_groups(text)]
    ['Groupe Ensemble pour le canton', 'Groupe Rural, Libre et Uni', 'Non-inscrits']
    """
    separator = _SEPARATOR if _SEPARATOR.search(text) or _is_one_group(text) else _COMMA
    pieces, at = [], 0
    for cut in separator.finditer(text):
        pieces.append((at, cut.start()))
        at = cut.end()
    pieces = [_trimmed(text, start, end) for start, end in [*pieces, (at, len(text))]]
    pieces = [(start, end) for start, end in pieces if 1 < end - start <= 120]
    if separator is _COMMA and any(_TITLE.match(text, start) for start, _ in pieces):
        return []  # persons, one of whom has a name as short as initials
    surely = separator is not _COMMA and "groupe" in text.lower()
    return [(a, b) for a, b in pieces if (surely or _GROUP.search(text[a:b])) and not _TITLE.match(text[a:b])]


def _is_one_group(text: str) -> bool:
    """Whether a single group is named, in whose name a comma may stand."""
    return text.lower().lstrip().startswith(("groupe ", "le groupe "))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece of a list without punctuation at its ends and without the figure behind it: "Groupe Alpha (12)"."""
    while start < end and text[start] in _GROUP_EDGES:
        start += 1
    if figure := _FIGURE.search(text[start:end]):
        end = start + figure.start()
    while end > start and text[end - 1] in _GROUP_EDGES:
        end -= 1
    return start, end
