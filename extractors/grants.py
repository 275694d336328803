"""What an act awards, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Mention):
    """The final sum that one beneficiary is awarded by this act."""

    beneficiary: str | None = column("bénéficiaire, sans sa forme juridique")
    beneficiary_siret: str | None = column("son SIRET, quand il est imprimé")
    value: Decimal = column("montant attribué, en euros", digits=(18, 2))
    purpose: str | None = column("objet de la subvention")


def find_grants(passage: Passage) -> Iterator[Grant]:
    """Yield the grants of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("grants", Grant, find_grants, description="Une subvention attribuée par l'acte et par bénéficiaire.")
