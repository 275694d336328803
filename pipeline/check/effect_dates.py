"""A decision that takes effect as a whole on one day, and in one of its parts on another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import day

_FROM = r"(?:a\s+compter|a\s+partir|a\s+effet|avec\s+effet)\s+du\s*"
_AS_FOLLOWS = r"(?:de\s+la\s+(?:facon|maniere)\s+suivante|comme\s+suit|ainsi\s+qu'il\s+suit)"

# "modifie le tableau de la façon suivante à compter du", "à compter du 1er avril, le tableau est modifié comme suit :"
_WHOLE = patterns.compile(rf"\b{_AS_FOLLOWS}[\s,]{{1,3}}(?:et\s+ce[\s,]{{1,2}})?{_FROM}\Z")
_WHOLE_BEHIND = patterns.compile(rf"[^.;:]{{0,120}}\b{_AS_FOLLOWS}\s*:")
_PART = patterns.compile(rf"\b{_FROM}\Z")
# Where what follows ends.
_END = patterns.compile(
    r"\b(?:vote|votee?|adoptee?|decide|autorise|charge|dit\s+que|precise|inscri\w+|approuve|article\s+\d)\b|\bpour\s*:"
)
_REACH = 2000


def check_effect_dates(reading: Reading) -> Iterator[Finding]:
    """Decisions whose parts repeat the day of the whole, but for one."""
    for act in reading.acts:
        rows = [row for row in reading.rows_of("dates", act) if row["precision"] == "day"]
        for at, whole in enumerate(rows):
            if _is_of_whole(reading, whole):
                yield from _of_parts(reading, whole, [row for row in rows[at + 1 :] if _ends(reading, row, _PART)])


def _is_of_whole(reading: Reading, row: Row) -> bool:
    if _ends(reading, row, _WHOLE):
        return True
    return _ends(reading, row, _PART) and bool(_WHOLE_BEHIND.match(reading.folded, row["char_end"]))


def _ends(reading: Reading, row: Row, pattern: regex.Pattern[str]) -> bool:
    """Whether what stands in front of a date is this."""
    return bool(pattern.search(reading.folded, max(0, row["char_start"] - 80), row["char_start"]))


def _of_parts(reading: Reading, whole: Row, rows: Sequence[Row]) -> Iterator[Finding]:
    start = whole["char_end"]
    stop = _END.search(reading.folded, start, start + _REACH)
    parts = [row for row in rows if row["char_start"] < (stop.start() if stop else start + _REACH)]
    other = [row for row in parts if row["date"] != whole["date"]]
    if len(other) == 1 and len(parts) > 1:
        yield Finding(
            message=f"la décision prend effet le {day(whole['date'])}, ce que ses parties répètent, sauf une : "
            f"le {day(other[0]['date'])}.",
            places=(place(other[0]), place(whole)),
            act=reading.act_at(start),
        )


CHECK = Check(
    code="effect_dates",
    severity="warning",
    says="Une décision prend effet en entier à une date, que ses parties répètent, sauf une.",
    silent="Les parties ne répètent pas la date de l'ensemble, ou plusieurs en ont une autre.",
    find=check_effect_dates,
)
