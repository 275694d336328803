"""SQL over published tables."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OutputError, UsageError
from pipeline.publish.version import Version
from pipeline.query import query
from pipeline.run import run
from tests.fiction import make_raw
from tests.test_run import version_of


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    folder = tmp_path_factory.mktemp("it's published")
    run([make_raw(folder / "raw", 3)], folder / "out")
    return version_of(folder / "out")


SUMS = "SELECT source_path, sum(value) AS total FROM amounts JOIN documents USING (document_id) GROUP BY ALL ORDER BY 1"


def test_table(version: Version, capsys: pytest.CaptureFixture[str]) -> None:
    query(SUMS, version)
    out = capsys.readouterr().out
    assert "source_path" in out
    assert "a3.txt" in out
    assert "3500.0000" in out


def test_csv(version: Version, capsys: pytest.CaptureFixture[str]) -> None:
    query(
        "SELECT value, raw, [1, 2] AS list, true AS yes, NULL AS none, DATE '2024-03-14' AS day FROM amounts ORDER BY 1",
        version,
        "csv",
    )
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[:2] == [
        ["value", "raw", "list", "yes", "none", "day"],
        ["1500.0000", "1 500 €", "[1, 2]", "true", "", "2024-03-14"],
    ]
    assert len(rows) == 4


def test_json(version: Version, capsys: pytest.CaptureFixture[str]) -> None:
    query("SELECT value, ingested_at FROM amounts JOIN documents USING (document_id) ORDER BY 1 LIMIT 1", version, "json")
    (row,) = json.loads(capsys.readouterr().out)
    assert row["value"] == 1500
    assert row["ingested_at"].endswith("+00:00")
    query("SELECT 1 WHERE false", version, "json")
    assert json.loads(capsys.readouterr().out) == []


def test_two_columns_may_have_one_name(version: Version, capsys: pytest.CaptureFixture[str]) -> None:
    query("SELECT 1 AS a, 2 AS a", version, "csv")
    assert capsys.readouterr().out.splitlines()[1] == "1,2"


def test_parquet(version: Version, tmp_path: Path) -> None:
    query(SUMS, version, "parquet", tmp_path / "sums.parquet")
    frame = pd.read_parquet(tmp_path / "sums.parquet", dtype_backend="pyarrow")
    assert [str(total) for total in frame["total"]] == ["1500.0000", "2500.0000", "3500.0000"]


def test_xlsx_keeps_text_text(version: Version, tmp_path: Path) -> None:
    target = tmp_path / "sums.xlsx"
    query(
        "SELECT '=1+1' AS formula, '01234' AS code, 1.5 AS number, DATE '2024-03-14' AS day, true AS yes", version, "xlsx", target
    )
    with zipfile.ZipFile(target) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert "01234" in sheet


def test_files_are_for_files(version: Version) -> None:
    for format in ("xlsx", "parquet"):
        with pytest.raises(UsageError, match=f"add -o answer.{format}"):
            query("SELECT 1", version, format)


def test_a_target_that_cannot_be_written(version: Version, tmp_path: Path) -> None:
    for format in ("csv", "xlsx", "parquet"):
        with pytest.raises(OutputError, match="nowhere/a could not be written"):
            query("SELECT 1", version, format, tmp_path / "nowhere" / "a")


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nope FROM amounts", '"nope" not found'),
        ("SELECT * FROM nope", "nope does not exist"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
        ("COPY amounts TO 'x.csv'", "one SELECT"),
        ("CREATE TABLE x AS SELECT 1", "one SELECT"),
        ("SET enable_external_access = true", "one SELECT"),
        ("EXPLAIN ANALYZE COPY amounts TO 'x.csv'", "one SELECT"),
        ("SELECT * FROM read_text('/etc/hostname')", "Cannot access file"),
        ("SELECT * FROM read_csv('http://127.0.0.1/x.csv')", "Cannot access file"),
        ("SELECT error('stop')", "stop"),
        ("SELECT CAST(raw AS INTEGER) FROM amounts", "Could not convert"),
    ],
)
def test_what_does_not_run_is_told_on_one_line(version: Version, sql: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint) as failure:
        query(sql, version, "csv")
    assert "\n" not in str(failure.value)


def test_nothing_beside_the_answer_is_written(version: Version) -> None:
    before = sorted(version.folder.rglob("*"))
    for sql in ("DESCRIBE amounts", "SUMMARIZE amounts", "SHOW TABLES", "FROM amounts LIMIT 1"):
        query(sql, version, "csv")
    assert sorted(version.folder.rglob("*")) == before
