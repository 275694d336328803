"""A period that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import day

# "du 1er janvier 2025 au 31 décembre 2024"
_JOINT = patterns.compile(
    r"\s*+(?:inclus|,|\()?\s*+(?:au|jusqu'au|et\s+(?:prend\s+fin|se\s+termine|s'acheve)\s+le|et\s+jusqu'au|-|a)\s*+"
)
_YEAR = patterns.compile(r"\d{4}\Z|/\d\d\Z|deux mil")


def check_term(reading: Reading) -> Iterator[Finding]:
    """Periods whose end is printed before their beginning."""
    acts = {act.id: act for act in reading.acts}
    for one, other in pairwise(reading.rows("dates")):
        if (one["role"], other["role"]) != ("period_start", "period_end") or other["date"] >= one["date"]:
            continue
        if one["precision"] != other["precision"] or not _JOINT.fullmatch(reading.folded[one["char_end"] : other["char_start"]]):
            continue
        if not all(_YEAR.search(row["raw"].strip().lower()) for row in (one, other)):
            continue
        yield Finding(
            message=f"la période irait du {day(one['date'])} au {day(other['date'])} : elle finit avant de commencer.",
            places=((one["char_start"], other["char_end"]),),
            act=acts.get(one["act_id"]),
        )


CHECK = Check(
    code="term",
    severity="error",
    says="Une période finit avant de commencer.",
    silent="L'une des deux dates est imprimée sans son année.",
    find=check_term,
)
