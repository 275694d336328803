"""The forms in which documents arrive: native PDFs of several layouts, a scan, Markdown, HTML, and texts that lost their lines."""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import BalancedColumns, Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from samples.writer import Block

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13, spaceAfter=6)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Times-Bold", fontSize=12, leading=15, alignment=TA_CENTER, spaceAfter=8)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", fontSize=11)
STAMP = ParagraphStyle("stamp", parent=BODY, fontName="Helvetica", fontSize=8, leading=9, leftIndent=10 * cm)
STYLES = {"title": TITLE, "head": HEAD, "stamp": STAMP}
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def render(blocks: Sequence[Block], form: str) -> tuple[bytes, str]:
    """The document's bytes in the form asked for, and the suffix of its file."""
    maker, suffix = FORMS[form]
    return maker(blocks), suffix


def native_pdf(blocks: Sequence[Block], *, left: float = 2.2, footer: str = "Page {} ", sans: bool = False) -> bytes:
    """A PDF made on a computer, with numbered pages.

    Args:
        blocks: what it says.
        left: left margin in centimetres.
        footer: the line at the foot of each page; ``{}`` is its number.
        sans: whether the body is set in a sans-serif face.
    """
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=left * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm, invariant=1
    )

    def foot(canvas: Any, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(A4[0] / 2, cm, footer.format(canvas.getPageNumber()))

    document.build([flowable for block in blocks for flowable in _flowables(block, sans)], onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _flowables(block: Block, sans: bool) -> list[Flowable]:
    body = ParagraphStyle("sans", parent=BODY, fontName="Helvetica", fontSize=9.5) if sans else BODY
    if block.kind == "break":
        return [PageBreak()]
    if block.kind == "table":
        rows = [[Paragraph(html.escape(cell), body) for cell in row] for row in block.rows]
        return [Table(rows, style=RULED, repeatRows=1), Spacer(1, 8)]
    if block.kind == "columns":
        names = [Paragraph(html.escape(name), body) for name in block.text.split("\n")]
        return [BalancedColumns(names, nCols=2, needed=20)]
    text = html.escape(block.text).replace("\n", "<br/>")
    return [Paragraph(text, STYLES.get(block.kind, body))]


def scanned_pdf(blocks: Sequence[Block]) -> bytes:
    """The same pages as pictures, slightly turned and with no text layer."""
    import pypdfium2
    from PIL import Image

    pictures = []
    with pypdfium2.PdfDocument(native_pdf(blocks)) as pdf:
        for page in pdf:
            picture = page.render(scale=150 / 72, grayscale=True).to_pil().convert("L")
            pictures.append(picture.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC))
    out = io.BytesIO()
    date = "D:20250101000000Z"
    pictures[0].save(out, "PDF", resolution=150, save_all=True, append_images=pictures[1:], creationDate=date, modDate=date)
    return out.getvalue()


def _lines(block: Block) -> str:
    return "\n".join("\t".join(row) for row in block.rows) if block.kind == "table" else block.text


def flat_text(blocks: Sequence[Block]) -> bytes:
    """Everything on one line, as many portals keep their texts."""
    return " ".join(" ".join(_lines(block).split()) for block in blocks).encode()


def wrapped_text(blocks: Sequence[Block]) -> bytes:
    """Lines of at most 72 characters, in the middle of sentences and of names."""
    return "\n\n".join(_lines(b) if b.kind == "table" else textwrap.fill(b.text, 72) for b in blocks).encode()


def markdown(blocks: Sequence[Block]) -> bytes:
    """Markdown as converters write it."""
    return "\n\n".join(_markdown(block) for block in blocks).encode()


def _markdown(block: Block) -> str:
    if block.kind == "table":
        head, *rows = ("| " + " | ".join(row) + " |" for row in block.rows)
        return "\n".join((head, "|" + " --- |" * len(block.rows[0]), *rows))
    text = block.text.replace("1er", "1<sup>er</sup>").replace("_", "\\_")
    return {"title": f"## {text}", "head": f"**{text}**"}.get(block.kind, text)


def web_page(blocks: Sequence[Block]) -> bytes:
    """A page of a town's site."""
    body = "\n".join(_html(block) for block in blocks)
    head = '<meta charset="utf-8"><title>Acte</title>'
    return f'<!doctype html>\n<html lang="fr"><head>{head}</head><body>\n{body}\n</body></html>\n'.encode()


def _html(block: Block) -> str:
    if block.kind == "table":
        rows = ("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
        return "<table>" + "".join(rows) + "</table>"
    text = html.escape(block.text).replace("1er", "1<sup>er</sup>").replace("\n", "<br>")
    tag = {"title": "h2", "head": "h1"}.get(block.kind, "p")
    return f"<{tag}>{text}</{tag}>"


FORMS: dict[str, tuple[Callable[[Sequence[Block]], bytes], str]] = {
    "pdf": (native_pdf, ".pdf"),
    "pdf-margin": (lambda blocks: native_pdf(blocks, left=4.5, footer="{} / 2", sans=True), ".pdf"),
    "pdf-letter": (lambda blocks: native_pdf(blocks, footer="Hôtel du Département - page {}"), ".pdf"),
    "scan": (scanned_pdf, ".pdf"),
    "txt-flat": (flat_text, ".txt"),
    "txt-wrapped": (wrapped_text, ".txt"),
    "md": (markdown, ".md"),
    "html": (web_page, ".html"),
}
