"""Write the sample, or any number of documents like it.

python -m samples.make                                      the sample itself, into data/raw and data/gold
python -m samples.make --count 10000 --raw /tmp/many        so many documents, for benchmarks
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

from samples.documents import SAMPLE
from samples.render import render

ROOT = Path(__file__).resolve().parent.parent

#: An upload that broke off: the sample shows what becomes of it.
BROKEN = Path("roquelaine", "envoi-interrompu.pdf")


def make(raw: Path, gold: Path | None, count: int | None = None, forms: Sequence[str] | None = None, seed: int = 2025) -> int:
    """Write the documents under ``raw`` and their gold files into ``gold``; the same arguments give the same bytes.

    Args:
        raw: folder of the documents, one folder per body under it.
        gold: folder of the gold files, or None for none.
        count: how many documents; the sample as it stands when None.
        forms: only documents rendered in these forms.
        seed: what everything random follows from.
    """
    plan = [entry for entry in SAMPLE if forms is None or entry[2] in forms]
    total = len(plan) if count is None else count
    for i in range(total):
        name, write, form = plan[i % len(plan)]
        if i >= len(plan):
            name = f"{name}-{i:06d}"
        document = write(name, random.Random(f"{seed}/{name}"))
        content, suffix = render(document.blocks, form)
        path = raw / f"{name}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if gold is not None:
            gold.mkdir(parents=True, exist_ok=True)
            text = json.dumps(document.gold(path.name), ensure_ascii=False, indent=1)
            (gold / f"{path.name}.json").write_text(text + "\n", encoding="utf-8")
    if count is None:
        (raw / BROKEN).write_bytes(b"%PDF-1.4\n% the upload stopped here\n")
    return total


def main() -> None:
    """Read the command line and write the documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw", help="folder of the documents (default data/raw)")
    parser.add_argument("--gold", type=Path, help="folder of the gold files (default data/gold for the sample, none with --count)")
    parser.add_argument("--count", type=int, help="how many documents (default: the sample as it stands)")
    parser.add_argument(
        "--forms", nargs="*", help="only these forms: pdf, pdf-margin, pdf-letter, scan, txt-flat, txt-wrapped, md, html"
    )
    parser.add_argument("--seed", type=int, default=2025, help="what everything random follows from (default 2025)")
    args = parser.parse_args()
    gold = args.gold or (ROOT / "data" / "gold" if args.count is None else None)
    print(f"{make(args.raw, gold, args.count, args.forms, args.seed)} documents written to {args.raw}")


if __name__ == "__main__":
    main()
