"""The command that lists what does not add up."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, Tables
from pipeline.errors import UsageError
from pipeline.harmless import on_terminal

_FORMATS = ("text", "csv", "json")


def checks(
    tables: Tables = DEFAULT_TABLES,
    severity: Annotated[str | None, typer.Option(help="error, warning or info.", show_default=False)] = None,
    collectivity: Annotated[str | None, typer.Option(help="A part of the name of the body.", show_default=False)] = None,
    check: Annotated[
        str | None, typer.Option(help="The code of a check, as docs/controles.md lists them.", show_default=False)
    ] = None,
    document: Annotated[str | None, typer.Option(help="A part of the path, or the id of a document.", show_default=False)] = None,
    unseen: Annotated[bool, typer.Option("--unseen", help="Leave out what was marked.")] = False,
    most: Annotated[int, typer.Option("--rows", min=0, help="How many to list; 0 for all.")] = 100,
    format: Annotated[str, typer.Option("--format", "-f", help="text, csv or json.")] = "text",
    mark: Annotated[
        tuple[str, str] | None, typer.Option("--mark", metavar="CHECK_ID NOTE", help="Note on a finding that it was seen.")
    ] = None,
    marks: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file of notes.", show_default="~/.local/share/delib/marks.csv")
    ] = None,
) -> None:
    """List what does not add up in the published documents, or mark a finding as seen.

    The gravest first, by collectivité, with the sentence that shows it. Notes are kept
    in a file of your own, outside OUT, and survive every run.
    """
    from pipeline import alarms
    from pipeline.publish.version import published_version

    version, notes = published_version(tables), marks or alarms.default_marks()
    if mark:
        alarms.mark(notes, version, *mark)
        print(f"noted in {notes}")
        return
    if format not in _FORMATS:
        raise UsageError(f"no format {format!r}; there are {', '.join(_FORMATS)}")
    if severity and severity not in alarms.SEVERITIES:
        raise UsageError(f"no severity {severity!r}; there are {', '.join(alarms.SEVERITIES)}")
    wanted = alarms.Wanted(severity=severity, collectivity=collectivity, check=check, document=document, unseen=unseen, most=most)
    found = alarms.read_alarms(version, wanted, alarms.read_marks(notes))
    if format == "json":
        print(json.dumps(alarms.rows(found), ensure_ascii=False))
    elif format == "csv":
        writer = csv.DictWriter(sys.stdout, list(alarms.Alarm.__slots__))
        writer.writeheader()
        writer.writerows(alarms.rows(found))
    else:
        print("\n".join(map(on_terminal, "\n".join(alarms.lines(found)).splitlines())) or "aucun constat")
