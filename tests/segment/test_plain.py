"""Items of minutes whose titles carry neither a number nor a label."""

from __future__ import annotations

import pytest

from pipeline.segment import segment
from tests.segment.documents import document, flat

HEAD = """COMMUNE DE MONTREVAL
PROCES-VERBAL DE LA SEANCE DU CONSEIL MUNICIPAL DU 12 MARS 2024
L'an deux mille vingt-quatre, le douze mars, le conseil municipal s'est réuni sous la présidence de Mme Anne LUSSAC.
Présents : Mme Anne LUSSAC, M. Paul REVOL, Mme Jeanne TIBERT.
Secrétaire de séance : M. Paul REVOL.
"""

#: What was said and decided under each title; the second decision runs over several lines.
TOLD = (
    "Monsieur le Maire présente le devis de la maison BARNOIS pour la toiture du gymnase.\n"
    "Après en avoir délibéré, le conseil municipal, à l'unanimité, accepte le devis.\n",
    "Madame TIBERT rappelle que le prix du repas n'a pas changé depuis 2021.\n"
    "Le conseil municipal, par 2 voix pour et 1 abstention,\n- décide de porter le repas à 3,80 €,\n"
    "- dit que ce prix vaut dès la rentrée.\n",
    "Le maire expose que le comité des fêtes demande une aide.\n"
    "Le conseil municipal décide, à l'unanimité, de lui attribuer 500 €.\n",
)
END = "La séance est levée à 21 h 30.\n"
TITLES = ("Réfection de la toiture du gymnase", "Tarifs de la cantine", "Aide au comité des fêtes")


def _minutes(*headings: str) -> str:
    return HEAD + "".join(f"{heading}\n{told}" for heading, told in zip(headings, TOLD, strict=True)) + END


def _titles(text: str) -> list[str | None]:
    return [act.title for act in segment(document(text)) if act.kind == "deliberation"]


STYLES = {
    "nothing": _minutes(*TITLES),
    "empty-lines": _minutes(*(f"\n{title}\n" for title in TITLES)),
    "colon": _minutes(*(f"{title} :" for title in TITLES)),
    "dash": _minutes(*(f"- {title}" for title in TITLES)),
    "bullet": _minutes(*(f"• {title}" for title in TITLES)),
    "arrow": _minutes(*(f"➢ {title}" for title in TITLES)),
    "letters": _minutes(*(f"{letter}) {title}" for letter, title in zip("abc", TITLES, strict=True))),
    "capital-letters": _minutes(*(f"{letter}. {title}" for letter, title in zip("ABC", TITLES, strict=True))),
    "rules": _minutes(*(f"{'_' * 20}\n{title}" for title in TITLES)),
    "underlined": _minutes(*(f"{title}\n{'-' * len(title)}" for title in TITLES)),
    "sections": _minutes(*(f"{name}\n{title}" for name, title in zip(("VOIRIE", "ECOLES", "FETES"), TITLES, strict=True))),
}


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_every_item_is_found_the_first_included(text: str) -> None:
    assert _titles(text) == list(TITLES)


@pytest.mark.parametrize("style", ["nothing", "dash", "bullet", "arrow", "letters", "rules"])
def test_without_line_breaks(style: str) -> None:
    assert _titles(flat(STYLES[style])) == list(TITLES)


def test_a_title_and_its_item_on_one_line() -> None:
    assert _titles(HEAD + "".join(f"{title} : {told}" for title, told in zip(TITLES, TOLD, strict=True)) + END) == list(TITLES)


@pytest.mark.parametrize("heading", ["Délibération n° {}\n{}", "Délib. {} : {}"])
def test_a_register_of_numbered_deliberations(heading: str) -> None:
    text = _minutes(*(heading.format(f"2024-0{i}", title) for i, title in enumerate(TITLES, start=1)))
    items = [act for act in segment(document(text)) if act.kind == "deliberation"]
    assert [(item.number, item.title) for item in items] == [(f"2024-0{i}", title) for i, title in enumerate(TITLES, start=1)]


def test_a_title_above_its_number() -> None:
    text = _minutes(*(f"{title}\nDélibération n° 2024-0{i}" for i, title in enumerate(TITLES, start=1)))
    items = [act for act in segment(document(text)) if act.kind == "deliberation"]
    assert [(item.number, item.title) for item in items] == [(f"2024-0{i}", title) for i, title in enumerate(TITLES, start=1)]
    assert all(item.text.startswith(item.title or "?") for item in items)


def test_a_title_that_ends_with_what_bears_names() -> None:
    told = (TOLD[0].replace("Monsieur le Maire", "Le maire"), *TOLD[1:])
    titles = ("Travaux de l'école", *TITLES[1:])
    text = HEAD + "".join(f"{title}\n{said}" for title, said in zip(titles, told, strict=True)) + END
    assert _titles(flat(text)) == list(titles)


def test_a_title_over_two_lines() -> None:
    heading = "Convention avec l'office de la forêt et de la montagne pour le balisage\ndes sentiers"
    assert _titles(_minutes(heading, *TITLES[1:]))[0] == " ".join(heading.split())


def test_a_budget_named_by_its_nomenclature_is_a_title() -> None:
    assert _titles(_minutes("M 14 - Compte de gestion", "M 49 - Compte de gestion", TITLES[2]))[:2] == [
        "M 14 - Compte de gestion",
        "M 49 - Compte de gestion",
    ]


def test_a_point_of_the_agenda() -> None:
    text = _minutes(*(f"Point n° {i} de l'ordre du jour – {title}" for i, title in enumerate(TITLES, start=1)))
    items = segment(document(text))[1:]
    assert [(item.number, item.title) for item in items] == [(str(i), title) for i, title in enumerate(TITLES, start=1)]


def test_headings_inside_an_item_and_before_what_is_not_decided_are_none() -> None:
    debate = "Intervention de Mme TIBERT\nMadame TIBERT demande si un autre devis fut demandé.\n"
    talk = "Fête de la musique\nLe maire rappelle qu'elle aura lieu le 21 juin.\n"
    text = _minutes(*TITLES).replace("Après en avoir", debate + "Après en avoir").replace(END, "Questions diverses\n" + talk + END)
    assert _titles(text) == list(TITLES)
