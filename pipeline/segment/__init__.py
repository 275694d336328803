"""From pages to acts."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from pipeline.model import Act, Document, Slice
from pipeline.segment.decisions import find_decisions
from pipeline.segment.drafts import Draft, draft_part
from pipeline.segment.numbers import find_marks
from pipeline.segment.parts import find_parts
from pipeline.segment.sent import as_sent
from pipeline.segment.sheet import Sheet, Stamp, lay_out


def segment(document: Document) -> tuple[Act, ...]:
    """The acts of a document, in reading order; together they are all of its text but the furniture.

    A file may hold one act, several that were joined (a deliberation, its report, a convention, annexes), or the minutes
    of a meeting, whose decided items become deliberations of their own.
    """
    sheet = lay_out(document)
    decisions = find_decisions(sheet.folded)
    marks = list(find_marks(sheet))
    drafts = [draft for part in find_parts(sheet, decisions) for draft in draft_part(sheet, decisions, marks, part)]
    drafts = [draft for draft in drafts if any(sheet.text[low:high].strip() for low, high in draft.spans)] or drafts[:1]
    drafts.sort(key=lambda draft: draft.spans[0])
    stamps = _stamps(sheet, drafts)
    acts = tuple(_act(document, sheet, draft, ordinal, stamps.get(ordinal, [])) for ordinal, draft in enumerate(drafts, start=1))
    return as_sent(acts, document.envelope) if document.envelope and acts else acts


def _stamps(sheet: Sheet, drafts: Sequence[Draft]) -> dict[int, list[Stamp]]:
    """The stamps that stand on the pages of each draft, by its ordinal."""
    spans = sorted((low, high, ordinal) for ordinal, draft in enumerate(drafts, start=1) for low, high in draft.spans)
    starts = [low for low, _, _ in spans]
    held: dict[int, list[Stamp]] = {}
    for stamp in sheet.stamps:
        place = max(0, bisect.bisect_right(starts, stamp.at) - 1)
        if place and starts[place] == stamp.at and sheet.page_of(stamp.at) > stamp.page:
            place -= 1  # the stamp is at the foot of the page before
        held.setdefault(spans[place][2], []).append(stamp)
    return held


def _act(document: Document, sheet: Sheet, draft: Draft, ordinal: int, stamps: Sequence[Stamp]) -> Act:
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
        folded="".join(sheet.folded[low:high] for low, high in draft.spans),
        worn=sheet.worn,
        slices=slices,
        stamps=tuple(stamp.place for stamp in stamps),
        stamp_texts=tuple(stamp.text for stamp in stamps),
    )
