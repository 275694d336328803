"""Dates, each with its role, in sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.base import Passage
from extractors.dates import EXTRACTOR, find_dates
from tests.inline import check

EXAMPLES = {
    "digits": "un relevé du <date date=2024-03-12 precision=day>12/03/2024</date>",
    "digits-of-a-two-digit-year": "un relevé du <date date=2024-04-03>03.04.24</date>",
    "digits-of-the-last-century": "statut modifié le <date date=1984-01-26>26/01/84</date>",
    "digits-with-spaces": "mis à jour le <date date=2024-02-05>05/ 02/2024</date>",
    "number-of-an-act-is-no-iso-date": "2024-03-07 Tarifs de la cantine\nDélibération 2024-03-08 : Voirie",
    "iso": "export du <date date=2024-05-17>2024-05-17</date>",
    "abbreviated-month": "livraison : <date date=2023-02-13>13-févr-23</date>",
    "first-of-the-month": "le <date date=2023-01-01>1er janvier 2023</date>",
    "first-of-the-month-on-two-lines": "le <date date=2023-01-01>1\ner janvier 2023</date>",
    "first-of-the-month-by-ocr": "le <date date=2020-04-01>1° avril 2020</date> puis <date date=2020-05-01>ler mai 2020</date>",
    "broken-line": "le <date date=2024-03-12>12\nmars\n2024</date>",
    "narrow-space": "le <date date=2024-03-12>12\u202fmars\u00a02024</date>",
    "glued-by-ocr": "Séance du<date date=2020-02-10 role=meeting>10février2020</date>",
    "split-digits-by-ocr": 'le <date date=2023-03-27 rule="split digits">2 7 MARS 2023</date>',
    "month-only": "des travaux en <date date=2020-02-01 precision=month role=event>février 2020</date>",
    "words": "Le <date date=2019-07-24>vingt quatre Juillet deux mille dix-neuf</date>",
    "words-of-the-last-century": "un acte du <date date=1984-03-12>douze mars mil neuf cent quatre-vingt-quatre</date>",
    "year-first": "L'an <date date=2025-06-23 role=meeting>deux mille vingt-cinq, le vingt-trois juin</date> à vingt heures",
    "year-first-in-digits": "L’an <date date=2023-03-23 role=meeting>2023, le 23 mars</date>, le conseil s'est réuni",
    "year-first-with-weekday": "L'an <date date=2023-02-07>deux mil vingt-trois et le mardi 7 février</date> à 19 h",
    "year-first-with-the-month-apart": "L’AN <date date=2021-04-21>DEUX MILLE VINGT ET UN, LE VINGT ET UN DU MOIS D’AVRIL</date>",
    "seven-is-no-abbreviated-september": "L'an <date date=2023-03-27>deux mille vingt-trois et le vingt-sept mars</date>",
    "figures-beside-words": "L'an <date date=2023-02-13>deux mille vingt-trois, le lundi treize (13) février</date>",
    "of-a-decision-told-by-its-day": "Le <date role=citation>5 juin 2020</date>, le conseil municipal a élu ses délégués.",
    "letter-that-asks": "par courrier du <date role=request>3 mars 2024</date>, le club sollicite une aide",
    "calendar": "Étapes :\n- <date role=event>28 mars 2019</date> : réunion publique\n",
    "tariff-of-the-first-of-a-month": (
        "Séance du <date role=meeting>3 mars 2024</date>. Tarifs au <date role=period_start>1er mai 2024</date>"
    ),
    "hour-of-the-own-meeting": (
        "Décision n° BC-12 du bureau Le <date role=meeting>seize novembre deux mille vingt-trois</date>, à 8 h 30, le bureau réuni"
    ),
    "number-with-initials-is-no-date": "la délibération n° CR 2021-07-02 du <date role=citation>2 juillet 2021</date>",
    "born": "Mme Roux, née le <date role=other>12 mai 1960</date> à Valprivat",
    "back-to-school": "la rentrée de <date role=event>septembre 2024</date>",
    "period": "du <date date=2025-01-01 role=period_start>1er janvier</date> au <date date=2025-12-31 role=period_end>31 "
    "décembre 2025</date>",
    "period-in-a-month": "du <date date=2014-10-28 role=period_start>28</date> au <date date=2014-10-31 role=period_end>31 "
    "octobre 2014</date>",
    "period-over-new-year": "du <date date=2024-12-15>15 décembre</date> au <date date=2025-01-15>15 janvier 2025</date>",
    "period-with-the-year-first": "du <date date=2020-06-08>8 juin 2020</date> au <date date=2020-07-03>3 juillet</date> inclus",
    "period-in-digits": "du <date date=2023-01-01>01/01</date> au <date date=2023-12-31>31/12/2023</date>",
    "period-of-months": "de <date date=2025-11-01 role=period_start>novembre 2025</date> à <date date=2026-03-01 "
    "role=period_end>mars 2026</date>",
    "several-days": "les <date date=2024-05-03>3</date>, <date date=2024-05-10>10</date> et <date date=2024-05-17>17 mai "
    "2024</date>",
    "articles-are-no-days": "les articles 3 et <date date=2024-03-12>12 mars 2024</date>",
    "convened": "Séance du <date role=meeting>4 mai 2024</date>. Date de convocation : <date role=convocation>27 avril 2024</date>",
    "convened-by-the-mayor": "dûment convoqué le <date role=convocation>4 avril 2017</date>, s'est réuni le <date "
    "role=meeting>11 avril 2017</date>",
    "earlier-minutes": "REUNION DU <date role=meeting>4 MAI 2024</date> Approbation du procès-verbal de la séance du <date "
    "role=citation>2 avril 2024</date>",
    "next-meeting": "Séance du <date role=meeting>4 mai 2024</date>. La prochaine séance aura lieu le <date role=event>8 juin "
    "2024</date>",
    "law-and-decree": "Vu la loi n° 84-53 du <date role=citation>26 janvier 1984</date> ; vu le décret du <date "
    "role=citation>25/08/2000</date>",
    "two-decisions": "les délibérations du <date role=citation>25 mai 2020</date> et du <date role=citation>19 mai 2022</date>",
    "opinion": "Vu l'avis de la commission des finances rendu lors de sa réunion du <date role=opinion>2 juin 2025</date> ;",
    "stamp": "Envoyé en préfecture le <date role=transmitted>14/02/2024</date> Reçu en préfecture le <date "
    "role=received>15/02/2024</date>",
    "posting-of-the-convocation": "Affichage de la convocation : <date role=posted>8 juin 2024</date>",
    "decision-in-a-list": "2024-163 | <date role=citation>06/05/2024</date> | AFFAIRES SCOLAIRES | bail du préau\n2024-164 | <date "
    "role=citation>10/05/2024</date> | FINANCES",
    "meeting-for-its-decision": "Séance du <date role=meeting>3 mars 2024</date>. Le taux a été voté lors du conseil du <date "
    "role=citation>8 février 2023</date>",
    "meeting-to-come": "Séance du <date role=meeting>3 mars 2024</date>. La prochaine réunion du conseil, après celle des "
    "commissions : le lundi <date role=event>20 mai 2024</date>",
    "phase-of-works": "la phase 2 de <date date=2024-10-01>octobre 2024</date>, le 3 du mois de mai",
    "end-of-a-contract": "Le contrat arrive à son terme le <date role=period_end>31 mai 2024</date>",
    "opinion-by-number": "Vu l'avis n° 2023-12 du <date role=opinion>3 juin 2023</date>",
    "posted-and-published": "Affiché le <date role=posted>18/02/2023</date> Publié le <date role=published>19/02/2023</date>",
    "labels-before-dates": "Envoi Préfecture : Réception en Préfecture : <date role=transmitted>27/04/2015</date> <date "
    "role=received>28/04/2015</date>",
    "signed": "Le Maire, Anne Lunel\nVal-des-Aulnes, le <date role=signature>24 juin 2024</date>",
    "signed-after-the-meeting": "La séance est levée à 21 h. Val-des-Aulnes, le <date role=signature>1er mars 2023</date>",
    "met-in-a-place": "s'est réuni à Val-des-Aulnes, le <date role=meeting>1er mars 2023</date>",
    "letter": "par courrier en date du <date role=other>18 janvier 2024</date>, la préfète",
    "directive-of-the-council": "la directive du Parlement et du Conseil du <date role=citation>26 juin 2002</date>",
    "amendment-number": "Règlement - Modification n° 8 - <date date=2021-12-14>14/12/2021</date>",
    "no-signature-in-a-phrase": "Pour mémoire, le <date role=event>24 septembre 2016</date>, trois communes se sont engagées",
    "decision-taken": "Par délibération prise le <date role=citation>18 janvier 2011</date>, la commune a cédé un terrain",
    "deadline": "au plus tard le <date role=deadline>1er décembre 2026</date>, ou avant le <date role=deadline>1er mars "
    "2027</date>",
    "deadline-worked-out": "dans les 6 mois suivant la fin de la convention, soit le <date role=deadline>30 juin 2024</date>",
    "until-then-it-must-be-done": "Les communes ont jusqu'au <date role=deadline>31 août 2029</date> pour délibérer",
    "offers-due": "Remise des offres : <date role=deadline>15 février 2029</date>",
    "end-that-is-put-off": "La fin du marché est portée au <date role=period_end>31 décembre 2029</date>.",
    "comes-to-its-end": "Le contrat arrive à échéance le <date role=period_end>13 octobre 2029</date>",
    "lease-begins": "Le bail débutera le <date role=period_start>1er juin 2029</date>",
    "seen": "Vu l'estimation du service des Domaines en date du <date role=citation>6 janvier 2021</date>",
    "seen-limits-of-a-plot": "Vu le procès-verbal de bornage et de limites du <date role=citation>19 mai 2021</date>,",
    "days-of-a-hearing": "L'audience a été remise les <date role=event>8 décembre 2020</date> et le <date role=event>9 mars "
    "2021</date>",
    "receipt-in-short": "AR Préfecture du <date role=received>30/03/2023</date>",
    "stamp-without-its-first-word": "en préfecture le <date role=transmitted>30/03/2023</date>\nReçu en préfecture le "
    "<date role=received>31/03/2023</date>",
    "from-and-until": "à compter du <date role=period_start>1er avril 2023</date>, jusqu'au <date role=period_end>30 juin "
    "2023</date>",
    "request": "Vu la demande présentée le <date role=request>22 juillet 2018</date> et complétée le <date role=request>21 "
    "novembre 2019</date>",
    "state-on-a-day": "La population au <date role=other>1er janvier 2021</date> s'élève à 812 habitants",
    "show": "un bal le samedi <date role=event>1er avril 2023</date>",
    "impossible": "le 31 février 2020, le 31/04/2021 et le 12/13/2024",
    "no-year": "la rue du 11 novembre, la réunion de janvier, le 3 mars à 20 h",
    "years": "l'année scolaire 2023-2024, la période 2025-2028, le budget 2024",
    "street": "12 rue du 8 mai 1945, rues du 11 novembre 1918 et du 19 mars 1962",
    "article": "l'article L. 2121-29 et l'article 3.2.12",
    "identifier": "034-210000018-20150521-0000012345-DE, n° 14-02-2024, délibération 2021-06-01/05",
    "telephone": "Tél. 03.21.10.12.24",
    "amount": "12.03 € en mars 2 000 €, le 5 mars 2000 euros",
    "spoiled-day": "reçu le 3 {) MARS 2023 et le 91 avril 2022",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_dates(example: str) -> None:
    check(EXTRACTOR, example)


def test_the_day_of_the_meeting_tells_its_own_footer_from_an_earlier_meeting() -> None:
    example = (
        "Bureau du <date role=meeting>15 février 2023</date> ... lors de la séance du <date role=citation>4 janvier 2023</date>"
    )
    check(EXTRACTOR, example, day=dt.date(2023, 2, 15))


LATER = {
    "powers": "En vertu de la délégation consentie par le Conseil municipal le <date role=citation>25 mai 2020</date>, le maire",
    "approved": "Approbation du conseil du <date role=citation>13 février 2023</date>",
    "next-meeting": "Le prochain conseil municipal est fixé au <date role=event>22 mai 2023</date>.",
    "call-sent": "Convocation envoyée le : <date role=convocation>21/03/2023</date>",
}


@pytest.mark.parametrize("example", LATER.values(), ids=LATER)
def test_other_meetings_than_the_one_of_the_day(example: str) -> None:
    check(EXTRACTOR, example, kind="deliberation", day=dt.date(2023, 3, 27))


def test_a_convention_cites_the_deliberation_that_allows_it() -> None:
    example = "autorisé par délibération du conseil en date du <date role=citation>20 mars 2023</date>"
    check(EXTRACTOR, example, kind="convention", day=dt.date(2023, 3, 20))


def test_the_date_in_the_heading_of_an_order_is_its_signature() -> None:
    check(EXTRACTOR, "DECISION DU MAIRE PRISE LE <date role=signature>29 MARS 2023</date>", kind="order")


@pytest.mark.parametrize("day", range(1, 32))
@pytest.mark.parametrize("year", [1999, 2000, 2021, 2080, 2099])
def test_every_day_and_year_in_words(day: int, year: int) -> None:
    from num2words import num2words  # type: ignore[import-untyped]

    words = f"{num2words(day, lang='fr')} mars {num2words(year, lang='fr')}"
    for text in (words, words.replace(" ", "-").replace("-mars-", " mars ")):
        assert [m.date for m in find_dates(Passage(text))] == [dt.date(year, 3, day)]
