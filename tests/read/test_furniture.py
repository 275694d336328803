from __future__ import annotations

import time

import pytest

from pipeline.actes import find_actes_ids, find_stamps
from pipeline.model import Page
from pipeline.read.furniture import mark_furniture

#: What stands in brackets is an item of a stamp.
STAMPS = {
    "sent-received-published": (
        "[Envoyé en préfecture le 03/02/2024]\n[Reçu en préfecture le 04/02/2024]\n[Publié le 05/02/2024]\n"
        "[ID : 065-216502260-20240123-2024009-DE]\nCommune de Valbrune"
    ),
    "title-lines-in-between": (
        "[Envoyé en préfecture le 03/02/2024] Canton de EXTRAIT [Reçu en préfecture le 03/02/2024] Basse-Brune DU REGISTRE"
        " [Publié le] D DU CONSEIL [ID : 065-216502260-20240123-2024009-DE] Commune"
    ),
    "posted-without-a-date": "[Reçu en préfecture le 28/06/2024] [Affiché le] [ID : 041-244100798-20240627-041_069_2024-DE] annexe",
    "in-the-middle-of-a-sentence": (
        "la mise à [Accusé de réception en préfecture 068-200073963-20240110-2024-10-01-3-DE]"
        " [Date de télétransmission : 12/01/2024] [Date de réception préfecture : 12/01/2024] disposition de la salle"
    ),
    "in-a-table-row": "Eau\t[Reçu en préfecture le 16/02/2024]\t12 500 €",
    "rank-of-the-file": "[Accusé de réception en préfecture : 062-226200012-20241013-lmc1528-DE-1-1]  \nObjet",
    "posting-and-publication-below": (
        "[Date de réception préfecture : 23/10/2024]  \n[Affichage le : 17 octobre 2024]  \n"
        "[Publication électronique le : 23 octobre 2024]\n\nDÉPARTEMENT"
    ),
    "number-with-spaces": "[AR Prefecture 082-218200798-20240206-D13 2024 02 06-DE] [Reçu le 08/02/2024] [Publié le 09/02/2024]",
    "labels-first-then-dates": (
        "Le conseil adopte.\n[Accusé de réception – Ministère de l’intérieur]\n[Acte Certifié exécutoire]\n[Envoi Préfecture :\n"
        "Réception en Préfecture : \n26/05/2024 27/05/2024] [034-213401722-20240522-0000072185-DE]"
    ),
    "ministry": (
        "[Accusé de réception - Ministère de l'Intérieur] Services [219505989.20240329-ST2024DEC070-CC] |"
        " [Accusé certifié exécutoire] [Réception par le préfet : 29/03/2024] OBJET"
    ),
    "long-form": (
        "[Date de réception AR: 21/12/2024] [Numéro de l’acte 7_202474]"
        " [Identifiant unique de l’acte 009-210901856-20241209-7_202474-DE] [Matières de l’acte : 8.8-Environnement]"
    ),
    "visa": "[Visa de la Préfecture : 026-242600252-20240225-14-25-02-24-C-DE / 27-02-2024] Communauté de communes",
    "letters-read-wrong": "[Acosé de récepion en prefeciure] suite",
    "signature-block-above-another-stamp": (
        "Le Maire\nPubliée le : 23/05/2024 \n[Accusé de réception – Ministère de l’intérieur]\n[Acte Certifié exécutoire]"
    ),
    "publication-by-the-act-itself": "Affiché le 12/03/2024, publié le 13/03/2024",
    "sentences-that-speak-of-it": (
        "certifié exécutoire, reçu en préfecture le 12/03/2024 ; le dossier envoyé en préfecture le 3 mai est complet"
    ),
    "letter-with-receipt": "par lettre recommandée avec accusé de réception, sous un mois",
    "a-siren": "SIREN : 216502260, dossier 20240123",
}


def marked(text: str) -> tuple[str, list[str]]:
    return text.replace("[", "").replace("]", ""), [part.split("]")[0] for part in text.split("[")[1:]]


@pytest.mark.parametrize("example", STAMPS.values(), ids=STAMPS)
def test_stamps(example: str) -> None:
    text, items = marked(example)
    assert [text[start:end] for start, end in find_stamps(text)] == items


def test_identifier() -> None:
    (found,) = find_actes_ids("ID : 02A-212000046-20240123-DEL_7-DE-1-1")
    assert (found.text, found.department, found.siren, str(found.day)) == (
        "02A-212000046-20240123-DEL_7-DE",
        "02A",
        "212000046",
        "2024-01-23",
    )


