"""People who took no part in a vote and are counted in it all the same."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import count
from pipeline.check.roll import Roll, rolls, same_person
from pipeline.check.votes_cast import shown, votes_of
from pipeline.model import Act

#: How far behind what is said of somebody the vote may stand.
_REACH = 500


def check_recused_counted(reading: Reading) -> Iterator[Finding]:
    """Votes in which those who did not take part are counted."""
    found = reading.share(rolls)
    for act in reading.acts:
        recused = [row for row in reading.rows_of("members", act) if row["status"] == "recused"]
        if not recused:
            continue
        yield from _named(reading, act, recused)
        votes, roll = reading.rows_of("votes", act), found.get(act.id)
        if roll and len(votes) == 1 and not votes[0]["not_taking_part"]:
            yield from _counted(roll, votes[0], recused)


def _named(reading: Reading, act: Act, recused: list[Row]) -> Iterator[Finding]:
    """Those who are named in the very vote that they took no part in: the next one behind what is said of them."""
    votes = reading.rows_of("votes", act)
    for who in recused:
        vote = next((v for v in votes if v["char_end"] > who["char_start"]), None)
        if vote is None or vote["char_start"] - who["char_end"] > _REACH:
            continue
        for ballot in reading.rows_of("ballots", act):
            inside = vote["char_start"] <= ballot["char_start"] < vote["char_end"]
            if inside and ballot["position"] in ("for", "against", "abstain") and same_person(who, ballot["name"]):
                yield Finding(
                    message=f"{who['name']} n'a pas pris part au vote, et y est pourtant compté.",
                    places=(place(ballot), place(who)),
                    act=act,
                )


def _counted(roll: Roll, vote: Row, recused: list[Row]) -> Iterator[Finding]:
    """The figures only add up when those who took no part voted.

    All who are excused may have given a proxy that is not told; whoever is counted beyond that is one who took no part.
    """
    cast = votes_of(vote)
    inside = [row for row in recused if any(same_person(there, row["name"]) for there in roll.present)]
    if cast is None or not roll.own or not inside or roll.printed.get("present", (len(roll.present),))[0] != len(roll.present):
        return
    most = len(roll.present) + len(roll.represented) + len(roll.excused)
    if most - len(inside) < cast <= most:
        names = ", ".join(row["name"] for row in inside)
        apart = "n'a pas pris part" if len(inside) == 1 else "n'ont pas pris part"
        excused = f", {count(len(roll.excused), 'excusé', 'excusés')}" if roll.excused else ""
        yield Finding(
            message=f"{names} {apart} au vote, mais ses {cast} voix ({shown(vote)}) ne s'expliquent qu'en les comptant : "
            f"{count(len(roll.present), 'présent', 'présents')}, {count(len(roll.represented), 'pouvoir', 'pouvoirs')}{excused}.",
            places=(place(vote), *(place(row) for row in inside)),
            act=roll.act,
        )


CHECK = Check(
    code="recused_counted",
    severity="error",
    says="Une personne qui n'a pas pris part au vote y est comptée.",
    silent="Personne n'est dit ne pas prendre part au vote, ou l'appel est celui d'un autre acte et le vote n'est pas nominatif.",
    find=check_recused_counted,
)
