"""Whole runs: what is read, what is kept, what is refused."""

from __future__ import annotations

import json
import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from pipeline import workers
from pipeline.errors import InputMissing, OutputBusy, OutputError, UsageError
from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.publish.output import hold
from pipeline.publish.version import Version, current_version
from pipeline.run import run
from pipeline.tables import LINKED, OVER_ALL
from tests.fiction import act, make_raw
from tests.killer import run_with_killer

#: What depends on the run and not on what was read.
VOLATILE = ("run_id", "ingested_at")


def version_of(out: Path) -> Version:
    version = current_version(out)
    assert version is not None
    return version


def tables_of(out: Path) -> dict[str, list[dict[str, Any]]]:
    """All published rows without what depends on the run."""
    version = version_of(out)
    names = [resource["name"] for resource in version.package["resources"]]
    return {name: [{k: v for k, v in row.items() if k not in VOLATILE} for row in version.rows(name)] for name in names}


def documents_of(out: Path) -> dict[str, dict[str, Any]]:
    return {row["source_path"]: row for row in version_of(out).rows("documents")}


def amounts_of(out: Path) -> list[str]:
    return sorted(f"{row['value']:.0f}" for row in version_of(out).rows("amounts"))


def from_scratch(raw: Path, tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    out = tmp_path / "scratch"
    shutil.rmtree(out, ignore_errors=True)
    run([raw], out)
    return tables_of(out)


def test_publishes_what_acts_say(tmp_path: Path) -> None:
    report = run([make_raw(tmp_path / "raw")], tmp_path / "out")
    assert (report.published, report.files, report.read, report.quarantined) == (True, 3, 3, {})
    assert amounts_of(tmp_path / "out") == ["1500", "2500", "3500"]
    assert [row["status"] for row in documents_of(tmp_path / "out").values()] == ["extracted"] * 3
    assert report.rows["documents"] == 3
    assert not (tmp_path / "out" / ".work").exists()


def test_nothing_new_rewrites_nothing(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw"), tmp_path / "out"
    run([raw], out)
    before = version_of(out).folder
    report = run([raw], out)
    assert (report.published, report.read) == (False, 0)
    assert version_of(out).folder == before
    assert [p.name for p in (out / "versions").iterdir()] == [before.name]
    assert len(list((out / "runs").glob("*.json"))) == 2


def test_a_touched_file_changes_no_row(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw"), tmp_path / "out"
    run([raw], out)
    before = list(version_of(out).rows("documents"))
    os.utime(raw / "a1.txt", (1, 1))
    report = run([raw], out)
    assert report.read == 1
    assert list(version_of(out).rows("documents")) == before


def test_changed_removed_renamed_and_added_files(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 5), tmp_path / "out"
    first = run([raw], out)
    (raw / "a1.txt").write_text(act("2024-01", "9 900"), encoding="utf-8")
    (raw / "a2.txt").unlink()
    (raw / "a3.txt").rename(raw / "z3.txt")
    (raw / "a9.txt").write_text(act("2024-09", "7 700"), encoding="utf-8")
    report = run([raw], out)
    assert report.read == 3
    assert amounts_of(out) == ["3500", "4500", "5500", "7700", "9900"]
    assert tables_of(out) == from_scratch(raw, tmp_path)
    runs = {path: row["run_id"] for path, row in documents_of(out).items()}
    assert runs["a4.txt"] == first.run_id
    assert {runs[name] for name in ("a1.txt", "a9.txt", "z3.txt")} == {report.run_id}


def own_rows(out: Path, document: str) -> list[tuple[str, dict[str, Any]]]:
    """The rows of one document with their tables, without what is worked out over all documents."""
    linked = {name: {column.name for column in columns} for name, columns in LINKED.items()}
    return [
        (name, {key: value for key, value in row.items() if key not in linked.get(name, ())})
        for name, rows in tables_of(out).items()
        if name not in (*OVER_ALL, "checks")
        for row in rows
        if row["document_id"] == document
    ]


def test_of_other_documents_only_what_is_linked_changes(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    (raw / "a2.txt").write_text(act("2024-02", "2 500").replace("M. Paul MARTEL", "M. MARTEL"), encoding="utf-8")
    run([raw], out)
    document = documents_of(out)["a2.txt"]["document_id"]
    before, together = own_rows(out, document), {row["person_id"] for row in version_of(out).rows("members")}
    (raw / "a1.txt").write_text(act("2024-01", "1 500").replace("MARTEL", "MARCEL"), encoding="utf-8")
    run([raw], out)
    assert before == own_rows(out, document)
    assert len({row["person_id"] for row in version_of(out).rows("members")}) == len(together) + 1


def test_same_size_and_time_but_other_content_is_noticed(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    run([raw], out)
    status = (raw / "a1.txt").stat()
    (raw / "a1.txt").write_text(act("2024-01", "8 500"), encoding="utf-8")
    os.utime(raw / "a1.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    run([raw], out)
    assert amounts_of(out) == ["8500"]


def test_the_same_bytes_are_one_document(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    shutil.copy(raw / "a1.txt", raw / "b.txt")
    shutil.copy(raw / "a1.txt", raw / "c.md")
    run([raw], out)
    documents = documents_of(out)
    assert [documents[name]["duplicate_of"] for name in ("a1.txt", "b.txt", "c.md")] == [None, "a1.txt", "a1.txt"]
    assert len({row["document_id"] for row in documents.values()}) == 1
    assert amounts_of(out) == ["1500"]
    (raw / "a1.txt").unlink()
    run([raw], out)
    assert documents_of(out)["b.txt"]["duplicate_of"] is None
    (raw / "b.txt").unlink()
    run([raw], out)  # the document is now read as Markdown, which its name says it is
    assert tables_of(out) == from_scratch(raw, tmp_path)


def test_every_file_ends_in_one_of_two_states(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    (raw / "empty.txt").touch()
    (raw / "noise.pdf").write_bytes(b"%PDF-1.7\n")
    (raw / "big.txt").write_bytes(b"x" * 300_000)
    os.mkfifo(raw / "pipe.txt")
    (raw / "link.txt").symlink_to("a1.txt")
    (raw / "loop").symlink_to("..")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(raw / "sock"))
    report = run([raw], out, Options(limits=Limits(size=200_000)))
    states = {path: (row["status"], row["reason_code"]) for path, row in documents_of(out).items()}
    assert states.pop("a1.txt") == ("extracted", None)
    assert {status for status, _ in states.values()} == {"quarantined"}
    reasons = {path: reason for path, (_, reason) in states.items()}
    assert reasons.pop("noise.pdf") in ("damaged", "empty", "no_text")
    special = dict.fromkeys(("pipe.txt", "link.txt", "loop", "sock"), "unreadable")
    assert reasons == {"empty.txt": "empty", "big.txt": "too_large", **special}
    assert report.quarantined.keys() == states.keys()
    assert not run([raw], out, Options(limits=Limits(size=200_000))).published


def test_odd_names_and_depths(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    deep = raw.joinpath(*["n"] * 60)
    deep.mkdir(parents=True)
    for path in (
        deep / "deep.txt",
        raw / "100%.txt",
        raw / "new\nline.txt",
        Path(os.fsdecode(os.fsencode(raw) + b"/s\xe9ance.txt")),
    ):
        path.write_text(act(town=f"VALRIVE {len(path.name)}"), encoding="utf-8")
    run([raw], out)
    assert sorted(documents_of(out)) == sorted(["100%25.txt", "n/" * 60 + "deep.txt", "new\nline.txt", "s%E9ance.txt"])


def test_source_path_starts_with_the_name_of_its_raw_when_there_are_several(tmp_path: Path) -> None:
    raws = [make_raw(tmp_path / year / "pv", 1) for year in ("2023", "2024")]
    file = tmp_path / "alone.txt"
    file.write_text(act("7"), encoding="utf-8")
    run([*raws, file, file], tmp_path / "out")
    assert list(documents_of(tmp_path / "out")) == sorted(["2023/pv/a1.txt", "2024/pv/a1.txt", "alone.txt"])


def test_out_inside_raw_is_not_read(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    run([raw], raw / "out")
    assert not run([raw], raw / "out").published
    assert list(documents_of(raw / "out")) == ["a1.txt"]


def test_result_does_not_depend_on_workers(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 12)
    run([raw], tmp_path / "one", Options(workers=1))
    run([raw], tmp_path / "three", Options(workers=3))
    assert tables_of(tmp_path / "one") == tables_of(tmp_path / "three")


def test_refuses_what_cannot_be_meant(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    with pytest.raises(InputMissing, match="is not there"):
        run([tmp_path / "nowhere"], out)
    with pytest.raises(UsageError, match="inside OUT"):
        run([raw], tmp_path)
    assert not out.exists()
    run([raw], out)
    (raw / "a1.txt").unlink()
    with pytest.raises(InputMissing, match="is the disk mounted"):
        run([raw], out)
    assert amounts_of(out) == ["1500"]


def test_an_empty_raw_is_no_fault_when_nothing_was_published(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    report = run([tmp_path / "raw"], tmp_path / "out")
    assert report.published
    assert report.rows["documents"] == 0


def test_one_run_at_a_time(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    with hold(out), pytest.raises(OutputBusy, match="another run"):
        run([raw], out)
    assert run([raw], out).published


def test_out_that_cannot_be_written(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="could not be written"):
        run([raw], tmp_path / "file")
    (tmp_path / "out" / "amounts").mkdir(parents=True)
    with pytest.raises(OutputError, match="is in the way"):
        run([raw], tmp_path / "out")


def test_a_document_that_takes_too_long_costs_itself_alone(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    (raw / "long.txt").write_text(act() * 20_000, encoding="utf-8")
    run([raw], out, Options(limits=Limits(seconds=1.0), workers=1))
    reasons = {path: row["reason_code"] for path, row in documents_of(out).items()}
    assert reasons == {"a1.txt": None, "a2.txt": None, "long.txt": "timeout"}


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    (raw / "long.txt").write_text(act() * 300, encoding="utf-8")
    report = run_with_killer(raw, out, 1)
    assert (report.files, report.quarantined) == (3, {})


def test_the_report_says_what_was_done(tmp_path: Path) -> None:
    report = run([make_raw(tmp_path / "raw", 1)], tmp_path / "out", Options(workers=1))
    (path,) = (tmp_path / "out" / "runs").glob("*.json")
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said["run_id"] == report.run_id == path.stem
    assert said["rows"] == report.rows
    assert said["settings"]["workers"] == 1


@pytest.mark.parametrize(("load", "wanted"), [(0.5, 3), (8.0, 12)])
def test_time_that_others_take_is_not_held_against_a_document(load: float, wanted: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert workers._patience() == wanted
