"""The agenda, and the places where its entries come again as headings."""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Iterator

from extractors import patterns
from extractors.french import SPACE, places_of
from pipeline.segment.decisions import Decisions
from pipeline.segment.headings import is_running_head
from pipeline.segment.numbers import Mark
from pipeline.segment.sheet import Sheet

#: "ORDRE DU JOUR", not "l'ordre du jour étant épuisé" nor "inscrit à l'ordre du jour".
_AGENDA = patterns.compile(
    rf"\bordre{SPACE}+du{SPACE}+jour\b(?!{SPACE}+(?:etant|est{SPACE}+epuise|epuise|de{SPACE}+la{SPACE}+prochaine|a{SPACE}+ete))"
)

#: An agenda is not longer, and an entry not shorter: fewer letters would be found again by chance.
_AGENDA_SIZE = 12_000
_ENTRY_LETTERS = 12

#: By so many words an entry is known again: the heading may be worded more fully.
_ENTRY_WORDS = 6

#: What comes again more often is the running head of a page.
_MOST_REPEATS = 40

#: A heading is looked up by its first words; it stands at one of the first words of a line, and may run into the next.
_KEY, _FIRST_WORDS, _LINE_HEAD, _WRAP = 2, 4, 80, 24

#: Bounds for texts that are no minutes: mentions of an agenda tried, entries in it, words of an entry.
_MOST_AGENDAS, _MOST_ENTRIES, _LONGEST_ENTRY = 4, 300, 40

#: Where somebody speaks or reasons, the agenda is over.
_PROSE = patterns.compile(
    rf"[\s\W]*(?:(?:monsieur|madame|m\.|mme|mr){SPACE}+\w|l[ea]{SPACE}+(?:maire|presidente?|conseil{SPACE}+\w+{SPACE}+(?!d))|vu{SPACE}+l|considerant|l'an\b|apres{SPACE}+en)"
)

_WORD = patterns.compile(r"[a-z0-9œæ]+")
_PAIR = patterns.compile(r"([a-z0-9œæ]+)[^a-z0-9œæ]+([a-z0-9œæ]+)")
_ENTRY_END = patterns.compile(
    r"\n|(?<!\S)(?=(?:\d{1,2}|[ivx]{1,5})(?:\.\d{1,2}){0,2}\s?[-.)/°]\s?[-:]?\s*[^\d\s])|[•▪➢✓]|(?<!\S)-(?=\s)|;"
)

_ENTRY_NUMBER = patterns.compile(r"[\d.]+\s?[-.)/°:]*\s*")

#: In front of words that go on a sentence, and are no heading; two words on the line before it.
_GOES_ON = patterns.compile(r"(?:\b(?:la|le|les|de|du|des|d|l|a|au|pour|une|un|cette|n°|relative|portant|concernant)\s*|['\"(,«])$")
_WORDS_BEFORE = patterns.compile(r"[a-z]{3,}.*[a-z]{3}")


def find_repeats(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> list[Mark]:
    """The headings between ``start`` and ``stop`` that repeat an entry of the agenda, in reading order."""
    ends = [head.end() for head in itertools.islice(_AGENDA.finditer(sheet.folded, start, stop), _MOST_AGENDAS)]
    limits = [min(stop, end + _AGENDA_SIZE, decisions.first_vote(end, stop) or stop) for end in ends]
    agendas = [list(_worded(sheet, end, limit)) for end, limit in zip(ends, limits, strict=True)]
    beginnings = _beginnings(sheet, {words[0] for entries in agendas for words, _ in entries}, min(ends, default=stop), stop)
    for entries, limit in zip(agendas, limits, strict=True):
        found: dict[int, Mark] = {}
        for words, end in entries:
            places = beginnings.get(tuple(words[:_KEY]), [])
            found.update((mark.start, mark) for mark in _again(sheet, words, places[bisect.bisect_right(places, end) :], limit))
        if found:
            return [found[place] for place in sorted(found)]
    return []


def _beginnings(sheet: Sheet, words: set[str], start: int, stop: int) -> dict[tuple[str, ...], list[int]]:
    """Where a heading with one of ``words`` first may begin, by its first two words.

    It begins at one of the first words of a line, and anywhere where there are no lines.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in sorted(set(places_of(words, sheet.folded, start, stop))):
        if at > start and _WORD.match(sheet.folded, at - 1):
            continue
        low, high = sheet.line_at(at)
        flat = sheet.is_flat(low)
        pair = _PAIR.match(sheet.folded, at, min(stop, high + _WRAP if flat else low + _LINE_HEAD))
        if pair and (flat or len(_WORD.findall(sheet.folded, max(low, start), at)) < _FIRST_WORDS):
            places[pair.groups()].append(at)
    return places


def _worded(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[list[str], int]]:
    """The words of each entry of an agenda that can be known again, and where it ends."""
    for low, high in itertools.islice(_entries(sheet, start, stop), _MOST_ENTRIES):
        if _PROSE.match(sheet.folded, low):
            break
        words = _WORD.findall(sheet.folded, low, high)
        if len(words) > 1 and len(" ".join(words)) >= _ENTRY_LETTERS and not is_running_head(sheet, low, high):
            yield words, high


def _entries(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches that may be an entry of the agenda."""
    low = start
    for match in _ENTRY_END.finditer(sheet.folded, start, stop):
        if match.start() - low >= _ENTRY_LETTERS:
            yield low, match.start()
        low = match.end()
        if low < stop and sheet.folded[low].isdigit() and (number := _ENTRY_NUMBER.match(sheet.folded, low, stop)):
            low = number.end()


def _again(sheet: Sheet, entry: list[str], places: list[int], limit: int) -> Iterator[Mark]:
    """Those of the places where the words of an entry come again, and a heading may stand.

    Within the agenda itself all of them must come again: its entries often begin alike.
    """
    for start in places[:_MOST_REPEATS]:
        wanted = entry[:_ENTRY_WORDS] if start > limit else entry[:_LONGEST_ENTRY]
        words = itertools.islice(_WORD.finditer(sheet.folded, start), len(wanted))
        if sheet.text[start].isupper() and [word[0] for word in words] == wanted and _is_heading(sheet, start):
            yield Mark(start=start, end=start, family="agenda", number=None)


def _is_heading(sheet: Sheet, start: int) -> bool:
    low, _ = sheet.line_at(start)
    before = sheet.folded[max(low, start - 24) : start]
    if sheet.is_flat(start):
        return not _GOES_ON.search(before.rstrip(" "))
    return not _WORDS_BEFORE.search(before) or before.rstrip().endswith(("objet :", ":", "-"))


def find_agenda(sheet: Sheet, start: int, stop: int) -> int | None:
    """Offset of the first agenda in the stretch."""
    match = _AGENDA.search(sheet.folded, start, stop)
    return match.start() if match else None
