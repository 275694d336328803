"""What every check promises."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from benchmarks.cases import case_text, case_values
from benchmarks.faults import planted
from pipeline.check import CHECKS, check_document
from pipeline.check.base import SEVERITIES, Check, Row
from pipeline.extract import extract_facts
from pipeline.identify import identify
from pipeline.model import Act, Document
from pipeline.read import read_document
from pipeline.segment import segment
from tests.hostile.inputs import TEXTS

IDS = [check.code for check in CHECKS]


def rows_of(text: str) -> tuple[str, list[Row]]:
    with read_document(Path("x.txt"), text.encode()) as document:
        acts: list[Act] = segment(document)
        rows = check_document(document, acts, identify(document, acts), extract_facts(document, acts))
        assert isinstance(document, Document)
        return document.text, rows


def test_checks_are_found() -> None:
    assert len(CHECKS) > 30
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("check", CHECKS, ids=IDS)
def test_a_check_is_named_after_its_module(check: Check) -> None:
    assert check.find.__module__ == f"pipeline.check.{check.code}"
    assert check.find.__name__ == f"check_{check.code}"
    assert sys.modules[check.find.__module__].CHECK is check  # type: ignore[attr-defined]


@pytest.mark.parametrize("check", CHECKS, ids=IDS)
def test_a_check_says_in_french_what_it_does(check: Check) -> None:
    assert check.severity in SEVERITIES
    for text in (check.says, check.silent):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "\n" not in text


@pytest.mark.parametrize("code", IDS)
def test_evidence_is_the_text_itself(code: str) -> None:
    text, rows = rows_of(planted(code, 0))
    found = [row for row in rows if row["check"] == code]
    assert found
    for row in found:
        assert row["message"].endswith((".", ")"))
        assert row["evidence"]
        assert all(text[e["char_start"] : e["char_end"]] == e["raw"] != "" for e in row["evidence"])
    assert len({row["check_id"] for row in rows}) == len(rows)


def test_a_finding_keeps_its_address_wherever_it_stands() -> None:
    values = case_values(random.Random(1)) | {"worded_figures": "7 777"}
    (_, rows), (_, moved) = rows_of(case_text(values)), rows_of(case_text(values).replace("\n", "\n\n"))
    assert [row["check"] for row in rows] == [row["check"] for row in moved] == ["words_figures"]
    assert rows[0]["evidence"][0]["char_start"] != moved[0]["evidence"][0]["char_start"]


@pytest.mark.parametrize("name", TEXTS)
def test_no_check_raises(name: str) -> None:
    rows_of(TEXTS[name])
