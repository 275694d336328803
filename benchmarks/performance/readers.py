"""What pages cost: native ones, those with tables, scans and plain texts, beside what others need to open them."""

from __future__ import annotations

import dataclasses
import functools
import importlib.util
import io
import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from benchmarks.performance.clock import Times, measure
from benchmarks.performance.material import File, Material, pages_of, up_to
from benchmarks.performance.result import Goal, Section, ratio
from extractors import EXTRACTORS
from extractors.base import Passage
from extractors.language import build_nlp
from pipeline.process import process_document
from pipeline.read import read_document
from pipeline.read.ocr import has_tesseract
from pipeline.segment import segment
from pipeline.tables import spare_pandas

PDFIUM, PLUMBER, POPPLER = "PDFium's text alone", "pdfplumber's extract_text alone", "pdftotext -layout"
COMPLETE, READING, RULES = "delib, complete", "delib, reading alone", "delib, fold and all extractors"
SPACY, TESSERACT = "spaCy's tokenising alone", "tesseract alone"
EDSNLP, DATEPARSER = "edsnlp's dates", "dateparser's search"

#: As many characters as spaCy is given at once: it is slower on long texts.
_PIECE = 3_000

Works = dict[str, Callable[[File], object]]


def native_pages(material: Material, pages: int, rounds: int) -> Section:
    """Pages without tables: the whole way to proven rows, and the extractors alone."""
    files = up_to(pages, material.plain)
    works, left_out = _on_pdfs()
    more, more_left_out = _on_texts()
    times = _measured(works | more | {READING: _read, RULES: _rules(files)}, files, rounds)
    goals = (
        Goal(name="native page without tables, complete, to PDFium's text", limit=3, value=ratio(times, COMPLETE, PDFIUM)),
        Goal(
            name="native page without tables: pdfplumber's extract_text to delib",
            limit=20,
            value=ratio(times, PLUMBER, COMPLETE),
            least=True,
        ),
        Goal(name="extractors alone to spaCy's tokenising", limit=0.5, value=ratio(times, RULES, SPACY)),
    )
    about = f"{len(files)} PDF files, {pages_of(files)} pages, {_characters(files)} characters a page; bytes to proven rows."
    return Section(
        title="Native pages without tables",
        about=about,
        times=times,
        units=pages_of(files),
        reference=PDFIUM,
        left_out=left_out + more_left_out,
        goals=goals,
    )


def table_pages(material: Material, pages: int, rounds: int) -> Section:
    """PDF files as they come, tables and all."""
    files = up_to(pages, material.native)
    works, left_out = _on_pdfs()
    times = _measured(works | {READING: _read}, files, rounds)
    tables = sum(file.tables for file in files)
    return Section(
        title="Native pages as they come, with tables",
        about=f"{len(files)} PDF files, {pages_of(files)} pages, {tables} of them with a table.",
        times=times,
        units=pages_of(files),
        reference=PDFIUM,
        left_out=left_out,
        goals=(
            Goal(
                name="native pages as they come: pdfplumber's extract_text to delib",
                limit=4,
                value=ratio(times, PLUMBER, COMPLETE),
                least=True,
            ),
        ),
    )


def scanned_pages(material: Material, pages: int, rounds: int) -> Section:
    """Scans, each page recognised anew."""
    shortest = sorted(material.scans, key=lambda file: len(file.texts))
    files = shortest[: max(1, len(up_to(pages, shortest)))] if has_tesseract() else []
    times: Times = {}
    if files:
        images = {file.path: _images(file) for file in files}
        works: Works = {TESSERACT: lambda file: list(map(_recognise, images[file.path])), COMPLETE: _complete}
        times = measure(works, files, rounds, warm=False)
    return Section(
        title="Scanned pages",
        about=f"{len(files)} files, {pages_of(files)} pages; tesseract alone is given the same pages, drawn at 300 dots per inch.",
        times=times,
        units=pages_of(files) or 1,
        reference=TESSERACT,
        left_out=() if files else ("all of it: there is no tesseract, or no scan",),
        goals=(Goal(name="scanned page, complete, to tesseract alone", limit=1.05, value=ratio(times, COMPLETE, TESSERACT)),),
    )


