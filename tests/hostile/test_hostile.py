"""No input stops a run, is lost in silence, or takes more than its share."""

from __future__ import annotations

import hashlib
from collections import deque
from pathlib import Path

import pytest

from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.process import process_document
from pipeline.publish.version import current_version
from pipeline.run import run
from pipeline.workers import Look, Request, _after_failure, _Task
from tests.fiction import act
from tests.hostile.inputs import TEXTS, letters_without_end, three_pages_called_one


def test_texts_are_read_whatever_stands_in_them(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in TEXTS.items():
        (raw / name).write_text(text, encoding="utf-8")
    assert run([raw], tmp_path / "out").quarantined == {}
    version = current_version(tmp_path / "out")
    assert version is not None
    assert {row["file_name"] for row in version.rows("documents") if row["status"] == "extracted"} == set(TEXTS)


def test_a_file_that_holds_its_reader_for_ever_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.pdf").write_bytes(letters_without_end())
    report = run([tmp_path / "raw"], tmp_path / "out", Options(limits=Limits(seconds=1.0)))
    assert report.quarantined["a.pdf"] in ("timeout", "memory")


def test_a_file_that_fails_is_never_opened_by_the_run_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = act().encode() * 20_000
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(content)
    monkeypatch.setattr("pipeline.workers.read_source", None)  # the processes that read documents have their own
    assert run([tmp_path / "raw"], tmp_path / "out", Options(limits=Limits(seconds=1.0))).quarantined == {"a.txt": "timeout"}
    version = current_version(tmp_path / "out")
    assert version is not None
    assert [row["source_sha256"] for row in version.rows("documents")] == [hashlib.sha256(content).hexdigest()]


def test_a_file_that_cannot_even_be_opened_is_quarantined_by_name() -> None:
    tasks = deque([_Task([Request(number=7, path=Path("a.tar.gz"), name="a.tar.gz", size=1, inside=3)])])
    looks = [look for _ in range(2) for look in _after_failure(tasks.popleft(), TimeoutError(), tasks, Limits())]
    assert looks == [Look(number=7, reason="timeout", detail="more than 20 s")]
    assert not tasks


def test_no_page_is_lost_to_a_wrong_count() -> None:
    outcome = process_document(Path("a.pdf"), three_pages_called_one())
    assert (outcome.content["status"], outcome.content["page_count"]) == ("extracted", 3)
