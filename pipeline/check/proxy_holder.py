"""Proxies that nobody in the room can have used."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, place
from pipeline.check.roll import rolls, same_person

_SAYS = {"excused": "excusé", "absent": "absent", "represented": "lui-même représenté"}


def check_proxy_holder(reading: Reading) -> Iterator[Finding]:
    """Proxies given to somebody who is absent."""
    for roll in reading.share(rolls).values():
        if not roll.own or roll.moves:
            continue
        for row in roll.represented:
            holder = row["proxy"]
            if not holder or any(same_person(there, holder) for there in roll.present):
                continue
            for away in (*roll.represented, *roll.excused, *roll.absent):
                if away is not row and away["given_name"] and same_person(away, holder):
                    yield Finding(
                        message=f"{row['name']} a donné pouvoir à {holder}, qui est {_SAYS[away['status']]} d'après le même appel.",
                        places=(place(row), place(away)),
                        act=roll.act,
                    )
                    break


CHECK = Check(
    code="proxy_holder",
    severity="error",
    says="Un pouvoir est donné à quelqu'un qui n'est pas là.",
    silent="Le mandataire n'est pas nommé, ou quelqu'un arrive ou part en cours de séance.",
    find=check_proxy_holder,
)
