"""Who is who over several documents."""

from __future__ import annotations

import random
from typing import Any

import pytest

from benchmarks.links import fictional_persons
from pipeline.link import link
from samples.spellings import Labelled, labelled_mentions, member_rows
from tests.link.rows import act, document, reader

TOWN = "Commune de Valbrune-sur-Aure"


def persons_of(*meetings: list[str], body: str = TOWN) -> list[list[str]]:
    """The spellings of each person, when each meeting is a document with one act and these people in its roll call."""
    rows = [_member(f"d{at}", name) for at, names in enumerate(meetings) for name in names]
    numbers = range(len(meetings))
    links = link(
        reader(
            documents=[document(f"d{at}", body) for at in numbers],
            acts=[act(f"a{at}", f"d{at}", date=f"2024-0{at + 1}-10") for at in numbers],
            members=rows,
        )
    )
    ids = [row["person_id"] for row in links.rows["persons"]]
    told = links.columns["members"]["person_id"].to_pylist()
    assert set(told) == set(ids)
    assert len(ids) == len(set(ids))
    return sorted(row["spellings"] for row in links.rows["persons"])


def _member(document_id: str, shown: str) -> dict[str, Any]:
    """A member written "M. Noé LE GALLUDEC", or "Noé LE GALLUDEC > Agathe ISSARTIER" with the holder of the proxy."""
    name, _, proxy = shown.partition(" > ")
    civility = name.partition(" ")[0] if name.startswith(("M. ", "Mme ")) else None
    name = name.removeprefix(f"{civility} ")
    status = "represented" if proxy else "present"
    return {
        "document_id": document_id, "act_id": f"a{document_id[1:]}", "name": name, "civility": civility, "status": status,
        "proxy": proxy or None,
    }  # fmt: skip


#: Spellings of one person, one in each document.
SAME = {
    "case-and-accents": ["Bérénice YVERNEAU", "BERENICE YVERNEAU", "Berenice Yverneau"],
    "order": ["Noé LE GALLUDEC", "LE GALLUDEC Noé", "Noé Legalludec"],
    "hyphens": ["Jean-Loup CARVILHE", "Jean Loup CARVILHE", "JeanLoup CARVILHE"],
    "initials": ["Garance HAUTERRAY", "G. HAUTERRAY"],
    "double-initials": ["Paul-Henri OUDRINOT", "P.-H. OUDRINOT", "PH OUDRINOT"],
    "family-name-only": ["Mme Odile PERRAUDEAU", "Mme PERRAUDEAU", "PERRAUDEAU"],
    "ocr": ["Solène ZAMBRANIAC", "So1ène ZAMBRANlAC", "Solène ZAMBRAN[AC"],
    "ocr-glued": ["Marceau FOURNIER", "Marceau FOUMIER", "MarceauFOURNIER"],
    "doubled-letter": ["Hugo LAMBRUSQUET", "Hugo LAMBRUSSQUET"],
    "slip": ["Wendy QUINTARIC", "Wendy QUINTARIC", "Wendy QUNTARIC"],
    "married": ["Claire DUPLESSARD", "Claire DUPLESSARD-SAVIGNOLLE", "Claire SAVIGNOLLE"],
    "saint": ["Zélie SAINT-VALLOURDE", "Zélie ST VALLOURDE"],
}

#: Two people or more, document by document.
APART = {
    "father-and-son": [["Jean VALLOURDE", "Jules VALLOURDE"], ["J. VALLOURDE"]],
    "initials-in-one-roll": [["J. VALLOURDE", "Jean VALLOURDE"]],
    "siblings": [["Pascal CARVILHE"], ["Pascale CARVILHE"]],
    "brothers": [["Daniel URDIZAN"], ["Danielle URDIZAN"], ["Daniel URDIZAN"]],
    "one-letter-in-one-roll": [["Noé MARSILLOUX", "Noé MARSILLOUD"]],
    "real-names-alike": [["Paul MARTIN"], ["Paul MARTINI"], ["Paul MARTIN"]],
    "other-ending": [["Lise LEROY"], ["Lise LEROUX"], ["Lise LEROY"]],
    "family-name-of-two": [["Diane PERRAUDEAU", "Hugo PERRAUDEAU"], ["PERRAUDEAU"]],
    "compound-given-name": [["Anne HAUTERRAY", "Anne-Lise HAUTERRAY"]],
    "reversed-in-one-roll": [["Martin PAUL", "Paul MARTIN"]],
}


@pytest.mark.parametrize("spellings", SAME.values(), ids=SAME)
def test_one_person(spellings: list[str]) -> None:
    assert len(persons_of(*([spelling, "Fanny ISSARTIER"] for spelling in spellings))) == 2


@pytest.mark.parametrize("meetings", APART.values(), ids=APART)
def test_people_who_stay_apart(meetings: list[list[str]]) -> None:
    names = {name for names in meetings for name in names}
    assert len(persons_of(*meetings)) == len(names)


def test_a_man_and_a_woman_of_one_name() -> None:
    assert len(persons_of(["M. Dominique TREMBLERAY", "Mme Dominique TREMBLERAY"])) == 2


