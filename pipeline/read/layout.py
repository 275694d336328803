"""From words with their places to the lines a person reads.

The order of the file is kept wherever it makes sense: programs write a page as its author did. What is mended: pieces of
one line that were painted apart, columns painted line by line across the page, pages painted in no order at all, and
figures set in columns without rules, which become cells parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors import patterns
from pipeline.read.glyphs import Word

#: What a page is made of, in reading order: spans of the raw text, and separators put between them.
Token = tuple[int, int] | str

#: A gap this many times the height of the line parts two cells; a space is a quarter of it, a stretched one a half.
_CELL_GAP = 0.6

#: A corridor between columns is at least this many times as wide as a line is high, and goes down no more rows.
_CORRIDOR, _LONGEST_CORRIDOR = 0.7, 200

#: How many words painted before the text are looked at for a footer, and in how many pieces it may be painted.
_LONGEST_FOOT, _FOOT_PIECES = 120, 4

#: A figure that stands alone: "1 250,00", "12,5 %", "- 300 €", "(45)". Also the dash of an empty cell.
_FIGURE = patterns.compile(r"[-–+(]{0,2}\s?\d[\d\s.,/]{0,24}\)?\s?(?:k€|K€|M€|€|%|EUR|euros?)?(?:\s?(?:HT|TTC))?|[-–]\s?€?")

#: What some word of such a row ends in: most rows are done with at a glance.
_FIGURE_ENDS = frozenset("0123456789€%")

#: A figure that is money, or looks like it: it has cents, thousands or a unit.
_MONEY = patterns.compile(r"\d[.,]\d\d(?!\d)|\d[\s.]\d{3}(?!\d)|€|EUR|\beuros?\b")

#: Figures, amounts and dates and nothing else, and how many lines back their label may stand.
_VALUE = patterns.compile(r"[\d\s.,/€%+–-]+")
_LONGEST_VALUE, _FIGURES_REACH = 40, 60

#: Dots or lines that lead the eye from a label to its figure.
_LEADER_SIGNS = ".…_·"
_LEADER = patterns.compile(rf"[{_LEADER_SIGNS}]{{4,}}")


class Line(NamedTuple):
    """Words side by side, from left to right."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float


class Segment(NamedTuple):
    """A piece of a line between two wide gaps."""

    words: list[Word]
    x0: float
    x1: float
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a number on its own."""
        return _FIGURE.fullmatch(self.text) is not None


def line_of(words: list[Word]) -> Line:
    """The line that these words make."""
    _, _, x0, top, _, bottom = words[0]
    x1 = words[-1].x1
    if len(words) > 1 and words[-2].x1 > x1:
        x1 = words[-2].x1
    return Line(words, x0, top, x1, bottom)


def stream_lines(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words line by line, in the order of the file.

    A line ends at a line break of ``text``, behind a hyphen that PDFium marks, and where the next word stands higher or
    lower, which PDFium does not always see.
    """
    lines: list[list[Word]] = []
    line: list[Word] = []
    behind, left, level = -2, 0.0, 0.0
    for word in words:
        start, end, x0, _, _, bottom = word
        # Nearly all words stand level behind a space: for these the question is answered here.
        plain = start == behind + 1 and text[behind] == " " and x0 >= left and -3 < bottom - level < 3
        if plain or (line and _goes_on(text, line[-1], word)):
            line.append(word)
        else:
            line = [word]
            lines.append(line)
        behind, left, level = end, x0, bottom
    return lines


def _goes_on(text: str, last: Word, word: Word) -> bool:
    gap = text[last.end : word.start]
    if (gap != " " and "\n" in gap) or word.x0 < last.x0:
        return False
    if abs(word.bottom - last.bottom) < 3:
        return True
    return same_row(last, word)


