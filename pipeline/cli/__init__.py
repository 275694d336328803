"""The command line: parse, call, print, exit code; no rule of its own.

Heavy libraries are imported by the commands that need them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from typing import Annotated, NoReturn

import typer

from pipeline.cli import batch, export, gold, hand, reading
from pipeline.cli.checks import checks
from pipeline.errors import DelibError, Stopped, UsageError
from pipeline.harmless import on_terminal

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="What French local government decides, as tables anyone can trust.",
)

for command in (
    batch.run,
    batch.runs,
    batch.config,
    batch.doctor,
    reading.show,
    reading.query,
    reading.serve,
    checks,
    reading.evaluate,
    hand.correct,
    hand.forget,
):
    app.command()(command)
app.add_typer(export.app, name="export")
app.add_typer(gold.app, name="gold")


@app.callback()
def _delib(
    debug: Annotated[bool, typer.Option("--debug", hidden=True, help="Show where in the program a failure comes from.")] = False,
) -> None:
    """What French local government decides, as tables anyone can trust."""


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
    print(message if "\n" in message and code == 2 else f"delib: {' '.join(on_terminal(message).split())}", file=sys.stderr)
    return code
