"""What each step between a file and its rows costs, in CPU milliseconds per page of 3,000 characters.

    python -m benchmarks.extractors [FOLDER...] [--rounds 5] [--limit 60]

Every step is run on its own over all documents, in shuffled order, and the median of the rounds is shown; spaCy tokenises
the same pages in the same rounds. An extractor is charged for what it is the first to ask another for, as in a run.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors import EXTRACTORS
from extractors.base import Passage
from extractors.language import build_nlp
from pipeline.errors import Unreadable
from pipeline.extract import extract_facts
from pipeline.identify import identify
from pipeline.model import Act, Document
from pipeline.read import read_document
from pipeline.read.furniture import mark_furniture
from pipeline.segment import segment
from samples.make import ROOT, make

#: Real documents, for those who have them beside the checkout.
_MATERIAL = (ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "corpus")

#: As many characters as a printed page holds.
PAGE = 3_000

#: The steps that work on the text of acts: together they are to cost no more than half of spaCy's tokenising.
_RULES = ("fold", *(extractor.name for extractor in EXTRACTORS))


@dataclass(frozen=True)
class Sample:
    """One document, read and cut into acts beforehand, so that each step can be run alone."""

    path: Path
    content: bytes
    document: Document
    acts: tuple[Act, ...]

    def passages(self) -> list[Passage]:
        """What extractors see of it: its acts and the stamps on them."""
        bodies = [Passage(act.text, kind=act.kind, day=act.date) for act in self.acts]
        return bodies + [Passage(text, kind="stamp", day=act.date) for act in self.acts for text in act.stamp_texts]


def load(folders: Sequence[Path], limit: int) -> Iterator[Sample]:
    """The documents under ``folders`` that can be read without OCR, ``limit`` of them at most, spread evenly."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    for path in paths[:: max(1, math.ceil(len(paths) / limit))]:
        content = path.read_bytes()
        try:
            with read_document(path, content) as document:
                if all(page.source != "ocr" for page in document.pages):
                    pages = tuple(dataclasses.replace(page, box=None) for page in document.pages)
                    document = dataclasses.replace(document, pages=pages)
                    yield Sample(path, content, document, segment(document))
        except Unreadable:
            continue


def costs(sample: Sample) -> dict[str, float]:
    """CPU seconds of each step on one document, boxes of rows left out."""
    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        spent[step] = spent.get(step, 0.0) + time.process_time() - began

    document, acts = sample.document, sample.acts
    bare = [dataclasses.replace(page, furniture=()) for page in document.pages]
    timed("read", lambda: _read(sample))
    timed("of which furniture", lambda: mark_furniture(bare))
    timed("segment", lambda: segment(document))
    timed("identify", lambda: identify(document, acts))
    passages = sample.passages()
    timed("fold", lambda: [passage.folded for passage in passages])
    for extractor in EXTRACTORS:
        asked = [passage for passage in passages if passage.kind != "stamp" or extractor.reads_stamps]
        timed(extractor.name, lambda: [passage.find(extractor.find) for passage in asked])  # noqa: B023
    timed("rows", lambda: extract_facts(document, acts))
    spent["rows"] -= sum(spent[step] for step in _RULES)
    tokenizer = build_nlp().tokenizer
    timed("spaCy", lambda: [tokenizer(piece) for piece in _pieces(document)])
    return spent


def _read(sample: Sample) -> None:
    with read_document(sample.path, sample.content):
        pass


def _pieces(document: Document) -> Iterator[str]:
    """The pages; a text without page breaks is cut, for spaCy is slower on long texts."""
    for page in document.pages:
        yield from (page.text[at : at + PAGE] for at in range(0, len(page.text), PAGE))


def measure(samples: Sequence[Sample], rounds: int) -> dict[str, list[float]]:
    """CPU milliseconds per page of each step, round by round; a first round warms up and does not count."""
    pages = sum(len(sample.document.text) for sample in samples) / PAGE
    measured: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        total: dict[str, float] = {}
        for sample in random.Random(number).sample(samples, len(samples)):
            for step, seconds in costs(sample).items():
                total[step] = total.get(step, 0.0) + seconds
        for step, seconds in total.items() if number else ():
            measured.setdefault(step, []).append(1000 * seconds / pages)
    return measured


def report(measured: dict[str, list[float]]) -> None:
    """Print the median of each step, and of its ratio to spaCy in the same round."""
    rounds = zip(*(measured[step] for step in _RULES), strict=True)
    measured = measured | {"fold and all extractors": [sum(steps) for steps in rounds]}
    print(f"{'step':24} ms/page  of spaCy")
    for step, spent in measured.items():
        ratio = statistics.median(ms / spacy for ms, spacy in zip(spent, measured["spaCy"], strict=True))
        print(f"{step:24} {statistics.median(spent):7.3f}  {ratio:8.2f}")


def main() -> None:
    """Read the command line, measure and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folders", type=Path, nargs="*", help="folders of documents (default: real ones beside the checkout, or made up)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each step is measured (default 5)")
    parser.add_argument("--limit", type=int, default=60, help="most documents taken (default 60)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folders = args.folders or [folder for folder in _MATERIAL if folder.is_dir()]
        if not folders:
            make(Path(made), None, count=args.limit)
            folders = [Path(made)]
        samples = list(load(folders, args.limit))
    pages = sum(len(sample.document.text) for sample in samples) / PAGE
    print(f"{len(samples)} documents, {pages:.0f} pages of {PAGE} characters")
    report(measure(samples, args.rounds))


if __name__ == "__main__":
    main()