def plain_texts(material: Material, pages: int, rounds: int) -> Section:
    """Texts, which need no reader to speak of."""
    short = [(file, length) for file in material.texts if (length := sum(map(len, file.texts))) < pages * _PIECE // 4]
    so_far = itertools.accumulate(length for _, length in short)
    files = [file for (file, _), length in zip(short, so_far, strict=True) if length <= pages * _PIECE]
    works, left_out = _on_texts()
    characters = sum(len(text) for file in files for text in file.texts)
    return Section(
        title="Plain texts",
        about=f"{len(files)} files; a page stands for {_PIECE} characters.",
        times=_measured(works | {COMPLETE: _complete}, files, rounds),
        units=characters / _PIECE,
        reference=SPACY,
        left_out=left_out,
    )


def _measured(works: Works, files: Sequence[File], rounds: int) -> Times:
    """Nothing where there is nothing to read."""
    spare_pandas()
    return measure(works, files, rounds) if files else {}


def _characters(files: Sequence[File]) -> int:
    return sum(len(text) for file in files for text in file.texts) // max(1, pages_of(files))


def _complete(file: File) -> None:
    process_document(file.path, file.content)


def _read(file: File) -> None:
    with read_document(file.path, file.content):
        pass


def _rules(files: Sequence[File]) -> Callable[[File], None]:
    """The extractors over acts that were cut beforehand, each act's text folded anew."""
    acts = {}
    for file in files:
        with read_document(file.path, file.content) as document:
            pages = tuple(dataclasses.replace(page, box=None) for page in document.pages)
            acts[file.path] = segment(dataclasses.replace(document, pages=pages))

    def find(file: File) -> None:
        for act in acts[file.path]:
            body = Passage(act.text, kind=act.kind, day=act.date)
            stamps = [Passage(text, kind="stamp", day=act.date) for text in act.stamp_texts]
            for extractor in EXTRACTORS:
                for passage in (body, *stamps) if extractor.reads_stamps else (body,):
                    passage.find(extractor.find)

    return find


def _on_pdfs() -> tuple[Works, tuple[str, ...]]:
    """Who opens PDF files, and who is not here to do so."""
    works: Works = {PDFIUM: _pdfium_text, PLUMBER: _plumber_text, COMPLETE: _complete}
    if shutil.which("pdftotext"):
        return works | {POPPLER: _poppler_text}, ()
    return works, (f"{POPPLER}: not installed",)


def _on_texts() -> tuple[Works, tuple[str, ...]]:
    """Who reads the texts of pages for what is in them, and who is not here to do so."""
    tokenizer = build_nlp().tokenizer
    works: Works = {SPACY: lambda file: [tokenizer(piece) for piece in _pieces(file)]}
    left_out = []
    for name, module, build in ((EDSNLP, "edsnlp", _edsnlp), (DATEPARSER, "dateparser", _dateparser)):
        if importlib.util.find_spec(module):
            read = build()
            works[name] = functools.partial(_each_piece, read)
        else:
            left_out.append(f"{name}: not installed")
    return works, tuple(left_out)


def _pieces(file: File) -> list[str]:
    return [text[at : at + _PIECE] for text in file.texts for at in range(0, len(text), _PIECE)]


def _each_piece(read: Callable[[str], object], file: File) -> None:
    for piece in _pieces(file):
        read(piece)


def _edsnlp() -> Callable[[str], object]:
    import edsnlp

    nlp = edsnlp.blank("eds")
    nlp.add_pipe("eds.dates")
    return nlp


def _dateparser() -> Callable[[str], object]:
    from dateparser.search import search_dates

    return functools.partial(search_dates, languages=["fr"])


def _pdfium_text(file: File) -> None:
    with pypdfium2.PdfDocument(file.content) as pdf:
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def _plumber_text(file: File) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(file.content)) as pdf:
        for page in pdf.pages:
            page.extract_text()


def _poppler_text(file: File) -> None:
    subprocess.run(["pdftotext", "-layout", str(file.path), "-"], check=False, capture_output=True)


def _images(file: File) -> list[bytes]:
    """The pages drawn as tesseract likes them, in a form that needs no unpacking."""
    images = []
    with pypdfium2.PdfDocument(file.content) as pdf:
        for page in pdf:
            with io.BytesIO() as image:
                page.render(scale=300 / 72, grayscale=True).to_pil().save(image, "PPM")
                images.append(image.getvalue())
    return images


def _recognise(image: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.pgm")
        path.write_bytes(image)
        command = ["tesseract", str(path), "-", "-l", "fra", "--psm", "6", "tsv"]
        subprocess.run(command, check=False, capture_output=True, env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"})
