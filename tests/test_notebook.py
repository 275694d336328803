"""The notebook runs, and finds with pandas what the recipes find with DuckDB."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest

from pipeline.publish.version import published_version
from pipeline.query import connect
from tests.generated import ROOT
from tests.sample import sample_tables


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What its cells leave behind, run in order."""
    cells = json.loads((ROOT / "docs" / "carnet.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert len(code) > 5
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DELIB_TABLES", str(sample_tables()))
        for source in code:
            exec(compile(source, "carnet.ipynb", "exec"), names)
    return names


def asked(sql: str) -> list[tuple[Any, ...]]:
    with closing(connect(published_version(sample_tables()))) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return rows


_GRANTS = "grants g JOIN acts a USING (act_id) JOIN documents d ON d.document_id = g.document_id"


def test_large_grants(found: dict[str, Any]) -> None:
    groups = f"FROM {_GRANTS} GROUP BY 1, 2, year(a.date) HAVING sum(value) > 23000"
    sql = f"SELECT d.collectivity, beneficiary, sum(value) {groups} ORDER BY 3 DESC"
    frame = found["plus_de_23000"][["collectivity", "beneficiary", "value"]]
    assert list(frame.itertuples(index=False, name=None)) == asked(sql) != []


def test_votes_that_were_not_unanimous(found: dict[str, Any]) -> None:
    rows = asked("SELECT number, votes_against FROM votes JOIN acts USING (act_id) WHERE votes_against > 0 ORDER BY number")
    frame = found["contestes"].sort_values("number")[["number", "votes_against"]]
    assert list(frame.itertuples(index=False, name=None)) == rows != []


def test_who_is_recused(found: dict[str, Any]) -> None:
    rows = asked("SELECT name, count(*) FROM members WHERE status = 'recused' GROUP BY 1 ORDER BY 2 DESC, 1")
    assert list(found["deports"][["name", "size"]].itertuples(index=False, name=None)) == rows != []


def test_sums_by_year(found: dict[str, Any]) -> None:
    rows = asked(f"SELECT d.collectivity, year(a.date), sum(value) FROM {_GRANTS} GROUP BY 1, 2 ORDER BY 1, 2")
    assert sorted((body, year, value) for (body, year), value in found["accorde"].stack().dropna().items()) == rows != []
