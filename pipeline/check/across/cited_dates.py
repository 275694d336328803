"""One text that several documents cite with different dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.check.across.base import AcrossCheck, AcrossFinding, documents, fetch, shown
from pipeline.check.cited import cited_name
from pipeline.check.phrasing import day

if TYPE_CHECKING:
    import duckdb

#: A law has its number from the State; a deliberation from its body. Numbers that tell no year begin anew each time.
_SQL = r"""
WITH told AS (
    SELECT c.kind, c.number, c.date, c.document_id, c.act_id, c.char_start, c.char_end, c.raw, c.title,
           regexp_replace(regexp_replace(lower(c.number), '[\s/_.-]+', '-', 'g'), '(^|-)0+(\d)', '\1\2', 'g') AS plain,
           CASE WHEN c.kind = 'deliberation' THEN lower(strip_accents(d.collectivity)) ELSE '' END AS body
    FROM citations c JOIN documents d ON d.document_id = c.document_id AND d.duplicate_of IS NULL
    WHERE c.precision = 'day' AND c.number IS NOT NULL AND c.confidence >= 0.8
      AND c.kind IN ('law', 'decree', 'ordinance', 'deliberation')
), twice AS (
    SELECT kind, plain, body FROM told
    WHERE body IS NOT NULL AND regexp_matches(plain, '^(?:19|20)?\d\d-\d+')
    GROUP BY ALL HAVING count(DISTINCT date) > 1 AND count(DISTINCT document_id) > 1
)
SELECT told.* FROM told JOIN twice USING (kind, plain, body)
ORDER BY kind, plain, body, date, document_id, char_start
"""


def check_cited_dates(connection: duckdb.DuckDBPyConnection) -> Iterator[AcrossFinding]:
    """Numbered texts that have one date in some documents and another in others."""
    for (kind, plain, body), rows in groupby(fetch(connection, _SQL), key=lambda row: (row["kind"], row["plain"], row["body"])):
        by_date: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            by_date[row["date"]].append(row)
        if not _is_between(by_date):
            continue
        # The date that fewest documents give is the one to look at first.
        ranked = sorted(by_date, key=lambda date: (len({row["document_id"] for row in by_date[date]}), date))
        told = ", ".join(f"{day(date)} ({documents(len({r['document_id'] for r in by_date[date]}))})" for date in ranked)
        yield AcrossFinding(
            key=f"{kind} {plain} {body}",
            message=f"{cited_name(by_date[ranked[0]][0])} n'a pas la même date partout : {told}.",
            places=tuple(shown(by_date[date][0]) for date in ranked),
        )


def _is_between(by_date: dict[Any, list[dict[str, Any]]]) -> bool:
    """Whether the dates differ between documents: within one, another check says it."""
    sets = [{row["document_id"] for row in rows} for rows in by_date.values()]
    return any(one - other and other - one for one in sets for other in sets)


CHECK = AcrossCheck(
    code="cited_dates",
    severity="warning",
    says="Un même texte numéroté est cité avec une date dans certains documents, et une autre ailleurs.",
    silent="Le numéro ne dit pas l'année, ou la collectivité n'est pas connue.",
    find=check_cited_dates,
)
