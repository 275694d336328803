"""What is printed on pages but is no part of the acts: running headers and footers, page numbers, stamps.

Whatever is marked is left out of the acts, so a line is marked only when several pages prove that it runs through the
document. The heading of an act and its signature repeat too where each act has a page of its own: they stay.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from extractors import patterns
from extractors.french import fold
from pipeline.actes import find_stamps
from pipeline.model import Furniture, Page

#: How many lines from the top or the bottom of the page a header or a footer may stand.
_EDGE = 4

#: The share of the pages that a running line stands on: half, since left and right pages may differ.
_SHARE = 0.5

_VARYING = patterns.compile(r"[^a-z]+")

#: "Page 3 sur 12", "Page 3/12": so plain that it is a page number wherever it stands.
_COUNTED_PAGE = patterns.compile(r"\bP(?:age|AGE)[ ]{1,2}\d{1,4}[ ]?(?:sur|SUR|/|de)[ ]?\d{1,4}\b")

#: A line that is nothing but a page number: "3", "- 3 -", "3/12", "Page 3", "p. 3", "3 | Page".
_NUMBER_LINE = patterns.compile(
    r"""[-–—|\s]{0,5}(?P<word>(?:page|p\.|pg\.?)\s?[-:]?\s?)?(?P<number>\d{1,4})(?:\s?(?:/|sur|de)\s?(?P<total>\d{1,4}))?
        (?:\s?\|\s?p\s?a\s?g\s?e)?[-–—|\s]{0,5}""",
    regex.VERBOSE | regex.IGNORECASE,
)

_DIGIT = patterns.compile(r"\d")

#: The number of its page in a line that says more: "Hôtel de Ville - page 3", "Registre, folio 12", "Séance du 3 mai - 2/7".
_PAGE_IN_LINE = patterns.compile(
    r"""\b(?:page|p\.|pg\.?|folio|feuillet)\s?(?:n°\s?)?(?P<number>\d{1,4})(?!\d)
        | (?<![\d/]) (?P<number>\d{1,4})\s?(?:/|sur)\s?\d{1,4}\s*+$""",
    regex.VERBOSE | regex.IGNORECASE,
)

#: What heads an act or closes it, not a page.
_OF_AN_ACT = patterns.compile(
    r"extrait|registre|deliberation n|l'an (?:deux|mil)|presents? ?:|nombre de|en exercice|convocation|secretaire|objet ?:"
    r"|republique francaise|seance (?:ordinaire|publique)|sous la presidence|(?:arrete|decision) (?:n|du)"
    r"|le maire|la maire|le president|la presidente|signature|certifie|executoire|affiche le|publie|transmis|fait et|vote|unanimite"
)


class _Line(NamedTuple):
    """A line of a page: where it stands, its line end included, and what stays the same of it from page to page."""

    start: int
    end: int
    text: str
    key: str = ""


def mark_furniture(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, each with its furniture in reading order; nothing marked overlaps.

    A running header stays where it stands first: it often holds the only title and date of the document.
    """
    pages = tuple(pages)
    stamps = [list(_stamps(page.text)) for page in pages]
    lines = [list(_lines(page.text, own)) for page, own in zip(pages, stamps, strict=True)]
    tops, bottoms = [_keyed(own[: _edge(own)]) for own in lines], [_keyed(own[len(own) - _edge(own) :]) for own in lines]
    headers, footers = _running(tops, fewest=3), _running(bottoms, fewest=2)
    counted_tops, counted_bottoms = _counted(tops), _counted(bottoms)
    shift = _shift(pages, lines)
    seen: set[str] = set()
    marked = []
    for page, own, top, bottom, found in zip(pages, lines, tops, bottoms, stamps, strict=True):
        found += [_whole("header", line) for line in top if line.key in seen and (line.key in headers or line in counted_tops)]
        found += [_whole("footer", line) for line in bottom if line.key in footers or line in counted_bottoms]
        found += _page_numbers(page, own, shift)
        seen.update(line.key for line in top)
        marked.append(dataclasses.replace(page, furniture=_without_overlap(found)))
    return tuple(marked)