def same_row(a: Line | Word, b: Line | Word) -> bool:
    """Whether two pieces stand side by side: they share more than half of the lower one's height."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def foot_last(words: Sequence[Word]) -> list[Word]:
    """The words with the foot of the page at the end, where the file has it first, behind a header or not.

    Many programs paint header and footer before the text between them. What is painted first goes to the end only when
    it stands below all the rest: a column beside others does not.
    """
    rest, foot = list(words), list[Word]()
    for _ in range(_FOOT_PIECES):
        up = next((i for i, (a, b) in enumerate(pairwise(rest[:_LONGEST_FOOT]), start=1) if b.bottom < a.top), 0)
        start = _foot_start(rest[:up], rest[up:]) if up else 0
        if start == up:
            break
        foot = rest[start:up] + foot
        rest = rest[:start] + rest[up:]
    return rest + foot


def _foot_start(first: Sequence[Word], rest: Sequence[Word]) -> int:
    """Where the words begin that stand below all the rest; how many there are if that leaves more than a header."""
    floor, ceiling = max(word.bottom for word in rest) - 2, min(word.top for word in rest) + 2
    start = next((i for i, word in enumerate(first) if word.top >= floor), len(first))
    in_place = all(word.bottom <= ceiling for word in first[:start]) and all(word.top >= floor for word in first[start:])
    return start if in_place else len(first)


def arrange(text: str, lines: Sequence[list[Word]]) -> Iterator[Token]:
    """The tokens of lines that stand in no ruled table, each line ended by a line break."""
    rows = _joined(text, [line_of(words) for words in lines])
    if _out_of_order(rows):
        rows = _joined(text, sorted(rows, key=lambda row: (row.top + row.bottom, row.x0)))
    rows = _unfold_columns(rows)
    tables = _figure_tables(text, rows)
    for i, row in enumerate(rows):
        yield from tables[i] if i in tables else spans(text, row.words)
        yield "\n"


def spans(text: str, words: Sequence[Word]) -> Iterator[Token]:
    """The words as few spans of ``text``: neighbours are taken over with the space between them."""
    start, end = words[0].start, words[0].end
    for word in words[1:]:
        begin = word.start
        by_a_space = begin == end + 1 and text[end] == " "
        if not by_a_space and (begin < end or text[end:begin].strip(" \u00a0\u202f")):
            yield start, end
            yield " "
            start = begin
        end = word.end
    yield start, end


def settled(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Lines of OCR, which has pieces of a column in no order: none stands before another that is above it."""
    order: list[Line] = []
    for line in map(line_of, lines):
        after = (i for i, other in enumerate(order) if line.bottom <= other.top + 2 and _over(line, other))
        order.insert(next(after, len(order)), line)
    return [line.words for line in order]


