"""The items that an assembly decides, cut out of its minutes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.french import SPACE
from pipeline.segment.agenda import find_repeats, listed
from pipeline.segment.chains import Chain, find_chains
from pipeline.segment.decisions import Decisions
from pipeline.segment.headings import find_headings, find_objects, find_reported, find_subjects, find_successors
from pipeline.segment.numbers import Mark, find_enclosed
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import find_title, is_frame, is_routine

#: How far a style of marks is trusted: of two that find the same items, the one whose numbers are the act's own wins.
_TRUST = {"code": 1.5, "agenda": 1.02, "rapporteur": 0.97, "objet": 0.95, "capitals": 0.4, "successor": 0.8}
_LABELLED = regex.compile(r"^(?:deliberation|affaire|point|question|rapport|dossier|projet|sujet|delib|dcm|resolution|n\b)")

#: Headings without a number that end the last item: "QUESTIONS DIVERSES", "INFORMATIONS".
_FRAME_HEADING = regex.compile(
    rf"(?<!\S)(?:questions?{SPACE}+(?:diverses?|orales?)|informations?{SPACE}+diverses?|affaires{SPACE}+diverses|points?{SPACE}+divers)\b(?:{SPACE}+(?:et|&){SPACE}+\w+(?:{SPACE}+\w+)?)?{SPACE}*(?=[:.]|\n|$|-)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of minutes that the assembly decides."""

    start: int
    end: int
    number: str | None
    title: str | None


def find_items(sheet: Sheet, decisions: Decisions, marks: Sequence[Mark], start: int, stop: int) -> list[Item]:
    """The decided items between ``start`` and ``stop``, in reading order."""
    closing = decisions.closing(start + int(0.6 * (stop - start)), stop)
    end = stop if closing is None else closing
    cut = closing is None and stop == len(sheet.text) and _is_cut(sheet.text)
    inside = [mark for mark in marks if start <= mark.start < end]
    loose = [
        *_apart(sheet, find_repeats(sheet, decisions, start, end), end),
        *_apart(sheet, find_reported(sheet, start, end), end),
        *find_objects(sheet, start, end),
        *find_headings(sheet, decisions, start, end),
        *find_successors(sheet, decisions, start, end),
    ]
    best: list[Item] = []
    weight = 0.0
    for chain in find_chains([*inside, *loose], decisions, end):
        items = [piece for item in _items(sheet, chain, inside, end, cut=cut) for piece in _split(sheet, decisions, item)]
        family = chain.marks[0].family
        trusted = _TRUST.get(family.rsplit(" ", 1)[-1], 1.4 if _LABELLED.match(family) else 1.0)
        if family.endswith("code") and len(items) < 0.3 * len(chain.marks):
            continue  # a list of decisions that are reported, or of what was voted before
        worth = trusted * len(items) * (0.4 + 0.6 * chain.regularity)
        if worth > weight and (len(items) > 1 or trusted > 0.9 and (trusted != 1.0 or len(items) > 1)):
            best, weight = items, worth
    return best


def _split(sheet: Sheet, decisions: Decisions, item: Item) -> list[Item]:
    """The item, or the matters in it that were each put to the vote under a title of their own."""
    subjects = find_subjects(sheet, item.start, item.end) if decisions.count_votes(item.start, item.end) > 2 else []
    if not subjects:
        return [item]
    pieces = [Item(start=item.start, end=subjects[0], number=item.number, title=item.title)]
    for low, high in itertools.pairwise([*subjects, item.end]):
        title = find_title(sheet, low, high)
        pieces.append(Item(start=low, end=high, number=None, title=_shown(sheet.text[slice(*title)])))
    return pieces


def _apart(sheet: Sheet, marks: Sequence[Mark], end: int) -> list[Mark]:
    """The marks without those that stand inside the title of the one before."""
    kept: list[Mark] = []
    title_end = 0
    for mark in marks:
        if mark.start >= title_end:
            kept.append(mark)
            title_end = find_title(sheet, mark.end, end)[1]
    return kept


def _items(sheet: Sheet, chain: Chain, marks: Sequence[Mark], end: int, *, cut: bool) -> list[Item]:
    """The marks of a chain that open a decided item; the last one of a text cut short has the benefit of the doubt."""
    items: list[Item] = []
    stops = [*(mark.start for mark in chain.marks[1:]), end]
    for index, (mark, decided, stop) in enumerate(zip(chain.marks, chain.decided, stops, strict=True)):
        number, start, title = mark.number, mark.start, mark.end
        if number is None and (printed := _number_before(marks, mark.start)):
            number, start, title = printed.number, printed.start, max(printed.end, title)
        low, high = find_title(sheet, title, stop)
        folded = sheet.folded[low:high]
        last = index == len(stops) - 1
        if is_frame(folded) or (number is None and is_routine(folded)):
            continue
        if not (
            decided
            or (last and cut and (items or number))
            or (mark.family.startswith("deliberation") and (items or not listed(sheet, chain.marks[0].start)))
        ):
            continue
        number = find_enclosed(sheet, low, min(stop, high + 40)) or number
        items.append(Item(start=start, end=_end(sheet, mark.end, stop), number=number, title=_shown(sheet.text[low:high])))
    return items


def _number_before(marks: Sequence[Mark], start: int) -> Mark | None:
    """The number printed just before, or at the beginning of, a heading that was found by its words."""
    return next(
        (mark for mark in marks if mark.number and (mark.start == start or 0 <= start - mark.end + 3 <= 6 and mark.start < start)),
        None,
    )


def _end(sheet: Sheet, start: int, stop: int) -> int:
    """Where the item ends: before a heading that opens what is not decided."""
    for match in _FRAME_HEADING.finditer(sheet.folded, start, stop):
        if sheet.opens(match.start()) and sheet.text[match.start()].isupper():
            return match.start()
    return stop


def _is_cut(text: str) -> bool:
    """Whether the text stops in the middle of a sentence: somebody kept its beginning only."""
    return text.rstrip()[-1:].isalnum() or text.rstrip()[-1:] in ",:-"


def _shown(title: str) -> str | None:
    """A title on one line."""
    return " ".join(title.split()) or None
