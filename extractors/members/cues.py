"""Runs a costly pattern only where a word that it needs stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex


def places_of(folded: str, words: Iterable[str]) -> list[int]:
    """Where any of ``words`` begins in ``folded``, in order. Plain search is a hundred times faster than a pattern.

    >>> places_of("presents : 3, absents : 2", ("absent", "present"))
    [0, 14]
    """
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append(at)
            at = folded.find(word, at + len(word))
    return sorted(found)


def matches_near(
    pattern: regex.Pattern[str], folded: str, words: Iterable[str], *, before: int = 60, behind: int = 160
) -> Iterator[regex.Match[str]]:
    """The matches of ``pattern`` around ``words``, in order and each once.

    Args:
        pattern: every match holds one of ``words``.
        folded: where to search.
        words: plain words, folded.
        before: how far before the word a match may begin.
        behind: how far behind the beginning of the word it may end.
    """
    done = 0
    for at in places_of(folded, words):
        if at < done:
            continue
        if m := pattern.search(folded, max(done, at - before), at + behind):
            done = m.end()
            yield m
