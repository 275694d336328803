"""Political groups named under a position."""

from __future__ import annotations

import pytest

from extractors.vote_groups import EXTRACTOR
from tests.inline import check

EXAMPLES = {
    "semicolons": (
        "Pour : 38 voix (<vote_groups position=for>Groupe Aurore</vote_groups> ; <vote_groups position=for>Groupe Mer, Monts et "
        "Vallées</vote_groups> ; <vote_groups position=for>Non-inscrit</vote_groups>)\nContre : 0 voix\n"
        "Abstention : 5 (<vote_groups position=abstain>Groupe Bocage</vote_groups>)"
    ),
    "one-group-on-two-sides": (
        "Pour : 9 (<vote_groups position=for>Groupe Aurore</vote_groups>) Contre : 2 "
        "(<vote_groups position=against>Groupe Aurore</vote_groups>)"
    ),
    "comma-between-groups": (
        "Pour : 20 (<vote_groups position=for>Groupe Centre, Rives et Plateau</vote_groups>, "
        "<vote_groups position=for>groupe des Élus libres</vote_groups>) Contre : 1 voix"
    ),
    "colon-read-for-semicolon": (
        "Pour : 20 voix (<vote_groups position=for>Groupe Aurore</vote_groups> : <vote_groups position=for>Groupe "
        "Bocage</vote_groups>)"
        " Contre : 3 voix"
    ),
    "name-over-two-lines": (
        'Pour : 20 voix (<vote_groups position=for group_name="Groupe Aurore et Bocage">Groupe Aurore\net Bocage</vote_groups>)\n'
        "Contre : 3 voix"
    ),
    "absent": (
        "Pour : 38 voix Contre : 0 Absents sans délégation de vote : 2 (<vote_groups position=absent>Groupe Littoral</vote_groups>)"
    ),
    "initials": (
        "Votent Pour : 40 (<vote_groups position=for>PRD</vote_groups>, <vote_groups position=for>UDL</vote_groups>) Contre : 11 "
        "(<vote_groups position=against>Groupe Littoral</vote_groups>)"
    ),
    "figures-behind-groups": (
        "Pour : 38 voix (<vote_groups position=for>Groupe Aurore</vote_groups> (30) ; <vote_groups position=for>Groupe Bocage"
        "</vote_groups> (8)) Contre : 0"
    ),
    "without-parenthesis": (
        "Pour : <vote_groups position=for>le groupe Aurore</vote_groups>, <vote_groups position=for>le groupe "
        "Littoral</vote_groups>"
        "\nContre : 3 voix"
    ),
    "trap-persons": "Pour : 12 Contre : 2 (M. BLIN, Mme DUC) Abstention : 1 (M. ROY)",
    "trap-no-vote": "Le groupe Aurore demande la parole ; le groupe Littoral (3 élus) est pour, le groupe Bocage contre.",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_vote_groups(example: str) -> None:
    check(EXTRACTOR, example)
