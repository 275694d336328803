from __future__ import annotations

import pytest
import regex

from extractors.french import fold
from pipeline.segment import decisions
from pipeline.segment.decisions import find_decisions

#: Patterns that are matched where their first word stands.
ANYWHERE = ("_ANCHOR", "_POSTPONED", "_CLOSING", "_REPORT")

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


class _Watched:
    """A pattern that notes how much of the text it may look at when it is matched at a place."""

    def __init__(self, pattern: regex.Pattern[str], seen: list[int]) -> None:
        self.pattern, self.seen = pattern, seen

    def match(self, text: str, start: int = 0, stop: int | None = None) -> regex.Match[str] | None:
        self.seen.append((len(text) if stop is None else min(stop, len(text))) - start)
        return self.pattern.match(text, start, stop)

    def __getattr__(self, name: str) -> object:
        return getattr(self.pattern, name)


@pytest.mark.parametrize("word", ["décide", "majorité", "vote", "pour", "contre", "abstention", "prend", "avis", "élu"])
def test_no_word_is_followed_to_the_end_of_the_text(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    for name, value in list(vars(decisions).items()):
        if hasattr(value, "fullmatch") and name not in ANYWHERE:
            monkeypatch.setattr(decisions, name, _Watched(value, seen))
    find_decisions(fold(f"{word}\n" * 1_000))
    assert len(seen) >= 1_000
    assert max(seen) <= 200
