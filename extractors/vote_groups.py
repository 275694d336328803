"""How political groups voted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteGroup(Mention):
    """One political group named under a position of a vote."""

    position: str = column("position", values=("for", "against", "abstain", "absent"))
    group_name: str = column("groupe politique")


def find_vote_groups(passage: Passage) -> Iterator[VoteGroup]:
    """Yield the vote_groups of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor(
    "vote_groups", VoteGroup, find_vote_groups, description="Un groupe politique nommé sous une position de vote."
)
