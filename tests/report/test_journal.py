"""The journal of a run: nothing in it commands, and it does not grow for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.report import journal as module
from pipeline.report.journal import journal, note


def test_each_line_stands_for_people_and_for_machines(tmp_path: Path) -> None:
    with journal(tmp_path, "r1"):
        note("put aside", path="a\x1b[2J\nb.pdf", pages=3)
    note("nobody hears this")
    line = json.loads((tmp_path / "r1.log.jsonl").read_text(encoding="utf-8"))
    assert (line["event"], line["level"], line["path"], line["pages"]) == ("put aside", "info", "a [2J b.pdf", 3)
    assert (tmp_path / "r1.log").read_text(encoding="utf-8").endswith("INFO    put aside  path=a [2J b.pdf  pages=3\n")


def test_is_capped_in_lines_and_in_the_length_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_LINES", 3)
    with journal(tmp_path, "r1"):
        for number in range(10):
            note("put aside", number=number, path="x" * 5_000)
    lines = [json.loads(line) for line in (tmp_path / "r1.log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["put aside", "put aside", "journal full"]
    assert len(lines[0]["path"]) == 1_000


def test_a_journal_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("no folder", encoding="utf-8")
    with journal(tmp_path / "runs", "r1"):
        note("goes on")
