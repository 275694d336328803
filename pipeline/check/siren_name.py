"""A SIREN that is called SIRET, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading
from pipeline.check.printed_ids import sirens

_LENGTH = {"siren": 9, "siret": 14}


def check_siren_name(reading: Reading) -> Iterator[Finding]:
    """Numbers of fourteen digits called SIREN, and of nine called SIRET."""
    for found in reading.share(sirens):
        count = len(found.digits)
        if count in _LENGTH.values() and count != _LENGTH[found.name]:
            other = "SIRET" if found.name == "siren" else "SIREN"
            yield Finding(
                message=f"le numéro {found.digits} est appelé {found.name.upper()}, mais il a les {count} chiffres d'un {other}.",
                places=(found.place,),
                act=reading.act_at(found.place[0]),
            )


CHECK = Check(
    code="siren_name",
    severity="info",
    says="Un SIRET est appelé SIREN, ou un SIREN SIRET.",
    silent="Le nombre n'a ni neuf ni quatorze chiffres.",
    find=check_siren_name,
)
