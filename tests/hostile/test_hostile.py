"""No input stops a run, is lost in silence, or takes more than its share."""

from __future__ import annotations

from pathlib import Path

from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.process import process_document
from pipeline.publish.version import current_version
from pipeline.run import run
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


def test_no_page_is_lost_to_a_wrong_count() -> None:
    outcome = process_document(Path("a.pdf"), three_pages_called_one())
    assert (outcome.content["status"], outcome.content["page_count"]) == ("extracted", 3)
