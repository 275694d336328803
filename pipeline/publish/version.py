"""A published version, as those who read it see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputMissing, UsageError
from pipeline.storage import Place, Remote, filesystem, get_object, open_input, parse_place
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.dataset import Dataset

PACKAGE = "datapackage.json"
INPUTS = "inputs.arrow"

#: What has to be forgotten, in OUT beside the versions.
ERASURES = "forgotten.json"

#: The folder of all versions, and what leads to the published one: a link in a folder, an object in object storage.
VERSIONS, CURRENT, POINTER = "versions", "current", "current.json"

#: What runs leave behind for people.
RUNS = "runs"

#: The bucket of what was worked out over all documents; no id of a document begins like this.
OVER = "over"


@dataclass(frozen=True, slots=True)
class Code:
    """What the rows of a version depend on besides the documents.

    Attributes:
        documents: a code of all that reads a document.
        relations: a code of all that works on the rows of all documents.
        erasures: a code of what was left out because it had to be forgotten.
    """

    documents: str
    relations: str
    erasures: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One Parquet file of a table.

    Attributes:
        table: its table.
        bucket: what the ids of its documents begin with, or ``OVER``.
        name: of the file, made from its content: the same name never holds other bytes.
        rows: how many it holds.
        bytes: its size.
    """

    table: str
    bucket: str
    name: str
    rows: int
    bytes: int

    @property
    def path(self) -> Path:
        """Where it is in the folder of a version."""
        return Path(self.table, self.name)

    def may_hold(self, bucket: str) -> bool:
        """Whether documents whose ids begin like this may stand in it."""
        return self.bucket != OVER and (self.bucket.startswith(bucket) or bucket.startswith(self.bucket))


@dataclass(frozen=True, slots=True)
class Version:
    """One finished version, at its real path: it stays the same while newer ones are published."""

    folder: Place
    package: dict[str, Any]

    @property
    def run_id(self) -> str:
        """The run that made it."""
        return str(self.package["delib"]["run_id"])

    @property
    def fingerprint(self) -> str:
        """The code that its documents were read with."""
        return str(self.package["delib"]["fingerprint"])

    @property
    def relations(self) -> str:
        """The code that worked out what shows over all documents only."""
        return str(self.package["delib"].get("relations"))

    @property
    def erasures(self) -> str:
        """A code of what was left out because it had to be forgotten."""
        return str(self.package["delib"].get("erasures", ""))

    @property
    def digits(self) -> int:
        """How many digits of the document's id tell its bucket."""
        return int(self.package["delib"]["bucket_digits"])

    @property
    def share(self) -> str | None:
        """The part of the input that it was made of, or None for all of it."""
        share = self.package["delib"].get("share")
        return str(share) if share else None

    def parts(self, table: str) -> list[Part]:
        """The files of a table."""
        return [Part(**part) for part in self.package["delib"]["parts"] if part["table"] == table]

    @property
    def local(self) -> Path:
        """Its folder, which is on this machine: only such a version is built upon."""
        assert isinstance(self.folder, Path)
        return self.folder

    def paths(self, table: str) -> list[Place]:
        """Where the files of a table are."""
        return [self.folder / part.path for part in self.parts(table)]

    def read(self, table: str, columns: Sequence[str] | None = None, bucket: str | None = None) -> pa.Table:
        """The rows of a table, or those of the parts that may hold documents of a bucket."""
        parts = [part for part in self.parts(table) if bucket is None or part.may_hold(bucket)]
        return read_parts([self.folder / part.path for part in parts], TABLES[table].schema, columns)

    def dataset(self, table: str) -> Dataset:
        """A table in object storage, of which only what is asked for is fetched."""
        import pyarrow.dataset

        paths = [place.path for place in self.paths(table) if isinstance(place, Remote)]
        return pyarrow.dataset.dataset(paths, schema=TABLES[table].schema, format="parquet", filesystem=filesystem())

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as plain values."""
        for batch in self.read(table).to_batches():
            yield from batch.to_pylist()

    def inputs(self) -> pa.Table:
        """What every input file was recognised by."""
        import pyarrow as pa

        with open_input(self.folder / INPUTS) as file:
            return pa.ipc.open_file(file).read_all()

    def is_whole(self) -> bool:
        """Whether all its files are there, in their size, with the columns of today."""
        columns = {resource["name"]: [f["name"] for f in resource["schema"]["fields"]] for resource in self.package["resources"]}
        if columns != {table.name: [column.name for column in table.columns] for table in TABLES.values()}:
            return False
        try:
            sizes = [(self.local / part.path).stat().st_size == part.bytes for name in TABLES for part in self.parts(name)]
        except OSError:
            return False
        return all(sizes) and (self.local / INPUTS).exists()


def read_parts(
    paths: Sequence[Place], schema: pa.Schema, columns: Sequence[str] | None = None, documents: Sequence[str] | None = None
) -> pa.Table:
    """The rows of Parquet files, one after the other, or those of some documents."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    wanted = pa.schema([schema.field(name) for name in columns]) if columns else schema
    tables = []
    for path in paths:
        with pq.ParquetFile(path if isinstance(path, Path) else open_input(path)) as file:
            table = _of_today(file.read(columns=list(columns) if columns else None), wanted)
        if documents is not None:
            table = table.filter(pc.is_in(table["document_id"], pa.array(documents, pa.string())))
        tables.append(table)
    return pa.concat_tables(tables) if tables else wanted.empty_table()


def _of_today(table: pa.Table, wanted: pa.Schema) -> pa.Table:
    """The table with the columns of today: those that were added since it was published are empty in it."""
    import pyarrow as pa

    for field in wanted:
        if field.name not in table.column_names:
            table = table.append_column(field, pa.nulls(len(table), field.type))
    return table.select(wanted.names).cast(wanted)


def current_version(out: Place) -> Version | None:
    """The version published under OUT, or None."""
    if isinstance(out, Path):
        return version_at(out / CURRENT)
    found = get_object(out / POINTER)
    return version_at(out / VERSIONS / json.loads(found[0])["run_id"]) if found else None


def published_version(tables: Place | str) -> Version:
    """The version that a reader asks for: what stands under OUT, or the folder of one version.

    Raises:
        InputMissing: when nothing is published there, or storage does not answer.
    """
    tables = parse_place(tables) if isinstance(tables, str) else tables
    try:
        version = current_version(tables) or version_at(tables)
    except OSError as error:
        raise InputMissing(f"{tables} cannot be read: {error}") from error
    if version is None:
        raise InputMissing(f"no published tables under {tables}: publish some with delib run RAW --out {tables}")
    return version


def version_at(folder: Place) -> Version | None:
    """The version that is a folder of its own, or None when it is none, or not whole."""
    try:
        folder = folder.resolve(strict=True) if isinstance(folder, Path) else folder
        with open_input(folder / PACKAGE) as file:
            package = json.loads(file.read())
    except (OSError, ValueError, RuntimeError):
        return None
    return Version(folder, package) if isinstance(package, dict) and "delib" in package else None


def table_named(name: str) -> str:
    """The name, when there is such a table.

    Raises:
        UsageError: naming those there are.
    """
    if name not in TABLES:
        raise UsageError(f"no table {name!r}; there are {', '.join(TABLES)}")
    return name
