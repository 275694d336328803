"""Sums in the cells of tables, where the title of the column is what says that a number is money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors import patterns
from extractors.amounts.figures import rounded, split_decimals
from extractors.tables import Cell, Row, Table

#: Titles of columns that hold money.
_MONEY = patterns.compile(
    r"""€ | \b(?:
        euros? | montants? | sommes? | depenses? | recettes? | credits? | subventions? | couts? | prix | tarifs? | ht | ttc
      | cp | ae | ap | loyers? | participations? | cotisations? | budg\w* | bp | bs | dm | ca | cfu | rea | rar | produits?
      | charges? | soldes? | disponible | ressources | financements? | autofinancement | redevances?
      | valeur | emprunts? | mandats? | titres? | fonctionnement | investissement | resultats? | deficits? | excedents?
      | aides?
    )\b""",
    regex.VERBOSE,
)

#: Titles that hold money only in a table that speaks of money elsewhere.
_PERHAPS = patterns.compile(
    r"\b(?:tota(?:l|ux)|vot\w+|prev\w+|realis\w+|propos\w+|ouverts?|annuel\w*|accord\w+|attribu\w+|n-1|20\d\d)\b"
)

#: Titles of columns that hold codes, whatever else they say ("DEPENSES Chapitre/Article"), but for those that name money
#: outright.
_CODES = patterns.compile(r"\b(?:codes?|articles?|chapitres?|comptes?|imputations?|siret|siren|parcelles?)\b")
_OUTRIGHT = patterns.compile(r"€|\b(?:euros?|montants?|sommes?|prix|tarifs?|couts?)\b")

#: Titles of columns that hold counts, shares, sizes or days.
_OTHER = patterns.compile(
    r"""% | \b(?:
        nombre | nbre? | nb | n° | numeros? | taux | pourcentages? | natures? | fonctions? | operations? | surfaces?
      | superficies? | contenances? | m2 | m² | quantites? | qte | durees? | dates? | effectifs? | ages? | lots? | annees?
      | exercice | etp | population | km | longueur | sections? | cadastr\w+ | grades? | indices? | heures? | postes? | rang
      | page | voix | coefficients? | volumes? | kwh | mwh | tonnages? | tonnes?
    )(?!\w)""",
    regex.VERBOSE,
)

#: Titles under which no number can be a code: a number in front of words is else an account ("Dépenses | 6574 | Aides").
_SUM_FIRST = patterns.compile(r"€|\b(?:euros?|montants?|subventions?|prix|tarifs?|couts?)\b")

#: The row of a total: its cells span several columns, and its titles may be left behind on the page before.
_TOTAL = patterns.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b")

_THOUSANDS = patterns.compile(r"(?<!\w)k\s?(?:€|euros?)|\bmilliers\s+d'euros")
_MILLIONS = patterns.compile(r"(?<!\w)m\s?€|\bmillions\s+d'euros")

_NUMBER = patterns.compile(r"[-+(]?\s{0,2}(?P<number>\d[\d\s.,'’]{0,24})\)?\s?\*{0,3}")


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """A cell that holds a sum.

    Attributes:
        value: in euros, or None when the cell itself names its unit, and is read like any text.
    """

    table: Table
    row: Row
    column: int
    value: Decimal | None
    certain: bool

    @property
    def cell(self) -> Cell:
        """The cell itself."""
        return self.row.cells[self.column]


def find_money_cells(folded: str, tables: tuple[Table, ...]) -> Iterator[MoneyCell]:
    """Yield the cells that hold a sum, in reading order; ``folded`` is the text that the tables stand in."""
    for table in tables:
        if not (_MONEY.search(folded, table.start, table.end) or _MONEY.search(table.folded_caption)):
            continue
        kinds = dict[str, str]()
        for row in table.rows:
            if not row.is_heading:
                yield from _money_cells(table, row, kinds)


def _money_cells(table: Table, row: Row, kinds: dict[str, str]) -> Iterator[MoneyCell]:
    total = any(_TOTAL.match(cell.folded) for cell in row.cells)
    for column, (cell, title) in enumerate(zip(row.cells, row.folded_titles, strict=True)):
        if not cell.is_quantity or not any(map(str.isdigit, cell.text)) or "%" in cell.text:
            continue
        if any(sign in cell.text for sign in "€£") or "eur" in cell.text.lower():
            yield MoneyCell(table, row, column, None, True)
            continue
        if title not in kinds:
            kinds[title] = _kind(title, table.folded_caption)
        kind = "perhaps" if total and _is_unnamed(title) else kinds[title]
        value = _value(row, column, kind, title)
        if value is not None:
            scale = _scale(title) or _scale(table.folded_caption)
            yield MoneyCell(table, row, column, rounded(value.scaleb(scale)), kind == "money")


def _is_unnamed(title: str) -> bool:
    """Whether a title leaves open what a total under it counts; a column of codes has none, the cell spans several."""
    return not title or (bool(_CODES.search(title)) and not _OTHER.search(title))


def _kind(title: str, caption: str) -> str:
    """What a column holds: ``money``, ``perhaps`` or ``other``; what its title says first counts."""
    if _CODES.search(title) and not _OUTRIGHT.search(title):
        return "other"
    money, other = _MONEY.search(title), _OTHER.search(title)
    if money and (not other or money.start() < other.start()):
        return "money"
    if other:
        return "other"
    return "perhaps" if _PERHAPS.search(title) or _MONEY.search(caption) else "other"


def _value(row: Row, column: int, kind: str, title: str) -> Decimal | None:
    match = _NUMBER.fullmatch(row.cells[column].text)
    if kind == "other" or not match:
        return None
    number = match["number"].strip()
    whole, decimals, certain = split_decimals(number)
    if not whole.isdigit() or (not certain and kind != "money") or len(whole) > 12:
        return None
    code = number.isdigit() and len(number) <= 6
    if code and (kind == "perhaps" or (number.startswith("0") and len(number) > 1)):
        return None
    if code and column + 1 < len(row.cells) and not _SUM_FIRST.search(title):
        after = row.cells[column + 1]
        if after.text and not after.is_quantity:
            return None
    return Decimal(f"{whole}.{decimals or 0}")


def _scale(words: str) -> int:
    return 3 if _THOUSANDS.search(words) else 6 if _MILLIONS.search(words) else 0
