"""The list of findings, and the notes on them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.faults import planted
from pipeline.alarms import sentence
from pipeline.cli import app
from pipeline.options import Options
from pipeline.run import run
from tests.fiction import act


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = tmp_path_factory.mktemp("raw")
    for name, text in {
        "jour.txt": planted("weekday", 1),
        "total.txt": planted("table_total", 1),
        "siren.txt": planted("siren_name", 1),
        "propre.txt": act(),
    }.items():
        (raw / name).write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("out")
    run([raw], folder, Options(workers=1))
    return folder


def listed(out: Path, *options: str) -> str:
    result = CliRunner().invoke(app, ["checks", "--tables", str(out), *options])
    assert result.exit_code == 0, result.output
    return result.output


def ids(out: Path, *options: str) -> dict[str, str]:
    return {row["check"]: row["check_id"] for row in json.loads(listed(out, "--format", "json", *options))}


def test_the_gravest_come_first_with_their_sentence(out: Path) -> None:
    text = listed(out)
    assert [line for line in text.splitlines() if line.isupper() or line.startswith(("ERREURS", "ALERTES", "INFO"))] == [
        "ERREURS (1)",
        "ALERTES (1)",
        "INFORMATIONS (1)",
    ]
    assert "total.txt" in text
    assert "exposée en commission" in text


@pytest.mark.parametrize(
    ("options", "checks"),
    [
        (("--severity", "error"), {"table_total"}),
        (("--check", "weekday"), {"weekday"}),
        (("--document", "siren"), {"siren_name"}),
        (("--collectivity", "nulle part"), set()),
        (("--rows", "1"), {"table_total"}),
    ],
)
def test_filters(out: Path, options: tuple[str, ...], checks: set[str]) -> None:
    assert set(ids(out, *options)) == checks


def test_csv_has_all_columns(out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(listed(out, "--format", "csv"))))
    assert len(rows) == 3
    assert all(row["message"] and row["sentence"] and row["collectivity"] for row in rows)


def test_notes_survive_runs_and_stand_in_a_column(out: Path, tmp_path: Path) -> None:
    marks = tmp_path / "notes" / "marks.csv"
    check_id = ids(out)["weekday"]
    listed(out, "--marks", str(marks), "--mark", check_id, "appelé la mairie")
    listed(out, "--marks", str(marks), "--mark", check_id, "corrigé par la mairie")
    assert "vu : corrigé par la mairie" in listed(out, "--marks", str(marks))
    assert set(ids(out, "--marks", str(marks), "--unseen")) == {"table_total", "siren_name"}
    assert not list(out.rglob("marks.csv"))


def test_where_notes_are_kept(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("DELIB_MARKS", raising=False)
    listed(out, "--mark", ids(out)["weekday"], "vu")
    assert (tmp_path / "delib" / "marks.csv").read_text(encoding="utf-8").startswith("check_id,note,marked_at\n")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--mark", "0000", "vu"), "no finding"),
        (("--severity", "grave"), "no severity"),
        (("--format", "xml"), "no format"),
    ],
)
def test_wrong_use(out: Path, options: tuple[str, str], complaint: str) -> None:
    result = CliRunner().invoke(app, ["checks", "--tables", str(out), *options])
    assert complaint in str(result.exception)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Il pleut. M. Paul ROUX vote ici pour M. Noé ABRI contre. Fin.", "M. Paul ROUX vote ici pour M. Noé ABRI contre."),
        (f"{'mot ' * 90}ici{' mot' * 90}", f"…{' mot' * 39} ici{' mot' * 39} …"),
        ("ici même", "ici même"),
    ],
)
def test_the_sentence_is_cut_between_words(text: str, shown: str) -> None:
    start = text.index("ici")
    assert sentence({"d": text}, {"document_id": "d", "char_start": start, "char_end": start + 3}) == shown
