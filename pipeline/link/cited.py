"""The citations that may mean an act of the corpus, as far as links need them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import patterns
from extractors.french import fold
from pipeline.link.acts import Linked, plain_title
from pipeline.link.numbers import ActNumber, parse_number

if TYPE_CHECKING:
    from pipeline.link import Read

# Whose act it is when it is not that of the body that cites.
_OTHERS = patterns.compile(
    r"\b(?:(?:inter)?prefectora|(?:inter)?ministerie|prefet|conseil d'etat|ministre|tribunal|cour\b|ars\b|ce\b|dc\b|nor\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation as far as links need it."""

    act: Linked
    kind: str
    number: ActNumber | None
    date: dt.date | None
    title: str
    wording: str
    start: int
    end: int


def read_citations(read: Read, acts: Mapping[str, Linked], kinds: Container[str]) -> list[Cited | None]:
    """The citations in the order of their table; None for texts that are no acts of local bodies, or are of other kinds."""
    names = ["act_id", "kind", "number", "date", "precision", "title", "raw", "char_start", "char_end"]
    table = read("citations", names)
    rows = zip(*(table[name].to_pylist() for name in names), strict=True)
    return [_cited(acts[row[0]], *row[1:]) if row[0] in acts and row[1] in kinds else None for row in rows]


def _cited(
    act: Linked,
    kind: str,
    number: str | None,
    date: dt.date | None,
    precision: str,
    title: str,
    raw: str,
    start: int,
    end: int,
) -> Cited | None:
    if number is None and date is None:
        return None
    wording = " ".join(fold(raw).split())
    if _OTHERS.search(wording):
        return None
    day = date if precision == "day" else None
    parsed = parse_number(number, day) if number else None
    return Cited(
        act=act, kind=kind, number=parsed, date=day, title=plain_title(title), wording=wording, start=start, end=end
    )  # fmt: skip
