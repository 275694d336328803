"""Putting things together, step by step, without ever joining two that must stay apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Clusters(Generic[T]):
    """Things that were found to be one; whoever was never merged is alone.

    Args:
        apart: whether two things are known to be different.

    >>> clusters = Clusters(lambda a, b: {a, b} == {"a", "c"})
    >>> clusters.merge("a", "b"), clusters.merge("c", "b"), clusters.first("b")
    (True, False, 'a')
    """

    def __init__(self, apart: Callable[[T, T], bool] | None = None) -> None:
        self._apart = apart
        self._of: dict[T, list[T]] = {}

    def members(self, thing: T) -> list[T]:
        """All things that are one with this, and itself."""
        return self._of.get(thing) or [thing]

    def first(self, thing: T) -> T:
        """The one of them that stands for all: the first in order."""
        things: list[Any] = self.members(thing)
        return min(things) if len(things) > 1 else thing

    def merge(self, one: T, other: T) -> bool:
        """Say that two things are one; refused where any of the things they stand for must stay apart."""
        left, right = self.members(one), self.members(other)
        if one == other or left is right:
            return True
        if self._apart and any(self._apart(a, b) for a in left for b in right):
            return False
        joined = [*left, *right]
        for thing in joined:
            self._of[thing] = joined
        return True
