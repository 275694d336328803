"""A deliberation and its report that lean on two deliberations of one day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.cited import title_words
from pipeline.check.phrasing import day, quoted
from pipeline.model import Act

#: The title in quotes behind the citation, or behind the words that stand for it.
_QUOTED = patterns.compile(r"[^«»;.\n]{0,90}«\s*(?P<title>[^«»]{12,300}?)\s*»")

#: So many telling words of its own make a title another one.
_OWN_WORDS = 2


def check_same_day(reading: Reading) -> Iterator[Finding]:
    """What a deliberation cites of a day against what its report cites of it, both with a title in quotes."""
    decided = [act for act in reading.acts if act.kind == "deliberation"]
    if len(decided) != 1:
        return
    act = decided[0]
    cited = _titles(reading, act)
    for report in reading.acts:
        for date, (row, title) in (_titles(reading, report) if report.kind == "report" else {}).items():
            if date not in cited or date == act.date:
                continue
            other, own = cited[date]
            if _differ(title, own):
                number = f" (n° {other['number']})" if other["number"] else ""
                yield Finding(
                    message=f"au titre du {day(date)}, la délibération vise {quoted(own, 90)}{number}, et son rapport "
                    f"{quoted(title, 90)}.",
                    places=(place(row), place(other)),
                    act=report,
                )


def _titles(reading: Reading, act: Act) -> dict[dt.date, tuple[Row, str]]:
    """The title of the one deliberation that an act cites of a day; days of which it cites several are left out."""
    days: dict[dt.date, list[tuple[Row, str]]] = defaultdict(list)
    for row in reading.rows_of("citations", act):
        if row["kind"] == "deliberation" and row["precision"] == "day":
            found = _QUOTED.match(reading.text, row["char_end"])
            days[row["date"]].append((row, found["title"] if found else ""))
    return {date: told[0] for date, told in days.items() if len(told) == 1 and told[0][1]}


def _differ(one: str, other: str) -> bool:
    """Whether each title has telling words that the other lacks: a shortened title has none."""
    first, second = title_words(one), title_words(other)
    return min(len(first - second), len(second - first)) >= _OWN_WORDS


CHECK = Check(
    code="same_day",
    severity="info",
    says="La délibération et son rapport citent, pour un même jour, deux délibérations différentes.",
    silent="Les titres ne sont pas entre guillemets, ou l'un abrège l'autre ; plusieurs délibérations de ce jour sont citées.",
    find=check_same_day,
)
