"""One number for two decisions of a body, in two documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.check.across.base import AcrossCheck, AcrossFinding, Shown, fetch
from pipeline.check.cited import title_words
from pipeline.check.phrasing import day, quoted

if TYPE_CHECKING:
    import duckdb

_SQL = r"""
WITH told AS (
    SELECT a.kind, a.number, a.date, a.title, a.document_id, a.act_id, a.char_start,
           regexp_replace(regexp_replace(lower(a.number), '[\s/_.-]+', '-', 'g'), '(^|-)0+(\d)', '\1\2', 'g') AS plain,
           lower(strip_accents(d.collectivity)) AS body, lower(strip_accents(coalesce(a.body, ''))) AS assembly
    FROM acts a JOIN documents d ON d.document_id = a.document_id AND d.duplicate_of IS NULL
    WHERE a.kind = 'deliberation' AND a.number IS NOT NULL AND a.title IS NOT NULL AND a.date IS NOT NULL
      AND d.collectivity IS NOT NULL
), twice AS (
    SELECT plain, body, assembly FROM told WHERE regexp_matches(plain, '(?:19|20)\d\d')
    GROUP BY ALL HAVING count(DISTINCT document_id) > 1
)
SELECT told.* FROM told JOIN twice USING (plain, body, assembly)
ORDER BY body, assembly, plain, date, document_id, char_start
"""


def check_shared_number(connection: duckdb.DuckDBPyConnection) -> Iterator[AcrossFinding]:
    """Decisions of one assembly with the same number and nothing else in common."""
    for key, rows in groupby(fetch(connection, _SQL), key=lambda row: (row["body"], row["assembly"], row["plain"])):
        found = list(rows)
        first = found[0]
        other = next((row for row in found[1:] if row["document_id"] != first["document_id"] and _differ(first, row)), None)
        if other:
            yield AcrossFinding(
                key=" ".join(key),
                message=f"le numéro {other['number']} est celui de deux décisions : {quoted(first['title'])} du "
                f"{day(first['date'])} et {quoted(other['title'])} du {day(other['date'])}.",
                places=(_shown(other), _shown(first)),
            )


def _differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether they are two decisions: other titles; a copy that was sent again has the same."""
    first, second = title_words(one["title"]), title_words(other["title"])
    return bool(first and second) and 3 * len(first & second) < min(len(first), len(second))


def _shown(row: dict[str, Any]) -> Shown:
    """An act has no words of its own in the tables: its beginning is where it is."""
    return Shown(document=row["document_id"], act=row["act_id"], start=row["char_start"], end=row["char_start"], raw="")


CHECK = AcrossCheck(
    code="shared_number",
    severity="warning",
    says="Deux décisions d'une même assemblée, dans deux documents, portent le même numéro et n'ont pas le même objet.",
    silent="Le numéro ne dit pas l'année, ou les titres se ressemblent (copie, nouvel envoi).",
    find=check_shared_number,
)
