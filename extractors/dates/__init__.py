"""Dates, in digits and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column
from extractors.dates.roles import find_roles
from extractors.dates.written import find_written

#: What may stand in the column ``role`` or ``kind``.
DATE_ROLES = (
    "meeting",
    "convocation",
    "citation",
    "opinion",
    "signature",
    "transmitted",
    "received",
    "posted",
    "published",
    "period_start",
    "period_end",
    "deadline",
    "request",
    "event",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Mention):
    """One date with at least its month and its year."""

    date: dt.date = column("date (premier jour du mois quand seul le mois est dit)")
    precision: str = column("précision", default="day", values=("day", "month"))
    role: str = column("rôle de la date dans l'acte", default="other", values=DATE_ROLES)


def find_dates(passage: Passage) -> Iterator[Date]:
    """Yield the dates of a passage, in reading order."""
    found = find_written(passage.folded)
    roles = find_roles(passage.folded, passage.text, found, passage.kind, passage.day)
    for written, role in zip(found, roles, strict=True):
        if date := written.date:
            yield Date(
                **passage.at(written.start, written.end),
                rule=written.rule,
                confidence=written.confidence,
                date=date,
                precision="day" if written.day else "month",
                role=role,
            )


EXTRACTOR = Extractor(
    "dates", Date, find_dates, description="Une date par ligne, chaque fois qu'elle est imprimée.", reads_stamps=True
)
