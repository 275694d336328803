"""Where a setting comes from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.limits import Limits
from pipeline.settings import Settings, load_settings, origins


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine or of its user has a say here."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DELIB_{name.upper()}", raising=False)
    monkeypatch.delenv("DELIB_CONFIG", raising=False)


def source_of(name: str, **options: object) -> str:
    return next(origin.source for origin in origins(load_settings(options), options) if origin.name == name)


def test_defaults_are_those_of_the_limits() -> None:
    assert load_settings().limits() == Limits()


def test_an_option_is_heard_before_a_variable_and_that_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "delib.toml").write_text("workers = 3\ntimeout = 60\nstrict = true\n", encoding="utf-8")
    monkeypatch.setenv("DELIB_TIMEOUT", "50")
    monkeypatch.setenv("DELIB_WORKERS", "4")
    settings = load_settings({"workers": 5})
    assert (settings.workers, settings.timeout, settings.strict, settings.max_size) == (5, 50, True, 256)
    found = [source_of(name, workers=5) for name in ("workers", "timeout", "strict", "max_size")]
    assert found == ["option", "DELIB_TIMEOUT", "delib.toml", "default"]


def test_a_file_elsewhere_is_named_by_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nuit.toml").write_text("max_size = 12\n", encoding="utf-8")
    monkeypatch.setenv("DELIB_CONFIG", str(tmp_path / "nuit.toml"))
    assert load_settings().limits().size == 12 << 20
    monkeypatch.setenv("DELIB_CONFIG", str(tmp_path / "gone.toml"))
    with pytest.raises(UsageError, match=r"DELIB_CONFIG names .*gone\.toml, which is no file"):
        load_settings()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("wokers = 3", "delib.toml: no setting 'wokers'; there are workers, timeout"),
        ("[run]\nworkers = 3", "delib.toml: no setting 'run'"),
        ("workers = 0", r"workers = 0 \(delib.toml\): Input should be greater"),
        ('timeout = "soon"', r"timeout = 'soon' \(delib.toml\): Input should be a valid number"),
        ("workers =", "delib.toml cannot be read"),
    ],
)
def test_what_cannot_be_followed_is_refused(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "delib.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_settings()


def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIB_WORKER", "3")
    with pytest.raises(UsageError, match="no setting DELIB_WORKER; there are DELIB_BODIES, DELIB_CACHE"):
        load_settings()


def test_readers_in_other_processes_are_told_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIB_CACHE", "")
    load_settings({"cache": tmp_path}).hand_on()
    assert load_settings().cache == tmp_path
