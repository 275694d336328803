"""What whole runs of the command cost: growth with what there is to read, re-runs, workers, and questions to the tables."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.performance.clock import Times, measure, middle, spent
from benchmarks.performance.memory import held
from benchmarks.performance.result import Goal, Section, ratio
from pipeline.process import process_document
from pipeline.publish.version import published_version
from pipeline.query import connect
from samples.make import ROOT, make

#: How many times the documents, or the length of one, are multiplied.
_MANY = 4

#: How often a run with nothing new is measured at least: it takes a second or two, of which its start is nearly all.
_RERUNS = 5

#: All forms but scans: what tesseract takes would hide all the rest.
_FORMS = ("pdf", "pdf-margin", "pdf-letter", "txt-flat", "txt-wrapped", "md", "html")

QUESTIONS = {
    "the ten largest grants": "SELECT beneficiary, value FROM grants ORDER BY value DESC LIMIT 10",
    "grants by beneficiary": "SELECT beneficiary, sum(value), count(*) FROM grants GROUP BY 1 ORDER BY 2 DESC",
    "votes against, with their acts": (
        "SELECT a.title, v.votes_against FROM votes v JOIN acts a USING (act_id) WHERE v.votes_against > 0 ORDER BY 2 DESC"
    ),
    "a word in all pages": "SELECT document_id, page FROM pages WHERE text ILIKE '%subvention%'",
}


def delib(*arguments: object) -> None:
    """Run the command, and wait for it."""
    subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=ROOT, check=True, capture_output=True, env=_environment()
    )


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DELIB_CACHE"}


def growth(folder: Path, count: int, rounds: int) -> tuple[Section, Section]:
    """Runs over so many documents and over four times as many, each into a new OUT; and the same again with nothing new."""
    few, many, one = folder / "few", folder / "many", folder / "one"
    make(few, None, count=count, forms=_FORMS)
    make(many, None, count=_MANY * count, forms=_FORMS)
    make(one, None, count=1, forms=("txt-wrapped",))
    outs: Iterator[Path] = (folder / f"out{number}" for number in range(1_000_000))
    first = measure(
        {"few": lambda _: delib("run", few, "--out", next(outs)), "many": lambda _: delib("run", many, "--out", next(outs))},
        [None],
        rounds,
        warm=False,
    )
    delib("run", many, "--out", folder / "out")
    delib("run", one, "--out", folder / "out-one")
    again = measure(
        {
            "many": lambda _: delib("run", many, "--out", folder / "out"),
            "one": lambda _: delib("run", one, "--out", folder / "out-one"),
        },
        [None],
        max(rounds, _RERUNS),
        warm=False,
    )
    return growth_of(first, count), rerun_of(first, again, _MANY * count)


def growth_of(first: Times, count: int) -> Section:
    """The cost of a document among ``few`` and among ``many``."""
    each = {
        f"{count} documents": [seconds / count for seconds in first["few"]],
        f"{_MANY * count} documents": [seconds / (_MANY * count) for seconds in first["many"]],
    }
    small, large = each
    return Section(
        title="Growth with the number of documents",
        about="`delib run` over made up documents of all kinds but scans, start-up and publishing included.",
        times=each,
        unit="document",
        reference=small,
        goals=(Goal(name="cost of a document at four times the documents", limit=1.05, value=ratio(each, large, small)),),
    )


def rerun_of(first: Times, again: Times, count: int) -> Section:
    """What is left of a run when there is nothing new."""
    start, idle, whole = middle(again["one"]) or 0.0, middle(again["many"]) or 0.0, middle(first["many"]) or 1.0
    return Section(
        title="Re-runs",
        about=f"`delib run` over {count} documents, and again with nothing changed; start-up is the same for a single text.",
        times={
            "first run": first["many"],
            "unchanged re-run": again["many"],
            "unchanged re-run over one text": again["one"],
        },
        unit="run",
        goals=(
            Goal(
                name="unchanged re-run, without start-up, to the first run",
                limit=0.01,
                value=max(0.0, idle - start) / whole,
            ),
        ),
    )


def length(rounds: int) -> Section:
    """One text, and the same text four times behind itself."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), None, count=24, forms=("txt-wrapped",))
        text = "".join(path.read_text("utf-8") for path in sorted(Path(folder).rglob("*.txt")))
    texts = {1: text, _MANY: text * _MANY}
    times = measure(
        {
            f"{len(each)} characters": functools.partial(lambda each, _: process_document(Path("long.txt"), each.encode()), each)
            for each in texts.values()
        },
        [None],
        rounds,
    )
    times = {
        name: [seconds * len(text) / len(each) for seconds in times[name]] for name, each in zip(times, texts.values(), strict=True)
    }
    small, large = times
    return Section(
        title="Growth with the length of one document",
        about=f"Minutes and acts one behind the other in one text; per {len(text)} characters.",
        times=times,
        unit="part",
        reference=small,
        goals=(Goal(name="cost of a character at four times the length", limit=1.05, value=ratio(times, large, small)),),
    )


