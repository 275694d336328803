"""Counts of what was found, missed and said besides, and how often facts of one confidence are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.evaluate.matching import Fact, Row

#: Where one band of confidence ends and the next begins; the last band includes 1.
BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(slots=True)
class Tally:
    """What was found of one table: counts, and for one document also the facts themselves.

    Attributes:
        found: facts that must be found and were.
        missed: facts that must be found and were not.
        extra: rows that no fact stands for.
        right: rows that a fact stands for, also one that need not be found.
        act_right: facts found in the act that holds them.
        role_right: facts found whose second field is right.
        role_seen: facts found whose second field is judged.
    """

    found: int = 0
    missed: list[Fact] = field(default_factory=list)
    extra: list[Row] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)
    act_right: int = 0
    role_right: int = 0
    role_seen: int = 0

    def add(self, other: Tally) -> None:
        """Count another one in."""
        self.found += other.found
        self.missed += other.missed
        self.extra += other.extra
        self.right += other.right
        self.act_right += other.act_right
        self.role_right += other.role_right
        self.role_seen += other.role_seen

    def counts(self) -> dict[str, int]:
        """The counts alone."""
        return {
            "found": self.found,
            "missed": len(self.missed),
            "extra": len(self.extra),
            "act_right": self.act_right,
            "role_right": self.role_right,
            "role_seen": self.role_seen,
        }

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there was nothing to find and nothing was found."""
        return ratio(2 * self.found, 2 * self.found + len(self.missed) + len(self.extra))

    def figures(self) -> dict[str, float | int | None]:
        """Precision, recall and F1; the shares in the right act and with the right second field; the counts."""
        return {
            "precision": ratio(self.found, self.found + len(self.extra)),
            "recall": ratio(self.found, self.found + len(self.missed)),
            "f1": self.f1,
            "act": ratio(self.act_right, self.found),
            "role": ratio(self.role_right, self.role_seen),
            **self.counts(),
        }

    def bands(self) -> list[Band]:
        """The rows by confidence, surest last; none for a table whose rows have no confidence."""
        right, extra = ([band_of(row["confidence"]) for row in rows if "confidence" in row] for rows in (self.right, self.extra))
        every = (Band(low, high, right.count(low) + extra.count(low), right.count(low)) for low, high in _edges())
        return list(every) if right or extra else []


@dataclass(frozen=True, slots=True)
class Band:
    """The rows whose confidence is at least ``low`` and under ``high``."""

    low: float
    high: float
    facts: int
    right: int

    @property
    def share(self) -> float | None:
        """How many of them are right."""
        return ratio(self.right, self.facts)

    def as_dict(self) -> dict[str, float | int | None]:
        """The figures, for machines."""
        return {"low": self.low, "high": self.high, "facts": self.facts, "right": self.right, "share": self.share}


def band_of(confidence: float) -> float:
    """Where the band of a confidence begins.

    Tables keep confidence in single precision, where 0.95 is a little less: it is rounded as it was before.

    >>> band_of(0.949999988079071), band_of(0.949), band_of(1.0)
    (0.95, 0.9, 0.95)
    """
    return max(low for low, _ in _edges() if low <= round(confidence, 3))


def sum_bands(tables: Iterable[list[Band]]) -> list[Band]:
    """The bands of several tables as one."""
    filled = [bands for bands in tables if bands]
    return [Band(b[0].low, b[0].high, sum(x.facts for x in b), sum(x.right for x in b)) for b in zip(*filled, strict=True)]


def _edges() -> list[tuple[float, float]]:
    return list(pairwise(BOUNDS))


def ratio(part: float, whole: float) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None
