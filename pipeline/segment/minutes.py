"""The items that an assembly decides, cut out of its minutes."""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors import patterns
from extractors.french import SPACE, places_of
from pipeline.segment.agenda import find_agenda, find_repeats
from pipeline.segment.chains import Chain, find_chains
from pipeline.segment.decisions import Decisions
from pipeline.segment.headings import (
    capital_titles,
    find_entries,
    find_headings,
    find_lettered,
    find_letters,
    find_objects,
    find_reported,
    find_subjects,
    find_successors,
    find_titled,
)
from pipeline.segment.items import Item, with_columns
from pipeline.segment.numbers import Mark, find_enclosed
from pipeline.segment.plain import find_opened, title_above
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import find_title, is_frame, is_routine, opens_sentence, shown

#: How far a style of marks is trusted, against plain numbers: a number that carries its year is hardly chance.
_TRUST = {
    "code": 1.5,
    "agenda": 0.88,
    "rapporteur": 0.97,
    "objet": 0.95,
    "capitals": 0.3,
    "successor": 0.8,
    "titled": 0.75,
    "opened": 0.8,
    "adrift": 0.45,
    "letter": 0.9,
    "bullet": 0.3,
}
_LABEL_TRUST = 1.4
_LABELLED = patterns.compile(r"(?:deliberation|affaire|point|question|rapport|dossier|projet|sujet|delib|dcm|resolution)")

#: Styles that one item is enough for.
_ALONE = frozenset(("rapporteur", "objet"))

#: Of the numbers that carry a year, at least so many must open something decided.
_CODE_SHARE = 0.3

#: A meeting is not closed before so much of its minutes.
_CLOSING_PART = 0.6

#: "2023-15", "DM2023-15", "DEC 2023-15"; "D2023-15" and "DEL2023-15" are deliberations.
_EXECUTIVE = patterns.compile(r"\d|d[cpm]|dec|a[rm]")

