"""Tables with rules: the cells between the lines drawn on a page, and the rows they make."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors import patterns
from pipeline.read.glyphs import Word
from pipeline.read.layout import Line, Token, arrange, line_of, row_tokens, same_row, spans, stream_lines
from pipeline.read.rules import Rule, Rules

#: Rules nearer than this are one; ends this far apart touch.
_NEAR = 3.0
#: A page with fewer rules has no table, and one with more is a plan or a map.
_FEWEST_RULES, _MOST_RULES = 4, 1_500
#: No table of an act has more.
_MOST_CELLS = 20_000

#: A table with more of its words in columns of prose or in lists is no table, but a frame for columns of the page.
_FRAME_SHARE = 0.7

#: What stands above a table by no more than so many lines may be its heading.
_HEADING = 4

#: Lines that are nothing but a figure, which stand in columns one to a line.
_FIGURES = patterns.compile(r"[-–+(]?\s?\d[\d\s.,]*\)?\s?(?:€|%|EUR|euros?)?|-\s?€?")

#: Gives a word character by character.
Letters = Callable[[Word], list[Word]]


@dataclass
class Cell:
    """What is enclosed by rules: its first row and column, how many columns it covers, and the words in it."""

    row: int
    column: int
    width: int = 1
    words: list[Word] = field(default_factory=list)


@dataclass
class Table:
    """A grid of rules with at least two columns, some of them left out where cells are merged."""

    xs: list[float]
    ys: list[float]
    cells: list[list[Cell]]

    def holds(self, words: Sequence[Word]) -> list[bool]:
        """Whether the middle of each word lies in it."""
        x0, x1, y0, y1 = self.xs[0] - 1, self.xs[-1] + 1, self.ys[0] - 1, self.ys[-1] + 1
        return [y0 <= (top + bottom) / 2 <= y1 and x0 <= (left + right) / 2 <= x1 for _, _, left, top, right, bottom in words]

    def cuts(self, words: Sequence[Word]) -> bool:
        """Whether its sides run through lines of text, so that it is none: a frame stamped over a page, a crest."""
        cuts = 0
        held = self.holds(words)
        for i in (i for i, (a, b) in enumerate(pairwise(held)) if a != b):
            a, b = words[i], words[i + 1]
            if same_row(a, b):
                cuts += -1 < b.x0 - a.x1 < 0.6 * (a.bottom - a.top)
        return cuts >= 2

    def within(self, other: Table) -> bool:
        """Whether it lies inside another table."""
        return (
            self is not other
            and other.xs[0] - 1 <= self.xs[0]
            and self.xs[-1] <= other.xs[-1] + 1
            and other.ys[0] - 1 <= self.ys[0]
            and self.ys[-1] <= other.ys[-1] + 1
        )

    def rows(self) -> list[list[Cell]]:
        """The cells with words, each in the row where it begins; rows without a word are left out."""
        begun = (
            [cell for column, cell in enumerate(row) if (cell.row, cell.column) == (number, column) and cell.words]
            for number, row in enumerate(self.cells)
        )
        return [row for row in begun if row]

    def row_at(self, y: float) -> list[Cell]:
        """The squares of the row that is nearest to a height."""
        return self.cells[bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1]

    def column_at(self, x: float) -> int:
        """The number of the column that is nearest to a place from the left."""
        return bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1


def tables_of(rules: Rules) -> list[Table]:
    """The tables that the rules of a page make; frames, underlines and boxes round a title are none."""
    if len(rules.across) + len(rules.down) < _FEWEST_RULES or not rules.down:
        return []
    across, down = _merged(rules.across), _merged(rules.down)
    if len(across) + len(down) > _MOST_RULES:
        return []
    return [table for group in _touching(across, down) if (table := _table(*group))]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules with pieces of the same line put together, and those too short for a cell left out."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules):
        if lanes and rule.at - lanes[-1][0].at <= _NEAR:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    merged: list[Rule] = []
    for lane in lanes:
        at = sum(rule.at for rule in lane) / len(lane)
        pieces: list[Rule] = []
        for rule in sorted(lane, key=lambda rule: rule.start):
            if pieces and rule.start <= pieces[-1].end + _NEAR:
                pieces[-1] = Rule(at, pieces[-1].start, max(pieces[-1].end, rule.end))
            else:
                pieces.append(Rule(at, rule.start, rule.end))
        merged += pieces
    return [rule for rule in merged if rule.end - rule.start > 2 * _NEAR]


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that hang together."""
    groups: list[tuple[list[Rule], list[Rule]]] = [([rule], []) for rule in across]
    for rule in down:
        met = [group for group in groups if any(_cross(line, rule) for line in group[0])]
        if met:
            rest = [group for group in groups if all(group is not other for other in met)]
            groups = [*rest, ([r for g in met for r in g[0]], [*(r for g in met for r in g[1]), rule])]
    return groups


