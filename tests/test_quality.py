"""The page of figures: what it is made from, and that it holds figures only."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.faults import Found
from benchmarks.links import measure_links
from benchmarks.material import Known, defaults, evaluate_all, load, worn
from benchmarks.matters import LABELS, measure_matters, read_labels
from benchmarks.quality import report
from benchmarks.reasons import ACT, FLAT, OTHERWISE, REASONS, UNREAD, WORDING, count_reasons, intact
from pipeline.errors import InputMissing
from pipeline.evaluate import Evaluation
from pipeline.evaluate.tally import Tally
from pipeline.nomenclature import MATTERS

TEXT = """COMMUNE DE VALRIVE
DÉLIBÉRATION N° 2024-07
Séance du 14 mars 2024
Présents : Mme Claire DUPRÉ, M. Paul MARTEL
OBJET : Subvention au comité des fêtes
Le conseil municipal, après en avoir délibéré, à l'unanimité,
ARTICLE 1 : attribue une subvention de 1 500,00 € au comité des fêtes.
"""

GOLD: dict[str, Any] = {
    "source": "valrive.txt",
    "document": {"collectivity": "Commune de Valrive"},
    "acts": [{"act": "a", "kind": "deliberation", "number": "2024-07", "title": "Subvention au comité des fêtes"}],
    "votes": [{"act": "a", "unanimous": True, "outcome": "adopted"}],
    "amounts": [
        {"act": "a", "value": "1500.00", "raw": "1 500,00 €", "role": "grant"},
        {"act": "a", "value": "7.00", "raw": "7 €"},
    ],
    "dates": [{"act": "a", "value": "2024-03-14", "raw": "14 mars 2024"}],
}


@pytest.fixture
def known(tmp_path: Path) -> Known:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "valrive.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "valrive.txt.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return load([tmp_path], [tmp_path / "raw"])[0]


def test_a_document_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "valrive.txt.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(InputMissing, match=r"no document valrive\.txt"):
        load([tmp_path], [])


def test_there_is_gold_in_every_checkout() -> None:
    golds, documents = defaults()
    assert all(path.is_dir() for path in (*golds, *documents))


def test_worn_print_is_the_same_each_time(known: Known) -> None:
    assert worn(known, 0.0) is known
    once, again = worn(known, 0.05), worn(known, 0.05)
    assert once.document.text == again.document.text != known.document.text
    assert once.gold is known.gold
    assert once.document.text.count("\n") == known.document.text.count("\n")


def test_page_of_figures(known: Known) -> None:
    matters = measure_matters([("Budget primitif", "7.1"), ("Questions diverses", "")])
    page = report([known], "own", matters, measure_links([known.gold]), {"quorum": Found(4, 3, 1, 9)})
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## Tables",
        "## Bodies",
        "## Worn print",
        "## Confidence",
        "## What is missed, and what is said besides",
        "## Matter of acts",
        "## Links over documents",
        "## Checks",
    ]
    assert "| dates | 1.000 | 1.000 | 1.000 |" in page
    assert "| valrive.txt | 1 |" in page
    assert "comité des fêtes" not in page
    widths = [{line.count("|") for line in block.splitlines() if line.startswith("|")} for block in re.split(r"\n\n", page)]
    assert all(len(width) <= 1 for width in widths), "every row has all columns"


def test_intact_facts(known: Known) -> None:
    assert intact([known]) == 1.0, "a sum need not stand in its own words to be the same characters"
    assert intact([]) is None


REASON_OF = {
    "act": ("acts", {"act": "b"}, {"act_id": "x"}, ACT),
    "other-status": ("members", {"name": "Claire DUPRÉ"}, {"name": "Mme DUPRÉ Claire", "raw": "DUPRÉ", "char_start": 0}, OTHERWISE),
    "same-number": ("articles", {"number": "1"}, {"number": "1", "raw": "ARTICLE 1", "char_start": 0}, OTHERWISE),
    "unread": ("amounts", {"raw": "9 900 €"}, None, UNREAD),
    "read": ("amounts", {"raw": "1 500,00 €"}, None, WORDING),
    "no-words": ("votes", {"for": 3}, None, WORDING),
}


@pytest.mark.parametrize(("table", "fact", "row", "reason"), REASON_OF.values(), ids=REASON_OF)
def test_reasons(known: Known, table: str, fact: dict[str, Any], row: dict[str, Any] | None, reason: str) -> None:
    tallies = {"acts": Tally()} | {table: Tally(missed=[fact], extra=[row] if row else [])}
    missed, extra = count_reasons([known], Evaluation(documents={"valrive.txt": tallies}))
    assert {why for why in REASONS if missed[why]} == {reason}
    assert {why for why in REASONS if extra[why]} == ({reason} if row else set())


def test_a_text_without_lines_is_a_reason(known: Known, tmp_path: Path) -> None:
    (tmp_path / "raw" / "valrive.txt").write_text(TEXT.replace("\n", " ") + "Considérant la demande. " * 50, encoding="utf-8")
    flat = load([tmp_path], [tmp_path / "raw"])[0]
    tallies = {"acts": Tally(), "amounts": Tally(missed=[{"raw": "1 500,00 €"}])}
    missed, _ = count_reasons([flat], Evaluation(documents={"valrive.txt": tallies}))
    assert missed[FLAT] == {"amounts": 1}


def test_evaluation_of_documents_in_memory(known: Known) -> None:
    result = evaluate_all([known])
    assert result.tables()["amounts"].counts()["found"] == 1
    assert result.tables()["acts"].f1 == 1.0


def test_matter_is_told_rightly() -> None:
    labels = read_labels()
    assert len(labels) >= 150
    assert len(dict(labels)) == len(labels), f"a title stands twice in {LABELS.name}"
    assert {label for _, label in labels} <= {*MATTERS, ""}
    matters = measure_matters(labels)
    assert matters.precision >= 0.9, matters.wrong
    assert matters.coverage >= 0.9
