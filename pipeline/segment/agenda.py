"""The agenda, and the places where its entries come again as headings."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.headings import is_running_head
from pipeline.segment.numbers import Mark
from pipeline.segment.sheet import Sheet

#: "ORDRE DU JOUR", not "l'ordre du jour étant épuisé" nor "inscrit à l'ordre du jour".
_AGENDA = regex.compile(
    rf"\bordre{SPACE}+du{SPACE}+jour\b(?!{SPACE}+(?:etant|est{SPACE}+epuise|epuise|de{SPACE}+la{SPACE}+prochaine|a{SPACE}+ete))"
)

#: An agenda is not longer, and an entry not shorter: fewer letters would be found again by chance.
_AGENDA_SIZE = 12_000
_ENTRY_LETTERS = 12

#: By so many words an entry is known again: the heading may be worded more fully.
_ENTRY_WORDS = 6

#: What comes again more often is the running head of a page.
_MOST_REPEATS = 12

#: Where somebody speaks or reasons, the agenda is over.
_PROSE = regex.compile(
    rf"[\s\W]*(?:(?:monsieur|madame|m\.|mme|mr){SPACE}+\w|l[ea]{SPACE}+(?:maire|presidente?|conseil{SPACE}+\w+{SPACE}+(?!d))|vu{SPACE}+l|considerant|l'an\b|apres{SPACE}+en)"
)

_WORD = regex.compile(r"[a-z0-9œæ]+")
_ENTRY_END = regex.compile(
    r"\n|(?<!\S)(?=(?:\d{1,2}|[ivx]{1,5})(?:\.\d{1,2}){0,2}\s?[-.)/°]\s?[-:]?\s*[^\d\s])|[•▪➢✓]|(?<!\S)-(?=\s)|;"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, one space between them, and where each of them stands."""

    joined: str
    places: tuple[int, ...]
    offsets: tuple[int, ...]


def find_repeats(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> list[Mark]:
    """The headings between ``start`` and ``stop`` that repeat an entry of the agenda, in reading order."""
    words: Words | None = None
    for head in itertools.islice(_AGENDA.finditer(sheet.folded, start, stop), 4):
        words = words or _index(sheet.folded, head.end(), stop)
        limit = min(stop, head.end() + _AGENDA_SIZE, decisions.first_vote(head.end(), stop) or stop)
        found: dict[int, Mark] = {}
        for low, high in _entries(sheet, head.end(), limit):
            if _PROSE.match(sheet.folded, low):
                break
            entry = _WORD.findall(sheet.folded, low, high)
            if len(entry) > 1 and len(" ".join(entry)) >= _ENTRY_LETTERS and not is_running_head(sheet, low, high):
                found.update((mark.start, mark) for mark in _again(sheet, words, entry, high, limit))
        if found:
            return [found[place] for place in sorted(found)]
    return []


def _entries(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches that may be an entry of the agenda."""
    low = start
    for match in _ENTRY_END.finditer(sheet.folded, start, stop):
        if match.start() - low >= _ENTRY_LETTERS:
            yield low, match.start()
        low = match.end()
        if (
            low < stop
            and sheet.folded[low].isdigit()
            and (number := regex.compile(r"[\d.]+\s?[-.)/°:]*\s*").match(sheet.folded, low, stop))
        ):
            low = number.end()


def _again(sheet: Sheet, words: Words, entry: list[str], behind: int, limit: int) -> Iterator[Mark]:
    """Places behind the entry where its words come again, and a heading may stand.

    Within the agenda itself all of them must come again: its entries often begin alike.
    """
    first, whole = f" {' '.join(entry[:_ENTRY_WORDS])} ", f" {' '.join(entry)} "
    at = words.joined.find(first)
    for _ in range(_MOST_REPEATS):
        if at < 0:
            break
        start = words.offsets[bisect.bisect_right(words.places, at + 1) - 1]
        if (
            start > behind
            and sheet.text[start].isupper()
            and (start > limit or words.joined.startswith(whole, at))
            and _is_heading(sheet, start)
        ):
            yield Mark(start=start, end=start, family="agenda", number=None)
        at = words.joined.find(first, at + len(first) - 1)


def _is_heading(sheet: Sheet, start: int) -> bool:
    low, _ = sheet.line_at(start)
    before = sheet.folded[max(low, start - 24) : start]
    if sheet.is_flat(start):
        return not regex.search(
            r"(?:\b(?:la|le|les|de|du|des|d|l|a|au|pour|une|un|cette|n°|relative|portant|concernant)\s*|['\"(,«])$",
            before.rstrip(" "),
        )
    return not regex.search(r"[a-z]{3,}.*[a-z]{3}", before) or before.rstrip().endswith(("objet :", ":", "-"))


def _index(folded: str, start: int, stop: int) -> Words:
    places, offsets, pieces = [], [], []
    length = 1
    for match in _WORD.finditer(folded, start, stop):
        places.append(length)
        offsets.append(match.start())
        pieces.append(match[0])
        length += len(match[0]) + 1
    return Words(" " + " ".join(pieces) + " ", tuple(places), tuple(offsets))


def find_agenda(sheet: Sheet, start: int, stop: int) -> int | None:
    """Offset of the first agenda in the stretch."""
    match = _AGENDA.search(sheet.folded, start, stop)
    return match.start() if match else None
