"""From a PDF to pages of text: native text from PDFium, images by OCR, tables as lines of cells."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import io
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import regex

from extractors import patterns
from pipeline.errors import Unreadable
from pipeline.model import Box, Page
from pipeline.read.glyphs import Glyphs, Word, view_of
from pipeline.read.layout import foot_last, same_row, settled
from pipeline.read.ocr import Recognised, Unrecognised, has_tesseract, hide_text, recognise
from pipeline.read.ruled import page_tokens, tables_of
from pipeline.read.rules import rules_of
from pipeline.read.second import SecondReader
from pipeline.read.tidy import text_of

#: Pages kept open for boxes; one that was closed is opened again when a box on it is asked for.
_OPEN_PAGES = 64

#: No act has more; a file that says so is made to keep its reader busy.
_MOST_PAGES = 20_000

#: Fewer letters than this on a page that is an image are a stamp or a running title, not its text.
_FEW_LETTERS = 350
#: A page without a letter on which more is drawn than this has letters that are drawings, or have no code.
_FEW_OBJECTS = 20
#: An image over this share of a page is a scan of it.
_SCAN_SHARE = 0.5

#: What is laid over a page and shows text: stamps, remarks and filled-in fields; of more than these only the first count.
_NOTES = (pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET)
_MOST_NOTES = 500

#: Words that no page of French does without.
_FRENCH = patterns.compile(
    r"\b(?:de|du|des|la|le|les|et|en|à|au|aux|par|pour|sur|est|un|une|dans|que|qui|conseil)\b", regex.IGNORECASE
)


@contextlib.contextmanager
def read_pdf(content: bytes) -> Iterator[tuple[tuple[Page, ...], tuple[int, ...]]]:
    """All pages of a PDF, and the numbers of those that hold something which could not be read.

    The file stays open inside the context, for the boxes of spans.

    Raises:
        Unreadable: ``encrypted``, ``damaged``, ``page_count_mismatch``, ``too_large``, ``needs_ocr`` or ``no_text``.
    """
    with (
        contextlib.closing(SecondReader(content)) as second,
        contextlib.closing(_Reader(_opened(content, second), second)) as reader,
    ):
        pdf = reader.pdf
        if len(pdf) > _MOST_PAGES:
            raise Unreadable("too_large", f"{len(pdf)} pages")
        pages = tuple(reader.page(number) for number in range(1, len(pdf) + 1))
        second.close()
        nothing_read = not any(page.text.strip() and page.number not in reader.unread for page in pages)
        if nothing_read and reader.images and not has_tesseract():
            raise Unreadable("needs_ocr", f"{reader.images} pages are images")
        if not any(page.text.strip() for page in pages):
            raise Unreadable("damaged" if reader.is_damaged else "no_text", reader.trouble)
        yield pages, tuple(reader.unread)


def _opened(content: bytes, second: SecondReader) -> Any:
    """The PDF, repaired where it must be.

    A file cut short, or one whose count is wrong, opens without complaint and lacks pages: a second reader counts them.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", str(error)) from error
        return _repaired(content)
    if len(pdf) and b"%%EOF" in content[-2048:] and second.count() in (None, len(pdf)):
        return pdf
    pdf.close()
    return _repaired(content)


def _repaired(content: bytes) -> Any:
    import pikepdf

    whole = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as broken:
            count = len(broken.pages)
            broken.save(whole)
        pdf = pypdfium2.PdfDocument(whole.getvalue())
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted", str(error)) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        raise Unreadable("damaged", str(error).rpartition(": ")[2][:200]) from error
    if len(pdf) == count and count:
        return pdf
    found = len(pdf)
    pdf.close()
    raise Unreadable("page_count_mismatch", f"{found} and {count} pages") if found or count else Unreadable("damaged", "no page")


@dataclass
class _Open:
    """A page that PDFium has open."""

    page: Any
    textpage: Any
    glyphs: Glyphs

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self.textpage)
        pdfium.FPDF_ClosePage(self.page)


