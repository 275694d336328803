"""The rules of a table on a scanned page: long dark runs of pixels, found as lines and painted over.

Tesseract reads a cell better, and does not lose it, when no rule runs along its words.
"""

from __future__ import annotations

import statistics
from typing import Any

import numpy as np

from pipeline.read.rules import Rule, Rules

#: Darker than this of 255 is ink.
_INK = 150
#: In pixels at 300 dots per inch: the shortest rule (a centimetre), the thickest one, and how far a slanted line may
#: step from one row of pixels to the next and still be one.
_SHORTEST, _THICKEST, _STEP = 120, 16, 3
#: The length of a rule that tells how a page lies, and how much it may lie askew: three in a hundred.
_TELLING, _STEEPEST = 300, 0.03

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
Ink = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.intp]]


class _Stroke:
    """A line that runs across, as it grows row by row."""

    def __init__(self, row: int, start: int, end: int) -> None:
        self.top, self.bottom, self.start, self.end, self.inked = row, row + 1, start, end, end - start
        self._first = self._last = start + end

    def meets(self, start: int, end: int) -> bool:
        """Whether a run in the next row goes on with it."""
        return self.start <= end + _STEP and start <= self.end + _STEP

    def grow(self, row: int, start: int, end: int) -> None:
        """Take in a run of the next row."""
        self.bottom, self.inked = row + 1, self.inked + end - start
        self.start, self.end = min(self.start, start), max(self.end, end)
        self._last = start + end

    def crosses(self, other: _Stroke) -> bool:
        """Whether it meets a line that runs the other way."""
        return (
            self.start - _THICKEST <= other.bottom
            and other.top <= self.end + _THICKEST
            and other.start - _THICKEST <= self.bottom
            and self.top <= other.end + _THICKEST
        )

    @property
    def slope(self) -> float:
        """How far it goes down for each step to the right; above zero when it goes down."""
        length = self.end - self.start
        down = max(0.0, self.bottom - self.top - self.inked / length) / length
        return down if self._last > self._first else -down

    @property
    def is_rule(self) -> bool:
        """Whether it is thin for its length, slanted or not, and no area of black."""
        length = self.end - self.start
        return self.inked / length <= _THICKEST and self.bottom - self.top <= _THICKEST + _STEEPEST * length


def tilt(pixels: Pixels) -> float:
    """How far an image is turned to the left, as the tangent of the angle; 0 where it has no long rules to tell."""
    ink = pixels < _INK
    lines, columns = _lines(ink)
    across = [-stroke.slope for stroke in lines if stroke.end - stroke.start >= _TELLING]
    down = [stroke.slope for stroke in columns if stroke.end - stroke.start >= _TELLING]
    return statistics.median(across + down) if across or down else 0.0


def take_rules(pixels: Pixels, scale: float) -> Rules:
    """The rules on an image, in points; those which meet others are painted white, underlines are left."""
    ink = pixels < _INK
    across, down = _lines(ink)
    for view, strokes, others in ((pixels, across, down), (pixels.T, down, across)):
        for stroke in strokes:
            if stroke.bottom - stroke.top <= _THICKEST + 2 and any(stroke.crosses(other) for other in others):
                view[stroke.top : stroke.bottom, stroke.start : stroke.end] = 255
    return Rules([_rule(stroke, scale) for stroke in across], [_rule(stroke, scale) for stroke in down])


def _rule(stroke: _Stroke, scale: float) -> Rule:
    return Rule((stroke.top + stroke.bottom) / 2 / scale, stroke.start / scale, stroke.end / scale)


def _lines(ink: Ink) -> tuple[list[_Stroke], list[_Stroke]]:
    """The lines that run across an image, and those that run down it."""
    return _strokes(ink, _rows_with_lines(ink)), _strokes(ink.T, _columns_with_lines(ink))


def _rows_with_lines(ink: Ink) -> Places:
    """The rows of an image that a line may run across; most hold none, and need not be looked at pixel by pixel."""
    height, width = ink.shape
    bits = np.zeros((height, -(-width // 32) * 4), dtype=np.uint8)  # eight pixels in one, as many as make whole words of 32
    bits[:, : -(-width // 8)] = np.packbits(ink, axis=1)
    thick = bits.copy()
    thick[1:] |= bits[:-1]
    thick[:-1] |= bits[1:]
    return np.flatnonzero((thick.view(np.uint32) == 0xFFFFFFFF).any(axis=1))


def _columns_with_lines(ink: Ink) -> Places:
    """The columns that a line may run down."""
    thick = ink.copy()
    thick[:, 1:] |= ink[:, :-1]
    thick[:, :-1] |= ink[:, 1:]
    half = _SHORTEST // 2  # wherever a line begins, it fills one whole block of half its length
    blocks = thick[: len(ink) // half * half].reshape(-1, half, ink.shape[1])
    return np.flatnonzero(blocks.all(axis=1).any(axis=0))


def _strokes(ink: Ink, rows: Places) -> list[_Stroke]:
    """The lines that run across an image, in these of its rows."""
    last_row = len(ink) - 1
    thick = np.zeros((len(rows), ink.shape[1] + 2), dtype=np.bool_)  # a column of paper on both sides parts the rows
    thick[:, 1:-1] = ink[rows] | ink[np.maximum(rows - 1, 0)] | ink[np.minimum(rows + 1, last_row)]
    turns = np.flatnonzero(np.diff(thick.ravel()))
    starts, ends = turns[0::2], turns[1::2]
    long = ends - starts >= _SHORTEST
    done: list[_Stroke] = []
    growing: list[_Stroke] = []
    for first, last in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        place, start = divmod(first, thick.shape[1])
        row, end = int(rows[place]), start + last - first
        done += [stroke for stroke in growing if stroke.bottom < row]
        growing = [stroke for stroke in growing if stroke.bottom >= row]
        met = next((stroke for stroke in growing if stroke.meets(start, end)), None)
        if met:
            met.grow(row, start, end)
        else:
            growing.append(_Stroke(row, start, end))
    return [stroke for stroke in done + growing if stroke.is_rule]
