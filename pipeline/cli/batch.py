"""The commands of the batch: run it, and tell what it runs with."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, AsJson, printable
from pipeline.errors import REASONS

if TYPE_CHECKING:
    from pipeline.run import Progress, Report

#: How many quarantined files a summary names.
_MOST = 20


def run(
    raw: Annotated[
        list[Path], typer.Argument(metavar="RAW...", help="Files, and folders of any depth, to read.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Where the tables are published.", show_default=False)],
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=1, help="Processes that read documents.", show_default="one per core")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.1, metavar="SECONDS", help="Processor time for one document.", show_default="20")
    ] = None,
    max_memory: Annotated[
        int | None, typer.Option(min=256, metavar="MB", help="Memory for one document.", show_default="2048")
    ] = None,
    max_size: Annotated[
        int | None, typer.Option(min=1, metavar="MB", help="Files over this size are put aside.", show_default="256")
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="K/N", help="Take only the K-th of N parts of the files; each part has an OUT of its own.")
    ] = None,
    join: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="OUT", help="Take over what another run, such as one of a part, has read. Again for each.", show_default=False
        ),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=0, help="Versions before the current one that stay for their readers.", show_default="3")
    ] = None,
    strict: Annotated[bool | None, typer.Option("--strict", help="End with code 1 when a file had to be put aside.")] = None,
    as_json: AsJson = False,
) -> int:
    """Read files and folders, and publish what they say as tables under OUT.

    Only new, changed and removed files cost work. A run that was stopped goes on
    where it was. What is not given here is taken from the settings: see delib config.
    """
    from pipeline.pool import warm_up

    if not (out / "current").exists():  # else there may be nothing to read
        warm_up()
    from pipeline.run import run as run_batch
    from pipeline.settings import load_settings
    from pipeline.shards import parse_share

    options = {
        "workers": workers,
        "timeout": timeout,
        "max_memory": max_memory,
        "max_size": max_size,
        "keep": keep,
        "strict": strict,
    }
    settings = load_settings(options)
    settings.hand_on()
    with _progress() as progress:
        report = run_batch(
            raw,
            out,
            jobs=settings.workers,
            limits=settings.limits,
            progress=progress,
            share=parse_share(shard) if shard else None,
            joined=join or (),
            keep=settings.keep,
        )
    for folder in report.closed:
        print(f"delib: {printable(folder)} could not be listed: check its permissions", file=sys.stderr)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, default=str))
    else:
        _print_report(report, out)
    return 1 if settings.strict and report.quarantined else 0


def config(as_json: AsJson = False) -> None:
    """Print the settings in force, and where each comes from.

    An option of delib run is heard before the variable DELIB_<NAME>, and that before
    the TOML file: delib.toml in the current folder, or the one that DELIB_CONFIG names.
    """
    from pipeline.settings import load_settings, origins

    found = list(origins(load_settings()))
    if as_json:
        print(json.dumps({o.name: {"value": o.value, "source": o.source} for o in found}, ensure_ascii=False, default=str))
        return
    for origin in found:
        value = "" if origin.value is None else str(origin.value)
        print(f"{origin.name:<14}{value:<24}{origin.source:<28}{origin.description}")


def doctor(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Where tables are to go.")] = DEFAULT_TABLES,
    as_json: AsJson = False,
) -> None:
    """Tell what this machine has for delib, and what each missing thing changes."""
    from pipeline.doctor import as_dict, examine, lines

    findings = examine(out)
    print(json.dumps(as_dict(findings), ensure_ascii=False) if as_json else "\n".join(lines(findings)))


def _print_report(report: Report, out: Path) -> None:
    aside = len(report.quarantined)
    state = "published" if report.published else "nothing new"
    print(f"{report.files} files, {report.read} read now, {aside} put aside; {state} in {report.duration_s:.1f} s under {out}")
    for name, rows in report.rows.items():
        print(f"  {name:<14}{rows:>10,}")
    for path, reason in list(report.quarantined.items())[:_MOST]:
        print(f"  {reason}: {printable(path)}. {REASONS[reason]}")
    if aside > _MOST:
        print(f'  ... and {aside - _MOST} more: delib query "SELECT source_path, reason_code FROM documents" --tables {out}')


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error, when somebody is there to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate, left = TextColumn("{task.fields[rate]}"), TimeRemainingColumn(compact=True)
    with Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), rate, left, console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def show(done: int, count: int) -> None:
            speed = bar.tasks[task].speed
            bar.update(task, completed=done, total=count, rate=f"{speed:,.1f} files/s" if speed else "")

        yield show
