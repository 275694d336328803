"""One person: presence, recusals, proxies, and votes where they are known."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from extractors.french import fold
from pipeline.present.words import STATUSES
from pipeline.serve.chart import Chart, by_year
from pipeline.serve.page import Args, Page, Row, ask, one, sheet
from pipeline.serve.pages.beneficiary import SOURCE

#: What someone was at a meeting, the most telling first: who came late or left for one vote was there.
_TELLING = ("present", "represented", "excused", "absent", "non_voting_present", "non_voting_excused", "other")

_OF_MEETINGS = ("day", "year", "collectivity", "collectivity_key", "document_id", "fact_id", "proxy")


def person(connection: sqlite3.Connection, args: Args) -> Page:
    """A member of an assembly."""
    found = one(connection, "Aucune personne ne porte cette adresse.", "SELECT * FROM people WHERE key = ?", args["key"])
    rows = ask(
        connection,
        """SELECT m.fact_id, f.day, f.year, f.collectivity, f.collectivity_key, m.name, m.status, m.role, m.proxy, m.group_name,
                  f.title, f.act_id, f.document_id, f.page, f.confidence
           FROM members m JOIN facts f USING (fact_id) WHERE m.person_key = ? ORDER BY f.day DESC, f.char_start""",
        args["key"],
    )
    ballots = ask(
        connection,
        """SELECT b.fact_id, f.day, b.position, f.title, f.act_id, f.collectivity FROM ballots b JOIN facts f USING (fact_id)
           WHERE b.person_key = ? ORDER BY f.day DESC""",
        args["key"],
    )
    meetings = _meetings(rows)
    received = _received(connection, found, rows)
    context = {
        "title": found["name"], "found": found, "meetings": meetings, "rows": rows, "ballots": ballots,
        "presence": [(name, many) for name in STATUSES if (many := Counter(m["status"] for m in meetings)[name])],
        "recused": [row for row in rows if row["status"] == "recused"],
        "given": _once(row for row in rows if row["proxy"]), "received": received,
        "roles": Counter(row["role"] for row in rows if row["role"]),
        "groups": sorted({row["group_name"] for row in rows if row["group_name"]}),
        "spellings": [said for said in json.loads(found["spellings"] or "[]") if said != found["name"]],
    }  # fmt: skip
    values: Counter[str] = Counter(m["year"] for m in meetings if m["year"] and m["status"] == "present")
    chart = None
    if values:
        title = f"Séances avec la présence de {found['name']}, par année"
        chart = Chart(title=title, values=by_year({year: float(many) for year, many in values.items()}), source=SOURCE, money=False)
    sheets = {"members": sheet(rows), "meetings": sheet(meetings), "ballots": sheet(ballots), "proxies_received": sheet(received)}
    return Page(template="personne.html", context=context, sheets=sheets, chart=chart)


def _meetings(rows: Iterable[Row]) -> list[Row]:
    """One row for each meeting: a roll call is often printed again in every act of the same day."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] or row["role"]:
            groups[row["day"] or "", row["collectivity_key"] or row["document_id"]].append(row)
    meetings = []
    for same in groups.values():
        said = {row["status"] for row in same}
        status = next((name for name in _TELLING if name in said), "present" if any(row["role"] for row in same) else "other")
        shown = next((row for row in same if row["status"] == status), same[0])
        role = next((row["role"] for row in same if row["role"]), None)
        meetings.append({**{name: shown[name] for name in _OF_MEETINGS}, "status": status, "role": role})
    return sorted(meetings, key=lambda meeting: meeting["day"] or "", reverse=True)


def _once(rows: Iterable[Row]) -> list[Row]:
    """The first row of each day and proxy."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        found.setdefault((row["day"], row["proxy"]), row)
    return list(found.values())


def _received(connection: sqlite3.Connection, found: Row, rows: Iterable[Row]) -> list[Row]:
    """Whoever gave this person a proxy, in the assemblies where it sits."""
    names = {fold(name) for name in [found["name"], *json.loads(found["spellings"] or "[]")]}
    bodies = sorted({row["collectivity_key"] for row in rows if row["collectivity_key"]})
    given = ask(
        connection,
        f"""SELECT m.fact_id, f.day, m.name, m.person_key, m.proxy, f.collectivity, f.document_id
            FROM members m JOIN facts f USING (fact_id)
            WHERE m.proxy IS NOT NULL AND f.collectivity_key IN ({", ".join("?" * len(bodies))}) ORDER BY f.day DESC""",
        *bodies,
    )
    mine: dict[tuple[str, str], Row] = {}
    for row in given:
        if fold(row["proxy"]) in names:
            mine.setdefault((row["day"], row["name"]), row)
    return list(mine.values())
