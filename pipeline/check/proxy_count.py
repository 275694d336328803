"""One proxy too many: a member holds one (code général des collectivités territoriales, L2121-20, L3121-16, L4132-15)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.phrasing import count
from pipeline.check.roll import rolls, words_of

#: Two were allowed during the epidemic (ordinance of 1 April 2020 and the laws that went on with it).
_TWO = (dt.date(2020, 3, 12), dt.date(2022, 7, 31))


def check_proxy_count(reading: Reading) -> Iterator[Finding]:
    """People who hold more proxies than the law lets them."""
    for roll in reading.share(rolls).values():
        if not roll.own or roll.moves:
            continue
        date = roll.act.date or reading.about.document_date
        most = 2 if date is None or _TWO[0] <= date <= _TWO[1] else 1
        held: dict[frozenset[str], list[Row]] = defaultdict(list)
        for row in roll.represented:
            if len(words := words_of(row["proxy"])) > 1:
                held[words].append(row)
        for rows in held.values():
            if len(rows) > most and len({words_of(row["name"]) for row in rows}) == len(rows):
                names = ", ".join(row["name"] for row in rows)
                allowed = "un seul" if most == 1 else "deux"
                yield Finding(
                    message=f"{rows[0]['proxy']} porte {count(len(rows), 'pouvoir', 'pouvoirs')} ({names}) : la loi en permet "
                    f"{allowed}.",
                    places=tuple(place(row) for row in rows),
                    act=roll.act,
                )


CHECK = Check(
    code="proxy_count",
    severity="error",
    says="Un élu porte plus de pouvoirs que la loi n'en permet.",
    silent="Les mandataires ne sont pas nommés ; deux pouvoirs étaient permis du 12 mars 2020 au 31 juillet 2022.",
    find=check_proxy_count,
)
