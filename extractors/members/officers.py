"""Who presided, and who was the secretary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.base import Passage
from extractors.members.lists import ListReader, Person
from extractors.members.names import CIVILITY, TITLE
from extractors.members.subjects import people_before


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody with an office in the meeting: ``president`` or ``secretary``."""

    person: Person
    role: str
    rule: str


# "sous la présidence de Monsieur le Maire, Jean Petit", "PRÉSIDENCE DE MME PETIT", "Président de séance : M. Petit".
_PRESIDENCY = regex.compile(
    r"""
    (?: sous \s+ la \s+ presidence \s+ (?: de \s+ | d' | du \s+ )
      | (?<! la \s ) (?<! [\w'] ) presidence \s* (?: : | de \s+ | d' )
      | (?<! vice- ) (?<! vice\s ) (?<!\w) presidente? \s+ de \s+ (?: la \s+ )? seance \s* :?
      | (?<!\w) presidee? \s+ par )
    \s*
    """,
    regex.VERBOSE,
)

# "Mme Petit, Maire, préside la séance", "M. Petit est désigné président de séance".
_PRESIDES = regex.compile(
    r"""
    (?<!\w) (?: preside \s+ (?: la | cette ) \s+ (?: seance | reunion )
      | (?: assure | prend | assurera | a \s+ pris ) \s+ la \s+ presidence (?! \s+ d(?:e \s+ l'|u \s) )
      | (?: est | a \s+ ete ) \s+ (?: \w+ \s+ ){0,3} president(?:e)? \s+ de \s+ (?: la \s+ )? seance )
    """,
    regex.VERBOSE,
)

# "Secrétaire de séance : Mme Petit", "a choisi pour secrétaire : M. Petit", "Le secrétaire, Luc Petit". Other secretaries
# (of the town hall, general, auxiliary, of the last meeting) are none of the sitting.
_SECRETARY = regex.compile(
    r"""
    (?<! sous- ) (?<! [\w-] ) secretaires? (?! \s* (?: : \s* )? (?: general | de \s+ mairie | auxiliaire | adjoint | d'etat | du | des | administrati | de \s+ la \s+ (?: commission | mairie ) | comptable | medic ) )
    (?P<sitting> \s+ de (?: \s+ la )? \s+ (?: seance | session | reunion | presente \s+ seance ) )?
    (?! \s+ (?: precedente? | de \s+ la \s+ seance \s+ du | auxiliaire ) )
    """,
    regex.VERBOSE,
)
_NAMED = regex.compile(
    r"""
    (?: \s+ (?: est | a \s+ ete | elue?s? | designee?s? | nommee?s? | de \s+ seance ) ){0,3}
    (?: \s* (?: prise? \s+ (?: dans | au | parmi ) [^:.;]{0,60} ) )?
    (?P<sign> \s* [:,–-] [\s.…_]* )? \s*
    """,
    regex.VERBOSE,
)

# "nomme M. Petit comme" secretary, "la candidature de Mme Petit en qualité de" secretary; or a comma alone.
_AS = regex.compile(
    r"(?:\s*,|\s(?:comme|en\s+qualite\s+de|en\s+tant\s+que|pour(?:\s+(?:etre|assurer|remplir|exercer|la|le|les|fonctions?|role|poste|de|du)){0,5}"
    r"|aux?\s+(?:fonctions?|poste)\s+de|a\s+la\s+fonction\s+de))\s*(?:l[ea]\s+|un[e]?\s+)?$"
)

# "Mme Petit est désignée, à l'unanimité, pour remplir les fonctions de" secretary.
_MADE = regex.compile(
    r"(?<!\w)(?:(?:est|sont|a\s+ete|ont\s+ete|ayant\s+ete|etant|assure|assurera|assurent)\s+)(?:egalement\s+|ainsi\s+|donc\s+)?"
    r"(?:(?:designe|nomme|elu|choisi|proclame|propose|volontaire|candidat)(?:e|s|es)?(?!\w)[^.;:]{0,110})?(?:\s*(?:la|le|les|fonctions?|role|de|du))*\s*$"
)

