"""Who presided, and who was the secretary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_near
from extractors.members.lists import ListReader
from extractors.members.names import CIVILITY, TITLE
from extractors.members.person import Person
from extractors.members.subjects import people_before


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody with an office in the meeting: ``president`` or ``secretary``."""

    person: Person
    role: str
    rule: str


# "sous la présidence de Monsieur le Maire, Jean Petit", "PRÉSIDENCE DE MME PETIT", "Président de séance : M. Petit".
_PRESIDENCY = patterns.compile(
    r"""
    (?: sous \s+ la \s+ presidence \s+ (?: de \s+ | d' | du \s+ )
      | (?<! la \s ) (?<! [\w'] ) presidence \s* (?: : | de \s+ | d' )
      | (?<! vice- ) (?<! vice\s ) (?<!\w) presidente? \s+ de \s+ (?: la \s+ )? (?P<sitting> seance ) \s* :?
      | (?<!\w) presidee? \s+ par (?: \s+ : )? )
    \s*
    """,
    regex.VERBOSE,
)

# "Président : M. Petit - Secrétaire : Mme Roux": the two of a meeting, and no treasurer with them.
_CHAIR = patterns.compile(
    r"(?<=\n|^|[.;-]\s)presidente?(?:\s+de\s+seance)?\s*:\s*(?=[^:]{0,120}(?:secretaire|presente?s?)[^:]{0,30}:)(?![\s\S]{0,240}tresori)"
)

# "Mme Petit, Maire, préside la séance", "M. Petit est désigné président de séance".
_PRESIDES = patterns.compile(
    r"""
    (?<!\w)
    (?: preside \s+ (?: (?: la | cette ) \s+ (?: seance | reunion ) | l'assemblee )
      | (?: assure | prend | assurera | a \s+ pris ) \s+ la \s+ presidence (?! \s+ d (?: e \s+ l' | u \s ) )
      | (?: est | a \s+ ete ) \s+ (?: \w+ \s+ ){0,3} presidente? \s+ de \s+ (?: la \s+ )? seance )
    """,
    regex.VERBOSE,
)

# Other secretaries (of the town hall, general, auxiliary, of the last meeting) are none of the sitting.
_SECRETARY = patterns.compile(
    r"""
    (?<! [\w-] ) secretaires? (?: \(s\) )?
    (?! \s* (?: : \s* )? (?: general | auxiliaire | adjoint | d' | du \s | des \s | administrati | comptable | medic
      | de \s+ (?! (?: la \s+ )? (?: presente \s+ )? (?: seance | session | reunion ) ) ) )
    (?P<sitting> \s+ de (?: \s+ la )? \s+ (?: seance | session | reunion | presente \s+ seance ) )?
    (?! \s+ (?: precedente? | de \s+ la \s+ seance \s+ du | auxiliaire ) )
    """,
    regex.VERBOSE,
)

# What may stand before the name: "Secrétaire de séance :", "un secrétaire pris dans le sein du Conseil :".
_NAMED = patterns.compile(
    r"""
    (?: \s+ (?: est | a \s+ ete | (?: elu | designe | nomme ) (?: e | \(e\) )? s? | de \s+ seance ) ){0,3}
    (?: \s+ (?: remplie? | assuree? | tenue? | exercee? ) s? \s+ par )?
    (?: \s* prise? \s+ (?: dans | au | parmi ) [^:.;]{0,60} )?
    (?P<sign> \s* [:,–-] [\s.…_]* )? \s*
    """,
    regex.VERBOSE,
)

# "nomme M. Petit comme" secretary, "la candidature de Mme Petit en qualité de" secretary; or a comma alone.
_AS = patterns.compile(
    r"""
    (?: \s*, | \s (?: (?: se \s+ propose \s+ )? comme | en \s+ qualite \s+ de | en \s+ tant \s+ que
      | aux? \s+ (?: fonctions? | poste ) \s+ de
      | a \s+ la \s+ fonction \s+ de
      | pour (?: \s+ (?: etre | assurer | remplir | exercer | la | le | les | fonctions? | role | poste | de | du ) ){0,5} ) )
    \s* (?: l[ea] \s+ | une? \s+ )? $
    """,
    regex.VERBOSE,
)

# "Mme Petit est désignée, à l'unanimité, pour remplir les fonctions de" secretary.
_MADE = patterns.compile(
    r"""
    (?<!\w) (?: est | sont | a \s+ ete | ont \s+ ete | ayant \s+ ete | etant | assure | assurera | assurent | remplit | exerce ) \s+
    (?: egalement \s+ | ainsi \s+ | donc \s+ )?
    (?: (?: designe | nomme | elu | choisi | proclame | propose | volontaire | candidat ) (?: es? | s )? (?!\w) [^.;:]{0,110} )?
    (?: \s* (?: la | le | les | fonctions? | role | de | du ) ){0,5} \s* $
    """,
    regex.VERBOSE,
)

