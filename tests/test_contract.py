"""What every extractor promises, whoever wrote it."""

from __future__ import annotations

import importlib
import itertools
import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import EXTRACTORS
from extractors.base import Extractor, Passage
from pipeline.tables import TABLES
from tests.inline import parse

IDS = [extractor.name for extractor in EXTRACTORS]

#: Pieces of French administrative text, sound and damaged, from which hostile passages are put together.
PIECES = (
    "12 500,00 €", "1 2 3 4 5 6 7 8 9 ", "L'an deux mille vingt-cinq, ", "du 1er au 31 ", "Pour : 3O voix ", "Contre : ",
    "Abstention", "Mme ", "M. ", "MM. DUPRÉ, LENOIR et ", "Étaient présents :", "Absents ayant donné pouvoir : ",
    "Article 1er : ", "article L. 2121-29", "du code général ", "Vu la loi n° 84-53 du ", "26/01/1984", "\t", "\n", "\u00a0",
    "\u202f", "«", "»", "(", ")", ",", ";", "-", "–", "€", "%", "à l'unanimité", "subvention de ", "à l'association ",
    "quatre-vingt-", "mille ", "et ", "à ", "d'une part", "SIRET 219 904 042 00013", "Entre ", "CONVENTION", "chapitre 65",
    "Total", "Montant €", "123 456 789 012 345 678 ", "9" * 25, "- 99 999 999 999 999,00 €", "0,3456 €", " milliards ",
    "\x00", "𝔘", "İ", "ﬁ", "é", "\ufffe",
)  # fmt: skip


def checked(extractor: Extractor, passage: Passage) -> None:
    """Assert the promises on one passage."""
    found = list(extractor.find(passage))
    assert all(type(mention) is extractor.record for mention in found)
    assert [passage.text[m.start : m.end] for m in found] == [m.text for m in found]
    assert all(m.text for m in found), "an empty mention proves nothing"
    assert all(0 <= m.confidence <= 1 and m.rule for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found)), "in reading order, without overlap"
    rows = [{field.name: getattr(mention, field.name) for field in extractor.columns} for mention in found]
    pa.RecordBatch.from_pylist(rows, schema=pa.schema([TABLES[extractor.name].schema.field(f.name) for f in extractor.columns]))


def test_names_are_unique() -> None:
    assert len(IDS) >= 11
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=IDS)
def test_module_names_its_extractor(extractor: Extractor) -> None:
    module = importlib.import_module(f"extractors.{extractor.name}")
    assert module.EXTRACTOR is extractor
    assert getattr(module, f"find_{extractor.name}") is extractor.find
    assert extractor.description.endswith(".")


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=IDS)
def test_has_examples_and_traps(extractor: Extractor) -> None:
    module = importlib.import_module(f"tests.extractors.test_{extractor.name}")
    parsed = [parse(example) for example in module.EXAMPLES.values()]
    assert len(parsed) >= 8
    assert sum(not expected for _, expected in parsed) >= 2, "at least two traps in which nothing is found"


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=IDS)
@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=60), kind=st.sampled_from(("deliberation", "minutes", "convention", "stamp"))
)
def test_keeps_its_promises_on_any_text(extractor: Extractor, pieces: list[str], kind: str) -> None:
    checked(extractor, Passage("".join(pieces), kind=kind))


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=IDS)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(text=st.text(max_size=200))
def test_keeps_its_promises_on_any_characters(extractor: Extractor, text: str) -> None:
    checked(extractor, Passage(text, kind="deliberation"))


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=IDS)
@pytest.mark.parametrize(
    "piece", ["1 234 ", "M. A", "Pour : 1 ", "article ", "le 1er ", ", ", "mille ", "Vu la loi ", "\t1\n", "et M. DUPRÉ "]
)
def test_survives_long_bait(extractor: Extractor, piece: str) -> None:
    """A pattern that is worse than linear would keep this test for minutes; how time grows is measured in ``benchmarks``."""
    checked(extractor, Passage(piece * (40_000 // len(piece)), kind="deliberation"))


def test_folding_keeps_offsets() -> None:
    generator = random.Random(7)
    text = "".join(chr(generator.choice([*range(32, 0x250), 0x1E9E, 0x130, 0xFB01, *range(0x2000, 0x2070)])) for _ in range(5_000))
    assert len(Passage(text).folded) == len(text)
