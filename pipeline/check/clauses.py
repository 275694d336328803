"""The articles of an act, as several checks ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import patterns
from pipeline.check.base import Reading, Row
from pipeline.model import Act

#: Words that a heading shares with any other.
EMPTY = frozenset(
    ("de", "la", "le", "les", "du", "des", "et", "l", "d", "a", "au", "aux", "en", "pour", "par", "un", "une", "sur", "prevu",
     "prevue", "prevus", "presente", "convention", "article", "articles", "modalites", "conditions", "dispositions", "clause")
)  # fmt: skip

_WORD = patterns.compile(r"[a-z]+")


def numbered(reading: Reading, act: Act) -> dict[int, Row]:
    """The articles of an act by their number, where these run from 1 without a gap or a repeat; else nothing."""
    rows = reading.rows_of("articles", act)
    numbers = [int(row["number"]) for row in rows if row["number"] and row["number"].isdigit()]
    if numbers != list(range(1, len(numbers) + 1)):
        return {}
    return dict(zip(numbers, (row for row in rows if row["number"] and row["number"].isdigit()), strict=True))


def stems(text: str) -> frozenset[str]:
    """The telling words of a heading or a phrase, folded text, without their plural.

    >>> sorted(stems("modalites de versement des acomptes"))
    ['acompte', 'versement']
    """
    return frozenset(word.rstrip("s") for word in _WORD.findall(text) if word not in EMPTY and len(word) > 2)


def main_numbers(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The articles with a whole number, in reading order."""
    return [(int(row["number"]), row) for row in rows if row["number"] and row["number"].isdigit()]
