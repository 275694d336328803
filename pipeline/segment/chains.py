"""The sequence of places where the items of a document begin, out of all places where one might."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.segment.decisions import Decisions
from pipeline.segment.numbers import Mark

#: How many marks back the one before may be: an item may hold an enumeration in the same style.
_REACH = 80
_MOST_LINKS = 200_000

#: Weight of a decided item; of a number left out; of a mark passed over; of a numbering that starts again.
_DECIDED, _GAP, _PASSED, _AGAIN = 1.0, 0.15, 0.08, 0.95

#: So many marks, each so close to the one before, are a list and no headings.
_LIST, _CLOSE = 4, 450


@dataclass(frozen=True, slots=True)
class Chain:
    """The marks of one style that make sense as the items of one meeting.

    Attributes:
        marks: in reading order.
        decided: for each, whether something is decided before the next.
    """

    marks: tuple[Mark, ...]
    decided: tuple[bool, ...]

    @property
    def regularity(self) -> float:
        """Share of the numbers that follow the one before; 1.0 where there is nothing to count by."""
        if not self.marks[0].value:
            return 1.0
        steps = [_step(left.value, right.value) == 1 for left, right in itertools.pairwise(self.marks)]
        return (sum(steps) + (self.marks[0].value[0] <= 2)) / len(self.marks)


def find_chains(marks: Sequence[Mark], decisions: Decisions, end: int) -> list[Chain]:
    """The best chain of each family of marks."""
    families: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        families[mark.family].append(mark)
    chains = []
    for family in families.values():
        if family[0].family.startswith("roman") and not any((mark.number or "").isalpha() for mark in family):
            continue  # figures that might be numerals, among no others
        real = _without_lists(family, decisions)
        if real:
            chains.append(_ordered(real, decisions, end) if real[0].value else _unordered(real, decisions, end))
    return chains


def _without_lists(marks: list[Mark], decisions: Decisions) -> list[Mark]:
    """The marks that are not in an agenda, a table of contents or an enumeration: many, close together, nothing decided."""
    if marks[0].family.startswith("deliberation"):
        return marks  # what carries the name of a decision is one, wherever it stands
    spared = 0 if marks[0].value or marks[0].number else 1  # the last line of an agenda may be the first heading behind it
    kept: list[Mark] = []
    run: list[Mark] = []
    for mark in marks:
        close = (
            bool(run)
            and mark.start - run[-1].start < _CLOSE
            and _order(mark) >= _order(run[-1])
            and not decisions.between(run[-1].start, mark.start)
        )
        if not close:
            kept.extend(run if len(run) < _LIST else run[len(run) - spared :])
            run = []
        run.append(mark)
    kept.extend(run if len(run) < _LIST else run[len(run) - spared :])
    return kept


def _order(mark: Mark) -> tuple[int, ...]:
    """What a list is sorted by: where the numbers start again, another list or the items themselves begin."""
    digits = "".join(filter(str.isdecimal, mark.number or ""))
    return mark.value or ((int(digits),) if digits else ())


def _ordered(marks: list[Mark], decisions: Decisions, end: int) -> Chain:
    """The rising sequence that parts the text into most decided items, numbered one after the other."""
    best: list[float] = [0.0] * len(marks)
    before: list[int | None] = [None] * len(marks)
    reach = min(_REACH, 1 + _MOST_LINKS // max(1, len(marks)))
    for j, mark in enumerate(marks):
        for i in range(max(0, j - reach), j):
            gain = _link(marks[i], mark, decisions) - _PASSED * min(j - i - 1, 10)
            if best[i] + gain > best[j]:
                best[j], before[j] = best[i] + gain, i
    if not marks:
        return Chain((), ())
    last = max(
        range(len(marks)),
        key=lambda j: (best[j] + _DECIDED * decisions.between(marks[j].start, end) - _PASSED * min(len(marks) - 1 - j, 10), -j),
    )
    chosen = [marks[last]]
    while (previous := before[last]) is not None:
        chosen.append(marks[previous])
        last = previous
    return _decide(chosen[::-1], decisions, end)


def _link(left: Mark, right: Mark, decisions: Decisions) -> float:
    decided = decisions.between(left.start, right.start)
    gain = _DECIDED if decided else 0.0
    if right.value <= left.value:
        return gain - _AGAIN if right.value[-1] == 1 else -9.0
    step = _step(left.value, right.value)
    return gain - min(0.75, _GAP * (step - 1)) + (0.2 if step == 1 and decided else 0.0)


def _step(left: tuple[int, ...], right: tuple[int, ...]) -> int:
    """How far ``right`` comes behind ``left``: 1 for 2 and 3, for 2 and 2.1, for 2.4 and 3."""
    for depth, (low, high) in enumerate(zip(left, right, strict=False)):
        if high > low:
            return high - low + sum(right[depth + 1 :])
    return sum(right[len(left) :])


def _unordered(marks: list[Mark], decisions: Decisions, end: int) -> Chain:
    """One mark per number: the agenda announces it, the item carries it again."""
    stops = [*(mark.start for mark in marks[1:]), end]
    own = [decisions.between(mark.start, stop) for mark, stop in zip(marks, stops, strict=True)]
    places: dict[str, list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        places[_key(mark)].append(index)
    kept = {max(same, key=lambda i: (own[i], not _listed(own, i), -i)) for same in places.values()}
    return _decide([mark for index, mark in enumerate(marks) if index in kept], decisions, end)


def _key(mark: Mark) -> str:
    """The number in one spelling: the agenda prints "D2024_017", the item "D2024 017"."""
    return "".join(filter(str.isalnum, mark.number)).lower() if mark.number else f"at {mark.start}"


def _listed(own: list[bool], index: int) -> bool:
    """Whether the mark ends a run of marks with no decision: the last line of an agenda."""
    return index > 1 and not own[index - 1] and not own[index - 2]


def _decide(chosen: list[Mark], decisions: Decisions, end: int) -> Chain:
    stops = [*(mark.start for mark in chosen[1:]), end]
    return Chain(tuple(chosen), tuple(decisions.between(mark.start, stop) for mark, stop in zip(chosen, stops, strict=True)))