def _stamps(text: str) -> Iterator[Furniture]:
    """The items of stamps; one that fills its line takes the line end with it."""
    at = 0
    for start, end in find_stamps(text):
        line_start = max(at, text.rfind("\n", 0, start) + 1)
        line_end = text.find("\n", end, end + 80)
        if line_end >= 0 and not text[line_start:start].strip() and not text[end:line_end].strip():
            end = line_end + 1
        yield Furniture(kind="stamp", start=start, end=end)
        at = end


def _lines(text: str, stamps: Sequence[Furniture]) -> Iterator[_Line]:
    """The lines that say something, without those a stamp stands on."""
    at, taken = 0, iter([*stamps, Furniture(kind="stamp", start=len(text) + 1, end=len(text) + 1)])
    stamp = next(taken)
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        while stamp.end <= start:
            stamp = next(taken)
        if stamp.start >= at and line.strip():
            yield _Line(start, at, line)


def _keyed(edge: Sequence[_Line]) -> list[_Line]:
    """The lines with their keys, which only the edges of a page need."""
    return [line._replace(key=_VARYING.sub("", fold(line.text[:200]))) for line in edge]


def _edge(own: Sequence[_Line]) -> int:
    """How many lines are the top of a page, and how many its bottom: a short page has only two halves."""
    return min(_EDGE, len(own) // 2)


def _running(edges: Sequence[Sequence[_Line]], fewest: int) -> set[str]:
    """The lines that stand at the edge of enough pages; none at all when they are the edge of an act."""
    count = Counter(key for edge in edges for key in {line.key for line in edge if _may_run(line)})
    needed = max(fewest, _SHARE * sum(1 for edge in edges if edge))
    found = {key for key, pages in count.items() if pages >= needed}
    texts = (line.text for edge in edges for line in edge if line.key in found)
    return set() if any(_OF_AN_ACT.search(fold(text)) for text in texts) else found


def _counted(edges: Sequence[Sequence[_Line]]) -> set[_Line]:
    """The lines that stand on several pages with nothing changed but the page's number, which goes up with the pages.

    They are no part of an act even where they speak of one: "Délibérations du 3 mai 2024 - page 2".
    """
    alike: defaultdict[tuple[str, str, int], dict[int, _Line]] = defaultdict(dict)
    for place, edge in enumerate(edges):
        for line in filter(_may_run, edge):
            if _DIGIT.search(line.text) and (found := _PAGE_IN_LINE.search(line.text)):
                start, end = found.span("number")
                alike[line.text[:start], line.text[end:], int(found["number"]) - place][place] = line
    return {line for lines in alike.values() if len(lines) > 1 for line in lines.values()}


def _may_run(line: _Line) -> bool:
    """Whether a line could be a header or a footer: words, and no row of a table that goes on over several pages."""
    return len(line.key) > 3 and len(line.text) < 200 and "\t" not in line.text and not _NUMBER_LINE.fullmatch(line.text)


def _shift(pages: Sequence[Page], lines: Sequence[Sequence[_Line]]) -> int | None:
    """What printed page numbers are ahead of the count of pages, when half of the pages agree on it."""
    count: Counter[int] = Counter()
    for page, own in zip(pages, lines, strict=True):
        numbers = {int(found["number"]) for line in (*own[:2], *own[-2:]) if (found := _NUMBER_LINE.fullmatch(line.text))}
        count.update(number - page.number for number in numbers)
    shift, agreeing = max(count.items(), key=lambda item: item[1], default=(0, 0))
    return shift if agreeing > 1 and agreeing >= _SHARE * len(pages) else None


def _page_numbers(page: Page, own: Sequence[_Line], shift: int | None) -> Iterator[Furniture]:
    for line in (*own[:2], *own[-2:]):
        found = _NUMBER_LINE.fullmatch(line.text)
        if found and (found["word"] or found["total"] or (shift is not None and int(found["number"]) - page.number == shift)):
            yield _whole("page_number", line)
    for found in _COUNTED_PAGE.finditer(page.text):
        yield Furniture(kind="page_number", start=found.start(), end=found.end())


def _whole(kind: str, line: _Line) -> Furniture:
    return Furniture(kind=kind, start=line.start, end=line.end)


def _without_overlap(found: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """The furniture in reading order; of two that overlap the longer stays."""
    kept: list[Furniture] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)
