"""One document in a terminal, act by act, with what was found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import InputMissing, UsageError
from pipeline.harmless import on_terminal
from pipeline.present.marks import segments
from pipeline.process import process_document
from pipeline.publish.version import Version, published_version
from pipeline.storage import Place
from pipeline.tables import TABLES, Fact

Row = dict[str, Any]

_FACTS = tuple(name for name, table in TABLES.items() if table.key == ("fact_id",))
_PROOF = frozenset(field.name for field in fields(Fact))
_IDENTITY = (
    "collectivity", "siren", "department", "actes_id", "document_date", "transmitted", "received", "posted", "published",
    "page_count", "text_source", "reason_code", "reason_detail", "duplicate_of",
)  # fmt: skip

#: What each kind of fact is coloured by.
_STYLES = {
    "grants": "bold green", "amounts": "green", "budget_lines": "yellow", "votes": "bold red", "vote_groups": "red",
    "ballots": "red", "members": "bold blue", "dates": "magenta", "citations": "dim", "parties": "cyan", "articles": "bold",
}  # fmt: skip


def show(what: str, tables: Place | str, console: Console, most: int = 20, text: bool = False) -> None:
    """Print what one document says.

    Args:
        what: a file, which is read on the fly; or the id, the path or the name of a published document.
        tables: where tables are published.
        console: where to print.
        most: how many facts of one kind are shown for each act.
        text: whether to print what each act says, its facts in colour, in place of tables of them.

    Raises:
        InputMissing: when there is no such file or document.
        UsageError: when several documents are meant.
    """
    rows = read(what, tables)
    _print_document(rows["documents"][0], console)
    for act in rows.get("acts", []):
        _print_head(act, console)
        if text:
            console.print(_in_colour(act, rows))
        else:
            _print_facts(act, rows, console, most)


def read(what: str, tables: Place | str) -> dict[str, list[Row]]:
    """The rows of a file, read on the fly, or of a published document.

    Raises:
        InputMissing: when there is no such file or document.
        UsageError: when several documents are meant.
    """
    return read_file(Path(what)) if Path(what).is_file() else read_published(what, published_version(tables))


def read_file(path: Path) -> dict[str, list[Row]]:
    """The rows of a file, as a run would publish them."""
    outcome = process_document(path)
    rows = {name: batch.to_pylist() for name, batch in outcome.tables.items()}
    return {**rows, "documents": [{"file_name": path.name, **outcome.content}]}


def read_published(what: str, version: Version) -> dict[str, list[Row]]:
    """The published rows of one document.

    Raises:
        InputMissing: when there is none.
        UsageError: when several are meant.
    """
    documents = list(version.rows("documents"))
    fits = [row for row in documents if what in (row["document_id"], row["source_path"])]
    fits = fits or [row for row in documents if what == row["file_name"] or (row["document_id"] or "").startswith(what)]
    if not fits:
        raise InputMissing(f"no file and no published document {what!r}")
    if len({row["document_id"] or row["source_path"] for row in fits}) > 1:
        raise UsageError(f"{what!r} may be any of {', '.join(row['source_path'] for row in fits[:5])}")
    rows = {"documents": fits[:1]}
    if document_id := fits[0]["document_id"]:
        for name in ("pages", "acts", *_FACTS):
            rows[name] = _of_document(version, name, document_id)
    return rows


def _of_document(version: Version, table: str, document_id: str) -> list[Row]:
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = version.read(table, bucket=document_id)
    found: list[Row] = rows.filter(pc.equal(rows["document_id"], pa.scalar(document_id))).to_pylist()
    return found


def _print_document(document: Row, console: Console) -> None:
    console.print(Text(printable(document["file_name"]), style="bold"), Text(document["status"], style="dim"))
    for name in _IDENTITY:
        if document.get(name) is not None:
            console.print(Text(f"  {name}: {printable(document[name])}"))


def _print_head(act: Row, console: Console) -> None:
    head = " · ".join(printable(act[name]) for name in ("kind", "number", "date", "body") if act.get(name) is not None)
    console.print()
    console.rule(Text(f"{act['ordinal']}. {head}"), align="left")
    if act.get("title"):
        console.print(Text(printable(act["title"]), style="bold"))


def _in_colour(act: Row, rows: dict[str, list[Row]]) -> Text:
    """What an act says, each fact in the colour of its kind; the line behind tells which is which."""
    start, end = act["char_start"], act["char_end"]
    said = "".join(page["text"] for page in rows["pages"])[start:end]
    facts = [{**row, "kind": name} for name in _FACTS for row in rows.get(name, ()) if row["act_id"] == act["act_id"]]
    shown = Text()
    for piece, fact in segments(said, start, facts):
        shown.append(_on_lines(piece), _STYLES.get(fact["kind"]) if fact else None)
    kinds = {fact["kind"] for fact in facts}
    legend = Text("  ").join(Text(name, style) for name, style in _STYLES.items() if name in kinds)
    return Text("\n").join((shown, legend))


def _on_lines(text: str) -> str:
    """A text that keeps its lines and cannot command the terminal."""
    return on_terminal(text, kept="\n\t")


def _print_facts(act: Row, rows: dict[str, list[Row]], console: Console, most: int) -> None:
    for name in _FACTS:
        found = [row for row in rows.get(name, []) if row["act_id"] == act["act_id"]]
        if found:
            console.print(_fact_table(name, found, most))


def _fact_table(name: str, rows: Sequence[Row], most: int) -> Table:
    """The facts of one kind; columns that say nothing here are left out."""
    columns = [c.name for c in TABLES[name].columns if c.name not in _PROOF and any(row.get(c.name) is not None for row in rows)]
    more = f", the first {most}" if len(rows) > most else ""
    table = Table(
        "page",
        *columns,
        "raw",
        title=f"{name} ({len(rows)}{more})",
        title_justify="left",
        title_style=_STYLES.get(name, "bold"),
        show_edge=False,
    )
    for row in rows[:most]:
        table.add_row(*(Text(printable(row.get(column))) for column in ("page", *columns, "raw")))
    return table


def printable(value: object) -> str:
    """A value on one line, short, that cannot command the terminal.

    >>> printable("a\\x1b[31m\\nb"), printable(True), printable(None)
    ('a [31m b', 'yes', '')
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, Decimal):
        return f"{value:,.2f}".replace(",", " ")
    text = value.isoformat() if isinstance(value, dt.date) else _joined(value) if isinstance(value, list) else str(value)
    text = " ".join(on_terminal(text).split())
    return text if len(text) <= 80 else text[:79] + "…"


def _joined(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))
