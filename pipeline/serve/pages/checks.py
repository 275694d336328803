"""What checks found, and one of them with its pieces of evidence side by side."""

from __future__ import annotations

import sqlite3
from urllib.parse import urlencode

from pipeline.present.words import SEVERITIES
from pipeline.serve.page import BY_GRADE, Args, Page, Row, ask, one, sheet, whole_number
from pipeline.serve.pages.fact import place_of

_PER_PAGE = 50

_FILTERS = {"gravite": "c.severity", "controle": 'c."check"', "collectivite": "d.collectivity_key"}

_FROM = "FROM checks c LEFT JOIN (SELECT * FROM documents GROUP BY document_id) d USING (document_id)"


def checks(connection: sqlite3.Connection, args: Args) -> Page:
    """All that checks found, the worst first."""
    chosen = {name: args[name] for name in _FILTERS if args.get(name)}
    where = " AND ".join(f"{_FILTERS[name]} = :{name}" for name in chosen) or "1"
    number = whole_number(args, "p", 1)
    whole = bool(args.get("format"))
    rows = ask(
        connection,
        f"""SELECT c.check_id, c."check", c.severity, c.message, c.document_id, c.act_id, d.collectivity, d.collectivity_key,
                   d.document_date AS day {_FROM} WHERE {where}
            ORDER BY {BY_GRADE}, d.document_date DESC, c.check_id
            LIMIT :limit OFFSET :skip""",
        **chosen, limit=100_000 if whole else _PER_PAGE, skip=0 if whole else (number - 1) * _PER_PAGE,
    )  # fmt: skip
    total = connection.execute(f"SELECT count(*) {_FROM} WHERE {where}", chosen).fetchone()[0]
    context = {
        "title": "Contrôles", "rows": rows, "total": total, "facets": [] if whole else _facets(connection, chosen, where),
        "before": _address(chosen, number - 1) if number > 1 else None,
        "after": _address(chosen, number + 1) if number * _PER_PAGE < total else None, "take_away": urlencode(chosen),
    }  # fmt: skip
    return Page(template="controles.html", context=context, sheets={"checks": sheet(rows)})


def _facets(connection: sqlite3.Connection, chosen: dict[str, str], where: str) -> list[Row]:
    labels = {"gravite": "Gravité", "controle": "Contrôle", "collectivite": "Collectivité"}
    shown = {"gravite": "c.severity", "controle": 'c."check"', "collectivite": "d.collectivity"}
    facets = []
    for name, column in _FILTERS.items():
        sql = f"""SELECT {column} AS value, {shown[name]} AS label, count(*) AS count {_FROM}
                  WHERE {where} AND {column} IS NOT NULL GROUP BY 1 ORDER BY 3 DESC LIMIT 40"""
        choices = ask(connection, sql, **chosen)
        for choice in choices:
            choice["label"] = SEVERITIES.get(choice["label"], choice["label"])
            choice["chosen"] = chosen.get(name) == choice["value"]
            others = {k: v for k, v in chosen.items() if k != name}
            choice["address"] = _address(others if choice["chosen"] else others | {name: choice["value"]}, 1)
        facets.append({"name": name, "label": labels[name], "choices": choices})
    return [facet for facet in facets if facet["choices"]]


def _address(chosen: dict[str, str], number: int) -> str:
    asked = chosen | ({"p": str(number)} if number > 1 else {})
    return f"/controles?{urlencode(asked)}" if asked else "/controles"


def check(connection: sqlite3.Connection, args: Args) -> Page:
    """One check with its evidence."""
    found = one(connection, "Aucun contrôle ne porte cette adresse.", "SELECT * FROM checks WHERE check_id = ?", args["key"])
    places = ask(connection, "SELECT * FROM places WHERE check_id = ? ORDER BY rank", args["key"])
    evidence = [{**place, **_shown(connection, place)} for place in places]
    acts = ask(connection, "SELECT * FROM acts WHERE act_id = ?", found["act_id"])
    documents = ask(connection, "SELECT * FROM documents WHERE document_id = ? LIMIT 1", found["document_id"])
    context = {
        "title": found["message"], "check": found, "evidence": evidence, "act": acts[0] if acts else None,
        "document": documents[0] if documents else None,
    }  # fmt: skip
    return Page(template="controle.html", context=context, sheets={"evidence": sheet(places), "check": sheet([found])})


def _shown(connection: sqlite3.Connection, place: Row) -> Row:
    """A place with its sentence, and with the image of it where a fact stands there."""
    facts = ask(
        connection,
        """SELECT fact_id, kind, says, bbox FROM facts WHERE document_id = :document AND char_start < :end AND char_end > :start
           ORDER BY abs(char_start - :start) + abs(char_end - :end), kind = 'amounts' LIMIT 1""",
        document=place["document_id"], start=place["char_start"], end=place["char_end"],
    )  # fmt: skip
    fact = facts[0] if facts else None
    return {"fact": fact, **place_of(connection, place | {"bbox": fact["bbox"] if fact else None})}
