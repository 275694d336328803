"""One whole, shared out otherwise by the decision and by the request that is joined to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors import patterns
from extractors.base import Passage
from extractors.french import fold
from extractors.tables import find_tables
from pipeline.check.base import Check, Finding, Place, Reading, Row, place
from pipeline.check.clauses import stems
from pipeline.check.phrasing import euros, quoted
from pipeline.model import Act

_TOTAL = patterns.compile(r"\W{0,4}tota(?:l|ux)\b")
# "Nous sollicitons au titre de la dotation 2025 de ...": up to the next request, as far as its own list of sums goes.
_REQUEST = patterns.compile(r"\b(?:sollicit(?:ons|e|ent|ee?s?)|demand(?:ons|ent|ee?s?))\b[^.\n]{0,200}")
_SUM_OF_LIST = patterns.compile(r"\btotal\b[^\d\n]{0,25}\Z")
_REACH = 300


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    value: Decimal
    place: Place


def check_parts_of_case(reading: Reading) -> Iterator[Finding]:
    """Files with one deliberation, whose parts are asked for with other sums although the whole is the same."""
    decided = [act for act in reading.acts if act.kind == "deliberation"]
    papers = [act for act in reading.acts if act.kind in ("annex", "report", "other")]
    if len(decided) != 1 or not papers or "\t" not in decided[0].text:
        return
    for whole, parts in _shares(reading, decided[0]):
        for paper in papers:
            rows = [row for row in reading.rows_of("amounts", paper) if row["currency"] == "EUR"]
            if any(row["value"] == whole for row in rows):
                yield from _of_paper(reading, paper, rows, whole, parts)


def _shares(reading: Reading, act: Act) -> Iterator[tuple[Decimal, list[_Part]]]:
    """The tables of a decision that share out a sum: its total, and its named parts, which make it."""
    amounts = {row["char_start"]: Decimal(row["value"]) for row in reading.rows_of("amounts", act)}
    for table in find_tables(Passage(act.text, kind=act.kind)):
        lines = []
        for row in table.rows:
            at = act.locate(row.cells[-1].start, row.cells[-1].end)
            if not row.is_heading and len(row.cells) > 1 and at.start in amounts:
                lines.append(_Part(row.cells[0].text, amounts[at.start], (at.start, at.end)))
        *parts, total = lines or [_Part("", Decimal(), (0, 0))]
        if len(parts) > 1 and _TOTAL.match(fold(total.name)) and sum(part.value for part in parts) == total.value:
            yield total.value, parts


def _of_paper(reading: Reading, paper: Act, rows: list[Row], whole: Decimal, parts: list[_Part]) -> Iterator[Finding]:
    folded = reading.folded_act(paper)
    requests = list(_REQUEST.finditer(folded))
    for at, request in enumerate(requests):
        start = paper.locate(*request.span()).start
        end = start + len(request[0]) + _REACH
        if at + 1 < len(requests):
            end = min(end, paper.locate(*requests[at + 1].span()).start)
        asked = [row for row in rows if start <= row["char_start"] < end]
        named = [part for part in parts if (words := stems(fold(part.name))) and words <= stems(request[0])]
        if len(named) != 1 or not asked or any(row["value"] == named[0].value for row in asked):
            continue
        total = next((row for row in asked if _is_sum_of_list(reading, row)), None)
        if total:
            yield Finding(
                message=f"{quoted(named[0].name, 60)} reçoit {euros(named[0].value)}, mais la demande jointe est de "
                f"{euros(total['value'])}, pour un même total de {euros(whole)}.",
                places=(place(total), named[0].place),
                act=paper,
            )


def _is_sum_of_list(reading: Reading, row: Row) -> bool:
    return bool(_SUM_OF_LIST.search(reading.folded, max(0, row["char_start"] - 40), row["char_start"]))


CHECK = Check(
    code="parts_of_case",
    severity="warning",
    says="La décision et la demande qui lui est jointe partagent autrement un même total.",
    silent="Les totaux diffèrent : on peut accorder moins que demandé ; ou la demande ne nomme pas les parts comme la décision.",
    find=check_parts_of_case,
)
