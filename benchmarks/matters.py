"""How often the matter told from a title is the one a town hall would file the act under."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.material import ROOT
from pipeline.matter import told_matter

#: Titles of our own with their code, or none where a title can be filed in two places.
LABELS = ROOT / "tests" / "data" / "matters.csv"


@dataclass(frozen=True, slots=True)
class Matters:
    """What was told of labelled titles.

    Attributes:
        titles: how many there are, and how many of them have a code.
        told: of how many a code was told.
        right: how many codes told are the label.
        wrong: title, label, code told, for the others.
    """

    titles: tuple[int, int]
    told: int
    right: int
    wrong: tuple[tuple[str, str, str], ...]

    @property
    def precision(self) -> float:
        """Share of the codes told that are right."""
        return self.right / self.told

    @property
    def coverage(self) -> float:
        """Share of the titles with a code that it is told of, and rightly."""
        return self.right / self.titles[1]


def read_labels(path: Path = LABELS) -> list[tuple[str, str]]:
    """Titles with their codes, "" for none."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["title"], row["matter"]) for row in csv.DictReader(file)]


def measure_matters(labels: Iterable[tuple[str, str]]) -> Matters:
    """What :func:`told_matter` makes of them."""
    labels = list(labels)
    told = [(title, label, matter.code) for title, label in labels if (matter := told_matter(title))]
    wrong = tuple(row for row in told if row[1] != row[2])
    return Matters((len(labels), sum(bool(label) for _, label in labels)), len(told), len(told) - len(wrong), wrong)
