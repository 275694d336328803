"""An assembly that decided with too few members in the room (code général des collectivités territoriales, L2121-17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import count
from pipeline.check.roll import rolls

#: A third was enough during the epidemic.
_THIRD = ((dt.date(2020, 3, 12), dt.date(2021, 9, 30)), (dt.date(2021, 11, 10), dt.date(2022, 7, 31)))

# A second convocation asks for no quorum.
_SECOND = patterns.compile(
    r"(?:seconde|deuxieme|2[ne]?[de]?me|nouvelle)\s+convocation|a\s+nouveau\s+convoque|sans\s+condition\s+de\s+quorum|faute\s+de\s+quorum"
)


def check_quorum(reading: Reading) -> Iterator[Finding]:
    """Meetings at which half of the members or fewer were present."""
    for roll in reading.share(rolls).values():
        if not roll.own or "in_office" not in roll.printed:
            continue
        (seats, at), named = roll.printed["in_office"], len(roll.present)
        present, where = roll.printed.get("present", (named, at))
        if max(present, named) * 2 > seats or abs(present - named) > 1 or seats < 5 or roll.moves:
            continue
        if named + len(roll.represented) + len(roll.excused) + len(roll.absent) < seats - 1:
            continue  # the list is not whole
        date = roll.act.date or reading.about.document_date
        if (date and any(start <= date <= end for start, end in _THIRD)) or _SECOND.search(reading.folded):
            continue
        yield Finding(
            message=f"{count(present, 'présent', 'présents')} pour {seats} membres en exercice : le quorum "
            f"({seats // 2 + 1}) n'est pas atteint, les pouvoirs ne comptant pas.",
            places=(at,) if where == at else (at, where),
            act=roll.act,
        )


CHECK = Check(
    code="quorum",
    severity="error",
    says="Moins de la majorité des membres en exercice est présente.",
    silent="L'effectif n'est pas imprimé, l'appel n'est pas complet, c'est une seconde convocation, un tiers suffisait (2020-22).",
    find=check_quorum,
)
