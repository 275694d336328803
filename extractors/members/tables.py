"""Attendance that is printed as a table: one member a row, and a column or a word for the status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors import patterns
from extractors.base import Passage
from extractors.french import places_of
from extractors.members.names import CIVILITY, Word, is_mixed, make_name, normal_civility, read_words
from extractors.members.person import Person
from extractors.members.proxies import read_person, read_proxy

# What a column of marks is called, and what a cell says of the member in its row.
_STATUSES = {
    "present": patterns.compile(r"presente?s?(?:\([es]+\))*"),
    "absent": patterns.compile(r"absente?s?(?:\([es]+\))*(?:\s+non\s+excuse\w{0,3})?|non\s+excuse\w{0,3}"),
    "excused": patterns.compile(r"(?:absente?s?(?:\([es]+\))*\s+(?:et\s+)?)?excusee?s?(?:\([es]+\))*"),
    "represented": patterns.compile(
        r"(?:representee?s?(?:\([es]+\))*(?:\s+par)?|(?:donne\s+)?(?:pouvoirs?|procurations?)(?:\s.{0,30})?)"
    ),
}

# A cross, a tick or an initial in a column of marks.
_MARK = patterns.compile(r"[x×✓✔☑☒✗●■1pae]|oui")
_ROW = patterns.compile(r"[^\n\t]{0,120}+\t[^\n]{0,400}+")
_CELL = patterns.compile(r"[^\t]+")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell: where it stands, the column it stands in, and what it says, folded."""

    start: int
    end: int
    column: int
    said: str


def find_attendance(passage: Passage) -> Iterator[tuple[Person, str]]:
    """The members of every attendance table, each with the status of its row.

    A table counts when its head names two statuses, or when three of its rows hold one: a list of signatures in which
    "excusée" stands once is no roll call.
    """
    if "\t" not in passage.text:
        return
    done = 0
    for at in places_of(("present", "absent", "excuse", "pouvoir", "procuration"), passage.folded):
        start = passage.text.rfind("\n", 0, at) + 1
        if start < done or passage.text.find("\t", start, start + 400) < 0:
            continue
        rows, done = _rows(passage, start)
        columns = _head(rows[0]) if rows else {}
        found = [member for row in rows if (member := _read_row(passage, row, columns))]
        yield from found if columns or len(found) > 2 else []


def _rows(passage: Passage, start: int) -> tuple[list[list[_Cell]], int]:
    """The rows of the table that begins at ``start``, and its end."""
    rows = []
    while m := _ROW.match(passage.text, start):
        rows.append(_cells(passage, m.start(), m.end()))
        start = m.end() + 1
    return rows, start


def _cells(passage: Passage, start: int, end: int) -> list[_Cell]:
    cells = []
    for m in _CELL.finditer(passage.text, start, end):
        said = passage.folded[m.start() : m.end()].strip()
        cells.append(_Cell(m.start(), m.end(), passage.text.count("\t", start, m.start()), said))
    return cells


def _status(said: str) -> str | None:
    return next((status for status, pattern in _STATUSES.items() if pattern.fullmatch(said)), None)


def _head(cells: list[_Cell]) -> dict[int, str]:
    """The columns of marks, where these cells are the head of an attendance table."""
    found = {cell.column: status for cell in cells if (status := _status(cell.said))}
    return found if "present" in found.values() and len(set(found.values())) > 1 else {}


def _read_row(passage: Passage, cells: list[_Cell], columns: dict[int, str]) -> tuple[Person, str] | None:
    """The member of a row and the status that its cells give, or None."""
    person, others = _person(passage, cells)
    status = None
    for cell in others if person else []:
        assert person is not None
        column = columns.get(cell.column)
        if proxy := read_proxy(passage, cell.start, cell.end, pairing=False):
            person.holder, status = proxy.holder, "represented"
        elif column == "represented" and not _MARK.fullmatch(cell.said):
            _, person.holder = read_person(passage, cell.start, cell.end)
            status = "represented" if person.holder else status
        else:
            status = status or (column if _MARK.fullmatch(cell.said) else _status(cell.said))
    return (person, status) if person and status else None


def _person(passage: Passage, cells: list[_Cell]) -> tuple[Person | None, list[_Cell]]:
    """The member a row is about, and its other cells. Surname and first name may stand side by side."""
    for i, cell in enumerate(cells[:4]):
        title, words = _words(passage, cell)
        if is_mixed(words) or (words and (title or (len(words) > 1 and any(word.is_given for word in words)))):
            return Person(make_name(passage, words, titled=bool(title)), title), cells[i + 1 :]
        more = _words(passage, cells[i + 1])[1] if words and i + 1 < len(cells) else []
        if more and (is_mixed([*words, *more]) or words[0].is_given != more[0].is_given):
            return Person(make_name(passage, [*words, *more])), cells[i + 2 :]
    return None, []


def _words(passage: Passage, cell: _Cell) -> tuple[str | None, list[Word]]:
    """The civil title and the name in a cell."""
    start = cell.start
    while start < cell.end and passage.text[start].isspace():
        start += 1
    title = CIVILITY.match(passage.folded, start, cell.end)
    if title:
        start = title.end()
        while start < cell.end and passage.text[start].isspace():
            start += 1
    return (normal_civility(title["title"]) if title else None), read_words(passage, start, cell.end, titled=bool(title))
