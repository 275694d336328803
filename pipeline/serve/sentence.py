"""The sentence around a fact: what a reader has to read before anything is quoted."""

from __future__ import annotations

from dataclasses import dataclass

import regex

#: No sentence is shown longer than so, on either side of the fact.
_MOST = 400

#: What ends a sentence: a full stop, a semicolon or an empty line; not the dots of "M." and "art.", nor those within figures.
_END = regex.compile(r"(?<=[^\s.]{3}[.!?;»])\s+(?=[\p{Lu}«\d-])|\n\s*\n|(?<=[;:])\s*\n|\n(?=Article\s|Vu\s|Considérant\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in three parts: before the fact, the fact to the letter, and what follows."""

    before: str
    marked: str
    after: str


def sentence(text: str, start: int, end: int) -> Sentence:
    """The sentence that holds ``text[start:end]``.

    >>> found = sentence("Le maire expose. Le conseil attribue 500 € au club. Il lève la séance.", 37, 42)
    >>> found.before, found.marked, found.after
    ('Le conseil attribue ', '500 €', ' au club.')
    >>> sentence("Nom\\tSomme\\nClub\\t500 €\\nTotal\\t500 €", 15, 20).before
    'Club | '
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    line = text.rfind("\n", 0, start) + 1
    if "\t" in text[line:start] or "\t" in text[end : end + _MOST].partition("\n")[0]:
        return _cells(text, line, start, end)
    return _around(text, start, end)


def _cells(text: str, line: int, start: int, end: int) -> Sentence:
    """The row of a table, its cells parted by bars."""
    last = text.find("\n", end)
    after = text[end : last if last >= 0 else len(text)]
    return Sentence(before=_parted(text[line:start]), marked=_parted(text[start:end]), after=_parted(after))


def _parted(cells: str) -> str:
    return cells[-_MOST:].replace("\t", " | ")


def _around(text: str, start: int, end: int) -> Sentence:
    since, until = max(0, start - _MOST), min(len(text), end + _MOST)
    first = max((match.end() for match in _END.finditer(text, since, start)), default=since)
    last = next((match.start() for match in _END.finditer(text, end, until)), until)
    before, after = text[first:start], text[end:last]
    return Sentence(
        before=f"…{before.lstrip()}" if first == since > 0 else before.lstrip(),
        marked=text[start:end],
        after=f"{after.rstrip()}…" if last == until < len(text) else after.rstrip(),
    )
