"""From the parts of a file to acts that know their number, their title, their assembly and their date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.segment.decisions import Decisions
from pipeline.segment.items import Item
from pipeline.segment.kinds import find_kind
from pipeline.segment.labels import find_number, find_object, first_lines, minutes_heading
from pipeline.segment.meetings import find_authority, find_body, find_meeting, find_signing
from pipeline.segment.minutes import find_items
from pipeline.segment.numbers import Mark
from pipeline.segment.parts import Part
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import find_title, shown

#: Parts that may hold the items of a meeting.
_DIVISIBLE = frozenset(("minutes", "list", "compilation", "deliberation", ""))

#: Parts that carry a number and an object.
_NAMED = frozenset(("deliberation", "report", "convention", "order"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An act before it has a place among the others: its stretches of the sheet and what is known of it."""

    kind: str
    spans: tuple[tuple[int, int], ...]
    number: str | None = None
    title: str | None = None
    body: str | None = None
    date: dt.date | None = None


def draft_part(sheet: Sheet, decisions: Decisions, marks: Sequence[Mark], part: Part) -> list[Draft]:
    """The acts of a part: itself, or the frame of minutes and the items that were decided."""
    items: list[Item] = []
    if part.kind in _DIVISIBLE:
        said = replace(decisions, everything=True) if part.kind == "list" else decisions
        items = find_items(sheet, said, marks, _behind_head(part), part.stop)
    kind = find_kind(sheet, decisions, part, items)
    return _minutes(sheet, part, kind, items) if kind in ("minutes", "compilation") else [_single(sheet, part, kind, items)]


def _behind_head(part: Part) -> int:
    """Where items may begin: the name of a deliberation may be that of the first item of a register."""
    if part.kind == "deliberation":
        return part.name
    return part.head if part.kind else part.start


def _minutes(sheet: Sheet, part: Part, kind: str, items: Sequence[Item]) -> list[Draft]:
    day = find_meeting(sheet, part.start, part.stop, part.name if part.kind else None)
    body = find_body(sheet, part.start, part.stop)
    first = items[0].start if items else part.stop
    frame = Draft(
        kind="other" if kind == "compilation" else kind,
        spans=_around(part, items),
        number=find_number(sheet, part.start, min(first, part.head + 40), kind),
        title=first_lines(sheet, part.start, first) if kind == "compilation" else minutes_heading(sheet, part, first),
        body=body,
        date=day,
    )
    return [
        frame,
        *(
            Draft(kind="deliberation", spans=item.spans, number=item.number, title=item.title, body=body, date=day)
            for item in items
        ),
    ]


def _around(part: Part, items: Sequence[Item]) -> tuple[tuple[int, int], ...]:
    """The stretches of a part that are in none of its items."""
    taken = sorted(span for item in items for span in item.spans)
    edges = [part.start, *(edge for span in taken for edge in span), part.stop]
    spans = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high]
    return tuple(spans) or ((part.start, part.start),)


def _single(sheet: Sheet, part: Part, kind: str, items: Sequence[Item]) -> Draft:
    start, stop = part.start, part.stop
    if kind not in _NAMED:
        return Draft(kind=kind, spans=((start, stop),), title=first_lines(sheet, start, stop))
    if part.kind == "study":
        low, high = find_title(sheet, part.name, stop)
        number, title = None, shown(sheet.text[low:high])
    else:
        number, title = find_number(sheet, start, stop, kind), find_object(sheet, part, kind)
    if number is None and len(items) == 1 and items[0].number:  # an extract that prints its one item as the minutes do
        number, title = items[0].number, items[0].title
    met = kind in ("deliberation", "report")
    return Draft(
        kind=kind,
        spans=((start, stop),),
        number=number,
        title=title,
        body=find_body(sheet, start, stop) if met else find_authority(sheet, start, stop) if kind == "order" else None,
        date=find_meeting(sheet, start, stop) if met else find_signing(sheet, start, stop),
    )
