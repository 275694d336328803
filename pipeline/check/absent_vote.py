"""Votes of people who were not in the room."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, place
from pipeline.check.roll import rolls, same_person

_POSITIONS = {"for": "pour", "against": "contre", "abstain": "comme s'abstenant"}
_SAYS = {"excused": "excusé sans pouvoir", "absent": "absent"}


def check_absent_vote(reading: Reading) -> Iterator[Finding]:
    """People who vote although the roll call says they are away and gave no proxy."""
    found = reading.share(rolls)
    for act in reading.acts:
        roll = found.get(act.id)
        if not roll or roll.moves:
            continue
        for row in reading.rows_of("ballots", act):
            name = row["name"]
            if row["position"] not in _POSITIONS or any(same_person(r, name) for r in (*roll.present, *roll.represented)):
                continue
            for away in (*roll.excused, *roll.absent):
                if same_person(away, name):
                    yield Finding(
                        message=f"{name} est compté {_POSITIONS[row['position']]}, mais l'appel le dit {_SAYS[away['status']]}.",
                        places=(place(row), place(away)),
                        act=act,
                    )
                    break


CHECK = Check(
    code="absent_vote",
    severity="error",
    says="Une personne absente, sans pouvoir, est comptée dans un vote.",
    silent="Les votes ne sont pas nominatifs, ou quelqu'un arrive ou part en cours de séance.",
    find=check_absent_vote,
)
