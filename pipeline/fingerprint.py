"""What a document's rows depend on besides its bytes."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import sys
from pathlib import Path

from extractors import EXTRACTORS
from pipeline.errors import UsageError
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
    "options",
    "ingest",
    "workers",
    "shards",
    "cluster",
    "pool",
    "ready",
    "storage",
    "publish",
    "query",
    "harmless",
    "private",
    "spreadsheet",
    "show",
    "evaluate",
    "export",
    "present",
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

#: Libraries whose next release may hold other names for one.
_RELATING_LIBRARIES = ("rapidfuzz", "duckdb")


def fingerprint(limits: Limits) -> str:
    """A code that changes whenever the same document might give other rows.

    It is taken from the sources themselves: nobody has to remember to raise a number.
    """
    digest = hashlib.sha256()
    for source in _sources():
        digest.update(source.read_bytes())
    digest.update(json.dumps([_versions(_LIBRARIES), limits.as_list(), shutil.which("tesseract") is not None]).encode())
    digest.update((language_model() or "").encode())
    return digest.hexdigest()[:16]


def language_model() -> str | None:
    """Name and version of the pretrained model that the user wants asked, with a code of its files where it is a folder.

    The same folder elsewhere is the same model, so its path is no part of it.

    Raises:
        UsageError: when it is not there.
    """
    wanted = os.environ.get("DELIB_SPACY_MODEL")
    if not wanted:
        return None
    folder = Path(wanted)
    if (folder / "meta.json").is_file():
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta.get('name')}-{meta.get('version')}-{_folder_code(folder)}"
    try:
        return f"{wanted}-{importlib.metadata.version(wanted)}"
    except (importlib.metadata.PackageNotFoundError, ValueError) as error:
        message = f"DELIB_SPACY_MODEL names {wanted}, which is no installed model and no folder of one: install it, or unset it"
        raise UsageError(message) from error


@functools.cache
def _folder_code(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def relations_fingerprint(*said: object) -> str:
    """A code that changes whenever the same rows might be related otherwise: no document has to be read again for that.

    Args:
        said: what people have said of relations.
    """
    digest = hashlib.sha256(repr((said, _versions(_RELATING_LIBRARIES))).encode())
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
    extractors = (p for kind in ("*.py", "*.txt") for p in (root.parent / "extractors").rglob(kind))
    return sorted({*ours, *extractors, *plugged})


def _versions(libraries: tuple[str, ...]) -> list[str]:
    return [f"{name}-{version}" for name, version in versions(libraries).items()]


def versions(libraries: tuple[str, ...] = (*_LIBRARIES, *_RELATING_LIBRARIES)) -> dict[str, str]:
    """The releases of libraries, from the names of their folders: asking for them properly takes longer than reading a text."""
    names = {path.stem for folder in sys.path for path in Path(folder).glob("*.dist-info") if path.name.startswith(libraries)}
    return dict(sorted((name, version) for name, _, version in (stem.rpartition("-") for stem in names)))
