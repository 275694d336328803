"""What delib costs, beside the tools that others read such documents with; writes docs/performance.md.

    python -m benchmarks.performance [--quick] [--out docs/performance.md]

Real documents are read where they lie beside the checkout, else made up ones. Nine minutes on a quiet machine, three with
``--quick``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.performance import linking, readers, runs
from benchmarks.performance.material import gather
from benchmarks.performance.report import report
from benchmarks.performance.result import Section
from samples.make import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is read, and how often.

    Attributes:
        pages: of PDF files and texts.
        scans: pages that are recognised.
        documents: in the smaller of two runs.
        rounds: how often all of it.
        slow_rounds: how often what takes seconds.
    """

    pages: int
    scans: int
    documents: int
    rounds: int
    slow_rounds: int


WHOLE = Effort(pages=60, scans=3, documents=60, rounds=3, slow_rounds=2)
QUICK = Effort(pages=12, scans=1, documents=20, rounds=2, slow_rounds=1)

#: Start-up and publishing are done by one process: where they are most of a run, nothing is seen of its workers.
_FOR_WORKERS = 10

#: Rows of ``members`` that are linked for each document of the smaller run: a million in all of a whole measurement.
_FOR_LINKS = 1000


def sections(effort: Effort, folder: Path) -> Iterator[Section]:
    """All comparisons, one after the other.

    Args:
        effort: how much is read.
        folder: where documents and tables may be written.
    """
    yield from of_pages(effort, folder)
    yield from of_runs(effort, folder)


def of_pages(effort: Effort, folder: Path) -> Iterator[Section]:
    """What pages cost."""
    material = gather(folder / "made", effort.documents)
    yield readers.native_pages(material, effort.pages, effort.rounds)
    yield readers.table_pages(material, effort.pages, effort.rounds)
    yield readers.scanned_pages(material, effort.scans, effort.slow_rounds)
    yield readers.plain_texts(material, effort.pages, effort.rounds)


def of_runs(effort: Effort, folder: Path) -> Iterator[Section]:
    """What runs of the command cost."""
    yield from runs.growth(folder, effort.documents, effort.slow_rounds)
    yield runs.length(effort.rounds)
    yield linking.people(_FOR_LINKS * effort.documents, _FOR_LINKS * 10 * effort.documents, effort.slow_rounds)
    yield runs.workers(folder, _FOR_WORKERS * effort.documents, effort.slow_rounds)
    yield runs.queries(folder / "out", effort.rounds)
    yield runs.start_up(folder, effort.rounds)


def main() -> None:
    """Read the command line, measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few pages, few times: for a busy machine")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md", help="the page (default docs/performance.md)")
    args = parser.parse_args()
    os.environ.pop("DELIB_CACHE", None)
    before = os.getloadavg()[0]
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for section in sections(QUICK if args.quick else WHOLE, Path(folder)):
            print(f"{section.title}: {'; '.join(f'{goal.name}: {goal.verdict}' for goal in section.goals) or 'done'}", flush=True)
            done.append(section)
        real = (ROOT.parent / "shared" / "corpus").is_dir()
    page = report(done, real=real, quick=args.quick, load=(before, os.getloadavg()[0]))
    args.out.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
