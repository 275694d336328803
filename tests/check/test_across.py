"""What does not add up between documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from benchmarks import across
from pipeline.check import CHECKS
from pipeline.check.across import ACROSS, check_across
from pipeline.check.base import SEVERITIES
from pipeline.fingerprint import fingerprint, relations_fingerprint
from pipeline.limits import Limits
from pipeline.proof import prove_all
from pipeline.tables import TABLES

TITLE = "Schéma de la vie associative et soutien aux bénévoles"


def citation(document: str, number: str = "2021-118", day: str = "2021-06-14", **changes: Any) -> dict[str, Any]:
    raw = f"délibération n° {number}"
    row = {
        "document_id": document, "act_id": f"{document}-001", "char_start": 10, "char_end": 10 + len(raw), "raw": raw,
        "confidence": 0.9, "kind": "deliberation", "number": number, "date": dt.date.fromisoformat(day), "precision": "day",
        "title": TITLE,
    }  # fmt: skip
    return row | changes


def act(document: str, title: str, number: str = "2024-031", day: str = "2024-05-13") -> dict[str, Any]:
    return {
        "act_id": f"{document}-001", "document_id": document, "kind": "deliberation", "number": number, "title": title,
        "body": "Conseil municipal", "date": dt.date.fromisoformat(day), "char_start": 0,
    }  # fmt: skip


def found(citations: Sequence[dict[str, Any]] = (), acts: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    identities = sorted({row["document_id"] for row in (*citations, *acts)})
    rows = {
        "documents": [{"document_id": i, "collectivity": "Commune de Valrive", "duplicate_of": None} for i in identities],
        "citations": list(citations),
        "acts": list(acts),
    }

    def read(table: str, columns: Sequence[str] | None) -> pa.Table:
        schema = TABLES[table].schema
        return pa.Table.from_pylist(rows[table], schema=pa.schema([schema.field(name) for name in columns or schema.names]))

    result = check_across(read)
    prove_all("checks", result)
    return result


def test_dates_that_differ_between_documents() -> None:
    (row,) = found([citation("a"), citation("b"), citation("c", day="2021-06-15")])
    assert (row["check"], row["document_id"]) == ("cited_dates", "c")
    assert "15 juin 2021 (un document), 14 juin 2021 (2 documents)" in row["message"]
    assert [evidence["document_id"] for evidence in row["evidence"]] == ["c", "a"]


def test_numbers_that_differ_between_documents() -> None:
    (row,) = found([citation("a"), citation("b"), citation("c", number="2021-181")])
    assert (row["check"], row["document_id"]) == ("cited_numbers", "c")
    assert "n° 2021-181 (un document), n° 2021-118 (2 documents)" in row["message"]


def test_a_number_of_two_decisions() -> None:
    (row,) = found(acts=[act("a", "Acquisition d'une parcelle boisée"), act("b", "Tarifs de la cantine scolaire")])
    assert (row["check"], row["document_id"]) == ("shared_number", "b")


@pytest.mark.parametrize("code", across.FAULTS)
def test_a_planted_fault_is_found(code: str) -> None:
    assert [row["check"] for row in across.alarms(across.planted(code, 0))] == [code]


def test_measures_count_what_was_found() -> None:
    results = across.measure_across(1)
    assert list(results) == [check.code for check in ACROSS]
    assert all((one.planted, one.found, one.alarms) == (1, 1, 0) for one in results.values())


TRAPS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "the-same-everywhere": ([citation("a"), citation("b", number="2021 / 0118")], []),
    "within-one-document": ([citation("a"), citation("a", day="2021-06-15", char_start=90, char_end=110), citation("b")], []),
    "a-rank-of-each-meeting": ([citation("a", number="12"), citation("b", number="12", day="2022-02-01")], []),
    "a-title-of-many": (
        [citation("a", title="Attribution de subventions"), citation("b", number="2021-119", title="Attribution de subventions")],
        [],
    ),
    "read-badly": ([citation("a"), citation("b", day="2021-06-15", confidence=0.4)], []),
    "a-copy": ([], [act("a", "Acquisition d'une parcelle"), act("b", "Acquisition d'une parcelle boisée")]),
    "no-year": ([], [act("a", "Acquisition d'une parcelle", "12"), act("b", "Tarifs de la cantine", "12")]),
}


@pytest.mark.parametrize(("citations", "acts"), TRAPS.values(), ids=TRAPS)
def test_what_is_no_contradiction(citations: list[dict[str, Any]], acts: list[dict[str, Any]]) -> None:
    assert found(citations, acts) == []


def test_addresses_are_stable() -> None:
    rows = [citation("a"), citation("b"), citation("c", day="2021-06-15")]
    assert found(rows)[0]["check_id"] == found([*rows, citation("d")])[0]["check_id"]


@pytest.mark.parametrize("check", ACROSS, ids=[check.code for check in ACROSS])
def test_a_check_is_named_after_its_module(check: Any) -> None:
    assert check.find.__module__ == f"pipeline.check.across.{check.code}"
    assert check.severity in SEVERITIES
    assert check.code not in {one.code for one in CHECKS}
    assert all(text[0].isupper() and text.endswith(".") for text in (check.says, check.silent))


def test_code_over_all_documents_has_no_say_in_reading_them(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(Limits()), relations_fingerprint()
    real = Path.read_bytes

    def changed(path: Path) -> bytes:
        return real(path) + b"#" * (path.parent.name == "across")

    monkeypatch.setattr(Path, "read_bytes", changed)
    assert fingerprint(Limits()) == before[0]
    assert relations_fingerprint() != before[1]


@pytest.mark.parametrize(("library", "reads", "relates"), [("rapidfuzz-9.0", False, True), ("pypdfium2-9.0", True, False)])
def test_a_release_counts_where_it_has_a_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, reads: bool, relates: bool
) -> None:
    before = fingerprint(Limits()), relations_fingerprint()
    (tmp_path / f"{library}.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert (fingerprint(Limits()) != before[0], relations_fingerprint() != before[1]) == (reads, relates)