def _cross(across: Rule, down: Rule) -> bool:
    return across.start - _NEAR <= down.at <= across.end + _NEAR and down.start - _NEAR <= across.at <= down.end + _NEAR


def _table(across: list[Rule], down: list[Rule]) -> Table | None:
    """The grid of these rules, or None where it has no two cells side by side."""
    if len(across) < 2 or not down:
        return None
    xs = _places([rule.at for rule in down], min(r.start for r in across), max(r.end for r in across))
    ys = _places([rule.at for rule in across], min(r.start for r in down), max(r.end for r in down))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_CELLS:
        return None
    cells = _cells(xs, ys, across, down)
    return Table(xs, ys, cells) if any(len({id(cell) for cell in row}) > 1 for row in cells) else None


def _places(at: Sequence[float], first: float, last: float) -> list[float]:
    """Where the rules lie, with the outer edges of a table which has no rule there."""
    places: list[float] = []
    for place in sorted([*at, first, last]):
        if not places or place - places[-1] > 2 * _NEAR:
            places.append(place)
    return places


def _cells(xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]) -> list[list[Cell]]:
    """The cell of each square of the grid: squares with no rule between them share one."""
    lefts = [[rule for rule in down if abs(rule.at - x) <= 2 * _NEAR] for x in xs]
    tops = [[rule for rule in across if abs(rule.at - y) <= 2 * _NEAR] for y in ys]
    cells: list[list[Cell]] = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        line: list[Cell] = []
        for column, (left, right) in enumerate(pairwise(xs)):
            if column and not _passes(lefts[column], (top + bottom) / 2):
                cell = line[-1]
                cell.width = max(cell.width, column - cell.column + 1)
            elif row and not _passes(tops[row], (left + right) / 2):
                cell = cells[-1][column]
            else:
                cell = Cell(row, column)
            line.append(cell)
        cells.append(line)
    return cells


def _passes(rules: Sequence[Rule], place: float) -> bool:
    return any(rule.start <= place <= rule.end for rule in rules)


def page_tokens(text: str, words: Sequence[Word], tables: Sequence[Table], letters: Letters) -> Iterator[Token]:
    """All tokens of a page, or of a part of it: a table stands where the first of its words does in the file, or further up.

    A word that runs over a rule is two cells painted without a space between; ``letters`` gives it by characters.
    """
    if not tables:
        yield from arrange(text, stream_lines(text, words))
        return
    held: dict[int, list[Word]] = {}
    order: list[Word | Table] = []
    outer = [table for table in tables if not any(table.within(other) for other in tables)]
    homes: list[Table | None] = [None] * len(words)
    for table in reversed(outer):
        homes = [table if held_here else home for held_here, home in zip(table.holds(words), homes, strict=True)]
    for word, home in zip(words, homes, strict=True):
        if home is None:
            order.append(word)
        elif id(home) in held:
            held[id(home)].append(word)
        else:
            held[id(home)] = [word]
            _place(order, home)
    free: list[Word] = []
    for item in order:
        if isinstance(item, Word):
            free.append(item)
            continue
        yield from arrange(text, stream_lines(text, free))
        free = []
        inner = [table for table in tables if table.within(item)]
        _fill(item, held[id(item)], letters)
        yield from _table_tokens(text, item, inner, letters)
    yield from arrange(text, stream_lines(text, free))


def _place(order: list[Word | Table], table: Table) -> None:
    """Put a table behind what comes before it in the file, but in front of the last of that as far as it stands below.

    Many programs paint the whole text of a page first and its tables after it, each with the words that stand on top of it.
    A table that has text at its side is in a column of the page, and stays.
    """
    top, floor = table.ys[0], table.ys[-1]
    first = len(order)
    while first and isinstance(word := order[first - 1], Word) and _heads(word, table):
        first -= 1
    at = first
    while at and _middle(order[at - 1]) > floor:
        at -= 1
    if at < first and not any(top < _middle(item) < floor for item in order[:first] if isinstance(item, Word)):
        order[at:] = [*order[first:], table, *order[at:first]]
    else:
        order.append(table)


def _heads(word: Word, table: Table) -> bool:
    """Whether a word stands above a table, no wider than it and no higher than a few lines."""
    height = word.bottom - word.top
    within = table.xs[0] - _NEAR <= word.x0 and word.x1 <= table.xs[-1] + _NEAR
    return within and table.ys[0] - _HEADING * height < word.top and word.top + word.bottom < 2 * table.ys[0] + _NEAR


def _middle(item: Word | Table) -> float:
    """How far down the middle of a word lies, or where a table begins."""
    return item.ys[0] if isinstance(item, Table) else (item.top + item.bottom) / 2


