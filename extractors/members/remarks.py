"""What lists print behind a name besides offices and proxies: a status, a time, a place."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.members.names import TITLE

# "arrivée à 19h04", "à partir de la délibération n° 3": when a person was there. It runs to the next sign.
_MOMENT = patterns.compile(
    r"""
    \s*+ [,(–-]? \s*+
    (?: (?: arrivee? | partie? | sortie? )s? (?= \s+ (?: a | au | en | lors | pendant | apres | avant | pour ) \b )
      | (?: depart | arrivee ) \s* : | jusqu | a \s+ (?: partir | compter | l'exception ) \b | sauf \b
      | (?: present | absent | excuse )e?s? \s+ (?: jusqu | a \s+ partir | pour \b | du \b | des \b | de \b | lors ) )
    (?: (?! (?<! : ) (?<! \s a ) \s (?: m\. | mme | monsieur | madame ) \s ) [^,;\n()] ){0,110}+
    """,
    regex.VERBOSE,
)

# "(absent)", "- EXCUSÉE", ": absente non excusée" behind a name in a list of all members.
_STATUS = patterns.compile(
    r"""
    (?: \s*+ (?: [-–:] | (?P<paren> \( ) | , (?= \s*+ (?: absent | excuse ) ) )
      | [^\S\n]{1,3} (?= (?: absent | excuse ) e{0,2} \s*+ (?: [,;.\n] | $ ) ) ) \s*+
    (?P<status> absente? | excusee? | procuration | pouvoir | representee? ) (?! \w ) (?: \s+ (?: non \s+ )? excusee? (?! \w ) )?
    (?! \s*+ (?: a | au | de | par | donnee? | jusqu' | pour | : ) (?! \w ) ) (?(paren) \s*+ \) )
    """,
    regex.VERBOSE,
)

_PAREN = patterns.compile(r"\s*+[(\[{](?P<inside>[^()\[\]{}]{0,200}+)[)\]}]")

# "Saint-Loup", "La Ville-aux-Bois": capitals, save for particles.
_PLACE = patterns.compile(
    r"\p{Lu}[\p{L}'’.-]+(?:[ \n]{1,3}(?:\p{Lu}[\p{L}'’.-]*|de|du|des|la|le|les|[ld]['’]\p{L}+|en|sur|sous|et|aux?|lès|lez)){0,6}"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on the last person of a list.

    Attributes:
        end: where to read on.
        status: ``absent``, ``excused`` or ``represented``, where the remark says so.
        place: the commune or group that stands in brackets.
    """

    end: int
    status: str | None = None
    place: str | None = None


def read_status(passage: Passage, at: int, end: int) -> Remark | None:
    """The status that stands behind a name, or None."""
    m = _STATUS.match(passage.folded, at, end)
    if not m:
        return None
    known = {"a": "absent", "e": "excused"}
    return Remark(m.end(), status=known.get(m["status"][0], "represented"))


def read_remark(passage: Passage, at: int, end: int) -> Remark | None:
    """The time, the place or any other bracketed remark that stands behind a name, or None."""
    if m := _MOMENT.match(passage.folded, at, end):
        return Remark(m.end())
    if m := _PAREN.match(passage.text, at, end):
        inside = m["inside"].strip()
        place = _PLACE.fullmatch(inside) and not TITLE.match(passage.folded, m.start("inside"))
        return Remark(m.end(), place=" ".join(inside.split()) if place else None)
    return None


def has_moment(passage: Passage, at: int, end: int) -> bool:
    """Whether a time stands behind a name: "à partir de 20 heures"."""
    return _MOMENT.match(passage.folded, at, end) is not None


def read_bracket(passage: Passage, at: int, end: int) -> int | None:
    """Where the inside of a bracket begins that stands at ``at``, or None."""
    m = _PAREN.match(passage.text, at, end)
    return m.start("inside") if m else None
