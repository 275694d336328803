"""The numbers that open an item of minutes, in all the styles that town halls use.

A mark is a place where an item may begin. Marks of one style ("Affaire n° 3", "3/", "III -", "DEL2023-03") make one
family: a document keeps to one, which the sequence of its numbers gives away (see :mod:`pipeline.segment.chains`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import SPACE, places_of
from pipeline.segment.sheet import Sheet

_S = SPACE

#: "Délibération n°", "Affaire n° 2 :", "Point 04 -", "N° 3", and "no3" of OCR. Plain "objet :" has no number.
_LABEL = rf"""
    (?:(?P<label>deliberation|affaire|point|question|rapport|dossier|projet|sujet|resolution|proposition|delib\.?|dcm)
        {_S}{{0,2}}(?:(?:n{_S}?[°o.º]|n(?=\d)|numero){_S}{{0,2}})?:?{_S}{{0,2}}
    | (?P<sign>n{_S}?[°º]{_S}{{0,2}}:?{_S}{{0,2}}|no(?=\d|[lio]\b)))
"""

#: A number that carries its year, and so needs no label: "2024-038", "D2024-008", "DEL01-2024", "CC07_2024",
#: "2024 06 01", "20240130 2", "2024-1 - 1.2.3./1". Never "2024-2025" (years) nor a date.
_CODE = rf"""
    (?:19|20)\d\d-\d{{1,3}}{_S}?-{_S}?\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?:/\d{{1,3}})?
    |     (?:[a-z]{{1,6}}[-_]?)?(?:19|20)\d\d(?:{_S}?[-/]{_S}?|[_.])(?!(?:19
      |20)\d\d\b)[a-z]{{0,3}}\d{{1,4}}[a-z]?(?:[-_/.][a-z]{{0,3}}\d{{1,4}}){{0,2}}
    | (?:[a-z]{{1,6}}[-_.]?)?(?!(?:19|20)\d\d\D)\d{{1,4}}[-_/.](?:19|20)\d\d(?:[-_]\d{{1,4}})?
    | (?:19|20)\d\d[ ]\d{{1,2}}[ ]\d{{1,3}}
    | (?:19|20)\d{{6}}[ _-]\d{{1,3}}
    | [a-z]{{1,4}}(?:19|20)\d\d[ ]?\d{{2,4}}
    | (?:19|20)\d\d[ ]?/[ ]?(?!(?:19|20)\d\d\b)\d{{1,4}}
    | \d{{2,3}}20[0-4]\d
    | \d{{1,3}}-[01]\d-20\d\d
    | (?:19|20)\d\d(?:[-_/.][a-z]{{1,6}}[-_/.]|[a-z]{{1,3}}[-_]?)\d{{1,4}}
    | (?:[a-z]{{1,4}}[-_./])?2\d-\d{{2,4}}(?=[ ]?[-:.][ ])
