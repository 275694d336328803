"""Votes and people as Popolo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.export.popolo import export_popolo
from pipeline.publish.version import published_version
from pipeline.run import run
from tests.sample import sample_tables

NAMED = """COMMUNE DE VALRIVE
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du 14 mars 2024

Délibération n° 2024-01

Étaient présents : M. Paul MARTEL, Mme Claire DUPRÉ, Mme Anne LENOIR.
Absent ayant donné pouvoir : M. Luc FERRAND à M. Paul MARTEL.
Secrétaire de séance : Mme Claire DUPRÉ.

Objet : Travaux de la salle

Le conseil municipal, après en avoir délibéré, APPROUVE les travaux.

Vote : Pour : 2 - Contre : 1 (Mme Anne LENOIR) - Abstention : 1 (Mme Claire DUPRÉ)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    target = tmp_path_factory.mktemp("popolo") / "popolo.json"
    counts = export_popolo(published_version(sample_tables()), target)
    found: dict[str, list[dict[str, Any]]] = json.loads(target.read_text(encoding="utf-8"))
    assert counts == {name: len(items) for name, items in found.items()}
    return found


def test_every_class_is_there_and_every_id_is_one(sample: dict[str, list[dict[str, Any]]]) -> None:
    assert list(sample) == ["persons", "organizations", "memberships", "motions", "vote_events"]
    for name, items in sample.items():
        assert len({item["id"] for item in items}) == len(items) > 5, name


def test_what_is_referred_to_is_there(sample: dict[str, list[dict[str, Any]]]) -> None:
    ids = {name: {item["id"] for item in items} for name, items in sample.items()}
    for item in sample["memberships"]:
        assert item["person_id"] in ids["persons"]
        assert item["organization_id"] in ids["organizations"]
    for motion in sample["motions"]:
        assert set(motion.get("vote_events", ())) <= ids["vote_events"]
    for event in sample["vote_events"]:
        assert event["motion_id"] in ids["motions"]
        assert event["organization_id"] in ids["organizations"]
        for count in event.get("counts", ()):
            assert isinstance(count["value"], int)
            assert count["option"] in ("yes", "no", "abstain", "absent", "not voting")
        for proxy in event["delib"].get("proxies", ()):
            assert {proxy["giver_id"], proxy["holder_id"]} <= ids["persons"]


def test_a_vote_with_names(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(NAMED, encoding="utf-8")
    run([tmp_path / "raw"], tmp_path / "out")
    export_popolo(published_version(tmp_path / "out"), tmp_path / "popolo.json")
    found = json.loads((tmp_path / "popolo.json").read_text(encoding="utf-8"))
    names = {person["id"]: person["name"] for person in found["persons"]}
    (event,) = found["vote_events"]
    assert {names[vote["voter_id"]]: vote["option"] for vote in event["votes"]} == {"Anne LENOIR": "no", "Claire DUPRÉ": "abstain"}
    assert event["counts"] == [{"option": "yes", "value": 2}, {"option": "no", "value": 1}, {"option": "abstain", "value": 1}]
    (proxy,) = event["delib"]["proxies"]
    assert (names[proxy["giver_id"]], names[proxy["holder_id"]]) == ("Luc FERRAND", "Paul MARTEL")
    (motion,) = found["motions"]
    assert (motion["identifier"], motion["date"], motion["result"]) == ("2024-01", "2024-03-14", "pass")
