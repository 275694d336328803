"""Patterns are kept from one run to the next, and made anew when the file that keeps them is of no use."""

from __future__ import annotations

import pickle
from pathlib import Path
from unittest.mock import Mock

import pytest
import regex

from extractors import patterns
from pipeline.ready import keep_patterns


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """What is compiled."""
    monkeypatch.setattr(patterns, "_waiting", [])
    monkeypatch.setattr(regex, "compile", made := Mock(side_effect=regex.compile))
    return made


def test_patterns_are_compiled_once_for_all_runs(made: Mock, tmp_path: Path) -> None:
    path = tmp_path / "new" / "patterns"
    for _ in range(2):
        waiting = patterns.compile(r"\d+ €")
        keep_patterns(path)
        assert waiting.findall("10 €") == ["10 €"]
    made.assert_called_once_with(r"\d+ €", 0)
    assert [file.name for file in path.parent.iterdir()] == ["patterns"]


def test_a_pattern_that_was_changed_is_compiled(made: Mock, tmp_path: Path) -> None:
    for source in ("a", "b", "b"):
        patterns.compile(source)
        keep_patterns(tmp_path / "patterns")
    assert [call.args[0] for call in made.call_args_list] == ["a", "b"]


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps({("a", 0): None})[:-3], pickle.dumps(["a"])])
def test_a_file_that_is_of_no_use_is_made_anew(made: Mock, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "patterns"
    path.write_bytes(content)
    patterns.compile("a")
    keep_patterns(path)
    made.assert_called_once_with("a", 0)
    assert list(pickle.loads(path.read_bytes())) == [("a", 0)]


def test_patterns_are_compiled_where_nothing_can_be_written(made: Mock, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    waiting = patterns.compile("a")
    keep_patterns(tmp_path / "file" / "patterns")
    assert waiting.findall("aa") == ["a", "a"]
    made.assert_called_once_with("a", 0)
