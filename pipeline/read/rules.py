"""The straight lines drawn on a page, whatever a program drew them with."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.model import Box
from pipeline.read.glyphs import View, plain

#: Thicker than this is an area, no rule.
_THICK = 3.0
#: Smaller than this is no cell, but a piece of a drawing, a box to tick or a dot of a dotted line.
_SMALL = 4.0
#: A page with more drawn objects is a plan or a map.
_MOST_OBJECTS = 20_000


class Rule(NamedTuple):
    """A straight line: where it lies across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass
class Rules:
    """The lines drawn on a page, as a person sees it."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)

    def add(self, box: Box) -> bool:
        """Take a thin rectangle for the line that it is; False when it is none."""
        x0, top, x1, bottom = box
        if bottom - top <= _THICK and x1 - x0 > _THICK:
            self.across.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THICK and bottom - top > _THICK:
            self.down.append(Rule((x0 + x1) / 2, top, bottom))
        else:
            return x1 - x0 <= _THICK
        return True


class Matrix(NamedTuple):
    """How the coordinates of a drawn object lie on its page."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the object lies."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """The same for an object inside another one."""
        e, f = outer.point(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


_SAME = Matrix(1, 0, 0, 1, 0, 0)

_POINTER = ctypes.c_void_p
_page_object = plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, ctypes.c_int)
_form_object = plain(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_kind = plain(pdfium.FPDFPageObj_GetType, ctypes.c_int, _POINTER)
_path_segment = plain(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, ctypes.c_int)
_segment_kind = plain(pdfium.FPDFPathSegment_GetType, ctypes.c_int, _POINTER)
_segment_point = plain(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int, _POINTER, _POINTER, _POINTER)
_segment_closes = plain(pdfium.FPDFPathSegment_GetClose, ctypes.c_int, _POINTER)
_bounds = plain(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, *[_POINTER] * 5)


def rules_of(page: Any, view: View) -> Rules:
    """All horizontal and vertical lines of a page, whatever they were drawn with."""
    rules = Rules()
    count = pdfium.FPDFPage_CountObjects(page)
    if count <= _MOST_OBJECTS:
        _collect(rules, _children(_page_object, page, count), _SAME, view, depth=0)
    return rules


def _children(get: Callable[[int | None, int], int], parent: Any, count: int) -> list[int]:
    return list(map(get, repeat(ctypes.cast(parent, ctypes.c_void_p).value), range(min(count, _MOST_OBJECTS))))


def _collect(rules: Rules, objects: Sequence[int], outer: Matrix, view: View, depth: int) -> None:
    for handle, kind in zip(objects, map(_kind, objects), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _collect_path(rules, handle, outer, view)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 3:
            form = _typed(handle)
            inner = _children(_form_object, form, pdfium.FPDFFormObj_CountObjects(form))
            _collect(rules, inner, _matrix(form).within(outer), view, depth + 1)


def _typed(handle: int) -> Any:
    return ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)


def _collect_path(rules: Rules, handle: int, outer: Matrix, view: View) -> None:
    values = (ctypes.c_float * 4)()
    base = ctypes.addressof(values)
    if not _bounds(handle, base, base + 4, base + 8, base + 12):
        return
    left, bottom, right, top = values
    if max(right - left, top - bottom) < _SMALL or rules.add(_box([outer.point(left, bottom), outer.point(right, top)], view)):
        return
    path = _typed(handle)
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    matrix = _matrix(path).within(outer)
    for points in _outlines(path):
        placed = [matrix.point(x, y) for x, y in points]
        if not rules.add(_box(placed, view)) and stroked:
            for a, b in pairwise(placed):
                rules.add(_box([a, b], view))


def _box(points: Sequence[tuple[float, float]], view: View) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return view.box(min(xs), max(ys), max(xs), min(ys))


def _outlines(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each closed or open line of a path; nothing of a path with curves, or of a drawing."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= 4000:
        return
    outline: list[tuple[float, float]] = []
    outlines = [outline]
    x, y = ctypes.c_float(), ctypes.c_float()
    x_place, y_place = ctypes.addressof(x), ctypes.addressof(y)
    for segment in _children(_path_segment, path, count):
        kind = _segment_kind(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            outline = []
            outlines.append(outline)
        _segment_point(segment, x_place, y_place)
        outline.append((x.value, y.value))
        if _segment_closes(segment):
            outline.append(outline[0])
    yield from (outline for outline in outlines if len(outline) >= 2)


def _matrix(drawn: Any) -> Matrix:
    values = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, values):
        return _SAME
    return Matrix(values.a, values.b, values.c, values.d, values.e, values.f)
