"""A share that is not the share of its base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row
from pipeline.check.phrasing import euros, percent

_OF = (
    r"(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s{0,2}%\s+(?:de|du|d'un|sur(?:\s+un)?)\s*(?:la\s+|le\s+|l')?"
    r"(?:(?:cout|montant|total|depense|assiette|base|prix|somme)[\w' -]{0,60}?)?"
)
_TAX = r"\s*(?:€|euros?)?\s*(?:h\.?t\.?|t\.?t\.?c\.?)?\s*"

# "80 % de 163 000 €, soit 130 400 €": the share in front of the base, the part behind it.
_SHARE_BEFORE = patterns.compile(rf"{_OF}(?:de|:|estimee?\s+a|s'elevant\s+a|fixee?\s+a|evaluee?\s+a|\(|soit)?\s*\Z")
_PART_BEHIND = patterns.compile(
    rf"{_TAX}[),;]?\s*(?:soit|=|ce\s+qui\s+(?:fait|represente))\s+(?:une?\s+[\w' -]{{1,40}}\s+de\s+|de\s+)?"
)

# "130 400 €, soit 80 % de 163 000 €"
_SHARE_BETWEEN = patterns.compile(
    rf"{_TAX}[,;(]?\s*(?:soit|representant|correspondant\s+a|=|\()\s*{_OF}(?:de|:|estimee?\s+a|fixee?\s+a|\()?\s*"
)


#: How far apart the two sums may be.
_REACH = 130


def check_share_of_base(reading: Reading) -> Iterator[Finding]:
    """Sums said to be so many percent of another, which they are not."""
    for act in reading.acts:
        for one, other in pairwise(reading.rows_of("amounts", act)):
            start, end = one["char_end"], other["char_start"]
            if end - start > _REACH or not (told := _told(reading, one, other)):
                continue
            part, base, share, begin = told
            wrong = _is_wrong(part, base, share)
            if {one["tax"], other["tax"]} == {"HT", "TTC"}:
                wrong = wrong and _is_wrong(part / Decimal("1.2"), base, share)
            if wrong:
                right = (base * share / 100).quantize(Decimal("0.01"))
                yield Finding(
                    message=f"{percent(share)} de {euros(base)} font {euros(right)}, et non {euros(part)}.",
                    places=((begin, other["char_end"]),),
                    act=act,
                )


def _told(reading: Reading, one: Row, other: Row) -> tuple[Decimal, Decimal, Decimal, int] | None:
    """The part, the base, the share that the one is of the other, and where that begins; None where nothing is said of it."""
    between = reading.folded[one["char_end"] : other["char_start"]]
    if "%" in between and (found := _SHARE_BETWEEN.fullmatch(between)):
        return Decimal(one["value"]), Decimal(other["value"]), _decimal(found["share"]), one["char_start"]
    if _PART_BEHIND.fullmatch(between):
        found = _SHARE_BEFORE.search(reading.folded, max(0, one["char_start"] - 110), one["char_start"])
        if found:
            return Decimal(other["value"]), Decimal(one["value"]), _decimal(found["share"]), found.start()
    return None


def _decimal(share: str) -> Decimal:
    return Decimal(share.replace(",", "."))


def _is_wrong(part: Decimal, base: Decimal, share: Decimal) -> bool:
    """Whether the part is beyond what rounding the share, or the part to tens, explains."""
    if base <= 0 or part <= 0 or not 0 < share <= 100 or part > base:
        return False
    step = Decimal(1).scaleb(share.as_tuple().exponent) if share % 1 else Decimal(1)  # type: ignore[arg-type]
    slack = base * step * Decimal("0.6") / 100 + 1 + (10 if part % 10 == 0 else 0)
    return abs(base * share / 100 - part) > slack


CHECK = Check(
    code="share_of_base",
    severity="warning",
    says="Une part en pourcentage n'est pas celle de la somme dont elle est dite la part.",
    silent="La part, le pourcentage et la base ne se suivent pas dans une même phrase ; l'écart vient d'un arrondi.",
    find=check_share_of_base,
)