#: "3 Tarification du cimetière": a number with nothing behind it opens no item, but belongs to one.
_BARE = patterns.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5})[ \t]+(?=[A-ZÀ-Ý][\w'’])")

#: So far behind a title the number of the act may stand in brackets.
_BRACKETS = 40

#: The first words of what an assembly goes by; what it goes by to choose its secretary stays in the frame.
_REASON = patterns.compile(rf"(?<=[.;:!?\n]\s)(?:vu{SPACE}+(?:l[ae']|les|le)\b|considerant\b)")
_SECRETARY = patterns.compile(rf"\bsecretaire{SPACE}+de{SPACE}+(?:la{SPACE}+)?seance\b|\bproces(?:-|{SPACE})verbal\b")

#: The name of the rapporteur between that of a section and its first item.
_REPORTER = patterns.compile(r"\s*\(?rapporteure?s?\s*:[^.;!?]*")
_SECTION = 120

#: Headings without a number that end the last item: "QUESTIONS DIVERSES", "INFORMATIONS".
_FRAME_HEADING = patterns.compile(
    rf"(?<!\S)(?:questions?{SPACE}+(?:diverses?|orales?)|informations?{SPACE}+(?:diverses?|et{SPACE}+questions{SPACE}+diverses|du{SPACE}+(?:maire|president))|tour{SPACE}+de{SPACE}+table|affaires{SPACE}+diverses|points?{SPACE}+divers)\b(?:{SPACE}+(?:et|&){SPACE}+\w+(?:{SPACE}+\w+)?)?{SPACE}*(?=[:.]|\n|$|-|(?<={SPACE})(?:m\.|mme|monsieur|madame|l[ea]{SPACE}+(?:maire|presidente?|seance)|l'ordre)\b)"
)
_FRAME_PLACES = functools.partial(places_of, ("question", "information", "affaires", "point", "tour"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """The minutes to cut: a stretch of a sheet and what is known of it.

    Attributes:
        marks: the numbered places in it where an item may begin, in order, and ``starts`` their offsets.
        end: where the meeting is closed, or the stretch ends.
        cut: whether the text breaks off, so that the last item lacks its decision.
        agenda: offset of the agenda, or None.
        frames: offsets of headings that open what is not decided.
    """

    sheet: Sheet
    decisions: Decisions
    marks: Sequence[Mark]
    starts: Sequence[int]
    end: int
    cut: bool
    agenda: int | None
    frames: Sequence[int]


def find_items(sheet: Sheet, decisions: Decisions, marks: Sequence[Mark], start: int, stop: int) -> list[Item]:
    """The decided items between ``start`` and ``stop``, in reading order.

    Every style in which the document might open its items is tried; the one that accounts for most of them is taken.
    """
    closing = decisions.closing(start + int(_CLOSING_PART * (stop - start)), stop)
    end = stop if closing is None else closing
    first, last = (bisect.bisect_left(marks, at, key=lambda mark: mark.start) for at in (start, end))
    inside = [mark for mark in marks[first:last] if not (_is_executive(mark) and decisions.is_reported(mark.start))]
    stretch = _Stretch(
        sheet=sheet,
        decisions=decisions,
        marks=inside,
        starts=[mark.start for mark in inside],
        end=end,
        cut=closing is None and stop == len(sheet.text) and (sheet.is_flat(stop - 1) or _is_cut(sheet.text)),
        agenda=find_agenda(sheet, start, end),
        frames=[
            match.start()
            for match in sheet.openings(_FRAME_HEADING, _FRAME_PLACES, start, end)
            if sheet.text[match.start()].isupper()
        ],
    )
    best: list[Item] = []
    most = 0.0
    for chain in find_chains([*inside, *_loose(stretch, start)], decisions, end):
        items = _items(stretch, chain)
        worth = _worth(chain, items, flat=sheet.is_flat(chain.marks[0].start))
        if worth > most:
            best, most = items, worth
    return with_columns(sheet, decisions, _with_first(stretch, start, best)) or _reasoned(stretch, start)


def _reasoned(stretch: _Stretch, start: int) -> list[Item]:
    """The matters of minutes without any heading: each opens with its first visa or recital, and is put to the vote."""
    places: list[int] = []
    for match in _REASON.finditer(stretch.sheet.folded, start, stretch.end):
        vote = stretch.decisions.first_vote(places[-1], match.start()) if places else match.start()
        if vote is not None and stretch.sheet.text[match.start()].isupper():
            places.append(match.start())
    return [
        Item(start=low, end=high, number=None, title=None)
        for low, high in itertools.pairwise([*places, stretch.end])
        if (vote := stretch.decisions.first_vote(low, high)) is not None and not _SECRETARY.search(stretch.sheet.folded, low, vote)
    ]


def _with_first(stretch: _Stretch, start: int, items: list[Item]) -> list[Item]:
    """The items, and before them the first one where its number was lost, so that they begin with the second."""
    if not items or items[0].number not in ("2", "2.", "02"):
        return items
    before = _Stretch(
        sheet=stretch.sheet,
        decisions=stretch.decisions,
        marks=(),
        starts=(),
        end=items[0].start,
        cut=False,
        agenda=None,
        frames=(),
    )
    for low in reversed([low for low, _ in capital_titles(stretch.sheet, start, items[0].start)]):
        if stretch.decisions.between(low, items[0].start):
            item = _item(before, Mark(start=low, end=low, family="capitals"), items[0].start)
            return [item, *items] if item and not stretch.decisions.is_reported(low) else items
    return items


def _is_executive(mark: Mark) -> bool:
    """Whether a number may be that of a decision of the executive: it says nothing of a deliberation."""
    return mark.family == "code" and _EXECUTIVE.match((mark.number or "").lower()) is not None


def _loose(stretch: _Stretch, start: int) -> list[Mark]:
    """The places without a number where an item may begin."""
    sheet, decisions, end = stretch.sheet, stretch.decisions, stretch.end
    repeats = _apart(sheet, find_repeats(sheet, decisions, start, end), end)
    return [
        *repeats,
        *_apart(sheet, find_reported(sheet, start, end), end),
        *find_objects(sheet, start, end),
        *find_headings(sheet, decisions, start, end),
        *find_successors(sheet, decisions, start, end),
        *find_titled(sheet, start, end),
        *(find_opened(sheet, decisions, start, end) if not repeats or sheet.is_flat(repeats[0].start) else ()),
        *find_letters(sheet, start, end),
        *(find_entries(sheet, start, end) if decisions.everything else ()),
    ]


def _apart(sheet: Sheet, marks: Sequence[Mark], end: int) -> list[Mark]:
    """The marks without those that stand inside the title of the one before."""
    kept: list[Mark] = []
    title_end = 0
    for mark in marks:
        if mark.start >= title_end:
            kept.append(mark)
            title_end = find_title(sheet, mark.end, end)[1]
    return kept


def _worth(chain: Chain, items: Sequence[Item], *, flat: bool) -> float:
    """How much a style accounts for: the items it opens, less where its numbers jump; 0 where it must be chance."""
    family = chain.marks[0].family
    style = family.rsplit(" ", 1)[-1]
    if style == "code" and len(items) < _CODE_SHARE * len(chain.marks):
        return 0.0  # a list of decisions that are reported, or of what was voted before
    begun = len(chain.marks) > 1 and chain.marks[0].value == (1,) and chain.regularity == 1.0
    trust = _TRUST.get(style, _LABEL_TRUST if _LABELLED.match(family) else 1.0)
    if len(items) < 2 and trust < _LABEL_TRUST and style not in _ALONE and not begun and not (style == "agenda" and not flat):
        return 0.0
    return trust * len(items) * (0.4 + 0.6 * chain.regularity)


def _items(stretch: _Stretch, chain: Chain) -> list[Item]:
    """The marks of a chain that open a decided item, each parted into what was put to the vote by itself."""
    items: list[Item] = []
    stops = [*(mark.start for mark in chain.marks[1:]), stretch.end]
    for mark, decided, stop in zip(chain.marks, chain.decided, stops, strict=True):
        item = _item(stretch, mark, stop)
        if item is None:
            items.extend(_lettered(stretch, mark.end, stop))
        elif decided or _is_likely(stretch, mark, first=not items, last=stop == stretch.end):
            items.extend(_split(stretch, item))
    return [replace(item, end=min(item.end, after.start)) for item, after in itertools.pairwise(items)] + items[-1:]


def _item(stretch: _Stretch, mark: Mark, stop: int) -> Item | None:
    """The item that a mark opens, or None where its title says that it is no decision."""
    sheet = stretch.sheet
    printed = mark if mark.number else _number_at(stretch, mark.start)
    low, high = find_title(sheet, max(mark.end, printed.end) if printed else mark.end, stop)
    folded = sheet.folded[low:high]
    official = printed is not None and (printed.family.endswith("code") or printed.family.startswith("delib"))
    if (is_frame(folded) and not official) or (printed is None and (is_routine(folded) or opens_sentence(sheet, low))):
        return None
    if printed is None and (below := _number_below(stretch, high, stop)):
        printed = below
        low, high = find_title(sheet, below.end, stop)
    start = min(printed.start, mark.start) if printed else mark.start
    if printed is mark and opens_sentence(sheet, low) and (above := title_above(sheet, mark.start)):
        (low, high), start = above, above[0]
    number = find_enclosed(sheet, low, min(stop, high + _BRACKETS)) or (printed.number if printed else None)
    if number is None and (bare := _BARE.match(sheet.text, low, high)):
        number, low = bare["number"], bare.end()
    return Item(start=start, end=_end(stretch, mark.end, stop), number=number, title=shown(sheet.text[low:high]))


def _is_likely(stretch: _Stretch, mark: Mark, *, first: bool, last: bool) -> bool:
    """Whether an item counts of which no decision is found: the text breaks off in it, or it is called a deliberation."""
    if last and stretch.cut:
        return not first or mark.family.endswith("code") or _LABELLED.match(mark.family) is not None
    announced = stretch.agenda is not None and stretch.agenda < mark.start
    return mark.family.startswith("deliberation") and not (first and announced)


def _number_at(stretch: _Stretch, start: int) -> Mark | None:
    """The number printed just before, or at the beginning of, a heading that was found by its words."""
    index = bisect.bisect_right(stretch.starts, start)
    for mark in reversed(stretch.marks[max(0, index - 6) : index]):
        if mark.number and (mark.start == start or -3 <= start - mark.end <= 3):
            return mark
    return None


def _number_below(stretch: _Stretch, end: int, stop: int) -> Mark | None:
    """The number of the item whose section and rapporteur are named first: "FINANCES Rapporteur : M. Paul 1. Budget"."""
    index = bisect.bisect_left(stretch.starts, end)
    if index == len(stretch.marks) or stretch.marks[index].start > min(stop, end + _SECTION):
        return None
    mark = stretch.marks[index]
    named = _REPORTER.fullmatch(stretch.sheet.folded, end, mark.start)
    return mark if named and mark.number and mark.value else None


def _split(stretch: _Stretch, item: Item) -> list[Item]:
    """The item, or the matters in it that were each put to the vote under a title of their own."""
    sheet = stretch.sheet
    subjects = find_subjects(sheet, item.start, item.end) if stretch.decisions.count_votes(item.start, item.end) > 1 else []
    if not subjects:
        return [item]
    pieces = [replace(item, end=subjects[0])]
    for low, high in itertools.pairwise([*subjects, item.end]):
        title = sheet.text[slice(*find_title(sheet, low, high))]
        pieces.append(Item(start=low, end=high, number=None, title=shown(title)))
    return pieces


def _lettered(stretch: _Stretch, start: int, stop: int) -> list[Item]:
    """The matters that were decided under a heading such as "Questions diverses", where letters tell them apart."""
    places = find_lettered(stretch.sheet, start, stop)
    ends = [*(low for low, _ in places), stop][1:]
    return [
        Item(start=low, end=end, number=None, title=shown(stretch.sheet.text[slice(*find_title(stretch.sheet, title, end))]))
        for (low, title), end in zip(places, ends, strict=True)
        if stretch.decisions.between(low, end)
    ]


def _end(stretch: _Stretch, start: int, stop: int) -> int:
    """Where the item ends: before a heading that opens what is not decided."""
    index = bisect.bisect_left(stretch.frames, start)
    return stretch.frames[index] if index < len(stretch.frames) and stretch.frames[index] < stop else stop


def _is_cut(text: str) -> bool:
    """Whether the text stops in the middle of a sentence: somebody kept its beginning only."""
    return text.rstrip()[-1:].isalnum() or text.rstrip()[-1:] in ",:-"
