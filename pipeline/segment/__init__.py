"""From pages to acts."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Act, Document, Slice
from pipeline.segment.decisions import Decisions, find_decisions
from pipeline.segment.kinds import find_kind
from pipeline.segment.labels import find_number, find_object, first_line, heading_of_minutes
from pipeline.segment.meetings import find_body, find_meeting, find_signing
from pipeline.segment.minutes import Item, find_items
from pipeline.segment.numbers import Mark, find_marks
from pipeline.segment.parts import Part, find_parts
from pipeline.segment.sheet import Sheet, lay_out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An act before it has a place among the others: its stretches of the sheet and what is known of it."""

    kind: str
    spans: tuple[tuple[int, int], ...]
    number: str | None = None
    title: str | None = None
    body: str | None = None
    date: dt.date | None = None


def segment(document: Document) -> tuple[Act, ...]:
    """The acts of a document, in reading order; together they are all of its text but the furniture.

    A file may hold one act, several that were joined (a deliberation, its report, a convention, annexes), or the minutes
    of a meeting, whose decided items become deliberations of their own.
    """
    sheet = lay_out(document)
    decisions = find_decisions(sheet.folded)
    marks = list(find_marks(sheet))
    drafts: list[_Draft] = []
    for part in find_parts(sheet, decisions):
        drafts.extend(_drafts(sheet, decisions, marks, part))
    drafts = [draft for draft in drafts if any(sheet.text[low:high].strip() for low, high in draft.spans)] or drafts[:1]
    drafts.sort(key=lambda draft: draft.spans[0])
    return tuple(_act(document, sheet, draft, ordinal) for ordinal, draft in enumerate(_with_stamps(sheet, drafts), start=1))


def _drafts(sheet: Sheet, decisions: Decisions, marks: Sequence[Mark], part: Part) -> list[_Draft]:
    everything = replace(decisions, everything=True) if part.kind == "list" else decisions
    items = (
        find_items(sheet, everything, marks, part.head if part.kind else part.start, part.stop)
        if part.kind in ("minutes", "list", "compilation", "deliberation", "")
        else []
    )
    kind = find_kind(sheet, decisions, part, items)
    if kind in ("minutes", "compilation"):
        return _minutes(sheet, part, kind, items)
    return [_single(sheet, part, kind)]


def _minutes(sheet: Sheet, part: Part, kind: str, items: Sequence[Item]) -> list[_Draft]:
    """The frame of minutes, and each item that was decided."""
    spans, at = [], part.start
    for item in items:
        if item.start > at:
            spans.append((at, item.start))
        at = item.end
    if at < part.stop:
        spans.append((at, part.stop))
    first = items[0].start if items else part.stop
    day = find_meeting(sheet, part.start, part.stop, part.name if part.kind else None)
    body = find_body(sheet, part.start, part.stop)
    frame = _Draft(
        kind="other" if kind == "compilation" else "minutes",
        spans=tuple(spans) or ((part.start, part.start),),
        number=find_number(sheet, part.start, min(first, part.head + 40), "minutes"),
        title=heading_of_minutes(sheet, part.start, part.stop, part.head),
        body=body,
        date=day,
    )
    return [frame] + [
        _Draft(kind="deliberation", spans=((item.start, item.end),), number=item.number, title=item.title, body=body, date=day)
        for item in items
    ]


def _single(sheet: Sheet, part: Part, kind: str) -> _Draft:
    """A part that is one act."""
    start, stop = part.start, part.stop
    named = kind in ("deliberation", "report", "convention", "order")
    title = find_object(sheet, part, kind) if named else None
    day = None
    if kind in ("deliberation", "report"):
        day = find_meeting(sheet, start, stop)
    elif kind in ("convention", "order"):
        day = find_signing(sheet, start, stop)
    return _Draft(
        kind=kind,
        spans=((start, stop),),
        number=find_number(sheet, start, stop, kind) if named else None,
        title=title if named else first_line(sheet, start, stop),
        body="Le Maire" if kind == "order" else find_body(sheet, start, stop) if kind in ("deliberation", "report") else None,
        date=day,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stamped:
    draft: _Draft
    stamps: tuple[Slice, ...]
    texts: tuple[str, ...]


def _with_stamps(sheet: Sheet, drafts: Sequence[_Draft]) -> list[_Stamped]:
    """Each draft with the stamps that stand on its pages."""
    spans = sorted((low, high, index) for index, draft in enumerate(drafts) for low, high in draft.spans)
    starts = [low for low, _, _ in spans]
    held: dict[int, list[tuple[Slice, str]]] = {}
    for stamp in sheet.stamps:
        place = max(0, bisect.bisect_right(starts, stamp.at) - 1)
        if place and spans[place][0] == stamp.at and sheet.page_of(stamp.at) > stamp.page:
            place -= 1  # at the foot of the page before
        held.setdefault(spans[place][2], []).append((stamp.place, stamp.text))
    return [
        _Stamped(
            draft=draft,
            stamps=tuple(place for place, _ in held.get(index, ())),
            texts=tuple(text for _, text in held.get(index, ())),
        )
        for index, draft in enumerate(drafts)
    ]


def _act(document: Document, sheet: Sheet, stamped: _Stamped, ordinal: int) -> Act:
    draft = stamped.draft
    slices = tuple(part for low, high in draft.spans for part in sheet.slices(low, high)) or (Slice(start=0, end=0),)
    return Act(
        id=f"{document.id}-{ordinal:03d}",
        document=document.id,
        ordinal=ordinal,
        kind=draft.kind,
        number=draft.number,
        title=draft.title,
        body=draft.body,
        date=draft.date,
        text="".join(sheet.text[low:high] for low, high in draft.spans),
        slices=slices,
        stamps=stamped.stamps,
        stamp_texts=stamped.texts,
    )
