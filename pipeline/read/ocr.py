"""Pages that are images: PDFium draws them, tesseract reads them.

Each page is read by a process of its own with one thread: tesseract's own threads cost four times the time they save.
"""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import functools
import hashlib
import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import PIL.Image
import PIL.ImageFilter
import pypdfium2.raw as pdfium

from extractors import patterns
from pipeline.model import Box
from pipeline.read.glyphs import Word
from pipeline.read.ruled import Table, tables_of
from pipeline.read.strokes import Pixels, take_rules, tilt

#: Dots per inch that tesseract is made for, and the size of a drawing of which no more would be read.
_DPI, _MOST_PIXELS = 300, 25_000_000

#: Where a process finds an open file by its number.
_PATH = "/proc/self/fd/{}".format

#: What tesseract is asked for: all words of an image, one block after the other.
_WORDS = ("-l", "fra", "--psm", "6", "tsv")

#: Seconds for a page: a dense one takes three on a slow machine.
_TIMEOUT = 120

#: A word is left out below this certainty in percent: specks, signatures and drawings are.
_LEAST_SURE = 30.0
#: Unless its line is well read as a whole.
_LINE_SURE = 70.0
#: Signs without a letter or digit must be surer: a crest or a stamp is full of them.
_LEAST_SURE_SIGNS = 75.0
_LETTER_OR_DIGIT = patterns.compile(r"[\p{L}\p{Nd}]")
#: What the edge of the paper, or a speck, leaves before the first word of a line.
_SPECKS = "‘_"
#: What is left of a rule or of the edge of the paper.
_EDGE = patterns.compile(r"[|\\/_\[\]{}'‘’~^°=]+")

#: A page read with less certainty, over all its words, lies on its side or holds no text.
_DOUBTFUL, _WORTHLESS = 0.6, 0.45

#: A line that steps less than a pixel in so many is straight enough.
_LEAST_TILT = 1 / 500

#: A rule over more than this share of the page's height parts it; a strip of fewer pixels holds no text.
_TALL, _MARGIN = 0.6, 150

#: A drawing with fewer pixels than this share that are neither black nor white is a scan in two tones.
_FEW_GREYS = 0.02
#: Each pixel and those around it: what tesseract reads better than ragged edges and specks.
_SOFTLY = PIL.ImageFilter.Kernel((3, 3), (1, 2, 1, 2, 4, 2, 1, 2, 1))

#: Darker than this of 255 is no paper; a page with a smaller share of it is empty. A line of text is a thousandth.
_DARK, _LEAST_INK = 150, 0.001

#: So many words of one character are no text.
_MOST_SCRAPS = 0.5

#: How deep drawings within drawings are looked into for text, and at how many in each.
_DEEPEST, _MOST_INNER = 4, 200

_ROTATE = patterns.compile(r"Rotate: (?P<degrees>90|180|270)\b")


class Unrecognised(Exception):
    """Tesseract is missing, took too long or failed; its text says which."""


class Image(NamedTuple):
    """A page drawn in grey.

    Attributes:
        pixels: row by row, 0 is black.
        scale: pixels to a point.
        width, height: of the page, in points.
        turns: quarter turns clockwise that the page was drawn with.
        tilt: tangent of the small angle by which it was then turned clockwise.
        harsh: whether it is a scan in two tones.
    """

    pixels: Pixels
    scale: float
    width: float
    height: float
    turns: int
    tilt: float
    harsh: bool

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Where a box of the image lies on the page before it was turned."""
        if self.tilt:
            rows, columns = self.pixels.shape
            right = self.tilt * ((top + bottom) / 2 - rows / 2 / self.scale)
            down = -self.tilt * ((x0 + x1) / 2 - columns / 2 / self.scale)
            x0, top, x1, bottom = x0 + right, top + down, x1 + right, bottom + down
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
        tables: the tables with rules on the image.
        confidence: mean over all words, between 0 and 1.
        image: what was read; its ``box`` leads back to the page.
    """

    text: str
    lines: list[list[Word]]
    tables: list[Table]
    confidence: float
    image: Image

    @property
    def scraps(self) -> float:
        """The share of words of a single character: most of what is "read" on a plan or a photograph."""
        words = self.text.split()
        return sum(len(word) == 1 for word in words) / max(1, len(words))

    @property
    def is_blank(self) -> bool:
        """Whether there is next to nothing on the image: an empty page, perhaps with specks."""
        return float(np.mean(self.image.pixels < _DARK)) < _LEAST_INK

    def on_page(self, word: Word) -> Word:
        """A word with its box on the page as it lies in the PDF."""
        return Word(word.start, word.end, *self.image.box(word.x0, word.top, word.x1, word.bottom))


