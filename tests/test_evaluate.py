"""Figures against gold answers: they are those of the reference scorer, and they mean what they say."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import execute
from pipeline.errors import InputMissing, UsageError
from pipeline.evaluate import JUDGED, evaluate
from pipeline.evaluate.matching import agree, match_acts, second_right
from pipeline.evaluate.tally import Band, Tally, sum_bands
from pipeline.run import run
from tests.fiction import make_raw
from tests.test_run import version_of

ROOT = Path(__file__).resolve().parent.parent
SCORER = ROOT.parent / "shared" / "gold" / "score.py"

GOLD = {
    "source": "a1.txt",
    "acts": [{"act": "x", "kind": "deliberation", "number": "2024-01", "title": "Subvention au comité des fêtes"}],
    "amounts": [{"act": "x", "value": "1500.00", "role": "grant"}, {"act": "x", "value": "99.00"}],
    "dates": [{"act": "x", "value": "2024-03-14", "role": "meeting"}],
    "articles": [{"act": "x", "number": "1", "heading": "", "optional": True}],
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    run([make_raw(folder / "raw", 3)], folder / "out")
    return folder / "out"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a1.txt.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


def test_found_missed_and_extra(published: Path, gold: Path) -> None:
    result = evaluate([gold], version_of(published))
    tallies = result.documents["a1.txt"]
    assert list(tallies) == list(JUDGED)
    assert (tallies["amounts"].found, [fact["value"] for fact in tallies["amounts"].missed]) == (1, ["99.00"])
    assert tallies["amounts"].figures()["precision"] == 1.0
    assert tallies["amounts"].figures()["recall"] == 0.5
    assert [row["number"] for row in tallies["articles"].extra] == ["2"], "an optional fact costs nothing"
    assert result.lost == []
    assert result.proof[0] == result.proof[1] > 0


def test_a_document_that_is_not_published_is_lost(published: Path, gold: Path) -> None:
    (gold / "b.json").write_text(json.dumps(GOLD | {"source": "b.txt"}), encoding="utf-8")
    result = evaluate([gold / "a1.txt.json", gold / "b.json"], version_of(published))
    assert result.lost == ["b.txt"]
    assert result.documents["b.txt"]["amounts"].counts()["missed"] == 2


def test_facts_by_confidence() -> None:
    right = [{"confidence": c} for c in (0.3, 0.9, 0.95, 1.0)]
    extra = [{"confidence": c} for c in (0.85, 0.9)]
    bands = Tally(found=4, right=right, extra=extra).bands()
    assert [(band.low, band.facts, band.right) for band in bands] == [
        (0.0, 1, 1),
        (0.5, 0, 0),
        (0.7, 0, 0),
        (0.8, 1, 0),
        (0.9, 2, 1),
        (0.95, 2, 2),
    ]
    assert [band.share for band in bands] == [1.0, None, None, 0.0, 0.5, 1.0]


def test_acts_have_no_confidence() -> None:
    assert Tally(found=1, right=[{"act_id": "a"}], extra=[{"act_id": "b"}]).bands() == []


def test_bands_of_several_tables_are_added() -> None:
    assert sum_bands([[Band(0.9, 1.0, 3, 2)], [], [Band(0.9, 1.0, 1, 1)]]) == [Band(0.9, 1.0, 4, 3)]


def test_a_fact_that_need_not_be_found_is_right(published: Path, gold: Path) -> None:
    tables = evaluate([gold], version_of(published)).reliability()
    assert sum(band.facts for band in tables["all"]) == sum(band.facts for t, b in tables.items() if t != "all" for band in b)
    articles = tables["articles"]
    assert (sum(band.facts for band in articles), sum(band.right for band in articles)) == (2, 1)
    assert {"acts", "documents"}.isdisjoint(tables)


def test_dates_of_documents(published: Path, gold: Path, tmp_path: Path) -> None:
    dates = tmp_path / "dates.csv"
    dates.write_text("file_name,document_date\na1.txt,2024-03-14\na2.txt,1999-01-01\nb.txt,\n", encoding="utf-8")
    result = evaluate([gold], version_of(published), dates)
    assert result.dates is not None
    assert len(result.dates) == 2
    assert ("a2.txt", "1999-01-01") in [wrong[:2] for wrong in result.wrong_dates()]


def test_wrong_gold(published: Path, gold: Path, tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no gold files"):
        evaluate([tmp_path / "nowhere"], version_of(published))
    (gold / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"bad\.json is no gold file"):
        evaluate([gold], version_of(published))
    with pytest.raises(UsageError, match="is no CSV"):
        evaluate([gold / "a1.txt.json"], version_of(published), gold / "bad.json")


def test_command(published: Path, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["evaluate", str(gold), "--tables", str(published)]
    assert execute([*arguments, "--misses", "2"]) == 0
    said = capsys.readouterr().out
    assert "missed amounts      a1.txt: {'act': 'x', 'value': '99.00'}" in said
    assert "1 gold documents, 0 not published" in said
    assert "0.9-0.95" in said
    assert execute([*arguments, "--min-f1", "0.99", "--json"]) == 1
    figures = json.loads(capsys.readouterr().out)
    assert figures["tables"]["amounts"]["recall"] == 0.5
    assert figures["reliability"]["amounts"][-1].keys() == {"low", "high", "facts", "right", "share"}


def reference(tables: Path, golds: list[Path], folder: Path) -> dict[str, Any]:
    command = [
        sys.executable,
        str(SCORER),
        "--tables",
        str(tables),
        "--gold",
        *map(str, golds),
        "--json",
        str(folder / "figures.json"),
    ]
    subprocess.run(command, check=False, capture_output=True, timeout=300)
    figures: dict[str, Any] = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    return figures


@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not on this machine")
def test_figures_are_those_of_the_reference(published: Path, gold: Path, tmp_path: Path) -> None:
    (gold / "b.json").write_text(json.dumps(GOLD | {"source": "b.txt"}), encoding="utf-8")
    ours = evaluate([gold], version_of(published)).as_dict()
    del ours["proof"], ours["reliability"]
    assert json.loads(json.dumps(ours)) == reference(published, [gold], tmp_path)


@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not on this machine")
def test_figures_are_those_of_the_reference_on_texts(tmp_path: Path) -> None:
    run([SCORER.parent.parent / "seeds"], tmp_path / "out")
    ours = evaluate([SCORER.parent / "seeds"], version_of(tmp_path / "out")).as_dict()
    del ours["proof"], ours["reliability"]
    assert json.loads(json.dumps(ours)) == reference(tmp_path / "out", [SCORER.parent / "seeds"], tmp_path)


def test_acts_are_matched_by_number_then_title_then_order() -> None:
    gold = [
        {"act": "a", "kind": "deliberation", "number": "7", "title": "Budget"},
        {"act": "b", "kind": "deliberation", "title": "Tarifs de la cantine scolaire"},
        {"act": "c", "kind": "convention"},
        {"act": "d", "kind": "annex", "optional": True},
    ]
    rows = [
        {"act_id": "1", "kind": "deliberation", "number": None, "title": "Tarifs de la cantine"},
        {"act_id": "2", "kind": "deliberation", "number": "7", "title": "Autre"},
        {"act_id": "3", "kind": "convention", "number": None, "title": None},
        {"act_id": "4", "kind": "convention", "number": None, "title": None},
    ]
    assert match_acts(gold, rows) == ({0: 1, 1: 0, 2: 2}, {0, 1, 2})


@pytest.mark.parametrize(
    ("table", "fact", "row", "same"),
    [
        ("votes", {"for": 14, "against": 0}, {"votes_for": 14, "votes_against": None, "unanimous": None}, True),
        ("votes", {"for": 14}, {"votes_for": None, "unanimous": None}, False),
        ("votes", {"unanimous": True}, {"unanimous": True}, True),
        ("votes", {"unanimous": True}, {"unanimous": None}, False),
        ("votes", {"for": 9, "against": 2}, {"votes_for": 9, "votes_against": 2, "unanimous": True}, False),
        ("votes", {"outcome": "adopted"}, {"outcome": "rejected"}, False),
        ("vote_groups", {"position": "for", "group": "Groupe Ensemble"}, {"position": "for", "group_name": "ENSEMBLE"}, True),
        ("members", {"status": "present", "name": "Claire DUPRÉ"}, {"status": "present", "name": "Mme Dupre Claire"}, True),
        ("roles", {"role": "secretary", "name": "Claire DUPRÉ"}, {"role": "president", "name": "Claire DUPRÉ"}, False),
        ("amounts", {"value": "15600.00"}, {"value": Decimal("-15600.0000")}, True),
        ("grants", {"value": "5.00", "beneficiary": "Union sportive"}, {"value": Decimal(5), "beneficiary": "US"}, True),
        ("dates", {"value": "2024-03"}, {"date": dt.date(2024, 3, 1), "precision": "month"}, True),
        ("dates", {"value": "2024-03-01"}, {"date": dt.date(2024, 3, 1), "precision": "month"}, False),
        ("articles", {"number": "3 bis", "heading": "Durée"}, {"number": "3bis", "heading": "DURÉE"}, True),
        ("citations", {"kind": "law", "number": "84-53"}, {"kind": "law", "number": "84 53", "date": dt.date(1984, 1, 26)}, True),
        ("citations", {"kind": "code", "code": "CGCT"}, {"kind": "code", "code": "CU"}, False),
        ("citations", {"kind": "plan", "title": "schéma des forêts"}, {"kind": "plan", "title": "Schéma forêts"}, True),
        (
            "budget_lines",
            {"value": "1.00", "account": "65/6574"},
            {"value": Decimal(1), "account": "chapitre 65, article 6574"},
            True,
        ),
        ("budget_lines", {"value": "1.00", "label": "Voirie"}, {"value": Decimal(1), "label": "Écoles"}, False),
        ("parties", {"name": "Valrive", "siren": "123456789"}, {"name": "Autre", "siren": "123 456 789"}, True),
        ("documents", {"field": "siren", "value": "123456789"}, {"field": "siren", "value": "123456789"}, True),
        ("documents", {"field": "received", "value": "2024-03-14"}, {"field": "received", "value": dt.date(2024, 3, 14)}, True),
    ],
)
def test_what_agrees(table: str, fact: dict[str, Any], row: dict[str, Any], same: bool) -> None:
    assert agree(table, fact, row) is same


def test_second_fields() -> None:
    assert second_right("members", {"proxy": "M. Paul MARTEL"}, {"proxy": "MARTEL Paul"})
    assert second_right("budget_lines", {"measure": "Dépense €"}, {"measure": "DÉPENSE"})
    assert not second_right("amounts", {"role": "grant"}, {"role": "total"})
