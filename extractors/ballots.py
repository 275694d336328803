"""How a person voted, where the text names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column
from extractors.votes import find_voted_figures

_POSITIONS = ("for", "against", "abstain", "not_taking_part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Mention):
    """The position of one named person in a vote."""

    name: str = column("nom de la personne")
    position: str = column("position", values=_POSITIONS)


def find_ballots(passage: Passage) -> Iterator[Ballot]:
    """Yield the persons whom the votes of a passage name under a position, in reading order, without their civil title.

    >>> text = "Pour : 12 ; Contre : 2 (M. BRUN, Mme NOIR) ; Abstention : Mme Anne BLANC"
    >>> [(b.name, b.position) for b in find_ballots(Passage(text, kind="deliberation"))]
    [('BRUN', 'against'), ('NOIR', 'against'), ('Anne BLANC', 'abstain')]
    """
    for figure in passage.find(find_voted_figures):
        if figure.position in _POSITIONS:
            agreed = not figure.printed or figure.value == len(figure.names)
            for start, end in figure.names:
                name = " ".join(passage.text[start:end].split())
                confidence = 0.95 if agreed else 0.75
                yield Ballot(**passage.at(start, end), name=name, position=figure.position, rule="listed", confidence=confidence)


EXTRACTOR = Extractor("ballots", Ballot, find_ballots, description="Le vote d'une personne nommée.")
