"""Printed lines of the assembly's budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Mention):
    """One printed cell of a budget line."""

    line: int | None = column("rang de la ligne dans l'acte")
    operation: str | None = column("opération")
    account: str | None = column("imputation, chapitre ou article, tels qu'imprimés")
    label: str | None = column("libellé")
    measure: str | None = column("titre de la colonne")
    value: Decimal = column("montant, en euros", digits=(18, 2))


def find_budget_lines(passage: Passage) -> Iterator[BudgetLine]:
    """Yield the budget_lines of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("budget_lines", BudgetLine, find_budget_lines, description="Une case chiffrée d'une ligne budgétaire.")
