"""The commands that write files to take away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, Public, Tables

app = typer.Typer(no_args_is_help=True, help="Files to take away: open data, spreadsheets, a database, votes and people.")

Chosen = Annotated[list[str] | None, typer.Argument(metavar="[TABLE]...", help="Tables (default: all).", show_default=False)]
ToFile = Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.")]
ToFolder = Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder of the files.")]


@app.callback()
def _export() -> None:
    """Files to take away: open data, spreadsheets, a database, votes and people."""


@app.command()
def scdl(
    to: ToFolder,
    tables: Tables = DEFAULT_TABLES,
    with_private: Annotated[
        bool, typer.Option("--with-private", help="Keep private persons, such as those who get social aid.")
    ] = False,
) -> None:
    """Write the national open-data files: SCDL Délibérations and SCDL Subventions.

    A record that lacks a required field goes to rejets.csv with the reason; nothing is made up. origines.csv tells where each
    row was read.
    """
    from pipeline.export.scdl import export_scdl
    from pipeline.publish.version import published_version

    for file in export_scdl(published_version(tables), to, with_private):
        print(f"{file.name}: {file.rows} rows; {file.rejected} rejected; {file.private} left out as private persons")
        for field, count in sorted(file.worked_out.items()):
            print(f"  {field:<22} {count:>6} worked out from what is printed (origines.csv)")
        for reason, count in file.reasons.most_common():
            print(f"  {reason:<31} {count:>6} rejected (rejets.csv)")


@app.command()
def xlsx(to: ToFile, chosen: Chosen = None, tables: Tables = DEFAULT_TABLES, public: Public = False) -> None:
    """Write one workbook with a sheet for each table: real dates and numbers, codes as text."""
    from pipeline.export.tables import Source, export_xlsx
    from pipeline.publish.version import published_version

    _say(export_xlsx(Source(published_version(tables), public), to, _named(chosen)))


@app.command()
def csv(
    to: ToFolder,
    chosen: Chosen = None,
    tables: Tables = DEFAULT_TABLES,
    excel_fr: Annotated[
        bool, typer.Option("--excel-fr", help="As Excel in French opens it: semicolons, decimal commas, a byte order mark.")
    ] = False,
    public: Public = False,
) -> None:
    """Write one CSV file for each table."""
    from pipeline.export.tables import Source, export_csv
    from pipeline.publish.version import published_version
    from pipeline.spreadsheet import EXCEL_FR, PLAIN

    source = Source(published_version(tables), public)
    _say(export_csv(source, to, _named(chosen), EXCEL_FR if excel_fr else PLAIN))


@app.command()
def duckdb(to: ToFile, chosen: Chosen = None, tables: Tables = DEFAULT_TABLES, public: Public = False) -> None:
    """Write one DuckDB database with the tables and what each column means."""
    from pipeline.export.tables import Source, export_duckdb
    from pipeline.publish.version import published_version

    _say(export_duckdb(Source(published_version(tables), public), to, _named(chosen)))


@app.command()
def popolo(to: ToFile, tables: Tables = DEFAULT_TABLES) -> None:
    """Write who sits where and who voted what as Popolo JSON. Private persons are not in it."""
    from pipeline.export.popolo import export_popolo
    from pipeline.publish.version import published_version

    _say(export_popolo(published_version(tables), to))


def _named(chosen: list[str] | None) -> list[str]:
    from pipeline.publish.version import table_named
    from pipeline.tables import TABLES

    return [table_named(name) for name in dict.fromkeys(chosen)] if chosen else list(TABLES)


def _say(counts: dict[str, int]) -> None:
    for name, count in counts.items():
        print(f"  {name:<15} {count:>8}")
