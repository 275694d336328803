"""What changed from one published version to another, down to the rows, and whether files or the code made it change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.model import ID_DIGITS
from pipeline.publish.version import VERSIONS, Version, version_at
from pipeline.query import show_table
from pipeline.storage import Place
from pipeline.tables import LINKED, OVER_ALL, TABLES, Table

if TYPE_CHECKING:
    import duckdb

#: Columns that differ from run to run, whatever was read.
_VOLATILE = ("run_id", "ingested_at")

#: Tables that are compared by what their rows say of documents: ``documents`` itself by its files.
_PROOF = ("document_id", "page", "raw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that is not what it was.

    Attributes:
        table: its table.
        change: ``appeared``, ``vanished`` or ``changed``.
        why: ``input`` (its document came, went or was replaced, or people or messages say something else of it), ``code`` (the
            same bytes are read otherwise, or the same rows related otherwise) or ``links`` (it follows from other documents).
        key: what tells the row apart.
        columns: that differ.
        row: a few words of it.
    """

    table: str
    change: str
    why: str
    key: str
    columns: tuple[str, ...]
    row: str

    def as_dict(self) -> dict[str, Any]:
        """The change for machines."""
        return asdict(self)


def version_of_run(out: Place, run_id: str) -> Version:
    """The version that a run published.

    Raises:
        UsageError: when it is not kept any more, or the run published none.
    """
    version = version_at(out / VERSIONS / run_id)
    if version is None:
        raise UsageError(f"run {run_id} published nothing that is still kept: --keep says how many versions stay")
    return version


def compare(before: Version, after: Version, tables: Sequence[str] = ()) -> Iterator[Change]:
    """Every row that appeared, vanished or changed, table by table.

    Args:
        before: the older version.
        after: the newer one.
        tables: those to compare; all without any.
    """
    same_code = before.fingerprint == after.fingerprint
    related_otherwise = not same_code or before.relations != after.relations
    with closing(_connect(before, after)) as connection:
        relations = "code" if related_otherwise and _same_documents(connection) else "links"
        for name in tables or TABLES:
            yield from _changes(connection, TABLES[name], same_code, relations)


def _connect(before: Version, after: Version) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(":memory:")
    for schema, version in (("before", before), ("after", after)):
        connection.execute(f"CREATE SCHEMA {schema}")
        for table in TABLES:
            show_table(connection, version, table, schema)
    for schema in ("before", "after"):
        # Also of files that could not be read then: it may be the code that reads them now.
        contents = f"SELECT DISTINCT left(source_sha256, {ID_DIGITS}) AS document_id FROM {schema}.documents"
        connection.execute(f"CREATE TABLE {schema}.ids AS {contents} WHERE source_sha256 IS NOT NULL")
    return connection


def _same_documents(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether no document came or went."""
    both = "SELECT count(*) FROM before.ids FULL OUTER JOIN after.ids USING (document_id)"
    counts = [
        connection.execute(sql).fetchall() for sql in (both, "SELECT count(*) FROM before.ids", "SELECT count(*) FROM after.ids")
    ]
    return counts[0] == counts[1] == counts[2]


def _changes(connection: duckdb.DuckDBPyConnection, table: Table, same_code: bool, relations: str) -> Iterator[Change]:
    columns = [column.name for column in table.columns if column.name not in (*table.key, *_VOLATILE)]
    known = {schema: _columns(connection, schema, table.name) for schema in ("before", "after")}
    columns = [name for name in columns if name in known["before"] & known["after"]]
    on = " AND ".join(f"b.{name} IS NOT DISTINCT FROM a.{name}" for name in table.key)
    differs = [f"b.{name} IS DISTINCT FROM a.{name}" for name in columns]
    flags = ", ".join(f"({text})" for text in differs)
    document = "coalesce(a.document_id, b.document_id)" if "document_id" in columns or "document_id" in table.key else "NULL"
    if table.name == "documents":
        document = f"left(coalesce(a.source_sha256, b.source_sha256), {ID_DIGITS})"
    shown = [name for name in (*_PROOF, "title", "name", "message", "status") if name in columns]
    words = ", ".join(f"coalesce(a.{name}, b.{name})" for name in shown) or "NULL"
    answer = connection.execute(
        f"SELECT a.{table.key[0]} IS NULL, b.{table.key[0]} IS NULL, [{flags}],"
        f" concat_ws('|', {', '.join(f'coalesce(a.{name}, b.{name})' for name in table.key)}), concat_ws(' ', {words}),"
        f" {document} IN (SELECT document_id FROM before.ids) AND {document} IN (SELECT document_id FROM after.ids)"
        f" FROM before.{table.name} b FULL OUTER JOIN after.{table.name} a ON {on}"
        f" WHERE a.{table.key[0]} IS NULL OR b.{table.key[0]} IS NULL OR {' OR '.join(differs)} ORDER BY 4"
    )
    while rows := answer.fetchmany(1000):
        for gone, new, flagged, key, said, in_both in rows:
            change = "vanished" if gone else "appeared" if new else "changed"
            changed = tuple(name for name, flag in zip(columns, flagged, strict=True) if flag) if change == "changed" else ()
            why = _why(table, changed, bool(in_both), same_code) or relations
            yield Change(table=table.name, change=change, why=why, key=key, columns=changed, row=" ".join(said.split())[:120])


def _columns(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> set[str]:
    return {str(row[0]) for row in connection.execute(f"DESCRIBE {schema}.{table}").fetchall()}


def _why(table: Table, columns: tuple[str, ...], in_both: bool, same_code: bool) -> str | None:
    """What made a row change, or None when it was worked out over all documents.

    A document that is in both versions, read by the same code, says the same in both, unless people or messages say more of it.
    """
    linked = {column.name for column in LINKED.get(table.name, ())}
    if table.name in OVER_ALL or (columns and linked.issuperset(columns)):
        return None
    return "input" if same_code or not in_both or "source_sha256" in columns else "code"


def summary(changes: Sequence[Change]) -> Iterator[str]:
    """How many rows of each table changed, and why, for a terminal."""
    counts: dict[tuple[str, str, str], int] = {}
    for change in changes:
        key = (change.table, change.change, change.why)
        counts[key] = counts.get(key, 0) + 1
    yield f"{'table':<15}{'rows':<10}{'why':<7}{'count':>9}"
    for (table, change_kind, why), number in counts.items():
        yield f"{table:<15}{change_kind:<10}{why:<7}{number:>9,}"


def details(changes: Sequence[Change], most: int) -> Iterator[str]:
    """The rows themselves, for a terminal."""
    for change in changes[:most]:
        columns = f" ({', '.join(change.columns)})" if change.columns else ""
        yield f"{change.change:<9}{change.why:<6}{change.table} {change.key}{columns}: {_printable(change.row)}"
    if len(changes) > most:
        yield f"... and {len(changes) - most} more: --rows {len(changes)}"


def _printable(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
