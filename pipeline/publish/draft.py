"""The next version while it is being made: a folder that nobody reads yet."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DelibError
from pipeline.publish.package import package
from pipeline.publish.version import INPUTS, PACKAGE, Code, Part, Version, read_parts
from pipeline.tables import OVER_ALL, TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa


class Draft:
    """A version in the making.

    Args:
        folder: where it is made; it must not exist.
        run_id: the run that makes it.
        previous: the version whose files it may share.
    """

    def __init__(self, folder: Path, run_id: str, previous: Version | None) -> None:
        self.folder = folder
        self.run_id = run_id
        self.previous = previous
        self.parts: list[Part] = []
        folder.mkdir(parents=True)
        for name in TABLES:
            (folder / name).mkdir()

    def add(self, table: str, rows: pa.Table, bucket: str = "") -> None:
        """Write rows as one more part of a table."""
        self.parts.append(self._written(table, rows, bucket))

    def keep(self, part: Part) -> None:
        """Take over a part of the previous version as it is."""
        assert self.previous is not None
        _link(self.previous.local / part.path, self.folder / part.path)
        self.parts.append(part)

    def read(self, table: str, columns: Sequence[str] | None = None, documents: Sequence[str] | None = None) -> pa.Table:
        """The rows of a table as far as they are written, or those of some documents."""
        paths = [self.folder / part.path for part in self._parts(table)]
        return read_parts(paths, TABLES[table].schema, columns, documents)

    def fill(self, table: str, columns: pa.Table) -> None:
        """Set columns of a table, row by row in the order in which it is read; parts in which nothing changes stay as they are."""
        start, names = 0, columns.column_names
        for part in self._parts(table):
            path = self.folder / part.path
            wanted = columns.slice(start, part.rows)
            start += part.rows
            if not wanted.equals(read_parts([path], TABLES[table].schema, names)):
                rows = read_parts([path], TABLES[table].schema)
                for name in names:
                    at = rows.schema.get_field_index(name)
                    rows = rows.set_column(at, rows.schema.field(at), wanted[name])
                self.parts.remove(part)
                path.unlink()
                self.add(table, rows, part.bucket)

    def _parts(self, table: str) -> list[Part]:
        """The parts of a table, in the order of their buckets."""
        return sorted((part for part in self.parts if part.table == table), key=lambda part: part.bucket)

    def finish(self, inputs: pa.Table, code: Code, digits: int, share: str | None = None) -> None:
        """Complete the version and have all of it on disk."""
        for name, table in TABLES.items():
            if not any(part.table == name for part in self.parts):
                self.add(name, table.schema.empty_table())
        self.parts.sort(key=lambda part: (list(TABLES).index(part.table), part.bucket))
        _write_inputs(self.folder / INPUTS, inputs)
        text = json.dumps(package(self.run_id, code, digits, self.parts, share), ensure_ascii=False, indent=1)
        (self.folder / PACKAGE).write_text(text + "\n", encoding="utf-8")
        for path in (INPUTS, PACKAGE, *TABLES, "."):
            sync(self.folder / path)

    def _written(self, table: str, rows: pa.Table, bucket: str) -> Part:
        import pyarrow.parquet as pq

        rows = _ordered(TABLES[table], rows)
        draft = self.folder / f".{table}"
        pq.write_table(rows, draft, compression="zstd", compression_level=3)
        sync(draft)
        digest = hashlib.sha256()
        with draft.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        name = f"part-{bucket + '-' if bucket else ''}{digest.hexdigest()[:20]}.parquet"
        part = Part(table=table, bucket=bucket, name=name, rows=rows.num_rows, bytes=draft.stat().st_size)
        if self.previous and (self.previous.local / part.path).exists():
            draft.unlink()
            _link(self.previous.local / part.path, self.folder / part.path)
        else:
            draft.rename(self.folder / part.path)
        return part


def _ordered(table: Table, rows: pa.Table) -> pa.Table:
    """The rows in the one order that does not depend on how they were made, once their keys are seen to be unique."""
    rows = rows.select(table.schema.names).cast(table.schema)
    order = [name for name in ("document_id", "char_start", "char_end", "ordinal", "page") if name in rows.column_names]
    if table.name in (*OVER_ALL, "documents"):
        order = []
    rows = rows.sort_by([(name, "ascending") for name in dict.fromkeys([*order, *table.key])])
    if rows.group_by(list(table.key)).aggregate([]).num_rows < rows.num_rows:
        raise DelibError(f"two rows of {table.name} have the same {' and '.join(table.key)}; nothing was published")
    return rows


def _write_inputs(path: Path, inputs: pa.Table) -> None:
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, inputs.schema, options=options) as writer:
        writer.write_table(inputs)


def _link(source: Path, target: Path) -> None:
    """Share a file between two versions; where the file system knows no hard links, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        sync(target)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
