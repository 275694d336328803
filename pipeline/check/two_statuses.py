"""One person under two headings of the roll call."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.roll import MOVES, Roll, rolls, words_of

# "Mme Anne LENOIR a été nommée secrétaire": behind an empty list of proxies.
_CHOSEN = patterns.compile(r"\s+(?:a|est|ete)\s+(?:ete\s+)?(?:nomme|designe|elu|choisi|secretaire)")

_SAYS = {"excused": "excusés", "absent": "absents", "represented": "représentés"}


def check_two_statuses(reading: Reading) -> Iterator[Finding]:
    """People who are present and, in the same roll call, absent or excused."""
    for roll in reading.share(rolls).values():
        if roll.own and not roll.moves and not roll.recused:
            yield from _twice(reading, roll)


def _twice(reading: Reading, roll: Roll) -> Iterator[Finding]:
    there = {words_of(row["name"]): row for row in roll.present if _full(row)}
    for row in (*roll.represented, *roll.excused, *roll.absent):
        other = there.get(words_of(row["name"]))
        if other and not any(_moved(reading, told) for told in (row, other)):
            yield Finding(
                message=f"{row['name']} figure à la fois parmi les présents et parmi les {_SAYS[row['status']]}.",
                places=(place(row), place(other)),
                act=roll.act,
            )


def _full(row: Row) -> bool:
    """Whether the name tells one person: a family name alone may be that of two."""
    return bool(row["given_name"]) and len(words_of(row["name"])) > 1


def _moved(reading: Reading, row: Row) -> bool:
    return bool(
        MOVES.search(reading.folded, row["char_start"], row["char_end"] + 60) or _CHOSEN.match(reading.folded, row["char_end"])
    )


CHECK = Check(
    code="two_statuses",
    severity="error",
    says="Une même personne est dite présente et absente, excusée ou représentée, dans le même appel.",
    silent="Quelqu'un arrive ou part en cours de séance, ou seul un nom de famille est imprimé.",
    find=check_two_statuses,
)
