"""One collectivité: its meetings, its acts by matter, what it grants, what checks say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.serve.chart import Chart, by_year
from pipeline.serve.page import BY_GRADE, Args, Page, Row, ask, one, sheet
from pipeline.serve.pages.beneficiary import SOURCE, counted, grants_where, yearly

_MOST = 60


def collectivity(connection: sqlite3.Connection, args: Args) -> Page:
    """A body that decides."""
    found = one(
        connection, "Aucune collectivité ne porte cette adresse.", "SELECT * FROM collectivities WHERE key = ?", args["key"]
    )
    meetings = ask(
        connection,
        """SELECT date, body, count(*) AS acts, count(DISTINCT document_id) AS documents, min(document_id) AS document_id
           FROM acts WHERE collectivity_key = ? AND date IS NOT NULL GROUP BY date, body ORDER BY date DESC""",
        args["key"],
    )
    matters = ask(
        connection,
        "SELECT matter, count(*) AS acts FROM acts WHERE collectivity_key = ? AND matter IS NOT NULL GROUP BY 1 ORDER BY 2 DESC",
        args["key"],
    )
    acts = ask(
        connection,
        """SELECT act_id, kind, number, title, date, matter, severity FROM acts WHERE collectivity_key = ?
           ORDER BY date DESC, act_id""",
        args["key"],
    )
    grants = grants_where(connection, "g.collectivity_key = ?", args["key"])
    sums = by_year(yearly(grants))
    checks = _checks(connection, args["key"])
    context = {
        "title": found["name"], "found": found, "meetings": meetings[:_MOST], "meeting_count": len(meetings), "matters": matters,
        "acts": acts[:_MOST], "act_count": len(acts), "grants": grants[:_MOST], "grant_count": len(grants), "years": sums,
        "beneficiaries": _largest(grants)[:15], "checks": checks[:_MOST], "check_count": len(checks),
        "most": max((row["acts"] for row in matters), default=1), "total": sum(map(counted, grants)),
    }  # fmt: skip
    chart = Chart(title=f"{found['name']} : subventions attribuées, par année", values=sums, source=SOURCE) if sums else None
    sheets = {
        "acts": sheet(acts), "meetings": sheet(meetings), "matters": sheet(matters), "grants": sheet(grants),
        "checks": sheet(checks),
        "years": sheet([{"year": year, "value": said} for year, said in sums.items()], ("year", "value")),
    }  # fmt: skip
    return Page(template="collectivite.html", context=context, sheets=sheets, chart=chart)


def _checks(connection: sqlite3.Connection, key: str) -> list[Row]:
    return ask(
        connection,
        f"""SELECT DISTINCT c.check_id, c.severity, c.message, c.act_id, c.document_id FROM checks c
           JOIN documents d USING (document_id) WHERE d.collectivity_key = ? ORDER BY {BY_GRADE}, c.check_id""",
        key,
    )


def _largest(grants: Iterable[Row]) -> list[Row]:
    """The beneficiaries that got most."""
    sums: dict[str, Row] = {}
    for row in grants:
        name = row["beneficiary"] or "bénéficiaire non précisé"
        got = sums.setdefault(
            row["beneficiary_key"] or name, {"key": row["beneficiary_key"], "name": name, "value": 0.0, "count": 0}
        )
        got["value"] += counted(row)
        got["count"] += 1
    return sorted(sums.values(), key=lambda got: -got["value"])
