"""Who took no part in a vote, or left the room for it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.base import Passage
from extractors.members.lists import ListReader, Person
from extractors.members.subjects import people_before

# "ne prend pas part au vote", "n'ont pris part ni au débat, ni au vote", "n'a pas participé à la délibération".
_NO_PART = regex.compile(
    r"""
    (?<!\w) n (?: e \s+ | ' ) (?: a | ont | ayant | prend | prennent | prenant | prendra | prendront | participe | participent | participant | participeront? | participera ) \s+
    (?: (?: donc | alors | egalement | ainsi | pas | point ) \s+ ){0,3} (?: (?: pris | participe | prendre ) \s+ )? (?: part \s+ )? (?: (?: pas | ni ) \s+ ){0,2}
    (?: aux? \s+ | a \s+ (?: la \s+ | l' | ce \s+ | cette \s+ ) ) (?: present?e? \s+ )? (?: debats? | discussions? | votes? | deliber\w+ | scrutin | decision )
    | (?<!\w) (?: nppv | npvp ) (?!\w)
    | (?<!\w) interessee?s? \s+ (?: a \s+ l'affaire | a \s+ cette \s+ affaire )
    | (?<!\w) (?: se \s+ deporte (?: nt )? | s'est \s+ deportee? | se \s+ sont \s+ deportee?s | deports? (?= \s* : ) )
    """,
    regex.VERBOSE,
)

# "quitte la salle", "sont sortis de la séance", "se retire": for a vote, or for good.
_LEAVES = regex.compile(
    r"""
    (?<!\w) (?: (?: quitte (?: nt )? | (?: a | ont | ayant ) \s+ quitte | quittant ) \s+ (?: (?: alors | donc | ensuite ) \s+ )? (?: la \s+ (?: salle | seance | reunion | piece ) | l' (?: assemblee | hemicycle ) )
      | (?: sort | sortent | sortant | (?: est | sont | etant ) \s+ sortie?s? ) \s+ (?: (?: alors | donc | ensuite ) \s+ )? de \s+ (?: la \s+ )? (?: salle | seance | piece )
      | (?: se \s+ retire (?: nt )? | s'est \s+ (?: retiree? | absentee? ) | se \s+ sont \s+ retiree?s | s'etant \s+ retiree?s? | s'absente (?: nt )? ) ) (?!\w)
    """,
    regex.VERBOSE,
)

# What tells leaving for a vote from going home.
_FOR_THE_VOTE = regex.compile(
    r"vote|compte\s+(?:administratif|financier)|debat|discussion|deliber|examen|interess|affaire|dossier|proced"
)
_FOR_GOOD = regex.compile(r"\d\s*(?:h|heure)|pouvoir|procuration|definitivement|fin\s+de\s+(?:la\s+)?seance|mouvement")
_LISTED = regex.compile(
    r"\s*(?:\([^)\d]{0,12}\)\s*)?(?::\s*(?:\d{1,3}\s*[:(-]?\s*)?|(?:\d{1,3}\s*)?\()(?=\s*\p{Lu})", regex.IGNORECASE
)
_CLAUSE = regex.compile(r"[^.;\n]{0,160}(?:\n[^.;\n]{0,160})?")


def find_recused(passage: Passage) -> Iterator[tuple[Person, str]]:
    """The people who kept out of a vote, each with the rule that says so.

    Somebody named by the office alone ("Madame le Maire quitte la salle") is nobody here.
    """
    if "part" in passage.folded or "interess" in passage.folded or "nppv" in passage.folded or "deport" in passage.folded:
        for m in _NO_PART.finditer(passage.folded):
            listed = _LISTED.match(passage.text, m.end())
            people = (
                ListReader(passage, listed.end(), min(len(passage.text), m.end() + 1500)).read()
                if listed
                else people_before(passage, m.start())
            )
            for person in people:
                yield person, "no-part"
    for m in _LEAVES.finditer(passage.folded):
        if _leaves_for_a_vote(passage, m):
            for person in people_before(passage, m.start()):
                yield person, "leaves"


def _leaves_for_a_vote(passage: Passage, m: regex.Match[str]) -> bool:
    behind = _CLAUSE.match(passage.folded, m.end())
    clause = behind[0] if behind else ""
    if _FOR_GOOD.search(clause):
        return False
    return "retire" in m[0] or bool(_FOR_THE_VOTE.search(passage.folded, max(0, m.start() - 250), m.end() + len(clause) + 120))
