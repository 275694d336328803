"""What a machine lacks is said with what it changes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import doctor
from pipeline.cli import app
from pipeline.doctor import Finding, examine


def found(out: Path) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(out)}


def test_whatever_is_amiss_says_what_it_changes(tmp_path: Path) -> None:
    findings = found(tmp_path / "not" / "yet")
    assert findings.keys() >= {"python", "tesseract", "spaCy model", "cores", "memory", "disk under OUT", "extra dev"}
    for finding in findings.values():
        assert finding.state in ("ok", "low", "missing")
        assert (finding.effect is None) == (finding.state == "ok")


def test_no_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = found(tmp_path)["tesseract"]
    assert missing.state == "missing"
    assert "needs_ocr" in (missing.effect or "")


def test_tesseract_without_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho tesseract 5.3.0\necho osd\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    findings = found(tmp_path)
    assert findings["tesseract"].found == "tesseract 5.3.0"
    assert [findings[f"tesseract {name}"].state for name in ("French", "orientation")] == ["missing", "ok"]


def test_settings_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIB_CACHE", "/pages")
    monkeypatch.setenv("DELIB_SPACY_MODEL", "fr_no_such_model")
    findings = found(tmp_path)
    assert (findings["recognised pages"].state, findings["spaCy model"].state) == ("ok", "missing")
    assert "code 2" in (findings["spaCy model"].effect or "")
    (tmp_path / "meta.json").write_text('{"name": "stand_in", "version": "1.0"}', encoding="utf-8")
    monkeypatch.setenv("DELIB_SPACY_MODEL", str(tmp_path))
    assert found(tmp_path)["spaCy model"].state == "ok"
    monkeypatch.delenv("DELIB_SPACY_MODEL")
    assert "rule model" in (found(tmp_path)["spaCy model"].effect or "")


@pytest.mark.parametrize(("total", "free", "state"), [(64, 60, "ok"), (64, 0.1, "low"), (1, 0.9, "low")])
def test_memory(total: float, free: float, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_memory_bytes", lambda: (int(total * 2**30), int(free * 2**30)))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert found(tmp_path)["memory"].state == state


def test_out_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert found(tmp_path / "file")["disk under OUT"].state == "missing"


def test_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LEAST_DISK", 1 << 60)
    assert found(tmp_path)["disk under OUT"].state == "low"


def test_an_extra_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["regex>=1", 'no-such-thing>=1; extra == "dev"'])
    missing = found(tmp_path)["extra dev"]
    assert (missing.state, missing.found) == ("missing", "0 of 1 packages")
    assert "no-such-thing" in (missing.effect or "")


def test_the_command(tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["doctor", "--out", str(tmp_path)])
    assert (said.exit_code, "tesseract" in said.output) == (0, True)
    told = CliRunner().invoke(app, ["doctor", "--out", str(tmp_path), "--json"])
    assert told.exit_code == 0
    assert {finding["name"] for finding in json.loads(told.output)["findings"]} == set(found(tmp_path))
