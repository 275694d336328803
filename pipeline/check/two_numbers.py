"""One text cited with two numbers."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.cited import cited_name, norm_number, title_words
from pipeline.check.phrasing import day, quoted


def check_two_numbers(reading: Reading) -> Iterator[Finding]:
    """Citations of one text of one day and one title whose numbers differ."""
    acts = {act.id: act for act in reading.acts}
    seen: dict[tuple[object, ...], Row] = {}
    for row in reading.rows("citations"):
        words = title_words(row["title"])
        if row["precision"] != "day" or not row["number"] or row["kind"] not in ("law", "decree", "ordinance", "deliberation"):
            continue
        if len(words) < 3:
            continue
        first = seen.setdefault((row["kind"], row["date"], words), row)
        if norm_number(first["number"]) != norm_number(row["number"]):
            yield Finding(
                message=f"{cited_name(first)} du {day(row['date'])} ({quoted(row['title'], 60)}) porte plus loin le n° "
                f"{row['number']}.",
                places=(place(row), place(first)),
                act=acts.get(row["act_id"]),
            )


CHECK = Check(
    code="two_numbers",
    severity="warning",
    says="Un même texte, de même date et de même titre, est cité avec deux numéros.",
    silent="Le titre n'est pas imprimé.",
    find=check_two_numbers,
)
