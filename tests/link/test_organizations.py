"""Which beneficiaries and parties are one organization."""

from __future__ import annotations

import pytest

from benchmarks.links import fictional_organizations
from pipeline.link import link
from samples.cast import BODIES, establishment, with_check_digit
from tests.link.rows import Row, document, reader

TOWN, OTHER = "Commune de Valbrune-sur-Aure", "Commune de Montfaron"
SIREN = with_check_digit("18099001")


def told(*named: tuple[str, str | None], bodies: tuple[str, ...] = ()) -> tuple[list[str | None], list[Row]]:
    """The organization of each beneficiary, named with a SIRET or without, and the rows of the table."""
    documents = [document(f"d{at}", bodies[at] if at < len(bodies) else TOWN) for at in range(len(named))]
    grants = [{"document_id": f"d{at}", "beneficiary": name, "beneficiary_siret": siret} for at, (name, siret) in enumerate(named)]
    links = link(reader(documents=documents, grants=grants))
    return links.columns["grants"]["organization_id"].to_pylist(), links.rows["organizations"]


#: Names of one organization.
SAME = {
    "legal-form": ("GIP Initiative Haute-Sarne", "Groupement d'Intérêt Public « Initiative Haute-Sarne »"),
    "article": ("l'association Les Amis de la Bibliothèque", "LES AMIS DE LA BIBLIOTHEQUE"),
    "acronym-printed": ("Union Sportive de Valbrune (USV)", "USV"),
    "acronym-in-front": ("USV - Union Sportive de Valbrune", "Union sportive de Valbrune"),
    "initials": ("Union Sportive Valbrunaise", "U.S.V"),
    "commune": ("Ville de Montfaron", "la commune de Montfaron"),
    "department": ("Conseil départemental de la Haute-Sarne", "Département de la Haute-Sarne"),
    "letter": ("Harmonie municipale de Valbrune", "Harmonie municipal de Valbrune"),
    "acronym-behind": ("ÉCHECS CLUB VALBRUNE ECV", "Échecs Club Valbrune"),
    "society-that-is-no-company": ("association Société de Chasse", "Société de Chasse"),
    "social-centre": ("CCAS de Montfaron", "Centre communal d'action sociale de Montfaron"),
    "company": ("SARL Les Jardins Partagés", "Les jardins partagés SARL"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_one_organization(one: str, other: str) -> None:
    ids, rows = told((one, None), (other, None))
    assert ids[0] == ids[1]
    assert rows[0]["spellings"] == sorted({one, other})


#: Names of two.
APART = {
    "other-club": ("Tennis Club de Valbrune", "Judo Club de Valbrune"),
    "commune-and-community": ("Commune de Vermeuil", "Communauté de communes de Vermeuil"),
    "town-and-its-social-centre": ("Commune de Montfaron", "CCAS de Montfaron"),
    "numbers": ("Collectif des riverains du lot 14", "Collectif des riverains du lot 15"),
    "short": ("Vélo Nature", "Vélo Natura"),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_two_organizations(one: str, other: str) -> None:
    ids, _ = told((one, None), (other, None))
    assert ids[0] != ids[1]


def test_a_social_centre_is_known_by_its_place_everywhere() -> None:
    ids, _ = told(
        ("CCAS de Montfaron", None), ("CCAS de Montfaron", None), ("CCAS", None), ("CCAS", None), bodies=(TOWN, OTHER, TOWN, OTHER)
    )
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_labelled_beneficiaries_are_told_apart() -> None:
    score = fictional_organizations()
    assert score.count > 300
    assert score.wrong == 0
    assert score.f1 > 0.98


def test_a_siret_is_decisive() -> None:
    one, two = establishment(SIREN), establishment(with_check_digit("79456123"))
    ids, rows = told(("Comité des Fêtes", one), ("Comité des Fêtes", two), ("Fêtes de Valbrune", one), ("Comité des Fêtes", None))
    assert ids[0] == ids[2] != ids[1]
    assert len({*ids}) == 3
    known = next(row for row in rows if row["organization_id"] == ids[0])
    assert (known["siren"], known["siret"], known["kind"], known["place"]) == (SIREN, one, "public_body", None)


def test_a_name_follows_the_siret_printed_elsewhere() -> None:
    ids, (row,) = told(("Initiative Haute-Sarne", establishment(SIREN)), ("GIP « Initiative Haute-Sarne »", None))
    assert ids[0] == ids[1]
    assert row["score"] == pytest.approx(0.95)
    assert row["evidence"] == [
        "« GIP « Initiative Haute-Sarne » » : même nom, à la forme juridique, aux articles et à l'écriture près",
        "« Initiative Haute-Sarne » : SIREN imprimé",
    ]


def test_a_wrong_siret_proves_nothing() -> None:
    _, (row,) = told(("Foyer Rural", "12345678900011"))
    assert (row["siren"], row["siret"]) == (None, None)


def test_common_names_are_those_of_their_place() -> None:
    ids, rows = told(("Comité des Fêtes", None), ("Comité des Fêtes", None), ("Commune de Montfaron", None), bodies=(TOWN, OTHER))
    assert ids[0] != ids[1]
    assert sorted(str(row["place"]) for row in rows) == [OTHER, TOWN, "None"]


def test_parties_and_beneficiaries_are_one() -> None:
    body = BODIES["haute-sarne"]
    links = link(
        reader(
            documents=[document("d", body.name)],
            grants=[{"document_id": "d", "beneficiary": "Initiative Haute-Sarne"}, {"document_id": "d", "beneficiary": None}],
            parties=[
                {"document_id": "d", "name": body.name, "siret": body.siret, "role": "grantor"},
                {"document_id": "d", "name": "association Initiative Haute-Sarne", "siren": SIREN, "role": "beneficiary"},
            ],
        )
    )
    grants, parties = (links.columns[table]["organization_id"].to_pylist() for table in ("grants", "parties"))
    assert grants == [parties[1], None]
    assert {row["kind"] for row in links.rows["organizations"]} == {"departement", "public_body"}
