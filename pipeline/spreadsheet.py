"""Rows for spreadsheets: CSV, also as French ones read it, and XLSX with real dates and numbers."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.harmless import in_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Rows = Iterable[Sequence[Any]]

#: What one cell and one sheet of Excel can hold.
LONGEST = 32_767
MOST_ROWS = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a CSV file is written.

    Attributes:
        delimiter: between cells.
        decimal: the decimal sign.
        encoding: of the file.
    """

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"


PLAIN = Dialect()

#: What Excel in French opens with a double click: a byte order mark tells it the encoding.
EXCEL_FR = Dialect(delimiter=";", decimal=",", encoding="utf-8-sig")


def write_csv(names: Sequence[str], rows: Rows, file: TextIO, dialect: Dialect = PLAIN) -> None:
    """Write rows; what a document says is never a formula in them."""
    writer = csv.writer(file, lineterminator="\n", delimiter=dialect.delimiter)
    writer.writerow(names)
    writer.writerows([_written(value, dialect) for value in row] for row in rows)


def _written(value: object, dialect: Dialect) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        said = cell(value)
        return in_cell(said) if isinstance(said, str) else said
    return str(value).replace(".", dialect.decimal) if dialect.decimal != "." else value


def cell(value: object) -> object:
    """A value as CSV and tables show it: lists and structures as JSON, nothing as nothing.

    >>> cell([1, 2]), cell(True), cell(dt.date(2024, 3, 14)), cell(None)
    ('[1, 2]', 'true', '2024-03-14', None)
    """
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


@contextmanager
def open_workbook(target: Path) -> Iterator[Workbook]:
    """A workbook that is written when the block ends; text in it stays text, never a formula, a link or a number."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    with target.open("wb") as file, xlsxwriter.Workbook(file, options) as workbook:
        yield workbook


def write_sheet(workbook: Workbook, name: str, names: Sequence[str], rows: Rows) -> int:
    """Add a sheet with its titles frozen, as many rows as a sheet holds; give the number of rows."""
    sheet = workbook.add_worksheet(name)
    day, moment = (workbook.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
    # A text that begins like a formula is marked as text for good: also when its cell is edited.
    text = workbook.add_format({"quote_prefix": True})
    sheet.write_row(0, 0, names, workbook.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number == MOST_ROWS:
            return number - 1
        for column, value in enumerate(row):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(number, column, value.replace(tzinfo=None), moment)
            elif isinstance(value, dt.date):
                _write_day(sheet, number, column, value, day)
            elif isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, int | float | Decimal) and isfinite(value):
                sheet.write_number(number, column, value)
            elif value is not None:
                said = str(cell(value))
                sheet.write_string(number, column, said[:LONGEST], text if in_cell(said) != said else None)
    return number


def _write_day(sheet: Any, row: int, column: int, value: dt.date, form: Any) -> None:
    """A date; those before the calendar of Excel stay text."""
    if value.year >= 1900:
        sheet.write_datetime(row, column, value, form)
    else:
        sheet.write_string(row, column, value.isoformat())
