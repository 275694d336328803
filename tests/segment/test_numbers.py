from __future__ import annotations

import time

import pytest

from pipeline.segment import segment
from pipeline.segment.headings import find_objects
from pipeline.segment.numbers import find_marks
from pipeline.segment.sheet import lay_out
from tests.segment.documents import AGENDA_MINUTES, document, flat

MARKS = {
    "12. Budget primitif": ["12"],
    "3/ Budget primitif": ["3"],
    "4 - Budget primitif": ["4"],
    "2.3 Budget annexe": ["2.3"],
    "IV - Budget": ["IV"],
    "Affaire n° 7 : Budget": ["7"],
    "Point 04 - Budget": ["04"],
    "DCM N° 2024-18 Budget": ["2024-18"],
    "DEL2024_03_02 Budget": ["DEL2024_03_02"],
    "CC07_2024 Budget": ["CC07_2024"],
    "2024 05 12 Budget": ["2024 05 12"],
    "20240512 3 Budget": ["20240512 3"],
    "20240512-4- Budget": ["20240512-4"],
    "2024- 018 BUDGET": ["2024- 018"],
    "12/03/2024 2024_018 Budget": ["2024_018"],
    "2. D2024-15 - Budget": ["2", "D2024-15"],
    "Délibération n° 9-02-2024 – Budget": ["9-02-2024"],
    "Délibération n° 24-17 : Budget": ["24-17"],
    "N° 24/04/017 – Budget": ["24/04/017"],
    "24-017 - Budget": ["24-017"],
    "2024-CM-017 Budget": ["2024-CM-017"],
    "2024/A/17 - Budget": ["2024/A/17"],
    "2024D017 : Budget": ["2024D017"],
    "I.1 - Budget": ["I.1"],
    "II - 3 : Budget": ["II-3"],
    "Délibération n° III-2 Budget": ["III-2"],
}

NO_MARKS = {
    "years": "2020-2025 Programme d'équipement",
    "a-school-year": "2024/2025 Tarifs de la cantine",
    "a-date": "12-03-2024 Réunion publique",
    "a-day": "24/04 - Réunion publique",
    "hours": "14-16 Accueil du public",
    "an-amount": "1 775.38 Recettes de fonctionnement",
    "a-citation": "2024-18 du 12 mars relative au budget",
    "a-sentence": "le conseil vote 3. budgets",
}


@pytest.mark.parametrize(("text", "numbers"), MARKS.items(), ids=MARKS)
def test_marks(text: str, numbers: list[str]) -> None:
    assert [mark.number for mark in find_marks(lay_out(document(text + "\n")))] == numbers


@pytest.mark.parametrize("text", NO_MARKS.values(), ids=NO_MARKS)
def test_no_marks(text: str) -> None:
    assert list(find_marks(lay_out(document(text + "\n")))) == []


def test_what_each_page_repeats_beside_the_text_opens_no_item() -> None:
    page = "Objet :\nNote de synthèse\nconseil du\n12 mars 2024\nLe devis est retenu.\n"
    sheet = lay_out(document(page, page + "Objet : Vente du pré\n", page))
    assert [sheet.text[mark.end :].split("\n")[0] for mark in find_objects(sheet, 0, len(sheet.text))] == [" Vente du pré"]


BAITS = {
    "minutes": AGENDA_MINUTES,
    "flat-minutes": flat(AGENDA_MINUTES) + " ",
    "enumeration": "1. Titre\n",
    "roman": "I - X - V. ",
    "convention": "CONVENTION entre ",
    "extracts": "EXTRAIT DU REGISTRE DES DELIBERATIONS\nAprès en avoir délibéré, décide\nFait et délibéré\n",
    "agenda": "Ordre du jour\n1. Point un deux trois\n",
    "spaces": " ",
}


@pytest.mark.parametrize("bait", BAITS.values(), ids=BAITS)
def test_time_is_linear(bait: str) -> None:
    def seconds(length: int) -> float:
        source = document(bait * (length // len(bait)))
        started = time.process_time()
        segment(source)
        return time.process_time() - started

    assert seconds(60_000) < 0.1 + 10 * seconds(15_000)
