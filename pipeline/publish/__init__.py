"""From rows to published tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.publish.draft import Draft
from pipeline.publish.version import Version
from pipeline.tables import OVER_ALL, TABLES

if TYPE_CHECKING:
    import pyarrow as pa

#: The tables that are made document by document, and kept in buckets of documents once there are many.
PER_DOCUMENT = tuple(name for name in TABLES if name not in (*OVER_ALL, "documents"))

#: How many documents, or characters, a bucket holds at most, on average: what has to fit into memory, and what is written anew
#: when one document changes.
_BUCKET_DOCUMENTS, _BUCKET_CHARACTERS = 1_024, 32_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Which documents a version holds.

    Attributes:
        kept: those whose rows stand in the previous version.
        new: those whose rows are to be had elsewhere.
        characters: of all documents together.
    """

    kept: frozenset[str]
    new: frozenset[str]
    characters: int


def write_documents(draft: Draft, contents: Contents, rows_of: Callable[[str], Mapping[str, pa.RecordBatch]]) -> int:
    """Fill a draft with the rows of all documents; of the previous version only what changed is written anew.

    Args:
        draft: the version to fill.
        contents: its documents.
        rows_of: gives the rows of a new document by its id.

    Returns:
        how many digits of a document's id tell its bucket.
    """
    digits = _digits(len(contents.kept) + len(contents.new), contents.characters)
    previous = draft.previous
    before = {str(i) for i in previous.read("pages", ["document_id"])["document_id"].to_pylist()} if previous else set()
    changed = {document[:digits] for document in (before - contents.kept) | contents.new}
    for bucket in sorted({document[:digits] for document in contents.kept | contents.new}):
        if previous and previous.digits == digits and bucket not in changed:
            for table in PER_DOCUMENT:
                for part in previous.parts(table):
                    if part.bucket == bucket and part.rows:
                        draft.keep(part)
        else:
            _write_bucket(draft, bucket, contents, rows_of)
    return digits


def _write_bucket(draft: Draft, bucket: str, contents: Contents, rows_of: Callable[[str], Mapping[str, pa.RecordBatch]]) -> None:
    import pyarrow as pa

    batches: dict[str, list[pa.RecordBatch]] = {table: [] for table in PER_DOCUMENT}
    for document in sorted(contents.new):
        if document.startswith(bucket):
            for table, batch in rows_of(document).items():
                if table in batches:
                    batches[table].append(batch)
    kept = [document for document in contents.kept if document.startswith(bucket)]
    for table in PER_DOCUMENT:
        rows = pa.Table.from_batches(batches.pop(table), TABLES[table].schema)
        if kept and draft.previous:
            rows = pa.concat_tables([_of_documents(draft.previous, table, bucket, kept), rows])
        if rows.num_rows:
            draft.add(table, rows, bucket)


def _of_documents(version: Version, table: str, bucket: str, documents: list[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = version.read(table, bucket=bucket)
    return rows.filter(pc.is_in(rows["document_id"], pa.array(documents, pa.string())))


def _digits(documents: int, characters: int) -> int:
    """The fewest digits that keep buckets small.

    >>> _digits(1_000, 9_000_000), _digits(1_000, 90_000_000), _digits(1_000_000, 9_000_000_000)
    (0, 1, 3)
    """
    wanted = max(documents / _BUCKET_DOCUMENTS, characters / _BUCKET_CHARACTERS)
    return next((digits for digits in range(3) if 16**digits >= wanted), 3)
