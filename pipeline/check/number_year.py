"""A number of the meeting, printed with another year."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.cited import norm_number
from pipeline.model import Act

#: "2020-051": the year of the meeting and a rank.
_NUMBER = patterns.compile(r"(?P<year>20\d\d)-(?P<rank>\d{1,4})")
_PRINTED = patterns.compile(r"(?<![\w./-])(?P<year>20\d\d)\s?-\s?(?P<rank>\d{2,4})(?![\w/-])")

#: With fewer decisions a number of another year is one of another year.
_FEWEST = 5


def check_number_year(reading: Reading) -> Iterator[Finding]:
    """Numbers of the document's own decisions that stand somewhere with the year that comes next."""
    own: dict[int, Act] = {}
    for act in reading.acts:
        found = _NUMBER.fullmatch(norm_number(act.number) or "") if act.kind == "deliberation" else None
        if found and act.date and act.date.year == int(found["year"]):
            own[int(found["rank"])] = act
    years = {act.date.year for act in own.values() if act.date}
    if len(own) < _FEWEST or len(years) != 1:
        return
    (year,) = years
    if f"{year + 1}-" not in reading.folded:
        return
    for match in _PRINTED.finditer(reading.folded):
        if int(match["year"]) == year + 1 and int(match["rank"]) in own:
            yield Finding(
                message=f"le numéro {match[0]} est d'une année à venir : la décision de la séance est le n° "
                f"{own[int(match['rank'])].number}.",
                places=(match.span(),),
                act=reading.act_at(match.start()),
            )


CHECK = Check(
    code="number_year",
    severity="warning",
    says="Le numéro d'une décision de la séance est imprimé ailleurs avec l'année suivante.",
    silent="Le document compte moins de cinq décisions, ou leurs numéros ne disent pas l'année.",
    find=check_number_year,
)