# "un secrétaire ... Luc Petit a été désigné pour remplir ces fonctions": the office stands in the sentence before.
_THESE_DUTIES = patterns.compile(
    r"""
    (?<!\w) (?: a \s+ ete | est | se \s+ porte | s'est \s+ portee? | ayant [^.]{0,60} a \s+ ete ) \s+
    (?: designe | nomme | elu | choisi | volontaire ) \w{0,2} [^.;]{0,40}? remplir \s+ (?: ces | cette | les | la ) \s+ fonctions?
    (?! \s+ de )
    """,
    regex.VERBOSE,
)

# "que le secrétariat de séance soit assuré par M. Petit".
_DESK = patterns.compile(
    r"""
    (?<!\w) secretariat (?: \s+ de \s+ (?: la \s+ )? (?: presente \s+ )? (?: seance | reunion ) )?
    [^.;:]{0,40}? (?: assure | tenu | confie ) e? \s+ (?: par | a ) (?: \s* : )? \s+
    """,
    regex.VERBOSE,
)

# "Mme Petit assure le secrétariat de la séance".
_KEEPS = patterns.compile(
    r"(?<!\w)(?:assure|assurera|assument?|tient|prend|accepte|pour\s+(?:assurer|tenir|exercer)|est\s+chargee?\s+de|accepte\s+d'assurer)\s+(?:le\s+)?secretariat"
    r"(?=\s+de\s+(?:la\s+)?(?:presente\s+)?(?:seance|reunion)|\s*[.,\n]|$)"
)

# "M. Petit, Maire, ouvre la séance": who opens it presides, where nothing else tells.
_OPENS = patterns.compile(r"(?<!\w)(?:ouvre|ouvrit|a\s+ouvert|declare\s+ouverte)\s+la\s+(?:seance|reunion)(?!\w)")

# "sur la convocation de M. Petit, Maire", "dûment convoqué par Mme Roux, Maire".
_CALLED = patterns.compile(r"convo(?:cation\s+(?:adressee\s+par|de)|quee?s?\s+par)\s+")
_MAYOR = patterns.compile(r"\s*,\s*(?:l[ea]\s+)?maire\b(?!-|\s+(?:delegue|adjoint))")

# "Madame le Maire ouvre la séance": who that is tells the roll call.
_MAYOR_OPENS = patterns.compile(
    r"(?<!\w)l[ea]\s+maire\s*,?\s+(?:ouvre|ouvrit|a\s+ouvert|preside|declare\s+ouverte)\s+la\s+(?:seance|reunion)(?!\w)"
)

# "Secrétaire de séance : Commune de Saint-Loup - M. Petit": the name stands behind the commune.
_PLACE = patterns.compile(r"[^:.;\n]{1,60}?\s[-–]\s*(?=(?:m\.|mme|monsieur|madame)\s)")
_OFFICE_OF = patterns.compile(r"\s*(?:(?:m|mr|mme|monsieur|madame)\.?\s+)?(?:(?:le|la|son|sa|leur|l'|du)\s*)?")
_SIGNS = patterns.compile(r"[\s,–-]*")
_LETTER = patterns.compile(r"\s*\p{L}")

# Who stands beside a treasurer is the secretary of an association.
_BOARD = patterns.compile(r"tresori")

# "Le Maire, Le secrétaire de séance," over two signatures: the second name is the secretary's.
_TWO_SIGN = patterns.compile(r"(?:maire|presidente?)[\s,]{1,12}(?:le|la|un)?\s*$")


def find_officers(passage: Passage) -> Iterator[Officer]:
    """The presidents, then the secretaries of a meeting; an office without a name is nobody."""
    presidents = list(_presidents(passage)) or list(_openers(passage)) or list(_convenors(passage))
    for person, rule in presidents:
        yield Officer(person, "president", rule)
    for person, rule in _secretaries(passage):
        yield Officer(person, "secretary", rule)


def _presidents(passage: Passage) -> Iterator[tuple[Person, str]]:
    for i, m in enumerate(matches_near(_PRESIDENCY, passage.folded, ("presiden", "preside"), before=10, behind=60)):
        if i == 0 or m["sitting"]:  # later "sous la présidence de" are of other meetings
            yield from ((person, "presidency") for person in _people_at(passage, m.end())[:1])
    for m in matches_near(_CHAIR, passage.folded, ("president",), before=3, behind=420):
        yield from ((person, "presidency") for person in _people_at(passage, m.end())[:1])
    for m in matches_near(_PRESIDES, passage.folded, ("presiden", "preside"), before=40, behind=60):
        yield from ((person, "presides") for person in _sure(people_before(passage, m.start(), reach=160))[-1:])


