"""Words that OCR has damaged are put right for patterns, and nothing else is touched."""

from __future__ import annotations

import random

import pytest

from benchmarks.noise import damage
from extractors.base import Passage
from extractors.french import fold
from extractors.members import find_members
from extractors.mending import mend

DAMAGED = {
    "figure in a word": ("le conse1l municipa1", "le conseil municipal"),
    "two letters for one": ("le conseil rnunicipal, reuni", "le conseil municipal , reuni"),
    "letter lost, with room behind": ("etaient prsents  : m. roux", "etaient presents : m. roux"),
    "letter lost, with no room": ("prsents:", "prsents:"),
    "word in pieces": ("a l'una nimite, vu", "a l'unanimite , vu"),
    "word in pieces, first of its line": ("deli beration n° 3", "deliberation  n° 3"),
    "month": ("le 25 mats 2022", "le 25 mars 2022"),
    "letters in a year": ("le 3 juin 2o23", "le 3 juin 2023"),
    "letter in a count": ("pour : 3o voix", "pour : 30 voix"),
    "sign of a number": ("deliberation n' 12", "deliberation n° 12"),
    "sign behind a label": ("presents ; mme roux", "presents : mme roux"),
}

WHOLE = {
    "form of a word": "rendues, autoriser, annexee, engagements",
    "given names": "claire, blanche, jocelyne",
    "name": "mme odile ferrand, m. vabre",
    "name like a word": "m. voise",
    "number of a house": "12 b, rue des lilas",
    "elided": "le maire demande s'il y a lieu",
    "semicolon in prose": "les membres presents et representes ; le quorum est atteint",
    "code": "parcelle al 151, compte 6574",
}


@pytest.mark.parametrize(("read", "wanted"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_word(read: str, wanted: str) -> None:
    assert mend(read) == wanted


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_whole_word_stays(text: str) -> None:
    assert mend(text) == text


def test_every_offset_holds() -> None:
    clean = "Étaient présents : Mme Odile FERRAND, M. Léo VABRE ; le 12 juillet 2023, à l'unanimité (n° 2023-12). " * 20
    for seed in range(20):
        text = fold(damage(clean, 0.05, random.Random(seed)))
        assert len(mend(text)) == len(text)


@pytest.mark.parametrize("worn", [True, False])
def test_list_goes_on_behind_an_item_that_is_spoiled(worn: bool) -> None:
    text = "Étaient présents : Odile FERRAND, Léo VABRE, 0d|l e~B, Inès CARDOT, Paul MERLIER."
    names = [member.name for member in find_members(Passage(text, worn=worn))]
    assert ("Inès CARDOT" in names) is worn
    assert names[:2] == ["Odile FERRAND", "Léo VABRE"]
