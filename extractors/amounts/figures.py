"""Numbers as French acts print them, with the sign or word of money beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

import regex

from extractors import patterns
from extractors.french import SPACE, matches_at

#: White space inside one sum; never a tab, which parts two cells of a table.
GAP = SPACE.replace(r"\t", "")

#: What stands between thousands: "12 500", "12.500", "12'500"; also a line end of a hard-wrapped text.
_GROUP = rf"(?:{GAP}{{1,2}}|[.'’])"

#: ``12 500``, ``241.734,56``, ``46.544 ,07``, ``100 000, 00``. Slips of OCR: the letter O for a zero, "2724 000",
#: "8 675,3 6 €". A year in front of a sum is no part of it: nothing but zeros follows four digits.
_NUMBER = rf"""
    (?: (?<! [\p{{L}}\d] ) | (?<= \b d e ) | (?<= \b [àÀ] ) ) (?<! \d [.,'’] ) (?<! \d [ ] ['’] )
    (?P<number>
        (?: [1-9] [\dO]{{0,2}} (?: {_GROUP} [\dO]{{3}} (?! [\dO] ) ){{1,5}} | \d{{4,6}} [ ] 000 (?! \d ) | \d{{1,15}} )
        (?: [ ]? [.,] \d{{1,6}} (?: [ ] \d (?= [ ]? € ) )? | , {GAP} \d\d (?= {GAP}{{0,2}} [€eE] ) )?
    )
    (?! \d )
