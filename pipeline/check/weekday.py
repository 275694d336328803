"""The day of the week that a date is printed with."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from extractors.french import WEEKDAYS, fold
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import day

# "le vendredi 6 février 2023"; in "samedi 12 et dimanche 13 mars" the first name belongs to another date.
_NAMED = patterns.compile(rf"\b(?P<name>{'|'.join(WEEKDAYS)})\s{{1,3}}(?:le\s)?\Z")
# "L'an deux mille vingt-trois, le lundi 6 février"
_INSIDE = patterns.compile(rf",\s+le\s+(?P<name>{'|'.join(WEEKDAYS)})\s")
_YEAR = patterns.compile(r"\d{4}\Z|deux\s+mil")


def check_weekday(reading: Reading) -> Iterator[Finding]:
    """Dates whose weekday is another one."""
    acts = {act.id: act for act in reading.acts}
    for row in reading.rows("dates"):
        start = row["char_start"]
        before = reading.folded[max(0, start - 14) : start]
        if row["precision"] != "day" or not (named := _NAMED.search(before) or _INSIDE.search(fold(row["raw"]))):
            continue
        if not _YEAR.search(fold(row["raw"])):
            continue
        right = WEEKDAYS[row["date"].weekday()]
        if named["name"] != right:
            yield Finding(
                message=f"« {named['name']} {day(row['date'])} » : le {day(row['date'])} était un {right}.",
                places=((start - len(before) + named.start() if named.string == before else start, row["char_end"]),),
                act=acts.get(row["act_id"]),
            )


CHECK = Check(
    code="weekday",
    severity="warning",
    says="Le jour de la semaine imprimé n'est pas celui de la date.",
    silent="La date est imprimée sans son année, ou sans jour de la semaine.",
    find=check_weekday,
)
