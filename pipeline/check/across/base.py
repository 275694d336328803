"""What every check over all documents is made of: the tables go in, findings come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

#: Gives the rows of a table, or some of its columns.
Read = Callable[[str, Sequence[str] | None], "pa.Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A place in a document that shows a finding.

    Attributes:
        document: its id.
        act: the act that holds it.
        start, end: where it is in the document's text.
        raw: what stands there.
    """

    document: str
    act: str | None
    start: int
    end: int
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossFinding:
    """One thing that does not add up between documents.

    Attributes:
        key: what tells it from others of its check, however many documents there are.
        message: what is wrong, in French.
        places: the telling place first; its document is the one concerned.
    """

    key: str
    message: str
    places: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossCheck:
    """One check over all documents: an entry of ``ACROSS``.

    Attributes:
        code: its name in the tables, and that of its module.
        severity, says, silent: as those of a check of one document.
        find: yields the findings, in a fixed order.
    """

    code: str
    severity: str
    says: str
    silent: str
    find: Callable[[duckdb.DuckDBPyConnection], Iterator[AcrossFinding]]


def shown(row: dict[str, Any]) -> Shown:
    """The place of a fact."""
    return Shown(document=row["document_id"], act=row["act_id"], start=row["char_start"], end=row["char_end"], raw=row["raw"])


def fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    """The rows of a query as plain values."""
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description or ()]
    while batch := answer.fetchmany(10_000):
        yield from (dict(zip(names, row, strict=True)) for row in batch)


def documents(count: int) -> str:
    """How many documents, in words.

    >>> documents(1), documents(3)
    ('un document', '3 documents')
    """
    return "un document" if count == 1 else f"{count} documents"


def date_of(value: dt.date | dt.datetime) -> dt.date:
    """A date, whichever of the two the database gives."""
    return value.date() if isinstance(value, dt.datetime) else value
