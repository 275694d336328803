"""What arithmetic tells of a sum: the total of those before it, a price taken so many times, the base of a share.

Tables that were poured into one line have lost the titles that say so; their figures still add up.
"""

from __future__ import annotations

from decimal import Decimal

from extractors import patterns
from extractors.amounts.sums import Sum

#: Sums so near to each other may be one column with its total; small ones add up by chance.
RUN, LONGEST_RUN = 120, 12
_SMALLEST_TOTAL = 1000

#: A sum worked out from the one before, and how far in front of that the number may stand that it is taken.
_WORKED_OUT = patterns.compile(r"(?:\bsoit|=)\s{1,3}\Z")
_COUNT = patterns.compile(r"(?<![\d.,])\d{1,4}(?![\d.,])")
_COUNTED = 60

#: What stands between a base and the share of it: "1 000 000 € 20 % 200 000 €".
_SHARE = patterns.compile(r"\s{0,3}(?:€|ht)?\s{0,3}(?P<share>\d{1,2}(?:[.,]\d{1,2})?)\s?%\s{0,3}")


def adds_up(value: Decimal, run: list[Decimal]) -> bool:
    """Whether a sum is the total of those just before it.

    >>> adds_up(Decimal(3000), [Decimal(50), Decimal(1000), Decimal(2000)])
    True
    """
    total, terms = Decimal(0), 0
    for earlier in reversed(run) if value >= _SMALLEST_TOTAL else ():
        total, terms = total + earlier, terms + (earlier > 0)
        if total == value and terms > 1:
            return True
    return False


def is_sum_said(folded: str, found: Sum, run: list[Sum]) -> bool:
    """Whether a sum is said to be all of those just before it: "200 €, 350 € et 600 €, soit 1 150 €"."""
    if len(run) < 2 or not _WORKED_OUT.search(folded, run[-1].end, found.start):
        return False
    return any(sum(earlier.value for earlier in run[i:]) == found.value for i in range(len(run) - 1))


def is_product(folded: str, found: Sum, earlier: Sum) -> bool:
    """Whether a sum is the one before it, times a number printed with that: "2 lauréats à 50 €, soit 100 €"."""
    if earlier.value <= 0 or not _WORKED_OUT.search(folded, earlier.end, found.start):
        return False
    times, rest = divmod(found.value, earlier.value)
    counts = (match[0] for match in _COUNT.finditer(folded, max(0, earlier.end - _COUNTED), found.start))
    return not rest and times > 1 and str(times) in counts


def is_base(folded: str, found: Sum, following: Sum) -> bool:
    """Whether the sum behind a sum is the share of it that is printed between them."""
    share = _SHARE.fullmatch(folded, found.end, following.start)
    if share is None:
        return False
    part = found.value * Decimal(share["share"].replace(",", ".")) / 100
    return abs(part - following.value) <= following.value / 100
