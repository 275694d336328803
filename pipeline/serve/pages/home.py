"""The first page: what is in the base, what stands out, where to begin."""

from __future__ import annotations

import datetime as dt
import sqlite3

from pipeline.present.words import KINDS
from pipeline.serve.page import Args, Page, ask, sheet

_MOST_CHECKS, _MOST_COLLECTIVITIES, _MOST_GRANTS = 6, 12, 6


def home(connection: sqlite3.Connection, args: Args) -> Page:
    """What the base holds."""
    about = {row["name"]: row["said"] for row in ask(connection, "SELECT name, said FROM about")}
    numbers = {name: int(float(said)) for name, said in about.items() if said.replace(".", "", 1).isdecimal()}
    collectivities = ask(
        connection,
        "SELECT key, name, department, documents, last_seen FROM collectivities ORDER BY documents DESC, name LIMIT ?",
        _MOST_COLLECTIVITIES,
    )
    checks = ask(
        connection,
        """SELECT c.check_id, c.severity, c.message, d.collectivity FROM checks c LEFT JOIN documents d USING (document_id)
           WHERE c.severity <> 'info' GROUP BY c.check_id ORDER BY c.severity, c.check_id LIMIT ?""",
        _MOST_CHECKS,
    )
    grants = ask(
        connection,
        "SELECT fact_id, says, value, collectivity, day FROM facts WHERE kind = 'grants' ORDER BY day DESC, value DESC LIMIT ?",
        _MOST_GRANTS,
    )
    kinds = [(kind, numbers[f"facts.{kind}"]) for kind in KINDS if numbers.get(f"facts.{kind}")]
    context = {
        "title": "Ce que décident les collectivités",
        "about": about, "numbers": numbers, "kinds": kinds, "read_at": _moment(about.get("run_id", "")),
        "collectivities": collectivities, "checks": checks, "grants": grants,
    }  # fmt: skip
    rows = [{"name": name, "value": said} for name, said in about.items()]
    return Page(template="accueil.html", context=context, sheets={"about": sheet(rows, ("name", "value"))})


def _moment(run_id: str) -> dt.datetime | None:
    """When the run of this name began."""
    try:
        return dt.datetime.strptime(run_id[:16], "%Y%m%dT%H%M%SZ")
    except ValueError:
        return None
