"""A price before tax and the same with tax that do not go together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row
from pipeline.check.phrasing import euros, percent

#: The rates of metropolitan France, Corsica and overseas, in percent.
_RATES = tuple(map(Decimal, ("20", "19.6", "10", "8.5", "7", "5.5", "2.1", "13", "0.9", "1.05", "1.75")))

#: What may stand between the two: "172 000 € HT, soit 206 520 € TTC", "10 000 € HT (12 000 € TTC)".
_JOINT = patterns.compile(
    r"\s*(?:€|euros?)?\s*[(]?(?:h\.?\s?t\.?|hors\s+taxes?)?[)]?\s*[,;:]?\s*[(/-]?\s*(?:soit|c'est-a-dire|ou|,)?\s*(?:un\s+(?:montant|total|cout)\s+de\s*)?[(]?"
    r"(?:t\.?t\.?c\.?\s*:?\s*)?\s*"
)
# "+ TVA 20 % : 34 400 €"
_VAT = patterns.compile(r"\b(?:t\.?v\.?a\.?)\b")
_REACH = 60


def check_taxes(reading: Reading) -> Iterator[Finding]:
    """Sums before and with tax, told in one breath, that no rate joins; and those whose printed tax is not their difference."""
    for act in reading.acts:
        rows = reading.rows_of("amounts", act)
        for one, other in pairwise(rows):
            if (one["tax"], other["tax"]) != ("HT", "TTC") or other["char_start"] - one["char_end"] > _REACH:
                continue
            between = reading.folded[one["char_end"] : other["char_start"]]
            if not _JOINT.fullmatch(between):
                continue
            if fault := _fault(one["value"], other["value"]):
                yield Finding(message=fault, places=((one["char_start"], other["char_end"]),), act=act)
        for triple in zip(rows, rows[1:], rows[2:], strict=False):
            if fault := _sum_fault(reading, triple):
                yield Finding(message=fault, places=((triple[0]["char_start"], triple[2]["char_end"]),), act=act)


def _fault(net: Decimal, gross: Decimal) -> str | None:
    """What is wrong, or None: sums in whole euros may be one off; what is far from any rate counts other things."""
    if net <= 0 or not net <= gross <= net * Decimal("1.25") or net == gross:
        return None
    slack = Decimal("0.06") if net % 1 or gross % 1 else Decimal("1.5")
    if any(abs(net * (1 + rate / 100) - gross) <= slack for rate in _RATES):
        return None
    near = min(_RATES[:6], key=lambda rate: abs(net * (1 + rate / 100) - gross))
    right = (net * (1 + near / 100)).quantize(Decimal("0.01"))
    if abs(right - gross) > right / 100:
        return None
    told = f"{euros(net)} hors taxes ne font pas {euros(gross)} toutes taxes comprises"
    return f"{told} : au taux de {percent(near)}, ce serait {euros(right)}."


def _sum_fault(reading: Reading, triple: tuple[Row, Row, Row]) -> str | None:
    """What is wrong with "10 000 € HT + 2 000 € de TVA = 12 000 € TTC", or None."""
    net, tax, gross = triple
    if net["tax"] != "HT" or gross["tax"] != "TTC" or tax["tax"] in ("HT", "TTC"):
        return None
    if gross["char_start"] - net["char_end"] > 3 * _REACH:
        return None
    around = reading.folded[net["char_end"] : tax["char_end"] + 12]
    if not _VAT.search(around) or not 0 < tax["value"] < net["value"] / 4:
        return None
    total = net["value"] + tax["value"]
    if abs(total - gross["value"]) <= 1 or abs(total - gross["value"]) > total / 4:
        return None
    return f"{euros(net['value'])} hors taxes et {euros(tax['value'])} de TVA font {euros(total)}, et non {euros(gross['value'])}."


CHECK = Check(
    code="taxes",
    severity="warning",
    says="Le montant hors taxes, la TVA et le montant toutes taxes comprises ne vont pas ensemble.",
    silent="Les deux montants ne se suivent pas, ou leur rapport est loin de tout taux (plusieurs taux, autre périmètre).",
    find=check_taxes,
)
