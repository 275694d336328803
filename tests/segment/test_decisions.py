from __future__ import annotations

import pytest

from extractors.french import fold
from pipeline.segment.decisions import find_decisions

DECIDED = {
    "deliberated": "Après en avoir délibéré, le bureau retient le devis.",
    "manner-of-vote": "Vote : 12 pour, 3 contre",
    "figures": "Pour : 12",
    "words": "par quinze voix pour",
    "assembly": "Le conseil communautaire fixe le tarif à 4 €.",
    "list": "Le comité syndical :\nAPPROUVE : le contrat",
    "passive": "La proposition est adoptée à main levée et a été votée.",
    "note": "Le conseil municipal prend acte du rapport.",
    "opinion": "La commission émet un avis favorable.",
    "brackets": "(Adopté)",
}

NOT_DECIDED = {
    "an-invitation": "Le conseil municipal est invité à dire s'il approuve le projet.",
    "a-price": "un véhicule à 70 € pour 30 ans de service",
    "a-purpose": "Il faut 2 agents pour le mois de juin.",
    "the-mayor": "Madame le Maire donne lecture du courrier.",
    "a-project": "Le budget primitif sera présenté au printemps.",
}


@pytest.mark.parametrize("text", DECIDED.values(), ids=DECIDED)
def test_decided(text: str) -> None:
    assert find_decisions(fold(text)).between(0, len(text))


@pytest.mark.parametrize("text", NOT_DECIDED.values(), ids=NOT_DECIDED)
def test_not_decided(text: str) -> None:
    assert not find_decisions(fold(text)).between(0, len(text))


def test_what_is_put_off_is_not_decided() -> None:
    text = fold("Le conseil donne la parole au rapporteur. Le point est reporté à la prochaine séance.")
    assert not find_decisions(text).between(0, len(text))


def test_the_meeting_is_closed() -> None:
    text = fold("Plus rien n'étant à l'ordre du jour, la séance est levée à 22 h.")
    assert find_decisions(text).closing(0, len(text)) == 0
