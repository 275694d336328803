"""What a page is made of: a template, what it shows, and the same as tables to take away."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.harmless import in_cell
from pipeline.serve.chart import Chart

Row = dict[str, Any]

#: What a page is asked for: the parts of its address, and what stands behind the question mark.
Args = Mapping[str, str]

#: Rows that one file to take away holds at most.
MOST_ROWS = 200_000


#: The order of severities: the worst first.
BY_GRADE = "CASE c.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


class NotHere(Exception):
    """There is no such page; the text says so to the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table to take away.

    Attributes:
        columns: their names.
        rows: with these columns.
    """

    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Attributes:
        template: that shows it.
        context: what the template is given.
        sheets: by the name they are asked for, the main one first.
        chart: its plot, if it has one.
    """

    template: str
    context: Mapping[str, Any]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    chart: Chart | None = None


def ask(connection: sqlite3.Connection, sql: str, *given: object, **named: object) -> list[Row]:
    """The rows of an answer."""
    cursor = connection.execute(sql, named or given)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def one(connection: sqlite3.Connection, missing: str, sql: str, *given: object) -> Row:
    """The one row of an answer.

    Raises:
        NotHere: saying what is missing.
    """
    rows = ask(connection, sql, *given)
    if not rows:
        raise NotHere(missing)
    return rows[0]


def whole_number(args: Args, name: str, default: int, most: int = 1_000_000) -> int:
    """A whole number that the address names, or the default.

    >>> whole_number({"p": "3"}, "p", 1), whole_number({"p": "²"}, "p", 1), whole_number({"p": "9" * 9}, "p", 1, 400)
    (3, 1, 400)
    """
    said = args.get(name, "")
    return min(max(int(said), 1), most) if said.isdecimal() and len(said) < 16 else default


def sheet(rows: Sequence[Row], columns: Iterable[str] | None = None) -> Sheet:
    """A table with the given columns, or with all."""
    return Sheet(columns=list(columns) if columns else list(rows[0]) if rows else [], rows=rows)


def as_csv(table: Sheet) -> str:
    """A table as CSV; cells that begin like a formula are made harmless."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([in_cell(cell) if isinstance(cell := row.get(name), str) else cell for name in table.columns])
    return buffer.getvalue()


def as_json(sheets: Mapping[str, Sheet]) -> str:
    """All tables of a page as one JSON object."""
    told = {name: [{c: row.get(c) for c in table.columns} for row in table.rows] for name, table in sheets.items()}
    return json.dumps(told, ensure_ascii=False, default=str)
