"""How a person voted, where the text names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Mention):
    """The position of one named person in a vote."""

    name: str = column("nom de la personne")
    position: str = column("position", values=("for", "against", "abstain", "not_taking_part"))


def find_ballots(passage: Passage) -> Iterator[Ballot]:
    """Yield the ballots of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("ballots", Ballot, find_ballots, description="Le vote d'une personne nommée.")
