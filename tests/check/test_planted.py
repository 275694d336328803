"""Faults that were planted are found, and clean documents are left in peace."""

from __future__ import annotations

import random

import pytest

from benchmarks.cases import KINDS, Values, case_values, minutes_text, minutes_values, request_values
from benchmarks.faults import FAULTS, alarms, clean, measure_checks, measured_rows, planted
from pipeline.check import CHECKS

CODES = [check.code for check in CHECKS]

#: What is no fault, although it looks like one: values of a clean case changed, and the check that must say nothing.
TRAPS: dict[str, tuple[str, Values]] = {
    "unanimous-of-the-votes-cast": (
        "unanimity",
        {"votes_for": "11", "votes_against": "0", "abstentions": "2", "manner": " (à l'unanimité des suffrages exprimés)"},
    ),
    "left-before-the-vote": (
        "votes_missing",
        {"votes_for": "12", "votes_against": "0", "recusal": "\nM. Roux quitte la salle ;\n"},
    ),
    "two-proxies-in-the-epidemic": ("proxy_count", {"words": "L'an deux mille vingt et un, le huit février"}),
    "second-convocation": ("quorum", {"recusal": "\nConsidérant que, faute de quorum, le conseil est de nouveau convoqué ;\n"}),
    "tax-rounded-to-the-euro": ("taxes", {"net": "10 003", "gross": "12 004"}),
    "several-rates": ("taxes", {"net": "10 000", "gross": "11 400"}),
    "share-rounded": ("share_of_base", {"share": "33", "share_base": "10 000", "share_sum": "3 333"}),
    "article-of-a-law": ("article_reference", {"bilan_article": "12 de la loi du 6 juillet 1989"}),
    "article-of-statutes": ("article_reference", {"bilan_article": "18 des statuts de l'association"}),
    "visa-of-another-date": (
        "visa_twice",
        {"more_visas": "\nVu la délibération n° 12 du 3 mars 2019 relative à la vie associative ;"},
    ),
    "law-to-come": ("cited_early", {"recusal": "\nConsidérant le projet de loi du 3 mars 2031 ;\n"}),
    "calendar-year": ("before_vote", {}),
    "general-delegation": (
        "deciding_act",
        {"partner_head": "Mme Odile Roux, habilitée par délibération du 4 mai 2020 portant délégation d'attributions"},
    ),
    "siren-and-siret": ("siren_name", {"partner_id": "SIREN / SIRET : 440672020"}),
    "no-siren": ("siren_digits", {"partner_id": "inscrite au répertoire national des associations sous le n° W123456789"}),
    "balance-not-told": ("instalments", {"balance": "un montant à fixer"}),
}

#: The same for files of a deliberation, a request and a report.
REQUEST_TRAPS: dict[str, tuple[str, Values]] = {
    "rounded-to-the-euro": ("product", {"area_hall": "30,5", "price_hall": "10,03", "rent_hall": "306"}),
    "tax-or-discount": ("product", {"area_hall": "30", "price_hall": "10,00", "rent_hall": "360,00"}),
    "thousands-with-a-point": ("product", {"area_hall": "1.250", "price_hall": "2,00", "rent_hall": "2 500,00"}),
    "three-factors": ("product", {"meals": "2 x 12", "meal": "3,00", "meals_total": "72,00"}),
    "asks-for-a-part": ("unfunded", {"charge_one": "9 650", "charges": "10 000", "asked": "6 000"}),
    "others-pay": (
        "unfunded",
        {"charge_one": "9 650", "charges": "10 000", "asked": "9 800 € (200 € de recettes de buvette et 9 800"},
    ),
    "asked-for-more-in-all": ("parts_of_case", {"whole_asked": "99 000", "one_asked": "9 500"}),
    "another-beneficiary": ("credit_lines", {"line": "21350", "line_again": "21351"}),
    "dates-of-their-own": ("effect_dates", {"start_one": "1er juillet 2027", "start_two": "1er août 2027"}),
    "no-day-in-the-parts": (
        "effect_dates",
        {"start_one": "son affichage", "start_two": "son affichage", "start_three": "2 juillet 2027"},
    ),
    "title-cut-short": ("same_day", {"frame_title": "Charte des clubs et des bénévoles", "frame_title_again": "Charte des clubs"}),
}


def test_every_check_has_a_fault() -> None:
    assert list(FAULTS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_planted_fault_is_found(code: str) -> None:
    assert [code in alarms("x.txt", planted(code, seed).encode()) for seed in range(2)] == [True] * 2


def test_clean_documents_raise_no_alarm() -> None:
    assert [found for name, content in clean(4) for found in alarms(name, content)] == []


@pytest.mark.parametrize(("code", "changed"), TRAPS.values(), ids=TRAPS)
def test_what_is_no_fault_is_left_in_peace(code: str, changed: Values) -> None:
    values = case_values(random.Random(code))
    if code == "proxy_count":
        values = FAULTS[code].plant(values, random.Random(0))
    if code == "quorum":
        values = FAULTS[code].plant(values, random.Random(0))
    text = KINDS["case"][1](values | changed)
    assert all(value in text for value in changed.values())
    assert code not in alarms("x.txt", text.encode())


@pytest.mark.parametrize(("code", "changed"), REQUEST_TRAPS.values(), ids=REQUEST_TRAPS)
def test_what_is_no_fault_in_a_request_is_left_in_peace(code: str, changed: Values) -> None:
    text = KINDS["request"][1](request_values(random.Random(code)) | changed)
    assert all(value in text for value in changed.values())
    assert code not in alarms("x.txt", text.encode())


def test_minutes_may_bear_the_date_of_the_meeting_that_adopts_them() -> None:
    text = minutes_text(minutes_values(random.Random(3)) | {"listed": "2024-001", "meeting": "4 mars 2024"})
    stamp = "Reçu en préfecture le 15/04/2024\nID : 099-219901012-20240408-PV04032024-DE\n"
    found = [row["message"] for row in measured_rows("x.txt", (stamp + text).encode()) if row["check"] == "identifier_date"]
    assert len(found) == 1
    assert "adopté ce procès-verbal" in found[0]


@pytest.mark.parametrize("code", ["deadlines", "article_reference"])
def test_messages_quote_the_text_with_its_accents(code: str) -> None:
    found = [row["message"] for row in measured_rows("x.txt", planted(code, 1).encode()) if row["check"] == code]
    assert ["bilan final d'exécution" in message for message in found] == [True]


def test_measures_count_what_was_found() -> None:
    results = measure_checks(1)
    assert list(results) == CODES
    assert all((result.planted, result.clean) == (1, 4) for result in results.values())
