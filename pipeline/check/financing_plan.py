"""A financing plan whose parts do not make its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row
from pipeline.check.phrasing import euros, percent
from pipeline.model import Act

# "130 400.00€ 80 %", "975,00 € | 30%"
_SHARE = patterns.compile(
    r"\s*(?:€|euros?)?\s*(?:h\.?t\.?|t\.?t\.?c\.?)?[\s|(:;-]{0,8}(?P<share>\d{1,3}(?:[.,]\d{1,4})?)\s{0,3}(?P<sign>%?)"
)
_TOTAL = patterns.compile(r"\btota(?:l|ux)\b[^%]{0,60}\Z|\b(?:cout|montant) (?:total|global)\b[^%€]{0,40}\Z")

#: How far the lines of one plan stand apart.
_REACH = 260


@dataclass(frozen=True, slots=True)
class _Line:
    row: Row
    share: Decimal
    end: int
    total: bool


def check_financing_plan(reading: Reading) -> Iterator[Finding]:
    """Plans, printed as sums with their shares, whose sums or shares do not make the whole."""
    for act in reading.acts:
        rows = reading.rows_of("amounts", act)
        if len(rows) < 3 or "%" not in act.text or "financ" not in reading.folded_act(act):
            continue
        for plan in _plans(reading, rows):
            yield from _of_plan(act, plan)


def _plans(reading: Reading, rows: Sequence[Row]) -> Iterator[list[_Line]]:
    """The lines from the first share to the one of a hundred percent, where no other sum is mixed in between."""
    lines: list[_Line] = []
    for row in rows:
        line = _line(reading, row)
        near = not lines or row["char_start"] - lines[-1].end <= _REACH
        if line is None or not near:
            # A sum without a share may be that of another column of a total; elsewhere it breaks the plan.
            if not (line is None and near and _is_total(reading, row)):
                lines = []
            if line is None:
                continue
        lines.append(line)
        if line.share == 100:
            if len(lines) > 2:
                yield lines
            lines = []


def _line(reading: Reading, row: Row) -> _Line | None:
    found = _SHARE.match(reading.folded, row["char_end"])
    if not found:
        return None
    share = Decimal(found["share"].replace(",", "."))
    if not (found["sign"] or share == 100) or not 0 < share <= 100:
        return None
    return _Line(row, share, found.end(), _is_total(reading, row))


def _is_total(reading: Reading, row: Row) -> bool:
    return bool(_TOTAL.search(reading.folded, max(0, row["char_start"] - 70), row["char_start"]))


def _of_plan(act: Act, plan: list[_Line]) -> Iterator[Finding]:
    *all_parts, whole = plan
    parts = [line for line in all_parts if not line.total]
    base, count = Decimal(whole.row["value"]), len(parts)
    if count < 2 or not base:
        return
    told, shares = sum((Decimal(p.row["value"]) for p in parts), Decimal()), sum((p.share for p in parts), Decimal())
    money_fits = abs(told - base) <= (1 if base % 1 == 0 else Decimal("0.05") * count)
    shares_fit = abs(shares - 100) <= Decimal("0.6") * count
    if money_fits and shares_fit:
        return
    place = (parts[0].row["char_start"], whole.end)
    if shares_fit and abs(told - base) < base / 4:
        wrong = [p for p in parts if abs(base * p.share / 100 - Decimal(p.row["value"])) > base * Decimal("0.006") + 1]
        about = (
            f" ; {percent(wrong[0].share)} feraient {euros((base * wrong[0].share / 100).quantize(Decimal('0.01')))}, et non "
            f"{euros(wrong[0].row['value'])}"
            if len(wrong) == 1
            else ""
        )
        message = f"plan de financement : les parts font {euros(told)} pour un total imprimé de {euros(base)}{about}."
    elif money_fits and abs(shares - 100) < 30:
        message = f"plan de financement : les pourcentages font {percent(shares)}, et non 100 %."
    elif abs(told / base * 100 - shares) <= 1 and 50 <= shares < 100:
        message = f"plan de financement : les parts ne font que {euros(told)} sur {euros(base)} ({percent(shares)})."
    else:
        return
    yield Finding(message=message, places=(place,), act=act)


CHECK = Check(
    code="financing_plan",
    severity="error",
    says="Les parts d'un plan de financement ne font pas son total, ou pas 100 %.",
    silent="Les pourcentages ne sont pas imprimés à côté des montants, ou des lignes du plan n'ont pas pu être lues.",
    find=check_financing_plan,
)
