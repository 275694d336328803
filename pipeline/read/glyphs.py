"""What PDFium says of one page: its characters in the order of the file, and where words stand.

One call per character costs more than reading the page, so only the first and the last character of each word are asked
for, through prototypes without the conversions that ctypes makes for typed arguments.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from extractors import patterns
from pipeline.model import Box

#: PDFium leaves it where a line ended in a hyphen.
_HYPHEN = 0xFFFE

#: Which characters part words, by their codes; none of the rarer ones beyond is a space.
_BLANK = np.array([chr(code).isspace() for code in range(0x10000)])

#: Same length in, same length out, so that offsets hold: bullets and boxes of symbol fonts (their code is the private
#: area plus the font's own), tabs that are no cell ends, and what is no character at all.
_PLAIN = {
    **dict.fromkeys(range(0xE000, 0xF900), "•"),
    **dict.fromkeys(range(0x20), " "),
    **dict.fromkeys((0x7F, 0x85, 0x2028, 0x2029), " "),
    **{0x0A: "\n", 0x0D: "\r", 0xF02D: "-", 0xF0E0: "→", 0xF0E8: "→", 0xF0F0: "→", 0xF0FC: "✓", 0xF0D7: "×"},
    **{0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF0FE: "☑", 0xF0FD: "☒", 0xF078: "☒", 0xF052: "☑", 0xF053: "☑", 0xF0A3: "☐"},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_ODD = patterns.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\uf8ff]")


Places = np.ndarray[Any, np.dtype[np.intp]]


class Word(NamedTuple):
    """A run of characters without a space: ``text[start:end]``, and its box on the visible page."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


class View(NamedTuple):
    """How the visible page lies in the coordinates of the file: its crop box, and quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as a person sees the page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box of a rectangle of the file, counted from the top left corner that the reader sees."""
        x0, x1, y0, y1 = left - self.left, right - self.left, self.top - top, self.top - bottom
        width, height = self.right - self.left, self.top - self.bottom
        if self.turns == 1:
            return height - y1, x0, height - y0, x1
        if self.turns == 2:
            return width - x1, height - y1, width - x0, height - y0
        if self.turns == 3:
            return y0, width - x1, y1, width - x0
        return x0, y0, x1, y1


def view_of(page: Any) -> View:
    """The part of a page that is shown, and how it is turned."""
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, shown)
    return View(shown.left, shown.bottom, shown.right, shown.top, max(0, pdfium.FPDFPage_GetRotation(page)))


def plain(function: Any, *kinds: Any) -> Callable[..., int]:
    """The same C function, called with plain integers for handles and addresses: the first kind is what it returns.

    Other threads wait meanwhile: letting them in takes as long as one of these calls.
    """
    return ctypes.PYFUNCTYPE(*kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_loose_box = plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_unicode = plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)


class Glyphs:
    """The characters of one page. ``text[i]`` is the character that PDFium numbers ``i``."""

    def __init__(self, textpage: Any, view: View) -> None:
        self.view = view
        self._handle = ctypes.cast(textpage, ctypes.c_void_p).value or 0
        text = self._read(textpage)
        self.text = text.translate(_PLAIN) if _ODD.search(text) else text

    def _read(self, textpage: Any) -> str:
        count = pdfium.FPDFText_CountChars(textpage)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(textpage, 0, count, buffer)
        text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
        if len(text) == count and "\0" not in text:
            return text
        # PDFium leaves characters without a code out of the text, but not out of its numbering.
        return "".join(chr(code) if 0 < code < 0x110000 else " " for code in map(_unicode, repeat(self._handle), range(count)))

    def words(self) -> list[Word]:
        """All words in the order of the file."""
        codes = np.minimum(np.frombuffer(self.text.encode("utf-32-le"), dtype=np.uint32), 0xFFFF)
        inside = ~_BLANK[codes]
        last = inside.copy()
        last[:-1] &= ~inside[1:] | (codes[:-1] == _HYPHEN)
        first = inside.copy()
        first[1:] &= ~inside[:-1] | last[:-1]
        return self._placed(np.flatnonzero(first), np.flatnonzero(last))

    def _placed(self, first: Places, last: Places) -> list[Word]:
        """The words from these characters to those; their boxes give that of the word."""
        if not len(first):
            return []
        corners = self._boxes(np.column_stack((first, last)).ravel().tolist())
        boxes = np.frombuffer(corners, dtype=np.float32).astype(np.float64).reshape(-1, 8)
        (l0, t0, _, b0, _, t1, r1, b1), (left, _, _, top, turns) = boxes.T, self.view
        sides = np.array((l0 - left, top - t0, r1 - left, top - b0))
        for i in np.flatnonzero((l0 > r1) | (b1 >= t0) | (b0 >= t1) | (turns > 0)):  # the word or the page is turned
            a, b, c, d, e, f, g, h = boxes[i].tolist()
            sides[:, i] = self.view.box(min(a, e), max(b, f), max(c, g), min(d, h))
        fields = zip(first.tolist(), (last + 1).tolist(), *sides.tolist(), strict=True)
        return list(map(tuple.__new__, repeat(Word), fields))  # what Word._make does, without a call of Python for each

    def letters_of(self, word: Word) -> list[Word]:
        """The characters of one word, each with its own box."""
        places = np.arange(word.start, word.end)
        return self._placed(places, places)

    def runs(self, characters: Sequence[int]) -> Iterator[Word]:
        """These characters in as few pieces as stand each on one level of the visible page."""
        boxes = self._boxes(characters)
        lefts, tops, rights, bottoms = (boxes[side::4] for side in range(4))
        levels = zip(lefts, rights, strict=True) if self.view.turns % 2 else zip(tops, bottoms, strict=True)
        start = 0
        for _, level in groupby(levels):
            end = start + sum(1 for _ in level)
            box = self.view.box(min(lefts[start:end]), max(tops[start:end]), max(rights[start:end]), min(bottoms[start:end]))
            yield Word(characters[start], characters[end - 1] + 1, *box)
            start = end

    def _boxes(self, characters: Sequence[int]) -> array[float]:
        """Left, top, right and bottom of each character, in the coordinates of the file."""
        boxes = array("f", bytes(16 * len(characters)))
        base = boxes.buffer_info()[0]
        addresses = range(base, base + 16 * len(characters), 16)
        for _ in map(_loose_box, repeat(self._handle), characters, addresses):
            pass
        return boxes
