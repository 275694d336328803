"""Whether some of a few sums make another: an advance and a balance, two budget lines, three parts of a grant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

#: More sums than these make nearly everything.
_MOST = 14


def makes(sums: Sequence[Decimal], whole: Decimal, slack: Decimal = Decimal(1)) -> bool | None:
    """Whether some of the sums add up to ``whole``; None where there are too many of them to tell.

    >>> makes([Decimal(100), Decimal(30), Decimal(54)], Decimal(154)), makes([Decimal(1), Decimal(2)], Decimal(9))
    (True, False)
    """
    distinct = sorted(sums, reverse=True)
    if len(distinct) > _MOST:
        return None
    reached = {Decimal()}
    for value in distinct:
        reached |= {total + value for total in reached}
    return any(abs(total - whole) < slack for total in reached)
