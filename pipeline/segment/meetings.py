"""Which assembly met, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors import patterns
from extractors.base import Passage
from extractors.dates import find_dates
from extractors.french import SPACE
from pipeline.segment.sheet import Sheet

_S = SPACE

#: The assemblies of French local government, in the words they are published under.
_BODIES = (
    ("Commission permanente du Conseil régional", rf"commission{_S}+permanente{_S}+(?:du{_S}+conseil{_S}+)?regional"),
    (
        "Commission permanente du Conseil départemental",
        rf"commission{_S}+permanente{_S}+du{_S}+conseil{_S}+(?:departemental|general)",
    ),
    ("Commission permanente", rf"commission{_S}+permanente"),
    (
        "Bureau du conseil communautaire",
        rf"bureau{_S}+(?:communautaire|du{_S}+conseil{_S}+(?:de{_S}+communaute|communautaire)|de{_S}+la{_S}+communaute)",
    ),
    ("Bureau syndical", rf"bureau{_S}+syndical"),
    ("Conseil municipal", rf"conseil{_S}+municipal"),
    ("Conseil communautaire", rf"conseil{_S}+(?:communautaire|de{_S}+(?:la{_S}+)?communaute)|assemblee{_S}+communautaire"),
    ("Conseil départemental", rf"conseil{_S}+departemental"),
    ("Conseil général", rf"conseil{_S}+general\b"),
    ("Conseil régional", rf"conseil{_S}+regional"),
    ("Conseil métropolitain", rf"conseil{_S}+(?:metropolitain|de{_S}+(?:la{_S}+)?metropole)"),
    ("Conseil de territoire", rf"conseil{_S}+de{_S}+territoire"),
    ("Conseil d'arrondissement", rf"conseil{_S}+d'arrondissement"),
    ("Comité syndical", rf"(?:comite|conseil){_S}+syndical"),
    ("Conseil d'administration", rf"conseil{_S}+d'administration"),
)
_BODY = patterns.compile("|".join(f"(?P<b{index}>{pattern})" for index, (_, pattern) in enumerate(_BODIES)))

_AUTHORITY = patterns.compile(rf"\b(?:l[ea]|du|de{_S}+la){_S}+(?P<who>maire|presidente?)\b")
_AUTHORITIES = {"maire": "Le Maire", "president": "Le Président", "presidente": "La Présidente"}

#: Where an assembly is named stands at the head of the act.
_HEAD = 3000

#: Where a signature and its date stand.
_TAIL = 2500

#: "Procès-verbal arrêté en séance du ...": the meeting that follows is the next one.
_APPROVED = patterns.compile(r"\b(?:arrete|approuve|adopte|valide)")

#: So near to its name an act gives its date.
_NEAR = 200


def find_body(sheet: Sheet, start: int, stop: int) -> str | None:
    """The assembly that the head of an act names, in its usual words; the one named first."""
    match = _BODY.search(sheet.folded, start, min(stop, start + _HEAD))
    return _BODIES[int(match.lastgroup[1:])][0] if match and match.lastgroup else None


def find_authority(sheet: Sheet, start: int, stop: int) -> str | None:
    """Who signs an order: the mayor or the president, by what its head says first."""
    match = _AUTHORITY.search(sheet.folded, start, min(stop, start + _HEAD))
    return _AUTHORITIES[match["who"]] if match else None


def find_meeting(sheet: Sheet, start: int, stop: int, name: int | None = None) -> dt.date | None:
    """The day of the meeting, as the head of an act gives it.

    Args:
        sheet: the document.
        start: where the act begins.
        stop: where it ends.
        name: offset of the words that name the act: the date nearest behind or before them is the meeting's own, for
            minutes may bear on their first page the date of the meeting that approved them.
    """
    days = _days(sheet, start, min(stop, start + _HEAD), "meeting")
    if name is None:
        return next((day for _, day in days), None)
    near = _days(sheet, name, min(stop, name + _NEAR), "meeting")
    if behind := next((day for at, day in near if not _APPROVED.search(sheet.folded, name, at)), None):
        return behind
    known = list(days)
    before = [day for at, day in known if 0 < name - at <= _NEAR]
    return before[-1] if before else next((day for _, day in known), None)


def find_signing(sheet: Sheet, start: int, stop: int) -> dt.date | None:
    """The day an act was signed, as its end gives it."""
    return next((day for _, day in _days(sheet, max(start, stop - _TAIL), stop, "signature")), None)


def _days(sheet: Sheet, start: int, stop: int, role: str) -> Iterator[tuple[int, dt.date]]:
    """The dates with a role in a stretch, each with its offset; worked out one by one, for mostly the first is wanted."""
    for mention in find_dates(Passage(sheet.text[start:stop])):
        if mention.role == role and mention.precision == "day":
            yield start + mention.start, mention.date
