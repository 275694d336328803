"""Which line of a budget a table row is: its operation, its account and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.french import fold
from extractors.tables import Row

#: Titles of the columns that say which line of the budget it is.
_OPERATION = regex.compile(r"\boperations?\b(?!.*libelle)|\bprogrammes?\b")
_ACCOUNT = regex.compile(r"\b(?:imputations?|chapitres?|chap|articles?|art|comptes?|natures?|fonctions?|sous[ -]fonctions?)\b")
_LABEL = regex.compile(r"\b(?:libelles?|intitules?|designations?|objets?)\b")

#: An account, a chapter or an operation as printed: "011", "6568//93", "B07-12Q", "65748", "23/2313".
_CODE = regex.compile(
    r"(?:(?:chap|art|chapitre|article|compte)\.?\s?)?[A-Z]{0,3}\d[\w./-]{0,24}(?:\s?-\s?\w{1,12}){0,2}", regex.IGNORECASE
)

#: An account and its name in one cell: "60636 Vêtements de travail", "011 - Charges à caractère général".
_NAMED_CODE = regex.compile(r"(?P<code>\d{2,8}(?:/\d{1,6})?)\s{1,3}(?:[-–:]\s{0,2})?(?P<label>\p{L}.{2,120})", regex.DOTALL)

_TOTAL = regex.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b")


@dataclass(frozen=True, slots=True)
class BudgetPlace:
    """What tells one line of a budget from the others."""

    operation: str | None
    account: str | None
    label: str | None


def place_of(row: Row) -> BudgetPlace | None:
    """What a row says of its budget line, or None when it is none, or a total."""
    operation, accounts, label = None, list[str](), None
    for cell, title in zip(row.cells, map(fold, row.titles), strict=True):
        if not cell.text:
            continue
        if _TOTAL.match(fold(cell.text)):
            return None
        code = bool(_CODE.fullmatch(cell.text))
        if code and _OPERATION.search(title) and not _LABEL.search(title):
            operation = operation or cell.text
        elif code and (_ACCOUNT.search(title) or _ACCOUNT.match(fold(cell.text))):
            accounts.append(cell.text)
        elif _ACCOUNT.search(title) and (named := _NAMED_CODE.fullmatch(cell.text)):
            accounts.append(named["code"])
            label = label or named["label"]
        elif label is None and not cell.is_quantity and any(map(str.isalpha, cell.text)):
            label = cell.text
    if not operation and not accounts:
        return None
    return BudgetPlace(operation, "/".join(accounts) or None, " ".join(label.split()) if label else None)
