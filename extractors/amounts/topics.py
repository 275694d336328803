"""What an act is about, as far as that tells what its sums are.

Under "Tarifs 2025" a list of sums is one of prices, and in the vote of a budget what is spent and what comes in are both
money of the budget. A topic is only asked where the words beside a sum say nothing. What is no act, or many, has headings.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.amounts.cues import find_cues, plain_roles
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


#: Kinds of text that say at their head what they are about; of others only a budget does, and each of their headings.
_TITLED_KINDS = ("deliberation", "order")
_BUDGETED_KINDS = ("annex", "report", "other")

#: What only a council calls its budget: those of others are joined to many acts.
_OWN_BUDGET = patterns.compile(r"\bbudgets?\s+(?:primitif|supplementaire)s?\b|\bdecisions?\s+(?:budgetaires?\s+)?modificatives?")

#: A heading with its number, alone on its line: "3/ Subventions aux associations :".
_HEADING = patterns.compile(
    r"(?m)^ {0,4}(?:\d{1,2}|[ivx]{1,5}|[a-h]) ?[-./)°] {0,2}(?:[-/)] ?)?(?P<title>[a-z][^\n€]{3,90}?) {0,2}:? {0,2}$"
)


def find_topics(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield the roles that titles and headings give to the sums which nothing else names, and from where on they hold.

    Run it through ``passage.find``; :func:`topic_at` looks one up.

    >>> list(find_topics(Passage("Objet : tarifs de la cantine", kind="deliberation")))
    [(0, 'price')]
    >>> list(find_topics(Passage("2/ Tarifs du camping\\nTente : 5 €\\n3/ Divers", kind="minutes")))
    [(0, 'price'), (33, 'other')]
    """
    folded = passage.folded
    if passage.kind in _TITLED_KINDS:
        named = _OBJECT.search(folded, 0, _HEAD)
        start = named.end() if named else 0
        yield 0, _topic_of(folded, start, start + _OPENING)
        return
    if passage.kind in _BUDGETED_KINDS and _OWN_BUDGET.search(folded, 0, _OPENING):
        yield 0, "budget"
    for heading in _HEADING.finditer(folded):
        start, end = heading.span("title")
        yield heading.start(), _topic_of(folded, start, end, _OWN_BUDGET)


def topic_at(topics: tuple[tuple[int, str], ...], start: int) -> str:
    """The topic that holds at ``start``, or ``other``."""
    at = bisect.bisect_right(topics, start, key=lambda topic: topic[0])
    return topics[at - 1][1] if at else "other"


def _topic_of(folded: str, start: int, end: int, budget: regex.Pattern[str] = _BUDGET) -> str:
    if budget.search(folded, start, end) and not _LOOKING_BACK.search(folded, start, end):
        return "budget"
    return next((role for role in plain_roles(find_cues(folded, start, end)) if role in _TITLED), "other")
