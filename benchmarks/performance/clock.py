"""Processor time of things done to the same items, in turns, so that what else a machine does strikes all of them alike."""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

#: Seconds of each contender, round by round.
Times = dict[str, list[float]]


def spent() -> float:
    """Seconds that this process has worked, and the processes which it started and which have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def measure(
    works: Mapping[str, Callable[[T], object]],
    items: Sequence[T],
    rounds: int,
    *,
    warm: bool = True,
    clock: Callable[[], float] = spent,
) -> Times:
    """What each of ``works`` costs on all ``items``: item by item in shuffled order, and the works in shuffled order on each.

    Args:
        works: what is compared, by name.
        items: what it is done to.
        rounds: how often.
        warm: whether a first round that does not count loads libraries and fills caches.
        clock: processor time, or the time on the wall.
    """
    times: Times = {name: [] for name in works}
    for number in range(rounds + warm):
        chance = random.Random(number)
        total = dict.fromkeys(works, 0.0)
        for item in chance.sample(items, len(items)):
            for name in chance.sample(list(works), len(works)):
                began = clock()
                works[name](item)
                total[name] += clock() - began
        for name, seconds in total.items() if number >= warm else ():
            times[name].append(seconds)
    return times


def ratios(times: Times, name: str, to: str) -> list[float]:
    """What ``name`` cost against ``to`` in each round."""
    return [a / b for a, b in zip(times[name], times[to], strict=True) if b > 0]


def middle(values: Sequence[float]) -> float | None:
    """The median, or None of nothing."""
    return statistics.median(values) if values else None
