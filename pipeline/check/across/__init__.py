"""What does not add up between documents: worked out over the rows of all of them, in columns.

Every check is a module of this folder; ``ACROSS`` names them in order. Nothing here has a say in how a document is read: a change
costs no document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing

from pipeline.check.across import cited_dates, cited_numbers, shared_number
from pipeline.check.across.base import AcrossCheck, AcrossFinding, Read
from pipeline.check.base import Row

#: Every check over all documents.
ACROSS: tuple[AcrossCheck, ...] = (cited_dates.CHECK, cited_numbers.CHECK, shared_number.CHECK)

#: The columns that they read.
_COLUMNS = {
    "documents": ["document_id", "collectivity", "duplicate_of"],
    "acts": ["act_id", "document_id", "kind", "number", "title", "body", "date", "char_start"],
    "citations": [
        "document_id", "act_id", "char_start", "char_end", "raw", "confidence", "kind", "number", "date", "precision", "title",
    ],
}  # fmt: skip


def check_across(read: Read) -> list[Row]:
    """The rows of the table ``checks`` that speak of several documents.

    Args:
        read: gives the rows of a table.
    """
    documents = read("documents", _COLUMNS["documents"])
    if documents.num_rows < 2:
        return []
    import duckdb

    with closing(duckdb.connect(":memory:")) as connection:
        connection.register("documents", documents)
        for table in ("acts", "citations"):
            connection.register(table, read(table, _COLUMNS[table]))
        return [row for check in ACROSS for row in _rows(check, check.find(connection))]


def _rows(check: AcrossCheck, findings: Iterator[AcrossFinding]) -> Iterator[Row]:
    for finding in findings:
        first = finding.places[0]
        yield {
            "check_id": hashlib.sha256(f"{check.code}\0{finding.key}".encode()).hexdigest()[:16],
            "check": check.code,
            "severity": check.severity,
            "document_id": first.document,
            "act_id": first.act,
            "message": finding.message[0].upper() + finding.message[1:],
            "evidence": [
                {"document_id": place.document, "char_start": place.start, "char_end": place.end, "raw": place.raw}
                for place in finding.places
            ],
        }
