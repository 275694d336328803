"""Every sum of a passage, whichever way it is printed, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors import patterns
from extractors.amounts.cells import MoneyCell, find_money_cells
from extractors.amounts.figures import GAP, Figure, read_figures, rounded, split_decimals
from extractors.amounts.words import read_written_sums
from extractors.base import Passage, without_overlap
from extractors.flattened import find_flattened_tables
from extractors.tables import find_tables

#: More than any French public body ever wrote into one line: two numbers that ran into each other.
_LARGEST = Decimal(10) ** 13

#: "de 100 à 200 €", "de 300 et 350 €", "600 à 900 €": a number that shares the unit of the sum behind it.
_PARTNER = patterns.compile(
    rf"""
    (?P<led> (?<! \w ) (?: de | entre | soit | respectivement | sont | est | a | à ) {GAP}{{1,3}} | [:(] {GAP}{{0,2}} )?+
    (?<! [\w.,/°'’-] ) (?<! (?: n°|no|article|articles|lot|lots|lignes?|pages?|chapitre) {GAP} )
    (?P<number> [1-9]\d{{0,2}} (?: [ \u00a0\u202f.] \d{{3}} ){{1,3}} (?: ,\d{{1,2}} )? | \d{{1,6}} (?: [.,]\d{{1,2}} )? )
    {GAP}{{0,2}} (?P<joint> à | a | et | ou | - | – | / ) {GAP}{{0,2}} \Z
    """,
    regex.VERBOSE,
)

_JOINTS = ("à", "a", "et", "ou", "-", "–", "/")

_YEAR = patterns.compile(r"(?:19|20)\d\d")

#: Behind a number with decimals: what makes it a size, a share or a time.
_SIZE = patterns.compile(
    r"\s{0,2}(?:m2|m²|m3|m³|ha\b|hectares?|km|ml\b|metres?|kwh|mwh|%|tonnes?\b|t\b|litres?|l\b|habitants?|h\b|heures?|points?\b|etp\b|ans\b)"
)

#: In front of a number with decimals: what makes it a clause of a code or a number of something.
_NUMBERED = patterns.compile(r"(?:\b[lrd]\.?\s?|n°\s?|\barticles?\s|\bart\.\s?|\bnumero\s)\Z")

#: In front of a number without a sign: what says that money is spoken of.
_SPOKEN = patterns.compile(
    r"€|\b(?:euros?|montants?|depenses?|recettes?|budg\w+|credits?|couts?|soldes?|resultats?|subventions?|bp|ca)\b"
)
_SPOKEN_REACH = 900

#: A minus belongs to the sum at the head of a cell or behind a colon: elsewhere it opens an item of a list.
_MINUS = patterns.compile(r"(?:[:=(\t€*][ \u00a0\u202f]?|€\s?\*{1,3} ?)[-−–][ \u00a0\u202f]?\Z")

#: What may stand between a sum in words and the same sum in figures.
_SAME = patterns.compile(r"[\s(),:=;-]{0,6}(?:soit|ou)?[\s(),:=;-]{0,6}")


@dataclass(frozen=True, slots=True)
class Sum:
    """One printed sum.

    Attributes:
        cell: the table cell it stands in, if any.
    """

    start: int
    end: int
    value: Decimal
    currency: str
    rule: str
    confidence: float
    cell: MoneyCell | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it has more decimals than cents: a price per unit, which nobody is awarded and no budget holds."""
        return self.value != round(self.value, 2)


def find_sums(passage: Passage) -> list[Sum]:
    """The sums of a passage in reading order; one in words beside the same in figures is left out.

    >>> [str(s.value) for s in find_sums(Passage("de 15 à 20 €, puis cent euros (100 €)"))]
    ['15', '20', '100']
    """
    tables = passage.find(find_tables) + passage.find(find_flattened_tables)
    cells = {m.cell.start: m for m in find_money_cells(passage.folded, tables)}
    sums = list(_in_figures(passage, _Cells(cells)))
    sums += [s for s in map(_bare_cell, cells.values()) if s]
    sums = without_overlap(sums)
    sums = without_overlap([*sums, *_partners(passage.text, sums)])
    sums = without_overlap([*sums, *_in_words(passage, sums)])
    return [s for s in sums if abs(s.value) < _LARGEST]


class _Cells:
    """The money cells by place: asked in reading order, each is passed once."""

    def __init__(self, cells: dict[int, MoneyCell]) -> None:
        self._waiting = [cells[start] for start in sorted(cells, reverse=True)]

    def at(self, start: int) -> MoneyCell | None:
        waiting = self._waiting
        while waiting and waiting[-1].cell.end <= start:
            waiting.pop()
        return waiting[-1] if waiting and waiting[-1].cell.start <= start else None


def _in_figures(passage: Passage, cells: _Cells) -> Iterator[Sum]:
    text, folded = passage.text, passage.folded
    for figure in read_figures(text):
        cell = cells.at(figure.start)
        if not figure.currency and (cell or not _unsigned(figure, text, folded)):
            continue
        minus = _MINUS.search(text, max(0, figure.start - 6), figure.start)
        start = figure.start
        if minus:
            start = text.rfind(minus[0].strip()[-1], 0, start)
        rule = "sign" if figure.currency else "unsigned"
        confidence = figure.confidence if figure.currency else 0.8
        value = -figure.value if minus else figure.value
        yield Sum(start, figure.end, value, figure.currency or "EUR", rule, confidence, cell)


def _unsigned(figure: Figure, text: str, folded: str) -> bool:
    """Whether a number without a sign of money is written as only sums are: thousands apart, two decimals."""
    if figure.decimals != 2 or not (figure.grouped or figure.value >= 1000):
        return False
    if _SIZE.match(folded, figure.end) or _NUMBERED.search(folded, max(0, figure.start - 12), figure.start):
        return False
    if not figure.grouped and "." in text[figure.start : figure.end]:
        return False
    return bool(_SPOKEN.search(folded, max(0, figure.start - _SPOKEN_REACH), figure.start))


def _bare_cell(money: MoneyCell) -> Sum | None:
    if money.value is None:
        return None
    cell = money.cell
    lead = len(cell.text) - len(cell.text.lstrip("(+ "))
    value = -money.value if cell.text[lead : lead + 1] in ("-", "−", "–") else money.value
    return Sum(cell.start + lead, cell.end, value, "EUR", "cell", 0.96 if money.certain else 0.75, money)


def _partners(text: str, sums: Iterable[Sum]) -> Iterator[Sum]:
    for found in sums:
        if found.rule != "sign" or not text[max(0, found.start - 5) : found.start].rstrip().endswith(_JOINTS):
            continue
        match = _PARTNER.search(text, max(0, found.start - 40), found.start)
        if not match or not _is_partner(match):
            continue
        whole, decimals, _ = split_decimals(match["number"])
        value = Decimal(f"{whole}.{decimals or 0}")
        if value < 1000 <= found.value and text[found.end - 2 : found.end - 1] in "kKM":
            value *= 10**6 if text[found.end - 2] == "M" else 10**3
        if match["joint"] in ("et", "ou") or value < found.value:
            yield Sum(match.start("number"), match.end("number"), rounded(value), found.currency, "range", 0.85, found.cell)


def _is_partner(match: regex.Match[str]) -> bool:
    if _YEAR.fullmatch(match["number"]) and not match["led"]:
        return False
    return bool(match["led"]) or match["joint"] in ("à", "a") or "," in match["number"]


def _in_words(passage: Passage, sums: list[Sum]) -> Iterator[Sum]:
    ends = {s.end: s for s in sums}
    starts = {s.start: s for s in sums}
    for written in read_written_sums(passage.folded):
        after = _SAME.match(passage.folded, written.end)
        before = next((ends[p] for p in range(written.start, written.start - 16, -1) if p in ends), None)
        beside = [before, starts.get(after.end()) if after else None]
        if not any(s and s.value == written.value for s in beside):
            yield Sum(written.start, written.end, written.value, written.currency, "words", 0.9)
