"""The commands with which people say what is wrong in the tables, and what must not be there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, Tables
from pipeline.errors import UsageError
from pipeline.harmless import on_terminal


def correct(
    fact_id: Annotated[str, typer.Argument(metavar="FACT_ID", help="The address of a published fact.", show_default=False)],
    to: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=VALUE", help="What a column should say. Again for each.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="It is no such fact: take it out.")] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is published with the fact.")] = "",
    file: Annotated[
        Path | None, typer.Option(metavar="CSV", help="File of corrections.", show_default="the setting, or corrections.csv")
    ] = None,
    tables: Tables = DEFAULT_TABLES,
) -> None:
    """Put a published fact right: written into a file of yours, which every later run follows.

    Runs follow the file that the setting "corrections" names (DELIB_CORRECTIONS).
    """
    from pipeline.amend.corrections import add_corrections, find_fact, make_correction
    from pipeline.publish.version import published_version
    from pipeline.settings import load_settings

    if bool(to) == remove:
        raise UsageError("say --set COLUMN=VALUE, or --remove")
    followed = load_settings().corrections
    path = file or followed or Path("corrections.csv")
    table, fact = find_fact(published_version(tables), fact_id)
    wanted = [text.partition("=") for text in to or ["="]]
    add_corrections(path, [make_correction(fact, table, column, value, note) for column, _, value in wanted])
    print(
        f"written to {path}; the next run follows it"
        + ("" if path == followed else f' with corrections = "{path}" in its settings')
    )


def forget(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="Ids or paths of documents.", show_default=False)
    ] = None,
    persons: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="NAME", help="A private person, as printed. Again for each spelling.", show_default=False),
    ] = None,
    tables: Tables = DEFAULT_TABLES,
    raw: Annotated[
        list[str] | None, typer.Option(metavar="RAW", help="What the tables are made from.", show_default="as the last run")
    ] = None,
) -> None:
    """Take documents, or private persons, out of the tables, and keep them out.

    Tables are published anew without them, older versions, recognised pages and
    journals that hold them are removed. A name becomes unreadable wherever it is
    printed in full, in any case and order; the list keeps no name, only a hash.
    """
    from pipeline.amend.corrections import read_corrections
    from pipeline.forget import forget as forget_for_good
    from pipeline.options import Options
    from pipeline.settings import load_settings
    from pipeline.storage import parse_place

    settings = load_settings()
    settings.hand_on()
    options = Options(
        workers=settings.workers,
        limits=settings.limits(),
        keep=settings.keep,
        corrections=read_corrections(settings.corrections) if settings.corrections else (),
    )
    raws = [parse_place(place) for place in raw or ()]
    done = forget_for_good(parse_place(tables), documents or (), persons or (), options, raws, settings.cache)
    for path in done.documents:
        print(f"forgotten: {on_terminal(path)}")
    for path in done.naming:
        print(f"made unreadable in: {on_terminal(path)}")
    print(f"{len(done.documents)} documents forgotten, names made unreadable in {len(done.naming)}; later runs keep to it")
