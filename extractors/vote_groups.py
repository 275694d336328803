"""How political groups voted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column
from extractors.votes import find_voted_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteGroup(Mention):
    """One political group named under a position of a vote."""

    position: str = column("position", values=("for", "against", "abstain", "absent"))
    group_name: str = column("groupe politique")


def find_vote_groups(passage: Passage) -> Iterator[VoteGroup]:
    """Yield the political groups that the votes of a passage name, in reading order.

    >>> text = "Pour : 12 voix (Groupe Alpha ; Groupe Bêta) Contre : 3 voix (Groupe Gamma)"
    >>> [(g.position, g.group_name) for g in find_vote_groups(Passage(text, kind="deliberation"))]
    [('for', 'Groupe Alpha'), ('for', 'Groupe Bêta'), ('against', 'Groupe Gamma')]
    """
    for figure in passage.find(find_voted_figures):
        if figure.position != "not_taking_part":
            for start, end in figure.groups:
                name = " ".join(passage.text[start:end].split())
                yield VoteGroup(**passage.at(start, end), position=figure.position, group_name=name, rule="listed", confidence=0.95)


EXTRACTOR = Extractor(
    "vote_groups", VoteGroup, find_vote_groups, description="Un groupe politique nommé sous une position de vote."
)
