"""One deliberation that several documents cite with different numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.check.across.base import AcrossCheck, AcrossFinding, date_of, documents, fetch, shown
from pipeline.check.cited import norm_number, title_words
from pipeline.check.phrasing import day, quoted

if TYPE_CHECKING:
    import duckdb

#: Fewer words may be the title of several decisions of one day: "Attribution de subventions".
_FEWEST_WORDS = 5

_SQL = r"""
WITH told AS (
    SELECT c.kind, c.number, c.date, c.title, c.document_id, c.act_id, c.char_start, c.char_end, c.raw,
           lower(strip_accents(d.collectivity)) AS body,
           regexp_replace(lower(strip_accents(c.title)), '[^a-z]+', ' ', 'g') AS words
    FROM citations c JOIN documents d ON d.document_id = c.document_id AND d.duplicate_of IS NULL
    WHERE c.kind = 'deliberation' AND c.precision = 'day' AND c.number IS NOT NULL AND c.title IS NOT NULL
      AND d.collectivity IS NOT NULL AND c.confidence >= 0.8
), twice AS (
    SELECT body, date, words FROM told GROUP BY ALL HAVING count(DISTINCT number) > 1 AND count(DISTINCT document_id) > 1
)
SELECT told.* FROM told JOIN twice USING (body, date, words)
ORDER BY body, date, words, number, document_id, char_start
"""


def check_cited_numbers(connection: duckdb.DuckDBPyConnection) -> Iterator[AcrossFinding]:
    """Deliberations of one body, day and title that have one number in some documents and another in others."""
    for (body, date, words), rows in groupby(fetch(connection, _SQL), key=lambda row: (row["body"], row["date"], row["words"])):
        by_number: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            by_number[norm_number(row["number"]) or ""].append(row)
        if len(by_number) < 2 or len(title_words(words)) < _FEWEST_WORDS:
            continue
        ranked = sorted(by_number, key=lambda number: (len({row["document_id"] for row in by_number[number]}), number))
        told = ", ".join(
            f"n° {by_number[n][0]['number']} ({documents(len({row['document_id'] for row in by_number[n]}))})" for n in ranked
        )
        title = by_number[ranked[0]][0]["title"]
        yield AcrossFinding(
            key=f"{body} {date} {words}",
            message=f"la délibération {quoted(title, 90)} du {day(date_of(date))} n'a pas le même numéro partout : {told}.",
            places=tuple(shown(by_number[number][0]) for number in ranked),
        )


CHECK = AcrossCheck(
    code="cited_numbers",
    severity="warning",
    says="Une même délibération (collectivité, date et titre) est citée avec un numéro dans certains documents, un autre ailleurs.",
    silent="Le titre est trop court pour être celui d'une seule décision.",
    find=check_cited_numbers,
)
