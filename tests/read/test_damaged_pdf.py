"""PDFs that are locked, broken, empty, or hold more than they seem to."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from reportlab.lib import pdfencrypt

from pipeline.errors import Unreadable
from pipeline.read.pdf import read_pdf
from tests.read.drawn import FLATE, HEIGHT, PROSE, drawn, needs_tesseract, page_of_text, read, scan, two_pages, write


def test_encrypted() -> None:
    locked = drawn(lambda canvas: write(canvas, 70, 70, PROSE), encrypt=pdfencrypt.StandardEncryption("secret"))
    with pytest.raises(Unreadable) as caught, read_pdf(locked):
        pass
    assert caught.value.code == "encrypted"


def test_open_without_a_password_although_it_has_one_to_change_it() -> None:
    free = drawn(lambda canvas: write(canvas, 70, 70, PROSE), encrypt=pdfencrypt.StandardEncryption("", "owner"))
    assert read(free)[0].text == "\n".join(PROSE) + "\n"


def test_broken_beyond_repair() -> None:
    with pytest.raises(Unreadable) as caught, read_pdf(b"%PDF-1.7\n" + b"nothing of the kind " * 40):
        pass
    assert caught.value.code == "damaged"


def test_detail_of_damage_is_the_same_each_time() -> None:
    details = set()
    for _ in range(2):
        with pytest.raises(Unreadable) as caught, read_pdf(b"%PDF-1.7\n1 0 obj\n" + b"x" * 900):
            pass
        details.add(caught.value.detail)
    assert len(details) == 1
    assert "0x" not in details.pop()


def test_more_pages_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.pdf._MOST_PAGES", 0)
    with pytest.raises(Unreadable) as caught, read_pdf(drawn(page_of_text)):
        pass
    assert caught.value.code == "too_large"


def test_lost_index_is_rebuilt() -> None:
    content = drawn(lambda canvas: write(canvas, 70, 70, PROSE))
    assert read(content[: content.rindex(b"xref") - 5])[0].text == "\n".join(PROSE) + "\n"


def test_blank_pages_hold_no_text() -> None:
    with pytest.raises(Unreadable) as caught, read_pdf(drawn(lambda canvas: None)):
        pass
    assert caught.value.code == "no_text"


CONTENTS: dict[str, tuple[bytes, dict[str, object], tuple[int, ...]]] = {
    "empty": (b"q Q\n", {}, ()),
    "damaged-halfway": (zlib.compress(b"BT /F1 12 Tf 50 800 Td (Le conseil.) Tj ET\n" * 90)[:-9], FLATE, (2,)),
    "without-its-check-sum": (zlib.compress(b"0 0 m 9 9 l S\n" * 90)[:-4], FLATE, ()),
    "packed-in-an-unknown-way": (b"\x01\x02\x03" * 100, FLATE, (2,)),
    "a-string-that-does-not-end": (b"(ouverte \nBT /F1 12 Tf 50 800 Td (Le conseil adopte le budget.) Tj ET\n", {}, (2,)),
}


@pytest.mark.parametrize(("second", "entries", "wanted"), CONTENTS.values(), ids=CONTENTS)
def test_page_that_only_looks_empty(second: bytes, entries: dict[str, object], wanted: tuple[int, ...]) -> None:
    with read_pdf(two_pages(second, **entries)) as (pages, unread):
        assert (len(pages), unread) == (2, wanted)


def test_page_that_is_read_in_part_keeps_its_text_and_is_listed() -> None:
    with pikepdf.open(io.BytesIO(drawn(page_of_text))) as pdf:
        whole = pdf.pages[0].Contents.read_bytes()
        packer = zlib.compressobj()
        packed = packer.compress(whole[: whole.rindex(b"BT")]) + packer.flush(zlib.Z_SYNC_FLUSH)
        pdf.pages[0].Contents = pikepdf.Stream(pdf, packed, **FLATE)
        saved = io.BytesIO()
        pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with read_pdf(saved.getvalue()) as (pages, unread):
        assert pages[0].text.startswith(PROSE[0])
        assert unread == (1,)


def test_text_that_pdfium_passes_over_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawn(lambda canvas: [write(canvas, 70, 70 + 5 * i, ["Le conseil."]) for i in range(90)])
    monkeypatch.setattr("pipeline.read.glyphs.Glyphs.words", lambda glyphs: [])
    with pytest.raises(Unreadable) as caught, read_pdf(content):
        pass
    assert caught.value.code == "damaged"


def test_second_reader_opens_a_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawn(lambda canvas: [page_of_text(canvas), *(canvas.showPage() for _ in range(5))])
    opened: list[object] = []
    real = pikepdf.open
    monkeypatch.setattr(pikepdf, "open", lambda *args, **settings: opened.append(args) or real(*args, **settings))
    assert len(read(content)) > 3
    assert len(opened) == 1


def test_document_of_damaged_pages_is_not_called_empty() -> None:
    with pikepdf.open(io.BytesIO(two_pages(b"\x01\x02\x03" * 100, Filter=pikepdf.Name.FlateDecode))) as pdf:
        del pdf.pages[0]
        saved = io.BytesIO()
        pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(Unreadable) as caught, read_pdf(saved.getvalue()):
        pass
    assert (caught.value.code, caught.value.detail) == ("damaged", "what page 1 holds is damaged")


def with_note(content: bytes, kind: pikepdf.Name, said: str) -> bytes:
    """The PDF with a white box and a text laid over the top of its first page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        look = pdf.make_stream(
            f"1 g 0 0 300 30 re f 0 g BT /F1 9 Tf 4 10 Td ({said}) Tj ET".encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 300, 30],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        )
        box = [70, HEIGHT - 110, 370, HEIGHT - 80]
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=kind, Rect=box, F=4, AP=pikepdf.Dictionary(N=look))
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
        saved = io.BytesIO()
        pdf.save(saved)
        return saved.getvalue()


NOTE = "Publie le 12/03/2031"


@pytest.mark.parametrize("kind", [pikepdf.Name.Stamp, pikepdf.Name.FreeText])
def test_what_is_laid_over_a_page_is_read(kind: pikepdf.Name) -> None:
    (page,) = read(with_note(drawn(lambda canvas: write(canvas, 70, 200, PROSE)), kind, NOTE))
    assert sorted(page.text.splitlines()) == sorted([*PROSE, NOTE])


@needs_tesseract
def test_text_under_a_stamp_is_read() -> None:
    (page,) = read(with_note(scan(drawn(page_of_text)), pikepdf.Name.Stamp, NOTE))
    assert page.text.splitlines() == [NOTE, *PROSE]
