"""The texts that an act cites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column, without_overlap
from extractors.citations.codes import find_code_articles
from extractors.citations.texts import find_cited_texts
from extractors.dates import find_dates

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


#: Share of the mentions of each rule that are right, as far as reading them has shown.
_TRUST = {"number and date": 0.95, "date": 0.93, "number": 0.88, "name": 0.8}


def find_citations(passage: Passage) -> Iterator[Citation]:
    """Yield the citations of a passage, in reading order: the first of each text cited."""
    yield from without_overlap([*_articles(passage), *_texts(passage)])


def _articles(passage: Passage) -> Iterator[Citation]:
    for cited in find_code_articles(passage.folded):
        rule, confidence = ("code", 0.96) if cited.sure else ("code understood", 0.75)
        yield Citation(
            **passage.at(cited.start, cited.end),
            rule=rule,
            confidence=confidence,
            kind="code",
            code=cited.code,
            number=cited.number,
        )


def _texts(passage: Passage) -> Iterator[Citation]:
    dates = passage.find(find_dates)
    for cited in find_cited_texts(passage.folded, passage.text, dates, passage.kind, passage.day):
        date = cited.date
        rule = ("number and date" if date else "number") if cited.number is not None else "date" if date else "name"
        yield Citation(
            **passage.at(cited.start, cited.end),
            rule=rule,
            confidence=_TRUST[rule],
            kind=cited.kind,
            number=cited.number,
            date=date.date if date else None,
            precision=date.precision if date else None,
            title=cited.title,
        )


EXTRACTOR = Extractor("citations", Citation, find_citations, description="Un texte cité par l'acte, une fois par acte.")
