"""Which line of a budget a table row is: its operation, its account and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.tables import Cell, Row

#: Titles of the columns that say which line of the budget it is.
_OPERATION = patterns.compile(r"\boperations?\b(?!.*libelle)|\bprogrammes?\b")
_ACCOUNT = patterns.compile(r"\b(?:imputations?|chapitres?|chap|articles?|art|comptes?|natures?|fonctions?|sous[ -]fonctions?)\b")
_LABEL = patterns.compile(r"\b(?:libelles?|intitules?|designations?|objets?)\b")

#: An account, a chapter or an operation as printed: "011", "6568//93", "B07-12Q", "65748", "23/2313".
_CODE = patterns.compile(
    r"(?:(?:chap|art|chapitre|article|compte)\.?\s?)?[A-Z]{0,3}\d[\w./-]{0,24}(?:\s?[-–]\s?(?:art\.\s?)?\w{1,12}){0,2}",
    regex.IGNORECASE,
)

#: An account and its name in one cell: "60636 Vêtements de travail", "011 - Charges à caractère général".
_NAMED_CODE = patterns.compile(r"(?P<code>\d{2,8}(?:/\d{1,6})?)\s{1,3}(?:[-–:]\s{0,2})?(?P<label>\p{L}.{2,120})", regex.DOTALL)

#: A chapter or an account where no title says so: "011", "65", "2313", "041"; also behind a name: "(1068)".
_BARE_CODE = patterns.compile(r"0\d\d|\d{2,6}(?:[/-]\d{1,6})?")
_CODE_BEHIND = patterns.compile(
    r"(?P<label>\p{L}.{2,120}?)\s?\((?:[rd]\s?|compte\s|chapitre\s)?(?P<code>0\d\d|\d{3,6})\)", regex.IGNORECASE
)

#: What carries a result into the next year: no other list has these numbers.
_CARRIED = ("001", "002", "1068")

#: Titles that only the columns of a public budget have, and those of its two sides.
_STAGE = patterns.compile(
    r"\b(?:bp|bs|dm|cfu|ca|rar|rea)\b|\bbudg(?:et)?s?\s?(?:primitif|supplementaire|vote|total|n\b|n-1|20\d\d)|restes? a realiser"
    r"|credits? (?:ouverts?|votes?|inscrits?|reportes?)|propositions? (?:nouvelles|du maire|20\d\d)"
)
_SIDE = patterns.compile(r"\b(?:depenses?|recettes?)\b.{0,80}\b(?:fonctionnement|investissement|exploitation)\b|\baffectation\b")

_TOTAL = patterns.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b")


@dataclass(frozen=True, slots=True)
class BudgetPlace:
    """What tells one line of a budget from the others."""

    operation: str | None
    account: str | None
    label: str | None


def place_of(row: Row) -> BudgetPlace | None:
    """What a row says of its budget line, or None when it is none, or a total."""
    operation, accounts, label = None, list[str](), None
    budgeted = _is_budgeted(row)
    for place, (cell, title) in enumerate(zip(row.cells, row.folded_titles, strict=True)):
        if not cell.text:
            continue
        if _TOTAL.match(cell.folded):
            return None
        code = bool(_CODE.fullmatch(cell.text))
        if code and _OPERATION.search(title) and not _LABEL.search(title):
            operation = operation or cell.text
        elif code and (_ACCOUNT.search(title) or _ACCOUNT.match(cell.folded)):
            accounts.append(cell.text)
        elif (_ACCOUNT.search(title) or (budgeted and not place)) and (named := _NAMED_CODE.fullmatch(cell.text)):
            accounts.append(named["code"])
            label = label or named["label"]
        elif budgeted and not place and _BARE_CODE.fullmatch(cell.text) and _is_named(row.cells[1:]):
            accounts.append(cell.text)
        elif not accounts and (named := _CODE_BEHIND.fullmatch(cell.text)) and (budgeted or named["code"] in _CARRIED):
            accounts.append(named["code"])
            label = label or named["label"]
        elif label is None and not cell.is_quantity and any(map(str.isalpha, cell.text)):
            label = cell.text
    if not operation and not accounts and not (label and _has_stages(row)):
        return None
    return BudgetPlace(operation, "/".join(accounts) or None, " ".join(label.split()) if label else None)


def _is_budgeted(row: Row) -> bool:
    """Whether the titles of a row, its section or its heading are those of a public budget."""
    return any(_STAGE.search(title) or _SIDE.search(title) for title in {*row.folded_titles, row.folded_section})


def _has_stages(row: Row) -> bool:
    """Whether a sum of the row stands under the title of a stage of a budget: then its line needs no account."""
    return any(cell.is_quantity and _STAGE.search(title) for cell, title in zip(row.cells, row.folded_titles, strict=True))


def _is_named(cells: tuple[Cell, ...]) -> bool:
    """Whether the next cell with something in it holds words."""
    following = next((cell for cell in cells if cell.text), None)
    return following is not None and not following.is_quantity
