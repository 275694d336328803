"""The commands about gold files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, Tables

app = typer.Typer(no_args_is_help=True, help="Gold files: what a careful reader finds in a document.")


@app.callback()
def _gold() -> None:
    """Gold files: what a careful reader finds in a document."""


@app.command()
def draft(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="File names or ids (default: all).", show_default=False)
    ] = None,
    tables: Tables = DEFAULT_TABLES,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder of the gold files.")] = Path("gold"),
) -> None:
    """Write gold files from what was found, to be corrected by hand. A file that is there is never written over."""
    from pipeline.evaluate.drafting import draft_gold
    from pipeline.publish.version import published_version

    written = draft_gold(published_version(tables), to, documents or ())
    print(f"{len(written)} gold files written to {to}: correct them by hand before you measure anything with them")
