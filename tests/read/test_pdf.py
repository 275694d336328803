"""PDFs drawn here, and what a person reads on them."""

from __future__ import annotations

import io
import shutil
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import Mock

import pikepdf
import pytest
from PIL import Image
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as DrawnTable

from pipeline.errors import Unreadable
from pipeline.model import Page
from pipeline.read import ocr
from pipeline.read.pdf import read_pdf
from pipeline.read.tidy import text_of

WIDTH, HEIGHT = A4

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")

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


def test_lines_of_prose() -> None:
    (page,) = read(drawn(lambda canvas: write(canvas, 70, 70, PROSE)))
    assert page.text == "\n".join(PROSE) + "\n"
    assert (page.number, page.source, page.confidence) == (1, "native", None)
    assert (page.width, page.height) == pytest.approx(A4, abs=0.1)


def test_margin_painted_first_stays_apart() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 40, 75, ["Direction des", "affaires générales", "n° 2031 / 17"])
        write(canvas, 200, 70, PROSE)

    assert text(draw) == "\n".join(["Direction des", "affaires générales", "n° 2031 / 17", *PROSE]) + "\n"


FOOT = ["Mairie de Valbrune, 1 rue Haute", "Hôtel de Ville - page 1"]


@pytest.mark.parametrize("header", [[], ["Séance du 2 mars 2031"]], ids=["alone", "behind-a-header"])
@pytest.mark.parametrize("upwards", [False, True])
def test_footer_painted_first_is_read_last(header: list[str], upwards: bool) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 40, header)
        for number in (1, 0) if upwards and not header else (0, 1):
            write(canvas, 200, 790 + 14 * number, [FOOT[number]])
        write(canvas, 70, 70, PROSE)
        ruled(canvas)

    assert text(draw).splitlines() == [*header, *PROSE, *("\t".join(row) for row in CELLS), *FOOT]


def test_long_column_painted_first_stays_first() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 40, 80, LEFT, size=9)
        write(canvas, 310, 80, RIGHT[:3], size=9)

    assert text(draw).splitlines() == LEFT + RIGHT[:3]


LEFT = [f"La commission a entendu le rapport numéro {n} du maire" for n in ("un", "deux", "trois", "quatre", "cinq", "six", "sept")]
RIGHT = [f"Le conseil adopte ensuite le projet {n} à la majorité" for n in ("un", "deux", "trois", "quatre", "cinq", "six", "sept")]


def test_two_columns_painted_across_are_read_one_by_one() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            write(canvas, 40, 80 + 14 * number, [left], size=9)
            write(canvas, 310, 80 + 14 * number, [right], size=9)

    assert text(draw).splitlines() == LEFT + RIGHT


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


def test_ruled_table_is_one_line_a_row() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 70, PROSE)
        ruled(canvas)
        write(canvas, 70, 320, ["Les crédits sont inscrits au budget."])

    lines = text(draw).splitlines()
    assert lines == [*PROSE, *("\t".join(row) for row in CELLS), "Les crédits sont inscrits au budget."]


LATER = [
    "Après débat, ces crédits sont votés à l'unanimité.",
    *(f"{number}. Achat d'une tondeuse pour le service des espaces verts" for number in range(2, 20)),
]


def test_tables_painted_behind_the_text_stand_where_a_person_sees_them() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 60, ["1. Virement de crédits"])
        write(canvas, 70, 400, LATER)
        write(canvas, 80, 105, ["Section de fonctionnement"])
        ruled(canvas, y=200)
        write(canvas, 80, 225, ["Section d'investissement"])
        ruled(canvas, y=320)

    rows = ["\t".join(row) for row in CELLS]
    sections = ["Section de fonctionnement", *rows, "Section d'investissement", *rows]
    assert text(draw).splitlines() == ["1. Virement de crédits", *sections, *LATER]


def test_table_in_a_column_stays_behind_the_column_before() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 20, 70, ["Le conseil"] * 40)
        ruled(canvas, y=200)

    assert text(draw).splitlines() == ["Le conseil"] * 40 + ["\t".join(row) for row in CELLS]


def test_ruled_table_agrees_with_pdfplumber() -> None:
    import pdfplumber

    content = drawn(lambda canvas: ruled(canvas))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        oracle = [[(cell or "").replace("\n", " ") for cell in row] for row in pdf.pages[0].extract_tables()[0]]
    (page,) = read(content)
    assert [line.split("\t") for line in page.text.splitlines()] == oracle


def test_merged_cells_keep_columns_in_place() -> None:
    total = [["Exercice 2031", "", "", ""], *ROWS[:2], ["Total", "", "", "1 500 €"]]
    spans = (("SPAN", (0, 0), (3, 0)), ("SPAN", (0, 3), (2, 3)))
    lines = text(lambda canvas: ruled(canvas, total, *spans)).splitlines()
    assert lines == ["Exercice 2031", "\t".join(CELLS[0]), "\t".join(CELLS[1]), "Total\t\t\t1 500 €"]


