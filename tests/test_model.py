from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from pipeline.check.base import Reading
from pipeline.model import Act, Document, Identity, Page, Slice


class Watched(tuple[Slice, ...]):
    """Slices that note how many of them were looked at."""

    looked_at: count[int] = count()

    def __iter__(self) -> Iterator[Slice]:
        for part in super().__iter__():
            next(self.looked_at)
            yield part


def act(slices: tuple[Slice, ...]) -> Act:
    return Act(id="d-001", document="d", ordinal=1, kind="other", text="x" * sum(s.end - s.start for s in slices), slices=slices)


def test_a_slice_of_no_length_holds_nothing() -> None:
    parts = act((Slice(start=0, end=0), Slice(start=5, end=8), Slice(start=9, end=9), Slice(start=20, end=24)))
    assert [parts.locate(at, at + 1).start for at in range(7)] == [5, 6, 7, 20, 21, 22, 23]
    assert parts.locate(0, 7) == Slice(start=5, end=24)
    for span in ((0, 0), (-1, 3), (3, 8)):
        with pytest.raises(ValueError, match="span"):
            parts.locate(*span)


def test_slices_are_not_gone_through_for_every_mention() -> None:
    slices = Watched(Slice(start=3 * number, end=3 * number + 2) for number in range(1_000))
    parts = act(slices)
    reading = Reading(
        Document(id="d", file_name="d", media_type="text/plain", pages=(Page(number=1, text="x" * 3_000),)), [parts], Identity(), {}
    )
    reading.act_at(0)
    before = next(Watched.looked_at)
    assert [parts.locate(at, at + 2).end for at in range(0, 2_000, 2)] == [part.end for part in tuple.__iter__(slices)]
    assert [reading.act_at(at) is parts for at in range(6)] == [True, True, False] * 2
    assert next(Watched.looked_at) - before == 1
