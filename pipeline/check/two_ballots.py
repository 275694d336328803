"""One person on two sides of the same vote."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.roll import words_of

_SAYS = {"for": "pour", "against": "contre", "abstain": "abstention", "not_taking_part": "ne prenant pas part au vote"}

#: The names of one vote stand close together; further away another vote begins.
_REACH = 1500


def check_two_ballots(reading: Reading) -> Iterator[Finding]:
    """People who are named under two positions of one vote."""
    for act in reading.acts:
        seen: dict[frozenset[str], Row] = {}
        for row in reading.rows_of("ballots", act):
            key = words_of(row["name"])
            first = seen.get(key)
            if first and first["position"] != row["position"] and _one_vote(reading, act.id, first, row):
                yield Finding(
                    message=f"{row['name']} est nommé deux fois dans le même vote : {_SAYS[first['position']]}, puis "
                    f"{_SAYS[row['position']]}.",
                    places=(place(row), place(first)),
                    act=act,
                )
            seen[key] = row


def _one_vote(reading: Reading, act_id: str, first: Row, second: Row) -> bool:
    """Whether both names belong to the same vote: one row of ``votes`` covers them, or none lies between them."""
    if second["char_start"] - first["char_end"] > _REACH or first["char_start"] == second["char_start"]:
        return False
    votes = [row for row in reading.rows("votes") if row["act_id"] == act_id]
    if any(v["char_start"] <= first["char_start"] and second["char_end"] <= v["char_end"] for v in votes):
        return True
    return not any(first["char_end"] <= v["char_start"] <= second["char_start"] for v in votes) and len(votes) < 2


CHECK = Check(
    code="two_ballots",
    severity="error",
    says="Une même personne est nommée sous deux positions du même vote.",
    silent="Le vote n'est pas nominatif, ou l'acte compte plusieurs votes qu'on ne peut séparer.",
    find=check_two_ballots,
)
