"""The texts that an act cites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column

#: What may stand in the column ``role`` or ``kind``.
CITATION_KINDS = (
    "code",
    "law",
    "ordinance",
    "decree",
    "order",
    "circular",
    "eu",
    "deliberation",
    "opinion",
    "report",
    "plan",
    "agreement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Mention):
    """One text cited by an act, once per act."""

    kind: str = column("nature du texte cité", values=CITATION_KINDS)
    code: str | None = column("code cité (CGCT, CGFP...)")
    number: str | None = column("numéro, ou article d'un code")
    date: dt.date | None = column("date du texte cité")
    precision: str | None = column("précision de la date", values=("day", "month"))
    title: str | None = column("intitulé")


def find_citations(passage: Passage) -> Iterator[Citation]:
    """Yield the citations of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("citations", Citation, find_citations, description="Un texte cité par l'acte, une fois par acte.")
