"""A PDF as another reader sees it: how many pages it has, and whether all that they hold can be unpacked.

PDFium leaves out what it does not understand without a word: a page that is damaged looks empty, or ends early. No other reader
finds more on it, so the bytes themselves are asked.
"""

from __future__ import annotations

import functools
import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from extractors import patterns

#: An operator that shows text.
_SHOWS = patterns.compile(rb"[)>\]]\s{0,9}(?:T[jJ]|['\"])(?![^\s/\[(<])")

#: Bytes of a stream that cannot be unpacked which hold more than the frame of an empty page.
_SOME = 64

#: No page that is read to its end holds more, unpacked.
_MOST_BYTES = 16 << 20

#: A page that shows text so many times has as many characters at least, or most of them once for their shadow.
_OFTEN, _SHARE = 20, 4

#: How nearly all pages are packed.
_FLATE = (pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode]))

_FAULTS = (pikepdf.PdfError, ValueError, RuntimeError, IndexError, TypeError, AttributeError)


class SecondReader:
    """One PDF, opened when something is asked of it first, and once."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @functools.cached_property
    def _pdf(self) -> pikepdf.Pdf | None:
        try:
            return pikepdf.open(io.BytesIO(self._content))
        except _FAULTS:
            return None

    def close(self) -> None:
        """Close the file, if it is open."""
        if pdf := vars(self).pop("_pdf", None):
            pdf.close()

    def count(self) -> int | None:
        """How many pages the tree of the PDF has, whatever it says itself; None where that cannot be told."""
        try:
            return None if self._pdf is None else len(self._pdf.pages)
        except _FAULTS:
            return None

    def finds_more(self, number: int, characters: int, is_empty: bool) -> bool:
        """Whether a page holds more than what PDFium read of it, or nobody can tell because it cannot be unpacked.

        Args:
            number: of the page.
            characters: that PDFium found.
            is_empty: whether PDFium draws nothing at all.
        """
        parts = self._parts(number)
        if parts is None or any(part is None for part in parts):
            return True
        if is_empty:
            return any(part and _SHOWS.search(part) for part in parts)
        # Counting these letters takes no time; only where they are many is it worth while to see whether they show text.
        most = max(_OFTEN, _SHARE * characters)
        if sum(part.count(b"Tj") + part.count(b"TJ") for part in parts if part) <= most:
            return False
        return sum(1 for part in parts if part for _ in _SHOWS.finditer(part)) > most

    def _parts(self, number: int) -> list[bytes | None] | None:
        """What the page consists of, each part None where it is damaged; None for a page that is not there."""
        if self._pdf is None:
            return None
        try:
            contents = self._pdf.pages[number - 1].obj.get("/Contents")
            return [_unpacked(stream) for stream in _streams(contents)]
        except _FAULTS:
            return None


def _streams(contents: Any) -> Iterator[Any]:
    for part in [contents] if isinstance(contents, pikepdf.Stream) else list(contents or []):
        if isinstance(part, pikepdf.Stream):
            yield part


def _unpacked(stream: Any) -> bytes | None:
    """The bytes of a stream, up to what is reasonable; None when some of them are lost."""
    try:
        if stream.get("/Filter") in _FLATE and "/DecodeParms" not in stream:
            return _inflated(stream.read_raw_bytes())
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):
        return None if len(stream.read_raw_bytes()) > _SOME else b""


def _inflated(packed: bytes) -> bytes | None:
    """What was packed, without regard to its check sum, which many programs leave out."""
    packer = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = packer.decompress(packed[2:], _MOST_BYTES)
    except zlib.error:
        return None if len(packed) > _SOME else b""
    is_whole = packer.eof or packer.unconsumed_tail or len(packed) <= _SOME
    return content if is_whole else None
