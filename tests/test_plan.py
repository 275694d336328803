"""Trying things out: what would be done, on some files only, for some tables only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import execute
from pipeline.errors import UsageError
from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.plan import lines, plan
from pipeline.publish.version import published_version
from pipeline.run import run
from tests.fiction import act, make_raw


def test_a_plan_tells_new_changed_and_removed_files_and_does_nothing(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"
    assert plan([raw], out, Limits()).new == ["a1.txt", "a2.txt", "a3.txt"]
    assert not out.exists()
    run([raw], out, Options(workers=1))
    (raw / "a1.txt").write_text(act("2024-01", "9 900"), encoding="utf-8")
    (raw / "a2.txt").unlink()
    (raw / "a4.txt").write_text(act("2024-04", "4 500"), encoding="utf-8")
    found = plan([raw], out, Limits())
    assert (found.new, found.changed, found.removed, found.unchanged, found.anew) == (["a4.txt"], ["a1.txt"], ["a2.txt"], 1, None)
    told = list(lines(found))
    assert told[0] == "1 new, 1 changed, 1 removed, 1 unchanged; nothing was done"
    assert "  removed: a2.txt" in told
    assert plan([raw], out, Limits(seconds=5)).anew == "they were read with other code or limits"


def test_a_run_can_take_the_first_files_only(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"
    assert run([raw], out, Options(workers=1, limit=2)).files == 2
    with pytest.raises(UsageError, match=r"holds a part \(the first 2 files\)"):
        run([raw], out, Options(workers=1))


def test_a_run_can_fill_some_tables_only(tmp_path: Path) -> None:
    raw, out, whole = make_raw(tmp_path / "raw", 1), tmp_path / "out", tmp_path / "whole"
    rows = run([raw], out, Options(workers=1, limits=Limits(tables=("votes",)))).rows
    assert (rows["votes"], rows["amounts"], rows["acts"]) == (1, 0, 1)
    run([raw], whole, Options(workers=1))
    with pytest.raises(UsageError, match="holds the tables of all files"):
        run([raw], whole, Options(workers=1, limits=Limits(tables=("votes",))))
    assert published_version(whole).parts("amounts")[0].rows == 1


def test_the_command_takes_the_same_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = make_raw(tmp_path / "raw", 3), tmp_path / "out"
    command = ["run", str(raw), "--out", str(out), "--limit", "2", "--only", "votes"]
    assert execute([*command, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["new"] == ["a1.txt", "a2.txt"]
    assert execute([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"]["votes"] == 2
    assert execute(["run", str(raw), "--out", str(out), "--only", "votez"]) == 2
    assert "no table of facts 'votez'; there are votes, vote_groups" in capsys.readouterr().err
