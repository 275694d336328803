"""Sums of money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.base import Extractor, Mention, Passage, column

#: What may stand in the column ``role`` or ``kind``.
AMOUNT_ROLES = (
    "grant",
    "advance",
    "balance",
    "instalment",
    "total",
    "budget",
    "expense",
    "price",
    "loan",
    "guarantee",
    "cap",
    "request",
    "revenue",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Mention):
    """One sum of money, as printed."""

    value: Decimal = column("montant, en euros (pour les francs : le chiffre imprimé)", digits=(18, 4))
    currency: str = column("monnaie", default="EUR", values=("EUR", "FRF", "XPF"))
    tax: str | None = column("hors taxe, toutes taxes comprises ou net, quand le texte le dit", values=("HT", "TTC", "net"))
    role: str = column("rôle du montant dans l'acte", default="other", values=AMOUNT_ROLES)
    article_number: str | None = column("article de l'acte où il se trouve")
    beneficiary: str | None = column("à qui il va, quand la phrase le dit")


def find_amounts(passage: Passage) -> Iterator[Amount]:
    """Yield the amounts of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor(
    "amounts", Amount, find_amounts, description="Une somme d'argent par ligne, chaque fois qu'elle est imprimée."
)
