"""What another reader knows of a page on which PDFium finds nothing at all."""

from __future__ import annotations

import io
from typing import Any

from extractors import patterns

#: An operator that shows text.
_SHOWS = patterns.compile(rb"[)>\]]\s{0,9}(?:T[jJ]|['\"])(?![^\s/\[(<])")

#: Bytes of a stream that cannot be unpacked which hold more than the frame of an empty page.
_SOME = 64


def shows_text(content: bytes, number: int) -> bool:
    """Whether the page says that it shows text, or nobody can tell because what it holds cannot be unpacked.

    PDFium leaves out what it does not understand without a word, so that such a page looks empty. pdfplumber finds no more on
    it, so the bytes themselves are asked. Only pages on which nothing is drawn need it.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            contents = pdf.pages[number - 1].obj.get("/Contents")
            parts = [contents] if isinstance(contents, pikepdf.Stream) else list(contents or [])
            return any(_shows(part) for part in parts if isinstance(part, pikepdf.Stream))
    except (pikepdf.PdfError, ValueError, RuntimeError, IndexError, TypeError):
        return True


def _shows(stream: Any) -> bool:
    import pikepdf

    try:
        return _SHOWS.search(stream.read_bytes()) is not None
    except (pikepdf.PdfError, RuntimeError):
        return len(stream.read_raw_bytes()) > _SOME
