"""How well a text can be read, told from the text alone."""

from __future__ import annotations

import random

import pytest

from benchmarks.noise import damage
from pipeline.api import extract_text
from pipeline.legibility import legibility
from pipeline.process import process_document
from tests.fiction import act

CLEAN = (
    "L'an deux mille vingt-cinq, le 12 mars à 19h30, le conseil municipal s'est réuni. Vu l'article L. 2121-29 du code général, "
    "vu la 1ère délibération n° D2025-014 et le 2ème rapport, M. Jean-Loup BOISSERAND expose : 12 500,00 € HT, 40 m2, 3 km.\n"
) * 8


def test_a_clean_act_is_legible() -> None:
    assert legibility(CLEAN) == 1


def test_a_short_text_says_nothing() -> None:
    assert legibility("c0nse1l munic1pal") == 1


@pytest.mark.parametrize(("rate", "low", "high"), [(0.01, 0.9, 1.0), (0.03, 0.75, 0.97), (0.05, 0.5, 0.93)])
def test_damage_shows(rate: float, low: float, high: float) -> None:
    assert low <= legibility(damage(CLEAN * 4, rate, random.Random(3))) <= high


def test_facts_of_a_damaged_text_are_less_trusted(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("legibility")
    clean, worn = act() + CLEAN, act() + damage(CLEAN, 0.05, random.Random(3))
    trusts = []
    for name, text in (("clean.txt", clean), ("worn.txt", worn)):
        (folder / name).write_text(text, encoding="utf-8")
        rows = process_document(folder / name).tables["dates"].to_pylist()
        trusts.append(min(row["confidence"] for row in rows))
    assert trusts[1] < trusts[0]
    assert extract_text(clean).facts["dates"]
