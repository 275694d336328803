"""One act: what it decides, what it cites, and what cites it."""

from __future__ import annotations

import sqlite3

from pipeline.present.words import KINDS
from pipeline.serve.page import BY_GRADE, Args, Page, Row, ask, one, sheet

_MOST = 300


def act(connection: sqlite3.Connection, args: Args) -> Page:
    """An act with its facts and its relations to others."""
    found = one(connection, "Aucun acte ne porte cet identifiant.", "SELECT * FROM acts WHERE act_id = ?", args["key"])
    document = one(
        connection, "Son document n’est plus là.", "SELECT * FROM documents WHERE document_id = ? LIMIT 1", found["document_id"]
    )
    facts = ask(connection, "SELECT * FROM facts WHERE act_id = ? ORDER BY char_start", args["key"])
    cites = ask(
        connection,
        """SELECT c.*, f.says, a.title AS cited_title FROM citations c JOIN facts f USING (fact_id)
           LEFT JOIN acts a ON a.act_id = c.cited_act_id WHERE c.act_id = ? ORDER BY c.char_start LIMIT ?""",
        args["key"], _MOST,
    )  # fmt: skip
    cited_by = _cited_by(connection, args["key"])
    shown = [kind for kind in KINDS if kind != "citations"]
    context = {
        "title": found["title"] or f"Acte {found['number'] or found['ordinal']}",
        "act": found, "document": document, "cites": cites, "cited_by": cited_by,
        "groups": [(kind, rows) for kind in shown if (rows := [fact for fact in facts if fact["kind"] == kind])],
        "checks": ask(connection, f"SELECT * FROM checks c WHERE act_id = ? ORDER BY {BY_GRADE}", args["key"]),
        "copies": _related(connection, "copy_of", found), "siblings": _related(connection, "case_id", found),
        "changes": _changes(connection, args["key"]),
        "before": _beside(connection, found, -1), "after": _beside(connection, found, 1),
    }  # fmt: skip
    sheets = {"facts": sheet(facts), "cites": sheet(cites), "cited_by": sheet(cited_by)}
    return Page(template="acte.html", context=context, sheets=sheets)


def _cited_by(connection: sqlite3.Connection, act_id: str) -> list[Row]:
    return ask(
        connection,
        """SELECT a.act_id, a.kind, a.number, a.title, a.date, c.fact_id, c.raw, d.collectivity
           FROM citations c JOIN acts a ON a.act_id = c.act_id
           JOIN (SELECT * FROM documents GROUP BY document_id) d ON d.document_id = a.document_id
           WHERE c.cited_act_id = ? ORDER BY a.date LIMIT ?""",
        act_id, _MOST,
    )  # fmt: skip


def _related(connection: sqlite3.Connection, column: str, found: Row) -> list[Row]:
    """The acts that a column puts together with this one: copies of it, or steps of the same case, where tables tell."""
    if column not in found:
        return []
    same = "act_id = :value OR copy_of = :own"
    if column == "case_id":
        same = "(case_id IN (:value, :own) OR act_id = :value) AND act_id <> :own"
    sql = f"SELECT act_id, kind, number, title, date FROM acts WHERE {same} ORDER BY date, act_id LIMIT 50"
    return ask(connection, sql, value=found[column], own=found["act_id"])


def _changes(connection: sqlite3.Connection, act_id: str) -> list[Row]:
    """What this act does to others, and others to it."""
    return ask(
        connection,
        """SELECT l.relation, l.act_id = :own AS does, l.evidence, a.act_id, a.kind, a.number, a.title, a.date
           FROM act_links l JOIN acts a ON a.act_id = CASE WHEN l.act_id = :own THEN l.target_act_id ELSE l.act_id END
           WHERE l.act_id = :own OR l.target_act_id = :own ORDER BY a.date""",
        own=act_id,
    )


def _beside(connection: sqlite3.Connection, found: Row, step: int) -> Row | None:
    rows = ask(
        connection,
        "SELECT act_id, title, number FROM acts WHERE document_id = ? AND ordinal = ?",
        found["document_id"], found["ordinal"] + step,
    )  # fmt: skip
    return rows[0] if rows else None
