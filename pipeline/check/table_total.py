"""Rows of a table that do not make its total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractors import patterns
from extractors.amounts.figures import split_decimals
from extractors.base import Passage
from extractors.french import fold
from extractors.tables import Row as TableRow
from extractors.tables import Table, find_tables
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import number, quoted
from pipeline.model import Act

_TOTAL = patterns.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b(?!\s+(?:par|estim|pondere))")
_TOTAL_LINE = patterns.compile(r"tota(?:l|ux)\b[^\n]{0,80}\d")
_NUMBER = patterns.compile(
    r"\(?\s{0,2}(?P<sign>[-−–]?)\s{0,2}(?P<digits>\d[\d\s.,'’]{0,24}?)\s{0,2}\)?\s{0,2}(?:€|euros?)?\s{0,2}(?:ht|ttc)?\.?"
)

#: Rows that are a part of another row, and tables whose rows are not meant to be added.
_PART_OF = patterns.compile(
    r"\W{0,3}(?:dont|soit|y \s compris|report|reste|solde|moyenne|rappel|variation|evolution|cumul)\b", regex.VERBOSE
)

#: More rows than a reader adds up are a budget, with parts of parts.
_MOST_ROWS = 80


def check_table_total(reading: Reading) -> Iterator[Finding]:
    """Totals of tables that are not the sum of the rows above them."""
    for act in reading.acts:
        if "\t" in act.text and _TOTAL_LINE.search(reading.folded_act(act)):
            for table in find_tables(Passage(act.text, kind=act.kind)):
                yield from _of_table(act, table)


def _of_table(act: Act, table: Table) -> Iterator[Finding]:
    rows = [row for row in table.rows if not row.is_heading]
    totals = [i for i, row in enumerate(rows) if _is_total(row)]
    if not totals or len(rows) > _MOST_ROWS or any(_PART_OF.match(fold(_label(row))) for row in rows):
        return
    for at in totals:
        for column in range(1, len(rows[at].cells)):
            if fault := _fault(rows, totals, at, column):
                cell = rows[at].cells[column]
                place = act.locate(cell.start, cell.end)
                total, told = fault
                title = quoted(rows[at].titles[column], 40) if rows[at].titles[column] else "la colonne"
                yield Finding(
                    message=f"{quoted(_label(rows[at]), 40)} de {title} : les lignes font {number(told)}, "
                    f"le total imprimé est {number(total)} (écart : {number(abs(total - told))}).",
                    places=((place.start, place.end),),
                    act=act,
                )
                break


def _fault(rows: Sequence[TableRow], totals: Sequence[int], at: int, column: int) -> tuple[Decimal, Decimal] | None:
    """The printed total and the sum of its rows, where they differ in every way in which they may be meant."""
    total = _value(rows[at], column)
    if total is None:
        return None
    before = [i for i in totals if i < at]
    last = before[-1] + 1 if before else 0
    width = len(rows[at].cells)
    above = [row for i, row in enumerate(rows[:at]) if i not in totals]
    since = [row for i, row in enumerate(rows[:at]) if i >= last and i not in totals]
    if any(len(row.cells) != width for row in above):
        return None
    sums = []
    if _mixed(above, column):
        return None
    for group in (since, above, [rows[i] for i in before], [rows[i] for i in before] + since):
        values = [_value(row, column) for row in group]
        if group is above and (
            len(values) < 2 or any(v is None and _is_filled(row, column) for v, row in zip(values, group, strict=True))
        ):
            return None
        sums.append((sum((v for v in values if v is not None), Decimal()), len(values)))
    if any(abs(told - total) <= _slack(total, count) for told, count in sums):
        return None
    # "coût, aide, reste": one of the rows is taken off.
    if any(abs(s - 2 * v - total) <= _slack(total, 1) for s, _ in sums[:2] for row in above if (v := _value(row, column))):
        return None
    told = sums[0][0] if len(since) >= 2 else sums[1][0]
    # A total of a quite other size counts other things.
    return (total, told) if told and abs(told - total) <= max(abs(total), abs(told)) / 4 else None


def _mixed(rows: Sequence[TableRow], column: int) -> bool:
    """Whether some cells of a column are money and others count something."""
    signs = {"€" in row.cells[column].text for row in rows if row.cells[column].is_quantity}
    return len(signs) > 1


def _slack(total: Decimal, count: int) -> Decimal:
    """What rounding each row may add up to."""
    return Decimal(max(1, count // 2)) if total % 1 == 0 else Decimal("0.02") * max(1, count)


def _is_total(row: TableRow) -> bool:
    return any(_TOTAL.match(fold(cell.text)) for cell in row.cells[:2])


def _label(row: TableRow) -> str:
    return next((cell.text for cell in row.cells if cell.text and not cell.is_quantity), "")


def _is_filled(row: TableRow, column: int) -> bool:
    text = row.cells[column].text
    return any(map(str.isalnum, text))


def _value(row: TableRow, column: int) -> Decimal | None:
    if column >= len(row.cells):
        return None
    match = _NUMBER.fullmatch(row.cells[column].text.lower())
    if not match:
        return None
    whole, decimals, certain = split_decimals(match["digits"].strip())
    if not whole.isdigit() or not certain or len(whole) > 12:
        return None
    value = Decimal(f"{whole}.{decimals or 0}")
    return -value if match["sign"] else value


CHECK = Check(
    code="table_total",
    severity="error",
    says="Les lignes d'un tableau ne font pas le total imprimé.",
    silent="Le tableau a des lignes « dont », des cases illisibles ou des colonnes décalées ; l'écart vient d'arrondis.",
    find=check_table_total,
)
