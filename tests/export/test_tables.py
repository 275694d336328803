"""Tables as spreadsheets and as one database."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import OutputError, UsageError
from pipeline.export import tables as exporting
from pipeline.export.tables import Source, export_csv, export_duckdb, export_xlsx
from pipeline.publish.version import published_version
from pipeline.run import run
from pipeline.spreadsheet import EXCEL_FR
from pipeline.tables import TABLES
from tests.fiction import act, make_raw


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder = tmp_path_factory.mktemp("published")
    raw = make_raw(folder / "raw", 2)
    relief = (
        act("2024-09")
        .replace("au comité des fêtes.", "à Mme Odile VARENNE.")
        .replace("Subvention au comité", "Secours aux familles")
    )
    (raw / "=formula.txt").write_text(relief, encoding="utf-8")
    run([raw], folder / "out")
    return Source(published_version(folder / "out"))


def test_csv(source: Source, tmp_path: Path) -> None:
    counts = export_csv(source, tmp_path, ["grants", "documents"])
    assert counts == {"grants": 3, "documents": 3}
    with (tmp_path / "grants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["value"] for row in rows} == {"1500.00", "2500.00"}
    assert {len(row["confidence"]) for row in rows} <= {3, 4}
    assert "\n'=formula.txt," in (tmp_path / "documents.csv").read_text(encoding="utf-8")


def test_csv_for_excel_in_french(source: Source, tmp_path: Path) -> None:
    export_csv(source, tmp_path, ["grants"], EXCEL_FR)
    content = (tmp_path / "grants.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbffact_id;document_id;")
    assert b";2500,00;" in content


def test_xlsx(source: Source, tmp_path: Path) -> None:
    target = tmp_path / "new" / "all.xlsx"
    export_xlsx(source, target, list(TABLES))
    with zipfile.ZipFile(target) as archive:
        book = archive.read("xl/workbook.xml").decode()
        documents, grants = (_sheet(archive, list(TABLES).index(name) + 1) for name in ("documents", "grants"))
        styles = archive.read("xl/styles.xml").decode()
    assert [name for name in TABLES if f'name="{name}"' in book] == list(TABLES)
    assert re.search(r"<v>2500(\.00)?</v>", grants)
    assert 'state="frozen"' in grants
    assert "<v>45365</v>" in documents  # 14 March 2024
    assert 'quotePrefix="1"' in styles
    assert "=formula.txt</t>" in documents
    assert "<f>" not in documents
    assert list(target.parent.iterdir()) == [target]


def _sheet(archive: zipfile.ZipFile, number: int) -> str:
    return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_a_sheet_that_cannot_hold_a_table(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="leave it out, or export csv or duckdb"):
        export_xlsx(source, tmp_path / "x.xlsx", ["grants"])
    assert list(tmp_path.iterdir()) == []


def test_duckdb(source: Source, tmp_path: Path) -> None:
    for public in (False, True):
        target = tmp_path / "x.duckdb"
        export_duckdb(Source(source.version, public), target, list(TABLES))
        with duckdb.connect(str(target), read_only=True) as database:
            (total,) = database.execute("SELECT sum(value) FROM grants JOIN documents USING (document_id)").fetchall()
            kept = database.execute("SELECT count(*) FROM grants WHERE beneficiary ILIKE '%varenne%'").fetchall()
            described = database.execute(
                "SELECT comment FROM duckdb_columns() WHERE column_name = 'beneficiary_siret' AND comment IS NOT NULL"
            ).fetchall()
        assert total == (5500,)
        assert kept == [(0 if public else 1,)]
        assert described == [("son SIRET, quand il est imprimé",)]
    assert [path.name for path in tmp_path.iterdir()] == ["x.duckdb"]


def test_public_files_name_no_private_person(source: Source, tmp_path: Path) -> None:
    export_csv(Source(source.version, public=True), tmp_path, list(TABLES))
    assert not [path.name for path in tmp_path.iterdir() if "VARENNE" in path.read_text(encoding="utf-8").upper()]


def test_what_stood_there_stays_when_writing_fails(source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.xlsx"
    target.write_text("before")
    monkeypatch.setattr(exporting, "write_sheet", _fail)
    with pytest.raises(OutputError, match=r"x\.xlsx could not be written \(No space"):
        export_xlsx(source, target, ["grants"])
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(OutputError, match="is a folder"):
        export_xlsx(source, tmp_path, ["grants"])


def _fail(*_: object) -> None:
    raise OSError(28, "No space left on device")
