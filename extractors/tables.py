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
    """One cell: its place in the passage, without the white space around it, what it says, and the same folded and mended."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_quantity(self) -> bool:
        """Whether it holds a number, a sum, a share or a dash in the place of one, and nothing else.

        >>> Cell(0, 8, "12 500 €", "12 500 €").is_quantity, Cell(0, 5, "lot 1", "lot 1").is_quantity
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
        folded_titles: the titles, folded and mended: what patterns look at.
        folded_section: the section likewise.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    titles: tuple[str, ...]
    section: str
    is_heading: bool
    folded_titles: tuple[str, ...]
    folded_section: str = ""

    def words_before(self, column: int) -> str:
        """The nearest words to the left of a cell, past figures and codes; ``""`` when there are none."""
        cell = self._named_before(column)
        return cell.text if cell else ""

    def folded_before(self, column: int) -> str:
        """The same words, folded and mended."""
        cell = self._named_before(column)
        return cell.folded if cell else ""

    def _named_before(self, column: int) -> Cell | None:
        named = (c for c in reversed(self.cells[:column]) if c.text and not c.is_quantity and any(map(str.isalpha, c.text)))
        return next(named, None)


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table.

    Attributes:
        caption: the line printed above it, ``""`` when a paragraph or nothing stands there.
        rows: in order, headings too.
        folded_caption: the caption, folded and mended.
    """

    start: int
    end: int
    caption: str
    rows: tuple[Row, ...]
    folded_caption: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a table as printed, and the same folded and mended."""

    text: str = ""
    folded: str = ""

    def __add__(self, other: _Words | Cell) -> _Words:
        return _Words(f"{self.text} {other.text}".strip(), f"{self.folded} {other.folded}".strip())


def find_tables(passage: Passage) -> Iterator[Table]:
    """Yield the tables of a passage, in reading order; run it through ``passage.find``.

    >>> table, = find_tables(Passage("Associations\\tMontant (€)\\nHarmonie\\t1 500"))
    >>> [(row.cells[1].text, row.titles[1]) for row in table.rows if not row.is_heading]
    [('1 500', 'Montant (€)')]
    """
    if "\t" not in passage.text:
        return
    before: Table | None = None
    for caption, block in _blocks(passage):
        before = _table(caption, block, before)
        yield before


def _blocks(passage: Passage) -> Iterator[tuple[_Words, list[list[Cell]]]]:
    """The rows of each table, and the line above it."""
    caption, block, between = _Words(), list[list[Cell]](), list[list[Cell]]()
    for cells in _lines(passage):
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
            caption = _said(between[-1][0]) if between else _Words()
            block, between = [], []
        if filled:
            caption = _said(filled[0]) if len(filled[0].text) <= _LONGEST_TITLE else _Words()
    if block:
        yield caption, block


def _said(cell: Cell) -> _Words:
    return _Words(cell.text, cell.folded)


def _lines(passage: Passage) -> Iterator[list[Cell]]:
    """The cells of each line; a row of empty ones is none."""
    at, folded = 0, passage.folded
    for line in passage.text.split("\n"):
        if line and not line.strip("\t"):
            at += len(line) + 1
            continue
        cells = []
        for piece in line.split("\t"):
            lead = len(piece) - len(piece.lstrip())
            cell = piece.strip()
            start, end = at + lead, at + lead + len(cell)
            cells.append(Cell(start, end, cell, folded[start:end]))
            at += len(piece) + 1
        yield cells


def _table(caption: _Words, block: list[list[Cell]], before: Table | None) -> Table:
    rows, titles, section, at = list[Row](), _continued(block, before), _Words(), 0
    while at < len(block):
        cells = block[at]
        filled = [c for c in cells if c.text]
        depth = _heading_depth(block, at, bool(titles))
        if depth:
            titles = _titles(block[at : at + depth])
        elif len(filled) == 1 and not filled[0].is_quantity:
            section, depth = _said(filled[0]), 1
        for heading in block[at : at + depth]:
            rows.append(_row(heading, titles, section, is_heading=True))
        if not depth:
            rows.append(_row(cells, titles, section, is_heading=False))
        at += depth or 1
    return Table(block[0][0].start, block[-1][-1].end, caption.text, tuple(rows), caption.folded)


def _continued(block: list[list[Cell]], before: Table | None) -> list[_Words]:
    """The titles of the table before, where this one goes on with it behind a page break or a vote."""
    if not before or block[0][0].start - before.end > _FARTHEST:
        return []
    last = next((row.cells for row in reversed(before.rows) if not row.is_heading), ())
    first = next((cells for cells in block if any(c.is_quantity for c in cells)), [])
    if not last or len(first) != len(last) or not (first[-1].text[:1].isdigit() and last[-1].text[:1].isdigit()):
        return []
    printed = before.rows[-1]
    titles = [_Words(*title) for title in zip(printed.titles, printed.folded_titles, strict=True)]
    return titles + [_Words()] * (len(last) - len(titles))


def _row(cells: list[Cell], titles: list[_Words], section: _Words, *, is_heading: bool) -> Row:
    known = [titles[i] if i < len(titles) else _Words() for i in range(len(cells))]
    printed, folded = tuple(title.text for title in known), tuple(title.folded for title in known)
    return Row(cells[0].start, cells[-1].end, tuple(cells), printed, section.text, is_heading, folded, section.folded)


def _heading_depth(block: list[list[Cell]], at: int, titled: bool) -> int:
    """How many rows from here on name the columns of the row of figures below them; 0 when this is no heading."""
    depth = 0
    while depth <= _DEEPEST_HEADING and at + depth < len(block) and _names(block[at + depth]):
        depth += 1
    if not 0 < depth <= _DEEPEST_HEADING or at + depth == len(block):
        return 0
    rows = block[at : at + depth]
    if titled and not any(_HEADING.search(c.folded) for row in rows for c in row[1:]):
        return 0
    return depth


def _names(cells: list[Cell]) -> bool:
    """Whether a row may name columns: no quantity in it, and more than the words of one line at its left."""
    if not any(c.text for c in cells[1:]):
        return False
    return all(_YEAR.fullmatch(c.text) or not (c.is_quantity or _ACCOUNT.match(c.folded)) for c in cells if c.text)


def _spread(cells: list[Cell], width: int) -> list[_Words]:
    """The titles of an upper row of a heading, each over the columns below it: "Dépenses" over "Chapitre" and "Montant"."""
    words = [_said(cell) for cell in cells] + [_Words()] * (width - len(cells))
    for i in range(1, width):
        words[i] = words[i] if words[i].text else words[i - 1]
    return words


def _titles(rows: list[list[Cell]]) -> list[_Words]:
    """One title for each column: the cells above each other joined; a title also covers the untitled columns to its right."""
    width = max(map(len, rows))
    upper = [_spread(row, width) for row in rows[:-1]]
    titles = [sum((row[i] for row in upper), _Words()) for i in range(width)]
    for i, cell in enumerate(rows[-1]):
        titles[i] += cell
    for i in range(1, width):
        titles[i] = titles[i] if titles[i].text else titles[i - 1]
    return titles
