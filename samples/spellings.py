"""People of fictional assemblies as careless hands and scanners write them, each mention labelled with who is meant."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samples.cast import BODIES, Person, people

#: Families that have two members in one assembly, with given names that look or sound alike.
_RELATIVES = (
    (Person("M.", "Damien", "DESROUZIÈRES"), Person("M.", "Dimitri", "DESROUZIÈRES")),
    (Person("M.", "Pascal", "FONTANIEUX"), Person("Mme", "Pascale", "FONTANIEUX")),
    (Person("Mme", "Jeanne", "CHANTEGRUE"), Person("M.", "Jean", "CHANTEGRUE")),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mention of a person.

    Attributes:
        person: who is meant.
        body: the assembly.
        meeting: its meeting.
        name: as it is written.
        civility: the civil title in front, where there is one.
    """

    person: str
    body: str
    meeting: int
    name: str
    civility: str | None


def _initials(person: Person) -> str:
    return "".join(f"{part[0]}." for part in person.given.split("-"))


#: Ways to write a name, and how often each is chosen.
_HANDS: tuple[tuple[int, Callable[[Person], str]], ...] = (
    (8, lambda p: p.name),
    (3, lambda p: f"{p.family} {p.given}"),
    (2, lambda p: f"{p.given} {p.family.title()}"),
    (2, lambda p: _plain(p.name).upper()),
    (2, lambda p: f"{_initials(p)} {p.family}"),
    (2, lambda p: p.family),
    (1, lambda p: p.name.replace("-", " ")),
    (1, lambda p: p.name.replace("I", "l", 1)),
    (1, lambda p: p.name.replace("-", "", 1)),
)


def _plain(name: str) -> str:
    return name.translate(str.maketrans("ÉÈéèêëïîôçÇ", "EEeeeeiiocC"))


def labelled_mentions(rng: random.Random, meetings: int = 6) -> list[Labelled]:
    """The roll calls of several meetings of each fictional assembly; relatives sit in all of them, namesakes in two."""
    found = []
    for body in BODIES.values():
        everyone = _assembly(rng)
        for meeting in range(meetings):
            found += list(_roll(body.name, meeting, everyone, rng))
    return found


def _assembly(rng: random.Random) -> list[Person]:
    pair = rng.choice(_RELATIVES)
    others = [person for person in people(10, rng) if person.family != pair[0].family]
    return [*others, *pair]


def _roll(body: str, meeting: int, everyone: Sequence[Person], rng: random.Random) -> Iterator[Labelled]:
    """One roll call: the first of an assembly's is written with care, as the one of its installation is."""
    alone = {p.family for p in everyone if sum(p.family == other.family for other in everyone) == 1}
    for person in rng.sample(everyone, len(everyone) - (2 if meeting else 0)):
        hands = [hand for weight, hand in _HANDS for _ in range(weight)]
        hand = rng.choice(hands) if meeting else _HANDS[0][1]
        name = hand(person)
        if person.family not in alone and person.given not in name:  # a careful secretary leaves no doubt who is meant
            name = person.name
        civility = person.civility if rng.random() < 0.6 else None
        yield Labelled(f"{body}: {person.name}", body, meeting, name, civility)


def member_rows(mentions: Sequence[Labelled]) -> dict[str, list[dict[str, Any]]]:
    """The mentions as rows of the tables that are linked; those of ``members`` are in the order of the mentions."""
    documents = {(m.body, m.meeting): f"{m.body} {m.meeting}" for m in mentions}
    return {
        "documents": [{"document_id": name, "collectivity": body} for (body, _), name in documents.items()],
        "members": [
            {
                "document_id": documents[m.body, m.meeting],
                "act_id": documents[m.body, m.meeting],
                "name": m.name,
                "civility": m.civility,
                "status": "present",
            }
            for m in mentions
        ],
    }
