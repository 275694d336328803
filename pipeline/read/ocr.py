"""Pages that are images: PDFium draws them, tesseract reads them.

Each page is read by a process of its own with one thread: tesseract's own threads cost four times the time they save.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
import regex

from pipeline.model import Box
from pipeline.read.glyphs import Word

#: Dots per inch that tesseract is made for, and the size of a drawing of which no more would be read.
_DPI, _MOST_PIXELS = 300, 25_000_000

#: Seconds for a page: a dense one takes three on a slow machine.
_TIMEOUT = 120

#: A word is left out below this certainty in percent: specks, signatures and drawings are.
_LEAST_SURE = 30.0
#: Signs without a letter or digit must be surer: a crest or a stamp is full of them.
_LEAST_SURE_SIGNS = 75.0
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{Nd}]")

#: A page read with less certainty, over all its words, lies on its side or holds no text.
_DOUBTFUL, _WORTHLESS = 0.6, 0.45

_ROTATE = regex.compile(r"Rotate: (?P<degrees>90|180|270)\b")


class Unrecognised(Exception):
    """Tesseract is missing, took too long or failed; its text says which."""


class Image(NamedTuple):
    """A page drawn in grey, in the format PGM, after so many quarter turns clockwise; sizes are in points."""

    pgm: bytes
    scale: float
    width: float
    height: float
    turns: int

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Where a box of the image lies on the page before it was turned."""
        if self.turns == 1:
            return top, self.height - x1, bottom, self.height - x0
        if self.turns == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turns == 3:
            return self.width - bottom, x0, self.width - top, x1
        return x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Recognised:
    """What tesseract read on a page.

    Attributes:
        text: its words, with a space between two and a line break behind each line.
        lines: where they stand in ``text`` and on the image, in points.
        confidence: mean over all words, between 0 and 1.
        image: what was read; its ``box`` leads back to the page.
    """

    text: str
    lines: list[list[Word]]
    confidence: float
    image: Image

    def on_page(self, word: Word) -> Word:
        """A word with its box on the page as it lies in the PDF."""
        return Word(word.start, word.end, *self.image.box(word.x0, word.top, word.x1, word.bottom))


def has_tesseract() -> bool:
    """Whether pages that are images can be read on this machine."""
    return shutil.which("tesseract") is not None


def recognise(page: Any) -> Recognised:
    """The text of a page as it is drawn; no text where it holds none.

    Raises:
        Unrecognised: when tesseract is missing, takes too long or fails.
    """
    read = _read(_drawn(page, 0))
    if read.confidence < _DOUBTFUL and (turns := _turns_needed(read.image)):
        read = max(read, _read(_drawn(page, turns)), key=lambda r: r.confidence)
    if read.confidence < _WORTHLESS:
        return Recognised("", [], read.confidence, read.image)
    return read


def _drawn(page: Any, turns: int) -> Image:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    if turns % 2:
        columns, rows = rows, columns
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise Unrecognised("no memory for the image of the page")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, turns, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    lines = b"".join(pixels[i * stride : i * stride + columns] for i in range(rows))
    return Image(b"P5 %d %d 255\n" % (columns, rows) + lines, scale, width, height, turns)


def _turns_needed(image: Image) -> int:
    """How many quarter turns clockwise make the image upright, as far as tesseract can tell."""
    try:
        match = _ROTATE.search(_tesseract(image.pgm, "--psm", "0"))
    except Unrecognised:  # too few letters to tell, or its data for this are not installed
        return 0
    return int(match["degrees"]) // 90 if match else 0


def _read(image: Image) -> Recognised:
    parts: list[str] = []
    lines: list[list[Word]] = []
    certainties: list[float] = []
    at = 0
    for line in _lines(_cached(image.pgm, "-l", "fra", "tsv")):
        words = []
        for text, sure, (x0, top, x1, bottom) in line:
            box = (x / image.scale for x in (x0, top, x1, bottom))
            words.append(Word(at, at + len(text), *box))
            parts += [text, " "]
            at += len(text) + 1
            certainties.append(sure)
        parts[-1] = "\n"
        lines.append(words)
    confidence = sum(certainties) / len(certainties) / 100 if certainties else 0.0
    return Recognised("".join(parts), lines, confidence, image)


def _lines(tsv: str) -> Iterator[list[tuple[str, float, Box]]]:
    """Text, certainty and pixels of the words worth keeping, line by line."""
    line: list[tuple[str, float, Box]] = []
    last = None
    for row in tsv.splitlines():
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != "5":  # 5 is the level of words
            continue
        if fields[1:5] != last and line:
            yield line
            line = []
        last = fields[1:5]
        text, sure = "".join(fields[11].split()), float(fields[10])
        if text and sure >= (_LEAST_SURE if _LETTER_OR_DIGIT.search(text) else _LEAST_SURE_SIGNS):
            left, top, width, height = map(float, fields[6:10])
            line.append((text, sure, (left, top, left + width, top + height)))
    if line:
        yield line


def _cached(image: bytes, *arguments: str) -> str:
    """What tesseract says of an image, kept in the folder named by ``DELIB_CACHE`` if there is one."""
    folder = os.environ.get("DELIB_CACHE")
    if not folder:
        return _tesseract(image, *arguments)
    key = hashlib.sha256("\0".join((_version(), *arguments)).encode() + image).hexdigest()
    kept = Path(folder) / "ocr" / f"{key}.tsv"
    if kept.exists():
        return kept.read_text("utf-8")
    said = _tesseract(image, *arguments)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=kept.parent, delete=False) as file:
        file.write(said)
    os.replace(file.name, kept)
    return said


@functools.cache
def _version() -> str:
    return _tesseract(b"", "--version", program=("tesseract",)).partition("\n")[0]


def _tesseract(image: bytes, *arguments: str, program: Sequence[str] = ("tesseract", "-", "-")) -> str:
    try:
        done = subprocess.run(
            [*program, *arguments],
            input=image,
            capture_output=True,
            timeout=_TIMEOUT,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except FileNotFoundError as error:
        raise Unrecognised("tesseract is missing") from error
    except subprocess.TimeoutExpired as error:
        raise Unrecognised(f"tesseract took over {_TIMEOUT} seconds") from error
    if done.returncode:
        raise Unrecognised(done.stderr.decode("utf-8", "replace").strip()[-200:] or f"tesseract ended with {done.returncode}")
    return done.stdout.decode("utf-8", "replace")
