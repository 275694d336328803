"""Lists to begin with: collectivités, beneficiaries, people, documents."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from urllib.parse import urlencode

from pipeline.serve.page import MOST_ROWS, Args, Page, ask, sheet, whole_number

_PER_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list.

    Attributes:
        path: its address.
        title: what it lists.
        one: what each of its rows is.
        template: that shows it.
        sql: gives its rows, all of them, in order; ``:q`` is what their name must hold.
    """

    path: str
    title: str
    one: str
    template: str
    sql: str


_COLLECTIVITIES = _List(
    path="/collectivites", title="Collectivités", one="collectivité", template="collectivites.html",
    sql="""SELECT c.key, c.name, c.siren, c.department, c.documents, c.first_seen, c.last_seen,
                  (SELECT count(*) FROM acts a WHERE a.collectivity_key = c.key) AS acts,
                  (SELECT sum(value) FROM grants g
                   WHERE g.collectivity_key = c.key AND counted IS NOT NULL) AS granted
           FROM collectivities c WHERE holds(c.name, :q) ORDER BY c.documents DESC, c.name""",
)  # fmt: skip
_BENEFICIARIES = _List(
    path="/beneficiaires", title="Bénéficiaires", one="bénéficiaire", template="beneficiaires.html",
    sql="""SELECT b.key, b.name, b.siren, b.kind, b.linked, count(g.fact_id) AS grants,
                  sum(g.value) FILTER (WHERE g.counted IS NOT NULL) AS value,
                  count(DISTINCT g.collectivity_key) AS givers
           FROM beneficiaries b LEFT JOIN grants g ON g.beneficiary_key = b.key
           WHERE holds(b.name, :q) GROUP BY b.key ORDER BY value DESC NULLS LAST, b.name""",
)  # fmt: skip
_PEOPLE = _List(
    path="/personnes", title="Élus et personnes", one="personne", template="personnes.html",
    sql="""SELECT p.key, p.name, p.body, p.linked, count(m.fact_id) AS mentions, sum(m.status = 'recused') AS recused,
                  count(m.proxy) AS proxies
           FROM people p LEFT JOIN members m ON m.person_key = p.key
           WHERE holds(p.name, :q) GROUP BY p.key ORDER BY recused DESC, mentions DESC, p.name""",
)  # fmt: skip
_DOCUMENTS = _List(
    path="/documents", title="Documents", one="fichier", template="documents.html",
    sql="""SELECT document_id, source_path, file_name, status, reason_code, reason_detail, collectivity, document_date, page_count,
                  text_source, duplicate_of
           FROM documents WHERE holds(source_path, :q) ORDER BY status DESC, document_date DESC NULLS LAST, source_path""",
)  # fmt: skip


def collectivities(connection: sqlite3.Connection, args: Args) -> Page:
    """All collectivités."""
    return _listed(connection, args, _COLLECTIVITIES)


def beneficiaries(connection: sqlite3.Connection, args: Args) -> Page:
    """All beneficiaries, those that got most first."""
    return _listed(connection, args, _BENEFICIARIES)


def people(connection: sqlite3.Connection, args: Args) -> Page:
    """All people."""
    return _listed(connection, args, _PEOPLE)


def documents(connection: sqlite3.Connection, args: Args) -> Page:
    """All files, those that could not be read first."""
    return _listed(connection, args, _DOCUMENTS)


def _listed(connection: sqlite3.Connection, args: Args, what: _List) -> Page:
    typed = args.get("q", "").strip()[:200]
    number = whole_number(args, "p", 1)
    whole = bool(args.get("format"))
    limit, skip = (MOST_ROWS, 0) if whole else (_PER_PAGE, (number - 1) * _PER_PAGE)
    rows = ask(connection, f"{what.sql} LIMIT :limit OFFSET :skip", q=typed, limit=limit, skip=skip)
    total = connection.execute(f"SELECT count(*) FROM ({what.sql})", {"q": typed}).fetchone()[0]

    def address(page: int) -> str:
        return f"{what.path}?{urlencode({'q': typed, 'p': page} if typed else {'p': page})}"

    context = {
        "title": what.title, "one": what.one, "path": what.path, "rows": rows, "total": total, "typed": typed,
        "before": address(number - 1) if number > 1 else None, "after": address(number + 1) if number * _PER_PAGE < total else None,
        "take_away": urlencode({"q": typed}) if typed else "",
    }  # fmt: skip
    return Page(template=what.template, context=context, sheets={what.path[1:]: sheet(rows)})
