"""Runs that share the work without knowing of each other: each takes a part of the files, one joins what they published."""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.ingest import SIGNATURE, Signature
from pipeline.limits import Limits
from pipeline.publish import PER_DOCUMENT
from pipeline.publish.version import Version
from pipeline.spool import Spool, content_schema
from pipeline.unpack import archive_type
from pipeline.workers import Engine, Look, Request, is_message_name

if TYPE_CHECKING:
    import pyarrow as pa


#: A key begins with the SHA-256 of the content.
_SHA256 = 64


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the files: which it takes follows from their path alone, so nobody has to be asked.

    Attributes:
        number: which part, from 1.
        count: how many parts there are.
    """

    number: int
    count: int

    def holds(self, source_path: str) -> bool:
        """Whether a file belongs to this part."""
        digest = hashlib.sha256(source_path.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def parse_share(text: str) -> Share:
    """The part that is written so.

    >>> parse_share("3/16")
    Share(number=3, count=16)

    Raises:
        UsageError: when it is not written so, or there is no such part.
    """
    match = re.fullmatch(r"(?P<number>[0-9]{1,6})/(?P<count>[0-9]{1,6})", text.strip())
    if match is None or not 1 <= int(match["number"]) <= int(match["count"]):
        raise UsageError(f"{text!r} is no share of the files: write 3/16 for the third of sixteen")
    return Share(int(match["number"]), int(match["count"]))


def joining(engine: Engine, versions: Sequence[Version], code: str) -> Engine:
    """An engine that takes from published versions what they have read, and leaves the rest to another engine.

    Args:
        engine: the other engine.
        versions: where to look first.
        code: the code that documents are read with now.

    Raises:
        UsageError: when a version was read with other code.
    """
    for version in versions:
        if version.fingerprint != code:
            raise UsageError(f"{version.folder} was read with other code or limits: run it again before it is joined")
    return functools.partial(_look_at_all, engine, [_Published(version) for version in versions])


class _Published:
    """What another run has read, and the rows that it found."""

    def __init__(self, version: Version) -> None:
        documents, inputs = version.read("documents"), version.inputs()
        signatures = zip(*(inputs[name].to_pylist() for name in SIGNATURE), strict=True)
        keys: list[str | None] = inputs["key"].to_pylist()
        self._version = version
        self._said = documents.select(content_schema().names)
        #: The document of each row, "" where it could not be read.
        self._ids = [str(document or "") for document in documents["document_id"].to_pylist()]
        self._rows = {key: row for row, key in enumerate(keys) if key}
        self._bucket: str | None = None
        self._held: dict[str, _Grouped] = {}
        #: What each file was recognised by, and its content.
        self.files: dict[str, tuple[Signature, str]] = {}
        #: The keys of all contents, by size.
        self.keys: dict[int, set[str]] = defaultdict(set)
        for path, signature, key in zip(documents["source_path"].to_pylist(), signatures, keys, strict=True):
            if key:
                self.files[str(path)] = (signature, key[:_SHA256])
                self.keys[signature[0]].add(key)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def document(self, key: str) -> str:
        """The document that was read under a key."""
        return self._ids[self._rows[key]]

    def outcome(self, key: str) -> Mapping[str, pa.RecordBatch]:
        """What was read under a key; cheap when asked in the order of documents."""
        row = self._rows[key]
        batches = {"documents": _batch(self._said.slice(row, 1))}
        if document := self._ids[row]:
            bucket = document[: self._version.digits]
            if bucket != self._bucket:
                self._bucket = bucket
                self._held = {table: _Grouped(self._version.read(table, bucket=bucket)) for table in PER_DOCUMENT}
            found = ((table, grouped.of(document)) for table, grouped in self._held.items())
            batches |= {table: rows for table, rows in found if rows is not None}
        return batches


class _Grouped:
    """Rows that are sorted by document."""

    def __init__(self, rows: pa.Table) -> None:
        self._rows = _batch(rows)
        self._spans: dict[str, tuple[int, int]] = {}
        start = 0
        for document, same in itertools.groupby(str(document) for document in self._rows["document_id"].to_pylist()):
            count = sum(1 for _ in same)
            self._spans[document] = (start, count)
            start += count

    def of(self, document: str) -> pa.RecordBatch | None:
        """The rows of a document, or None."""
        if (span := self._spans.get(document)) is None:
            return None
        return self._rows.slice(*span)


def _batch(rows: pa.Table) -> pa.RecordBatch:
    """The rows in one piece."""
    import pyarrow as pa

    columns = [column.combine_chunks() for column in rows.columns]
    return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


def _look_at_all(
    engine: Engine, published: Sequence[_Published], requests: Sequence[Request], spool: Spool, limits: Limits
) -> Iterator[Look]:
    """One look for every request; those that are answered from published rows come last, in the order of documents."""
    looks = {request.number: look for request in requests if (look := _answer(request, published))}
    by_number = {request.number: request for request in requests}
    left = [
        replace(r, known=r.known.union(*(p.keys.get(r.size, ()) for p in published))) for r in requests if r.number not in looks
    ]
    for look in engine(left, spool, limits):
        if look.sha256 and any(by_number[look.number].key(look.sha256) in each for each in published):
            looks[look.number] = look
        else:
            yield look
    for each in published:
        found = [(by_number[look.number].key(look.sha256 or ""), look) for look in looks.values()]
        mine = sorted(((each.document(key), key, look) for key, look in found if key in each), key=lambda item: item[:2])
        for _, key, look in mine:
            if key not in by_number[look.number].known and key not in spool:
                spool.keep(key, each.outcome(key))
            yield looks.pop(look.number)


def _answer(request: Request, published: Sequence[_Published]) -> Look | None:
    """The look at a file that has not changed since it was read elsewhere. What tells of other files is looked at here."""
    if archive_type(request.name) or is_message_name(request.name):
        return None
    for each in published:
        signature, sha256 = each.files.get(request.name, (None, ""))
        if signature and signature == request.signature and request.key(sha256) in each:
            return Look(number=request.number, sha256=sha256, signature=signature)
    return None
