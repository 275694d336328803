"""What became of each document, kept on disk until it is published: a run that was killed goes on from here.

One file per document, named after its content and the version of the code, so that no entry can ever be stale.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import output_errors
from pipeline.outcome import MEETING, Outcome
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa


def content_schema() -> pa.Schema:
    """The columns of ``documents`` that follow from the content alone."""
    import pyarrow as pa

    return pa.schema([column for column in TABLES["documents"].schema if column.name not in MEETING])


def content_batch(outcome: Outcome) -> pa.RecordBatch:
    """What an outcome says of the document itself, in one row."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([outcome.content], schema=content_schema())


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder of outcomes by key."""

    folder: Path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def __contains__(self, key: str) -> bool:
        return self._path(key).exists()

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep an outcome; it is there whole or not at all.

        Raises:
            OutputError: when the disk does not take it.
        """
        self.keep(key, outcome.tables | {"documents": content_batch(outcome)})

    def keep(self, key: str, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Keep the rows of an outcome, with its row of ``documents``.

        Raises:
            OutputError: when the disk does not take it.
        """
        self.take_over(key, _packed(batches))

    def take_over(self, key: str, packed: bytes) -> None:
        """Keep an outcome as it stands in another spool.

        Raises:
            OutputError: when the disk does not take it.
        """
        path = self._path(key)
        with output_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{key}.{os.getpid()}")
            draft.write_bytes(packed)
            draft.replace(path)

    def packed(self, key: str) -> bytes | None:
        """An outcome as it stands here, for another spool to take over."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def keys(self) -> Iterator[str]:
        """The keys of all outcomes."""
        for path in self.folder.glob("??/*"):
            if not path.name.startswith("."):
                yield path.name

    def get(self, key: str) -> dict[str, pa.RecordBatch] | None:
        """The rows of an outcome, with its row of ``documents``; None when it is not there or was cut short by a crash."""
        packed = self.packed(key)
        return None if packed is None else _unpacked(packed)

    def drop(self, key: str) -> None:
        """Forget an outcome."""
        self._path(key).unlink(missing_ok=True)


def _packed(batches: Mapping[str, pa.RecordBatch]) -> bytes:
    """A head with the length of each table, then the tables without their schemas: most of a small document would be schema."""
    import pyarrow as pa

    parts = {name: batch.serialize().to_pybytes() for name, batch in batches.items()}
    body = pa.Codec("zstd", 1).compress(b"".join(parts.values()), asbytes=True)
    lengths = {name: len(part) for name, part in parts.items()}
    head = json.dumps({"crc": zlib.crc32(body), "lengths": lengths}).encode()
    return len(head).to_bytes(4, "big") + head + body


def _unpacked(packed: bytes) -> dict[str, pa.RecordBatch] | None:
    import pyarrow as pa

    end = 4 + int.from_bytes(packed[:4], "big")
    try:
        head = json.loads(packed[4:end])
    except ValueError:
        return None
    if zlib.crc32(packed[end:]) != head["crc"]:
        return None
    body = pa.Codec("zstd").decompress(packed[end:], sum(head["lengths"].values()))
    batches, at = {}, 0
    for name, length in head["lengths"].items():
        schema = content_schema() if name == "documents" else TABLES[name].schema
        batches[name] = pa.ipc.read_record_batch(body.slice(at, length), schema)
        at += length
    return batches
