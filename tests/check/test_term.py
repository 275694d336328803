from __future__ import annotations

from pipeline.check.term import _JOINT


def test_room_between_two_dates_is_shared_out_in_one_way() -> None:
    """A pattern that tries every way would keep this test for hours."""
    assert _JOINT.fullmatch(" " * 200_000) is None
    assert _JOINT.fullmatch(" inclus  jusqu'au ")
