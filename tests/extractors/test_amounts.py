"""Sums of money in all their printed forms, what they are for, and the numbers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.amounts import AMOUNT_ROLES, EXTRACTOR, find_amounts
from extractors.amounts.cues import find_cues
from extractors.amounts.words import parse_number_words
from extractors.base import Passage
from tests.inline import check

EXAMPLES = {
    "a-proposal-of-posts-is-no-money": "Groupes\tNombre d'élus\tProposition d'attribution\nMajorité\t45\t4\nUnion\t9\t0,5",
    "dash-for-no-cents": "soit <a value=3500>3 500,- €</a>, puis <a value=1500>1.500.-€</a>",
    "cents-in-words": "soit <a value=1250.3>1 250 euros et 30 centimes</a>",
    "words-with-the-sign": "la somme de <a value=300>trois cents €</a>",
    "figures-in-brackets": "deux mille cinq cents (<a value=2500>2 500) euros</a>",
    "thousands-a-year": "un loyer de <a value=10000 role=price>10.000€</a>/an, ou <a value=1250>1.250 €</a> par an",
    "digits-ttc": "le coût s'élève à <a value=12500 tax=TTC role=expense>12 500,00 €</a> TTC",
    "narrow-space": "une subvention de <a value=1200.5 role=grant>1\u202f200,50 €</a> à l'harmonie",
    "no-break-space": "une subvention de <a value=1200>1\u00a0200\u00a0€</a>",
    "points-between-thousands": "soit <a value=241734.56>241.734,56 €</a> de travaux",
    "point-for-comma": "soit <a value=2583183.41>2 583 183.41 €</a> de travaux",
    "space-before-comma": "soit <a value=46544.07>46.544 ,07 €</a>",
    "space-behind-comma": "soit <a value=100000>100 000, 00 €</a>",
    "sign-and-tax-glued": "soit <a value=25722.3 tax=TTC>25722,30 €</a>TTC",
    "sign-in-front": "un loyer de € <a value=500 role=price>500</a>.",
    "capital-currency": "un plafond de <a value=2500000 role=cap>2.500.000,00 EUR</a>",
    "millions-with-sign": "un emprunt de <a value=3500000 role=loan>3,5 M€</a>",
    "thousands-with-sign": "soit <a value=195000>195K€</a> et <a value=53500>53,5 k€</a>",
    "millions-in-words": "un budget de <a value=2500000 role=budget>2,5 millions d'euros</a>",
    "milliards": "la dette atteint <a value=12000000000>12 milliards</a>",
    "francs": "une rente de <a value=2500 currency=FRF>2500 francs</a>",
    "pacific-francs": "une aide de <a value=150000 currency=XPF>150 000 F CFP</a>",
    "cents-behind-sign": "le repas à <a value=3.5 role=price>3€50</a>",
    "wrapped-inside-the-sum": "un marché de <a value=164977 tax=HT role=price>164\n977 €</a> HT",
    "sign-on-the-next-line": "un versement de <a value=1000 role=instalment>1000\n€</a> en mars",
    "year-in-front": "en 2023 <a value=500>500 €</a>, et en 2024 <a value=0.52>0,52 €</a>",
    "account-in-front": "au compte 6574 <a value=15000>15 000 €</a>",
    "rate-with-three-decimals": "le prix est de <a value=0.305 role=price>0,305 €</a>/m3, puis <a value=1.234>1.234 €</a> / m3",
    "numbers-run-together": "soit 123 456 789 012 345 678 milliards d'euros et un solde : -99 999 999 999 999,00 €",
    "words": "la somme de <a value=57000>cinquante-sept mille euros</a>",
    "words-with-cents": "la somme de <a value=90.5>quatre-vingt-dix euros et cinquante centimes</a>",
    "words-hyphened": "la somme de <a value=17200>dix-sept-mille deux cents euros</a>",
    "words-odd-hyphen": "la somme de <a value=520000>cinq\u2011cent\u2011vingt mille Euros</a>",
    "words-then-figures": "deux cent vingt mille euros (<a value=220000>220 000 euros</a>)",
    "figures-then-words": "un prêt de <a value=2500 role=loan>2.500,00 EUR</a> (deux mille cinq cents euros)",
    "words-beside-another-sum": "<a value=20>vingt euros</a> puis <a value=30>30 €</a>",
    "range": "de <a value=100>100</a> à <a value=200 role=cap>200 €</a> au maximum",
    "range-of-millions": "de <a value=2000000>2</a> à <a value=3000000>3 M€</a>",
    "two-with-one-sign": "les loyers sont de <a value=300 role=price>300</a> et <a value=350 role=price>350 €</a>",
    "negative-behind-colon": "Investissement : <a value=-32114.5>-32 114.50 €</a>",
    "bullet-is-no-minus": "les aides suivantes :\n- <a value=500>500 €</a> au théâtre",
    "tax-in-front": "pour un montant HT de <a value=800 tax=HT>800 €</a>",
    "no-sign-but-tax": "Lot 1 : <a value=74200 tax=HT>74200</a> HT",
    "net-price": "au prix de <a value=190000 tax=net role=price>190.000 €</a> net vendeur",
    "flattened-table": (
        "Le compte (en €) : DEPENSES <a value=1200300.4>1 200 300,40</a> <a value=1100200.3>1 100 200,30</a> "
        "<a value=2300500.7 role=total>2 300 500,70</a>"
    ),
    "damaged-sign": "un loyer de <a value=125 confidence=0.6>125 £</a>, des travaux de <a value=25000 confidence=0.6>25 KE</a>",
    "damaged-zero": "une aide de <a value=10000 confidence=0.5>1O 000 €</a>",
    "torn-number": "un budget de <a value=2724000 confidence=0.5>2724 000 €</a>",
    "titled-column": (
        "Associations\tMontant\nHarmonie\t<a value=1500 rule=cell>1 500</a>\nTotal\t<a value=1500 role=total>1 500</a>"
    ),
    "column-in-thousands": "Opération\tMontant (k€)\nHalle\t<a value=12500>12,5</a>",
    "code-is-no-sum": "Dépenses\t\tBP 2025\n6574\tSubventions\t<a value=900 role=budget>900</a>",
    "chapters-are-no-sums": (
        "Objet\tDEPENSES Chapitre /Article\tDEPENSES Sommes\nCautions\t165\t<a "
        "value=12>12,00</a>\nImprévus\t020\t<a value=-5>-5,00</a>"
    ),
    "counts-and-shares": (
        "\tNombre d'élèves\tMontant\t%\nÉcole\t25\t<a value=750>750 €</a>\t12,5 %\nCollège\t30\t<a value=900>900</a>\t15 %"
    ),
    "dash-for-nothing": "Charges\tMontant\nAchats\t- €\nLoyers\t<a value=120>120 €</a>",
    "side-by-side": (
        "Charges 2025\t\tRecettes 2025\t\nPersonnel\t<a value=500 role=budget>500 €</a>\tRégion\t<a value=700 "
        "role=revenue>700 €</a>"
    ),
    "cells-are-not-joined": "\tNombre\tMontant\nParts\t10\t<a value=152.45>152,45</a>",
    "columns-of-a-budget": (
        "Imputation\tLibellé\tCP €\tDépense €\tSolde €\n6568\tCulture\t<a value=100 role=budget>100,00</a>\t"
        "<a value=60 role=expense>60,00</a>\t<a value=40 role=balance>40,00</a>"
    ),
    "request": "l'association sollicite une subvention de <a value=2500 role=request>2500€</a>",
    "asks-the-mayor": "Mme Roux demande au maire le prix : <a value=80 role=price>80 €</a>",
    "advance-and-balance": "une avance de <a value=40 role=advance>40 €</a>, puis le solde de <a value=60 role=balance>60 €</a>",
    "ceiling-of-a-guarantee": "garanti jusqu'à <a value=45000 role=cap>45 k€</a> de garantie",
    "guarantee-of-a-loan": "la garantie est accordée pour la durée du prêt à hauteur de <a value=2000000 role=guarantee>2 M€</a>",
    "long-lease": "un bail d'une durée maximale de six mois pour un loyer de <a value=1 role=price>un euro</a>",
    "per-pupil": "soit <a value=30 role=price>30 €</a> par élève",
    "asks-in-general": "Le maire demande de fixer le prix, soit <a value=80 role=price>80 €</a>",
    "items-of-a-request": (
        "Nous sollicitons :\n- Fonctionnement : <a value=10 role=request>10 €</a>\n- Total : <a value=10 role=total>10 €</a>"
    ),
    "items-of-a-price-list": (
        "Fixe les tarifs suivants :\n- <a value=3 role=price>3 €</a> le matin\n- <a value=4 role=price>4 €</a> le soir"
    ),
    "total-of-a-title": "émettre un titre pour un montant total de <a value=850 role=revenue>850 €</a>",
    "contract-awarded": (
        "APPROUVE l'avenant au marché « aires de jeux » attribué à l'entreprise Dubois,\n✓ Arrête son montant à "
        "<a value=12200 tax=HT role=price>12 200 €</a> HT, soit <a value=14640 tax=TTC role=price>14 640 €</a> TTC"
    ),
    "contract-partner": "COCONTRACTANT : Association du Forum, MONTANT(S) : <a value=1360 role=price>1 360 €</a>",
    "works-that-were-priced": "Le total de ces prestations s'élève à <a value=900 role=price>900 €</a>",
    "head-noun-goes-first": (
        "un plafond de dépenses de <a value=500 role=cap>500 €</a>, des dépenses de location de <a value=90 "
        "role=expense>90 €</a>, le prix de la subvention <a value=8 role=price>8 €</a>"
    ),
    "paid-by-families": "la participation 2025 des familles est de <a value=45 role=price>45 €</a>",
    "paid-by-the-state": "une participation de l'État de <a value=4500 role=revenue>4 500 €</a> est attendue",
    "deposit-given-back": "la caution de <a value=300 role=other>300 €</a> peut être restituée",
    "deposit-in-a-price-list": "Tarif de la salle : <a value=90 role=price>90 €</a>\nCaution : <a value=300 role=price>300 €</a>",
    "warranty-of-works": "garantie de parfait achèvement du marché : lot 1 : <a value=52953 tax=HT role=price>52953</a> HT",
    "quoted-name": "un loyer dû par l'association « Aide et Subvention » de <a value=70 role=price>70 €</a>",
    "limit-in-other-words": (
        "ne doit pas dépasser <a value=800 role=cap>800 €</a> + 15 % soit <a value=920 role=cap>920 €</a> au lieu des "
        "<a value=950 role=cap>950 €</a>"
    ),
    "human-resources": "RESSOURCES HUMAINES, contrat de formation : <a value=576 role=price>576 €</a>",
    "lines-of-a-budget-are-credits": (
        "Imputations\tDépenses de fonctionnement\n60636 Vêtements\t+ <a value=1000 role=budget>1 000</a>\n"
        "6232 Fêtes\t<a value=-10000 role=budget>-10 000</a>\nTOTAL\t<a value=-9000 role=total>-9 000</a>"
    ),
    "two-sides-with-chapters": (
        "OBJET\tDEPENSES\t\tRECETTES\n\tChapitre\tSommes\tChapitre\tSommes\nCautions\t16\t<a value=12 "
        "role=budget>12,00</a>\nTOTAL\t<a value=12 role=total>12,00</a>\t\t<a value=0 role=total>0,00</a>"
    ),
    "total-left-without-titles": "TOTAL SECTION INVESTISSEMENT\t<a value=6840 role=total>6.840,00</a>",
    "plan-of-financing": (
        "DÉPENSES\t\tRECETTES\nDésignation\tMontant HT\tFinanceurs\tTaux\tMontant\nMobilier\t<a value=100 "
        "role=expense>100 €</a>\tRégion\t80 %\t<a value=80 role=revenue>80 €</a>\nPose\t<a value=50 "
        "role=expense>50 €</a>\tCommune\t20 %\t<a value=20 role=other>20 €</a>"
    ),
    "offers-asked-for": (
        "Trois devis ont été sollicités :\n- Dubois pour un montant de <a value=90 role=price>90 €</a>\n- Roux pour un "
        "montant de <a value=80 role=price>80 €</a>"
    ),
    "phase-of-a-contract": "marché de voirie, tranche optionnelle 2 : <a value=700 tax=HT role=price>700 €</a> HT",
    "given-by-a-funder": "la DRAC a attribué une subvention de <a value=1200 role=revenue>1 200 €</a>",
    "own-share-of-a-request": (
        "sollicite une aide de <a value=40 role=request>40 €</a> de l'État, la part communale étant de <a value=60 "
        "role=other>60 €</a>"
    ),
    "payment-of-a-sum": "le versement de la somme de <a value=300 role=grant>300 €</a>",
    "joins-a-body": "propose d'adhérer à la Fondation pour un montant de <a value=200 role=price>200 €</a>",
    "given-by-a-funder-passive": "une subvention de <a value=125 role=revenue>125 €</a> a été accordée par l'État",
    "given-by-the-town-passive": "une subvention de <a value=125 role=grant>125 €</a> a été accordée par la commune",
    "aid-that-was-asked-for": "La subvention demandée au Département devrait être de <a value=25 role=request>25 €</a>",
    "request-behind-a-total": (
        "accepter le projet pour un total de <a value=90 role=total>90 €</a> et solliciter l'aide de :\n- DETR pour "
        "<a value=27 role=request>27 €</a>"
    ),
    "own-share-in-a-titled-list": "Achat d'un tracteur\nReste à charge : <a value=60 role=other>60 €</a>",
    "annuity-of-a-loan": "l'annuité de cet emprunt sera de <a value=900 role=instalment>900 €</a>",
    "administrative-is-no-minimum": "Compte administratif\nExcédent\tMontant\nExercice 2024\t<a value=50 role=balance>50 €</a>",
    "lines-of-a-titled-list": (
        "Tarifs de la salle\nLe budget est de <a value=90 role=budget>90 €</a>.\nAssociations : <a value=5 role=price>5 €</a>"
    ),
    "to-whom": 'alloue <a value=300 role=grant beneficiary="Comité des fêtes">300 €</a> au Comité des fêtes',
    "trap-unit-of-a-chart": "Dotation (en millions d'€) et recettes en milliers d'euros",
    "trap-percent": "un taux de 12,50 % et une hausse de 3 %",
    "trap-postcode-and-phone": "37999 Valmont, tél. 02 47 00 11 22",
    "trap-law": "la loi n° 84-53 du 26 janvier 1984, article 6574 du budget 2023",
    "trap-surface": "une parcelle de 1 234,56 m² au budget de la commune",
    "trap-clause": "Montants : article L 2122.21 et article 1234.56 du code",
    "trap-sign-without-number": "le total en € des 12 lots ; - € ; zone euro",
    "trap-table-of-contents": "Le budget\t12\nLes recettes\t14",
    "trap-noise-of-ocr": "€44 62 | N1€ 00 €",
    "trap-population": "2,4 milliards d'habitants et 3 millions de foyers",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_amounts(example: str) -> None:
    check(EXTRACTOR, example.replace("<a ", "<amounts ").replace("</a>", "</amounts>"))


def test_article_of_a_sum() -> None:
    text = "DECIDE\n\nArticle 1 : Le tarif est fixé à 5 €.\n\nArticle 2 : Le maire est chargé de l'exécution.\n"
    (amount,) = find_amounts(Passage(text, kind="deliberation"))
    assert amount.article_number == "1"


def test_values_fit_their_column() -> None:
    text = "999999999999999 M€ puis 81,23456 € puis 0,305 €"
    values = [amount.value for amount in find_amounts(Passage(text))]
    assert values == [Decimal("81.2346"), Decimal("0.305")]


def test_every_cue_names_a_role() -> None:
    text = "plafond sollicite garantie avance solde versement emprunt loyer recette budget total subvention travaux reliquat"
    roles = [cue.role for cue in find_cues(text, 0, len(text))]
    assert sorted(roles) == sorted(AMOUNT_ROLES)


@pytest.mark.parametrize("number", [1, 17, 80, 93, 200, 1000, 27_390, 2_500_000])
def test_reads_back_number_words(number: int) -> None:
    num2words = pytest.importorskip("num2words")
    written = num2words.num2words(number, lang="fr")
    assert parse_number_words(written) == number
    assert parse_number_words(written.replace(" ", "-")) == number