def workers(folder: Path, count: int, rounds: int) -> Section:
    """One worker and two: the time on the wall, and how much memory each holds."""
    raw = folder / "for-workers"
    make(raw, None, count=count, forms=_FORMS)
    outs: Iterator[Path] = (folder / f"workers{number}" for number in range(1_000_000))
    works = {
        f"{n} at work": functools.partial(lambda n, _: delib("run", raw, "--out", next(outs), "--workers", n), n) for n in (1, 2)
    }
    times = measure(works, [None], rounds, warm=False, clock=time.perf_counter)
    peak = max(_peaks(raw, next(outs)), default=None)
    return Section(
        title="Workers",
        about=f"`delib run` over {count} documents: seconds on the wall, which tell nothing while others use the processors.",
        times=times,
        unit="run",
        reference="1 at work",
        goals=(
            Goal(
                name="two workers to one, start-up and publishing included",
                limit=1.8,
                value=ratio(times, "1 at work", "2 at work"),
                least=True,
            ),
            Goal(name="memory of the largest worker", limit=250, value=peak, unit=" MB"),
        ),
    )


def _peaks(raw: Path, out: Path) -> list[float]:
    """The most memory that each process which reads documents has held, in megabytes."""
    peaks: dict[int, float] = {}
    command = [sys.executable, "-m", "pipeline", "run", str(raw), "--out", str(out), "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()) as run:
        watch = threading.Event()
        while run.poll() is None:
            for pid in _below(run.pid):
                peaks[pid] = max(peaks.get(pid, 0.0), held("VmHWM", pid))
            watch.wait(0.05)
    return list(peaks.values())


def _below(pid: int) -> Iterator[int]:
    """All processes that a process has started, and those that these have."""
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield child
        yield from _below(child)


def start_up(folder: Path, rounds: int) -> Section:
    """What a user waits for before anything is read, on the wall."""
    raw = folder / "small"
    make(raw, None, count=1, forms=("txt-wrapped",))
    outs: Iterator[Path] = (folder / f"small-out{number}" for number in range(1_000_000))
    works = {
        "delib --help": lambda _: delib("--help"),
        "delib run on one small text": lambda _: delib("run", raw, "--out", next(outs)),
    }
    wall = measure(works, [None], rounds, warm=False, clock=time.perf_counter)
    return Section(
        title="Start-up",
        about="Seconds on the wall.",
        times=wall,
        unit="command",
        goals=(
            Goal(name="`delib --help`", limit=0.3, value=middle(wall["delib --help"]), unit=" s"),
            Goal(name="`delib run` on one small text", limit=1.5, value=middle(wall["delib run on one small text"]), unit=" s"),
        ),
    )


def queries(out: Path, rounds: int) -> Section:
    """Questions in SQL to the tables of a run, each on a connection of its own."""
    version = published_version(out)

    def ask(sql: str, _: None) -> None:
        with closing(connect(version)) as connection:
            connection.sql(sql).fetchall()

    rows = sum(1 for _ in version.rows("pages"))
    works = {name: functools.partial(ask, sql) for name, sql in QUESTIONS.items()}
    return Section(
        title="Queries",
        about=f"Over the tables of the run above ({rows} pages), opened anew for each question; processor time.",
        times=measure(works, [None], rounds, clock=spent),
        unit="question",
    )
