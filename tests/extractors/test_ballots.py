"""Persons named under a position."""

from __future__ import annotations

import pytest

from extractors.ballots import EXTRACTOR
from tests.inline import check

EXAMPLES = {
    "a-name-as-short-as-initials-of-a-party": (
        "Par 22 voix pour, 3 contre (Mmes <ballots position=against>GALVANE</ballots>, <ballots position=against>ORN</ballots> et "
        "M. <ballots position=against>SARDE</ballots>)"
    ),
    "names-in-full-without-a-title": (
        "10 voix pour, 1 voix contre (<ballots position=against>Léa DUR</ballots>) et 1 abstention : <ballots position=abstain>Guy "
        "Pernet</ballots>"
    ),
    "initials": (
        "25 POUR - 2 CONTRE : <ballots position=against>L. TREMOIS</ballots>, <ballots position=against>S. GALVANE</ballots>"
    ),
    "whose-vote-it-was": (
        "1 voix contre de M. <ballots position=against>BLIN</ballots>, 2 abstentions de Mmes "
        "<ballots position=abstain>DUC</ballots> et <ballots position=abstain>ROY</ballots>"
    ),
    "that-of-somebody": (
        "Par 13 voix pour et une abstention, celle de M. <ballots position=abstain>BLIN</ballots>, le conseil approuve"
    ),
    "trap-fewer-names-than-votes": "Pour : 12 Abstentions : 3 : Budget Primitif, Compte Administratif",
    "after-the-figure": (
        "Pour : 12\nAbstentions : 2, Mme <ballots position=abstain>DUC</ballots>, M.<ballots position=abstain>ROY</ballots>\n"
    ),
    "in-parenthesis": (
        "12 voix pour et 2 abstentions (M. <ballots position=abstain>Rémi BLIN</ballots> et Mme <ballots "
        "position=abstain>DUC</ballots>)"
    ),
    "no-figure": (
        "Contre : M. <ballots position=against>BLIN</ballots>, Mme <ballots position=against>Odile de la TOUR</ballots>\n"
        "Abstention : Mme <ballots position=abstain>DUC</ballots>"
    ),
    "several-under-one-title": (
        "Vote : 2 abstentions : MM. <ballots position=abstain>BLIN</ballots> et <ballots position=abstain>ROY</ballots>"
    ),
    "sentence-goes-on": "Pour : 9\nContre : M. <ballots position=against>Blin</ballots> qui estime la dépense inutile",
    "next-sentence-in-flattened-text": (
        "Pour : 9 Contre : 1, M. <ballots position=against>BLIN</ballots> Le conseil passe au point suivant"
    ),
    "proxy-holder-does-not-count-twice": (
        "Pour : 9 Abstentions : 2 (Mme <ballots position=abstain>DUC</ballots> (pouvoir à M. ROY), M. "
        "<ballots position=abstain>ROY</ballots>)"
    ),
    "everybody": (
        "Vote :\nPour : 2, Mme <ballots position=for>PONCET</ballots>, M. <ballots position=for>ROY</ballots>\n"
        "Contre : 1, M. <ballots position=against>BLIN</ballots>\n"
    ),
    "apart": "Pour : 9 Contre : 0 Ne prend pas part au vote : M. <ballots position=not_taking_part>BLIN</ballots>",
    "trap-groups": "Pour : 12 voix (Groupe Aurore ; Groupe Bocage) Contre : 0 voix",
    "trap-debate": "M. BLIN est pour, Mme DUC est contre. Contre l'avis de M. ROY, le débat est clos.",
    "trap-text-behind-figures": "Pour : 12 Contre : 3 Abstentions : 2 Budget primitif, Compte de gestion",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_ballots(example: str) -> None:
    check(EXTRACTOR, example)
