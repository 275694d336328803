"""Pages that are images, and what OCR makes of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pikepdf
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as DrawnTable

from pipeline.errors import Unreadable
from pipeline.read import ocr
from pipeline.read.pdf import read_pdf
from tests.read.drawn import FLATE, HEIGHT, PROSE, WIDTH, box_of, drawn, needs_tesseract, page_of_text, read, scan, two_pages, write


@needs_tesseract
def test_scan_is_read_by_ocr() -> None:
    content = scan(drawn(page_of_text))
    (page,) = read(content)
    assert page.text == "\n".join(PROSE) + "\n"
    assert page.source == "ocr"
    assert page.confidence is not None
    assert 0.8 < page.confidence <= 1
    x0, _, _, bottom = box_of(content, "Le conseil")
    assert (x0, bottom) == pytest.approx((70, 103), abs=4)


@needs_tesseract
def test_text_of_a_stamp_on_a_scan_stays_as_it_is() -> None:
    stamp = "ID : 099-219900017-20310304-DEL2031017-DE"
    content = scan(drawn(page_of_text), stamp=stamp)
    (page,) = read(content)
    assert page.text.splitlines() == [stamp, *PROSE]
    assert box_of(content, stamp)[0] == pytest.approx(330, abs=1)


@needs_tesseract
@pytest.mark.parametrize("degrees", [0.0, 0.6], ids=["straight", "askew"])
def test_table_on_a_scan(degrees: float) -> None:
    def draw(canvas: Canvas) -> None:
        page_of_text(canvas)
        rows = [["Association", "Montant"], ["Amis du Lavoir", "1 500 €"], ["Club sportif", "12 250 €"]]
        table = DrawnTable(
            rows,
            colWidths=200,
            rowHeights=24,
            style=[("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 13)],
        )
        table.wrapOn(canvas, WIDTH, HEIGHT)
        table.drawOn(canvas, 70, HEIGHT - 300)

    (page,) = read(scan(drawn(draw), degrees=degrees))
    assert page.text.splitlines() == [*PROSE, "Association\tMontant", "Amis du Lavoir\t1 500 €", "Club sportif\t12 250 €"]


@needs_tesseract
def test_scan_upside_down() -> None:
    many = PROSE * 8
    content = scan(drawn(lambda canvas: write(canvas, 70, 100, many, size=13, lead=18)), degrees=180)
    (page,) = read(content)
    assert page.text.splitlines() == list(many)
    x0, _, _, bottom = box_of(content, "Le conseil")
    assert (x0, bottom) == pytest.approx((WIDTH - 70 - 62, HEIGHT - 90), abs=6)


def two_columns(canvas: Canvas) -> None:
    write(canvas, 40, 100, ["Mairie", "Service des eaux", "Affaires scolaires"], size=11, lead=18)
    write(canvas, 190, 100, PROSE, size=11, lead=18)
    canvas.line(170, 20, 170, HEIGHT - 20)


@needs_tesseract
def test_one_process_reads_both_sides_of_a_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIB_CACHE", str(tmp_path))
    monkeypatch.setattr(ocr, "_tesseract", asked := Mock(side_effect=ocr._tesseract))
    content = scan(drawn(two_columns))
    (page,) = first = read(content)
    assert page.text.splitlines() == ["Mairie", "Service des eaux", "Affaires scolaires", *PROSE]
    sides = sorted(tmp_path.rglob("*.tsv"))
    assert [len(call.args[0]) for call in asked.call_args_list if call.args[0]] == [2] == [len(sides)]
    sides[0].unlink()
    assert read(content) == first
    assert [len(call.args[0]) for call in asked.call_args_list if call.args[0]] == [2, 1]


@needs_tesseract
def test_what_ocr_read_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIB_CACHE", str(tmp_path))
    content = scan(drawn(page_of_text))
    first = read(content)
    monkeypatch.setattr(ocr, "_tesseract", _missing)
    assert read(content) == first


def test_scan_in_two_tones_is_softened(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def said(images: Sequence[bytes]) -> list[str]:
        seen.extend(images)
        return [word_of_tsv("réuni")] * len(images)

    monkeypatch.delenv("DELIB_CACHE", raising=False)
    monkeypatch.setattr(ocr, "_words", said)
    monkeypatch.setattr(ocr, "_turns_needed", lambda _: 0)
    read(scan(drawn(page_of_text), harsh=True))
    assert len({*seen[0]} - {0, 255}) > 10


def word_of_tsv(word: str) -> str:
    return "\t".join(["5", "1", "1", "1", "1", "1", "10", "10", "90", "20", "95", word]) + "\n"


@pytest.mark.parametrize(("word", "wanted"), [("‘Mathilde", "Mathilde"), ("__imputer", "imputer"), ("_", ""), ("l’avis", "l’avis")])
def test_specks_before_a_line_are_no_signs(word: str, wanted: str) -> None:
    assert [text for line in ocr._lines(word_of_tsv(word)) for text, *_ in line] == [wanted] * bool(wanted)


def _missing(*_: object, **__: object) -> str:
    raise ocr.Unrecognised("tesseract is missing")


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_tesseract", _missing)
    monkeypatch.setattr("pipeline.read.pdf.has_tesseract", lambda: False)
    monkeypatch.delenv("DELIB_CACHE", raising=False)


@pytest.mark.usefixtures("no_tesseract")
def test_only_scans_and_no_tesseract() -> None:
    with pytest.raises(Unreadable) as caught, read_pdf(scan(drawn(page_of_text), stamp="Reçu en préfecture")):
        pass
    assert caught.value.code == "needs_ocr"


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("beside", [b"q Q\n", b"\x01\x02\x03" * 100], ids=["blank", "damaged"])
def test_scan_beside_a_page_without_text_and_no_tesseract(beside: bytes) -> None:
    with (
        pikepdf.open(io.BytesIO(scan(drawn(page_of_text)))) as pdf,
        pikepdf.open(io.BytesIO(two_pages(beside, **({} if beside == b"q Q\n" else FLATE)))) as other,
    ):
        pdf.pages.append(other.pages[1])
        saved = io.BytesIO()
        pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(Unreadable) as caught, read_pdf(saved.getvalue()):
        pass
    assert (caught.value.code, caught.value.detail) == ("needs_ocr", "1 pages are images")


@pytest.mark.usefixtures("no_tesseract")
def test_some_scans_and_no_tesseract() -> None:
    mixed, out = io.BytesIO(), pikepdf.new()
    for content in (drawn(page_of_text), scan(drawn(page_of_text))):
        with pikepdf.open(io.BytesIO(content)) as part:
            out.pages.extend(part.pages)
    out.save(mixed)
    out.close()
    with read_pdf(mixed.getvalue()) as (pages, unread):
        assert [page.text for page in pages] == ["\n".join(PROSE) + "\n", ""]
        assert unread == (2,)


@pytest.mark.usefixtures("no_tesseract")
def test_letters_that_are_drawings_are_an_image() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, PROSE)
        canvas.showPage()
        for number in range(30):
            canvas.circle(70 + 10 * number, 400, 4)

    with read_pdf(drawn(draw)) as (_, unread):
        assert unread == (2,)


@pytest.mark.parametrize(("inked", "wanted"), [(True, (2,)), (False, ())], ids=["plan", "blank"])
def test_picture_without_text_is_listed(inked: bool, wanted: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, PROSE)
        canvas.showPage()
        canvas.drawImage(
            ImageReader(Image.effect_mandelbrot((90, 120), (-3, -2.5, 2, 2.5), 50) if inked else Image.new("L", (90, 120), 255)),
            0,
            0,
            WIDTH,
            HEIGHT,
        )

    monkeypatch.setattr(ocr, "_cached", lambda images: [""] * len(images))
    monkeypatch.setattr(ocr, "_turns_needed", lambda _: 0)
    with read_pdf(drawn(draw)) as (_, unread):
        assert unread == wanted
