"""Who took no part in a vote, or left the room for it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_near
from extractors.members.lists import ListReader
from extractors.members.person import Person
from extractors.members.proxies import read_person
from extractors.members.subjects import people_before

# "ne prend pas part au vote", "n'ont pris part ni au débat, ni au vote", "n'a pas participé à la délibération",
# "intéressés à l'affaire", "se déporte".
_NO_PART = patterns.compile(
    r"""
    (?<!\w)
    (?: n (?: e \s+ | ' )
        (?: a | ont | ayant | prend | prennent | prenant | prendra | prendront | participe | participent | participant
          | souhaite | souhaitent
          | participera | participeront ) \s+
        (?: (?: donc | alors | egalement | ainsi | pas | point ) \s+ ){0,3} (?: (?: pris | participe | prendre ) \s+ )?
        (?: part \s+ )? (?: (?: pas | ni ) \s+ ){0,2}
        (?: aux? \s+ | a \s+ (?: la \s+ | l' | ce \s+ | cette \s+ ) ) (?: presente? \s+ )?
        (?: debats? | discussions? | votes? | deliber\w{0,9} | scrutin | decision )
      | (?: nppv | npvp ) (?!\w)
      | interessee?s? \s+ a \s+ (?: l' | cette \s+ ) affaire
      | non [-\s] participations? (?: \s+ au \s+ vote )? (?= \s* : )
      | (?: s'abst (?: ien(?:t|nent) | enant ) | (?: s'est | se \s+ sont | s'etant ) \s+ abstenue?s? ) \s+ de \s+
        (?: participer | prendre \s+ part ) \s+ au \s+ vote
      | se \s+ deporte (?: nt )? (?!\w) | s'etant \s+ deportee?s? | s'est \s+ deportee?
      | se \s+ sont \s+ deportee?s | deports? (?= \s* : ) )
    """,
    regex.VERBOSE,
)
_NO_PART_WORDS = ("part a", "part ni", "part p", "part\n", "particip", "nppv", "npvp", "interesse", "deport")

# "quitte la salle", "sont sortis de la séance", "se retire": for a vote, or for good.
_LEAVES = patterns.compile(
    r"""
    (?<!\w)
    (?: (?: quitte (?: nt )? | (?: a | ont | ayant ) \s+ quitte | quittant ) \s+ (?: (?: alors | donc | ensuite ) \s+ )?
        (?: la \s+ (?: salle | seance | reunion | piece ) | l' (?: assemblee | hemicycle ) )
      | (?: sort | sortent | sortant | (?: est | sont | etant ) \s+ sortie?s? ) \s+ (?: (?: alors | donc | ensuite ) \s+ )?
        de \s+ (?: la \s+ )? (?: salle | seance | piece )
      | (?: se \s+ retire (?: nt )? | s'est \s+ (?: retiree? | absentee? ) | se \s+ sont \s+ retiree?s | s'etant \s+ retiree?s?
          | s'absente (?: nt )? ) ) (?!\w)
    """,
    regex.VERBOSE,
)
_LEAVES_WORDS = ("quitt", "sort d", "sort a", "sorten", "sortan", "sorti", "retire", "s'absente", "est absent")

# What tells leaving for a vote from going home.
_FOR_THE_VOTE = patterns.compile(
    r"vote|compte\s+(?:administratif|financier)|debat|discussion|deliber|examen|interess|affaire|dossier"
)
_FOR_GOOD = patterns.compile(r"\d\s*(?:h|heure)|pouvoir|procuration|definitivement|fin\s+de\s+(?:la\s+)?seance")
# "hors la présence de M. Petit, Maire": whose accounts are being voted on.
_WITHOUT = patterns.compile(r"(?<!\w)hors\s+(?:de\s+)?(?:la\s+)?presence\s+d(?:e\s+|u\s+|')")

_CLAUSE = patterns.compile(r"[^.;\n]{0,160}(?:\n[^.;\n]{0,160})?")

# "Ne prend pas part au vote : M. Petit", "NPPV (2) : Mme Roux, M. Petit".
_LISTED = patterns.compile(r"\s*(?:\([^)]{0,12}\)\s*)?(?::\s*(?:\d{1,3}\s*[:(-]?\s*)?|(?:\d{1,3}\s*)?\()(?=\s*\p{Lu})")


def find_recused(passage: Passage) -> Iterator[tuple[Person, str]]:
    """The people who kept out of a vote, each with the rule that says so.

    Somebody named by the office alone ("Madame le Maire quitte la salle") is nobody here.
    """
    done = 0
    for m in matches_near(_NO_PART, passage.folded, _NO_PART_WORDS, before=50, behind=60):
        if listed := _LISTED.match(passage.text, m.end()):
            people = ListReader(passage, listed.end(), min(len(passage.text), m.end() + 600)).read()
        else:
            people = people_before(passage, m.start(), floor=done)
        done = m.end()
        yield from ((person, "no-part") for person in people)
    done = 0
    for m in matches_near(_LEAVES, passage.folded, _LEAVES_WORDS, before=12, behind=60):
        if _leaves_for_a_vote(passage, m):
            yield from ((person, "leaves") for person in people_before(passage, m.start(), floor=done))
        done = m.end()
    for m in matches_near(_WITHOUT, passage.folded, ("presence d",), before=20, behind=20):
        _, name = read_person(passage, m.end(), len(passage.text))
        if name:
            yield Person(name), "without"


def _leaves_for_a_vote(passage: Passage, m: regex.Match[str]) -> bool:
    clause = _CLAUSE.match(passage.folded, m.end())
    end = clause.end() if clause else m.end()
    if _FOR_GOOD.search(passage.folded, m.end(), end):
        return False
    return "retire" in m[0] or _FOR_THE_VOTE.search(passage.folded, max(0, m.start() - 250), end + 120) is not None
