"""The commands that read published tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, AsJson, Public, Tables
from pipeline.errors import UsageError


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, and folders of them.", show_default=False)],
    tables: Tables = DEFAULT_TABLES,
    min_f1: Annotated[float | None, typer.Option(min=0, max=1, help="End with code 1 when the mean F1 is lower.")] = None,
    dates: Annotated[Path | None, typer.Option(metavar="CSV", help="Known dates: file_name,document_date.")] = None,
    misses: Annotated[int, typer.Option(min=0, help="How many missed and extra facts to list, per document and table.")] = 0,
    as_json: AsJson = False,
) -> int:
    """Compare published tables with gold answers: precision, recall and F1."""
    from pipeline.evaluate import evaluate as compare
    from pipeline.evaluate.lines import lines
    from pipeline.publish.version import published_version

    result = compare(gold, published_version(tables), dates)
    if as_json:
        print(json.dumps(result.as_dict(), ensure_ascii=False, default=str))
    else:
        print("\n".join(lines(result, misses)))
    return 1 if result.lost or (min_f1 is not None and result.mean_f1() < min_f1) else 0


def show(
    what: Annotated[
        str, typer.Argument(metavar="FILE_OR_DOCUMENT_ID", help="A file, or a published document.", show_default=False)
    ],
    tables: Tables = DEFAULT_TABLES,
    most: Annotated[int, typer.Option("--rows", min=1, help="How many facts of one kind to show for each act.")] = 20,
    text: Annotated[bool, typer.Option("--text", help="Print what each act says, its facts in colour.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one page to send to a colleague.")] = None,
    public: Public = False,
) -> None:
    """Show one document act by act, with what was found in it. A file is read on the fly, nothing is written but --html."""
    if public and not html:
        raise UsageError("--public goes with --html: the terminal shows all there is")
    if html:
        from pipeline.export.page import write_page
        from pipeline.show import read

        write_page(read(what, tables), html, public=public)
        return
    from rich.console import Console

    from pipeline.show import show as show_document

    show_document(what, tables, Console(), most, text)


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help='Such as "SELECT name, count(*) FROM members GROUP BY 1".')],
    tables: Tables = DEFAULT_TABLES,
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv, json, xlsx or parquet.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
) -> None:
    """Ask the published tables a question in SQL (DuckDB). Nothing can be changed or read besides them."""
    from pipeline.publish.version import published_version
    from pipeline.query import FORMATS
    from pipeline.query import query as ask

    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    ask(sql, published_version(tables), format, output)


def serve(
    tables: Tables = DEFAULT_TABLES,
    raw: Annotated[
        list[str] | None,
        typer.Option(
            "--raw", metavar="RAW", help="Folder that was read, to draw pages from (may be repeated).", show_default=False
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen on.")] = 8001,
    host: Annotated[str, typer.Option(help="Address to listen on; any but the loopback address lets others in.")] = "127.0.0.1",
    public: Public = False,
) -> None:
    """Explore the published tables in a browser: search, see each fact on its page, take tables away. Needs the extra ``explore``.

    The last published version is served, and a newer one as soon as it is there. Nothing is written to OUT.
    """
    import sys

    from pipeline.pool import warm_up
    from pipeline.serve import serve as serve_tables
    from pipeline.storage import parse_place

    if raw:
        warm_up()
    raws = [parse_place(place) for place in raw or ()]

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    serve_tables(parse_place(tables), raws=raws, host=host, port=port, public=public, say=say)
