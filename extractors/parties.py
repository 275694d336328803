"""Who signs, or is bound by, a convention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Mention):
    """One party to a convention or a contract."""

    name: str = column("nom de la partie")
    role: str = column(
        "qualité", default="other", values=("grantor", "beneficiary", "seller", "buyer", "lessor", "lessee", "other")
    )
    siren: str | None = column("SIREN imprimé")
    siret: str | None = column("SIRET imprimé")
    identifier_valid: bool | None = column("clé de contrôle du SIREN ou du SIRET")
    address: str | None = column("adresse")
    representative: str | None = column("qui la représente")


def find_parties(passage: Passage) -> Iterator[Party]:
    """Yield the parties of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("parties", Party, find_parties, description="Une partie à une convention.")