def _convenors(passage: Passage) -> Iterator[tuple[Person, str]]:
    """The mayor who is named where the meeting was called, and opens it: "convoqué par M. Petit, Maire"."""
    for m in matches_near(_CALLED, passage.folded, ("convo",), before=0, behind=60):
        people = _people_at(passage, m.end())[:1]
        if people and _MAYOR.match(passage.folded, people[0].name.end) and opened_by_mayor(passage):
            yield people[0], "opens"
            return


def opened_by_mayor(passage: Passage) -> bool:
    """Whether the mayor, without a name, is said to open the meeting or to preside over it."""
    return any(matches_near(_MAYOR_OPENS, passage.folded, ("la seance", "la reunion"), before=60, behind=10))


def _openers(passage: Passage) -> Iterator[tuple[Person, str]]:
    """Who opened the meeting, with the office behind or before the name: "Le président, M. Petit, ouvre la séance"."""
    for m in matches_near(_OPENS, passage.folded, ("la seance", "la reunion"), before=20, behind=20):
        people = _sure(people_before(passage, m.start(), reach=160))
        yield from ((person, "opens") for person in people[-1:])
        return


def _secretaries(passage: Passage) -> Iterator[tuple[Person, str]]:
    for m in matches_near(_SECRETARY, passage.folded, ("secretaire",), before=0, behind=90):
        yield from ((person, "secretary") for person in _secretary(passage, m))
    for m in matches_near(_KEEPS, passage.folded, ("secretariat",), before=30, behind=60):
        yield from ((person, "desk") for person in _sure(people_before(passage, m.start(), reach=200))[-1:])
    for m in matches_near(_DESK, passage.folded, ("secretariat",), before=0):
        yield from ((person, "desk") for person in _people_at(passage, m.end())[:1])
    for m in matches_near(_THESE_DUTIES, passage.folded, ("remplir ce", "remplir la", "remplir les"), before=150, behind=30):
        if "secretaire" in passage.folded[max(0, m.start() - 300) : m.start()]:
            yield from ((person, "duties") for person in people_before(passage, m.start(), reach=200)[-1:])


def _secretary(passage: Passage, m: regex.Match[str]) -> list[Person]:
    """The secretary that this mention of the office names, behind it or before it."""
    named = _NAMED.match(passage.folded, m.end())
    assert named is not None
    if not m["sitting"] and _BOARD.search(passage.folded, max(0, m.start() - 150), named.end() + 150):
        return []
    most = 2 if m[0].startswith("secretaires") else 1
    if named["sign"] and (people := _secretaries_at(passage, m, named.end())):
        return people[:most]
    for pattern in (_AS, _MADE):
        verb = pattern.search(passage.folded, max(0, m.start() - 160), m.start())
        if verb and (people := _sure(people_before(passage, verb.start(), reach=200))):
            return people[-most:]
    return [] if named["sign"] else _secretaries_at(passage, m, named.end())[:most]


def _secretaries_at(passage: Passage, m: regex.Match[str], at: int) -> list[Person]:
    if place := _PLACE.match(passage.folded, at):
        at = place.end()
    labelled = passage.text[m.start()].isupper() and ":" in passage.text[m.end() : at]
    if not (m["sitting"] or labelled or CIVILITY.match(passage.folded, at)):
        return []
    both_sign = _TWO_SIGN.search(passage.folded, max(0, m.start() - 40), m.start())
    return _people_at(passage, at)[1 if both_sign else 0 :]


def _people_at(passage: Passage, at: int) -> list[Person]:
    """The people named at ``at``, behind their offices: "Monsieur le Maire, Jean Petit"."""
    end = min(len(passage.text), at + 300)
    for _ in range(4):
        begin = _OFFICE_OF.match(passage.folded, at, end).end()
        office = TITLE.match(passage.folded, begin, end)
        if not office:
            break
        at = _SIGNS.match(passage.folded, office.end(), end).end()
    if not _LETTER.match(passage.text, at):
        return []
    people = _sure(ListReader(passage, at, end, prose=True).read())
    return people if people and ":" not in passage.text[at : people[0].name.start] else []


def _sure(people: list[Person]) -> list[Person]:
    """Only those who are surely people: a civil title or a first name stands before the family name."""
    return [person for person in people if person.civility or person.name.given]