def test_identifier_of_no_possible_day() -> None:
    (found,) = find_actes_ids("219505989.20241399-X-CC")
    assert (found.department, found.day) == (None, None)


def pages(*texts: str) -> list[Page]:
    return [Page(number=i, text=text) for i, text in enumerate(texts, start=1)]


def furniture(*texts: str) -> list[list[tuple[str, str]]]:
    return [[(item.kind, page.text[item.start : item.end]) for item in page.furniture] for page in mark_furniture(pages(*texts))]


def test_running_header_stays_once() -> None:
    subjects = ("la voirie", "le budget", "les écoles", "un emprunt")
    found = furniture(*(f"Conseil municipal de Valbrune du 3 mai 2024\nVu {s}\nDécide pour {s}\nFin de {s}\n" for s in subjects))
    assert found == [[]] + [[("header", "Conseil municipal de Valbrune du 3 mai 2024\n")]] * 3


def test_running_footer_goes_everywhere() -> None:
    found = furniture("Vu le code\nMairie, 1 rue Haute, Valbrune - Tél. 01\n", "Décide\nMairie, 1 rue Haute, Valbrune - Tél. 01\n")
    assert found == [[("footer", "Mairie, 1 rue Haute, Valbrune - Tél. 01\n")]] * 2


@pytest.mark.parametrize(
    "footer", ["Hôtel du Département - page {}", "Registre des délibérations, folio {}", "Séance publique du 3 mai 2024 - {}/3"]
)
def test_line_with_a_page_number_that_counts_up_is_a_footer_whatever_else_it_says(footer: str) -> None:
    texts = [f"Vu {part}\nDécide pour {part}\nLe Maire\n{footer.format(n)}\n" for n, part in enumerate("abc", start=1)]
    assert furniture(*texts) == [[("footer", f"{footer.format(n)}\n")] for n in (1, 2, 3)]


def test_numbers_of_acts_count_up_too_but_stay() -> None:
    texts = [f"Vu {part}\nDécide pour {part}\nLe Maire\nDélibération n° {n}\n" for n, part in enumerate("abc", start=1)]
    assert furniture(*texts) == [[]] * 3


def test_numbers_of_pages_that_do_not_count_up_stay() -> None:
    assert furniture("Vu le code\nVoir le rapport, page 4\n", "Décide\nVoir le rapport, page 12\nLe Maire\n") == [[], []]


def test_heading_of_one_page_acts_stays() -> None:
    heading = "COMMUNE DE VALBRUNE\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n"
    assert furniture(*(f"{heading}Délibération {n}\nVoirie {part}\nLe Maire\n" for n, part in enumerate("abcd"))) == [[]] * 4


def test_rows_of_a_long_table_stay() -> None:
    assert furniture(*(f"Nom\tMontant\nEau {part}\t3 €\n" for part in "abc")) == [[]] * 3


@pytest.mark.parametrize("number", ["- {} -", "{}", "Page {}", "Page {} sur 3", "{}/3", "p. {}", "{} | Page"])
def test_page_numbers(number: str) -> None:
    texts = [f"Texte {part} de la page\n{number.format(n)}\n" for n, part in enumerate("abc", start=1)]
    assert furniture(*texts) == [[("page_number", f"{number.format(n)}\n")] for n in (1, 2, 3)]


def test_a_number_alone_is_no_page_number() -> None:
    assert furniture("Nombre de votants\n27\n", "Nombre de présents\n14\n") == [[], []]


def test_page_number_in_a_flat_text() -> None:
    assert furniture("la suite du budget Page 3 sur 12 La dette") == [[("page_number", "Page 3 sur 12")]]


def test_stamp_that_fills_its_line_takes_the_line_end() -> None:
    text = "Reçu en préfecture le 16/02/2024\nVu le code"
    assert furniture(text) == [[("stamp", "Reçu en préfecture le 16/02/2024\n")]]


@pytest.mark.parametrize(
    "bait",
    ["Envoyé en préfecture le ", "ID : 065-216502260-20230123-", "216502260-20230123-a-", "Publié le ", "Envoi Préfecture : ", "0"],
)
def test_time_grows_with_length_only(bait: str) -> None:
    started = time.perf_counter()
    find_stamps("ID : 065-216502260-20230123-2023009-DE " + bait * (60_000 // len(bait)))
    assert time.perf_counter() - started < 2