class _Reader:
    """Reads the pages of one open PDF, and keeps the last ones open."""

    def __init__(self, pdf: Any, second: SecondReader) -> None:
        self.pdf = pdf
        self._second = second
        self._open: OrderedDict[int, _Open] = OrderedDict()
        self.unread: list[int] = []
        self.images = 0
        self.trouble = ""
        self.is_damaged = False

    def close(self) -> None:
        """Close every page and the file."""
        while self._open:
            self._open.popitem()[1].close()
        self.pdf.close()

    def opened(self, number: int) -> _Open | None:
        """The page, open; None when PDFium cannot load it."""
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number]
        page = self._loaded(number)
        if not page:
            return None
        textpage = pdfium.FPDFText_LoadPage(page)
        self._open[number] = opened = _Open(page, textpage, Glyphs(textpage, view_of(page)))
        if len(self._open) > _OPEN_PAGES:
            self._open.popitem(last=False)[1].close()
        return opened

    def _loaded(self, number: int) -> Any:
        """The page, with what was stamped on it or filled in as a part of it; None when PDFium cannot load it."""
        page = pdfium.FPDF_LoadPage(self.pdf.raw, number - 1)
        if page and _has_notes(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(self.pdf.raw, number - 1)
        return page

    def page(self, number: int) -> Page:
        """One page, by OCR where it holds no text of its own."""
        opened = self.opened(number)
        if opened is None:
            self.is_damaged = True
            self._miss(number, f"page {number} is damaged")
            return Page(number=number, text="", source="native")
        laid, confidence = _native(opened), None
        if _is_image(opened, laid.text):
            if not _is_garbled(laid.text):
                hide_text(opened.page)
            try:
                read = recognise(opened.page)
            except Unrecognised as error:
                self.images += 1
                self._miss(number, str(error))
            else:
                laid = _with_ocr(opened, laid, read)
                confidence = read.confidence if laid.recognised else None
                if not read.text and not read.is_blank:
                    self._miss(number, f"page {number} is a drawing or a picture")
        if number not in self.unread[-1:] and self._second.finds_more(number, len(laid.text.strip()), _is_empty(opened)):
            self.is_damaged = True
            self._miss(number, f"what page {number} holds is damaged")
        width, height = opened.glyphs.view.size
        return Page(
            number=number,
            text=laid.text,
            source="native" if confidence is None else "ocr",
            width=width,
            height=height,
            confidence=confidence,
            box=functools.partial(self._box, number, laid),
        )

    def _miss(self, number: int, trouble: str) -> None:
        self.unread.append(number)
        self.trouble = trouble

    def _box(self, number: int, laid: _Laid, start: int, end: int) -> Box | None:
        """The box of the first line of a span: the characters that stand level with its first one."""
        opened = self.opened(number)
        if opened is None:
            return None
        places = [i for i in laid.index[start:end] if i >= 0]
        native = [i for i in places if i < laid.native and not opened.glyphs.text[i].isspace()]
        level: list[Word] = []
        for box in opened.glyphs.runs(native) if native else laid.read_words(places):
            if not level or same_row(level[0], box):
                level.append(box)
            elif box.top > level[0].bottom:
                break
        if not level:
            return None
        return min(b.x0 for b in level), min(b.top for b in level), max(b.x1 for b in level), max(b.bottom for b in level)


@dataclass(frozen=True, slots=True)
class _Laid:
    """The text of a page, and where each of its characters comes from.

    Attributes:
        text: as it is published.
        index: for each character the number that PDFium gives it, or -1 for a separator; what OCR read is numbered on
            from ``native``.
        native: how many characters PDFium has.
        recognised: what OCR read, if the text holds it.
    """

    text: str
    index: array[int]
    native: int
    recognised: Recognised | None = None

    def read_words(self, places: Sequence[int]) -> list[Word]:
        """The words on the page which OCR read these characters in."""
        if self.recognised is None:
            return []
        words = [word for line in self.recognised.lines for word in line]
        starts = [word.start for word in words]
        hit = sorted({bisect_right(starts, place - self.native) - 1 for place in places})
        return [self.recognised.on_page(words[i]) for i in hit]


def _native(opened: _Open) -> _Laid:
    """The text that the PDF itself holds for a page."""
    glyphs = opened.glyphs
    words = foot_last(glyphs.words())
    tables = tables_of(rules_of(opened.page, glyphs.view)) if words else []
    tables = [table for table in tables if not table.cuts(words)]
    text, index = text_of(glyphs.text, page_tokens(glyphs.text, words, tables, glyphs.letters_of))
    return _Laid(text, index, len(glyphs.text))


def _is_empty(opened: _Open) -> bool:
    """Whether nothing at all is drawn on a page."""
    return bool(pdfium.FPDFPage_CountObjects(opened.page) == 0)


def _has_notes(page: Any) -> bool:
    """Whether text was laid over a page, which PDFium does not count to it."""
    for i in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _NOTES:
            return True
    return False


def _is_image(opened: _Open, text: str) -> bool:
    """Whether a page shows more than the text it holds: a scan, perhaps with a stamp, or letters in a code of their own."""
    if len(text) > 3 * _FEW_LETTERS and _FRENCH.search(text):
        return False
    letters = sum(map(str.isalpha, text))
    if letters >= _FEW_LETTERS:
        return _FRENCH.search(text) is None and letters > 0.5 * len(text)
    width, height = opened.glyphs.view.size
    shares = [area / max(1.0, width * height) for area in _drawn_areas(opened.page)]
    if sum(shares) >= _SCAN_SHARE:
        return True
    return not letters and (bool(shares) or pdfium.FPDFPage_CountObjects(opened.page) > _FEW_OBJECTS)


def _is_garbled(text: str) -> bool:
    """Whether the text of a page that is read as an image is no stamp on it, but letters in a code of their own."""
    return sum(map(str.isalpha, text)) >= _FEW_LETTERS


def _drawn_areas(page: Any) -> Iterator[float]:
    """How much of the page each of its images covers, in square points, and each of its drawings where it is one."""
    values = [ctypes.c_float() for _ in range(4)]
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(drawn) in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pdfium.FPDFPageObj_GetBounds(drawn, *values)
            left, bottom, right, top = (value.value for value in values)
            yield (right - left) * (top - bottom)


def _with_ocr(opened: _Open, laid: _Laid, read: Recognised) -> _Laid:
    """What OCR read, behind the native text where that is a stamp; unchanged where OCR read nothing better."""
    if not read.text or (len(laid.text) >= _FEW_LETTERS and _FRENCH.search(read.text) is None):
        return laid
    garbled = _is_garbled(laid.text)
    known = [] if garbled else [(opened.glyphs.text[word.start : word.end], word) for word in opened.glyphs.words()]
    words = [word for line in settled(read.lines) for word in line if not _knows(known, read, word)]
    tables = [table for table in read.tables if not table.cuts(words)]
    text, index = text_of(read.text, page_tokens(read.text, words, tables, _whole))
    places = array("i", [i if i < 0 else i + laid.native for i in index])
    if garbled:
        return _Laid(text, places, laid.native, read)
    return _Laid(laid.text + text, laid.index + places, laid.native, read)


def _whole(word: Word) -> list[Word]:
    """A word that OCR read, which has no characters with places of their own."""
    return [word]


def _knows(known: Sequence[tuple[str, Word]], read: Recognised, word: Word) -> bool:
    """Whether the PDF itself holds a word that OCR read, at the same place."""
    text, placed = read.text[word.start : word.end], read.on_page(word)
    x, y = (placed.x0 + placed.x1) / 2, (placed.top + placed.bottom) / 2
    return any(s.x0 - 1 <= x <= s.x1 + 1 and s.top - 1 <= y <= s.bottom + 1 for said, s in known if said == text)
