"""Who comes when the meeting has begun: "Arrivée de M. Petit à 20 h 15", "Mme Roux rejoint la séance"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_near
from extractors.members.lists import ListReader
from extractors.members.person import Person
from extractors.members.subjects import people_before

# A name must follow, and not what else may arrive: "l'arrivée de la fibre".
_ARRIVAL = patterns.compile(
    r"(?<![\w'])arrivees?\s+(?:en\s+seance\s+)?de\s+(?=(?:m\.|mme|mm\.|monsieur|madame|messieurs|mesdames)\s)"
)

# "M. Petit arrive à 20 h 15", "Mme Roux entre en séance": never "arrive à échéance", "est arrivé en tête".
_ARRIVES = patterns.compile(
    r"""
    (?<!\w)
    (?: (?: arrive | arrivent | est \s+ arrivee? | sont \s+ arrivee?s ) \s+
          (?: a \s+ \d{1,2} \s? (?: h | : ) | en \s+ (?: cours \s+ de \s+ )? seance )
      | (?: rejoint | rejoignent | integre | integrent ) \s+ (?: la \s+ (?: seance | salle | reunion ) | l'assemblee )
      | (?: entre | entrent ) \s+ en \s+ seance ) (?! \w )
    """,
    regex.VERBOSE,
)


def find_arrivals(passage: Passage) -> Iterator[Person]:
    """The people who join a meeting that is under way, in reading order."""
    for m in matches_near(_ARRIVAL, passage.folded, ("arrivee",), before=0, behind=60):
        yield from ListReader(passage, m.end(), min(len(passage.text), m.end() + 300), prose=True).read()[:1]
    done = 0
    for m in matches_near(_ARRIVES, passage.folded, ("arriv", "rejoi", "integre", "en seance"), before=12, behind=40):
        yield from people_before(passage, m.start(), reach=160, floor=done)
        done = m.end()
