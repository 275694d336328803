"""SQL over the published tables: in memory, read only, on one version from start to end."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.errors import UsageError, output_errors
from pipeline.harmless import on_terminal
from pipeline.publish.version import Version
from pipeline.spreadsheet import cell, open_workbook, write_csv, write_sheet
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FORMATS = ("table", "csv", "json", "xlsx", "parquet")

#: A terminal is no place for more; a file may have all.
_TABLE_ROWS = 1_000
_BATCH = 10_000


def query(sql: str, version: Version, format: str = "table", target: Path | None = None) -> None:
    """Print the answer to a question in SQL, or write it to a file.

    Args:
        sql: one SELECT.
        version: the tables, each a view of its name.
        format: one of ``FORMATS``.
        target: the file to write; standard output without it.

    Raises:
        UsageError: when the SQL does not run, or the format needs a file.
        OutputError: when the file could not be written.
    """
    if format in ("xlsx", "parquet") and target is None:
        raise UsageError(f"{format} needs a file: add -o answer.{format}")
    with closing(connect(version)) as connection:
        answer = _ask(connection, sql)
        if target is None:
            _write_text(answer, format, sys.stdout)
        else:
            with output_errors(target):
                _write_file(answer, format, target)


def connect(version: Version) -> duckdb.DuckDBPyConnection:
    """A database in memory with a view for each table; it can read these files and do nothing else."""
    import duckdb

    connection = duckdb.connect(":memory:")
    for table in TABLES:
        show_table(connection, version, table)
    connection.execute(f"SET allowed_directories = [{quoted(str(version.folder))}]")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def show_table(connection: duckdb.DuckDBPyConnection, version: Version, table: str, schema: str = "main") -> None:
    """Give a connection a view of a table, in a schema."""
    if isinstance(version.folder, Path):
        rows = f"read_parquet([{', '.join(quoted(str(path)) for path in version.paths(table))}])"
    else:
        rows = f"{schema}_{table}"
        connection.register(rows, version.dataset(table))
    connection.execute(f"CREATE VIEW {schema}.{table} AS SELECT * FROM {rows}")


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> _Answer:
    """Run one SELECT. Anything else is refused: COPY could write into the folder of the version."""
    import duckdb

    try:
        statements = connection.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise UsageError("one SELECT is asked for (DESCRIBE and SUMMARIZE are as good)")
        return _Answer(connection.sql(sql).to_arrow_reader(_BATCH))
    except duckdb.Error as error:
        raise UsageError(_first_line(error)) from error


def _first_line(error: Exception) -> str:
    """What is wrong, and DuckDB's hint where it has one, on one line."""
    lines = [line.strip() for line in str(error).splitlines()]
    return " ".join(line for line in lines[:2] if line and not line.startswith("LINE "))


@dataclass(frozen=True, slots=True)
class _Answer:
    """The rows of an answer as they come, batch by batch."""

    reader: pa.RecordBatchReader

    @property
    def names(self) -> list[str]:
        return self.reader.schema.names

    def batches(self) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        try:
            yield from self.reader
        except (pa.ArrowException, OSError) as error:
            raise UsageError(_first_line(error)) from error

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows as plain values; two columns may have the same name."""
        for batch in self.batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _write_file(answer: _Answer, format: str, target: Path) -> None:
    if format == "xlsx":
        with open_workbook(target) as workbook:
            write_sheet(workbook, "delib", answer.names, answer.rows())
    elif format == "parquet":
        _write_parquet(answer, target)
    else:
        with target.open("w", encoding="utf-8", newline="") as file:
            _write_text(answer, format, file)


def _write_text(answer: _Answer, format: str, file: TextIO) -> None:
    if format == "csv":
        write_csv(answer.names, answer.rows(), file)
    elif format == "json":
        _write_json(answer.names, answer.rows(), file)
    else:
        _write_table(answer.names, answer.rows(), file)


def _write_json(names: Sequence[str], rows: Iterator[tuple[Any, ...]], file: TextIO) -> None:
    """One array with one object per row, written as the rows come."""
    file.write("[")
    for number, row in enumerate(rows):
        file.write(",\n " if number else "\n ")
        json.dump(dict(zip(names, row, strict=True)), file, ensure_ascii=False, default=_plain)
    file.write("\n]\n")


def _plain(value: object) -> object:
    """A value that JSON does not know."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)


def _write_table(names: Sequence[str], rows: Iterator[tuple[Any, ...]], file: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*names, show_edge=False, header_style="bold")
    more = False
    for number, row in enumerate(rows):
        if number == _TABLE_ROWS:
            more = True
            break
        table.add_row(*(Text("" if value is None else on_terminal(str(cell(value)))) for value in row))
    console = Console(file=file, width=None if file.isatty() else 10_000)
    console.print(table)
    if more:
        console.print(f"... the first {_TABLE_ROWS} rows; for all of them, --format csv")


def _write_parquet(answer: _Answer, target: Path) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, answer.reader.schema, compression="zstd") as writer:
        for batch in answer.batches():
            writer.write_batch(batch)