def test_rows_without_rules_between_them() -> None:
    rows = [ROWS[0], ["12\n31", "Les Amis du Lavoir\nClub de Valbrune", "Fête\nTournoi", "1 500 €\n250 €"]]
    assert text(lambda canvas: ruled(canvas, rows)).splitlines() == [
        "\t".join(CELLS[0]),
        "12\tLes Amis du Lavoir\tFête\t1 500 €",
        "31\tClub de Valbrune\tTournoi\t250 €",
    ]


def test_frame_round_a_title_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, HEIGHT - 130, 400, 75)
        write(canvas, 70, 70, PROSE)

    assert text(draw) == "\n".join(PROSE) + "\n"


def test_frame_with_columns_of_prose_is_read_column_by_column() -> None:
    margin = ["Nombre de membres", "en exercice : 19", "présents : 15", "votants : 17", "Convoqué le 2 mars"]
    body = [f"Point {n} : le conseil approuve la proposition" for n in range(1, 10)]

    def draw(canvas: Canvas) -> None:
        canvas.rect(40, HEIGHT - 300, 500, 250)
        canvas.line(180, HEIGHT - 300, 180, HEIGHT - 50)
        for number, line in enumerate(body):
            write(canvas, 50, 80 + 14 * number, margin[number : number + 1], size=9)
            write(canvas, 200, 80 + 14 * number, [line], size=9)

    assert text(draw).splitlines() == margin + body


FIGURES = [
    ("Charges à caractère général", "382 100,00", "422 100,00"),
    ("Charges de personnel", "82 250,00", ""),
    ("Dépenses imprévues", "7 201,50", "61 300,00"),
]


def test_figures_in_line_make_a_table_without_rules() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 66, ["Budget de l'exercice"])
        write(canvas, 300, 80, ["BP 2030"])
        write(canvas, 400, 80, ["BP 2031"])
        for number, (label, before, now) in enumerate(FIGURES, start=1):
            write(canvas, 70, 80 + 14 * number, [label])
            canvas.drawRightString(350, HEIGHT - 80 - 14 * number, before)
            canvas.drawRightString(450, HEIGHT - 80 - 14 * number, now)

    assert text(draw).splitlines() == ["Budget de l'exercice", "\tBP 2030\tBP 2031", *("\t".join(row).rstrip() for row in FIGURES)]


def test_leaders_become_a_tab() -> None:
    prices = [("Salle polyvalente", "120 €"), ("Salle des aînés", "80 €")]

    def draw(canvas: Canvas) -> None:
        for number, (label, price) in enumerate(prices):
            write(canvas, 70, 80 + 14 * number, [f"{label} {'.' * (60 - len(label))} "])
            canvas.drawRightString(450, HEIGHT - 80 - 14 * number, price)

    assert text(draw).splitlines() == ["\t".join(row) for row in prices]


def test_sums_within_prose_make_no_table() -> None:
    lines = ["Il est proposé de verser 1 500,00 € au club", "et une avance de 2 500,00 € à la société"]
    assert text(lambda canvas: write(canvas, 70, 70, lines)).splitlines() == lines


def test_page_painted_in_no_order_is_read_from_the_top() -> None:
    lines = [f"Ligne {n} du procès-verbal de la séance" for n in range(1, 13)]

    def draw(canvas: Canvas) -> None:
        for number in (7, 2, 11, 0, 9, 4, 1, 10, 3, 8, 5, 6):
            write(canvas, 70, 80 + 20 * number, [lines[number]])

    assert text(draw).splitlines() == lines


def test_value_painted_after_all_labels_joins_its_label() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 300, 80, ["Envoi en préfecture :", "Réception en préfecture :"])
        write(canvas, 450, 80, ["04/03/2031", "05/03/2031"])

    assert text(draw).splitlines() == ["Envoi en préfecture : 04/03/2031", "Réception en préfecture : 05/03/2031"]


HYPHENS = {
    "name": (("Mme Jeanne ROUVIERE-", "LANGLOIS, adjointe"), "Mme Jeanne ROUVIERE-LANGLOIS, adjointe\n"),
    "number": (("la délibération 2031-", "017 du 4 mars"), "la délibération 2031-017 du 4 mars\n"),
    "compound": (("les tableaux ci-", "dessous sont joints"), "les tableaux ci-dessous sont joints\n"),
    "known-second-part": (("un feu ouvert et le pare-", "feu de la cheminée"), "un feu ouvert et le pare-feu de la cheminée\n"),
    "end-of-a-title": (
        ("Procès-verbal du 10/06/2030-", "Monsieur Odin présente"),
        "Procès-verbal du 10/06/2030-\nMonsieur Odin présente\n",
    ),
    "parted-word": (("la présente délibé-", "ration est adoptée"), "la présente délibération est adoptée\n"),
}