def has_tesseract() -> bool:
    """Whether pages that are images can be read on this machine."""
    return shutil.which("tesseract") is not None


def hide_text(page: Any) -> None:
    """Leave out of the image what a page holds as text, as stamps laid over a scan: what they cover can be read then."""
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, i)
        if not _is_pictured(drawn, depth=0):
            pdfium.FPDFPageObj_SetIsActive(drawn, False)


def _is_pictured(drawn: Any, depth: int) -> bool:
    """Whether an object is no text, nor holds any."""
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind != pdfium.FPDF_PAGEOBJ_FORM or depth > _DEEPEST:
        return bool(kind != pdfium.FPDF_PAGEOBJ_TEXT)
    count = min(_MOST_INNER, pdfium.FPDFFormObj_CountObjects(drawn))
    inner = [pdfium.FPDFFormObj_GetObject(drawn, i) for i in range(count)]
    if any(pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_IMAGE for each in inner):
        return True
    return all(_is_pictured(each, depth + 1) for each in inner)


def recognise(page: Any) -> Recognised:
    """The text of a page as it is drawn; no text where it holds none.

    Raises:
        Unrecognised: when tesseract is missing, takes too long or fails.
    """
    read = _read(_drawn(page, 0))
    if read.confidence < _DOUBTFUL and (turns := _turns_needed(read.image)):
        read = max(read, _read(_drawn(page, turns)), key=lambda r: r.confidence)
    if read.confidence < _WORTHLESS or read.scraps > _MOST_SCRAPS:
        return dataclasses.replace(read, text="", lines=[])
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
        buffer = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    pixels = np.frombuffer(buffer, dtype=np.uint8).reshape(rows, stride)[:, :columns].copy()
    return _straightened(Image(pixels, scale, width, height, turns, 0.0, _is_harsh(pixels)))


def _straightened(image: Image) -> Image:
    """The image with its rules upright, where it has some and lies askew."""
    lean = tilt(image.pixels)
    if abs(lean) < _LEAST_TILT:
        return image
    turned = PIL.Image.fromarray(image.pixels).rotate(-math.degrees(math.atan(lean)), PIL.Image.Resampling.BILINEAR, fillcolor=255)
    return image._replace(pixels=np.array(turned), tilt=lean)


def _is_harsh(pixels: Pixels) -> bool:
    """Whether an image is black and white without a grey between, as cheap scans are."""
    some = pixels[::8]
    return float(np.mean((some > 0) & (some < 255))) < _FEW_GREYS


def _turns_needed(image: Image) -> int:
    """How many quarter turns clockwise make the image upright, as far as tesseract can tell."""
    try:
        match = _ROTATE.search(_tesseract([_pgm(image.pixels)], "--psm", "0"))
    except Unrecognised:  # too few letters to tell, or its data for this are not installed
        return 0
    return int(match["degrees"]) // 90 if match else 0


def _read(image: Image) -> Recognised:
    """The words of an image, each side of a rule down the page read on its own: tesseract mixes their lines."""
    rules = take_rules(image.pixels, image.scale)
    rows, columns = image.pixels.shape
    tall = [round(rule.at * image.scale) for rule in rules.down if rule.end - rule.start > _TALL * rows / image.scale]
    edges = [0, *sorted(at for at in tall if _MARGIN < at < columns - _MARGIN), columns]
    strips = [(left, right) for left, right in pairwise(edges) if right - left > _MARGIN]
    pixels = _softened(image.pixels) if image.harsh else image.pixels
    said = _cached([_pgm(pixels[:, left:right]) for left, right in strips])
    parts: list[str] = []
    lines: list[list[Word]] = []
    certainties: list[float] = []
    at = 0
    for (left, _), tsv in zip(strips, said, strict=True):
        for line in _lines(tsv):
            lines.append([])
            for text, sure, (x0, top, x1, bottom) in line:
                box = (x / image.scale for x in (x0 + left, top, x1 + left, bottom))
                lines[-1].append(Word(at, at + len(text), *box))
                parts += [text, " "]
                at += len(text) + 1
                certainties.append(sure)
            parts[-1] = "\n"
    confidence = sum(certainties) / len(certainties) / 100 if certainties else 0.0
    return Recognised("".join(parts), lines, tables_of(rules), confidence, image)


