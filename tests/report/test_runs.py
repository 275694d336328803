"""What OUT remembers of its runs, and what changed from one to another."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import run as run_module
from pipeline.amend.corrections import find_fact, make_correction
from pipeline.compare import Change, compare, version_of_run
from pipeline.errors import InputMissing, OutputError, UsageError
from pipeline.options import Options
from pipeline.report.history import find_run, lines, read_runs, state_of
from pipeline.report.metrics import write_metrics
from pipeline.run import run
from tests.fiction import act, make_raw
from tests.report.reports import report


def test_every_run_is_remembered_with_its_page_and_its_journal(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    (raw / "leer.txt").write_text("", encoding="utf-8")
    ids = [run([raw], out, Options(workers=1)).run_id for _ in range(2)]
    runs = read_runs(out)
    assert [one["run_id"] for one in runs] == ids[::-1]
    assert [state_of(one) for one in runs] == ["nothing new", "published"]
    assert find_run(out, "last")["run_id"] == ids[1]
    assert find_run(out, ids[0])["states"] == {"extracted": 2, "quarantined": 1}
    assert len(list(lines(runs))) == 3
    assert "leer.txt" in (out / "runs" / f"{ids[0]}.html").read_text(encoding="utf-8")
    assert "Rien de nouveau" in (out / "runs" / "latest.html").read_text(encoding="utf-8")
    journal = (out / "runs" / f"{ids[0]}.log.jsonl").read_text(encoding="utf-8")
    events = [json.loads(line)["event"] for line in journal.splitlines()]
    assert events == ["run begins", "files listed", "put aside", "documents read", "run ends"]


def test_a_failure_and_a_killed_run_are_remembered_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"

    def fail(*_: object) -> None:
        raise OutputError("no room")

    monkeypatch.setattr(run_module, "write_documents", fail)
    with pytest.raises(OutputError):
        run([raw], out, Options(workers=1))
    (out / "runs" / "19990101T000000Z-dead.log").write_text("run begins\n", encoding="utf-8")
    assert [state_of(one) for one in read_runs(out)] == ["failed", "interrupted"]
    assert "Échec : no room" in (out / "runs" / "latest.html").read_text(encoding="utf-8")


def test_no_run_and_no_such_run_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no run under"):
        read_runs(tmp_path)
    run([make_raw(tmp_path / "raw", 1)], tmp_path / "out", Options(workers=1))
    with pytest.raises(UsageError, match="no run '1999'"):
        find_run(tmp_path / "out", "1999")
    with pytest.raises(UsageError, match="published nothing that is still kept"):
        version_of_run(tmp_path / "out", "1999")


def changes_of(tmp_path: Path, names: list[str], table: str) -> list[Change]:
    before, after = (version_of_run(tmp_path / "out", name) for name in names)
    return list(compare(before, after, [table]))


def test_rows_that_files_make_appear_vanish_and_change(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"
    names = [run([raw], out, Options(workers=1)).run_id]
    (raw / "a1.txt").unlink()
    (raw / "a2.txt").write_text(act("2024-02", "9 900"), encoding="utf-8")
    names.append(run([raw], out, Options(workers=1)).run_id)
    amounts = [(change.change, change.why, change.row.split()[-2:]) for change in changes_of(tmp_path, names, "amounts")]
    assert sorted(amounts) == [
        ("appeared", "input", ["900", "€"]),
        ("vanished", "input", ["500", "€"]),
        ("vanished", "input", ["500", "€"]),
    ]
    documents = {change.key: (change.change, change.why) for change in changes_of(tmp_path, names, "documents")}
    assert documents == {"a1.txt": ("vanished", "input"), "a2.txt": ("changed", "input")}


def test_rows_that_the_code_makes_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    names = [run([raw], out, Options(workers=1)).run_id]
    monkeypatch.setattr(run_module, "fingerprint", lambda _: "another code")
    names.append(run([raw], out, Options(workers=1)).run_id)
    assert changes_of(tmp_path, names, "votes") == []
    (path,) = version_of_run(out, names[1]).paths("votes")
    votes = pq.read_table(path)
    path.unlink()
    pq.write_table(votes.set_column(votes.schema.get_field_index("votes_for"), "votes_for", [pa.array([15], pa.int32())]), path)
    (change,) = changes_of(tmp_path, names, "votes")
    assert (change.change, change.why, change.columns) == ("changed", "code", ("votes_for",))


def test_links_change_with_other_documents_or_with_the_code_that_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    names = [run([raw], out, Options(workers=1)).run_id]
    (raw / "a2.txt").unlink()
    names.append(run([raw], out, Options(workers=1)).run_id)
    assert {change.why for change in changes_of(tmp_path, names, "persons")} == {"links"}
    monkeypatch.setattr(run_module, "relations_fingerprint", lambda *_: "another code")
    monkeypatch.setattr("pipeline.link.persons._shown", lambda spelling: "Quelqu'un")
    names.append(run([raw], out, Options(workers=1)).run_id)
    assert {change.why for change in changes_of(tmp_path, names[1:], "persons")} == {"code"}


def test_a_file_that_other_code_can_read_is_no_new_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    (raw / "a2.txt").write_bytes(b" ")
    with monkeypatch.context() as patch:
        patch.setattr(run_module, "fingerprint", lambda _: "another code")
        names = [run([raw], out, Options(workers=1)).run_id]
    before = version_of_run(out, names[0])
    (path,) = before.paths("documents")
    documents = pq.read_table(path)
    (raw / "a2.txt").write_text(act("2024-02", "2 500"), encoding="utf-8")
    names.append(run([raw], out, Options(workers=1)).run_id)
    shas = [row["source_sha256"] for row in version_of_run(out, names[1]).rows("documents")]
    path.unlink()
    pq.write_table(documents.set_column(documents.schema.get_field_index("source_sha256"), "source_sha256", [shas]), path)
    assert {change.why for table in ("documents", "amounts") for change in changes_of(tmp_path, names, table)} == {"code"}


def test_what_people_put_right_is_input(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    names = [run([raw], out, Options(workers=1)).run_id]
    table, fact = find_fact(version_of_run(out, names[0]), next(iter(version_of_run(out, names[0]).rows("amounts")))["fact_id"])
    said = [make_correction(fact, table, "role", "request", "")]
    names.append(run([raw], out, Options(workers=1, corrections=said)).run_id)
    (change,) = changes_of(tmp_path, names, "amounts")
    assert (change.change, change.why, set(change.columns)) == ("changed", "input", {"role", "corrected"})


def test_prometheus_is_told_of_a_run_and_of_a_failure(tmp_path: Path) -> None:
    told = report(states={"extracted": 10, "quarantined": 2}, rows={"votes": 7}, quarantined={"a": "damaged"}, duration_s=3.5)
    write_metrics(tmp_path / "delib.prom", told, 0)
    text = (tmp_path / "delib.prom").read_text(encoding="utf-8")
    for line in (
        "delib_run_exit_code 0.0",
        'delib_files{state="quarantined"} 2.0',
        'delib_rows{table="votes"} 7.0',
        "delib_run_duration_seconds 3.5",
    ):
        assert line in text
    write_metrics(tmp_path / "delib.prom", None, 74)
    text = (tmp_path / "delib.prom").read_text(encoding="utf-8")
    assert "delib_run_exit_code 74.0" in text
    assert "delib_run_success_timestamp_seconds" not in text
