"""Printed lines of a budget: their account, what is said of it, and the sums that are none of a budget."""

from __future__ import annotations

import pytest

from extractors.base import Passage
from extractors.budget_lines import EXTRACTOR, find_budget_lines
from tests.inline import check

EXAMPLES = {
    "account-of-the-next-line-is-not-that-of-this-sum": (
        'Virement de crédits\nDépenses imprévues : <l account=null label="Dépenses imprévues">- 2 500 €</l>\n'
        'Compte 2188 pour le matériel : + <l account="Compte 2188">2 500 €</l>'
    ),
    "price-per-unit": "Chapitre\tLibellé\tBP 2025\n011\tEau\t0,3456\n012\tEau\t9999999999999999999999999",
    "operation-and-account": (
        "Code Opération\tImputation budgétaire\tLibellé Opération\tCP €\tDépense €\n"
        'B07-12\t6568//93\tMission Bocage\t<l line=1 operation=B07-12 account=6568//93 label="Mission Bocage" '
        "measure=CP value=100000>100 000,00</l>"
        "\t<l line=1 measure=Dépense value=15600>15 600,00</l>"
    ),
    "operation-with-a-space": (
        'Opération\tImputation\tLibellé\tAE\nB07- 12\t65\tBocage\t<l operation="B07- 12" account=65 measure=AE value=5>5,00</l>'
    ),
    "chapters": (
        'CHAPITRES\t\tBUDG N-1\tPROP BP\nDEPENSES\n011\tCharges générales\t<l line=1 account=011 label="Charges générales" '
        'measure="BUDG N-1" value=382100>382 100,00</l>\t<l line=1 measure="PROP BP" value=422100>422 100,00</l>\n'
        '022\tImprévus\t\t<l line=2 account=022 label=Imprévus measure="PROP BP" value=61300>61 300,00</l>\n'
        "Totaux\t\t382 100,00\t483 400,00"
    ),
    "chapter-and-article": (
        "Chapitre\tArticle\tIntitulé\tVoté 2025 (€)\n65\t6574\tAides\t<l account=65/6574 label=Aides "
        'measure="Voté 2025" value=9>9 €</l>'
    ),
    "account-in-its-cell": (
        'Dépenses de fonctionnement\nChapitre 011\tCompte 61521\tBâtiments\t<l account="Chapitre 011/Compte 61521" label=Bâtiments '
        'measure="Dépenses de fonctionnement" value=-330>-330 €</l>'
    ),
    "account-with-its-name": (
        "Imputations\tDépenses de fonctionnement\n60636 Vêtements\t+ <l account=60636 label=Vêtements "
        'measure="Dépenses de fonctionnement" value=1000>1 000</l>'
    ),
    "flattened-round-sums": (
        'Nature Libellé Ouverture 2025 2158 Outillage <l account=2158 label=Outillage measure="Ouverture 2025" '
        "value=80040>80 040 €</l> 2188 Autres matériels <l account=2188 value=1125>1125 €</l>"
    ),
    "flattened": (
        "Code Opération Imputation Libellé CP € Dépense € B07-12 6568 Mission Bocage "
        '<l line=1 operation=B07-12 account=6568 label="Mission Bocage" measure=CP value=209285>209 285,00</l> '
        "<l line=1 measure=Dépense value=57000>57 000,00</l>"
    ),
    "sentence-behind": (
        'affecter <l account="chapitre 10, compte 1068" measure=null value=118>118 €</l> (recettes, chapitre 10, compte 1068)'
    ),
    "sentence-in-front": (
        'la dépense est imputée au chapitre 65, article 6574 pour un montant de <l account="chapitre 65, article '
        '6574" value=40>40 €</l>'
    ),
    "two-tables-count-on": (
        "Chapitre\tBP\n011\t<l line=1 value=5>5,00</l>\n\nLe conseil vote ensuite la section d'investissement de "
        "ce même budget, comme suit :\n\n"
        "Chapitre\tBP\n21\t<l line=2 value=7>7,00</l>"
    ),
    "chapter-and-article-in-one-cell": (
        "Objet\tChapitre et Article\tSommes\nRE. Subvention d'exploitation\tChapitre 74 – Art.74\t"
        '<l account="Chapitre 74 – Art.74" label="RE. Subvention d\'exploitation" value=-5.95>-5,95</l>'
    ),
    "sides-as-titles": (
        'DÉPENSES DE FONCTIONNEMENT\t\tBP 2030\tCFU 2030\n011\tCharges générales\t<l line=1 account=011 label="Charges générales" '
        'measure="BP 2030" value=9>9,00 €</l>\t<l line=1 measure="CFU 2030" value=8>8,00 €</l>\n002 Résultat reporté\t\t'
        '<l line=2 account=002 label="Résultat reporté" value=7>7,00 €</l>\t- €\n\t\t16,00 €\t8,00 €'
    ),
    "no-account-under-a-stage": (
        'Dépenses\tBP 2030\tDM 1\nCharges de personnel\t<l account=null label="Charges de personnel" measure="BP 2030" value=90>'
        '90,00</l>\t<l measure="DM 1" value=5>5,00</l>'
    ),
    "number-behind-the-name": (
        'Résultats à reporter\tMontant\nExcédent capitalisé (1068)\t<l account=1068 label="Excédent capitalisé" value=90>90,00</l>'
    ),
    "amendment-in-lines": (
        "Décision modificative n° 2\nDépenses de fonctionnement\n60612 Énergie : + "
        '<l account=60612 label=Énergie measure="Dépenses de fonctionnement" value=900>900 €</l>\n'
        'Chapitre 022 - Dépenses imprévues : <l account="Chapitre 022" label="Dépenses imprévues" value=-900>-900 €</l>'
    ),
    "chapters-poured-into-a-line": (
        "Budget primitif : recettes de fonctionnement 70 Produits des services <l account=70 value=300>300,00 €</l> "
        "73 Impôts et taxes <l account=73 value=1000>1 000,00 €</l>"
    ),
    "chapter-by-its-name": (
        'Vote du budget principal. Charges à caractère général : <l account=null label="Charges à caractère général" value=12000>'
        "12 000 €</l>"
    ),
    "trap-year": "Budget primitif : en 2031 Les travaux de la halle : 5 000 €",
    "trap-number-of-people": "Décision modificative : communes de moins de 1000 habitants, soit 500 €",
    "trap-numbered-tariff": "Groupe\tTarif\n65\tSalle du bas\t500 €",
    "trap-total": "Chapitre\tBP\nTotal des dépenses\t500,00",
    "trap-subsidies": "Association\tSubvention\nHarmonie\t500 €",
    "trap-plan-of-financing": "Financeurs\tMontant\tTaux\nRégion\t500 €\t50 %",
    "trap-article-of-the-act": "Article 2 : Le loyer est fixé à 80 € au titre de l'article 5 de la loi.",
    "trap-heading-of-a-chapter": "Chapitre 21 – Immobilisations corporelles 674,39 €",
    "trap-account-of-the-next-item": "Accepte le devis de 500 €\n• Dit que la dépense est imputée à l'article 61523",
    "trap-francs": "imputée au chapitre 65, article 6574 : 300 francs",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_budget_lines(example: str) -> None:
    check(EXTRACTOR, example.replace("<l ", "<budget_lines ").replace("</l>", "</budget_lines>"))


def test_a_cell_proves_its_value() -> None:
    text = "Chapitre\tBP\n011\t1 234,50"
    (line,) = find_budget_lines(Passage(text))
    assert text[line.start : line.end] == line.text == "1 234,50"


def test_a_title_with_much_room_in_it() -> None:
    """A pattern that shares out the spaces in every way would keep this test for hours."""
    assert [
        line.measure for line in find_budget_lines(Passage("Chapitre\tLibellé\tBP en" + "\u00a0" * 20_000 + "\n011\tEau\t5,00"))
    ] == ["BP en"]
