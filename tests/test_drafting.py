"""Gold files drafted from published tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate import evaluate
from pipeline.evaluate.drafting import draft_gold
from pipeline.options import Options
from pipeline.publish.version import Version, published_version
from pipeline.run import run

DEED = (
    "Commune de Valbrune\nDélibération n° 2025-014\nL'an deux mille vingt-cinq, le douze mars, le conseil municipal s'est réuni.\n"
    "Étaient présents : Mme Agathe BOISSERAND, M. Hugo CARVILHE.\nAbsente : Mme Inès VALLOURDE (pouvoir à M. Hugo CARVILHE).\n"
    "Secrétaire de séance : M. Hugo CARVILHE\nObjet : Subvention au Foyer rural\n"
    "Vu la loi n° 2000-321 du 12 avril 2000 ; travaux prévus en juin 2026 ;\n"
    "Après en avoir délibéré, DÉCIDE d'attribuer une subvention de 1 500 € à l'association Foyer rural.\n"
    "Article 1er - Durée\nUn an.\nPour : 3 - Contre : 0 - Abstention : 0\n"
)


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    folder = tmp_path_factory.mktemp("drafting")
    (folder / "raw").mkdir()
    (folder / "raw" / "acte.txt").write_text(DEED, encoding="utf-8")
    run([folder / "raw"], folder / "out", Options(workers=1))
    return published_version(folder / "out")


def test_a_draft_says_what_is_published(version: Version, tmp_path: Path) -> None:
    (path,) = draft_gold(version, tmp_path / "gold")
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "acte.txt.json"
    assert gold["acts"][0]["number"] == "2025-014"
    assert {"act": "a1", "beneficiary": "Foyer rural", "value": "1500.00"} in gold["grants"]
    assert {"act": "a1", "name": "Inès VALLOURDE", "status": "represented", "proxy": "Hugo CARVILHE"} in gold["members"]
    assert "2026-06" in [date["value"] for date in gold["dates"]]
    assert all(tally.f1 == 1 for tally in evaluate([path], version).tables().values())


def test_gold_made_by_hand_is_never_lost(version: Version, tmp_path: Path) -> None:
    (path,) = draft_gold(version, tmp_path, ["acte.txt"])
    path.write_text("corrected", encoding="utf-8")
    with pytest.raises(UsageError, match="never written over"):
        draft_gold(version, tmp_path)
    assert path.read_text(encoding="utf-8") == "corrected"


def test_an_unknown_document_is_named(version: Version, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no published document autre\.txt"):
        draft_gold(version, tmp_path, ["autre.txt"])
    assert not list(tmp_path.iterdir())
