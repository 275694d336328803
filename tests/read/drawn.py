"""PDFs drawn by tests, and how they are read."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as DrawnTable

from pipeline.model import Page
from pipeline.read.pdf import read_pdf

WIDTH, HEIGHT = A4

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")

FLATE: dict[str, object] = {"Filter": pikepdf.Name.FlateDecode}

PROSE = (
    "Le conseil municipal de Valbrune, convoqué le 2 mars, s'est réuni",
    "en mairie sous la présidence de Mme Odile Ferrand, maire, pour",
    "examiner les points inscrits à l'ordre du jour de la séance.",
)


def drawn(draw: Callable[[Canvas], None], **settings: object) -> bytes:
    """The bytes of a PDF that ``draw`` paints."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **settings)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, x: float, y: float, lines: Sequence[str], size: float = 11, lead: float = 14) -> None:
    """Lines from ``y`` points below the top of the page."""
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - y - number * lead, line)


def read(content: bytes) -> tuple[Page, ...]:
    with read_pdf(content) as (pages, _):
        return pages


def text(draw: Callable[[Canvas], None], **settings: object) -> str:
    return "".join(page.text for page in read(drawn(draw, **settings)))


ROWS = [
    ["Code", "Association", "Objet", "Montant"],
    ["12", "Les Amis du Lavoir", "Festival des\nfontaines", "1 500 €"],
    ["31", "Club de Valbrune", "", "12 250,50 €"],
    ["Total", "", "", "13 750,50 €"],
]
CELLS = [[cell.replace("\n", " ") for cell in row] for row in ROWS]


def ruled(canvas: Canvas, rows: Sequence[Sequence[str]] = ROWS, *styles: tuple[object, ...], y: float = 300) -> None:
    table = DrawnTable(rows, colWidths=[60, 150, 130, 90], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), *styles])
    table.wrapOn(canvas, WIDTH, HEIGHT)
    table.drawOn(canvas, 70, HEIGHT - y)


def box_of(content: bytes, words: str) -> tuple[float, ...]:
    with read_pdf(content) as (pages, _):
        page = next(page for page in pages if words in page.text)
        start = page.text.index(words)
        assert page.box is not None
        box = page.box(start, start + len(words))
    assert box is not None
    return box


def page_of_text(canvas: Canvas) -> None:
    write(canvas, 70, 100, PROSE, size=13, lead=18)


def scan(content: bytes, *, degrees: float = 0.0, stamp: str = "", harsh: bool = False) -> bytes:
    """The first page of a PDF as an image on a page of its own, perhaps askew or in two tones, with a stamp put on it as text."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        image = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
        page.close()
    image = image.rotate(degrees, fillcolor=255)
    if harsh:
        image = image.resize((round(WIDTH / 72 * 300), round(HEIGHT / 72 * 300))).point(lambda grey: 255 * (grey > 100))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        if stamp:
            write(canvas, 330, 30, [stamp], size=8)

    return drawn(draw)


def two_pages(second: bytes, **entries: object) -> bytes:
    """A page of text, and one whose content is as given."""
    with pikepdf.open(io.BytesIO(drawn(page_of_text))) as pdf:
        pdf.add_blank_page(page_size=A4)
        pdf.pages[1].Contents = pikepdf.Stream(pdf, second, **entries)
        saved = io.BytesIO()
        pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return saved.getvalue()
