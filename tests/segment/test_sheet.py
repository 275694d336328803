from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import regex

from pipeline.model import Slice
from pipeline.segment import heads, segment
from pipeline.segment.sheet import lay_out
from tests.segment.documents import document
from tests.watched import Watched


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("_OPERATIVE", "ARRÊTÉ N° \n"),
        ("_BETWEEN", "CONVENTION\n"),
        ("_PARTY", "CONVENTION entre\n"),
        ("_AGENDA", "RAPPORT DE M. "),
    ],
)
def test_what_does_not_follow_is_looked_for_once(pattern: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(getattr(heads, pattern))
    monkeypatch.setattr(heads, pattern, watched)
    text = line * 500
    segment(document(text))
    assert 0 < watched.looked_through <= 4 * len(text)


def test_what_comes_first() -> None:
    sheet, digit = lay_out(document("a1bb2ccc3")), regex.compile(r"\d")
    assert [sheet.first(digit, start, 9) for start in (0, 1, 2, 4, 5, 8, 9, 0)] == [1, 1, 4, 4, 8, 8, None, 1]
    assert [sheet.first(digit, 2, stop) for stop in (4, 5)] == [None, 4]


class Copied(tuple[Any, ...]):
    """What notes how much of it is copied."""

    copied: list[int] = []  # noqa: RUF012

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        if isinstance(place, slice):
            self.copied.append(len(found))
        return found


def test_acts_do_not_take_what_lies_behind_them() -> None:
    kept = Copied(Slice(start=10 * number, end=10 * number + 8) for number in range(300))
    sheet = dataclasses.replace(lay_out(document("un acte " * 300)), kept=kept, passed=tuple(range(0, 2400, 8)))
    assert sheet.slices(10, 25) == [Slice(start=12, end=18), Slice(start=20, end=28), Slice(start=30, end=31)]
    assert sum(kept.copied) <= 3
