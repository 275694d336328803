"""Pages drawn as images, in a process that may die of them."""

from __future__ import annotations

import io

from pipeline.errors import Unreadable
from pipeline.pool import confine
from pipeline.serve.sources import Place, read_place

#: Width of an image, and how many points it may have at most: pages of plans can be a hundred times as long as wide.
_WIDTH, _MOST_POINTS = 1240, 6_000_000
_QUALITY = 82

_MEMORY = 2 << 30

#: The document that was drawn from last, whose other pages will be asked for next.
_last: list[tuple[Place, bytes]] = []


def start() -> None:
    """Confine the process that draws."""
    confine(_MEMORY)


def draw(place: Place, number: int) -> bytes:
    """One page of a PDF, as a WebP image.

    Raises:
        Unreadable: when there is no such page, or it cannot be drawn.
    """
    import pypdfium2 as pdfium

    content = _content(place)
    try:
        pdf = pdfium.PdfDocument(content)
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(_WIDTH / width, (_MOST_POINTS / (width * height)) ** 0.5)
        image = page.render(scale=scale).to_pil().convert("RGB")
    except (pdfium.PdfiumError, IndexError, ZeroDivisionError, ValueError, OSError) as error:
        raise Unreadable("damaged", f"the page cannot be drawn: {error}") from error
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=_QUALITY, method=2)
    return buffer.getvalue()


def _content(place: Place) -> bytes:
    if not _last or _last[0][0] != place:
        _last[:] = [(place, read_place(place))]
    return _last[0][1]
