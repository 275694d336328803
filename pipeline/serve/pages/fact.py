"""One fact: the address that can be printed in an article."""

from __future__ import annotations

import sqlite3

from pipeline.present.words import kind, label, value
from pipeline.serve.page import BY_GRADE, Args, Page, Row, ask, one, sheet
from pipeline.serve.sentence import sentence
from pipeline.tables import TABLES

#: The columns that every fact has: they are shown apart.
_PROOF = frozenset(column.name for column in TABLES["amounts"].columns[:10])

#: Of a page only so much is shown around a fact, in points: above and below it, and in all from left to right.
_AROUND, _ACROSS = 80, 440


def fact(connection: sqlite3.Connection, args: Args) -> Page:
    """A fact with what proves it."""
    found = one(connection, "Aucun fait ne porte cette adresse.", "SELECT * FROM facts WHERE fact_id = ?", args["key"])
    table = found["kind"]
    row = one(connection, "Ce fait n’est plus là.", f"SELECT * FROM [{table}] WHERE fact_id = ?", args["key"])
    act = ask(connection, "SELECT * FROM acts WHERE act_id = ?", found["act_id"])
    context = {
        "title": f"{kind(table).capitalize()} : {found['says']}",
        "fact": found, "row": row, "kind": kind(table), "said": _said(table, row), "act": act[0] if act else None,
        **place_of(connection, found),
        "checks": checks_on(connection, found), "others": _at_the_same_place(connection, found),
        "person": row.get("person_key"), "beneficiary": row.get("beneficiary_key"), "cited": row.get("cited_act_id"),
    }  # fmt: skip
    template = "_fait.html" if args.get("extrait") else "fait.html"
    return Page(template=template, context=context, sheets={table: sheet([row])})


def _said(table: str, row: Row) -> list[tuple[str, str]]:
    """What the fact says, column by column, without what is empty."""
    names = [column.name for column in TABLES[table].columns if column.name not in _PROOF and not column.name.endswith("_id")]
    told = [(label(table, name), value(table, name, row[name])) for name in names if name != "text"]
    return [(name, said) for name, said in told if said]


def place_of(connection: sqlite3.Connection, place: Row) -> Row:
    """Where something stands: its document, its page, the sentence around it and, on an image, what is cut out of the page.

    Args:
        connection: to the base.
        place: with ``document_id``, ``char_start``, ``char_end`` and, if it is a fact, ``bbox``.
    """
    documents = ask(
        connection, "SELECT * FROM documents WHERE document_id = ? ORDER BY duplicate_of IS NOT NULL", place["document_id"]
    )
    pages = ask(
        connection,
        "SELECT * FROM pages WHERE document_id = ? AND char_start <= ? ORDER BY page DESC LIMIT 1",
        place["document_id"], place["char_start"],
    )  # fmt: skip
    if not pages:
        return {"document": documents[0] if documents else None, "page": None, "sentence": None, "crop": None}
    page = pages[0]
    around = sentence(page["text"], place["char_start"] - page["char_start"], place["char_end"] - page["char_start"])
    return {
        "document": documents[0] if documents else None,
        "page": page,
        "sentence": around,
        "crop": crop(page, place.get("bbox")),
    }


def crop(page: Row, bbox: str | None) -> Row | None:
    """The part of a page's image around a box: what the image shows, and where the box lies in it."""
    box = box_of(bbox)
    if box is None or not page["width"] or not page["height"]:
        return None
    top = max(0.0, box["y"] - _AROUND)
    height = min(page["height"] - top, box["height"] + 2 * _AROUND)
    width = min(page["width"], max(_ACROSS, box["width"] + 20))
    left = min(max(0.0, box["x"] + box["width"] / 2 - width / 2), page["width"] - width)
    view = f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"
    return {"view": view, "box": box, "width": page["width"], "height": page["height"]}


def box_of(bbox: str | None) -> Row | None:
    """A box as SVG draws it, with a little air."""
    if not bbox:
        return None
    x0, top, x1, bottom = (float(side) for side in bbox.strip("[]").split(","))
    return {"x": round(x0 - 2, 1), "y": round(top - 1.5, 1), "width": round(x1 - x0 + 4, 1), "height": round(bottom - top + 3, 1)}


def checks_on(connection: sqlite3.Connection, found: Row) -> list[Row]:
    """What checks say of a fact: of its act, or of its very place."""
    return ask(
        connection,
        f"""SELECT DISTINCT c.check_id, c.severity, c.message FROM checks c LEFT JOIN places p USING (check_id)
           WHERE c.act_id = :act OR (p.document_id = :document AND p.char_start < :end AND p.char_end > :start)
           ORDER BY {BY_GRADE} LIMIT 20""",
        act=found["act_id"], document=found["document_id"], start=found["char_start"], end=found["char_end"],
    )  # fmt: skip


def _at_the_same_place(connection: sqlite3.Connection, found: Row) -> list[Row]:
    """Other facts that were read from the same characters, articles around it left out."""
    return ask(
        connection,
        """SELECT fact_id, kind, says FROM facts WHERE document_id = :document AND char_start < :end AND char_end > :start
           AND fact_id <> :own AND kind <> 'articles' ORDER BY char_start LIMIT 20""",
        document=found["document_id"], start=found["char_start"], end=found["char_end"], own=found["fact_id"],
    )  # fmt: skip
