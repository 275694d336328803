"""How a text says that somebody gave a proxy, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.members.names import CIVILITY, TITLE, Name, make_name, normal_civility, part_words, read_words

# "(pouvoir à Mme X)", "qui avait donné pouvoir à", "représenté par", "donnant procuration à". The "à" is sometimes left out.
_GIVES = patterns.compile(
    r"""
    \s*+ [,:(\[–-]? \s*+
    (?: (?: qui | et | a | avait | avaient | ont | ayant | est | etait | sont | etant | excusee?s? | absente?s? ) ,? \s++ ){0,4}+
    (?: (?: donn(?:ee?s?|ant|ent|er|ait) \s++ )?+
        (?: (?: par | son | sa | leur | un | une | bon | tout ) \s++ )?+
        (?: pouvoirs? | procurations? | proc\. | pouv\. | mandat(?:aire)?
          | delegation (?: \s++ de \s++ (?: vote | pouvoir ) )? ) (?![\w'-])
        (?: \s++ (?: donnee?s? | ecrite? | de \s++ vote | de \s++ voter ) (?![\w'-]) ){0,2}
        (?: \s*+ (?: a | en \s++ faveur \s++ d[eu] | au \s++ (?: profit | nom ) \s++ d[eu] | au | pour | : | -> | → ) (?![\w'-]) )?
      | (?: representee?s? | suppleee? ) \s++ par (?!\w)
      | en \s++ faveur \s++ d (?: e \s | u \s | ' )
    )
    \s*+
    """,
    regex.VERBOSE,
)

# In a list of proxies a word or a sign is enough: "Mme X à M. Y", "Mme X par M. Y", "Mme X → M. Y".
_HOLDS = patterns.compile(r"\s*+[,(]?\s*+(?:(?:a|par|pour|au\s+(?:profit|nom)\s+de)(?![\w'-])|[-=–]{0,2}+>|→|:)\s*+")

#: A person named by the office alone: "Monsieur le Maire".
OFFICE = patterns.compile(r"\s*+(?:les?\s++|la\s++|l'\s*+)(?=maire|president|adjoint|vice|doyen|conseill|delegu|1er|premier)")

# Behind the name of a holder: "(pouvoir de Mme X)", "avec pouvoir de", "ayant reçu procuration de", "+ pouvoir Mme X".
_RECEIVES = patterns.compile(
    r"""
    (?: \s*+ [,(+–-] ){0,2}+ \s*+
    (?: (?: (?: qui | a | ayant | avait | avec | et ) \s++ ){0,2}+
        (?: recu \s++ | detient \s++ | detenant \s++ | porteu(?:r|se) \s++ d(?:e\s++|') | muni[es]{0,2} \s++ d(?:e\s++|') )?+
        (?: (?: le | la | un | une | du ) \s++ )?+
        (?: (?: pouvoirs? | procurations? | mandat | mandataire ) \s++ d(?: e\s++ | ' )
          | (?<= \+ \s? ) (?: pouvoir | procuration ) \s++ ) )
    (?! (?: la\s | vote\b | voter\b | sign ) )
    """,
    regex.VERBOSE,
)

_SPACE = patterns.compile(r"\s*+")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that was given: to whom, where that is said, and where to read on."""

    holder: Name | None
    end: int


def read_proxy(passage: Passage, at: int, end: int, *, pairing: bool) -> Proxy | None:
    """The proxy that stands behind a person's name, or None.

    Args:
        passage: where to read.
        at: right behind the name of the person who may give one.
        end: where to stop at the latest.
        pairing: in a list of proxies, where "à" alone says so.
    """
    if m := _GIVES.match(passage.folded, at, end):
        place, holder = read_person(passage, m.end(), end, pairing=pairing)
        return Proxy(holder, place)
    if pairing and (m := _HOLDS.match(passage.folded, at, end)):
        place, holder = read_person(passage, m.end(), end, pairing=True)
        return Proxy(holder, place) if holder else None
    return None


def read_received(passage: Passage, at: int, end: int) -> tuple[int, Name, str | None] | None:
    """Whose proxy the person holds whose name ends at ``at``: where to read on, who gave it, and the civil title."""
    m = _RECEIVES.match(passage.folded, at, end)
    if not m or not passage.text[m.end() : m.end() + 1].isupper():
        return None
    title = CIVILITY.match(passage.folded, m.end(), end)
    place, giver = read_person(passage, m.end(), end)
    return (place, giver, normal_civility(title["title"]) if title else None) if giver else None


def read_person(passage: Passage, at: int, end: int, *, pairing: bool = False) -> tuple[int, Name | None]:
    """Where to read on, and the one person named at ``at``, with or without a civil title.

    Somebody named by the office alone ("Monsieur le Maire") is nobody.
    """
    title = CIVILITY.match(passage.folded, at, end)
    begin = _SPACE.match(passage.folded, title.end() if title else at, end).end()
    if title and (office := OFFICE.match(passage.folded, begin, end)):
        named = TITLE.match(passage.folded, office.end(), end)
        return (named.end() if named else office.end()), None
    words = read_words(passage, begin, end, titled=bool(title), pairing=pairing)
    if not words:
        return at, None
    people, rest = part_words(words)
    name = make_name(passage, people[0], titled=bool(title))
    if len(people) > 1:
        return people[1][0].start, name
    return (rest[0].start if rest and rest[0].broken else words[-1].end), name