"""

#: ``€``, ``k€``, ``M €``, ``millions d'euros``, ``EUR``, ``francs``; ``£``, ``KE``, ``E`` and ``C`` are how OCR reads the
#: euro sign. "3 500,- €" and "(2 500) euros" are written so, too.
_MONEY = rf"""
    (?: [.,] {GAP}? [-–]{{1,2}} | \) )? {GAP}{{0,3}}+
    (?: (?P<scale> [kKmM] | [mM][dD][sS]? | [mM]illions? | [mM]illiards? | MILLIONS? | MILLIARDS? )
        {GAP}{{0,2}} (?: [dD] [e'’] {GAP}{{0,2}} )? )?
    (?: (?P<euro> € | (?: [eE]uros? | EUROS? | EUR | Eur ) (?! \p{{L}} ) )
      | (?P<franc> (?: [fF]rancs? | FRANCS? | FRF | FF | F[rR]s? ) (?! \p{{L}} ) (?! {GAP}? (?: CFP | cfp | [pP]acifique ) ) )
      | (?P<pacific> (?: [fF](?:rancs?)? {GAP}? (?: CFP | cfp | [pP]acifique ) | XPF ) (?! \p{{L}} ) )
      | (?P<damaged> £ | (?<= [KM] ) [ ]? E (?! \p{{L}} | ['’.] ) ) | (?P<letter> [EC] (?! [\p{{L}}\d] | ['’.] ) )
    )
"""

#: ``12 milliards`` with no word of money: what is counted so is money, unless the text says of what.
_BARE_SCALE = rf"{GAP}{{1,2}} (?P<bare> [mM]illiards? ) (?! \p{{L}} ) (?! {GAP}{{0,3}} d ['’e] )"

#: ``74 200 HT``: a price whose sign was left out.
_TAXED = rf"(?P<taxed> (?= {GAP}{{0,2}} (?: HT | TTC | H\.T\. | T\.T\.C\. ) (?! \p{{L}} ) ) )"

#: ``10€50``, ``10 euros et 50 centimes``.
_CENTS = (
    rf"(?: (?P<cents> (?<= € ) \d\d (?! [\d.,] ) ) | {GAP} (?: et {GAP} )? (?P<centimes> \d\d? ) {GAP} (?: centimes? | cts? ) \b )"
)

#: Digits and what may stand between them. The pattern of a sum is costly: it is tried only on a run that money stands
#: beside, or that is written as sums are.
_RUN = patterns.compile(r"\d[\dO .,'’\u00a0\u2007\u2009\u202f\n\r\f]*+")
_MONEY_AHEAD = patterns.compile(
    r"(?:[-–]{1,2}\s?|\)\s?)?(?:[€£]|[kKmM]\s?[€£E]|[eE]uro|E[uU][rR]|[kKmM]\s?(?:[eE]ur|EUR)|[mM]illi|MILLI|[mM][dD][sS]?\s?[€eE]"
    r"|[fF][rR ]|F[FC]|XPF|[EC]\b|H\.?T|T\.?T)"
)
_LIKE_SUMS = patterns.compile(r"[ .'’\u00a0\u2007\u2009\u202f]\d{3}[.,]\d\d(?!\d)|\d{4}[.,]\d\d(?!\d)")

_FIRST_DIGIT = patterns.compile(r"(?<!\d)\d")
_FIGURE = patterns.compile(rf"{_NUMBER} (?: {_MONEY} {_CENTS}? | {_BARE_SCALE} | {_TAXED} )?", regex.VERBOSE)

#: ``€ 500``, ``EUR 2.500,00``: the sign stands in front and belongs to no number before it.
_SIGN_BEFORE = patterns.compile(r"(?<![\dkKM]\s{0,3})(?:€|(?<!\p{L})(?:EUR|Euros?))[ \u00a0\u202f]?\Z")
_SUM_AFTER = patterns.compile(r"(?:[ \u00a0\u202f]?[.,;:)]|\s*\Z|[ \t]*\n)(?!\d)")

#: What makes a number a rate with decimals, so that ``1.234`` is not one thousand: "0.123 €/m3", "1,234 € le m3".
_PER_UNIT = patterns.compile(
    rf"{GAP}?(?:H\.?T\.?|T\.?T\.?C\.?)?{GAP}?(?:(?:/|par\b)(?!{GAP}?(?:an|mois|semaine|jour)\b)|le{GAP}(?:m|k)|l['’]unit)",
    regex.IGNORECASE,
)

#: A number that OCR has torn: "2724 000", "675,3 6".
_BROKEN = patterns.compile(r"\d{4}\s|[.,]\d+\s\d")

_LONGEST_UNIT = 40

#: Numbers that ran into each other have more digits than decimals hold by default, and rounding them would raise.
_WIDE = Context(prec=60)

_SCALES = {"k": 3, "m": 6, "md": 9, "mds": 9, "million": 6, "millions": 6, "milliard": 9, "milliards": 9}


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number.

    Attributes:
        end: behind the word of money, when there is one.
        number_end: behind the number itself.
        currency: ``EUR``, ``FRF``, ``XPF``, or ``""`` for a number that nothing beside it calls money.
        scale: the power of ten of "k€" or "millions d'euros".
        decimals: how many digits stand behind the decimal sign.
        grouped: whether its thousands are set apart.
        confidence: lower where the reading leaves a doubt.
    """

    start: int
    end: int
    number_end: int
    value: Decimal
    currency: str
    scale: int
    decimals: int
    grouped: bool
    confidence: float


def read_figures(text: str) -> Iterator[Figure]:
    """Yield the sums of a text, and the numbers that are written like sums but have no sign of money.

    >>> [(str(f.value), f.currency) for f in read_figures("3,5 M€, 241.734,56 € et 12 élèves, soit 1 000,50")]
    [('3500000', 'EUR'), ('241734.56', 'EUR'), ('1000.5', '')]
    """
    for match in _numbers(text):
        start, end = match.span("number")
        plain = match["number"].isdigit()
        currency = _currency(match)
        if currency and not (plain and (match["letter"] or match["number"].startswith("00"))):
            yield _figure(match, text, currency, 0.97 if match["euro"] or match["pacific"] or match["franc"] else 0.6)
        elif (
            end - start > 2 and _SIGN_BEFORE.search(text, max(0, start - 12), start) and (not plain or _SUM_AFTER.match(text, end))
        ):
            yield _figure(match, text, "EUR", 0.85)
        elif not plain:
            yield _figure(match, text, "", 0.9)
        elif match["taxed"] is not None and end - start > 2:
            yield _figure(match, text, "EUR", 0.8)


def _numbers(text: str) -> Iterator[regex.Match[str]]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        signed = text[max(0, start - 2) : start].rstrip()[-1:] in ("€", "R", "o", "s")
        if signed or _MONEY_AHEAD.match(text, end) or _LIKE_SUMS.search(text, start, end):
            places = (first.start() for first in _FIRST_DIGIT.finditer(text, start, end))
            yield from matches_at(_FIGURE, places, text, end + _LONGEST_UNIT)


def _figure(match: regex.Match[str], text: str, currency: str, confidence: float) -> Figure:
    printed = match["number"]
    rate = bool(currency) and bool(_PER_UNIT.match(text, match.end()))
    whole, decimals, certain = split_decimals(printed, rate=rate)
    decimals = match["cents"] or (match["centimes"] or "").zfill(2 if match["centimes"] else 0) or decimals
    scale = _SCALES.get((match["scale"] or match["bare"] or "").lower(), 0)
    if "O" in printed or not certain or _BROKEN.search(printed):
        confidence = 0.5
    return Figure(
        start=match.start(),
        end=match.end(),
        number_end=match.end("number"),
        value=rounded(Decimal(f"{whole}.{decimals or 0}").scaleb(scale)),
        currency=currency,
        scale=scale,
        decimals=len(decimals),
        grouped=len(whole) > 3 and not printed[: len(whole)].isdigit(),
        confidence=confidence,
    )


def rounded(value: Decimal) -> Decimal:
    """``value`` with at most the four decimals that are published, and none that are zero.

    >>> rounded(Decimal("81.23456")), rounded(Decimal("3.50E+6"))
    (Decimal('81.2346'), Decimal('3500000'))
    """
    value = value.quantize(Decimal("0.0001"), context=_WIDE)
    return value.quantize(Decimal(1), context=_WIDE) if value == value.to_integral_value() else value.normalize()


def _currency(match: regex.Match[str]) -> str:
    if match["pacific"]:
        return "XPF"
    if match["franc"]:
        return "FRF"
    return "EUR" if match["euro"] or match["damaged"] or match["letter"] or match["bare"] else ""


def split_decimals(printed: str, *, rate: bool = False) -> tuple[str, str, bool]:
    """The digits before and behind the decimal sign of a printed number, and whether that reading is certain.

    A point before three digits parts thousands unless the number is a ``rate`` or starts with zero; a comma before
    three digits is doubtful.

    >>> split_decimals("241.734,56"), split_decimals("12.500"), split_decimals("0,305")
    (('241734', '56', True), ('12500', '', True), ('0', '305', True))
    """
    number = "".join(printed.split()).replace("'", "").replace("’", "").replace("O", "0")
    at = max(number.rfind(","), number.rfind("."))
    if at < 0:
        return number, "", True
    whole, sign, decimals = number[:at], number[at], number[at + 1 :]
    other = "." if sign == "," else ","
    thousands = len(decimals) == 3 and not (rate and decimals != "000") and not whole.startswith("0")
    if other not in whole and (sign in whole or thousands) and (sign == "." or sign in whole or len(whole) <= 3):
        return whole.replace(sign, "") + decimals, "", sign == "." or sign in whole
    return whole.replace(other, ""), decimals, len(decimals) <= 2 or rate or whole == "0"
