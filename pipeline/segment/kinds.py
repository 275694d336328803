"""What kind of act a part is that does not say so itself."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.minutes import Item
from pipeline.segment.parts import Part
from pipeline.segment.sheet import Sheet

_S = SPACE

#: What is only said of a meeting by those who keep its minutes.
_MEETING = regex.compile(
    rf"""
    \bquorum\b | \bordre{_S}+du{_S}+jour\b | \bseance{_S}+(?:est{_S}+)?(?:ouverte|levee|close) | \bouvre{_S}+la{_S}+seance | \bouverture{_S}+de{_S}+la{_S}+seance
    | \bsecretaire{_S}+de{_S}+seance\b | \bproces(?:-|{_S})+verbal{_S}+de{_S}+la{_S}+(?:seance|reunion) | \bs'est{_S}+reuni | \bappel{_S}+(?:nominal|nominatif)
    """,
    regex.VERBOSE,
)

#: What minutes tell and the extract of a single deliberation leaves out.
_OPENING = regex.compile(
    rf"\b(?:ouvre|ouverture{_S}+de){_S}+la{_S}+seance|\bpasse{_S}+a{_S}+l'ordre{_S}+du{_S}+jour|\bproces{_S}?-?{_S}?verbal{_S}+(?:est|de{_S}+la)\b"
)

_PRESENT = regex.compile(rf"(?<!\w)(?:etaient{_S}+present|presents?{_S}*(?::|\n)|membres{_S}+presents|l'an{_S}+deux{_S}+mil)")
_VISA = regex.compile(rf"(?<!\w)(?:vu{_S}+(?:le|la|l'|les)|considerant)\b")
_ORDER = regex.compile(
    rf"(?<!\w)(?:arrete|decide){_S}*:?{_S}*[-*]?{_S}*article{_S}+(?:1|premier|unique)|(?<!\w)le{_S}+(?:maire|president)\b[^.]{{0,200}}?,?{_S}+vu{_S}"
)
_REGISTER = 3


def find_kind(sheet: Sheet, decisions: Decisions, part: Part, items: Sequence[Item]) -> str:
    """The kind of a part: by its head, and for want of one by what it says.

    A register opens like a single deliberation; that several numbered items follow tells it from one.
    """
    if part.kind in ("minutes", "list"):
        return "minutes"
    if part.kind == "deliberation":
        return "minutes" if len([item for item in items if item.number]) >= _REGISTER else "deliberation"
    if part.kind:
        return part.kind
    return _unnamed(sheet, decisions, part, items)


def _unnamed(sheet: Sheet, decisions: Decisions, part: Part, items: Sequence[Item]) -> str:
    start, stop = part.start, part.stop
    head = min(stop, start + 6000)
    signs = len({match[0] for match in _MEETING.finditer(sheet.folded, start, head)}) + 2 * bool(
        _PRESENT.search(sheet.folded, start, head)
    )
    decided = decisions.between(start, stop)
    if signs >= 2 and (len(items) >= 2 or (items and signs >= 3)):
        return "minutes"
    if (
        signs >= 2
        and decided
        and not _OPENING.search(sheet.folded, start, head)
        and _VISA.search(sheet.folded, start, stop)
        and decisions.count_votes(start, stop) <= 3
    ):
        return "deliberation"
    if signs >= 2:
        return "minutes"
    if _ORDER.search(sheet.folded, start, head) and _VISA.search(sheet.folded, start, head):
        return "order"
    return "annex" if sheet.stamps else "other"
