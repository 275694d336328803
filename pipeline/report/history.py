"""The runs that OUT remembers, as their reports and journals tell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.errors import InputMissing, UsageError
from pipeline.publish.version import RUNS
from pipeline.storage import Place, list_files, read_file, remove_file

#: How many runs OUT remembers.
_MOST = 1_000

#: How many finished runs tell what is usual.
_USUAL = 5

#: What a run leaves in the folder of runs.
_SUFFIXES = (".json", ".html", ".log", ".log.jsonl")


def read_runs(out: Place) -> list[dict[str, Any]]:
    """The report of every run, the newest first; of one that was killed only its name and that it did not end.

    Raises:
        InputMissing: when there was no run, or storage does not answer.
    """
    try:
        runs = [_read(out / RUNS, name) for name in _names(out / RUNS)]
    except OSError as error:
        raise InputMissing(f"{out} cannot be read: {error}") from error
    if not runs:
        raise InputMissing(f"no run under {out}: make one with delib run RAW --out {out}")
    return runs


def find_run(out: Place, name: str) -> dict[str, Any]:
    """The report of the run whose name begins with ``name``, or of the newest for ``last``.

    Raises:
        UsageError: when there is none, or more than one.
    """
    runs = read_runs(out)
    fits = runs[:1] if name == "last" else [run for run in runs if run["run_id"].startswith(name)]
    if len(fits) != 1:
        raise UsageError(f"{'no run' if not fits else f'{len(fits)} runs'} {name!r}: see delib runs --out {out}")
    return fits[0]


def usual_runs(out: Place) -> list[Mapping[str, Any]]:
    """The reports of the last runs that published something.

    Raises:
        OSError: when storage does not answer.
    """
    usual: list[Mapping[str, Any]] = []
    for name in _names(out / RUNS):
        report = _read(out / RUNS, name)
        if report.get("published") and report.get("states"):
            usual.append(report)
        if len(usual) == _USUAL:
            break
    return usual


def state_of(run: Mapping[str, Any]) -> str:
    """What became of a run, in a word."""
    if run.get("interrupted"):
        return "interrupted"
    if run.get("failure"):
        return "failed"
    return "published" if run["published"] else "nothing new"


def lines(runs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The runs for a terminal."""
    yield f"{'run':<32}{'state':<13}{'files':>9}{'read':>9}{'aside':>7}{'odd':>5}{'seconds':>10}"
    for run in runs:
        if run.get("interrupted"):
            yield f"{run['run_id']:<32}{state_of(run):<13}"
        else:
            figures = run["files"], run["read"], len(run["quarantined"]), len(run.get("oddities", ()))
            files, read, aside, odd = figures
            yield f"{run['run_id']:<32}{state_of(run):<13}{files:>9}{read:>9}{aside:>7}{odd:>5}{run['duration_s']:>10.1f}"


def describe(run: Mapping[str, Any]) -> Iterator[str]:
    """The report of one run for a terminal."""
    yield f"{run['run_id']}: {state_of(run)}"
    for name, value in run.items():
        if name not in ("run_id", "interrupted", "quarantined") and value not in (None, [], {}):
            said = "  ".join(f"{key}={one}" for key, one in value.items()) if isinstance(value, dict) else value
            yield f"  {name:<12}{said}"
    for path, reason in run.get("quarantined", {}).items():
        yield f"  {reason}: {path}"


def forget_old_runs(folder: Place) -> None:
    """Remove what the oldest runs left in the folder of runs.

    Raises:
        OSError: when it cannot be removed.
    """
    for name in _names(folder)[_MOST:]:
        for suffix in _SUFFIXES:
            remove_file(folder / f"{name}{suffix}")


def _names(folder: Place) -> list[str]:
    """The runs that left something in the folder of runs, the newest first."""
    return sorted({run for place in list_files(folder) if (run := _run_of(place.name))}, reverse=True)


def _run_of(file_name: str) -> str:
    """The run that a file is of; nothing for a file that is of none."""
    name, dot, suffix = file_name.partition(".")
    return name if f"{dot}{suffix}" in _SUFFIXES and name[:1].isdigit() else ""


def _read(folder: Place, name: str) -> dict[str, Any]:
    try:
        report = json.loads(read_file(folder / f"{name}.json") or b"")
    except ValueError:
        return {"run_id": name, "interrupted": True}
    return report if isinstance(report, dict) else {"run_id": name, "interrupted": True}
