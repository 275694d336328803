"""One item of minutes that the assembly decides, and items whose numbers were read apart from their text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors import patterns
from pipeline.segment.decisions import Decisions
from pipeline.segment.sheet import Sheet

#: A number with its label, and nothing behind it.
_LABEL_SIZE = 60

#: Where a sentence may begin.
_SENTENCE = patterns.compile(r"(?:[.!?;]\s+|\n\s*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of minutes that the assembly decides.

    Attributes:
        start, end: its stretch, with its number and title.
        number, title: as printed.
        told: the stretch where it is decided, where its number stands in a column apart.
    """

    start: int
    end: int
    number: str | None
    title: str | None
    told: tuple[int, int] | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Its stretches, in reading order."""
        own = (self.start, self.end)
        return (own, self.told) if self.told and self.told != own else (own,)


def with_columns(sheet: Sheet, decisions: Decisions, items: Sequence[Item]) -> list[Item]:
    """The items; of those whose numbers stand in a column, each with the sentence that decides it.

    Numbers in a margin are read one behind the other, and then what they number. Where as many votes follow as there are
    numbers, the first number belongs to the first vote, and so on; else nothing tells which belongs to which.
    """
    kept: list[Item] = []
    for _, group in itertools.groupby(_columns(sheet, items), key=lambda pair: pair[0]):
        column = [item for _, item in group]
        kept.extend(_spread(sheet, decisions, column) if len(column) > 1 else column)
    return kept


def _columns(sheet: Sheet, items: Sequence[Item]) -> list[tuple[int, Item]]:
    """Each item with the number of the column it stands in: it goes on as long as bare labels follow each other."""
    found: list[tuple[int, Item]] = []
    column = 0
    for i, item in enumerate(items):
        found.append((column, item))
        following = items[i + 1] if i + 1 < len(items) else None
        label = sheet.text[item.start : item.end].strip()
        bare = item.number is not None and label.endswith(item.number) and len(label) < _LABEL_SIZE
        if not (following and bare and following.start == item.end):
            column += 1
    return found


def _spread(sheet: Sheet, decisions: Decisions, column: Sequence[Item]) -> list[Item]:
    """The items of a column with the text behind its last number parted among them, vote by vote."""
    last = column[-1]
    votes = decisions.votes_in(last.start, last.end)
    if len(votes) != len(column) or last.number is None:
        return list(column)
    behind = sheet.text.find(last.number, last.start, last.end) + len(last.number)
    cuts = [behind, *(_sentence(sheet, low, high) for low, high in itertools.pairwise(votes)), last.end]
    told = list(itertools.pairwise(cuts))
    first = [replace(item, told=span) for item, span in zip(column[:-1], told[:-1], strict=True)]
    return [*first, replace(last, end=behind, title=None, told=told[-1])]


def _sentence(sheet: Sheet, low: int, high: int) -> int:
    """Where the sentence begins that ``high`` stands in, behind the vote at ``low``."""
    ends = [match.end() for match in _SENTENCE.finditer(sheet.text, low, high)]
    return ends[-1] if ends else high
