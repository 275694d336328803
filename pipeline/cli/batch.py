"""The commands of the batch: run it, and tell what it runs with."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.words import DEFAULT_TABLES, AsJson, Tables
from pipeline.errors import REASONS, DelibError, UsageError
from pipeline.harmless import on_terminal

if TYPE_CHECKING:
    from pipeline.report import Report
    from pipeline.run import Progress
    from pipeline.settings import Settings
    from pipeline.storage import Place
    from pipeline.workers import Engine

#: How many quarantined files a summary names.
_MOST = 20


def run(
    raw: Annotated[
        list[str],
        typer.Argument(metavar="RAW...", help="Files, folders of any depth, s3://bucket/folder: to read.", show_default=False),
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="OUT", help="Where the tables are published.", show_default=False)],
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
    engine: Annotated[
        str | None,
        typer.Option(metavar="local|dask", help="Who reads documents: this machine, or a cluster.", show_default="local"),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Scheduler of the dask cluster, tcp://host:8786.", show_default=False)
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="K/N", help="Take only the K-th of N parts of the files; each part has an OUT of its own.")
    ] = None,
    join: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OUT", help="Take over what another run, such as one of a part, has read. Again for each.", show_default=False
        ),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=0, help="Versions before the current one that stay for their readers.", show_default="3")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Corrections to follow: see delib correct.", show_default=False)
    ] = None,
    metrics: Annotated[
        str | None, typer.Option(metavar="FILE", help="Prometheus textfile to write at the end.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Take only the first N files, into an OUT of their own.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="TABLE",
            help="Fill only this table of facts, in an OUT of its own. Again for each.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what there is to read, and do nothing.")] = False,
    bodies: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV", help="Folder or SIREN of each body with its name: fills what documents leave out.", show_default=False
        ),
    ] = None,
    strict: Annotated[bool | None, typer.Option("--strict", help="End with code 1 when a file had to be put aside.")] = None,
    as_json: AsJson = False,
) -> int:
    """Read files and folders, and publish what they say as tables under OUT.

    Only new, changed and removed files cost work. A run that was stopped goes on
    where it was. What is not given here is taken from the settings: see delib config.
    """
    if dry_run:
        return _tell_plan(raw, out, limit, only or (), as_json)
    from pipeline.pool import warm_up

    if not Path(out, "current").exists():  # else there may be nothing to read
        warm_up()
    from pipeline.amend.corrections import read_corrections
    from pipeline.options import Options
    from pipeline.run import run as run_batch
    from pipeline.settings import load_settings
    from pipeline.shards import parse_share
    from pipeline.storage import parse_place

    options = {
        "workers": workers,
        "timeout": timeout,
        "max_memory": max_memory,
        "max_size": max_size,
        "engine": engine,
        "scheduler": scheduler,
        "keep": keep,
        "corrections": corrections,
        "metrics": metrics,
        "bodies": bodies,
        "strict": strict,
    }
    settings = load_settings(options)
    settings.hand_on()
    with _engine(settings) as engine_asked, _progress() as progress, _measured(settings.metrics) as measured:
        asked = Options(
            workers=settings.workers,
            limits=settings.limits(_fact_tables(only or ())),
            engine=engine_asked,
            share=parse_share(shard) if shard else None,
            limit=limit,
            joined=[parse_place(place) for place in join or ()],
            keep=settings.keep,
            corrections=read_corrections(settings.corrections) if settings.corrections else (),
            bodies=settings.bodies,
        )
        report = run_batch([parse_place(place) for place in raw], parse_place(out), asked, progress)
        measured(report, 1 if settings.strict and report.quarantined else 0)
    for folder in report.closed:
        print(f"delib: {on_terminal(folder)} could not be listed: check its permissions", file=sys.stderr)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, default=str))
    else:
        _print_report(report, out)
    return 1 if settings.strict and report.quarantined else 0


@contextlib.contextmanager
def _engine(settings: Settings) -> Iterator[Engine | None]:
    """The engine that is asked for; None for that of this machine."""
    if settings.engine == "local":
        yield None
        return
    from pipeline.cluster import dask_engine

    if settings.scheduler is None:
        raise UsageError("--engine dask needs --scheduler tcp://host:8786")
    with dask_engine(settings.scheduler) as engine:
        yield engine


def _fact_tables(names: Sequence[str]) -> Sequence[str]:
    """The names, once they are seen to be those of extractors."""
    from extractors import EXTRACTORS

    known = [extractor.name for extractor in EXTRACTORS]
    for name in names:
        if name not in known:
            raise UsageError(f"no table of facts {name!r}; there are {', '.join(known)}")
    return names


def _tell_plan(raw: Sequence[str], out: str, limit: int | None, only: Sequence[str], as_json: bool) -> int:
    from pipeline.plan import lines, plan
    from pipeline.settings import load_settings
    from pipeline.storage import parse_place

    found = plan([parse_place(place) for place in raw], parse_place(out), load_settings().limits(_fact_tables(only)), limit)
    print(json.dumps(found.as_dict(), ensure_ascii=False) if as_json else "\n".join(lines(found)))
    return 0


def runs(
    which: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RUN] [RUN]", help="None, one or two runs; 'last' is the newest.", show_default=False),
    ] = None,
    tables: Tables = DEFAULT_TABLES,
    only: Annotated[list[str] | None, typer.Option("--table", help="Compare this table only; may be repeated.")] = None,
    most: Annotated[int, typer.Option("--rows", min=0, help="How many rows that differ to list.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the runs that OUT remembers; print the report of one; compare what two of them published.

    Two runs are compared row by row: what appeared, vanished or changed, and whether
    the input, the code, or other documents (links) made it so.
    """
    from pipeline.report.history import describe, find_run, lines, read_runs
    from pipeline.storage import parse_place

    out = parse_place(tables)
    named = which or []
    if len(named) > 2:
        raise UsageError("name two runs at most: delib runs BEFORE AFTER")
    if len(named) == 2:
        _compare([str(find_run(out, name)["run_id"]) for name in named], out, only or (), most, as_json)
    elif named:
        found = find_run(out, named[0])
        print(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(describe(found)))
    else:
        listed = read_runs(out)
        print(json.dumps(listed, ensure_ascii=False) if as_json else "\n".join(lines(listed)))


