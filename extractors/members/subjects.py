"""Who a verb is about: the people named before it in the same sentence."""

from __future__ import annotations

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.members.lists import ListReader
from extractors.members.names import CIVILITY
from extractors.members.person import Person

# Where a sentence may have begun. The point of "M. Durand" or "J. Durand" is no end.
_SENTENCE = patterns.compile(
    r"""
    (?: (?<! [\s(.]\p{L} | \bM | Mme | Mr | Dr | MM ) [.!?] [\s»"]+ | [;•]\s | \n[^\S\n]*\n | \n[^\S\n]*[-–*•]\s | :[^\S\n]*\n )
    (?= [\p{Lu}\s(«-] )
    """,
    regex.VERBOSE,
)

# What may stand between a person and the verb: ", intéressé à l'affaire," or ", présidente de l'association,".
_BETWEEN = patterns.compile(
    r"""
    \s* (?: (?: [,(–-] | etant | ayant | en \s+ (?: tant | qualite ) | interesse | concerne | president | membre | directement
      | personnellement | qui \s+ (?: est | sont | preside | siege | a | ont ) (?! \w ) )
      (?: (?! \b (?: que \b | qu' ) ) [^.;:!?] ){0,200} )?
    """,
    regex.VERBOSE,
)

_LONE = patterns.compile(r"(?:(?:\p{Lu}[\p{L}'’.-]{0,40}|de|du|le|la|van|el)\s{1,4}){2,5}$")
_JOINED = patterns.compile(r"[,;]|\set\s|ainsi que")


def people_before(passage: Passage, at: int, *, reach: int = 420, floor: int = 0) -> list[Person]:
    """The people that are the subject of what stands at ``at``; none if an office alone is ("Monsieur le Maire").

    Args:
        passage: where to read.
        at: where the verb begins.
        reach: how far back a sentence is searched for its beginning.
        floor: where an earlier verb ends, which took the names before it.
    """
    begin = max(floor, at - reach)
    for m in _SENTENCE.finditer(passage.text, begin, at):
        begin = m.end()
    place = begin
    while title := CIVILITY.search(passage.folded, place, at):
        reader = ListReader(passage, title.start(), at, prose=True)
        people = reader.read()
        if people and _is_subject(passage, reader.done, at):
            return _joined(passage, people)
        place = max(reader.done, title.end())
    return _lone(passage, max(begin, at - 80), at)


def _is_subject(passage: Passage, end: int, at: int) -> bool:
    """Whether nothing but a remark stands between the names and the verb: no other verb, no other person."""
    return _BETWEEN.fullmatch(passage.folded, end, at) is not None and not CIVILITY.search(passage.folded, end, at)


def _lone(passage: Passage, begin: int, at: int) -> list[Person]:
    """The one person right before ``at`` without a civil title: "Lise DURAND"."""
    m = _LONE.search(passage.text, begin, at)
    if not m:
        return []
    reader = ListReader(passage, m.start(), at, prose=True)
    people = [person for person in reader.read() if person.name.given]
    return people[-1:] if people and not passage.text[people[-1].name.end : at].strip() else []


def _joined(passage: Passage, people: list[Person]) -> list[Person]:
    """The last of ``people`` and those that a comma or "et" joins to them: two names side by side are no list."""
    first = len(people) - 1
    while first and _JOINED.search(passage.text, people[first - 1].name.end, people[first].name.start):
        first -= 1
    return people[first:]
