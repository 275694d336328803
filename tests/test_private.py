"""Who is a private person: the name first, then what the act is about."""

from __future__ import annotations

import pytest

from pipeline.private import Veil, is_private_person, names_by_document

PRIVATE = [
    "M. Bruno Castel",
    "Mme Odile VARENNE",
    "M. et Mme Castel",
    "Madame Odile Varenne",
    "les époux Castel",
    "Consorts Castel",
    "Famille Castel",
]
BODIES = [
    "Monsieur le Maire", "Madame la Présidente du conseil départemental", "Amicale des Pêcheurs", "Société Castel", "SARL Castel",
    "Maison Castel", "Monsieur le trésorier", "Club de Madame Castel", "Croix Verte", "", None,
]  # fmt: skip


@pytest.mark.parametrize("name", PRIVATE)
def test_titled_names_are_private(name: str) -> None:
    assert is_private_person(name)


@pytest.mark.parametrize("name", BODIES)
def test_bodies_and_offices_are_not(name: str | None) -> None:
    assert not is_private_person(name, matter="8.2")


def test_a_bare_name_is_private_only_in_aid_to_persons() -> None:
    assert not is_private_person("Odile Varenne", matter="7.5")
    assert is_private_person("Odile Varenne", matter="8.2")
    assert is_private_person("Odile Varenne", words=[None, "Bourses communales au permis de conduire"])
    assert not is_private_person("Odile Varenne", matter="8.2", siret="12345678900011")


def test_names_of_each_document() -> None:
    acts = [
        {"act_id": "1", "document_id": "a", "matter": "8.2", "title": "Secours à M. Bruno Castel et à Monsieur le Maire"},
        {"act_id": "2", "document_id": "b", "matter": "7.5", "title": "Subvention à la ferme de M. Castel"},
    ]
    grants = [
        {"act_id": "1", "document_id": "a", "beneficiary": "Odile Varenne", "purpose": None, "beneficiary_siret": None},
        {"act_id": "2", "document_id": "b", "beneficiary": "Odile Varenne", "purpose": None, "beneficiary_siret": None},
    ]
    assert names_by_document(acts, grants) == {"a": {"M. Bruno Castel", "Odile Varenne"}}


def test_a_veil_keeps_every_offset() -> None:
    veil = Veil(["Mme Odile Varenne"])
    text = "à Odile\n VARENNE, à Mme Odile Varenne, aux Varennes"
    hidden = veil(text)
    assert len(hidden) == len(text)
    assert hidden.endswith("aux Varennes")
    assert "arenne," not in hidden.casefold()
    assert veil.hides("Mme ODILE VARENNE")
    assert not veil.hides(None)
    assert Veil([])("rien") == "rien"
