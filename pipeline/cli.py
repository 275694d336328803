"""The command line: parse, call, print, exit code; no rule of its own.

Heavy libraries are imported by the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.errors import REASONS, DelibError, Stopped, UsageError

if TYPE_CHECKING:
    from pipeline.run import Progress, Report

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="What French local government decides, as tables anyone can trust.",
)

gold_app = typer.Typer(no_args_is_help=True, help="Gold files: what a careful reader finds in a document.")
app.add_typer(gold_app, name="gold")

#: How many quarantined files, or missed facts, a summary names.
_MOST = 20

Tables = Annotated[Path, typer.Option("--tables", "-t", help="Where the tables are published (OUT of a run).")]


@app.callback()
def _delib(
    debug: Annotated[bool, typer.Option("--debug", hidden=True, help="Show where in the program a failure comes from.")] = False,
) -> None:
    """What French local government decides, as tables anyone can trust."""


@app.command()
def run(
    raw: Annotated[
        list[Path], typer.Argument(metavar="RAW...", help="Files, and folders of any depth, to read.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Where the tables are published.", show_default=False)],
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=1, help="Processes that read documents.", show_default="one per core")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Processor time for one document.")] = 20.0,
    max_memory: Annotated[int, typer.Option(min=256, metavar="MB", help="Memory for one document.")] = 2048,
    max_size: Annotated[int, typer.Option(min=1, metavar="MB", help="Files over this size are put aside.")] = 256,
    strict: Annotated[bool, typer.Option("--strict", help="End with code 1 when a file had to be put aside.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")] = False,
) -> int:
    """Read files and folders, and publish what they say as tables under OUT.

    Only new, changed and removed files cost work. A run that was stopped goes on where it was.
    """
    from pipeline.pool import warm_up

    if not (out / "current").exists():  # else there may be nothing to read
        warm_up()
    from pipeline.limits import Limits
    from pipeline.run import run as run_batch

    limits = Limits(seconds=timeout, memory=max_memory << 20, size=max_size << 20)
    with _progress() as progress:
        report = run_batch(raw, out, jobs=workers, limits=limits, progress=progress)
    for folder in report.closed:
        print(f"delib: {_printable(folder)} could not be listed: check its permissions", file=sys.stderr)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, default=str))
    else:
        _print_report(report, out)
    return 1 if strict and report.quarantined else 0


@app.command()
def doctor(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Where tables are to go.")] = Path("data/processed"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")] = False,
) -> None:
    """Tell what this machine has for delib, and what each missing thing changes."""
    from pipeline.doctor import as_dict, examine, lines

    findings = examine(out)
    print(json.dumps(as_dict(findings), ensure_ascii=False) if as_json else "\n".join(lines(findings)))


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, and folders of them.", show_default=False)],
    tables: Tables = Path("data/processed"),
    min_f1: Annotated[float | None, typer.Option(min=0, max=1, help="End with code 1 when the mean F1 is lower.")] = None,
    dates: Annotated[Path | None, typer.Option(metavar="CSV", help="Known dates: file_name,document_date.")] = None,
    misses: Annotated[int, typer.Option(min=0, help="How many missed and extra facts to list, per document and table.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")] = False,
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


@gold_app.command("draft")
def draft(
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT]...", help="File names or ids (default: all).", show_default=False)
    ] = None,
    tables: Tables = Path("data/processed"),
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder of the gold files.")] = Path("gold"),
) -> None:
    """Write gold files from what was found, to be corrected by hand. A file that is there is never written over."""
    from pipeline.evaluate.drafting import draft_gold
    from pipeline.publish.version import published_version

    written = draft_gold(published_version(tables), to, documents or ())
    print(f"{len(written)} gold files written to {to}: correct them by hand before you measure anything with them")


@app.command()
def show(
    what: Annotated[
        str, typer.Argument(metavar="FILE_OR_DOCUMENT_ID", help="A file, or a published document.", show_default=False)
    ],
    tables: Tables = Path("data/processed"),
    most: Annotated[int, typer.Option("--rows", min=1, help="How many facts of one kind to show for each act.")] = 20,
) -> None:
    """Show one document act by act, with what was found in it. A file is read on the fly, nothing is written."""
    from rich.console import Console

    from pipeline.show import show as show_document

    show_document(what, tables, Console(), most)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help='Such as "SELECT name, count(*) FROM members GROUP BY 1".')],
    tables: Tables = Path("data/processed"),
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


def _print_report(report: Report, out: Path) -> None:
    aside = len(report.quarantined)
    state = "published" if report.published else "nothing new"
    print(f"{report.files} files, {report.read} read now, {aside} put aside; {state} in {report.duration_s:.1f} s under {out}")
    for name, rows in report.rows.items():
        print(f"  {name:<14}{rows:>10,}")
    for path, reason in list(report.quarantined.items())[:_MOST]:
        print(f"  {reason}: {_printable(path)}. {REASONS[reason]}")
    if aside > _MOST:
        print(f'  ... and {aside - _MOST} more: delib query "SELECT source_path, reason_code FROM documents" --tables {out}')


def _printable(text: str) -> str:
    """A name that cannot command a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error, when somebody is there to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, count: bar.update(task, completed=done, total=count)


def _stop(number: int, _: object) -> NoReturn:
    stopped = Stopped("stopped; what was done is kept for the next run, the last published tables stand")
    stopped.exit_code = 128 + number
    raise stopped


def main() -> None:
    """Run the command line, and end with its exit code."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    # A helper of multiprocessing that was killed is started again; nobody has to be told.
    warnings.filterwarnings("ignore", "resource_tracker")
    code = execute(sys.argv[1:])
    if "pipeline.pool" in sys.modules:
        from pipeline.pool import stop

        stop()
    sys.exit(code)


def execute(arguments: list[str]) -> int:
    """The exit code of one command; whatever goes wrong is said in one line."""
    try:
        code = app(arguments, prog_name="delib", standalone_mode=False)
        sys.stdout.flush()
        return code or 0
    except (BrokenPipeError, SystemExit):  # whoever reads our output has seen enough; typer makes the second of the first
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "--debug" in arguments and not hasattr(error, "format_message"):
            raise
        return _say(error)


def _say(error: Exception) -> int:
    """Print what went wrong, and give the exit code for it."""
    if isinstance(error, DelibError):
        message, code = str(error), error.exit_code
    elif hasattr(error, "format_message"):  # the command line itself is wrong
        message, code = error.format_message(), UsageError.exit_code
        message += "" if "\n" in message else " See delib --help"
    elif isinstance(error, MemoryError):
        message, code = "out of memory: use fewer --workers, or a smaller --max-memory", DelibError.exit_code
    else:
        message, code = (
            f"a fault of the program: {type(error).__name__}: {error} (delib --debug ... shows where)",
            DelibError.exit_code,
        )
    print(message if "\n" in message and code == 2 else f"delib: {' '.join(_printable(message).split())}", file=sys.stderr)
    return code
