"""The text that acts are cut from: a document's pages without their furniture, and the way back to the document."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

import regex

from extractors import patterns
from extractors.french import fold, matches_at, places_of
from extractors.mending import mend
from pipeline.legibility import legibility
from pipeline.model import Document, Slice

#: A line longer than this was never printed as one: the breaks of the text were lost, and anything may begin in it.
LONG = 400

#: Offsets in a text between two others, in order.
Places = Callable[[str, int, int], Iterable[int]]

#: What may stand on a line before its first word: bullets, rules, the ornaments of OCR.
_ORNAMENT = patterns.compile(r"[\s\-*_.•●▪■□◦➢➤✓✔>|#=~\uf000-\uf0ff]*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One stamp of the préfecture, and the offset in the sheet where it was taken out."""

    at: int
    page: int
    place: Slice
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is read of a document, in one string.

    Attributes:
        text: the pages joined, without furniture.
        folded: the same for patterns, see :func:`extractors.french.fold`; where OCR has damaged words, with these put right.
        kept: the slices of the document that ``text`` is made of.
        passed: for each of them, the offset in ``text`` where it starts.
        page_starts: offsets in ``text`` where a page starts.
        line_starts: offsets in ``text`` where a line starts, or a page.
        stamps: every stamp, on whichever page.
        worn: whether OCR has damaged the text.
    """

    text: str
    folded: str
    kept: tuple[Slice, ...]
    passed: tuple[int, ...]
    page_starts: tuple[int, ...]
    line_starts: tuple[int, ...]
    stamps: tuple[Stamp, ...] = ()
    worn: bool = False
    _ahead: dict[regex.Pattern[str], tuple[int, int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def first(self, pattern: regex.Pattern[str], start: int, stop: int) -> int | None:
        """Where ``pattern`` first matches in the folded text from ``start`` on, if that is before ``stop``.

        Whoever asks for places in order has no stretch searched twice, however many ask how far ahead.
        """
        since, found = self._ahead.get(pattern, (0, -1))
        if not since <= start <= found:
            match = pattern.search(self.folded, start)
            found = match.start() if match else len(self.folded)
            self._ahead[pattern] = start, found
        return found if found < min(stop, len(self.folded)) else None

    def line_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the line that holds ``offset``, without its line break."""
        index = bisect.bisect_right(self.line_starts, offset) - 1
        return self._line(index)

    def lines(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Start and end of each line, from the one that holds ``start`` to the last that begins before ``stop``."""
        first = bisect.bisect_right(self.line_starts, start) - 1
        return map(self._line, range(first, max(first + 1, bisect.bisect_left(self.line_starts, stop))))

    def _line(self, index: int) -> tuple[int, int]:
        start = self.line_starts[index]
        end = self.line_starts[index + 1] if index + 1 < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n\f":
            end -= 1
        return start, end

    def is_flat(self, offset: int) -> bool:
        """Whether the line breaks around ``offset`` were lost."""
        start, end = self.line_at(offset)
        return end - start > LONG

    def opens(self, offset: int) -> bool:
        """Whether something may begin at ``offset``: it is the first word of its line, or there are no lines to go by."""
        start, end = self.line_at(offset)
        return end - start > LONG or _ORNAMENT.fullmatch(self.text, start, offset) is not None

    def openings(
        self, pattern: regex.Pattern[str], places: Places, start: int = 0, stop: int | None = None
    ) -> Iterator[regex.Match[str]]:
        """Matches of ``pattern`` in the folded text where something may begin: at each line, or all over a line too long.

        Args:
            pattern: what to look for.
            places: tells quickly where in a line too long a match may begin.
            start: where to search.
            stop: where to end.
        """
        stop = len(self.text) if stop is None else stop
        first_line = bisect.bisect_right(self.line_starts, start) - 1
        last_line = bisect.bisect_left(self.line_starts, stop)
        for low, high in itertools.pairwise((start, *self.line_starts[first_line + 1 : last_line], stop)):
            if high - low > LONG:
                yield from matches_at(pattern, places(self.folded, low, high), self.folded, high)
                continue
            ornament = None if self.text[low : low + 1].isalnum() else _ORNAMENT.match(self.text, low, high)
            first = ornament.end() if ornament else low
            if first < high and (match := pattern.match(self.folded, first)):
                yield match

    def page_of(self, offset: int) -> int:
        """Ordinal of the page that holds ``offset``, from 1."""
        return bisect.bisect_right(self.page_starts, offset)

    def slices(self, start: int, end: int) -> list[Slice]:
        """The slices of the document that make up ``text[start:end]``."""
        found = []
        first = max(0, bisect.bisect_right(self.passed, start) - 1)
        last = bisect.bisect_left(self.passed, end)
        for part, passed in zip(self.kept[first:last], self.passed[first:last], strict=True):
            low, high = max(start, passed), min(end, passed + part.end - part.start)
            if low < high:
                found.append(Slice(start=part.start + low - passed, end=part.start + high - passed))
        return found


def lay_out(document: Document) -> Sheet:
    """The sheet of a document: what a reader takes in when he skips headers, footers, page numbers and stamps."""
    kept: list[Slice] = []
    pages: list[int] = []
    stamps: list[Stamp] = []
    length = 0
    for page, base in zip(document.pages, document.starts, strict=True):
        pages.append(length)
        at = 0
        for item in sorted(page.furniture, key=lambda furniture: furniture.start):
            if item.start > at:
                kept.append(Slice(start=base + at, end=base + item.start))
                length += item.start - at
            if item.kind == "stamp":
                place = Slice(start=base + item.start, end=base + item.end)
                stamps.append(Stamp(at=length, page=len(pages), place=place, text=page.text[item.start : item.end]))
            at = max(at, item.end)
        if at < len(page.text):
            kept.append(Slice(start=base + at, end=base + len(page.text)))
            length += len(page.text) - at
    whole = document.text
    text = "".join(whole[part.start : part.end] for part in kept)
    lines = {0, *pages, *(at + 1 for at in places_of(("\n",), text))}
    worn = _is_worn(document, whole)
    return Sheet(
        text=text,
        folded=mend(fold(text)) if worn else fold(text),
        kept=tuple(kept),
        passed=(0, *accumulate(part.end - part.start for part in kept))[:-1],
        page_starts=tuple(pages),
        line_starts=tuple(sorted(line for line in lines if line < len(text))) or (0,),
        stamps=tuple(stamps),
        worn=worn,
    )


def _is_worn(document: Document, text: str) -> bool:
    """Whether the text was recognised on images, by us or, as its odd words tell, by somebody else."""
    return any(page.source == "ocr" for page in document.pages) or legibility(text) < 1
