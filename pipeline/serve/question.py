"""One search as questions to the base: its rows in an order, and how many there are of what."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipeline.serve.page import Row, ask

#: Each facet: how the address names it, its column, what it is called.
FACETS = (
    ("nature", "kind", "Nature du fait"),
    ("gravite", "severity", "Contrôles"),
    ("annee", "year", "Année"),
    ("departement", "department", "Département"),
    ("collectivite", "collectivity_key", "Collectivité"),
    ("matiere", "matter", "Matière"),
)
#: Those that pages have too.
OF_PAGES = frozenset(("annee", "departement", "collectivite"))


COLUMNS = (
    "fact_id", "kind", "says", "value", "raw", "title", "collectivity", "department", "day", "matter", "act_kind", "severity",
    "confidence", "document_id", "act_id", "page", "char_start", "char_end",
)  # fmt: skip

_PAGES = """
(SELECT p.rowid AS place, p.document_id, p.page, d.collectivity, d.collectivity_key, d.department, d.document_date AS day,
        substr(d.document_date, 1, 4) AS year, d.file_name
 FROM pages p JOIN (SELECT * FROM documents GROUP BY document_id) d USING (document_id))
"""


class Search:
    """One question to the base."""

    def __init__(self, connection: sqlite3.Connection, query: str | None, chosen: Mapping[str, str], pages: bool) -> None:
        self._connection = connection
        self._query = query
        self._pages = pages
        columns = {name: column for name, column, _ in FACETS}
        self._named: dict[str, object] = {**chosen, "query": query}
        self._where = " AND ".join(f"f.{columns[name]} = :{name}" for name in chosen) or "1"

    def rows(self, order: str, limit: int, skip: int) -> list[Row]:
        """The rows in an order."""
        named = self._named | {"limit": limit, "skip": skip}
        if self._pages:
            return self._page_rows(named)
        by = {"montant": "f.value DESC", "date": "f.day DESC, f.value DESC"}.get(
            order, "bm25(facts_fts, 5, 4, 3, 1, 0.5), f.value DESC"
        )
        source = "facts_fts JOIN facts f ON f.rowid = facts_fts.rowid" if self._query else "facts f"
        match = "facts_fts MATCH :query AND " if self._query else ""
        columns = ", ".join(f"f.{name}" for name in COLUMNS)
        sql = f"SELECT {columns} FROM {source} WHERE {match}{self._where} ORDER BY {by} LIMIT :limit OFFSET :skip"
        return ask(self._connection, sql, **named)

    def _page_rows(self, named: Mapping[str, object]) -> list[Row]:
        if not self._query:
            order = "f.day DESC, f.document_id, f.page"
            sql = f"SELECT f.* FROM {_PAGES} f WHERE {self._where} ORDER BY {order} LIMIT :limit OFFSET :skip"
            return ask(self._connection, sql, **named)
        sql = f"""
            SELECT f.*, snippet(pages_fts, 0, char(2), char(3), ' … ', 40) AS snippet
            FROM pages_fts JOIN {_PAGES} f ON f.place = pages_fts.rowid
            WHERE pages_fts MATCH :query AND {self._where} ORDER BY bm25(pages_fts) LIMIT :limit OFFSET :skip"""
        return [row | {"snippet": _pieces(row["snippet"])} for row in ask(self._connection, sql, **named)]

    def counts(self) -> Counter[tuple[Any, ...]]:
        """How many rows there are for each combination of what facets tell apart."""
        columns = ", ".join(f"f.{column}" for name, column, _ in FACETS if not self._pages or name in OF_PAGES)
        source, key, index = (_PAGES, "place", "pages_fts") if self._pages else ("facts", "rowid", "facts_fts")
        match = f"f.{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH :query) AND " if self._query else ""
        sql = f"SELECT {columns}, count(*) FROM {source} f WHERE {match}{self._where} GROUP BY {columns}"
        return Counter({tuple(row[:-1]): row[-1] for row in self._connection.execute(sql, self._named)})


def _pieces(snippet: str) -> list[tuple[str, bool]]:
    """A snippet in pieces, each with whether it was searched for."""
    pieces: list[tuple[str, bool]] = []
    for part in snippet.split("\x02"):
        hit, sign, rest = part.partition("\x03")
        pieces += [(hit, True), (rest, False)] if sign else [(part, False)]
    return [(" ".join(text.split(" ")), hit) for text, hit in pieces if text]
