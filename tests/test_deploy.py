"""What is shipped to run the batch every night."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from pipeline.settings import Settings

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def test_the_service_and_the_cron_line_start_the_same_command() -> None:
    command = unit("delib.service")["Service"]["ExecStart"]
    assert command.split()[:2] == ["/opt/delib/bin/delib", "run"]
    assert command in (DEPLOY / "delib.cron").read_text(encoding="utf-8")


def test_the_timer_makes_up_for_a_night_that_was_missed() -> None:
    assert unit("delib.timer")["Timer"]["Persistent"] == "true"


def test_the_settings_are_known() -> None:
    given = tomllib.loads((DEPLOY / "delib.toml").read_text(encoding="utf-8"))
    assert given
    assert set(given) <= set(Settings.model_fields)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
@pytest.mark.parametrize("name", ["delib.service", "delib.timer"])
def test_systemd_takes_the_units(name: str, tmp_path: Path) -> None:
    """The program is named where it stands on a server; here something that exists is put in its place."""
    for file in ("delib.service", "delib.timer"):
        text = (DEPLOY / file).read_text(encoding="utf-8").replace("/opt/delib/bin/delib", "/bin/true").replace("User=delib\n", "")
        (tmp_path / file).write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
