"""What a document's rows depend on besides its bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

from extractors import EXTRACTORS
from pipeline.limits import Limits

#: Modules of this package that have no say in what a document's rows are.
_SILENT = {
    "cli",
    "settings",
    "bodies",
    "report",
    "compare",
    "plan",
    "forget",
    "api",
    "alarms",
    "run",
    "ingest",
    "workers",
    "shards",
    "cluster",
    "pool",
    "ready",
    "storage",
    "publish",
    "query",
    "cells",
    "private",
    "spreadsheet",
    "show",
    "evaluate",
    "export",
    "serve",
    "doctor",
    "__main__",
}

#: Those that work on the rows of all documents, once these are read.
_RELATING = ("link", "check/across")

_ROOT = Path(__file__).parent

#: Libraries whose next release may read the same bytes differently.
_LIBRARIES = (
    "pdfplumber", "pdfminer", "pypdfium2", "pikepdf", "charset_normalizer", "regex", "spacy", "text2num", "python_stdnum",
)  # fmt: skip


def fingerprint(limits: Limits) -> str:
    """A code that changes whenever the same document might give other rows.

    It is taken from the sources themselves: nobody has to remember to raise a number.
    """
    digest = hashlib.sha256()
    for source in _sources():
        digest.update(source.read_bytes())
    digest.update(json.dumps([_versions(), limits.as_list(), shutil.which("tesseract") is not None]).encode())
    return digest.hexdigest()[:16]


def relations_fingerprint(*said: object) -> str:
    """A code that changes whenever the same rows might be related otherwise: no document has to be read again for that.

    Args:
        said: what people have said of relations.
    """
    digest = hashlib.sha256(repr(said).encode())
    for source in sorted(path for path in _ROOT.rglob("*.py") if _relates(path)):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _relates(source: Path) -> bool:
    """Whether a module of ours works on the rows of all documents."""
    name = source.relative_to(_ROOT).with_suffix("").as_posix()
    return any(name == part or name.startswith(f"{part}/") for part in _RELATING)


def _sources() -> list[Path]:
    root = _ROOT
    ours = [p for p in root.rglob("*.py") if p.relative_to(root).parts[0].removesuffix(".py") not in _SILENT and not _relates(p)]
    plugged = {Path(sys.modules[extractor.record.__module__].__file__ or __file__) for extractor in EXTRACTORS}
    return sorted({*ours, *(root.parent / "extractors").rglob("*.py"), *plugged})


def _versions() -> list[str]:
    return [f"{name}-{version}" for name, version in versions().items()]


def versions() -> dict[str, str]:
    """The releases of the libraries, from the names of their folders: asking for them properly takes longer than reading a text."""
    names = {path.stem for folder in sys.path for path in Path(folder).glob("*.dist-info") if path.name.startswith(_LIBRARIES)}
    return dict(sorted((name, version) for name, _, version in (stem.rpartition("-") for stem in names)))