"""

#: The same with two figures for the year, which only a label tells from a date: "24-17", "24/04/017".
_SHORT_CODE = r"(?:[a-z]{1,4}[-_./])?\d\d(?:[-/_.][a-z]{0,3}\d{1,4}){1,2}"

#: A numeral for the chapter, a figure for the item: "I.1", "III-2".
_MIXED = r"[ivx]{1,5}[ ]?[-.][ ]?\d{1,2}(?:\.\d{1,2})?"

_MARK = patterns.compile(
    rf"""
    (?<![^\s|])(?:(?P<day>\d\d?[/.]\d\d[/.]\d{{4}})\s{{1,3}}(?={_CODE}))?{_LABEL}?
    (?:
        (?P<code>{_CODE}|(?:(?(label)|(?(sign)|(?!)))){_SHORT_CODE})(?![\d/])
      | (?P<mixed>{_MIXED})(?![\w°])(?P<mixed_mark>{_S}?[-:.)/]{{0,2}})
      | (?P<roman>[ivx]{{1,6}})(?P<roman_mark>{_S}?[.)/]?{_S}?[-:.)/]{{1,2}})(?!\w\.)
      | (?P<number>\d{{1,3}}(?!\d)(?:\.\d{{1,2}}){{0,3}}|(?<=no|n°)[lio](?!\w)) (?P<number_mark>{_S}?(?:ere|er|eme
        |e)?{_S}?[.)/°º]?{_S}?[-:.)/°|]{{0,2}})
    )
    (?(label)(?:{_S}{{0,3}}(?:de|a){_S}l'ordre{_S}du{_S}jour\b)?)
    (?P<after>{_S}{{0,8}}[-:.|—]?{_S}{{0,4}})
    """,
    regex.VERBOSE,
)

#: What a mark begins with, but for a code that has letters first: each sought by itself, for together they cost ten times more.
_FIRST_SIGNS = (
    patterns.compile(r"\b\d"),
    patterns.compile(rf"\b[ivx]{{1,6}}{_S}{{0,2}}[-:.)/]"),
    patterns.compile(rf"\bn(?:{_S}?[°º]|o[\dlio])"),
)
_LABELS = ("delib", "affaire", "point", "question", "rapport", "dossier", "projet", "sujet", "resolution", "proposition", "dcm")
_BEFORE_YEAR = patterns.compile(r"(?r)(?<![^\s|])[a-z]{1,6}[-_.]?(?:\d{1,4}[-_/.])?")

#: "Vu la délibération n° 2022-503 du ...", "lors du point 3": a number that is cited opens nothing.
_CITED = patterns.compile(
    r"""
    (?:\b(?:la|les|de|des|du|par|vu|au|aux|le|ledit|ladite|cette|ce|et|ou|avec|article|art|loi|l'|d'|lot|parcelles?|section
      |page|sous|sur|voir|cf|decret|decision|ordonnance|arrete|circulaire|directive|marche|convention)\s*|[(/,]\s*)$
    """,
    regex.VERBOSE,
)

#: "6. 7. 8. 9.": a column of numbers that was read apart from what they number.
_COLUMN = patterns.compile(r"(?<!\S)\d{1,2}[.)]\s{1,2}\d{1,2}[.)]\s{1,2}$")

#: "2023-04 du 3 mars", "2023-04 portant ...": a number at the beginning of a line that goes on with a citation.
_CITING = patterns.compile(
    r"(?:du|de|des|en|et|ou|a|au|le|la|les|l'|relative?s?|portant|par|qui|est|sont|ont|ainsi|pour|sur|dont|afin|vise|prise?|soit)\b"
)

#: Numbers that without their label would be read as a date, or as a mere number.
_DATE_LIKE = patterns.compile(r"\d+|\d{1,3}-\d\d-\d{4}")

#: "Délibération n° 10/2020 à l'unanimité, décide": the title is lost, the number opens the item all the same.
_UNANIMOUS = patterns.compile(rf"(?:a{_S}+)?l'unanimite")

#: "no3", "nol": the sign that OCR made of "n° 3".
_MISREAD = patterns.compile("(?:deliberation )?no[0-9lio]")

_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place where an item may begin.

    Attributes:
        start: offset of its first character.
        end: offset behind the number and its punctuation, where the title starts.
        family: the style, such as ``affaire``, ``9.`` or ``a9_9``.
        value: the number to compare by, ``(2, 3)`` for 2.3; empty where the order of numbers says nothing.
        number: the number as printed, or None for an item without one.
    """

    start: int
    end: int
    family: str
    value: tuple[int, ...] = ()
    number: str | None = None


def find_marks(sheet: Sheet) -> Iterator[Mark]:
    """Every numbered place where an item may begin, in reading order.

    >>> from pipeline.model import Document, Page
    >>> from pipeline.segment.sheet import lay_out
    >>> page = Page(number=1, text="2/ Budget\\nDELIB N° 2024-03 Voirie\\nIII - Divers\\n")
    >>> document = Document(id="d", file_name="pv.txt", media_type="text/plain", pages=(page,))
    >>> [(mark.family, mark.number) for mark in find_marks(lay_out(document))]
    [('9/', '2'), ('delib code', '2024-03'), ('roman -', 'III')]
    """
    for match in sheet.openings(_MARK, _places):
        yield from _marks(sheet, match, match.start())
        inner = _MARK.match(sheet.folded, match.end()) if match["number_mark"] else None
        if inner and inner["code"]:  # "2. D2024-15 - Budget": the number of the act behind that of the agenda
            yield from _marks(sheet, inner, match.start())


def _places(folded: str, start: int, stop: int) -> list[int]:
    """Where a mark may begin."""
    found = places_of(_LABELS, folded, start, stop)
    found += [sign.start() for pattern in _FIRST_SIGNS for sign in pattern.finditer(folded, start, stop)]
    for year in places_of(("19", "20"), folded, start, stop):
        if letters := _BEFORE_YEAR.match(folded, max(start, year - 12), year):
            found.append(letters.start())
    return sorted(found)


def _marks(sheet: Sheet, match: regex.Match[str], start: int) -> Iterator[Mark]:
    """The marks that a match stands for: none where it introduces nothing, two where it may be read in two ways."""
    if not _introduces(sheet, match):
        return
    if match["code"]:
        if match["label"] or match["sign"] or not _DATE_LIKE.fullmatch(match["code"]):
            yield _code(sheet, match, start)
    elif match["mixed"]:
        yield _mixed(sheet, match)
    elif match["roman"]:
        yield _roman(sheet, match)
    elif match["label"] or match["sign"] or match["number_mark"].strip() or "." in match["number"]:
        yield from _plain(sheet, match)


def _introduces(sheet: Sheet, match: regex.Match[str]) -> bool:
    """Whether a title may follow, and nothing before says that the number is cited."""
    if _is_garbled(sheet, match):
        return True
    following = sheet.text[match.end() : match.end() + 1]
    if match["label"] and sheet.text[match.start()].isupper():
        possible = not following.islower() or _UNANIMOUS.match(sheet.folded, match.end()) is not None
    else:
        possible = (
            not following
            or following.isupper()
            or (match["code"] is not None and following.isdigit() and not sheet.is_flat(match.start()))
            or following in "\"«“”'’([•–* "
        )
    if match["code"] and not sheet.is_flat(match.start()):
        possible = possible or _CITING.match(sheet.folded, match.end()) is None
    if not possible:
        return False
    before = max(0, match.start() - 14)
    if match["number"] and not match["label"] and _COLUMN.search(sheet.folded, before, match.start()):
        return False
    lined = not sheet.is_flat(match.start()) and sheet.opens(match.start())
    return lined or not _CITED.search(sheet.folded, before, match.start())


def _is_garbled(sheet: Sheet, match: regex.Match[str]) -> bool:
    """Whether OCR read "no3" for "n° 3" and broke the lines up around it: what follows tells nothing then."""
    return _MISREAD.match(match[0]) is not None and "deliberation" in sheet.folded[max(0, match.start() - 120) : match.end()]


def _code(sheet: Sheet, match: regex.Match[str], start: int) -> Mark:
    label = (match["label"] or ("n" if match["sign"] else "")).rstrip(".")
    number = sheet.text[match.start("code") : match.end("code")]
    return Mark(start=start, end=match.end(), family=f"{label} code".strip(), number=" ".join(number.split()))


def _roman(sheet: Sheet, match: regex.Match[str]) -> Mark:
    number = sheet.text[match.start("roman") : match.end("roman")]
    sign = match["roman_mark"].strip()[:1]
    return Mark(start=match.start(), end=match.end(), family=f"roman {sign}", value=(_roman_value(match["roman"]),), number=number)


def _mixed(sheet: Sheet, match: regex.Match[str]) -> Mark:
    chapter, *figures = regex.split(r"[^a-z\d]+", match["mixed"])
    number = "".join(sheet.text[match.start("mixed") : match.end("mixed")].split())
    value = (_roman_value(chapter), *map(int, figures))
    return Mark(start=match.start(), end=match.end(), family="mixed", value=value, number=number)


def _roman_value(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))


def _plain(sheet: Sheet, match: regex.Match[str]) -> Iterator[Mark]:
    number = sheet.text[match.start("number") : match.end("number")]
    digits = match["number"].translate(str.maketrans("lio", "110"))
    value = tuple(int(part) for part in digits.split("."))
    label = "deliberation" if _is_garbled(sheet, match) else (match["label"] or ("n" if match["sign"] else ""))
    sign = match["number_mark"].strip()[:1]
    if not label and len(value) > 1:
        sign = "."
    if len(value) > 1 and (value[0] > 99 or ".0" in digits or sheet.text[match.start() - 2 : match.start() - 1].isdigit()):
        return  # an amount
    if label or digits[0] > "0" or digits[1:2].isdigit():
        yield Mark(
            start=match.start(),
            end=match.end(),
            family=label or f"9{sign}",
            value=value,
            number=digits if number in "lIO" else number,
        )
        if not label and set(digits) == {"1"}:  # OCR reads the numeral II as 11
            yield Mark(start=match.start(), end=match.end(), family=f"roman {sign}", value=(len(digits),), number=number)


#: "4. ELECTION D'UN MEMBRE (DL-2023-12)": the number of the act closes its title.
_ENCLOSED = patterns.compile(rf"\({_S}?(?:deliberation{_S}?)?(?:n{_S}?[°º]{_S}?)?(?P<code>{_CODE}){_S}?\)", regex.VERBOSE)


def find_enclosed(sheet: Sheet, start: int, stop: int) -> str | None:
    """The act's number that a title carries in brackets."""
    match = _ENCLOSED.search(sheet.folded, start, stop)
    return sheet.text[match.start("code") : match.end("code")] if match else None