def test_a_civil_title_tells_who_is_meant() -> None:
    people = persons_of(["M. Hugo ESPARGNAT", "Mme Lise ESPARGNAT"], ["Mme ESPARGNAT"])
    assert people == [["ESPARGNAT", "Lise ESPARGNAT"], ["Hugo ESPARGNAT"]]


def test_who_else_is_named_tells_who_is_meant() -> None:
    people = persons_of(["Hugo ESPARGNAT", "Lise ESPARGNAT"], ["Lise ESPARGNAT", "Noé ROUX > ESPARGNAT"])
    assert ["ESPARGNAT", "Lise ESPARGNAT"] in people


def test_proxies_are_spellings_too() -> None:
    assert persons_of(["Agathe GRANDVEAU > ISSARTIER", "Fanny ISSARTIER"])[1] == ["Fanny ISSARTIER", "ISSARTIER"]


def test_namesakes_of_two_bodies_are_two() -> None:
    members = [_member("d0", "Paul ROUX"), _member("d1", "Paul ROUX"), _member("d2", "Paul ROUX")]
    bodies = ["Ville de Montfaron", "Commune de Montfaron", "Communauté de communes du Pays de Montfaron"]
    documents = [document(f"d{at}", body) for at, body in enumerate(bodies)]
    links = link(reader(documents=documents, members=members))
    told = links.columns["members"]["person_id"].to_pylist()
    assert told[0] == told[1] != told[2]


def test_bodies_of_one_name_are_told_apart_by_their_siren_or_departement() -> None:
    places = [{"siren": "219901014"}, {"siren": "219802028"}, {"department": "99"}, {"department": "97"}, {}]
    documents = [document(f"d{at}", "Commune de Montfaron", **place) for at, place in enumerate(places)]
    documents[0]["department"], documents[1]["department"] = "99", "98"
    links = link(reader(documents=documents, members=[_member(f"d{at}", "Paul ROUX") for at in range(5)]))
    told = links.columns["members"]["person_id"].to_pylist()
    assert told[0] == told[2]
    assert len(set(told)) == 4


def test_one_paper_does_not_join_two_bodies() -> None:
    """A paper that names one body and prints the SIREN of another, which its own documents print more often."""
    names = [*["Commune de Montfaron"] * 3, "Commune de Valrive", *["Commune de Valrive"] * 3]
    sirens = [*["219802028"] * 4, *[None] * 3]
    documents = [document(f"d{at}", name, siren=siren) for at, (name, siren) in enumerate(zip(names, sirens, strict=True))]
    links = link(reader(documents=documents, members=[_member(f"d{at}", "Paul ROUX") for at in range(7)]))
    told = links.columns["members"]["person_id"].to_pylist()
    assert (len(set(told[:4])), len(set(told[4:])), len(set(told))) == (1, 1, 2)


def test_documents_of_no_known_body_are_not_mixed() -> None:
    members = [_member("d0", "Paul ROUX"), _member("d1", "Paul ROUX")]
    links = link(reader(documents=[document("d0", None), document("d1", None)], members=members))
    assert len(links.rows["persons"]) == 2


@pytest.mark.parametrize("others", [["Noé LE GALUDEC"], ["Noé LEGALLUDEC"], ["LE GALLUDEC Noé"]], ids=lambda others: others[0])
def test_a_person_stays_the_same_when_documents_with_other_spellings_go(others: list[str]) -> None:
    ids = []
    for names in (["Noé LE GALLUDEC", *others * 3], ["Noé LE GALLUDEC"]):
        links = link(
            reader(
                documents=[document(f"d{at}", TOWN) for at in range(len(names))],
                members=[_member(f"d{at}", name) for at, name in enumerate(names)],
            )
        )
        ids.append({row["person_id"] for row in links.rows["persons"]})
    assert len(ids[0]) == 1
    assert ids[0] == ids[1]


def test_what_is_said_of_a_person() -> None:
    links = link(
        reader(
            documents=[document("d0", TOWN), document("d1", TOWN)],
            acts=[act("a0", "d0", date="2023-05-04"), act("a1", "d1", date="2024-06-07")],
            members=[_member("d0", "Noé ABRILLET"), _member("d1", "ABRILLET Noé")],
            ballots=[{"document_id": "d1", "act_id": "a1", "name": "Noé Abrillet"}],
        )
    )
    (person,) = links.rows["persons"]
    assert (person["body"], person["document_count"]) == (TOWN, 2)
    assert (str(person["first_seen"]), str(person["last_seen"])) == ("2023-05-04", "2024-06-07")
    assert person["spellings"] == ["ABRILLET Noé", "Noé ABRILLET", "Noé Abrillet"]
    assert links.columns["ballots"]["person_id"].to_pylist() == [person["person_id"]]


def told_of(mentions: list[Labelled]) -> list[str]:
    """The person of each labelled mention."""
    told: list[str] = link(reader(**member_rows(mentions))).columns["members"]["person_id"].to_pylist()
    return told


def test_labelled_mentions() -> None:
    score = fictional_persons()
    assert score.count >= 300
    assert score.precision == 1.0
    assert score.f1 >= 0.98


def test_the_order_of_documents_does_not_matter() -> None:
    mentions = labelled_mentions(random.Random(8))
    told = told_of(mentions)
    order = random.Random(1).sample(range(len(mentions)), len(mentions))
    assert told_of([mentions[at] for at in order]) == [told[at] for at in order]
