"""Names from a pretrained model: only where the user has one, and no pattern tells the name.

The model is a stand-in that calls a body whatever begins with a word of its list and goes on in capitals: what is tested is
when it is asked and believed, not how well some model knows French.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractors import EXTRACTORS
from extractors.base import Mention, Passage
from extractors.entities import BODIES, PERSONS, names_in
from extractors.grants import find_grants
from extractors.language import build_nlp
from extractors.parties import find_parties
from pipeline.errors import UsageError
from pipeline.fingerprint import fingerprint, language_model
from pipeline.limits import Limits

#: Clauses that award a sum without a pattern's telling to whom, and who it is.
TOLD = {
    "in-front": ("DÉCIDE d'allouer, vu le dossier du Cercle Nautique, une somme de 1 200 €.", "Cercle Nautique"),
    "subject": ("Le Théâtre des Brumes ayant fourni ses comptes, le conseil décide d'attribuer 900 €.", "Théâtre des Brumes"),
    "behind": ("DÉCIDE d'attribuer 450 €, comme l'an 2030, pour la fête que prépare le Foyer des Jeunes.", "Foyer des Jeunes"),
    "answer": ("DÉCIDE d'allouer une somme de 650 € en réponse à la Chorale Mélodie.", "Chorale Mélodie"),
    "over-a-line": ("DÉCIDE d'octroyer, après examen du dossier de la Compagnie\ndes Quais, 5 000 €.", "Compagnie des Quais"),
    "beside-the-council": ("Le Conseil Municipal décide de verser, vu le dossier de la Lyre, 300 €.", "Lyre"),
    "proposed-by-another": (
        "DÉCIDE d'attribuer, sur proposition du Comité des Ormes, 700 € pour le bal que prépare le Foyer des Jeunes.",
        "Foyer des Jeunes",
    ),
    "saint": ("DÉCIDE d'octroyer 80 €, après examen du dossier de la Lyre de St. Éloi.", "Lyre de St. Éloi"),
}

#: Clauses where even a model leaves the name empty.
UNTOLD = {
    "two-bodies": "DÉCIDE, vu les dossiers de la Lyre et du Foyer des Jeunes, d'attribuer 700 € pour la fête.",
    "two-sums": "DÉCIDE, vu le dossier de la Lyre, d'attribuer 700 € pour la fête et 300 € pour le bal.",
    "other-line": "DÉCIDE d'attribuer une subvention de 700 € pour la fête\n- de remercier le Foyer des Jeunes.",
    "other-clause": "DÉCIDE d'attribuer une subvention de 700 € pour la fête ; remercie le Foyer des Jeunes.",
    "next-sentence": "DÉCIDE d'attribuer une subvention de 700 € pour la fête. Le Foyer des Jeunes sera remercié.",
    "giver": "La Ville de Vaubry décide d'attribuer une subvention de 700 € pour la fête.",
    "supporter": "DÉCIDE d'attribuer une subvention de 700 € pour la fête, avec le soutien de la Compagnie des Quais.",
    "nobody": "DÉCIDE d'attribuer une subvention de 700 € pour la fête du village.",
    "heading": "DÉCIDE d'attribuer une subvention de 700 € pour la fête, FOYER ayant été entendu.",
}

#: What patterns decide, whatever a model says beside it.
DECIDED = {
    "told-by-a-pattern": "DÉCIDE, vu le dossier de la Lyre, d'attribuer 500 € à l'association Les Lilas.",
    "no-grant": "Le conseil remercie le Foyer des Jeunes, qui a dépensé 700 € pour la fête.",
    "report": "Vu le dossier de la Lyre, il est proposé un achat de 900 €.",
}

PREAMBLE = """Entre
La commune de Vaubry, représentée par {}, ci-après désignée « la commune », d'une part,
Et l'association Les Moulins, 3 rue du Pré, ci-après le bénéficiaire de la subvention, d'autre part,"""


def save_model(folder: Path) -> Path:
    """A small pipeline with a parser, as pretrained ones have, and with rules for names."""
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("fr")
    nlp.add_pipe("parser").add_label("nsubj")
    nlp.initialize()
    heads = ["cercle", "théâtre", "foyer", "chorale", "compagnie", "lyre", "comité", "ville", "conseil"]
    rest = {"TEXT": {"REGEX": r"^(?:d[eu]|des|St\.?|\.|\n|[A-ZÉ]\w+)$"}, "OP": "*"}
    last = {"TEXT": {"REGEX": r"^[A-ZÉ]\w+$"}}
    head = {"LOWER": {"IN": heads}, "IS_LOWER": False}
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": pattern} for pattern in ([head], [head, rest, last])])
    ruler.add_patterns([{"label": "PER", "pattern": [{"TEXT": "Odile"}, {"IS_TITLE": True}]}])
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("model") / "fr_stand_in")


@pytest.fixture
def model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DELIB_SPACY_MODEL", str(folder))
    return folder


def named(texts: list[str], kind: str) -> list[str | None]:
    """Who is given something in each text; the first grant of each counts."""
    return [next((g.beneficiary for g in find_grants(Passage(text, kind=kind))), None) for text in texts]


@pytest.mark.parametrize("kind", ["deliberation", "order", "minutes"])
def test_beneficiaries_with_and_without(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _ in TOLD.values()] + list(UNTOLD.values())
    expected = [name for _, name in TOLD.values()] + [None] * len(UNTOLD)
    without = named(texts, kind)
    monkeypatch.setenv("DELIB_SPACY_MODEL", str(folder))
    told = named(texts, kind)
    right = [name for name, meant in zip(told, expected, strict=True) if name and name == meant]
    wrong = [(name, meant) for name, meant in zip(told, expected, strict=True) if name and name != meant]
    assert wrong == []
    assert without == [None] * 17, "no pattern tells any of these"
    assert [name for _, name in TOLD.values()] == right
    assert (len(right), len(texts)) == (8, 17)


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_the_same_sums_with_a_rule_of_their_own(text: tuple[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = find_grants(Passage(text[0], kind="deliberation"))
    monkeypatch.setenv("DELIB_SPACY_MODEL", str(folder))
    (after,) = find_grants(Passage(text[0], kind="deliberation"))
    assert (before.rule, after.rule) == ("sentence", "model")
    assert (after.start, after.end, after.value) == (before.start, before.end, before.value)
    assert after.confidence <= before.confidence < 0.9


@pytest.mark.parametrize("text", [*DECIDED.values(), *UNTOLD.values()], ids=[*DECIDED, *UNTOLD])
@pytest.mark.parametrize("kind", ["deliberation", "convention"])
def test_what_patterns_decide_stays(text: str, kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = facts(text, kind)
    monkeypatch.setenv("DELIB_SPACY_MODEL", str(folder))
    assert facts(text, kind) == before


def facts(text: str, kind: str) -> list[Mention]:
    passage = Passage(text, kind=kind)
    return [mention for extractor in EXTRACTORS for mention in extractor.find(passage)]


def test_who_represents_a_party(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [PREAMBLE.format(who) for who in ("le maire de la commune, Mme Odile Garnier", "Mme Ida Roy", "le maire")]
    before = [[p.representative for p in find_parties(Passage(text, kind="convention"))] for text in texts]
    assert before == [[None, None], ["Ida Roy", None], [None, None]]
    monkeypatch.setenv("DELIB_SPACY_MODEL", str(folder))
    parties = [list(find_parties(Passage(text, kind="convention"))) for text in texts]
    assert [[p.representative for p in two] for two in parties] == [["Odile Garnier", None], ["Ida Roy", None], [None, None]]
    assert [[p.rule for p in two] for two in parties] == [["model", "preamble"], ["preamble"] * 2, ["preamble"] * 2]
    assert parties[0][0].confidence < 0.9 < parties[0][1].confidence


def test_names_of_a_stretch(model: Path) -> None:
    passage = Passage("La Lyre et Odile Garnier. Le Foyer des Jeunes.")
    assert names_in(passage, BODIES, 0, len(passage.text)) == {"Lyre": 3, "Foyer des Jeunes": 29}
    assert names_in(passage, PERSONS, 0, 30) == {"Odile Garnier": 11}


def test_a_parser_keeps_to_our_sentences(model: Path) -> None:
    doc = build_nlp()("Vu l'art. L. 2 du code. Mme H. Blin parle. Fin.")
    assert [sentence.text for sentence in doc.sents] == ["Vu l'art. L. 2 du code.", "Mme H. Blin parle.", "Fin."]


def test_without_a_model_nothing_is_loaded() -> None:
    code = (
        "import sys; from extractors import EXTRACTORS; from extractors.base import Passage\n"
        "texts = sys.argv[1:]\n"
        "found = [m for t in texts for k in ('deliberation', 'minutes', 'convention') for p in [Passage(t, kind=k)]"
        " for e in EXTRACTORS for m in e.find(p)]\n"
        "assert found and 'spacy' not in sys.modules and 'extractors.language' not in sys.modules"
    )
    texts = [*(text for text, _ in TOLD.values()), *UNTOLD.values(), PREAMBLE.format("le maire de la commune, Mme Odile Garnier")]
    subprocess.run([sys.executable, "-c", code, *texts], check=True, cwd=Path(__file__).parents[2], env={"PATH": ""})


def test_the_model_is_part_of_the_fingerprint(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELIB_SPACY_MODEL", raising=False)
    without = fingerprint(Limits())
    assert language_model() is None
    codes = []
    for copy in (folder, tmp_path / "elsewhere", tmp_path / "other"):
        if copy != folder:
            shutil.copytree(folder, copy)
        if copy.name == "other":
            (copy / "entity_ruler" / "patterns.jsonl").write_text("", encoding="utf-8")
        monkeypatch.setenv("DELIB_SPACY_MODEL", str(copy))
        codes.append(fingerprint(Limits()))
    assert len({without, *codes}) == 1 + len({codes[0], codes[2]}) == 3
    monkeypatch.setenv("DELIB_SPACY_MODEL", "regex")
    assert (language_model() or "").startswith("regex-")


@pytest.mark.parametrize("name", ["fr_no_such_model", "/no/such/folder"])
def test_a_model_that_is_not_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIB_SPACY_MODEL", name)
    with pytest.raises(UsageError, match="DELIB_SPACY_MODEL"):
        fingerprint(Limits())