def _softened(pixels: Pixels) -> Pixels:
    """An image in two tones with grey along its edges."""
    return np.array(PIL.Image.fromarray(pixels).filter(_SOFTLY))


def _pgm(pixels: Pixels) -> bytes:
    """An image as a file that tesseract reads."""
    rows, columns = pixels.shape
    return b"P5 %d %d 255\n" % (columns, rows) + pixels.tobytes()


def _lines(tsv: str) -> Iterator[list[tuple[str, float, Box]]]:
    """Text, certainty and pixels of the words worth keeping, line by line."""
    rows = (row.split("\t") for row in tsv.splitlines())
    words = (row for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip())  # 5 is the level of words
    for _, group in groupby(words, key=lambda row: row[1:5]):
        line = [_word(row) for row in group]
        line[0] = (line[0][0].lstrip(_SPECKS) or line[0][0], *line[0][1:])
        sure = sum(word[1] for word in line) / len(line)
        kept = [(text, own, box) for text, own, box in line if _worth(text, own, sure)]
        if kept:
            yield kept


def _word(row: Sequence[str]) -> tuple[str, float, Box]:
    left, top, width, height = map(float, row[6:10])
    return "".join(row[11].split()), float(row[10]), (left, top, left + width, top + height)


def _worth(text: str, sure: float, line_sure: float) -> bool:
    """Whether a word was printed as such; a doubtful one in a line that is well read was."""
    if _LETTER_OR_DIGIT.search(text) or text in "-–+€%":
        return sure >= _LEAST_SURE or line_sure >= _LINE_SURE
    return sure >= _LEAST_SURE_SIGNS and not _EDGE.fullmatch(text)


def _cached(images: Sequence[bytes]) -> list[str]:
    """What tesseract says of images, kept in the folder named by ``DELIB_CACHE`` if there is one."""
    folder = os.environ.get("DELIB_CACHE")
    if not folder:
        return _words(images)
    head = "\0".join((_version(), *_WORDS)).encode()
    kept = [Path(folder, "ocr", f"{hashlib.sha256(head + image).hexdigest()}.tsv") for image in images]
    new = {path: image for path, image in zip(kept, images, strict=True) if not path.exists()}
    for path, said in zip(new, _words(list(new.values())), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(said)
        os.replace(file.name, path)
    return [path.read_text("utf-8") for path in kept]


def _words(images: Sequence[bytes]) -> list[str]:
    """What tesseract says of each image, all of them read by one process: loading what it knows takes as long as ten lines."""
    if not images:
        return []
    said = [row for row in _tesseract(images, *_WORDS).splitlines(keepends=True) if row[0].isdigit()]
    pages = {number: "".join(rows) for number, rows in groupby(said, key=lambda row: row.split("\t", 2)[1])}
    return [pages.get(str(number), "") for number in range(1, len(images) + 1)]


@functools.cache
def _version() -> str:
    return _tesseract((), "--version").partition("\n")[0]


def _tesseract(images: Sequence[bytes], *arguments: str) -> str:
    """What tesseract says of images, which are handed over as files: what comes through a pipe it reads letter by letter."""
    with contextlib.ExitStack() as opened:
        files = [opened.enter_context(_in_memory(image)) for image in images]
        files.append(opened.enter_context(_in_memory("\n".join(map(_PATH, files)).encode())))
        listed = [_PATH(files[-1]), "-"] if images else []
        try:
            done = subprocess.run(
                ["tesseract", *listed, *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TIMEOUT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                check=False,
                pass_fds=files,
            )
        except FileNotFoundError as error:
            raise Unrecognised("tesseract is missing") from error
        except subprocess.TimeoutExpired as error:
            raise Unrecognised(f"tesseract took over {_TIMEOUT} seconds") from error
    if done.returncode:
        raise Unrecognised(done.stderr.decode("utf-8", "replace").strip()[-200:] or f"tesseract ended with {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


@contextlib.contextmanager
def _in_memory(content: bytes) -> Iterator[int]:
    """The number of an open file that is on no disk, so that none is left behind."""
    with open(os.memfd_create("delib"), "wb") as file:
        file.write(content)
        file.flush()
        yield file.fileno()
