"""Patterns that wait until they are used are those of ``regex`` in every answer."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
import regex

from extractors import patterns

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    real = regex.compile
    monkeypatch.setattr(regex, "compile", lambda *arguments: made.append(arguments) or real(*arguments))
    waiting = patterns.compile(r"(?P<word>\w+) €", regex.IGNORECASE)
    assert waiting.pattern == r"(?P<word>\w+) €"
    assert not made
    assert [waiting.sub("x", "dix € vingt €"), waiting.findall("dix €")] == ["x x", ["dix"]]
    assert made == [(r"(?P<word>\w+) €", regex.IGNORECASE)]


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "finditer", "findall", "split", "splititer"])
def test_the_methods_are_those_of_regex(method: str) -> None:
    real = regex.compile("a+")
    assert getattr(patterns.compile("a+"), method).__name__ == getattr(real, method).__name__
    assert (
        str(getattr(patterns.compile("a+"), method)("aab")).partition(" at ")[0]
        == str(getattr(real, method)("aab")).partition(" at ")[0]
    )


def test_what_no_pattern_has_is_refused() -> None:
    with pytest.raises(AttributeError):
        patterns.compile("a").serach  # type: ignore[attr-defined]  # noqa: B018


def test_patterns_that_were_kept_are_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_waiting", [])
    source = r"a(?P<b>b+)"
    kept = pickle.loads(pickle.dumps({(source, regex.IGNORECASE): regex.compile(source, regex.IGNORECASE)}))
    old, new = patterns.compile(source, regex.IGNORECASE), patterns.compile(source)
    monkeypatch.setattr(regex, "compile", made := Mock(side_effect=regex.compile))
    assert list(patterns.compile_all(kept)) == [(source, regex.IGNORECASE), (source, 0)]
    made.assert_called_once_with(source, 0)
    assert [[m["b"] for m in pattern.finditer("ABB abb")] for pattern in (old, new)] == [["BB", "bb"], ["bb"]]


def test_a_run_waits_for_no_pattern_and_no_reader_and_readers_wait_for_none() -> None:
    code = """
import sys, regex
made, real = [], regex.compile
regex.compile = lambda *arguments, **named: made.append(arguments) or real(*arguments, **named)
import pipeline.run
from extractors import patterns
assert not {"pipeline.process", "pipeline.read", "pipeline.segment", "pypdfium2"} & set(sys.modules)
assert len(made) < 10 and len(patterns._waiting) > 300, (len(made), len(patterns._waiting))
import pipeline.ready
assert not patterns._waiting
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
