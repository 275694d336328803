"""What is odd about a run, and what is not."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from pipeline.report import Report
from pipeline.report.oddities import find_oddities
from tests.report.reports import report


def earlier(extracted: int = 100, quarantined: int = 2, **rows: int) -> dict[str, Any]:
    return report(states={"extracted": extracted, "quarantined": quarantined}, rows=rows).as_dict()


def documents(*collectivities: str | None) -> pa.Table:
    told = pa.nulls(len(collectivities), pa.list_(pa.string()))
    return pa.table({"collectivity": pa.array(collectivities, pa.string()), "list_says": told})


def found(now: Report, *before: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(oddity.code, oddity.subject) for oddity in find_oddities(now, before, None, documents())]


def test_a_table_that_loses_most_of_its_rows_is_odd() -> None:
    now = report(states={"extracted": 100, "quarantined": 2}, rows={"grants": 30, "votes": 80})
    assert found(now, earlier(grants=90, votes=100)) == [("rows_lost", "grants")]
    (oddity,) = find_oddities(now, [earlier(grants=90, votes=100)], None, documents())
    assert oddity.message == "La table grants n'a plus que 0,30 ligne par document, contre 0,90 d'habitude."


def test_half_the_documents_with_half_the_rows_are_not() -> None:
    now = report(states={"extracted": 50}, rows={"grants": 45})
    assert found(now, earlier(grants=90)) == []


def test_what_is_usual_is_the_median_of_the_runs_before() -> None:
    now = report(states={"extracted": 100}, rows={"grants": 30})
    assert found(now, earlier(grants=35), earlier(grants=90), earlier(grants=28)) == []


def test_a_jump_in_files_put_aside_is_odd() -> None:
    now = report(states={"extracted": 80, "quarantined": 20})
    assert found(now, earlier()) == [("quarantine_jump", None)]
    assert found(report(states={"extracted": 96, "quarantined": 4}), earlier()) == []


def test_a_handful_of_documents_tells_nothing() -> None:
    assert found(report(states={"extracted": 5, "quarantined": 5}, rows={"grants": 0}), earlier(grants=90)) == []
    assert found(report(states={"extracted": 90, "quarantined": 10}), earlier(extracted=5, quarantined=0)) == []


@pytest.mark.parametrize(("count", "odd"), [(3, True), (2, False)])
def test_a_collectivite_that_vanishes_is_odd(count: int, odd: bool) -> None:
    before = documents(*["Commune de Valrive"] * count, "Commune de Sormont", None)
    oddities = find_oddities(report(), [], before, documents("Commune de Sormont"))
    assert [oddity.subject for oddity in oddities] == ["Commune de Valrive"] * odd
