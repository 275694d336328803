"""Documents whose facts are known: read once, then judged as they are or as worn print would have them."""

from __future__ import annotations

import dataclasses
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.noise import damage
from pipeline.errors import InputMissing
from pipeline.evaluate import Evaluation, find_gold, judge, read_gold
from pipeline.evaluate.matching import Row
from pipeline.extract import act_rows, extract_facts
from pipeline.identify import identify
from pipeline.model import Document
from pipeline.read import read_document
from pipeline.read.furniture import mark_furniture
from pipeline.segment import segment

ROOT = Path(__file__).resolve().parent.parent

#: Answers made by hand for real documents, for those who have them beside the checkout; and those of the sample.
_REAL, _SAMPLE = ROOT.parent / "shared", ROOT / "data"


@dataclass(frozen=True, slots=True)
class Known:
    """A document, and the gold answers for it."""

    gold: dict[str, Any]
    document: Document


def defaults() -> tuple[list[Path], list[Path]]:
    """Where gold files and their documents are when nobody says: the real ones, else the sample's."""
    if any(_REAL.glob("gold/*/*.json")):
        return sorted(path for path in _REAL.glob("gold/*") if path.is_dir()), [_REAL / "seeds", _REAL / "corpus"]
    return [_SAMPLE / "gold"], [_SAMPLE / "raw"]


def load(golds: Iterable[Path], folders: Iterable[Path]) -> list[Known]:
    """Every gold file with its document, read.

    Raises:
        InputMissing: when there is no gold file, or no document of that name.
    """
    paths = {path.name: path for folder in folders for path in sorted(folder.rglob("*"), reverse=True) if path.is_file()}
    return [Known(gold, _read(paths, gold["source"])) for gold in map(read_gold, find_gold(golds))]


def _read(paths: dict[str, Path], name: str) -> Document:
    if name not in paths:
        raise InputMissing(f"no document {name} among those given")
    with read_document(paths[name]) as document:
        pages = tuple(dataclasses.replace(page, box=None) for page in document.pages)
        return dataclasses.replace(document, pages=pages)


def worn(known: Known, rate: float) -> Known:
    """The same with about ``rate`` of its characters damaged, the same way each time; what is known of it stays.

    Running headers, page numbers and stamps are looked for anew: a worn page has worn ones.
    """
    if not rate:
        return known
    rng = random.Random(f"{known.gold['source']} {rate}")
    bare = (dataclasses.replace(page, text=damage(page.text, rate, rng), furniture=()) for page in known.document.pages)
    return Known(known.gold, dataclasses.replace(known.document, pages=mark_furniture(bare)))


def rows_of(document: Document) -> dict[str, list[Row]]:
    """What a run would publish of a document, table by table."""
    acts = segment(document)
    identity = dataclasses.asdict(identify(document, acts))
    return {**extract_facts(document, acts), "acts": act_rows(document, acts), "documents": [identity]}


def tables_of(texts: Mapping[str, str]) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """The rows of texts by their names, as one run would publish them, and the first act of each."""
    tables: dict[str, list[Row]] = defaultdict(list)
    acts = {}
    for name, text in texts.items():
        with read_document(Path(f"{name}.txt"), text.encode()) as document:
            for table, rows in rows_of(document).items():
                tables[table] += [row | {"document_id": document.id} for row in rows]
                if table == "acts":
                    acts[name] = rows[0]["act_id"]
            tables["pages"] += [{"document_id": document.id, "page": page.number, "text": page.text} for page in document.pages]
    return tables, acts


def evaluate_all(sample: Sequence[Known]) -> Evaluation:
    """What is found of all that is known."""
    return Evaluation(documents=dict(_judged(sample)))


def _judged(sample: Sequence[Known]) -> Iterator[tuple[str, Any]]:
    for known in sample:
        yield known.gold["source"], judge(known.gold, rows_of(known.document))
