"""Who a verb is about: the people named before it in the same sentence."""

from __future__ import annotations

import regex

from extractors.base import Passage
from extractors.members.lists import ListReader, Person
from extractors.members.names import CIVILITY

# Where a sentence may have begun. The point of "M. Durand" or "J. Durand" is no end.
_SENTENCE = regex.compile(
    r"(?:(?<![\s(.]\p{L}|(?:\bM|Mme|Mr|Dr|MM))[.!?][\s»\"]+|[;•]\s|\n\s*\n|\n\s*[-–*•]\s|:\s*\n)(?=[\p{Lu}\s(«-])"
)

# What may stand between a person and the verb: ", intéressé à l'affaire," or ", présidente de l'association,".
_BETWEEN = regex.compile(
    r"""
    \s* (?: (?: [,(–-] | etant | ayant | en \s+ (?: tant | qualite ) | interesse | concerne | president | membre | directement | personnellement
      | qui \s+ (?: est | sont | preside | siege | a | ont ) (?! \w ) ) (?: (?! \b (?: que \b | qu' ) ) [^.;:!?] ){0,200} )?
    """,
    regex.VERBOSE,
)

_LONE = regex.compile(r"(?:(?:\p{Lu}[\p{L}'’.-]*|de|du|le|la|van|el)\s+){2,5}$")


def people_before(passage: Passage, at: int, *, reach: int = 420) -> list[Person]:
    """The people that are the subject of what stands at ``at``; none if an office alone is ("Monsieur le Maire").

    Args:
        passage: where to read.
        at: where the verb begins.
        reach: how far back a sentence is searched for its beginning.
    """
    begin = max(0, at - reach)
    for m in _SENTENCE.finditer(passage.text, begin, at):
        begin = m.end()
    for title in CIVILITY.finditer(passage.folded, begin, at):
        reader = ListReader(passage, title.start(), at, prose=True)
        people = reader.read()
        if people and _is_subject(passage, reader.done, at):
            return _joined(passage, people)
    if lone := _LONE.search(passage.text, max(begin, at - 80), at):
        reader = ListReader(passage, lone.start(), at, prose=True)
        people = [person for person in reader.read() if person.name.given]
        if people and not passage.text[people[-1].name.end : at].strip():
            return people[-1:]
    return []


def _joined(passage: Passage, people: list[Person]) -> list[Person]:
    """The last of ``people`` and those that a comma or "et" joins to them: two names side by side are no list."""
    first = len(people) - 1
    while first and regex.search(r"[,;]|\set\s|ainsi que", passage.text[people[first - 1].name.end : people[first].name.start]):
        first -= 1
    return people[first:]


def _is_subject(passage: Passage, end: int, at: int) -> bool:
    """Whether nothing but a remark stands between the names and the verb: no other verb, no other person."""
    between = _BETWEEN.fullmatch(passage.folded, end, at)
    return between is not None and not CIVILITY.search(passage.folded, end, at)
