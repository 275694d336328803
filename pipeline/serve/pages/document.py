"""One document: the image of each page beside its text, with the facts on both."""

from __future__ import annotations

import sqlite3
from collections import Counter

from pipeline.present.marks import on_pages, segments
from pipeline.present.words import KINDS
from pipeline.serve.page import BY_GRADE, Args, Page, Row, ask, one, sheet, whole_number
from pipeline.serve.pages.fact import box_of

#: Pages on one screen: documents of so many pages are quick, longer ones are leafed through.
PER_SCREEN = 250


def document(connection: sqlite3.Connection, args: Args) -> Page:
    """A document as it was read."""
    found = one(
        connection,
        "Aucun document ne porte cet identifiant.",
        "SELECT * FROM documents WHERE document_id = ? ORDER BY duplicate_of IS NOT NULL, source_path",
        args["key"],
    )
    first = whole_number(args, "depuis", 1)
    pages = ask(
        connection, "SELECT * FROM pages WHERE document_id = ? AND page >= ? ORDER BY page LIMIT ?", args["key"], first, PER_SCREEN
    )
    facts = ask(connection, "SELECT * FROM facts WHERE document_id = ? ORDER BY char_start, char_end DESC", args["key"])
    acts = ask(connection, "SELECT * FROM acts WHERE document_id = ? ORDER BY ordinal", args["key"])
    marked = on_pages(pages, facts)
    starts = {act["page"]: [a for a in acts if a["page"] == act["page"]] for act in acts}
    kinds = Counter(fact["kind"] for fact in facts)
    context = {
        "title": acts[0]["title"] if len(acts) == 1 and acts[0]["title"] else found["file_name"],
        "document": found, "acts": acts, "starts": starts,
        "pages": [_page(page, marked[page["page"]]) for page in pages],
        "kinds": [(kind, kinds[kind]) for kind in KINDS if kinds[kind]], "total": len(facts),
        "checks": checks_of(connection, args["key"]),
        "copies": ask(connection, "SELECT source_path FROM documents WHERE document_id = ? ORDER BY 1", args["key"]),
        "annexes": ask(connection, "SELECT DISTINCT document_id, file_name FROM documents WHERE annex_of = ?", args["key"]),
        "before": max(1, first - PER_SCREEN) if first > 1 else None,
        "after": first + PER_SCREEN if pages and (found["page_count"] or 0) >= first + PER_SCREEN else None,
    }  # fmt: skip
    return Page(template="document.html", context=context, sheets={"facts": sheet(facts), "acts": sheet(acts)})


def _page(page: Row, facts: list[Row]) -> Row:
    """A page with its text in pieces and the boxes of the facts that begin on it."""
    pieces, seen = [], set()
    for text, fact in segments(page["text"], page["char_start"], facts):
        key = fact["fact_id"] if fact else None
        pieces.append({"text": text, "fact": fact, "first": key is not None and key not in seen})
        seen.add(key)
    boxes = [{"fact": fact, **box} for fact in facts if fact["page"] == page["page"] and (box := box_of(fact["bbox"]))]
    boxes.sort(key=lambda box: (box["fact"]["kind"] != "articles", -box["width"] * box["height"]))
    return {**page, "pieces": pieces, "boxes": boxes, "facts": len(facts)}


def checks_of(connection: sqlite3.Connection, document_id: str) -> list[Row]:
    """What checks say of a document."""
    return ask(
        connection,
        f"""SELECT DISTINCT c.check_id, c.severity, c.message, c.act_id FROM checks c LEFT JOIN places p USING (check_id)
           WHERE c.document_id = :document OR p.document_id = :document ORDER BY {BY_GRADE}, c.check_id LIMIT 200""",
        document=document_id,
    )
