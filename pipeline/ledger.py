"""Every input file with what is known of it: the table ``documents`` in the making."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.amend import NONE, Amendments
from pipeline.bodies import BodyList, as_read
from pipeline.bundle import Sent, packed, pair, unpacked
from pipeline.ingest import SIGNATURE, Inside, Signature, Source, readable
from pipeline.limits import Limits
from pipeline.model import Envelope
from pipeline.outcome import quarantined
from pipeline.publish import Contents
from pipeline.publish.version import Version
from pipeline.shards import Share
from pipeline.spool import Spool, content_batch, content_schema
from pipeline.tables import TABLES
from pipeline.unpack import Member, archive_type
from pipeline.workers import Look, Request, is_message_name, key_of

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.read.message import Message


@dataclass(slots=True)
class _Entry:
    """One input file: what it was recognised by when it was read, its content or why there is none, what it says of others.

    ``listed`` tells whether the files that it holds, if it is an archive, are among the input files.
    """

    source: Source
    signature: Signature | None
    sha256: str | None = None
    failure: tuple[str, str] | None = None
    message: Message | None = None
    listed: bool = False

    @property
    def path(self) -> str:
        return self.source.source_path


class _Before:
    """What the previous version says of each input file, row by row."""

    def __init__(self, version: Version | None) -> None:
        self.documents = version.read("documents") if version else TABLES["documents"].schema.empty_table()
        self.inputs = version.inputs() if version else inputs_schema().empty_table()
        paths = [str(path) for path in self.documents["source_path"].to_pylist()]
        self.rows = {path: row for row, path in enumerate(paths)}
        self.shas: list[str | None] = self.documents["source_sha256"].to_pylist()
        self.reasons: list[str | None] = self.documents["reason_code"].to_pylist()
        self.ids: list[str | None] = self.documents["document_id"].to_pylist()
        self.signatures = list(zip(*(self.inputs[name].to_pylist() for name in SIGNATURE), strict=True))
        self.messages: list[str | None] = self.inputs["message"].to_pylist()
        #: Where stands what each content says.
        self.keys: dict[str, int] = {}
        for row, key in enumerate(self.inputs["key"].to_pylist()):
            if key:
                self.keys.setdefault(key, row)
        self._members: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        inside = zip(self.inputs["archive"].to_pylist(), self.inputs["index"].to_pylist(), strict=True)
        for row, (archive, index) in enumerate(inside):
            if archive and index is not None:
                self._members[archive].append((paths[row], index, row))

    def members(self, archive: Source) -> Iterator[Source]:
        """The files of an archive that did not change."""
        for path, index, row in self._members.get(archive.source_path, ()):
            known = self.shas[row] is not None
            yield Source(
                path=archive.path,
                source_path=path,
                signature=archive.signature,
                problem=None if known else str(self.documents["reason_detail"][row].as_py() or ""),
                reason=self.reasons[row] or "unreadable",
                inside=Inside(archive=archive.source_path, index=index),
            )


def inputs_schema() -> pa.Schema:
    """What is kept of every input file, besides its row of ``documents``, to recognise it in the next run."""
    import pyarrow as pa

    strings = dict.fromkeys(("source_path", "archive", "key", "message"), pa.string())
    return pa.schema(strings | dict.fromkeys((*SIGNATURE, "index"), pa.int64()))


def _member(archive: _Entry, member: Member) -> Source:
    """A file of an archive as an input of its own."""
    return Source(
        path=archive.source.path,
        source_path=f"{archive.path}/{readable(os.fsencode(member.name))}",
        signature=archive.signature,
        problem=None if member.reason is None else member.detail or "",
        reason=member.reason or "unreadable",
        inside=Inside(archive=archive.path, index=member.index),
    )


class Ledger:
    """The input files of a run, and what the previous version knows of them.

    Args:
        sources: all input files, in order.
        previous: the version to start from, if it was read with the same code.
        limits: what a file may cost.
        share: the part of the files that this run takes, or None for all of them.
        amendments: what people have said of documents.
        bodies: what the user's own list says of the bodies.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        previous: Version | None,
        limits: Limits,
        share: Share | None = None,
        amendments: Amendments = NONE,
        bodies: BodyList | None = None,
    ) -> None:
        self._before = _Before(previous)
        self._limits = limits
        self._share = share
        self._amendments = amendments
        self._bodies = bodies
        self._entries: list[_Entry] = []
        #: What contents say of themselves: first those of the previous version, then the new ones.
        self._contents = as_read(self._before.documents).select(content_schema().names).to_batches()
        self._ids = list(self._before.ids)
        self._place: dict[Any, int] = dict(self._before.keys)
        self._firsts: dict[str, int] = {}
        #: What files were sent with, by their path, and by their content.
        self._sent: dict[str, Sent] = {}
        self._envelopes: dict[str, Envelope] = {}
        for source in sources:
            self._enter(source)

    def _enter(self, source: Source) -> None:
        """Take up a file, and what it holds if it is an archive that did not change."""
        entry = _Entry(source, source.signature)
        self._entries.append(entry)
        self._recognise(entry, self._limits)
        if entry.sha256 and source.inside is None and archive_type(entry.path):
            self._list(entry, self._before.members(source))

    def _list(self, archive: _Entry, members: Iterable[Source]) -> None:
        """Take up the files that an archive holds: once, and none of one that is to be forgotten."""
        if archive.listed or archive.sha256 in self._amendments.erasures.contents:
            return
        for member in members:
            archive.listed = True
            self._enter(member)

    def _recognise(self, entry: _Entry, limits: Limits) -> None:
        """Tell whether the file needs no look: it did not change, or must not be opened."""
        row = self._before.rows.get(entry.path)
        size = entry.source.signature[0] if entry.source.signature else 0
        if entry.source.problem is not None:
            entry.failure = (entry.source.reason, entry.source.problem)
        elif size > limits.size:
            entry.failure = ("too_large", f"{size} bytes, the limit is {limits.size}")
        elif row is not None and self._before.signatures[row] == entry.source.signature:
            entry.sha256 = self._before.shas[row]
            if message := self._before.messages[row]:
                entry.message = unpacked(message)

    @property
    def files(self) -> int:
        """How many input files there are, those in archives included."""
        return len(self._entries)

    def archives(self) -> list[Request]:
        """The archives that have to be looked at."""
        return self._unknown(lambda entry: entry.source.inside is None and archive_type(entry.path) is not None)

    def messages(self) -> list[Request]:
        """The messages of @CTES that have to be looked at; archives must have been."""
        self._entries.sort(key=lambda entry: entry.path)
        return self._unknown(lambda entry: is_message_name(entry.path))

    def documents_to_read(self) -> list[Request]:
        """All other files that have to be looked at; messages must have been."""
        messages = {entry.path: entry.message for entry in self._entries if entry.message}
        self._sent = pair(messages, {entry.path for entry in self._entries}) if messages else {}
        if self._share:  # only now: what is told of a file stands in files that may be others' share
            self._entries = [entry for entry in self._entries if self._share.holds(entry.path)]
        return self._unknown(lambda entry: True)

    def _unknown(self, wanted: Callable[[_Entry], bool]) -> list[Request]:
        unknown = [n for n, entry in enumerate(self._entries) if entry.sha256 is None and entry.failure is None and wanted(entry)]
        known: dict[int | None, set[str]] = {}
        for key, row in self._before.keys.items() if unknown else ():
            known.setdefault(self._before.signatures[row][0], set()).add(key)
        return [self._request(number, known) for number in unknown]

    def _request(self, number: int, known: Mapping[int | None, set[str]] | None = None) -> Request:
        entry = self._entries[number]
        source = entry.source
        size = source.signature[0] if source.signature else 0
        sent = self._sent.get(entry.path)
        own = sent.envelope if sent else None
        return Request(
            number=number,
            path=source.path,
            name=source.source_path,
            size=size,
            known=frozenset(known.get(size, ())) if known else frozenset[str](),
            envelope=self._envelopes.get(entry.sha256, own) if entry.sha256 else own,
            inside=source.inside.index if source.inside else None,
            signature=source.signature,
            amendments=self._amendments,
        )

    def note(self, look: Look) -> None:
        """Take over what a look at a file gave."""
        entry = self._entries[look.number]
        if look.sha256 is None:
            entry.sha256, entry.failure = None, (look.reason or "unreadable", look.detail or "")
        else:
            entry.sha256, entry.signature, entry.message = look.sha256, look.signature, look.message
            self._list(entry, (_member(entry, member) for member in look.members))

    def settle(self, spool: Spool) -> list[Request]:
        """Work out what became of every file; what has to be read for it is returned, and nothing when all is known.

        Files with the same bytes are one document; the first of them tells how it is read, and the first that was sent to the
        préfecture what came with it.
        """
        self._firsts, self._envelopes = {}, {}
        for number, entry in enumerate(self._entries):
            if entry.sha256:
                self._firsts.setdefault(entry.sha256, number)
                if sent := self._sent.get(entry.path):
                    self._envelopes.setdefault(entry.sha256, sent.envelope)
            elif entry.failure and entry.failure not in self._place:
                self._add(entry.failure, content_batch(quarantined(*entry.failure)))
        return [self._request(number) for number in self._firsts.values() if not self._settled(number, spool)]

    def _settled(self, number: int, spool: Spool) -> bool:
        """Whether it is known what the content says that a file is the first to have."""
        key = self._key(number)
        if key not in self._place:
            outcome = spool.get(key)
            if outcome is None:
                spool.drop(key)
                return False
            self._add(key, outcome["documents"])
        return True

    def _add(self, what: object, content: pa.RecordBatch) -> None:
        self._place[what] = len(self._ids)
        self._contents.append(content)
        self._ids += content["document_id"].to_pylist()

    def _first(self, number: int) -> int:
        """The first file with the same content."""
        return self._firsts.get(self._entries[number].sha256 or "", number)

    def _key(self, number: int) -> str:
        """The key under which the content that a file is the first to have was read."""
        entry = self._entries[number]
        sha256 = entry.sha256 or ""
        return key_of(sha256, entry.path, self._envelopes.get(sha256), self._amendments)

    def _row(self, number: int) -> int:
        """Where in the contents stands what became of a file."""
        return self._place[self._entries[number].failure or self._key(self._first(number))]

    def keys(self) -> dict[str, str]:
        """For each document, the key under which it was read."""
        rows = ((self._ids[self._row(number)], number) for number in self._firsts.values())
        return {document: self._key(number) for document, number in rows if document}

    def contents(self) -> Contents:
        """The documents of the version to be made."""
        keys = self.keys()
        before = {self._before.ids[row]: key for key, row in self._before.keys.items()}
        kept = frozenset(document for document, key in keys.items() if before.get(document) == key)
        counts = self._said().column("char_count").to_pylist()
        characters = sum(counts[self._row(number)] or 0 for number in self._firsts.values())
        return Contents(kept=kept, new=frozenset(keys.keys() - kept), characters=characters)

    def _said(self) -> pa.Table:
        import pyarrow as pa

        return pa.Table.from_batches(self._contents, content_schema())

    def documents(self, run_id: str, now: dt.datetime) -> pa.Table:
        """The table ``documents``: what did not change keeps the run that read it."""
        import pyarrow as pa

        numbers = range(len(self._entries))
        rows = [self._row(number) for number in numbers]
        paths = [entry.path for entry in self._entries]
        ids = {path: self._ids[row] for path, row in zip(paths, rows, strict=True)}
        mains = [sent.annex_of if (sent := self._sent.get(path)) else None for path in paths]
        met = [self._met(entry, run_id, now) for entry in self._entries]
        firsts = [self._first(number) if self._ids[row] else number for number, row in zip(numbers, rows, strict=True)]
        table = self._said().take(pa.array(rows, pa.int64()))
        columns: dict[str, list[Any]] = {
            "source_path": paths,
            "source_sha256": [entry.sha256 for entry in self._entries],
            "duplicate_of": [None if first == number else paths[first] for number, first in enumerate(firsts)],
            "annex_of": [ids.get(main) if main else None for main in mains],
            "file_name": [path.rpartition("/")[2] for path in paths],
            "run_id": [run for run, _ in met],
            "ingested_at": [when for _, when in met],
        }
        schema = TABLES["documents"].schema
        for name, values in columns.items():
            table = table.append_column(schema.field(name), pa.array(values, schema.field(name).type))
        for name in ("population", "from_list", "list_says"):
            table = table.append_column(schema.field(name), pa.nulls(len(table), schema.field(name).type))
        table = table.select(schema.names).cast(schema)
        return self._bodies.fill(table) if self._bodies else table

    def _met(self, entry: _Entry, run_id: str, now: dt.datetime) -> tuple[str, dt.datetime]:
        """The run that read a file, and when."""
        row = self._before.rows.get(entry.path)
        if row is None or self._before.shas[row] != entry.sha256:
            return run_id, now
        if entry.failure and self._before.reasons[row] != entry.failure[0]:
            return run_id, now
        return self._before.documents["run_id"][row].as_py(), self._before.documents["ingested_at"][row].as_py()

    def inputs(self) -> pa.Table:
        """What every file is recognised by, in the order of ``documents``."""
        import pyarrow as pa

        rows = []
        for number, entry in enumerate(self._entries):
            row: dict[str, Any] = dict(zip(SIGNATURE, entry.signature or (None,) * 4, strict=True))
            if inside := entry.source.inside:
                row |= {"archive": inside.archive, "index": inside.index}
            row["source_path"] = entry.path
            row["key"] = self._key(self._first(number)) if entry.sha256 else None
            row["message"] = packed(entry.message) if entry.message else None
            rows.append(row)
        return pa.Table.from_pylist(rows, inputs_schema())

    def says_nothing_new(self, documents: pa.Table, inputs: pa.Table) -> bool:
        """Whether the previous version holds all this already."""
        return bool(documents.equals(self._before.documents) and inputs.equals(self._before.inputs))

    def quarantined(self) -> Iterator[tuple[str, str]]:
        """The files that are put aside, each with its reason."""
        reasons = self._said().column("reason_code").to_pylist()
        for number, entry in enumerate(self._entries):
            reason = reasons[self._row(number)]
            if reason:
                yield entry.path, reason
