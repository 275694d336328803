"""More votes than voters."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import count
from pipeline.check.roll import Roll, rolls


def check_votes_cast(reading: Reading) -> Iterator[Finding]:
    """Votes that count more voices than there are people to cast them."""
    found = reading.share(rolls)
    for act in reading.acts:
        roll = found.get(act.id)
        for vote in reading.rows_of("votes", act):
            cast = votes_of(vote)
            if cast is None:
                continue
            seats, voters = _seats(vote, roll), _voters(roll)
            if seats and cast > seats[0]:
                yield Finding(
                    message=f"le vote compte {count(cast, 'voix', 'voix')} ({shown(vote)}), pour "
                    f"{count(seats[0], 'membre', 'membres')} en exercice.",
                    places=(place(vote), *seats[1]),
                    act=act,
                )
            elif voters and roll and cast > voters:
                proxies = count(len(roll.represented), "pouvoir", "pouvoirs")
                yield Finding(
                    message=f"le vote compte {count(cast, 'voix', 'voix')} ({shown(vote)}), mais l'appel ne donne que "
                    f"{count(_present(roll), 'présent', 'présents')} et {proxies}.",
                    places=(place(vote), place(roll.present[0])),
                    act=act,
                )


def votes_of(vote: Row) -> int | None:
    """How many voices a vote counts, or None where that is not printed."""
    if vote["votes_for"] is None:
        return None
    return int(vote["votes_for"] + (vote["votes_against"] or 0) + (vote["abstentions"] or 0))


def shown(vote: Row) -> str:
    """The figures of a vote in words.

    >>> shown({"votes_for": 12, "votes_against": None, "abstentions": 1})
    '12 pour, 1 abstention'
    """
    parts = [f"{vote['votes_for']} pour"]
    if vote["votes_against"] is not None:
        parts.append(f"{vote['votes_against']} contre")
    if vote["abstentions"] is not None:
        parts.append(count(vote["abstentions"], "abstention", "abstentions"))
    return ", ".join(parts)


def _seats(vote: Row, roll: Roll | None) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    if roll and "in_office" in roll.printed:
        number, at = roll.printed["in_office"]
        return number, (at,)
    return (int(vote["in_office"]), ()) if vote["in_office"] else None


def _present(roll: Roll) -> int:
    return max(len(roll.present), roll.printed["present"][0] if "present" in roll.printed else 0)


def _voters(roll: Roll | None) -> int | None:
    """The most who can have voted, where the roll call is complete: those excused may have given a proxy that is not told."""
    if roll is None or roll.moves or "present" not in roll.printed or roll.printed["present"][0] != len(roll.present):
        return None
    represented = max(len(roll.represented), roll.printed.get("represented", (0,))[0])
    return len(roll.present) + represented + len(roll.excused)


CHECK = Check(
    code="votes_cast",
    severity="error",
    says="Le vote compte plus de voix qu'il n'y a de membres en exercice, ou de présents et de pouvoirs.",
    silent="Les voix ou l'effectif ne sont pas imprimés, ou l'appel n'est pas complet.",
    find=check_votes_cast,
)
