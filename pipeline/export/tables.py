"""The tables as spreadsheets and as one database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.export.target import drafted
from pipeline.present.corpus import Corpus, read_corpus
from pipeline.publish.version import Version
from pipeline.query import connect, quoted
from pipeline.spreadsheet import MOST_ROWS, PLAIN, Dialect, open_workbook, write_csv, write_sheet
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

#: How many rows are turned into a part of a database at a time.
_BATCH = 10_000


class Source:
    """The rows of a version, without the names of private persons where these are to be left out.

    Args:
        version: the published tables.
        public: leave those names out.
    """

    def __init__(self, version: Version, public: bool = False) -> None:
        self.version = version
        self.corpus: Corpus | None = read_corpus(version, public=True) if public else None

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table."""
        rows = self.version.rows(table)
        return self.corpus.veiled(table, rows) if self.corpus else rows

    def cells(self, table: str) -> Iterator[list[Any]]:
        """The rows of a table, as lists in the order of its columns."""
        names = [column.name for column in TABLES[table].columns]
        for row in self.rows(table):
            yield [_rounded(row[name]) for name in names]


def _rounded(value: Any) -> Any:
    """A number that was kept in four bytes, without the digits that these cannot hold.

    >>> _rounded(0.8999999761581421), _rounded([383.84246826171875])
    (0.9, [383.8425])
    """
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.7g}") if isinstance(value, float) else value


def export_csv(source: Source, folder: Path, tables: Sequence[str], dialect: Dialect = PLAIN) -> dict[str, int]:
    """Write one CSV file a table; give the number of rows of each.

    Raises:
        OutputError: when a file cannot be written.
    """
    counts = {}
    for table in tables:
        with drafted(folder / f"{table}.csv") as draft, draft.open("w", encoding=dialect.encoding, newline="") as file:
            write_csv([column.name for column in TABLES[table].columns], source.cells(table), file, dialect)
        counts[table] = _count(source.version, table)
    return counts


def export_xlsx(source: Source, target: Path, tables: Sequence[str]) -> dict[str, int]:
    """Write one workbook with one sheet a table; give the number of rows of each.

    Raises:
        UsageError: when a table has more rows than a sheet can hold.
        OutputError: when the file cannot be written.
    """
    counts = {table: _count(source.version, table) for table in tables}
    for table, rows in counts.items():
        if rows >= MOST_ROWS:
            raise UsageError(f"{table} has {rows:,} rows, a sheet holds {MOST_ROWS - 1:,}: leave it out, or export csv or duckdb")
    with drafted(target) as draft, open_workbook(draft) as workbook:
        for table in tables:
            write_sheet(workbook, table, [column.name for column in TABLES[table].columns], source.cells(table))
    return counts


def export_duckdb(source: Source, target: Path, tables: Sequence[str]) -> dict[str, int]:
    """Write one database that holds the tables with the description of every column; give the number of rows of each.

    Raises:
        OutputError: when the file cannot be written.
    """
    import duckdb

    with drafted(target) as draft, closing(duckdb.connect(str(draft))) as database, closing(connect(source.version)) as reader:
        for table in tables:
            batches = _batches(source, table) if source.corpus else reader.sql(f"FROM {table}").to_arrow_reader(_BATCH)
            database.register("source", batches)
            database.execute(f"CREATE TABLE {table} AS FROM source")
            database.unregister("source")
            for comment in _comments(table):
                database.execute(comment)
    return {table: _count(source.version, table) for table in tables}


def _batches(source: Source, table: str) -> pa.RecordBatchReader:
    import pyarrow as pa

    schema = TABLES[table].schema

    def batches() -> Iterator[pa.RecordBatch]:
        rows: list[Row] = []
        for row in source.rows(table):
            rows.append(row)
            if len(rows) == _BATCH:
                yield pa.RecordBatch.from_pylist(rows, schema)
                rows = []
        yield pa.RecordBatch.from_pylist(rows, schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _comments(table: str) -> Iterator[str]:
    yield f"COMMENT ON TABLE {table} IS {quoted(TABLES[table].description)}"
    for column in TABLES[table].columns:
        yield f'COMMENT ON COLUMN {table}."{column.name}" IS {quoted(column.description)}'


def _count(version: Version, table: str) -> int:
    return sum(part.rows for part in version.parts(table))