def _over(a: Line, b: Line) -> bool:
    """Whether two lines stand in the same column: they share half the width of the shorter one."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * min(a.x1 - a.x0, b.x1 - b.x0)


def _joined(text: str, lines: Sequence[Line]) -> list[Line]:
    """Lines with the pieces of one printed line put together.

    Pieces come one after the other in the file; only figures and dates may come much later, when a form or a table was
    painted column by column. Other text further off may be a column of its own.
    """
    rows: list[Line] = []
    for line in lines:
        start, end = line.words[0].start, line.words[-1].end
        reach = _FIGURES_REACH if end - start <= _LONGEST_VALUE and _VALUE.fullmatch(text, start, end) else 1
        if reach == 1 and rows and line.top >= rows[-1].bottom:  # below the last line, as nearly all are
            rows.append(line)
            continue
        for i in range(len(rows) - 1, max(-1, len(rows) - 1 - reach), -1):
            if same_row(rows[i], line) and _apart(rows[i], line):
                rows[i] = _side_by_side(rows[i], line)
                break
        else:
            rows.append(line)
    return rows


def _apart(row: Line, line: Line) -> bool:
    return all(line.x0 >= word.x1 - 2 or line.x1 <= word.x0 + 2 for word in row.words)


def _side_by_side(a: Line, b: Line) -> Line:
    words = sorted(a.words + b.words, key=lambda word: word.x0)
    return Line(words, words[0].x0, min(a.top, b.top), words[-1].x1, max(a.bottom, b.bottom))


def _out_of_order(rows: Sequence[Line]) -> bool:
    """Whether the file paints its lines in no order: it goes up the page far more often than columns would make it."""
    ups = sum(1 for a, b in pairwise(rows) if b.bottom < a.top)
    return len(rows) >= 8 and ups > len(rows) / 4


def _unfold_columns(rows: list[Line]) -> list[Line]:
    """Rows where a margin and a text, or two columns of prose, stand side by side: read one below the other."""
    unfolded: list[Line] = []
    i = 0
    while i < len(rows):
        sides = _sides(rows, i)
        if len(sides) > 1 and (_are_columns(sides) or _is_margin(sides)):
            left, right = ([line_of(words) for words in side if words] for side in zip(*sides, strict=True))
            at = len(unfolded)
            while at and unfolded[at - 1].x0 > right[0].x0 - 3:  # the right column began above
                at -= 1
            unfolded = [*unfolded[:at], *left, *unfolded[at:], *right]
            i += len(sides)
        else:
            unfolded.append(rows[i])
            i += 1
    return unfolded


def _sides(rows: Sequence[Line], first: int) -> list[tuple[list[Word], list[Word]]]:
    """The words left and right of a white corridor, in each row that it runs down through."""
    sides: list[tuple[list[Word], list[Word]]] = []
    start = rows[first]
    gaps = _gaps(start)
    widest = max(gaps, default=0.0)
    if not gaps or widest < _CORRIDOR * (start.bottom - start.top):
        return sides
    place = len(gaps) - gaps[::-1].index(widest)
    left_edge, right_edge = start.words[place - 1].x1, start.words[place].x0
    for row in rows[first : first + _LONGEST_CORRIDOR]:
        middle = (left_edge + right_edge) / 2
        left = [word for word in row.words if word.x0 < middle]
        right = row.words[len(left) :]
        left_edge = max([left_edge, *(word.x1 for word in left[-1:])])
        right_edge = min([right_edge, *(word.x0 for word in right[:1])])
        if right_edge - left_edge < _CORRIDOR * (row.bottom - row.top):
            break
        sides.append((left, right))
    return sides


def _gaps(row: Line) -> list[float]:
    return [b.x0 - a.x1 for a, b in pairwise(row.words)]


def _are_columns(sides: Sequence[tuple[list[Word], list[Word]]]) -> bool:
    """Whether both sides are running text."""
    full = sum(1 for left, right in sides if len(left) >= 3 and len(right) >= 3)
    return full >= 6 and full >= 0.6 * len(sides)


def _is_margin(sides: Sequence[tuple[list[Word], list[Word]]]) -> bool:
    """Whether the left side is a margin: words of its own beside lines of running text.

    Labels hung out to the left of what they introduce are none: where they stand, the text on the right begins anew, so
    that the line above has an open end.
    """
    notes = [left for left, _ in sides if left]
    end = max((right[-1].x1 for _, right in sides if right), default=0.0)
    if sum(1 for _, right in sides if len(right) >= 6) < 8 or len(notes) < 4:
        return False
    if max(left[-1].x1 for left in notes) - notes[0][0].x0 > 0.35 * (end - notes[0][0].x0):
        return False
    if sum(word.end - word.start for left in notes for word in left) < 5 * len(notes):
        return False
    within = [bool(above and left and above[-1].x1 > 0.95 * end) for (_, above), (left, _) in pairwise(sides)]
    return sum(within) >= max(3, 0.6 * len(notes))


def segments(text: str, row: Line) -> list[Segment]:
    """The row cut at its wide gaps and at leaders, which are left out."""
    wide = _CELL_GAP * (row.bottom - row.top)
    pieces: list[list[Word]] = [[]]
    for word in row.words:
        if text[word.start] in _LEADER_SIGNS and _LEADER.fullmatch(text, word.start, word.end):
            pieces.append([])
            continue
        if pieces[-1] and word.x0 - pieces[-1][-1].x1 >= wide:
            pieces.append([])
        pieces[-1].append(word)
    return [Segment(p, p[0].x0, p[-1].x1, text[p[0].start : p[-1].end]) for p in pieces if p]


def _figure_tables(text: str, rows: Sequence[Line]) -> dict[int, list[Token]]:
    """Tokens of the rows which belong to a table without rules, by the number of the row."""
    cut = {i: parts for i, row in enumerate(rows) if (parts := _with_figures(text, row))}
    tables: dict[int, list[Token]] = {}
    group: list[int] = []
    for i in [*sorted(cut), -1]:
        if group and i == group[-1] + 1 and _aligned(cut[group[-1]], cut[i]) and _near(rows[group[-1]], rows[i]):
            group.append(i)
            continue
        if len(group) >= 2 and sum(bool(_MONEY.search(s.text)) for j in group for s in cut[j] if s.is_figure) >= 2:
            tables |= _table_tokens(text, rows, group, cut)
        group = [i]
    return tables


def _with_figures(text: str, row: Line) -> list[Segment] | None:
    """The segments of a row that has a figure of its own beside something else, or None."""
    if len(row.words) < 2 or _FIGURE_ENDS.isdisjoint([text[word.end - 1] for word in row.words]):
        return None
    wide = _CELL_GAP * (row.bottom - row.top)
    if max(_gaps(row)) < wide and not any(text[word.start] in _LEADER_SIGNS for word in row.words):
        return None
    parts = segments(text, row)
    return parts if len(parts) >= 2 and any(part.is_figure for part in parts[1:]) else None


def _near(above: Line, below: Line) -> bool:
    return 0 < below.top - above.top < 4 * (above.bottom - above.top)


def _aligned(above: Sequence[Segment], below: Sequence[Segment]) -> bool:
    """Whether a figure of one row stands under a figure of the other: right, left or centre in line."""
    return any(
        abs(a.x1 - b.x1) < 3 or abs(a.x0 - b.x0) < 3 or abs(a.x0 + a.x1 - b.x0 - b.x1) < 5
        for a in above[1:]
        if a.is_figure
        for b in below[1:]
        if b.is_figure
    )


def _table_tokens(text: str, rows: Sequence[Line], group: Sequence[int], cut: dict[int, list[Segment]]) -> dict[int, list[Token]]:
    """The rows of one table as cells under its columns, with the row of titles above them where there is one."""
    columns = _columns([segment for i in group for segment in cut[i]])
    members = {i: cut[i] for i in group}
    above = group[0] - 1
    if above >= 0 and _near(rows[above], rows[group[0]]):
        titles = segments(text, rows[above])
        if len(titles) >= 2 and len({_column(columns, t) for t in titles}) == len(titles):
            members[above] = titles
    return {i: _cells(text, columns, parts) for i, parts in members.items()}


def _columns(parts: Sequence[Segment]) -> list[tuple[float, float]]:
    """Where columns run: what figures share, and what the other pieces share beside them."""
    columns: list[tuple[float, float]] = []
    figures = sorted((p.x0, p.x1) for p in parts if p.is_figure)
    words = sorted((p.x0, p.x1) for p in parts if not p.is_figure)
    for x0, x1 in figures + words:
        touching = [c for c in columns if c[0] < x1 and x0 < c[1]]
        if len(touching) > 1 or (touching and (x0, x1) in words):
            continue
        columns = [c for c in columns if c not in touching]
        columns.append((min([x0, *(c[0] for c in touching)]), max([x1, *(c[1] for c in touching)])))
    return sorted(columns)


def _column(columns: Sequence[tuple[float, float]], part: Segment) -> int:
    """The column that a piece shares most with, or is nearest to."""
    shared = [min(part.x1, x1) - max(part.x0, x0) for x0, x1 in columns]
    return shared.index(max(shared))


def _cells(text: str, columns: Sequence[tuple[float, float]], parts: Sequence[Segment]) -> list[Token]:
    cells: list[list[Token]] = [[] for _ in columns]
    for part in parts:
        cell = cells[_column(columns, part)]
        cell += [" ", *spans(text, part.words)] if cell else spans(text, part.words)
    return row_tokens(cells)


def row_tokens(cells: Sequence[Sequence[Token]]) -> list[Token]:
    """One line of cells parted by tabs; empty cells keep their place, save those at the end."""
    tokens: list[Token] = []
    waiting = ""
    for cell in cells:
        if cell:
            tokens += [waiting, *cell] if waiting else cell
            waiting = ""
        waiting += "\t"
    return tokens
