"""Tables as printed: rows, cells and the titles of their columns.

A table row is a line with tabs. Several extractors read tables, each for its own facts; what a column is called and
which rows are headings is decided here, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import fold

#: A heading of more printed rows than this is a table of words.
_DEEPEST_HEADING = 4

#: What is longer is a paragraph, not the title of a table; nor a line of one cell inside it, of which few follow each other.
_LONGEST_TITLE, _LONGEST_SECTION, _MOST_BETWEEN = 160, 60, 3

#: A table goes on behind a page break, a stamp or the vote on one of its lines: how far that may be.
_FARTHEST = 1500

#: A cell that holds a quantity: ``12 500,00 €``, ``-330``, ``20 %``, ``- €``, ``45 k€ HT``.
_QUANTITY = patterns.compile(
    r"""
    [-−–+(]? \s{0,2} (?: \d [\d\s.,'’]{0,24}+ | [-−–] ) \)? \s{0,2}
    (?: [km]? \s? (?: € | £ | euros? | eur ) | % )?+ \s{0,2} (?: ht | ttc | h\.t\.? | t\.t\.c\.? )?+ [\s)*]{0,4}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_QUANTITY_HEADS = frozenset("0123456789-−–+(")

#: ``2025`` alone heads a column as often as ``Budget 2025`` does.
_YEAR = patterns.compile(r"(?:19|20)\d\d")

#: "Chapitre 23" names a line of a budget, not a column.
_ACCOUNT = patterns.compile(r"(?:chapitre|compte|article)\s\d")

#: Words that only a heading holds, to tell a second heading inside a table from a row without figures.
_HEADING = patterns.compile(
    r"""\b(?: montants? | libelles? | code | imputation | chapitres? | articles? | nature | fonction | compte | designation
      | beneficiaires? | associations? | intitule | objet | budget | bp | cp | ae | depenses? | recettes? | credits?
      | subventions? | prix | tarifs? | total | propositions? | charges | produits | financeurs? | taux | n° | nombre )\b""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place in the passage, without the white space around it, and what it says."""

    start: int
    end: int
    text: str

    @property
    def is_quantity(self) -> bool:
        """Whether it holds a number, a sum, a share or a dash in the place of one, and nothing else.

        >>> Cell(0, 8, "12 500 €").is_quantity, Cell(0, 5, "lot 1").is_quantity
        (True, False)
        """
        return self.text[:1] in _QUANTITY_HEADS and bool(_QUANTITY.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line of a table.

    Attributes:
        cells: in order; an empty one has no text.
        titles: the title of each of its columns, ``""`` where none is printed.
        section: the last line of one cell above it, such as ``RECETTES``, or ``""``.
        is_heading: whether it only names columns or a section.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    titles: tuple[str, ...]
    section: str
    is_heading: bool

    def words_before(self, column: int) -> str:
        """The nearest words to the left of a cell, past figures and codes; ``""`` when there are none."""
        for cell in reversed(self.cells[:column]):
            if cell.text and not cell.is_quantity and any(map(str.isalpha, cell.text)):
                return cell.text
        return ""


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table.

    Attributes:
        caption: the line printed above it, ``""`` when a paragraph or nothing stands there.
        rows: in order, headings too.
    """

    start: int
    end: int
    caption: str
    rows: tuple[Row, ...]


def find_tables(passage: Passage) -> Iterator[Table]:
    """Yield the tables of a passage, in reading order; run it through ``passage.find``.

    >>> table, = find_tables(Passage("Associations\\tMontant (€)\\nHarmonie\\t1 500"))
    >>> [(row.cells[1].text, row.titles[1]) for row in table.rows if not row.is_heading]
    [('1 500', 'Montant (€)')]
    """
    if "\t" not in passage.text:
        return
    before: Table | None = None
    for caption, block in _blocks(passage.text):
        before = _table(caption, block, before)
        yield before


def _blocks(text: str) -> Iterator[tuple[str, list[list[Cell]]]]:
    """The rows of each table, and the line above it."""
    caption, block, between = "", list[list[Cell]](), list[list[Cell]]()
    for cells in _lines(text):
        filled = [c for c in cells if c.text]
        if len(cells) > 1:
            block += [*between, cells]
            between = []
            continue
        if block and filled and len(between) < _MOST_BETWEEN and len(filled[0].text) <= _LONGEST_SECTION:
            between.append(cells)
            continue
        if block:
            yield caption, block
            caption = between[-1][0].text if between else ""
            block, between = [], []
        if filled:
            caption = filled[0].text if len(filled[0].text) <= _LONGEST_TITLE else ""
    if block:
        yield caption, block


def _lines(text: str) -> Iterator[list[Cell]]:
    at = 0
    for line in text.split("\n"):
        cells = []
        for piece in line.split("\t"):
            lead = len(piece) - len(piece.lstrip())
            cell = piece.strip()
            cells.append(Cell(at + lead, at + lead + len(cell), cell))
            at += len(piece) + 1
        yield cells


def _table(caption: str, block: list[list[Cell]], before: Table | None) -> Table:
    rows, titles, section, at = list[Row](), _continued(block, before), "", 0
    while at < len(block):
        cells = block[at]
        filled = [c for c in cells if c.text]
        depth = _heading_depth(block, at, bool(titles))
        if depth:
            titles = _titles(block[at : at + depth])
        elif len(filled) == 1 and not filled[0].is_quantity:
            section, depth = filled[0].text, 1
        for heading in block[at : at + depth]:
            rows.append(_row(heading, titles, section, is_heading=True))
        if not depth:
            rows.append(_row(cells, titles, section, is_heading=False))
        at += depth or 1
    return Table(block[0][0].start, block[-1][-1].end, caption, tuple(rows))


def _continued(block: list[list[Cell]], before: Table | None) -> list[str]:
    """The titles of the table before, where this one goes on with it behind a page break or a vote."""
    if not before or block[0][0].start - before.end > _FARTHEST:
        return []
    last = next((row.cells for row in reversed(before.rows) if not row.is_heading), ())
    first = next((cells for cells in block if any(c.is_quantity for c in cells)), [])
    if not last or len(first) != len(last) or not (first[-1].text[:1].isdigit() and last[-1].text[:1].isdigit()):
        return []
    return list(before.rows[-1].titles) + [""] * (len(last) - len(before.rows[-1].titles))


def _row(cells: list[Cell], titles: list[str], section: str, *, is_heading: bool) -> Row:
    known = tuple(titles[i] if i < len(titles) else "" for i in range(len(cells)))
    return Row(cells[0].start, cells[-1].end, tuple(cells), known, section, is_heading)


def _heading_depth(block: list[list[Cell]], at: int, titled: bool) -> int:
    """How many rows from here on name the columns of the row of figures below them; 0 when this is no heading."""
    depth = 0
    while depth <= _DEEPEST_HEADING and at + depth < len(block) and _names(block[at + depth]):
        depth += 1
    if not 0 < depth <= _DEEPEST_HEADING or at + depth == len(block):
        return 0
    rows = block[at : at + depth]
    if titled and not any(_HEADING.search(fold(c.text)) for row in rows for c in row[1:]):
        return 0
    return depth


def _names(cells: list[Cell]) -> bool:
    """Whether a row may name columns: no quantity in it, and more than the words of one line at its left."""
    if not any(c.text for c in cells[1:]):
        return False
    return all(_YEAR.fullmatch(c.text) or not (c.is_quantity or _ACCOUNT.match(fold(c.text))) for c in cells if c.text)


def _spread(cells: list[Cell], width: int) -> list[str]:
    """The titles of an upper row of a heading, each over the columns below it: "Dépenses" over "Chapitre" and "Montant"."""
    words = [cell.text for cell in cells] + [""] * (width - len(cells))
    for i in range(1, width):
        words[i] = words[i] or words[i - 1]
    return words


def _titles(rows: list[list[Cell]]) -> list[str]:
    """One title for each column: the cells above each other joined; a title also covers the untitled columns to its right."""
    width = max(map(len, rows))
    upper = [_spread(row, width) for row in rows[:-1]]
    titles = [" ".join(words for row in upper if (words := row[i])) for i in range(width)]
    for i, cell in enumerate(rows[-1]):
        titles[i] = f"{titles[i]} {cell.text}".strip()
    for i in range(1, width):
        titles[i] = titles[i] or titles[i - 1]
    return titles
