"""The published tables as one SQLite file, made once for each version: what the explorer reads.

Every table is there under its own name with its own columns; a few more put together what pages ask for: ``facts`` (every fact
of every kind on one line, with what it can be filtered by), ``collectivities``, ``people`` and ``beneficiaries``. The full-text
indexes ignore case and accents, and cut at apostrophes: "l'école" is found by "ecole".
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pipeline.present.corpus import read_corpus
from pipeline.publish.version import Version, published_version
from pipeline.serve.facts import FACT_COLUMNS, fact_rows
from pipeline.serve.gather import add_gathered
from pipeline.serve.rows import added_columns, plain_rows, sql_type
from pipeline.tables import TABLES

_TOKENIZE = "tokenize='unicode61 remove_diacritics 2'"

_SEARCH = f"""
CREATE VIRTUAL TABLE facts_fts USING fts5(nature, says, raw, title, collectivity, content='facts', {_TOKENIZE});
INSERT INTO facts_fts(facts_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE pages_fts USING fts5(text, content='pages', {_TOKENIZE});
INSERT INTO pages_fts(pages_fts) VALUES ('rebuild');
"""

#: What pages look things up by.
_INDEXES = (
    *((name, "act_id") for name, table in TABLES.items() if table.key == ("fact_id",)),
    ("documents", "document_id"), ("documents", "collectivity_key"), ("pages", "document_id, page"),
    ("acts", "document_id, ordinal"), ("acts", "collectivity_key, date"), ("grants", "beneficiary_key"),
    ("parties", "beneficiary_key"), ("members", "person_key"), ("ballots", "person_key"), ("citations", "cited_act_id"),
    ("grants", "collectivity_key"), ("checks", "act_id"), ("checks", "document_id"), ("places", "check_id"),
    ("places", "document_id"), ("facts", "document_id, char_start"), ("facts", "act_id"), ("facts", "day DESC, value DESC"),
    ("facts", "value DESC"),
    ("facts", "department, collectivity_key, year, kind, matter, severity"), ("facts", "collectivity_key, day DESC"),
    ("facts", "kind, day DESC"), ("facts", "severity"), ("facts", "year"), ("facts", "matter"),
)  # fmt: skip


def build(version: Version, target: Path, public: bool = False) -> None:
    """Write the base of a version, in one step for those who look for it.

    Args:
        version: the published tables.
        target: the file to make.
        public: leave the names of private persons out.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            _fill(connection, version, public)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, version: Version, public: bool) -> None:
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;")
    corpus = read_corpus(version, public)
    _create(connection, "facts", FACT_COLUMNS, "fact_id")
    for table in TABLES.values():
        columns = [f"[{column.name}] {sql_type(column)}" for column in table.columns] + added_columns(table.name)
        _create(connection, table.name, columns, ", ".join(table.key))
        if table.key == ("fact_id",):
            rows = list(corpus.veiled(table.name, version.rows(table.name)))
            _insert(connection, table.name, plain_rows(table, rows, corpus))
            _insert(connection, "facts", fact_rows(table.name, rows, corpus))
        else:
            _insert(connection, table.name, plain_rows(table, corpus.veiled(table.name, version.rows(table.name)), corpus))
    add_gathered(connection, version, corpus)
    _index(connection)


def _create(connection: sqlite3.Connection, name: str, columns: Iterable[str], key: str) -> None:
    connection.execute(f"CREATE TABLE {name} ({', '.join(columns)}, PRIMARY KEY ({key}))")


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[object, ...]]) -> None:
    width = len(connection.execute(f"PRAGMA table_info({name})").fetchall())
    connection.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * width)})", rows)


def _index(connection: sqlite3.Connection) -> None:
    for number, (table, columns) in enumerate(_INDEXES):
        connection.execute(f"CREATE INDEX by_{number} ON {table} ({columns})")
    connection.executescript(_SEARCH)
    connection.execute("ANALYZE")
    connection.commit()


def main() -> None:
    """Build one base in a process of its own: ``python -m pipeline.serve.base FOLDER TARGET [public]``."""
    folder, target, *rest = sys.argv[1:]
    os.nice(5)
    build(published_version(folder), Path(target), public=bool(rest))


if __name__ == "__main__":
    main()
