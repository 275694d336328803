"""One beneficiary: what it got, from whom, when."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from pipeline.serve.chart import Chart, by_year
from pipeline.serve.page import Args, Page, Row, ask, one, sheet

SOURCE = "Source : actes des collectivités, lus par delib"


def beneficiary(connection: sqlite3.Connection, args: Args) -> Page:
    """A body and its grants."""
    found = one(connection, "Aucun bénéficiaire ne porte cette adresse.", "SELECT * FROM beneficiaries WHERE key = ?", args["key"])
    grants = grants_where(connection, "g.beneficiary_key = ?", args["key"])
    parties = ask(
        connection,
        """SELECT f.fact_id, f.says, f.title, f.day, f.collectivity, f.collectivity_key, p.role, p.siret, p.address,
                  p.representative
           FROM parties p JOIN facts f USING (fact_id) WHERE p.beneficiary_key = ? ORDER BY f.day DESC""",
        args["key"],
    )
    sums = by_year(yearly(grants))
    givers = _by_giver(grants)
    context = {
        "title": found["name"], "found": found, "grants": grants, "parties": parties, "years": sums, "givers": givers,
        "total": sum(map(counted, grants)),
    }  # fmt: skip
    chart = Chart(title=f"{found['name']} : subventions reçues, par année", values=sums, source=SOURCE) if sums else None
    sheets = {
        "grants": sheet(grants), "years": sheet([{"year": year, "value": said} for year, said in sums.items()], ("year", "value")),
        "parties": sheet(parties),
    }  # fmt: skip
    return Page(template="beneficiaire.html", context=context, sheets=sheets, chart=chart)


def grants_where(connection: sqlite3.Connection, where: str, *given: object) -> list[Row]:
    """The grants that fit, the latest first."""
    return ask(
        connection,
        f"""SELECT g.fact_id, f.day, f.year, f.collectivity, f.collectivity_key, g.beneficiary, g.beneficiary_key, g.value,
                   g.purpose, f.title, f.act_id, f.act_kind, f.document_id, f.page, f.confidence, f.severity, g.raw, g.counted
            FROM grants g JOIN facts f USING (fact_id) WHERE {where} ORDER BY f.day DESC, g.value DESC""",
        *given,
    )


def counted(row: Row) -> float:
    """What a grant adds to a sum: nothing when its act is a copy of another one."""
    return float(row["value"] or 0) if row["counted"] else 0.0


def yearly(grants: Iterable[Row]) -> dict[str, float]:
    """The sum of each year that is known."""
    sums: dict[str, float] = defaultdict(float)
    for row in grants:
        if row["year"] and row["counted"]:
            sums[row["year"]] += row["value"] or 0
    return dict(sums)


def _by_giver(grants: Iterable[Row]) -> list[Row]:
    sums: dict[str, Row] = {}
    for row in grants:
        giver = sums.setdefault(
            row["collectivity_key"] or "", {"key": row["collectivity_key"], "name": row["collectivity"], "value": 0.0, "count": 0}
        )
        giver["value"] += counted(row)
        giver["count"] += 1
    return sorted(sums.values(), key=lambda giver: -giver["value"])
