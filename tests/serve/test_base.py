"""The SQLite base: what it holds, how it is searched, whom it leaves out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.publish.version import published_version
from pipeline.serve.base import build
from pipeline.serve.wanted import wanted
from pipeline.tables import TABLES
from tests.serve.conftest import Published
from tests.serve.published import with_rows


@pytest.fixture(scope="module")
def base(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("base") / "delib.db"
    build(published_version(published.version), target)
    return target


@pytest.fixture(scope="module")
def public(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("public") / "delib.db"
    build(published_version(published.version), target, public=True)
    return target


def answers(base: Path, sql: str, *given: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(base)) as connection:
        return connection.execute(sql, given).fetchall()


def test_every_table_is_there_with_all_rows(published: Published, base: Path) -> None:
    version = published_version(published.version)
    for name in TABLES:
        assert answers(base, f"SELECT count(*) FROM {name}") == [(version.read(name).num_rows,)]


def test_every_fact_of_every_kind_is_on_one_line(base: Path) -> None:
    kinds = [name for name, table in TABLES.items() if table.key == ("fact_id",)]
    for kind in kinds:
        ids = answers(base, f"SELECT fact_id FROM {kind} ORDER BY 1")
        assert answers(base, "SELECT fact_id FROM facts WHERE kind = ? ORDER BY 1", kind) == ids
    assert answers(base, "SELECT count(*) FROM facts WHERE says = ''") == [(0,)]


@pytest.mark.parametrize("typed", ["comité des fêtes", "COMITES FETE", '"comite des fetes"', "1500 comité"])
def test_words_are_found_whatever_accents_case_and_number(base: Path, typed: str) -> None:
    found = answers(
        base, "SELECT says FROM facts WHERE rowid IN (SELECT rowid FROM facts_fts WHERE facts_fts MATCH ?)", wanted(typed)
    )
    assert any("1\u202f500" in str(says) or "Comité" in str(says) or "comité" in str(says) for (says,) in found)


def test_an_elided_word_is_found_in_the_pages(base: Path) -> None:
    sql = "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH ?"
    assert answers(base, sql, wanted("ecole"))[0][0] == 1
    assert answers(base, sql, wanted("comité -varenne"))[0][0] == 2


def test_whatever_is_typed_is_a_query_that_runs(base: Path) -> None:
    for typed in ['"', "a\0b", "NEAR(", "x AND", "*", "-a -b", "col:x", "^x", "é" * 500, "'; DROP TABLE facts", "²²²² 48 000"]:
        query = wanted(typed)
        assert query is None or answers(base, "SELECT count(*) FROM facts_fts WHERE facts_fts MATCH ?", query)


def test_facts_know_the_checks_on_them(base: Path) -> None:
    graded = answers(base, "SELECT count(*) FROM facts WHERE severity = 'error' AND kind = 'grants'")
    assert graded[0][0] == 2
    assert answers(base, "SELECT check_id, rank FROM places ORDER BY rank") == [("c0ffee", 0), ("c0ffee", 1)]


def test_names_that_nobody_linked_stand_together_by_their_spelling(published: Published, tmp_path: Path) -> None:
    members = [{**row, "person_id": None} for row in published_version(published.out).rows("members")]
    folder = with_rows(published.out, tmp_path / "unlinked", members=members, persons=[])
    build(published_version(folder), tmp_path / "delib.db")
    keys = answers(tmp_path / "delib.db", "SELECT DISTINCT person_key, linked FROM members m JOIN people p ON p.key = m.person_key "
                                          "JOIN documents d USING (document_id) WHERE m.name = 'Paul MARTEL'")  # fmt: skip
    places = answers(tmp_path / "delib.db", "SELECT DISTINCT collectivity_key FROM documents JOIN members USING (document_id) "
                                            "WHERE name = 'Paul MARTEL'")  # fmt: skip
    assert len(keys) == len(places) == 2
    assert {linked for _, linked in keys} == {0}


def test_private_persons_are_shown_unless_asked(base: Path) -> None:
    assert answers(base, "SELECT count(*) FROM pages WHERE text LIKE '%VARENNE%'") == [(1,)]
    assert answers(base, "SELECT count(*) FROM veiled") == [(0,)]


def test_private_persons_are_in_no_column_of_a_public_base(public: Path) -> None:
    with closing(sqlite3.connect(public)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = [str(row) for name in tables for row in connection.execute(f"SELECT * FROM [{name}]")]
    assert "facts" in tables
    assert [row for row in told if "varenne" in row.casefold()] == []
    # Offsets stay: what is hidden is as long as what was there.
    assert answers(public, "SELECT count(*) FROM pages WHERE text LIKE '%█%' AND length(text) > 200") == [(1,)]
    assert answers(public, "SELECT count(*) FROM people WHERE name = 'Paul MARTEL'")[0][0] > 0


def test_a_base_that_could_not_be_built_leaves_nothing(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.serve.base._index", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(published_version(published.out), tmp_path / "delib.db")
    assert list(tmp_path.iterdir()) == []
