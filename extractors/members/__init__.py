"""Who was in the room, who was not, and who held whose proxy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column, without_overlap
from extractors.members.arrivals import find_arrivals
from extractors.members.handed import find_handed
from extractors.members.names import name_key
from extractors.members.officers import Officer, find_officers, opened_by_mayor
from extractors.members.person import Person
from extractors.members.recusals import find_recused
from extractors.members.rollcall import find_rolls
from extractors.members.tables import find_attendance


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


#: Acts that hold roll calls and record who presided; what a report or a convention says of people is no attendance.
_KINDS = frozenset({"deliberation", "minutes", "order", "other"})


#: Share of the mentions of each rule that are right, as far as reading them has shown.
_TRUST = {
    "presidency": 0.95,
    "duties": 0.93,
    "no-part": 0.92,
    "desk": 0.9,
    "presides": 0.9,
    "secretary": 0.9,
    "table": 0.9,
    "leaves": 0.85,
    "handed": 0.85,
    "arrives": 0.8,
    "opens": 0.85,
    "title": 0.8,
}


def find_members(passage: Passage) -> Iterator[Member]:
    """Yield the members of a passage, in reading order.

    A president or secretary who is in the roll call is one row with a status and a role. Who is excused and gave a
    proxy is ``represented`` only; who was present and later took no part has two rows.

    >>> text = "Présents : Mme Lise MARTEL, M. Paul ROUX. Absent : M. Jean PETIT (pouvoir à Mme Lise MARTEL)."
    >>> [(m.name, m.status, m.proxy) for m in find_members(Passage(text, kind="minutes"))]
    [('Lise MARTEL', 'present', None), ('Paul ROUX', 'present', None), ('Jean PETIT', 'represented', 'Lise MARTEL')]
    """
    if passage.kind not in _KINDS:
        return
    rolls = list(find_rolls(passage))
    found = [_member(passage, person, status, "roll") for person, status in rolls]
    found += [_member(passage, person, status, "table") for person, status in find_attendance(passage)]
    found += [_member(passage, person, "represented", "handed") for person in find_handed(passage)]
    found += [_member(passage, person, "present", "arrives") for person in find_arrivals(passage)]
    found = _once(found)
    found = _with_roles(passage, found, list(find_officers(passage)), _presiding(passage, [person for person, _ in rolls]))
    found += _once([_member(passage, person, "recused", rule) for person, rule in find_recused(passage)])
    yield from without_overlap(found)


def _member(passage: Passage, person: Person, status: str | None, rule: str, role: str | None = None) -> Member:
    name = person.name
    plain = 0.97 if person.civility or name.given else 0.85
    return Member(
        **passage.at(name.start, name.end),
        rule=rule,
        confidence=min(plain, _TRUST.get(rule, 0.97)),
        name=name.shown,
        given_name=name.given,
        family_name=name.family,
        civility=person.civility,
        status=status,
        role=role,
        proxy=person.holder.shown if person.holder else None,
        group_name=person.group,
    )


def _once(found: list[Member]) -> list[Member]:
    """Each full name once with each status, and nobody excused or absent who gave a proxy.

    First names alone may be those of two people.
    """
    gave = {name_key(member.name) for member in found if member.status == "represented"}
    seen: set[tuple[frozenset[str], str | None]] = set()
    kept = []
    for member in found:
        key = name_key(member.name)
        if (len(key) > 1 and (key, member.status) in seen) or (member.status in ("absent", "excused") and key in gave):
            continue
        seen.add((key, member.status))
        kept.append(member)
    return kept


def _presiding(passage: Passage, people: list[Person]) -> list[Person]:
    """Who presides by the office that stands behind the name: the president, or the mayor who is said to open the meeting."""
    presidents = [person for person in people if person.presides]
    if not presidents and opened_by_mayor(passage):
        return [person for person in people if person.heads]
    return presidents


def _with_roles(passage: Passage, found: list[Member], officers: list[Officer], presiding: list[Person]) -> list[Member]:
    """The roll call with the roles written in, and the officers who are not in it."""
    members = list(found)
    if len(presiding) == 1 and all(officer.role != "president" for officer in officers):
        officers = [Officer(presiding[0], "president", "title"), *officers]
    seen: list[tuple[str, frozenset[str]]] = []
    for officer in officers:
        member = _member(passage, officer.person, None, officer.rule, officer.role)
        key = name_key(member.name)
        if any(role == officer.role and (key <= other or other <= key) for role, other in seen):
            continue
        seen.append((officer.role, key))
        place = next((i for i, m in enumerate(members) if name_key(m.name) == key and m.role is None and m.status in _THERE), None)
        if place is None:
            members.append(member)
        else:
            members[place] = dataclasses.replace(members[place], role=officer.role)
    return members


#: A president or a secretary is in the room.
_THERE = frozenset({"present", "represented", "non_voting_present"})


EXTRACTOR = Extractor("members", Member, find_members, description="Une personne et sa présence à la séance.")
