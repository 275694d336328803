"""One person of a list, and what only the whole list tells of its people."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.base import Passage
from extractors.members.names import Name


@dataclass(slots=True)
class Person:
    """One person in a list.

    Attributes:
        name: as printed.
        civility: "M." or "Mme", where printed.
        shared: whether a plural title, such as "MM.", gives the civility.
        group: commune or political group it stands under.
        gives: whether the text says that this person gave a proxy.
        holder: who holds it.
        status: what a remark behind the name says: ``absent``, ``excused``.
        presides: whether "Président" stands behind the name.
        heads: whether "Maire" does, and nothing more: no "Maire de Saint-Loup", no "Maire délégué".
    """

    name: Name
    civility: str | None = None
    shared: bool = False
    group: str | None = None
    gives: bool = False
    holder: Name | None = None
    status: str | None = None
    presides: bool = False
    heads: bool = False


def pair_columns(people: list[Person], more_holders: list[Name]) -> None:
    """Give each person a holder where all givers come first and all holders behind: columns, flattened.

    Args:
        people: as read, the last one with the first of the holders.
        more_holders: those named behind that one.
    """
    if not more_holders or people[-1].holder is None:
        return
    holders = [people[-1].holder, *more_holders]
    givers = people[-len(holders) :]
    if len(givers) == len(holders) and not any(person.gives for person in givers[:-1]):
        for person, holder in zip(givers, holders, strict=True):
            person.gives, person.holder = True, holder


def restore_initials(passage: Passage, people: list[Person]) -> None:
    """Read "M. DURAND" as initial and name where the whole list is made of initials: "E. PETIT, JP ROUX, M. DURAND"."""
    plain = [person for person in people if person.civility is None]
    if 2 * len(plain) <= len(people) or not all(person.name.given and len(person.name.given) <= 5 for person in plain):
        return
    for person in people:
        name = person.name
        begin = passage.text.rfind("M", max(0, name.start - 4), name.start)
        if person.civility == "M." and name.given is None and begin >= 0:
            person.name = name._replace(start=begin, shown=f"M. {name.shown}", given="M.")
            person.civility = None


def with_sure_civility(people: list[Person]) -> list[Person]:
    """The people of a list, without the "M." of an "MM." that some town halls print before men and women alike."""
    civilities = {person.civility for person in people}
    if civilities == {"M."} and sum(person.shared for person in people) > 1:
        for person in people:
            person.civility = None if person.shared else person.civility
    return people