def _fill(table: Table, words: Sequence[Word], letters: Letters) -> None:
    for word in words:
        _, _, x0, top, x1, bottom = word
        row = table.row_at((top + bottom) / 2)
        inset = min(2.0, (x1 - x0) / 4)
        first, last = table.column_at(x0 + inset), table.column_at(x1 - inset)
        parts = [word] if first == last or row[first] is row[last] else _cut(table, row, letters(word))
        for part in parts:
            row[table.column_at((part.x0 + part.x1) / 2)].words.append(part)


def _cut(table: Table, row: Sequence[Cell], letters: Sequence[Word]) -> list[Word]:
    """A word that runs over a rule, as the parts that stand in each cell."""
    parts: list[Word] = []
    home: Cell | None = None
    for letter in letters:
        cell = row[table.column_at((letter.x0 + letter.x1) / 2)]
        if cell is home:
            parts[-1] = parts[-1]._replace(end=letter.end, x1=letter.x1)
        else:
            parts.append(letter)
        home = cell
    return parts


def _table_tokens(text: str, table: Table, inner: Sequence[Table], letters: Letters) -> Iterator[Token]:
    """The tokens of a filled table, row by row; of a frame that parts the page into columns, column by column."""
    rows = table.rows()
    lines = {id(cell): _lines(text, cell.words) for row in rows for cell in row}
    side_by_side = [row for row in rows if _is_layout(text, [lines[id(cell)] for cell in row])]
    if inner or _words_in(side_by_side) > _FRAME_SHARE * _words_in(rows):
        for cell in sorted((cell for row in rows for cell in row), key=lambda cell: (cell.column, cell.row)):
            yield from page_tokens(text, cell.words, inner, letters)
        return
    used = sorted({cell.column for row in rows for cell in row})
    for row in rows:
        if row in side_by_side or row[0].width == len(table.cells[0]):
            for cell in row:
                yield from page_tokens(text, cell.words, inner, letters)
            continue
        for part in _rows(text, {cell.column: lines[id(cell)] for cell in row}):
            yield from row_tokens([_flat(text, part.get(column, [])) for column in used])
            yield "\n"


def _words_in(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(len(cell.words) for row in rows for cell in row)


def _lines(text: str, words: Sequence[Word]) -> list[Line]:
    """The words of one cell, line by line from the top."""
    lines: list[Line] = []
    for line in sorted((line_of(words) for words in stream_lines(text, words)), key=lambda line: line.top):
        if lines and same_row(lines[-1], line):
            lines[-1] = line_of(sorted(lines[-1].words + line.words, key=lambda word: word.x0))
        else:
            lines.append(line)
    return lines


def _flat(text: str, lines: Sequence[Line]) -> list[Token]:
    tokens: list[Token] = []
    for line in lines:
        tokens += [" ", *spans(text, line.words)] if tokens else spans(text, line.words)
    return tokens


def _content(text: str, line: Line) -> str:
    return text[line.words[0].start : line.words[-1].end]


def _is_layout(text: str, cells: Sequence[Sequence[Line]]) -> bool:
    """Whether cells side by side are but columns of a page: lists or long prose, and no figures."""
    longest = max(map(len, cells), default=0)
    if longest < 4 or any(_all_figures(text, lines) for lines in cells if len(lines) >= 3):
        return False
    tall = [lines for lines in cells if len(lines) >= 4]
    lists = [lines for lines in tall if not _wrapped(lines)]
    return len(lists) >= 2 or (len(tall) >= 2 and longest >= 8) or longest >= 12


def _wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines end where the cell does, and not where an item of a list does."""
    width = max(line.x1 - line.x0 for line in lines)
    full = sum(1 for a, b in pairwise(lines) if a.x1 - a.x0 + b.words[0].x1 - b.words[0].x0 > 0.85 * width)
    return full > (len(lines) - 1) / 2


def _all_figures(text: str, lines: Sequence[Line]) -> bool:
    return all(_FIGURES.fullmatch(_content(text, line)) for line in lines)


def _rows(text: str, cells: dict[int, list[Line]]) -> list[dict[int, list[Line]]]:
    """One ruled row, as the rows that its figures make where several stand one above the other without a rule.

    A line level with no figure goes on from the line above it.
    """
    columns = [lines for lines in cells.values() if len(lines) >= 2 and _all_figures(text, lines)]
    if not columns or len(cells) < 2:
        return [cells]
    guide = max(columns, key=len)
    rows: list[dict[int, list[Line]]] = [{} for _ in guide]
    for column, lines in cells.items():
        at = 0
        for line in lines:
            at = next((i for i, mark in enumerate(guide) if same_row(mark, line)), at)
            rows[at].setdefault(column, []).append(line)
    return rows
