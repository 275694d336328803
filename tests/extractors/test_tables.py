"""Tables as printed: which rows are headings, and what each column is called."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from extractors.base import Passage
from extractors.flattened import find_flattened_tables
from extractors.french import fold
from extractors.mending import mend
from extractors.tables import Cell, find_tables


@dataclass(frozen=True)
class Case:
    """A text, and the titles of the last row of each of its tables."""

    text: str
    titles: tuple[tuple[str, ...], ...]


CASES = {
    "one-heading": Case("Association\tMontant\nHarmonie\t500 €", (("Association", "Montant"),)),
    "no-heading": Case("Harmonie\t500 €\nTotal\t500 €", (("", ""),)),
    "years-head-columns": Case("Chapitre\t2024\t2025\n011\t12 000\t13 000", (("Chapitre", "2024", "2025"),)),
    "heading-of-two-rows": Case("\tBudget\tBudget\n\t2024\t2025\n011\t12,00\t13,00", (("", "Budget 2024", "Budget 2025"),)),
    "title-over-two-columns": Case(
        "Charges\t\tProduits\t\nAchats\t5 €\tVentes\t7 €", (("Charges", "Charges", "Produits", "Produits"),)
    ),
    "second-heading": Case("Charges\tMontant\nAchats\t5 €\nProduits\tMontant\nVentes\t7 €", (("Produits", "Montant"),)),
    "row-without-figure": Case("Charges\tMontant\nAchats\t5 €\nFrais\tnéant\nLoyers\t7 €", (("Charges", "Montant"),)),
    "section-inside": Case("Chapitre\tBP\nRECETTES\n013\t5,00", (("Chapitre", "BP"),)),
    "words-only": Case(
        "Nom\tFonction\nMme Roux\tmaire\nM. Petit\tadjoint\nM. Noir\tadjoint\nMme Brun\tadjointe\nM. Gris\télu", (("", ""),)
    ),
    "goes-on-behind-a-vote": Case(
        "Association\tMontant\nHarmonie\t500 €\nVote :\n- Pour : 9\n- Contre : 4, Mme Roux, M. Petit et M. Noir, "
        "qui s'en expliquent longuement\n"
        "- Abstention : 1\n\nJudo\t400 €",
        (("Association", "Montant"), ("Association", "Montant")),
    ),
    "next-table-of-another-shape": Case(
        "Association\tMontant\nHarmonie\t500 €\n\nA\tB\t3\t4", (("Association", "Montant"), ("", "", "", ""))
    ),
    "no-table": Case("Le conseil approuve la dépense de 500 €.", ()),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_titles(case: Case) -> None:
    tables = list(find_tables(Passage(case.text)))
    assert tuple(table.rows[-1].titles for table in tables) == case.titles
    for cell in (cell for table in tables for row in table.rows for cell in row.cells):
        assert case.text[cell.start : cell.end] == cell.text


def test_section_and_caption() -> None:
    (table,) = find_tables(Passage("Budget de la régie\n\nChapitre\tBP\nRECETTES\n013\t5,00"))
    assert table.caption == "Budget de la régie"
    assert [row.is_heading for row in table.rows] == [True, True, False]
    assert table.rows[-1].section == "RECETTES"


def test_words_before_a_cell() -> None:
    (table,) = find_tables(Passage("6574\tSubventions\t500 €\t900 €"))
    assert table.rows[0].words_before(3) == "Subventions"
    assert table.rows[0].folded_before(3) == "subventions"
    assert table.rows[0].words_before(1) == table.rows[0].folded_before(1) == ""


def test_worn_titles_are_printed_as_read_and_folded_as_mended() -> None:
    text = "Régic\n\nAssociafions\tMontont\nR€CETTES\nHarmonie\t500 €"
    (table,) = find_tables(Passage(text, folded=mend(fold(text))))
    assert table.rows[-1].titles == ("Associafions", "Montont")
    assert table.rows[-1].folded_titles == ("associations", "montant")


@pytest.mark.parametrize("text", ["12 500,00 €", "-330", "- €", "20 %", "45 k€", "500 € TTC", "(1 200)", "2 000.50"])
def test_quantities(text: str) -> None:
    assert Cell(0, len(text), text, text).is_quantity


@pytest.mark.parametrize("text", ["", "lot 1", "12 rue du Lavoir", "6568//93", "B07-65", "1er janvier"])
def test_no_quantities(text: str) -> None:
    assert not Cell(0, len(text), text, text).is_quantity


def test_flattened_table() -> None:
    text = (
        "Code\nOpération\n\nImputation\nLibellé Opération BP 2025 Solde\n\n"
        "A1-020 6568/93\nFonds -\n\nculturel\n1 200,00 200,00\n\nB2 65 Sport 5,00 4,00 Fin"
    )
    (table,) = find_flattened_tables(Passage(text))
    assert table.rows[0].titles == ("Code Opération", "Imputation", "Libellé Opération", "BP 2025", "Solde")
    assert [row.cells[-1].text for row in table.rows[1:]] == ["200,00", "4,00"]
    assert table.rows[1].cells[2].text == "Fonds -\n\nculturel"


@pytest.mark.parametrize(
    "text",
    [
        "Le libellé de l'opération est approuvé.",
        "Chapitre 65 Libellé Montant 500,00",
        "Imputation Libellé Montant sans aucune ligne",
    ],
)
def test_no_flattened_table(text: str) -> None:
    assert not list(find_flattened_tables(Passage(text)))
