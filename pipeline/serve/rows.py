"""Rows of the published tables as SQLite holds them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.present.corpus import Corpus
from pipeline.tables import Column, Table

Row = Mapping[str, Any]

#: Columns that the explorer adds to a table, for its own pages.
_ADDED: dict[str, tuple[str, ...]] = {
    "documents": ("collectivity_key",),
    "acts": ("collectivity_key", "severity"),
    "grants": ("beneficiary_key", "collectivity_key", "counted"),
    "parties": ("beneficiary_key",),
    "members": ("person_key",),
    "ballots": ("person_key",),
}


def added_columns(table: str) -> list[str]:
    """The columns that are added to a table."""
    return [f"{name} TEXT" for name in _ADDED.get(table, ())]


def sql_type(column: Column) -> str:
    """The type of a column in SQLite."""
    if column.kind in (int, bool):
        return "INTEGER"
    return "REAL" if column.kind in (float, Decimal) else "TEXT"


def plain_rows(table: Table, rows: Iterable[Row], corpus: Corpus) -> Iterator[tuple[object, ...]]:
    """The rows as SQLite takes them, with the columns that are added."""
    names = [column.name for column in table.columns]
    added = _ADDED.get(table.name, ())
    for row in rows:
        yield (*(plain(row.get(name)) for name in names), *(corpus.key(column, row) for column in added))


def plain(said: Any) -> object:
    """A value that SQLite knows.

    >>> plain(Decimal("12.50")), plain(dt.date(2024, 3, 1)), plain(["a"]), plain(True)
    (12.5, '2024-03-01', '["a"]', 1)
    """
    if said is None or isinstance(said, str):
        return said
    if isinstance(said, bool):
        return int(said)
    if isinstance(said, Decimal):
        return float(said)
    if isinstance(said, float):
        return round(said, 4)
    if isinstance(said, dt.date | dt.datetime):
        return said.isoformat()
    if isinstance(said, list) and all(isinstance(item, float) for item in said):
        return json.dumps([round(item, 1) for item in said])  # a tenth of a point is finer than any eye
    if isinstance(said, list | dict):
        return json.dumps(said, ensure_ascii=False, default=str)
    return said
