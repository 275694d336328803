"""Bars by year, drawn once and put down as SVG or as PNG: a plot that a newspaper can print, without any style sheet."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pipeline.present.words import euros, number

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 16, 92, 58
_INK, _SOFT, _RULE, _BAR = "#1c1b19", "#5b5751", "#d9d4c8", "#1f4e79"
_SCALE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A rectangle, or a line of text.

    Attributes:
        x, y: of its corner, or of the text on its base line.
        width, height: of the rectangle.
        text: what is written, if it is a text.
        size: of the letters.
        anchor: ``start``, ``middle`` or ``end``: which end of the text stands at ``x``.
        fill: its colour.
        bold: whether the letters are heavy.
    """

    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str | None = None
    size: float = 13
    anchor: str = "start"
    fill: str = _INK
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A plot with its data.

    Attributes:
        title: what it shows.
        values: by year, in order.
        source: printed below.
        money: whether values are sums of money.
    """

    title: str
    values: Mapping[str, float]
    source: str
    money: bool = True

    def said(self, value: float) -> str:
        """A value as it is printed."""
        return euros(round(value)) if self.money else number(value)


def by_year(values: Mapping[str, float]) -> dict[str, float]:
    """The values with the years between them that have none, so that the axis does not lie.

    >>> by_year({"2021": 5, "2023": 2})
    {'2021': 5, '2022': 0, '2023': 2}
    """
    years = [int(year) for year in values if year.isdecimal()]
    if not years or max(years) - min(years) > 40:
        return dict(sorted(values.items()))
    return {str(year): values.get(str(year), 0) for year in range(min(years), max(years) + 1)}


def shapes(chart: Chart) -> list[Shape]:
    """What is drawn."""
    heads = [Shape(x=_LEFT, y=30 + 22 * i, text=line, size=18, bold=True) for i, line in enumerate(_wrapped(chart.title, 62)[:2])]
    foot = Shape(x=_LEFT, y=_HEIGHT - 12, text=chart.source, size=11, fill=_SOFT)
    bottom, room = _HEIGHT - _BOTTOM, _HEIGHT - _BOTTOM - _TOP - 18
    base = Shape(x=_LEFT, y=bottom, width=_WIDTH - _LEFT - _RIGHT, height=1, fill=_INK)
    return [*heads, *_bars(chart, bottom, room), base, foot]


def _bars(chart: Chart, bottom: float, room: float) -> list[Shape]:
    most = max([*chart.values.values(), 0]) or 1
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(chart.values), 1)
    width = min(step * 0.68, 72)
    every = math.ceil(len(chart.values) / 12)
    drawn = []
    for i, (year, value) in enumerate(chart.values.items()):
        middle, height = _LEFT + step * (i + 0.5), room * max(value, 0) / most
        drawn.append(Shape(x=middle - width / 2, y=bottom - height, width=width, height=height, fill=_BAR))
        if i % every == 0:
            drawn.append(Shape(x=middle, y=bottom + 19, text=year, anchor="middle", fill=_SOFT))
        if value and (len(chart.values) <= 8 or value == most):
            drawn.append(Shape(x=middle, y=bottom - height - 7, text=chart.said(value), size=12, anchor="middle"))
    return drawn


def _wrapped(text: str, width: int) -> Sequence[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def svg(chart: Chart) -> str:
    """The plot as SVG, told in words for those who do not see it."""
    told = escape("; ".join(f"{year} : {chart.said(value)}" for year, value in chart.values.items()))
    drawn = "".join(_svg(shape) for shape in shapes(chart))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" class="chart"'
        f' font-family="Helvetica, Arial, sans-serif"><title>{escape(chart.title)}</title><desc>{told}</desc>'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>{drawn}</svg>'
    )


def _svg(shape: Shape) -> str:
    if shape.text is None:
        return (
            f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}" fill="{shape.fill}"/>'
        )
    weight = ' font-weight="bold"' if shape.bold else ""
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}" text-anchor="{shape.anchor}"'
        f' fill="{shape.fill}"{weight}>{escape(shape.text)}</text>'
    )


def png(chart: Chart) -> bytes:
    """The plot as PNG, three times as fine as a screen."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    for shape in shapes(chart):
        at = (shape.x * _SCALE, shape.y * _SCALE)
        if shape.text is None:
            draw.rectangle((*at, at[0] + shape.width * _SCALE, at[1] + shape.height * _SCALE), fill=shape.fill)
        else:
            anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
            # The letters that come with Pillow know no thin space.
            text = shape.text.replace("\u202f", "\u00a0").replace("’", "'")
            heavy = _SCALE / 3 if shape.bold else 0
            draw.text(
                at,
                text,
                shape.fill,
                ImageFont.load_default(shape.size * _SCALE),
                anchor,
                stroke_width=heavy,
                stroke_fill=shape.fill,
            )
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
