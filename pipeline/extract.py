"""From acts to rows of facts, each with the place in the document that proves it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractors import EXTRACTORS
from extractors.base import Extractor, Mention, Passage
from pipeline.errors import Unreadable
from pipeline.legibility import legibility
from pipeline.matter import Matter, tell_matter
from pipeline.model import Act, Document, Slice

Row = dict[str, Any]

#: The columns of its own that each table has.
_COLUMNS = {extractor.name: tuple(f.name for f in extractor.columns) for extractor in EXTRACTORS}


def extract_facts(document: Document, acts: Iterable[Act], tables: Sequence[str] = ()) -> dict[str, list[Row]]:
    """The rows of every table of facts for one document, each in reading order.

    Args:
        document: as it was read.
        acts: that it holds.
        tables: the only ones to fill; all of them when there is none.

    Raises:
        Unreadable: ``unproven``, when a row is not exactly its slice of the document's text.
    """
    text = document.text
    legible = legibility(text)
    asked = tuple(extractor for extractor in EXTRACTORS if not tables or extractor.name in tables)
    rows: dict[str, list[Row]] = {extractor.name: [] for extractor in EXTRACTORS}
    for act in acts:
        for extractor, mention, place in mentions_of(act, asked):
            rows[extractor.name].append(_row(document, text, act, extractor, mention, place, legible))
    for name, found in rows.items():
        found.sort(key=lambda row: (row["char_start"], row["char_end"]))
        _address(name, found)
    return rows


def mentions_of(act: Act, extractors: Sequence[Extractor] = EXTRACTORS) -> Iterator[tuple[Extractor, Mention, Slice]]:
    """Every mention of an act's text, and those of its stamps that count as facts of the act."""
    body = Passage(act.text, kind=act.kind, day=act.date, folded=act.folded, worn=act.worn)
    stamps = [(stamp, Passage(text, kind="stamp", day=act.date)) for stamp, text in zip(act.stamps, act.stamp_texts, strict=True)]
    for extractor in extractors:
        for mention in body.find(extractor.find):
            yield extractor, mention, act.locate(mention.start, mention.end)
        for stamp, passage in stamps if extractor.reads_stamps else ():
            for mention in passage.find(extractor.find):
                yield extractor, mention, Slice(start=stamp.start + mention.start, end=stamp.start + mention.end)


def _row(document: Document, text: str, act: Act, extractor: Extractor, mention: Mention, place: Slice, legible: float) -> Row:
    raw = text[place.start : place.end]
    if not raw or (raw[0], raw[-1]) != (mention.text[0], mention.text[-1]):
        raise Unreadable("unproven", f"{extractor.name}: {mention.text[:60]!r} is not at {place.start}")
    page = document.page_at(place.start)
    box = document.box(place.start, place.end)
    trust = mention.confidence * (legible if page.confidence is None else page.confidence)
    own = {name: getattr(mention, name) for name in _COLUMNS[extractor.name]}
    return {
        "document_id": document.id,
        "act_id": act.id,
        "page": page.number,
        "char_start": place.start,
        "char_end": place.end,
        "raw": raw,
        "bbox": list(box) if box else None,
        "extractor": f"{extractor.name}/{extractor.version}",
        "confidence": round(trust, 3),
        **own,
    }


def _address(table: str, rows: list[Row]) -> None:
    """Give each row its ``fact_id``: the same as long as the document is read the same way."""
    seen: Counter[tuple[int, int]] = Counter()
    for row in rows:
        span = (row["char_start"], row["char_end"])
        seen[span] += 1
        address = f"{table}:{row['document_id']}:{span[0]}:{span[1]}:{seen[span]}"
        row["fact_id"] = hashlib.sha256(address.encode()).hexdigest()[:16]


def act_rows(document: Document, acts: Iterable[Act]) -> list[Row]:
    """The rows of the table ``acts``."""
    return [_act_row(document, act, tell_matter(act)) for act in acts]


def _act_row(document: Document, act: Act, matter: Matter | None) -> Row:
    return {
        "act_id": act.id,
        "document_id": act.document,
        "ordinal": act.ordinal,
        "kind": act.kind,
        "number": act.number,
        "title": act.title,
        "body": act.body,
        "date": act.date,
        "matter": matter and matter.code,
        "matter_confidence": matter and matter.confidence,
        "page": document.page_at(act.slices[0].start).number,
        "char_start": act.slices[0].start,
        "char_end": act.slices[-1].end,
    }
