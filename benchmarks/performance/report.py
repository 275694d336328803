"""The page of figures."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.performance.clock import ratios
from benchmarks.performance.result import Goal, Section
from samples.make import ROOT

_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "spacy", "regex", "pyarrow", "duckdb", "numpy", "edsnlp", "dateparser")


def report(sections: Sequence[Section], *, real: bool, quick: bool, load: tuple[float, float]) -> str:
    """All that was measured, as Markdown.

    Args:
        sections: in the order in which they are printed.
        real: whether real documents were read.
        quick: whether few pages were read few times.
        load: of the machine, before and after.
    """
    return (
        "\n".join((*_head(real, quick, load), *_goals(sections), *(line for section in sections for line in _section(section))))
        + "\n"
    )


def _head(real: bool, quick: bool, load: tuple[float, float]) -> Iterator[str]:
    yield "# Performance"
    yield ""
    yield "Printed by `make benchmark`; figures only. What the profile shows, and what stands in the way: [profile.md](profile.md)."
    yield ""
    yield f"- Measured on {dt.date.today():%Y-%m-%d} at commit {_commit()}{', in the quick mode' if quick else ''}."
    yield f"- Machine: {_processor()}, {os.cpu_count()} processors, {_memory()} GB, {platform.system()} {platform.release()}."
    yield f"- Load before and after: {load[0]:.1f} and {load[1]:.1f}; above the number of processors, wall times tell little."
    yield f"- Python {platform.python_version()}; {', '.join(_versions())}."
    yield f"- Documents: {'real ones where the section names no others' if real else 'made up, from `samples.make`'}."
    yield "- Figures are the median over the rounds, with the least and the most behind; processor time of the process and its"
    yield "  children unless said otherwise. In each round all contenders read all documents, shuffled; ratios are within a round."
    yield ""


def _goals(sections: Sequence[Section]) -> Iterator[str]:
    yield "## Goals"
    yield ""
    goals = [goal for section in sections for goal in section.goals]
    yield from _grid(("goal", "limit", "measured", "verdict"), (_goal(goal) for goal in goals))
    yield ""


def _goal(goal: Goal) -> tuple[str, ...]:
    limit = f"at {'least' if goal.least else 'most'} {goal.limit:g}{goal.unit}"
    return goal.name, limit, "-" if goal.value is None else f"{goal.value:.3g}{goal.unit}", goal.verdict


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    yield section.about
    yield ""
    if section.times:
        heads = ["", f"ms per {section.unit}", "spread"]
        if section.reference:
            heads += [f"of {section.reference}", "spread"]
        yield from _grid(heads, (_line(section, name) for name in section.times))
        yield ""
    if section.left_out:
        yield f"Left out: {'; '.join(section.left_out)}."
        yield ""


def _line(section: Section, name: str) -> list[str]:
    cells = [name, *_figures([1000 * seconds / section.units for seconds in section.times[name]])]
    if section.reference:
        cells += _figures(ratios(section.times, name, section.reference))
    return cells


def _figures(values: Sequence[float]) -> tuple[str, str]:
    if not values:
        return "-", "-"
    return f"{statistics.median(values):.3g}", f"{min(values):.3g} to {max(values):.3g}"


def _grid(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(heads)
    for cells in (columns, ["---"] * len(columns), *rows):
        yield f"| {' | '.join(cells)} |"


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            continue
    for command, flag in (("tesseract", "--version"), ("pdftotext", "-v")):
        if shutil.which(command):
            said = subprocess.run([command, flag], capture_output=True, text=True, check=False)
            yield (said.stdout or said.stderr).splitlines()[0]


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
