"""What every row has to be before it is published, shown row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.errors import DelibError, Unreadable
from pipeline.tables import TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def prove(rows: Mapping[str, Sequence[Row]], text: str | None) -> dict[str, pa.RecordBatch]:
    """The rows of one document, table by table, once each is shown to be what its table promises.

    Types and closed lists hold, what may not be null is not, keys are unique, every fact is exactly its slice of ``text``,
    and so is what a check shows. Rows over all documents have no text of their own: they show what was proved before.

    Raises:
        Unreadable: ``unproven``, naming the table and what is wrong.
    """
    batches = {name: _typed(TABLES[name], found) for name, found in rows.items() if found}
    for name, batch in batches.items():
        _complete(name, batch)
        _listed(TABLES[name], rows[name])
        _unique(TABLES[name], rows[name])
        if text is not None:
            _in_place(name, rows[name], text)
    return batches


def prove_all(name: str, rows: Sequence[Row]) -> pa.Table:
    """The rows of a table that is made over all documents, once they are shown to be what it promises.

    Raises:
        DelibError: naming what is wrong.
    """
    import pyarrow as pa

    try:
        batches = prove({name: rows}, None)
    except Unreadable as failure:
        raise DelibError(f"nothing was published: {failure.detail}") from failure
    return pa.Table.from_batches(list(batches.values()), TABLES[name].schema)


def _typed(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(list(rows), schema=table.schema)
    except (pa.ArrowException, OverflowError, UnicodeError, TypeError, ValueError) as error:
        raise Unreadable("unproven", f"{table.name}: {error}") from error


def _complete(name: str, batch: pa.RecordBatch) -> None:
    for column, values in zip(batch.schema, batch.columns, strict=True):
        if not column.nullable and values.null_count:
            raise Unreadable("unproven", f"{name}: {column.name} is missing in {values.null_count} rows")


def _listed(table: Table, rows: Sequence[Row]) -> None:
    for column in table.columns:
        if column.values:
            strange = {row.get(column.name) for row in rows} - {*column.values, None}
            if strange:
                raise Unreadable("unproven", f"{table.name}: {column.name} may not be {min(map(str, strange))!r}")


def _unique(table: Table, rows: Sequence[Row]) -> None:
    if len({tuple(row[name] for name in table.key) for row in rows}) < len(rows):
        raise Unreadable("unproven", f"{table.name}: two rows have the same {' and '.join(table.key)}")


def _in_place(name: str, rows: Sequence[Row], text: str) -> None:
    for row in rows:
        for told in row["evidence"] or () if "evidence" in row else (row,) if "raw" in row else ():
            if text[told["char_start"] : told["char_end"]] != told["raw"]:
                raise Unreadable("unproven", f"{name}: {told['raw'][:60]!r} is not at {told['char_start']}")
