"""How the assembly voted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Mention):
    """One vote of the assembly."""

    votes_for: int | None = column("voix pour")
    votes_against: int | None = column("voix contre")
    abstentions: int | None = column("abstentions")
    absent: int | None = column("absents comptés dans le vote lui-même")
    not_taking_part: int | None = column("ne prenant pas part au vote")
    in_office: int | None = column("membres en exercice")
    present: int | None = column("membres présents")
    represented: int | None = column("membres représentés")
    unanimous: bool | None = column("unanimité, quand le mot est imprimé ou que tous les chiffres sont pour")
    outcome: str | None = column("issue du vote", values=("adopted", "rejected", "adjourned", "noted"))
    ballot: str | None = column("mode de scrutin", values=("show_of_hands", "secret", "roll_call"))
    derived_for: int | None = column("voix pour, déduites et non lues")
    derived_against: int | None = column("voix contre, déduites et non lues")
    derived_abstentions: int | None = column("abstentions, déduites et non lues")


def find_votes(passage: Passage) -> Iterator[Vote]:
    """Yield the votes of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor(
    "votes", Vote, find_votes, description="Un vote de l'assemblée par ligne ; un chiffre qui n'est pas imprimé reste vide."
)
