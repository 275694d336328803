"""Sums of money."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors import patterns
from extractors.amounts.roles import find_roles
from extractors.amounts.sums import Sum, find_sums
from extractors.articles import find_articles
from extractors.base import Extractor, Mention, Passage, column
from extractors.beneficiaries import beneficiary_of

#: What may stand in the column ``role``.
AMOUNT_ROLES = (
    "grant",
    "advance",
    "balance",
    "instalment",
    "total",
    "budget",
    "expense",
    "price",
    "loan",
    "guarantee",
    "cap",
    "request",
    "revenue",
    "other",
)

#: The roles of sums that go to somebody.
_GIVEN = ("grant", "advance", "balance", "instalment")

#: ``HT``, ``TTC``, ``net de taxes``; OCR reads "TTC" as "TIC".
_TAX = (
    r"(?:(?P<HT>h\.?\s?t\b\.?|hors\s+(?:tva|taxes?)\b)|(?P<TTC>t\.?\s?[ti]\.?\s?c\b\.?|toutes\s+taxes\b)"
    r"|(?P<net>nets?\b(?=\s+(?:de\s+(?:tva|taxes?)|vendeur)|[\s,.;)]*(?:\Z|[^\s\w])|\s+\w)))"
)
_TAX_BEHIND = patterns.compile(rf"\s{{0,3}}(?:e(?=ht)|\()?\s?{_TAX}")
_TAX_BEFORE = patterns.compile(rf"(?<!\w){_TAX}\s{{0,2}}(?::|de|d'|est de|s'eleve a)?\s{{0,2}}\Z")
_TAX_TITLE = patterns.compile(rf"(?<!\w){_TAX}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Mention):
    """One sum of money, as printed."""

    value: Decimal = column("montant, en euros (pour les francs : le chiffre imprimé)", digits=(18, 4))
    currency: str = column("monnaie", default="EUR", values=("EUR", "FRF", "XPF"))
    tax: str | None = column("hors taxe, toutes taxes comprises ou net, quand le texte le dit", values=("HT", "TTC", "net"))
    role: str = column("rôle du montant dans l'acte", default="other", values=AMOUNT_ROLES)
    article_number: str | None = column("article de l'acte où il se trouve")
    beneficiary: str | None = column("à qui il va, quand la phrase le dit")


def find_amounts(passage: Passage) -> Iterator[Amount]:
    """Yield the sums of a passage, in reading order.

    >>> [(str(a.value), a.role) for a in find_amounts(Passage("une subvention de 1 500 € et un loyer de 80 € par mois"))]
    [('1500', 'grant'), ('80', 'price')]
    """
    sums = passage.find(find_sums)
    if not sums:
        return
    articles = passage.find(find_articles)
    starts = [a.start for a in articles]
    floor = 0
    for found, role in zip(sums, passage.find(find_roles), strict=True):
        at = bisect.bisect_right(starts, found.start) - 1
        inside = at >= 0 and found.start < articles[at].end
        yield Amount(
            **passage.at(found.start, found.end),
            rule=found.rule,
            confidence=found.confidence,
            value=found.value,
            currency=found.currency,
            tax=_tax(passage.folded, found),
            role=role,
            article_number=articles[at].number if inside else None,
            beneficiary=beneficiary_of(passage, found.start, found.end, floor) if role in _GIVEN and not found.cell else None,
        )
        floor = found.end


def _tax(folded: str, found: Sum) -> str | None:
    match = _TAX_BEHIND.match(folded, found.end) or _TAX_BEFORE.search(folded, max(0, found.start - 30), found.start)
    if not match and found.cell:
        match = _TAX_TITLE.search(found.cell.row.folded_titles[found.cell.column])
    return match.lastgroup if match else None


EXTRACTOR = Extractor(
    "amounts", Amount, find_amounts, description="Une somme d'argent par ligne, chaque fois qu'elle est imprimée."
)
