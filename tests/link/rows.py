"""Tables of a few rows, to be linked without a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from benchmarks.links import reader as reader_of
from pipeline.link import Read

Row = dict[str, Any]


def reader(**tables: Sequence[Row]) -> Read:
    """A reader of tables that hold these rows; what a row leaves out is empty."""
    return reader_of(tables)


def document(document_id: str, body: str | None, **more: Any) -> Row:
    """A row of ``documents``."""
    return {"document_id": document_id, "collectivity": body, **more}


def act(act_id: str, document_id: str, number: str | None = None, date: str | None = None, **more: Any) -> Row:
    """A row of ``acts``."""
    day = dt.date.fromisoformat(date) if date else None
    row = {"act_id": act_id, "document_id": document_id, "kind": "deliberation", "number": number, "date": day, "ordinal": 1}
    return row | {"char_end": 1000} | more