def _compare(names: Sequence[str], out: Place, only: Sequence[str], most: int, as_json: bool) -> None:
    from pipeline.compare import compare, details, summary, version_of_run
    from pipeline.publish.version import table_named

    before, after = (version_of_run(out, name) for name in names)
    changes = list(compare(before, after, [table_named(name) for name in only]))
    if as_json:
        print(json.dumps([change.as_dict() for change in changes], ensure_ascii=False))
    else:
        print("\n".join([*summary(changes), *details(changes, most)] if changes else ["no row differs"]))


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
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Where tables are to go.")] = Path(DEFAULT_TABLES),
    as_json: AsJson = False,
) -> None:
    """Tell what this machine has for delib, and what each missing thing changes."""
    from pipeline.doctor import as_dict, examine, lines

    findings = examine(out)
    print(json.dumps(as_dict(findings), ensure_ascii=False) if as_json else "\n".join(lines(findings)))


def _print_report(report: Report, out: str) -> None:
    aside = len(report.quarantined)
    state = "published" if report.published else "nothing new"
    print(f"{report.files} files, {report.read} read now, {aside} put aside; {state} in {report.duration_s:.1f} s under {out}")
    if report.oddities:
        print(f"  odd in {len(report.oddities)} ways: see {out.rstrip('/')}/runs/latest.html")
    for name, rows in report.rows.items():
        print(f"  {name:<14}{rows:>10,}")
    for path, reason in list(report.quarantined.items())[:_MOST]:
        print(f"  {reason}: {on_terminal(path)}. {REASONS[reason]}")
    if aside > _MOST:
        print(f'  ... and {aside - _MOST} more: delib query "SELECT source_path, reason_code FROM documents" --tables {out}')


@contextlib.contextmanager
def _measured(file: str | None) -> Iterator[Callable[[Report, int], None]]:
    """Write the figures of a run for Prometheus, also when it fails; figures that cannot be written are no reason to fail."""
    outcome: tuple[Report | None, int] = None, DelibError.exit_code

    def measured(report: Report, code: int) -> None:
        nonlocal outcome
        outcome = report, code

    try:
        yield measured
    except BaseException as error:
        outcome = None, getattr(error, "exit_code", DelibError.exit_code)
        raise
    finally:
        if file:
            from pipeline.report.metrics import write_metrics
            from pipeline.storage import parse_place

            try:
                write_metrics(parse_place(file), *outcome)
            except OSError as error:
                why = error.strerror or error
                print(f"delib: {file} could not be written ({why}): no figures for Prometheus", file=sys.stderr)


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
