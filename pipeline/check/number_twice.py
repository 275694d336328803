"""One number for two decisions."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Place, Reading
from pipeline.check.cited import norm_number, title_words
from pipeline.check.phrasing import quoted

#: A number that tells its year is given once; "2" begins anew in each meeting, and with each part of an agenda.
_YEARLY = patterns.compile(r"20\d\d|\d{2}[-/]\d|\d{4,}")

# "Délibération n° 2024-031 : Acquisition d'une parcelle"; "n° 2024-031 du 4 mars" is cited.
_HEADING = patterns.compile(
    r"(?:\A|\n)[^\w\n]{0,4}deliberation\s+n°\s?(?P<number>[\w/-]{4,14})\s?[:–-]\s?(?P<title>(?!d[ue]\b|en\b)[a-z][^\n]{9,120})"
)


def check_number_twice(reading: Reading) -> Iterator[Finding]:
    """Decisions of one document that have the same number and other titles.

    Their headings are read in the text too: a number that comes again may have been taken for the same act.
    """
    seen: dict[str, tuple[str, Place]] = {}
    for number, title, place in sorted((*_acts(reading), *_headings(reading)), key=lambda told: told[2]):
        first, where = seen.setdefault(number, (title, place))
        if where != place and _differ(first, title):
            yield Finding(
                message=f"le numéro {number} est celui de deux décisions : {quoted(first)} et {quoted(title)}.",
                places=(place, where),
                act=reading.act_at(place[0]),
            )
            seen[number] = (title, place)


def _acts(reading: Reading) -> Iterator[tuple[str, str, Place]]:
    for act in reading.acts:
        number = norm_number(act.number)
        if act.kind in ("deliberation", "order") and number and act.title and _YEARLY.search(act.number or ""):
            at = act.locate(0, min(len(act.text), 120))
            yield number, act.title, (at.start, at.end)


def _headings(reading: Reading) -> Iterator[tuple[str, str, Place]]:
    if reading.folded.count("deliberation n") < 2:
        return
    for match in _HEADING.finditer(reading.folded):
        number = norm_number(match["number"])
        if number and _YEARLY.search(match["number"]):
            yield number, reading.text[match.start("title") : match.end("title")], match.span()


def _differ(one: str, other: str) -> bool:
    """Whether two titles are those of two decisions: no half of the words is shared."""
    first, second = title_words(fold(one)), title_words(fold(other))
    return bool(first and second) and 2 * len(first & second) < min(len(first), len(second))


CHECK = Check(
    code="number_twice",
    severity="warning",
    says="Deux décisions d'un même document portent le même numéro.",
    silent="Le numéro ne dit pas l'année, ou les deux titres se ressemblent.",
    find=check_number_twice,
)
