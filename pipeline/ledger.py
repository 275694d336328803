"""Every input file with what is known of it: the table ``documents`` in the making."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.ingest import Signature, Source
from pipeline.limits import Limits
from pipeline.process import quarantined
from pipeline.publish import Contents
from pipeline.publish.version import Version
from pipeline.spool import Spool, content_batch, content_schema
from pipeline.tables import TABLES
from pipeline.workers import Look, Request, key_of

if TYPE_CHECKING:
    import pyarrow as pa

_SIGNATURE = ("size", "mtime_ns", "ctime_ns", "inode")


@dataclass(slots=True)
class _Entry:
    """One input file: what it was recognised by when it was read, and its content or why there is none."""

    source: Source
    signature: Signature | None
    sha256: str | None = None
    failure: tuple[str, str] | None = None

    @property
    def key(self) -> str | None:
        return key_of(self.sha256, self.source.source_path) if self.sha256 else None


class _Before:
    """What the previous version says of each input file, row by row."""

    def __init__(self, version: Version | None) -> None:
        self.documents = version.read("documents") if version else TABLES["documents"].schema.empty_table()
        self.inputs = version.inputs() if version else inputs_schema().empty_table()
        paths = [str(path) for path in self.documents["source_path"].to_pylist()]
        self.rows = {path: row for row, path in enumerate(paths)}
        self.shas: list[str | None] = self.documents["source_sha256"].to_pylist()
        self.keys = [key_of(sha, path) if sha else None for sha, path in zip(self.shas, paths, strict=True)]
        self.reasons: list[str | None] = self.documents["reason_code"].to_pylist()
        self.signatures = list(zip(*(self.inputs[name].to_pylist() for name in _SIGNATURE), strict=True))

    def document_keys(self) -> dict[str, str | None]:
        """For each document, the key of the file that it was read from."""
        ids, copies = self.documents["document_id"].to_pylist(), self.documents["duplicate_of"].to_pylist()
        return {i: key for i, copy, key in zip(ids, copies, self.keys, strict=True) if i and not copy}


def inputs_schema() -> pa.Schema:
    """What is kept of every input file, besides its row of ``documents``, to recognise it in the next run."""
    import pyarrow as pa

    return pa.schema({"source_path": pa.string()} | dict.fromkeys(_SIGNATURE, pa.int64()))


class Ledger:
    """The input files of a run, and what the previous version knows of them.

    Args:
        sources: all input files, in order.
        previous: the version to start from, if it was read with the same code.
        limits: what a file may cost.
    """

    def __init__(self, sources: Sequence[Source], previous: Version | None, limits: Limits) -> None:
        self._before = _Before(previous)
        self._entries = [_Entry(source, source.signature) for source in sources]
        #: What contents say of themselves: first those of the previous version, then the new ones.
        self._contents = self._before.documents.select(content_schema().names).to_batches()
        self._ids: list[str | None] = self._before.documents["document_id"].to_pylist()
        self._place: dict[object, int] = {key: row for row, key in enumerate(self._before.keys) if key}
        self._owners: dict[str, int] = {}
        for entry in self._entries:
            self._recognise(entry, limits)

    def _recognise(self, entry: _Entry, limits: Limits) -> None:
        """Tell whether the file needs no look: it did not change, or must not be opened."""
        row = self._before.rows.get(entry.source.source_path)
        size = entry.source.signature[0] if entry.source.signature else 0
        if entry.source.problem:
            entry.failure = ("unreadable", entry.source.problem)
        elif size > limits.size:
            entry.failure = ("too_large", f"{size} bytes, the limit is {limits.size}")
        elif row is not None and self._before.signatures[row] == entry.source.signature:
            entry.sha256 = self._before.shas[row]

    def requests(self) -> list[Request]:
        """The files that have to be looked at."""
        unknown = [number for number, entry in enumerate(self._entries) if entry.sha256 is None and entry.failure is None]
        known: dict[int | None, set[str]] = {}
        for signature, key in zip(self._before.signatures, self._before.keys, strict=True) if unknown else ():
            if key:
                known.setdefault(signature[0], set()).add(key)
        return [self._request(number, known) for number in unknown]

    def _request(self, number: int, known: Mapping[int | None, set[str]] | None = None) -> Request:
        source = self._entries[number].source
        size = source.signature[0] if source.signature else 0
        keys = frozenset(known.get(size, ())) if known else frozenset[str]()
        return Request(number=number, path=source.path, name=source.source_path, size=size, known=keys)

    def note(self, look: Look) -> None:
        """Take over what a look at a file gave."""
        entry = self._entries[look.number]
        if look.sha256 is None:
            entry.failure = (look.reason or "unreadable", look.detail or "")
        else:
            entry.sha256, entry.signature = look.sha256, look.signature

    def settle(self, spool: Spool) -> list[Request]:
        """Work out what became of every file; what has to be read for it is returned, and nothing when all is known."""
        missing = [n for n, entry in enumerate(self._entries) if not self._settled(entry, spool)]
        if not missing:
            self._owners = self._find_owners()
            new = self.contents().new
            missing = [n for document, n in self._owners.items() if document in new and self.key_of(document) not in spool]
        return [self._request(number) for number in missing]

    def _settled(self, entry: _Entry, spool: Spool) -> bool:
        """Whether it is known what became of a file."""
        if entry.failure and entry.failure not in self._place:
            self._add(entry.failure, content_batch(quarantined(*entry.failure)))
        elif entry.key and entry.key not in self._place:
            outcome = spool.get(entry.key)
            if outcome is None:
                spool.drop(entry.key)
                return False
            self._add(entry.key, outcome["documents"])
        return True

    def _add(self, what: object, content: pa.RecordBatch) -> None:
        self._place[what] = len(self._ids)
        self._contents.append(content)
        self._ids += content["document_id"].to_pylist()

    def _row(self, entry: _Entry) -> int:
        """Where in the contents stands what became of a file."""
        return self._place[entry.failure or entry.key]

    def _find_owners(self) -> dict[str, int]:
        """For each document, the first file with its content."""
        owners: dict[str, int] = {}
        for number, entry in enumerate(self._entries):
            document = self._ids[self._row(entry)]
            if document:
                owners.setdefault(document, number)
        return owners

    def key_of(self, document_id: str) -> str:
        """The key under which a document was read."""
        return self._entries[self._owners[document_id]].key or ""

    def contents(self) -> Contents:
        """The documents of the version to be made."""
        before = self._before.document_keys()
        kept = frozenset(document for document in self._owners if before.get(document) == self.key_of(document))
        counts = self._said().column("char_count").to_pylist()
        characters = sum(counts[self._row(self._entries[number])] or 0 for number in self._owners.values())
        return Contents(kept=kept, new=frozenset(self._owners.keys() - kept), characters=characters)

    def _said(self) -> pa.Table:
        import pyarrow as pa

        return pa.Table.from_batches(self._contents, content_schema())

    def documents(self, run_id: str, now: dt.datetime) -> pa.Table:
        """The table ``documents``: what did not change keeps the run that read it."""
        import pyarrow as pa

        owners = [self._owner(number) for number in range(len(self._entries))]
        met = [self._met(entry, run_id, now) for entry in self._entries]
        table = self._said().take(pa.array([self._row(self._entries[owner]) for owner in owners], pa.int64()))
        paths = [entry.source.source_path for entry in self._entries]
        columns: dict[str, list[Any]] = {
            "source_path": paths,
            "source_sha256": [entry.sha256 for entry in self._entries],
            "duplicate_of": [None if owner == number else paths[owner] for number, owner in enumerate(owners)],
            "file_name": [path.rpartition("/")[2] for path in paths],
            "run_id": [run for run, _ in met],
            "ingested_at": [when for _, when in met],
        }
        schema = TABLES["documents"].schema
        for name, values in columns.items():
            table = table.append_column(schema.field(name), pa.array(values, schema.field(name).type))
        return table.select(schema.names).cast(schema)

    def _owner(self, number: int) -> int:
        """The first file with the same document; a file without one stands for itself."""
        document = self._ids[self._row(self._entries[number])]
        return self._owners[document] if document else number

    def _met(self, entry: _Entry, run_id: str, now: dt.datetime) -> tuple[str, dt.datetime]:
        """The run that read a file, and when."""
        row = self._before.rows.get(entry.source.source_path)
        if (
            row is None
            or self._before.shas[row] != entry.sha256
            or (entry.failure and self._before.reasons[row] != entry.failure[0])
        ):
            return run_id, now
        return self._before.documents["run_id"][row].as_py(), self._before.documents["ingested_at"][row].as_py()

    def inputs(self) -> pa.Table:
        """What every file is recognised by, in the order of ``documents``."""
        import pyarrow as pa

        rows = [(entry.source.source_path, *(entry.signature or (None,) * 4)) for entry in self._entries]
        return pa.Table.from_pylist([dict(zip(inputs_schema().names, row, strict=True)) for row in rows], inputs_schema())

    def says_nothing_new(self, documents: pa.Table, inputs: pa.Table) -> bool:
        """Whether the previous version holds all this already."""
        return bool(documents.equals(self._before.documents) and inputs.equals(self._before.inputs))

    def quarantined(self) -> Iterator[tuple[str, str]]:
        """The files that are put aside, each with its reason."""
        reasons = self._said().column("reason_code").to_pylist()
        for entry in self._entries:
            reason = reasons[self._row(entry)]
            if reason:
                yield entry.source.source_path, reason
