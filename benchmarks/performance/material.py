"""What is read: real documents where they lie beside the checkout, else documents from our own maker."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from pipeline.errors import Unreadable
from pipeline.read import read_document
from samples.make import ROOT, make

_SHARED = ROOT.parent / "shared"

#: Of a page that is drawn, PDFium holds no more text than a stamp.
_FEW_LETTERS = 350


@dataclass(frozen=True, slots=True)
class File:
    """A document, and what its pages hold.

    Attributes:
        path: where it is.
        content: its bytes.
        texts: of its pages; empty ones of a scan, which is read when it is measured.
        tables: on how many pages there are cells.
    """

    path: Path
    content: bytes
    texts: tuple[str, ...]
    tables: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """The documents to be read, by what they are; ``real`` where they are not made up."""

    real: bool
    native: tuple[File, ...]
    scans: tuple[File, ...]
    texts: tuple[File, ...]

    @property
    def plain(self) -> tuple[File, ...]:
        """The PDFs without any table."""
        return tuple(file for file in self.native if not file.tables)


def gather(made: Path, limit: int) -> Material:
    """The material beside the checkout, or as many made up documents under ``made`` as ``limit``."""
    folders = [_SHARED / "corpus", _SHARED / "seeds"] if (_SHARED / "corpus").is_dir() else [made]
    if folders == [made]:
        make(made, None, count=limit)
    return sort_out(folders, real=folders != [made], limit=limit)


def sort_out(folders: Sequence[Path], *, real: bool, limit: int) -> Material:
    """The documents under ``folders``, ``limit`` of each kind at most, always the same ones."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    random.Random(1).shuffle(paths)
    drawn = {path: _drawn_pages(path) for path in paths if path.suffix == ".pdf"}
    texts = [path for path in paths if path.suffix in (".txt", ".md", ".html")]
    return Material(
        real,
        native=tuple(_files([path for path, pages in drawn.items() if pages and not any(pages)], limit)),
        scans=tuple(File(path, path.read_bytes(), ("",) * len(pages)) for path, pages in drawn.items() if pages and all(pages))[
            :limit
        ],
        texts=tuple(_files(texts, limit)),
    )


def _drawn_pages(path: Path) -> list[bool]:
    """For each page of a PDF whether it has to be recognised; nothing of a file that cannot be opened."""
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return [_is_drawn(page) for page in pdf]
    except pypdfium2.PdfiumError:
        return []


def _is_drawn(page: pypdfium2.PdfPage) -> bool:
    if page.get_textpage().count_chars() >= _FEW_LETTERS:
        return False
    return any(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))


def _files(paths: Sequence[Path], limit: int) -> Iterator[File]:
    taken = 0
    for path in paths:
        if taken == limit:
            return
        content = path.read_bytes()
        try:
            with read_document(path, content) as document:
                texts = tuple(page.text for page in document.pages)
        except Unreadable:
            continue
        taken += 1
        yield File(path, content, texts, sum("\t" in text for text in texts))


def up_to(pages: int, files: Sequence[File]) -> list[File]:
    """The first of ``files`` that hold about so many pages together; one that alone holds more is passed over."""
    taken: list[File] = []
    left = pages
    for file in files:
        if len(file.texts) <= left:
            taken.append(file)
            left -= len(file.texts)
    return taken


def pages_of(files: Sequence[File]) -> int:
    """How many pages they have together."""
    return sum(len(file.texts) for file in files)
