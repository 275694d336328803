"""A list of the user's own that says whose the documents are, for those that do not say it themselves.

One row per body, in CSV: ``folder`` (of its files, as ``source_path`` has it) or ``siren``, then ``collectivity``, ``department``
and ``population``, each of which may be missing; the French names of the columns are understood too. What a document says of
itself stays: the list only fills what is empty, and ``from_list`` names the columns that it filled. ``list_says`` holds what it
says otherwise; of a document that names another body it fills nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stdnum.fr import siren as stdnum_siren

from extractors.french import fold
from pipeline.errors import UsageError
from pipeline.link.bodies import body_key

if TYPE_CHECKING:
    import pyarrow as pa

#: The columns that are filled.
FILLED = ("collectivity", "siren", "department")

#: What a column may be called, folded.
_CALLED = {"dossier": "folder", "collectivite": "collectivity", "departement": "department", "code_departement": "department"}
_COLUMNS = ("folder", "siren", "collectivity", "department", "population")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BodyList:
    """What the list says, by folder and by SIREN."""

    folders: Mapping[str, Row] = field(default_factory=dict)
    sirens: Mapping[str, Row] = field(default_factory=dict)

    def told(self, path: str, siren: str | None) -> Row:
        """What is said of a document: by its SIREN, else by the nearest folder that it is in."""
        if siren and siren in self.sirens:
            return self.sirens[siren]
        folder = path.rpartition("/")[0]
        while folder not in self.folders and folder:
            folder = folder.rpartition("/")[0]
        return self.folders.get(folder, {})

    def fill(self, documents: pa.Table) -> pa.Table:
        """The table ``documents`` with what the list knows where it is empty."""
        import pyarrow as pa

        names = ("source_path", *FILLED)
        rows = [dict(zip(names, row, strict=True)) for row in zip(*(documents[name].to_pylist() for name in names), strict=True)]
        filled = [_filled(row, self.told(row["source_path"], row["siren"])) for row in rows]
        for name in (*FILLED, "population", "from_list", "list_says"):
            at = documents.schema.get_field_index(name)
            own = documents.schema.field(at)
            documents = documents.set_column(at, own, pa.array([row[name] for row in filled], own.type))
        return documents


def _filled(row: Row, told: Row) -> Row:
    others = [name for name in FILLED if row[name] and told.get(name) and not _agree(name, row[name], told[name])]
    says = [f"{name}: {told[name]}" for name in others] or None
    if {"collectivity", "siren"} & set(others):
        return row | {"population": None, "from_list": None, "list_says": says}
    gaps = [name for name in FILLED if row[name] is None and told.get(name)]
    filled = {name: told[name] for name in gaps}
    return row | filled | {"population": told.get("population"), "from_list": gaps or None, "list_says": says}


def _agree(column: str, printed: str, listed: str) -> bool:
    """Whether a document and the list say the same: "Ville de X" is "X", and "62" is "062"."""
    if column != "collectivity":
        return printed.lstrip("0") == listed.lstrip("0")
    one, other = body_key(printed), body_key(listed)
    return one == other or ((" " in one) != (" " in other) and one.split()[-1:] == other.split()[-1:])


def as_read(documents: pa.Table) -> pa.Table:
    """The table ``documents`` as it was before a list filled it."""
    import pyarrow as pa

    gaps = [set(names or ()) for names in documents["from_list"].to_pylist()]
    if any(gaps):
        for name in FILLED:
            at = documents.schema.get_field_index(name)
            own = documents.schema.field(at)
            values = [None if name in names else value for names, value in zip(gaps, documents[name].to_pylist(), strict=True)]
            documents = documents.set_column(at, own, pa.array(values, own.type))
    return documents


def read_bodies(path: Path) -> BodyList:
    """The list in a CSV file, its cells parted by commas or semicolons.

    Raises:
        UsageError: when it cannot be read, or a row names neither a folder nor a SIREN, or one that is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path} cannot be read as a list of bodies: {error}") from error
    rows = list(_rows(path, text))
    folders = {str(row["folder"]).strip("/"): row for row in rows if row["folder"]}
    return BodyList(folders, {str(row["siren"]): row for row in rows if row["siren"]})


def _rows(path: Path, text: str) -> Iterator[Row]:
    lines = text.splitlines()
    reader = csv.DictReader(lines, delimiter=";" if lines and lines[0].count(";") > lines[0].count(",") else ",")
    called = {name: _CALLED.get(fold(name).strip(), fold(name).strip()) for name in reader.fieldnames or ()}
    if not {"folder", "siren"} & set(called.values()):
        raise UsageError(f"{path} has no column folder or siren; its columns are {', '.join(called) or 'none'}")
    for number, cells in enumerate(reader, 2):
        row: Row = dict.fromkeys(_COLUMNS) | {called[name]: (cells[name] or "").strip() or None for name in called}
        yield _proven(row, f"{path}, line {number}")


def _proven(row: Row, place: str) -> Row:
    """The row with its SIREN and population as they are published.

    Raises:
        UsageError: when they are none, or it is not said whose the row is.
    """
    if row["siren"]:
        row["siren"] = str(row["siren"]).replace(" ", "")
        if not stdnum_siren.is_valid(row["siren"]):
            raise UsageError(f"{place}: {row['siren']!r} is no SIREN")
    if row["population"]:
        digits = "".join(str(row["population"]).split())
        if not digits.isdecimal():
            raise UsageError(f"{place}: {row['population']!r} is no number of inhabitants")
        row["population"] = int(digits)
    if not row["folder"] and not row["siren"]:
        raise UsageError(f"{place} names neither a folder nor a SIREN")
    return row
