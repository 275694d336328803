"""The runs that OUT remembers, as their reports and journals tell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputMissing, UsageError

#: How many runs OUT remembers.
_MOST = 1_000

#: How many finished runs tell what is usual.
_USUAL = 5

#: What a run leaves in the folder of runs.
_SUFFIXES = (".json", ".html", ".log", ".log.jsonl")


def read_runs(out: Path) -> list[dict[str, Any]]:
    """The report of every run, the newest first; of one that was killed only its name and that it did not end.

    Raises:
        InputMissing: when there was no run.
    """
    folder = out / "runs"
    names = sorted({_run_of(path) for path in folder.glob("*") if _run_of(path)}, reverse=True)
    if not names:
        raise InputMissing(f"no run under {out}: make one with delib run RAW --out {out}")
    return [_read(folder, name) for name in names]


def find_run(out: Path, name: str) -> dict[str, Any]:
    """The report of the run whose name begins with ``name``, or of the newest for ``last``.

    Raises:
        UsageError: when there is none, or more than one.
    """
    runs = read_runs(out)
    fits = runs[:1] if name == "last" else [run for run in runs if run["run_id"].startswith(name)]
    if len(fits) != 1:
        raise UsageError(f"{'no run' if not fits else f'{len(fits)} runs'} {name!r}: see delib runs --out {out}")
    return fits[0]


def usual_runs(out: Path) -> list[Mapping[str, Any]]:
    """The reports of the last runs that published something."""
    usual: list[Mapping[str, Any]] = []
    for path in sorted((out / "runs").glob("[!.]*.json"), reverse=True):
        report = _read(path.parent, path.stem)
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


def forget_old_runs(folder: Path) -> None:
    """Remove what the oldest runs left in the folder of runs."""
    names = sorted({_run_of(path) for path in folder.glob("*") if _run_of(path)}, reverse=True)
    for name in names[_MOST:]:
        for suffix in _SUFFIXES:
            (folder / f"{name}{suffix}").unlink(missing_ok=True)


def _run_of(path: Path) -> str:
    """The run that a file is of; nothing for a file that is of none."""
    name, dot, suffix = path.name.partition(".")
    return name if f"{dot}{suffix}" in _SUFFIXES and name[:1].isdigit() else ""


def _read(folder: Path, name: str) -> dict[str, Any]:
    try:
        report = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"run_id": name, "interrupted": True}
    return report if isinstance(report, dict) else {"run_id": name, "interrupted": True}
