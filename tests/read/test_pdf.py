"""PDFs drawn here, and what a person reads on them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.tidy import text_of
from tests.read.drawn import CELLS, HEIGHT, PROSE, ROWS, WIDTH, box_of, drawn, read, ruled, text, write


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
