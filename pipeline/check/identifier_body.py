"""The body in the identifier of an act, against its département and the letterhead."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.base import Check, Finding, Reading
from pipeline.check.printed_ids import Siren, actes_ids, sirens

#: What the SIREN of a commune, a département or a group of communes begins with; its département follows.
_TERRITORIAL = ("21", "22", "24")

#: The letterhead stands in so many characters.
_HEAD = 700


def check_identifier_body(reading: Reading) -> Iterator[Finding]:
    """Identifiers whose SIREN is of another département, or is not that of the letterhead."""
    for found in reading.share(actes_ids):
        department, siren = (found.department or "").lstrip("0"), found.siren
        own = siren[2:4].lstrip("0")
        letterhead = next((s for s in reading.share(sirens) if s.place[0] < _HEAD and len(s.digits) in (9, 14)), None)
        if siren[:2] in _TERRITORIAL and department.isdigit() and int(department) < 96 and own not in (department, "20"):
            yield Finding(
                message=f"l'identifiant {found.text} est du département {department}, mais le SIREN {siren} est celui d'une "
                f"collectivité du département {own}.",
                places=((found.start, found.end),),
            )
        elif letterhead and letterhead.digits[:9] != siren and _valid(letterhead):
            yield Finding(
                message=f"l'identifiant {found.text} porte le SIREN {siren}, mais l'en-tête du document imprime "
                f"{letterhead.digits[:9]}.",
                places=((found.start, found.end), letterhead.place),
            )


def _valid(printed: Siren) -> bool:
    from stdnum.fr import siren

    return bool(siren.is_valid(printed.digits[:9]))


CHECK = Check(
    code="identifier_body",
    severity="warning",
    says="L'identifiant @CTES de l'acte est celui d'un autre département ou d'une autre collectivité.",
    silent="Le document n'imprime pas d'identifiant lisible.",
    find=check_identifier_body,
)