@pytest.mark.parametrize(("lines", "wanted"), HYPHENS.values(), ids=HYPHENS)
def test_hyphen_at_the_end_of_a_line(lines: Sequence[str], wanted: str) -> None:
    assert text(lambda canvas: write(canvas, 70, 70, lines)) == wanted


TIDY = {
    "ligatures": ("l\ufb01nance \ufb02uviale e\ufb03cace", "lfinance fluviale efficace"),
    "letter-spaced": ("le D E L I B E R A T I O N  D U  C O N S E I L suit", "le DELIBERATION  DU  CONSEIL suit"),
    "initials-stay": ("MM. A B et C", "MM. A B et C"),
    "soft-hyphen": ("re\u00adcettes\u200b", "recettes"),
}


@pytest.mark.parametrize(("raw", "wanted"), TIDY.values(), ids=TIDY)
def test_tidy_keeps_the_place_of_each_character(raw: str, wanted: str) -> None:
    tidy, index = text_of(raw, [(0, len(raw))])
    assert tidy == wanted
    assert len(index) == len(tidy)
    assert all(raw[place] == letter for letter, place in zip(tidy, index, strict=True) if raw[place] in wanted)


def test_superscript_stays_in_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(70, HEIGHT - 80)
        line.setFont("Helvetica", 11)
        line.textOut("à compter du 1")
        line.setFont("Helvetica", 7)
        line.setRise(4)
        line.textOut("er")
        line.setFont("Helvetica", 11)
        line.setRise(0)
        line.textOut(" avril 2031")
        canvas.drawText(line)

    assert text(draw) == "à compter du 1er avril 2031\n"


def box_of(content: bytes, words: str) -> tuple[float, ...]:
    with read_pdf(content) as (pages, _):
        page = next(page for page in pages if words in page.text)
        start = page.text.index(words)
        assert page.box is not None
        box = page.box(start, start + len(words))
    assert box is not None
    return box


def test_box_of_a_span_is_that_of_its_first_line() -> None:
    content = drawn(lambda canvas: write(canvas, 70, 70, PROSE))
    x0, top, x1, bottom = box_of(content, "s'est réuni\nen mairie")
    assert 320 < x0 < 345
    assert x0 + 40 < x1 < 420
    assert 57 < top < 63 < 70 < bottom < 75


def test_box_on_a_page_closed_meanwhile() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(70):
            write(canvas, 70, 70, [f"Feuillet {number:03}"])
            canvas.showPage()
        write(canvas, 70, 70, ["Fin"])

    assert box_of(drawn(draw), "Feuillet 001")[0] == pytest.approx(70, abs=1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page_is_read_upright(turn: int) -> None:
    origins = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)  # turns the sheet too: what is seen is always upright A4
        canvas.translate(*origins[turn])
        canvas.rotate(turn)
        write(canvas, 70, 70, PROSE)

    content = drawn(draw)
    (page,) = read(content)
    assert page.text == "\n".join(PROSE) + "\n"
    assert (page.width, page.height) == pytest.approx(A4, abs=0.1)
    x0, top, x1, bottom = box_of(content, "Le conseil")
    assert (x0, bottom) == pytest.approx((70, 73), abs=3)
    assert x1 > x0 + 40
    assert bottom - 16 < top < bottom - 9


def test_box_counts_from_the_corner_that_is_shown() -> None:
    content = drawn(lambda canvas: write(canvas, 170, 170, PROSE), cropBox=(100, 50, WIDTH - 10, HEIGHT - 100))
    (page,) = read(content)
    assert (page.width, page.height) == pytest.approx((WIDTH - 110, HEIGHT - 150), abs=0.1)
    x0, _, _, bottom = box_of(content, "Le conseil")
    assert (x0, bottom) == pytest.approx((70, 73), abs=3)


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


def two_pages(second: bytes, **entries: object) -> bytes:
    """A page of text, and one whose content is as given."""
    with pikepdf.open(io.BytesIO(drawn(page_of_text))) as pdf:
        pdf.add_blank_page(page_size=A4)
        pdf.pages[1].Contents = pikepdf.Stream(pdf, second, **entries)
        saved = io.BytesIO()
        pdf.save(saved, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return saved.getvalue()


FLATE: dict[str, object] = {"Filter": pikepdf.Name.FlateDecode}

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


def page_of_text(canvas: Canvas) -> None:
    write(canvas, 70, 100, PROSE, size=13, lead=18)


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
