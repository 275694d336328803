"""What people found wrong in the tables, kept in a file of theirs that every run follows.

A correction names its fact by document, place and words, not by its address alone: when a later release reads the page a
little differently, the fact is still found, by its words, nearest to where it stood.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputMissing, UsageError, output_errors
from pipeline.tables import LINKED, TABLES, Column, Fact

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.publish.version import Version

Row = dict[str, Any]

#: The columns of the file. Without ``column`` the fact is taken out: it is none.
FIELDS = ("table", "document_id", "char_start", "raw", "column", "value", "note")

#: What tells where a fact stands.
PLACE = ("document_id", "char_start", "raw")

_PROOF = frozenset(field.name for field in fields(Fact))
_YES, _NO = ("oui", "yes", "true", "1"), ("non", "no", "false", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing to put right.

    Attributes:
        table: of the fact.
        document_id: of the document that holds it.
        char_start: where it stood in the document's text.
        raw: its words, to the letter.
        column: to be set; None takes the fact out.
        value: for the column; None empties it.
        note: why, for whoever reads the table.
    """

    table: str
    document_id: str
    char_start: int
    raw: str
    column: str | None = None
    value: Any = None
    note: str = ""

    @property
    def linked(self) -> bool:
        """Whether it speaks of who or what a fact is about, which is worked out over all documents."""
        return any(self.column == column.name for column in LINKED.get(self.table, ()))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file.

    Raises:
        InputMissing: when there is no such file.
        UsageError: naming the line that cannot be followed.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != FIELDS:
                raise UsageError(f"{path}: the first line must be {','.join(FIELDS)}")
            return tuple(_parsed(row, f"{path}, line {number}") for number, row in enumerate(reader, start=2))
    except OSError as error:
        raise InputMissing(f"{path} could not be read ({error.strerror}): it holds the corrections asked for") from error


def add_corrections(path: Path, corrections: Sequence[Correction]) -> None:
    """Write corrections at the end of a file, which is made if need be.

    Raises:
        OutputError: when it could not be written.
    """
    with output_errors(path):
        new = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if new:
                writer.writerow(FIELDS)
            writer.writerows([_written(getattr(correction, name)) for name in FIELDS] for correction in corrections)


def find_fact(version: Version, fact_id: str) -> tuple[str, Row]:
    """The table and the row of a published fact.

    Raises:
        InputMissing: when there is none of this address.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, table in TABLES.items():
        if table.key == ("fact_id",):
            rows = version.read(name)
            found = rows.filter(pc.equal(rows["fact_id"], pa.scalar(fact_id))).to_pylist()
            if found:
                return name, found[0]
    raise InputMissing(f"no published fact {fact_id!r}")


def make_correction(fact: Row, table: str, column: str | None, value: str, note: str) -> Correction:
    """The correction of a published fact.

    Raises:
        UsageError: when the column cannot be corrected, or cannot have the value.
    """
    row = {name: str(fact[name]) for name in ("document_id", "char_start", "raw")}
    return _parsed(row | {"table": table, "column": column or "", "value": value, "note": note}, table)


def correct(rows: Mapping[str, list[Row]], corrections: Iterable[Correction]) -> None:
    """Put the facts of one document right, in place.

    Args:
        rows: by table, with their place in the text.
        corrections: of this document.
    """
    for correction in corrections:
        found = None if correction.linked else _nearest(rows.get(correction.table, ()), correction)
        if found is None:
            continue
        if correction.column is None:
            rows[correction.table].remove(found)
        else:
            found[correction.column] = correction.value
            said = f"{correction.column} : {correction.note}" if correction.note else correction.column
            found["corrected"] = " ; ".join(filter(None, (found.get("corrected"), said)))


def pinned(columns: pa.Table, places: pa.Table, corrections: Iterable[Correction]) -> pa.Table:
    """Columns that are worked out over all documents, with what people know better.

    Args:
        columns: row by row.
        places: the columns ``PLACE`` of the same rows.
        corrections: of these columns.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for correction in corrections:
        of_document = pc.indices_nonzero(pc.equal(places["document_id"], pa.scalar(correction.document_id)))
        found_places = zip(of_document.to_pylist(), places.take(of_document).to_pylist(), strict=True)
        rows = [{"row": row, **place} for row, place in found_places]
        found = _nearest(rows, correction)
        if found and correction.column:
            values = columns[correction.column].to_pylist()
            values[found["row"]] = correction.value
            at = columns.schema.get_field_index(correction.column)
            columns = columns.set_column(at, columns.schema.field(at), pa.array(values, pa.string()))
    return columns


def _nearest(rows: Iterable[Row], correction: Correction) -> Row | None:
    """The fact that a correction speaks of: the one with its words that stands nearest to where it stood."""
    same = [row for row in rows if row["raw"] == correction.raw]
    return min(same, key=lambda row: (abs(row["char_start"] - correction.char_start), row["char_start"]), default=None)


def _parsed(row: Mapping[str, str | None], where: str) -> Correction:
    values = {name: (row.get(name) or "") for name in FIELDS}
    table = TABLES.get(values["table"])
    if table is None or table.key != ("fact_id",):
        raise UsageError(f"{where}: no table of facts {values['table']!r}")
    if not values["char_start"].isdigit():
        raise UsageError(f"{where}: char_start must be a number, not {values['char_start']!r}")
    column = next((c for c in table.columns if c.name == values["column"] and c.name not in _PROOF), None)
    if values["column"] and column is None:
        raise UsageError(f"{where}: no column {values['column']!r} of {table.name} that can be corrected")
    return Correction(
        table=table.name,
        document_id=values["document_id"],
        char_start=int(values["char_start"]),
        raw=values["raw"],
        column=column.name if column else None,
        value=_value(column, values["value"], where) if column else None,
        note=values["note"],
    )


def _value(column: Column, text: str, where: str) -> Any:
    """A value as the column has it; an empty one empties the column."""
    if not text and column.nullable:
        return None
    if column.values and text not in column.values:
        raise UsageError(f"{where}: {column.name} is one of {', '.join(column.values)}, not {text!r}")
    try:
        return _PARSERS[column.kind](text)
    except (KeyError, ValueError, InvalidOperation) as error:
        raise UsageError(f"{where}: {text!r} is no value for {column.name}") from error


def _truth(text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise ValueError(text)
    return text.lower() in _YES


#: What turns a text into a value, by the type of a column.
_PARSERS: dict[type, Callable[[str], Any]] = {
    str: str,
    int: int,
    bool: _truth,
    Decimal: lambda text: Decimal(text.replace(" ", "").replace(",", ".")),
    dt.date: dt.date.fromisoformat,
}


def _written(value: Any) -> str:
    return "" if value is None else str(value)
