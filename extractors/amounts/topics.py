"""What an act is about, as far as that tells what its sums are.

Under "Tarifs 2025" a list of sums is one of prices, and in the vote of a budget what is spent and what comes in are both
money of the budget. A topic is only asked where the words beside a sum say nothing.
"""

from __future__ import annotations

from extractors import patterns
from extractors.amounts.cues import PLAIN, find_cues
from extractors.base import Passage

#: How far the title of an act reaches, and the roles that its lists may take from it.
_OPENING, _HEAD = 250, 3000
_OBJECT = patterns.compile(r"\bobjet\s?:\s")
_TITLED = ("price", "grant", "loan", "guarantee", "request")

#: Acts that open credits, and those that look back on what was spent of them.
_BUDGET = patterns.compile(
    r"\b(?:budgets?\s+(?:primitif|supplementaire|annexe|general|principal)|vote\s+des?u?\s+budget|decisions?\s+(?:budgetaires?\s+)?modificatives?"
    r"|virements?\s+de\s+credits?|ouvertures?\s+(?:anticipees?\s+)?de\s+credits?)"
)
_LOOKING_BACK = patterns.compile(r"\b(?:compte\s+(?:administratif|de\s+gestion|financier)|cfu\b|tarifs?\b|subvention|emprunt)")


def find_topic(passage: Passage) -> list[str]:
    """The role that an act's title gives to the sums which nothing else names, if any; run it through ``passage.find``.

    >>> find_topic(Passage("Objet : tarifs de la cantine", kind="deliberation")), find_topic(Passage("Divers"))
    (['price'], [])
    """
    if passage.kind not in ("deliberation", "order"):
        return []
    named = _OBJECT.search(passage.folded, 0, _HEAD)
    start = named.end() if named else 0
    opening = passage.folded[start : start + _OPENING]
    if _BUDGET.search(opening) and not _LOOKING_BACK.search(opening):
        return ["budget"]
    roles = (PLAIN.get(cue.role, cue.role) for cue in find_cues(passage.folded, start, start + _OPENING))
    return [role for role in roles if role in _TITLED][:1]
