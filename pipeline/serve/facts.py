"""The table ``facts``: every fact of every kind on one line, with what it can be searched and filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.present.corpus import Corpus
from pipeline.present.says import says
from pipeline.present.words import kind
from pipeline.serve.rows import plain

Row = Mapping[str, Any]

#: ``nature`` is the kind in French, so that its name can be searched for.
FACT_COLUMNS = (
    "fact_id TEXT", "kind TEXT", "nature TEXT", "says TEXT", "value REAL", "raw TEXT", "document_id TEXT", "act_id TEXT",
    "page INTEGER", "char_start INTEGER", "char_end INTEGER", "bbox TEXT", "confidence REAL", "extractor TEXT", "collectivity TEXT",
    "collectivity_key TEXT", "department TEXT", "day TEXT", "year TEXT", "act_kind TEXT", "matter TEXT", "title TEXT",
    "severity TEXT",
)  # fmt: skip


def fact_rows(table: str, rows: Iterable[Row], corpus: Corpus) -> Iterator[tuple[object, ...]]:
    """The facts of one kind."""
    nothing: Row = {}
    for row in rows:
        act, document = corpus.acts.get(row["act_id"], nothing), corpus.documents.get(row["document_id"], nothing)
        day = act.get("date") or document.get("document_date")
        veil = corpus.veils.get(row["document_id"])
        title = act.get("title")
        yield (
            row["fact_id"], table, kind(table), says(table, row), plain(row.get("value")), row["raw"], row["document_id"],
            row["act_id"], row["page"], row["char_start"], row["char_end"], plain(row["bbox"]), plain(row["confidence"]),
            row["extractor"], document.get("collectivity"), corpus.home(document), document.get("department"), plain(day),
            str(day.year) if day else None, act.get("kind"), act.get("matter"), veil(title) if veil and title else title,
            corpus.grade(row),
        )  # fmt: skip
