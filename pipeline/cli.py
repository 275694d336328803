"""The command line: parse, call, print, exit code; no rule of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="What French local government decides, as tables.")


@app.callback()
def _delib() -> None:
    """What French local government decides, as tables anyone can trust."""


@app.command()
def run(
    raw: Annotated[list[Path], typer.Argument(help="Files and folders to read.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Where the tables are published.", show_default=False)],
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read documents.", show_default="one per core")] = None,
) -> None:
    """Read files and folders, and publish what they say as tables under OUT."""
    from pipeline.run import run as run_batch

    print(run_batch(raw, out, jobs=workers))


def main() -> None:
    """Run the command line."""
    sys.exit(app())
