"""Which beneficiaries, parties and cited bodies are one organization."""

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


def cited(
    *citations: tuple[str, str] | tuple[str, str, str], documents: tuple[Row, ...] = ()
) -> tuple[list[str | None], list[Row]]:
    """The name of the organization of each citation, given by kind, characters and title, and the rows of the table."""
    own = documents or (document("d", TOWN),)
    rows = [{"document_id": own[0]["document_id"], **dict(zip(("kind", "raw", "title"), said, strict=False))} for said in citations]
    links = link(reader(documents=own, citations=rows))
    names = {row["organization_id"]: row["name"] for row in links.rows["organizations"]}
    told = [one and names[one] for one in links.columns["citations"]["organization_id"].to_pylist()]
    return told, links.rows["organizations"]


#: Citations, and the body that each names.
NAMED = {
    "group": (
        "délibération du conseil communautaire de la Communauté de communes du Pays de Vermeuil du 3 mai 2021",
        "Communauté de communes du Pays de Vermeuil",
    ),
    "group-of-two": ("avis de la communauté de communes Sarne et Plaine du 3 mai 2021", "communauté de communes Sarne et Plaine"),
    "council": ("délibération du conseil municipal de Roche du Val du 3 mai 2021", "conseil municipal de Roche du Val"),
    "new-town": ("arrêté portant création de la commune nouvelle de Valbrune le 3 mai", "commune nouvelle de Valbrune"),
    "weekday": ("délibération de la Ville de Montfaron du Lundi 3 mai 2021", "Ville de Montfaron"),
    "article": ("délibération de la Commune de La Roque du 3 mai 2021", "Commune de La Roque"),
    "signer": ("délibération de la commune de Montfaron La présidente du 3 mai 2021", "commune de Montfaron"),
    "syndicate": (
        "délibération du comité syndical du Syndicat intercommunal à vocation multiple des Trois Rives n° 12",
        "Syndicat intercommunal à vocation multiple des Trois Rives",
    ),
    "department": ("convention avec le Département de la Haute-Sarne en date du 3 mai 2021", "Département de la Haute-Sarne"),
    "region": ("schéma adopté par le Conseil Régional de Haute- Plaine le 3 mai 2021", "Conseil Régional de Haute- Plaine"),
    "housing": ("convention avec l'Office public de l'habitat du 3 mai 2021", "Office public de l'habitat"),
    "agency": ("avis de l’ARS du 3 mai 2021", "ARS"),
    "gip": ("convention avec le GIP « Initiative Haute-Sarne » du 3 mai 2021", "GIP « Initiative Haute-Sarne »"),
    "centre": ("avis du centre de gestion de la Haute-Sarne en date du 3 mai 2021", "centre de gestion de la Haute-Sarne"),
}


@pytest.mark.parametrize(("raw", "name"), NAMED.values(), ids=NAMED)
def test_the_body_that_a_citation_names(raw: str, name: str) -> None:
    assert cited(("deliberation", raw))[0] == [name]


#: Citations that name no body, or not one.
NAMELESS = {
    "own-assembly": ("deliberation", "délibération du conseil municipal du 3 mai 2021"),
    "own-assembly-at-a-weekday": ("deliberation", "délibération du Conseil municipal du Mardi 3 mai 2021"),
    "department-without-name": ("deliberation", "Délibération du Conseil départemental du 3 mai 2021"),
    "its-number": ("order", "arrêté ARS-2021-14 du 3 mai 2021"),
    "what-a-syndicate-is-for": ("deliberation", "délibération du Syndicat d'Énergie en date du 3 mai 2021"),
    "children": ("deliberation", "délibération du Conseil Municipal des Jeunes du 3 mai 2021"),
    "town-contract": ("agreement", "contrat de ville de l'Agglomération du 3 mai 2021"),
    "several": ("agreement", "convention entre la commune de Montfaron et la Région Haute-Plaine du 3 mai 2021"),
    "several-in-the-title": (
        "order",
        "arrêté du 3 mai 2021",
        "relatif à l'adhésion de la commune de Montfaron au Syndicat mixte du Val de Sarne",
    ),
    "law": ("law", "loi n° 2021-14 du 3 mai 2021", "relative à la Région Haute-Plaine"),
}


@pytest.mark.parametrize("citation", NAMELESS.values(), ids=NAMELESS)
def test_a_citation_that_names_no_body(citation: tuple[str, str]) -> None:
    assert cited(citation) == ([None], [])


def test_a_title_names_the_body_where_the_citation_itself_does_not() -> None:
    title = "portant modification des statuts de la Communauté de communes du Pays de Vermeuil"
    told, (row,) = cited(("order", "arrêté préfectoral du 3 mai 2021", title), ("code", "article L. 2121-29 du CGCT"))
    assert told == ["Communauté de communes du Pays de Vermeuil", None]
    assert (row["kind"], row["place"], row["document_count"]) == ("intercommunal", None, 1)


def test_cited_bodies_and_beneficiaries_are_one() -> None:
    links = link(
        reader(
            documents=[document("d", OTHER), document("e", TOWN)],
            grants=[{"document_id": "d", "beneficiary": "COMMUNE DE ROQUELAINE", "beneficiary_siret": establishment(SIREN)}],
            citations=[
                {"document_id": "e", "kind": "code", "raw": "L. 2121-29 du CGCT"},
                {
                    "document_id": "e",
                    "kind": "deliberation",
                    "raw": "délibération du conseil municipal de Roquelaine du 3 mai 2021",
                },
            ],
        )
    )
    (row,) = links.rows["organizations"]
    assert links.columns["citations"]["organization_id"].to_pylist() == [None, row["organization_id"]]
    assert links.columns["grants"]["organization_id"].to_pylist() == [row["organization_id"]]
    assert row["document_count"] == 2
    assert row["evidence"] == [
        "« COMMUNE DE ROQUELAINE » : SIREN imprimé",
        "« conseil municipal de Roquelaine » : même nom, à la forme juridique, aux articles et à l'écriture près",
    ]


def test_a_body_has_the_siren_that_its_own_documents_print() -> None:
    vermeuil, valbrune = BODIES["vermeuil"], BODIES["valbrune"]
    own = tuple(document(body.name, body.name, siren=body.siren) for body in (vermeuil, valbrune))
    said = [("deliberation", f"délibération de la {body.name} du 3 mai 2021") for body in (vermeuil, valbrune)]
    _, rows = cited(*said, documents=(document("d", OTHER), *own))
    assert {row["name"]: row["siren"] for row in rows} == {vermeuil.name: vermeuil.siren, valbrune.name: None}


def test_names_of_places_that_differ_by_a_letter_are_two() -> None:
    ids, _ = told(("Commune de Saint-Aubrac", None), ("Commune de Saint-Aubras", None))
    assert ids[0] != ids[1]