# "un secrétaire ... Luc Petit a été désigné pour remplir ces fonctions": the office stands in the sentence before.
_THESE_DUTIES = regex.compile(
    r"(?<!\w)(?:a\s+ete|est|se\s+porte|s'est\s+porte[e]?|ayant[^.]{0,60}a\s+ete)\s+(?:designe|nomme|elu|choisi|volontaire)\w*[^.;]{0,40}?remplir\s+(?:ces|cette|les|la)\s+fonctions?(?!\s+de)"
)
_PLACE = regex.compile(r"[^:.;\n]{1,60}?\s[-–]\s*(?=(?:m\.|mme|monsieur|madame)\s)")
_OFFICE_WORDS = regex.compile(r"(?:\s*(?:(?:m|mr|mme|monsieur|madame)\.?\s+)?(?:le|la|son|sa|leur|l'|du)?\s*)")
_TWO_SIGN = regex.compile(r"(?:maire|president[e]?)[\s,]{1,12}(?:le|la|un)?\s*$")


def find_officers(passage: Passage) -> Iterator[Officer]:
    """The presidents and secretaries of a meeting, in reading order of their kind; a title without a name is nobody."""
    if "presid" in passage.folded:
        yield from _presidents(passage)
    if "secretari" in passage.folded or "secretaire" in passage.folded:
        yield from _secretaries(passage)


def _presidents(passage: Passage) -> Iterator[Officer]:
    sitting = next(_PRESIDENCY.finditer(passage.folded), None)
    for m in _PRESIDENCY.finditer(passage.folded):
        if m is not None and sitting is not None and (m.start() == sitting.start() or "seance" in m[0]):
            for person in _people_at(passage, m.end())[:1]:
                yield Officer(person, "president", "presidency")
    for m in _PRESIDES.finditer(passage.folded):
        for person in _sure(people_before(passage, m.start(), reach=160))[-1:]:
            yield Officer(person, "president", "presides")


def _people_at(passage: Passage, at: int) -> list[Person]:
    """The people named at ``at``, behind their offices: "Monsieur le Maire, Jean Petit"."""
    end = min(len(passage.text), at + 300)
    for _ in range(4):
        m = _OFFICE_WORDS.match(passage.folded, at, end)
        office = TITLE.match(passage.folded, m.end(), end) if m else None
        if not office:
            break
        at = office.end()
        while at < end and passage.text[at] in " ,\n\t-–":
            at += 1
    if not regex.match(r"\s*\p{L}", passage.text[at:end]):
        return []
    return _sure(ListReader(passage, at, end, prose=True).read())


def _secretaries(passage: Passage) -> Iterator[Officer]:
    for m in _SECRETARY.finditer(passage.folded):
        yield from (Officer(person, "secretary", "secretary") for person in _secretary(passage, m))
    for m in _DESK.finditer(passage.folded):
        yield from (Officer(person, "secretary", "desk") for person in _people_at(passage, m.end())[:1])
    for m in _THESE_DUTIES.finditer(passage.folded):
        if "secretaire" in passage.folded[max(0, m.start() - 300) : m.start()]:
            yield from (Officer(person, "secretary", "duties") for person in people_before(passage, m.start(), reach=200)[-1:])


# "que le secrétariat de séance soit assuré par M. Petit".
_DESK = regex.compile(
    r"(?<!\w)secretariat(?:\s+de\s+(?:la\s+)?(?:presente\s+)?(?:seance|reunion))?[^.;:]{0,40}?(?:assure|tenu|confie)e?\s+(?:par|a)\s+"
)


def _secretary(passage: Passage, m: regex.Match[str]) -> list[Person]:
    """The secretary that this mention of the office names, behind it or before it."""
    named = _NAMED.match(passage.folded, m.end())
    assert named is not None
    most = 2 if m[0].startswith("secretaires") else 1
    if named["sign"] and (people := _secretaries_at(passage, m, named.end())):
        return people[:most]
    for pattern in (_AS, _MADE):
        if verb := pattern.search(passage.folded, max(0, m.start() - 160), m.start()):
            if people := _sure(people_before(passage, verb.start(), reach=200)):
                return people[-most:]
    return [] if named["sign"] else _secretaries_at(passage, m, named.end())[:most]


def _secretaries_at(passage: Passage, m: regex.Match[str], at: int) -> list[Person]:
    if place := _PLACE.match(passage.folded, at):
        at = place.end()
    if not (m["sitting"] or CIVILITY.match(passage.folded, at)):
        return []
    people = _people_at(passage, at)
    both_sign = _TWO_SIGN.search(passage.folded, max(0, m.start() - 40), m.start())
    return people[1:2] if both_sign else people


def _sure(people: list[Person]) -> list[Person]:
    """Only those who are surely people: a civil title or a first name stands before the family name."""
    return [person for person in people if person.civility or person.name.given]
