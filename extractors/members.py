"""Who was in the room, who was not, and who held whose proxy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Mention):
    """One person and status in the roll call of an act."""

    name: str = column("prénom et nom, tels qu'imprimés, sans civilité")
    given_name: str | None = column("prénom")
    family_name: str | None = column("nom de famille")
    civility: str | None = column("civilité imprimée")
    status: str | None = column(
        "présence",
        values=("present", "excused", "absent", "represented", "non_voting_present", "non_voting_excused", "recused", "other"),
    )
    role: str | None = column("fonction dans la séance", values=("president", "secretary"))
    proxy: str | None = column("à qui la personne a donné pouvoir")
    group_name: str | None = column("groupe ou commune")


def find_members(passage: Passage) -> Iterator[Member]:
    """Yield the members of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("members", Member, find_members, description="Une personne et sa présence à la séance.")
