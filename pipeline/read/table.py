"""A table as text: one line per row, its cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors import patterns

#: A made-up span of a million columns must not make a million tabs.
_WIDEST = 200

#: French no-break spaces stay: they hold a sum together.
_BLANKS = patterns.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is written in the source.

    Attributes:
        text: what it says; white space and line breaks in it become single spaces.
        columns, rows: how many of each it spans.
    """

    text: str
    columns: int = 1
    rows: int = 1


def table_lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of a table; a cell that spans several places has its text in the first, and the others are empty.

    >>> list(table_lines([[Cell("Nom", rows=2), Cell("Montant", columns=2)], [Cell("HT"), Cell("TTC")]]))
    ['Nom\\tMontant\\t', '\\tHT\\tTTC']
    """
    taken: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        following: dict[int, int] = {}
        for cell in row:
            _skip_taken(cells, taken, following)
            for column in range(min(cell.columns, _WIDEST)):
                if cell.rows > 1 and len(cells) < _WIDEST:
                    following[len(cells)] = cell.rows - 1
                cells.append("" if column else _BLANKS.sub(" ", cell.text).strip(" "))
        _skip_taken(cells, taken, following)
        following.update((column, left - 1) for column, left in taken.items() if left > 1)
        taken = following
        if any(cells):
            yield "\t".join(cells)


def _skip_taken(cells: list[str], taken: dict[int, int], following: dict[int, int]) -> None:
    """Leave empty the places that a cell of a row above reaches down into."""
    while len(cells) in taken:
        left = taken.pop(len(cells))
        if left > 1:
            following[len(cells)] = left - 1
        cells.append("")
