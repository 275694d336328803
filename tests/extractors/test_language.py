"""Sentences that do not break at abbreviations, and the extractors as spaCy components."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors import EXTRACTORS
from extractors.base import Passage
from extractors.language import build_nlp, find_sentences

ROOT = Path(__file__).resolve().parent.parent.parent

SENTENCES = {
    "article-of-a-code": ["Vu l'art. L. 2121-29 du code général. ", "Le conseil délibère."],
    "civil-titles": ["M. le maire et Mme H. Perraudeau exposent le projet. ", "Adopté."],
    "saint": ["La rue du Fg. de la ville de St. Éloi est fermée. ", "Elle rouvrira."],
    "initials": ["Présents : J.-P. Boisserand, A. Carvilhe. ", "Absents : néant."],
    "quotation": ["Il répond : « La séance est levée. » ", "Le public sort."],
    "paragraphs": ["ORDRE DU JOUR\n\n", "Budget primitif"],
    "amount-with-points": ["Une aide de 12.500 € est versée. ", "Le solde suivra."],
    "number-sign": ["La délibération n. 12 est retirée ! ", "Aucune autre ne l'est."],
}


@pytest.mark.parametrize("sentences", SENTENCES.values(), ids=SENTENCES)
def test_sentences(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [text[start:end] for start, end in find_sentences(text)] == sentences


def test_spacy_keeps_every_character() -> None:
    text = "  Vu l'art. L.2121-29 ;\n\nMme\u00a0H.  Perraudeau\u202f: oui. Adopté.  "
    doc = Passage(text).doc
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents][-1] == "Adopté."
    assert build_nlp() is build_nlp()


def test_every_extractor_is_a_component() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("fr")
    for extractor in EXTRACTORS:
        nlp.add_pipe(f"delib_{extractor.name}")
    doc = nlp("La subvention de 12 500 € est votée le 12 mars 2025 à l'unanimité.")
    assert [span.text for span in doc.spans["delib_amounts"]] == ["12 500 €"]
    assert [span.text for span in doc.spans["delib_dates"]] == ["12 mars 2025"]
    assert doc.user_data["delib_dates"][0].date.isoformat() == "2025-03-12"


def test_entry_points_name_extractors() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["spacy_factories"]
    assert set(points) <= {"delib_sentences"} | {f"delib_{extractor.name}" for extractor in EXTRACTORS}


def test_dots_without_end_are_one_stop() -> None:
    """A pattern that tries each of the dots, to the last of them, would keep this test for hours."""
    text = "Nom " + "." * 100_000 + " Vu." + " " * 100_000
    assert [end for _, end in find_sentences(text)] == [100_005, len(text)]
