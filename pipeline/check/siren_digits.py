"""A SIREN or SIRET that cannot exist."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading
from pipeline.check.printed_ids import sirens


def check_siren_digits(reading: Reading) -> Iterator[Finding]:
    """Numbers called SIREN or SIRET whose check digit is wrong; one that lost a digit is told too."""
    for found in reading.share(sirens):
        count = len(found.digits)
        if count in (9, 14) and not _valid(found.digits):
            message = f"le {found.name.upper()} {found.digits} est impossible : sa clé de contrôle est fausse."
        elif (count in (8, 10) and found.name == "siren") or (count in (13, 15) and found.name == "siret"):
            message = f"le {found.name.upper()} {found.digits} a {count} chiffres, et non {9 if found.name == 'siren' else 14}."
        else:
            continue
        yield Finding(message=message, places=(found.place,), act=reading.act_at(found.place[0]))


def _valid(digits: str) -> bool:
    from stdnum.fr import siren, siret

    return bool((siren if len(digits) == 9 else siret).is_valid(digits))


CHECK = Check(
    code="siren_digits",
    severity="error",
    says="Un SIREN ou un SIRET a une clé de contrôle fausse, ou un chiffre de trop ou de moins.",
    silent="Le nombre n'est pas appelé SIREN ou SIRET.",
    find=check_siren_digits,
)
