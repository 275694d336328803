"""What the working tree finds that ``main`` does not, and the other way round, document by document.

    python -m benchmarks.diff CORPUS [--base main] [--table amounts]

Both run on the same folder; a fact is the same when its table, its place and all its columns are. Look at it in every
change to an extractor: a gain on one document paid for by another is no gain.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent

#: Columns that may differ although the fact is the same: addresses, versions, and the act's ordinal within them.
_LEFT_OUT = {"fact_id", "document_id", "act_id", "extractor", "confidence", "bbox", "raw", "run_id", "ingested_at", "page"}

Fact = tuple[str, ...]


def run(code: Path, corpus: Path, out: Path) -> None:
    """Run the checkout in ``code`` over ``corpus`` with this interpreter."""
    subprocess.run(
        [sys.executable, "-m", "pipeline", "run", str(corpus), "--out", str(out)], cwd=code, check=True, stdout=subprocess.DEVNULL
    )


def facts(out: Path, only: str | None) -> dict[tuple[str, str], Counter[Fact]]:
    """The facts of a run by table and file name."""
    documents = pq.read_table(out / "documents", columns=["document_id", "file_name"]).to_pylist()
    names = {row["document_id"]: row["file_name"] for row in documents}
    found: dict[tuple[str, str], Counter[Fact]] = defaultdict(Counter)
    for folder in sorted((out / "current").iterdir()):
        table = folder.name
        if not folder.is_dir() or table in ("documents", "pages") or only not in (None, table):
            continue
        for row in pq.read_table(folder).to_pylist():
            found[table, names.get(row.get("document_id"), "?")][_fact(row)] += 1
    return found


def _fact(row: dict[Any, Any]) -> Fact:
    shown = [f"{row['raw']!r}"] if "raw" in row else []
    return (
        *shown,
        *(f"{key}={value}" for key, value in row.items() if key not in _LEFT_OUT and value is not None),
    )


def report(before: dict[tuple[str, str], Counter[Fact]], after: dict[tuple[str, str], Counter[Fact]]) -> int:
    """Print gains and losses; the number of them."""
    changes = 0
    for key in sorted(before.keys() | after.keys()):
        gained, lost = (
            after.get(key, Counter()) - before.get(key, Counter()),
            before.get(key, Counter()) - after.get(key, Counter()),
        )
        if gained or lost:
            print(f"\n{key[1]}  {key[0]}: +{gained.total()} -{lost.total()}")
            for sign, counter in (("-", lost), ("+", gained)):
                for fact in counter.elements():
                    print(f"  {sign} {' '.join(fact)[:300]}")
        changes += gained.total() + lost.total()
    print(f"\n{changes} facts differ" if changes else "no fact differs")
    return changes


def main() -> None:
    """Read the command line, run both, and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of documents")
    parser.add_argument("--base", default="main", help="what to compare the working tree with (default main)")
    parser.add_argument("--table", help="only this table")
    args = parser.parse_args()
    corpus = args.corpus.resolve()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "base")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(base), args.base], cwd=ROOT, check=True)
        try:
            run(base, corpus, Path(folder, "before"))
            run(ROOT, corpus, Path(folder, "after"))
            report(facts(Path(folder, "before"), args.table), facts(Path(folder, "after"), args.table))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(base)], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
