"""The text of a page cut at the facts that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

Row = Mapping[str, Any]
AnyRow = TypeVar("AnyRow", bound=Row)

#: Of facts at the very same place, the ones that say most come last, and are seen.
_RANK = (
    "articles",
    "dates",
    "amounts",
    "budget_lines",
    "citations",
    "parties",
    "members",
    "vote_groups",
    "ballots",
    "votes",
    "grants",
)


def segments(text: str, start: int, facts: Sequence[Row]) -> Iterator[tuple[str, Row | None]]:
    """The text in pieces, each with the shortest fact that covers it; blanks between two facts belong to none.

    Args:
        text: of the page.
        start: its place in the document.
        facts: with ``char_start`` and ``char_end`` in the document, and their ``kind``.

    >>> facts = [{"kind": "articles", "char_start": 100, "char_end": 112}, {"kind": "amounts", "char_start": 105, "char_end": 108}]
    >>> [(piece, fact and fact["kind"]) for piece, fact in segments("Art. 5 € au club", 100, facts)]
    [('Art. ', 'articles'), ('5 €', 'amounts'), (' au ', 'articles'), ('club', None)]
    """
    owners = [-1] * len(text)
    for number in sorted(range(len(facts)), key=lambda number: _weight(facts[number])):
        first, last = max(facts[number]["char_start"] - start, 0), min(facts[number]["char_end"] - start, len(text))
        if first < last:
            owners[first:last] = [number] * (last - first)
    at = 0
    for owner, run in groupby(owners):
        length = sum(1 for _ in run)
        piece = text[at : at + length]
        yield piece, facts[owner] if owner >= 0 and not piece.isspace() else None
        at += length


def _weight(fact: Row) -> tuple[int, int]:
    kind = fact["kind"]
    return fact["char_start"] - fact["char_end"], _RANK.index(kind) if kind in _RANK else 0


def on_pages(pages: Sequence[Row], facts: Sequence[AnyRow]) -> dict[int, list[AnyRow]]:
    """The facts that stand on each page; one that runs over a page break stands on both.

    Args:
        pages: with ``page``, ``char_start`` and ``text``, in order.
        facts: in order of ``char_start``.
    """
    found: dict[int, list[AnyRow]] = {page["page"]: [] for page in pages}
    running: list[AnyRow] = []
    waiting = iter(facts)
    following = next(waiting, None)
    for page in pages:
        end = page["char_start"] + len(page["text"])
        running = [fact for fact in running if fact["char_end"] > page["char_start"]]
        while following is not None and following["char_start"] < end:
            running.append(following)
            following = next(waiting, None)
        found[page["page"]] = [fact for fact in running if fact["char_end"] > page["char_start"]]
    return found
