"""What was measured: sections with a line for each contender, and goals that are met or not."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.performance.clock import Times, middle, ratios


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something to be reached.

    Attributes:
        name: what it says.
        limit: the value to keep to.
        value: what was measured; None where that could not be.
        unit: behind the figures: a times sign, seconds.
        least: whether the limit is the least, and not the most.
    """

    name: str
    limit: float
    value: float | None
    unit: str = "×"
    least: bool = False

    @property
    def verdict(self) -> str:
        """Whether it is met, and else how far it is."""
        if self.value is None:
            return "not measured"
        far = self.limit / self.value if self.least else self.value / self.limit
        return "met" if far <= 1 else f"not met, {far:.2f} times off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One comparison.

    Attributes:
        title: what it is about.
        about: what was read, and how.
        times: what each contender cost, round by round, in seconds.
        units: how many pages, or whatever is counted, all that was.
        unit: what is counted.
        reference: the contender that the others are held against.
        left_out: what could not be measured, and why.
        goals: what is to be reached.
    """

    title: str
    about: str
    times: Times
    units: float = 1.0
    unit: str = "page"
    reference: str | None = None
    left_out: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()


def ratio(times: Times, name: str, to: str) -> float | None:
    """The median over the rounds of what ``name`` cost against ``to``; None where one of them was left out."""
    return middle(ratios(times, name, to)) if name in times and to in times else None
