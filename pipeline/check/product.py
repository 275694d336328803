"""A quantity times its price that is not the sum printed behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import fold
from extractors.tables import Row, find_tables
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import euros, number
from pipeline.model import Act

_PRICE = patterns.compile(r"\bunitaires?\b|\bp\.?\s?u\.?(?!\w)|\b(?:prix|tarif|cout)\s+(?:a|au|par)\b")
_TOTAL = patterns.compile(r"\b(?:total|totaux|montant|cout|produit|somme)\b")
_FIGURES = r"\d{1,3}(?:[ .]\d{3})+(?:,\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?"
# "25,077 km", "12 h", "41.66 €"
_CELL = patterns.compile(rf"(?P<figures>{_FIGURES})\s{{0,2}}(?:€|euros?|[a-z]{{1,8}}[²³]?)?(?:\s?(?:ht|ttc))?\.?")

# "12 repas x 4,50 € = 54 €"
_WRITTEN = patterns.compile(
    rf"""(?<![\d.,]|[*x×/+-]\s{{0,2}})(?P<quantity>{_FIGURES})\s?(?:(?!x\b)[a-z'²³]{{1,14}}\s){{0,3}}\s?(?:[x×*]|\bx\b)\s?
    (?P<price>{_FIGURES})\s?(?:€|euros?)(?:\s?(?:/|par)\s?[a-z²³]{{1,12}})?(?:\s(?:ht|ttc))?\s?(?:=|soit|:)\s?(?:un\s(?:total|montant)\sde\s)?
    (?P<total>{_FIGURES})\s?(?:€|euros?)""",
    regex.VERBOSE,
)
_TIMES = patterns.compile(r"\d[^\n]{0,40}[x×*]\s?\d")

#: What is further from the product than this share counts something else besides.
_FARTHEST = Decimal("0.05")


def check_product(reading: Reading) -> Iterator[Finding]:
    """Rows of a table, and products written out, whose total is not the quantity times the price."""
    for act in reading.acts:
        folded = reading.folded_act(act)
        if "\t" in act.text and _PRICE.search(folded):
            yield from _of_tables(act)
        if _TIMES.search(folded):
            for found in _WRITTEN.finditer(folded):
                if message := _fault(found["quantity"], found["price"], found["total"]):
                    place = act.locate(*found.span())
                    yield Finding(message=message, places=((place.start, place.end),), act=act)


def _of_tables(act: Act) -> Iterator[Finding]:
    for table in find_tables(Passage(act.text, kind=act.kind)):
        for row in table.rows:
            if (columns := _columns(row)) and (message := _fault(*(_figures(row, column) or "" for column in columns))):
                place = act.locate(row.start, row.end)
                yield Finding(message=message, places=((place.start, place.end),), act=act)


def _columns(row: Row) -> tuple[int, int, int] | None:
    """Where a row has its quantity, its price and its total, side by side; None where it has not."""
    if row.is_heading:
        return None
    titles = [fold(title) for title in row.titles]
    prices = [at for at, title in enumerate(titles) if _PRICE.search(title)]
    if len(prices) != 1:
        return None
    price = prices[0]
    for quantity, total in ((price - 1, price + 1), (price + 1, price + 2)):
        if quantity >= 0 and total < len(titles) and _TOTAL.search(titles[total]):
            columns = quantity, price, total
            return columns if all(_figures(row, column) for column in columns) else None
    return None


def _figures(row: Row, column: int) -> str | None:
    found = _CELL.fullmatch(fold(row.cells[column].text).strip()) if column < len(row.cells) else None
    return found["figures"] if found else None


def _fault(quantity: str, price: str, total: str) -> str | None:
    """What is wrong, or None: a point in front of three figures may part thousands, or decimals."""
    ways = list(product(_values(quantity), _values(price), _values(total)))
    if any(abs(q * p - t) <= _slack(t) for q, p, t in ways):
        return None
    q, p, t = min(ways, key=lambda way: abs(way[0] * way[1] - way[2]))
    if not t or abs(q * p - t) > t * _FARTHEST:
        return None
    return f"{_plain(q)} × {euros(p)} font {euros((q * p).quantize(Decimal('0.01')))}, et non {euros(t)}."


def _values(figures: str) -> Iterable[Decimal]:
    plain = figures.replace(" ", "")
    whole, sign, rest = plain.rpartition("," if "," in plain else ".")
    if not sign:
        return (Decimal(plain),)
    decimal = Decimal(f"{whole.replace('.', '')}.{rest}")
    return (decimal, Decimal(plain.replace(".", ""))) if sign == "." and len(rest) == 3 else (decimal,)


def _slack(total: Decimal) -> Decimal:
    """What rounding the total explains."""
    return Decimal(1) if total % 1 == 0 else Decimal("0.005001")


def _plain(value: Decimal) -> str:
    """A quantity, with all its decimals."""
    return number(value) if value % 1 == 0 else f"{value.normalize():f}".replace(".", ",")


CHECK = Check(
    code="product",
    severity="warning",
    says="Une quantité multipliée par son prix unitaire ne fait pas la somme imprimée.",
    silent="Le tableau ne nomme pas le prix unitaire et le total ; l'écart vient de l'arrondi, ou passe 5 % (taxes, remise).",
    find=check_product,
)
