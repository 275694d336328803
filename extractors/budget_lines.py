"""Printed lines of the assembly's budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors import patterns
from extractors.accounts import BudgetPlace, place_of
from extractors.amounts.sums import Sum, find_sums
from extractors.base import Extractor, Mention, Passage, column
from extractors.chapters import chapter_line
from extractors.french import GAP, SPACE
from extractors.tables import Row

_UNIT = patterns.compile(r" ?\(? ?(?:en )?(?:€|k€|euros?) ?\)?", regex.IGNORECASE)

#: "chapitre 65, article 6574", "Chapitre 011 Compte 61521", "nature 6574": an article of less than three digits is one
#: of a law or of the act itself.
_NUMBER = rf"{GAP}(?:n°{SPACE}?)?"
_CHAPTER = rf"(?:chapitre|imputation){_NUMBER}\d{{1,6}}(?:[./-]\d{{1,6}})?"
_DETAIL = (
    rf"(?:article|compte|nature|imputation|fonction|art\.|ligne(?:{GAP}de{GAP}credits?)?){_NUMBER}\d{{3,6}}(?:[./-]\d{{1,6}})?"
)
_AND = rf"(?:{SPACE}?[,;/-])?{SPACE}{{0,3}}(?:et{GAP})?"
_PLACES = patterns.compile(rf"\b(?:{_CHAPTER}|{_DETAIL})(?P<more>{_AND}(?:{_CHAPTER}|{_DETAIL})){{0,3}}")

#: A chapter alone may be a heading; what is spent on it is said with a verb.
_SPENT = patterns.compile(r"\b(?:imput|inscri|prelev|credit|virement|affect)")

#: An account on the next line, with a sum on that line, is that sum's.
_NEXT_LINE = patterns.compile(r"[^\n(]{0,60}\n[^\n(]{0,60}")
_SUM_OF_ITS_OWN = patterns.compile(r"[^\n€]{0,90}\d\s?€")

#: How far a line's account and its sum may stand apart in a sentence.
_REACH = 130
_STOP = patterns.compile(r"[.;!?]\s|\n\s*\n|\s[•●▪✓✔➢➤►❖⇒]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Mention):
    """One printed cell of a budget line."""

    line: int | None = column("rang de la ligne dans l'acte")
    operation: str | None = column("opération")
    account: str | None = column("imputation, chapitre ou article, tels qu'imprimés")
    label: str | None = column("libellé")
    measure: str | None = column("titre de la colonne")
    value: Decimal = column("montant, en euros", digits=(18, 2))


def find_budget_lines(passage: Passage) -> Iterator[BudgetLine]:
    """Yield the cells of a passage's budget lines, in reading order.

    A total has no account and is left out, and so is a table that names none: it is somebody's plan, not a budget.

    >>> text = "Chapitre\\tLibellé\\tBP 2025\\n011\\tCharges à caractère général\\t12 500,00"
    >>> [(b.account, b.measure, str(b.value)) for b in find_budget_lines(Passage(text))]
    [('011', 'BP 2025', '12500')]
    """
    lines = dict[object, int]()
    read = dict[Row, BudgetPlace | None]()
    for found in passage.find(find_sums):
        if found.currency != "EUR" or found.is_rate:
            continue
        key: object
        if found.cell:
            key = row = found.cell.row
            if row not in read:
                read[row] = place_of(row)
            line, measure = read[row], _measure(row.titles[found.cell.column] or row.section or found.cell.table.caption)
        else:
            line, measure, key = *_sentence(passage, found), found
        if line is None:
            continue
        number = lines.setdefault(key, len(lines) + 1)
        yield BudgetLine(
            **passage.at(found.start, found.end),
            rule="table" if found.cell else "sentence",
            confidence=0.92 if found.cell else 0.8,
            line=number,
            operation=line.operation,
            account=line.account,
            label=line.label,
            measure=measure,
            value=found.value,
        )


def _measure(title: str) -> str | None:
    return " ".join(_UNIT.sub(" ", " ".join(title.split())).split()) or None


def _sentence(passage: Passage, found: Sum) -> tuple[BudgetPlace | None, str | None]:
    """The account that a sentence names for a sum: behind it in brackets, or in front of it."""
    folded = passage.folded
    behind = _PLACES.search(folded, found.end, found.end + _REACH)
    if behind and "\n" in folded[found.end : behind.start()] and (named := chapter_line(passage, found.start)):
        return named
    if behind and _NEXT_LINE.fullmatch(folded, found.end, behind.start()) and _SUM_OF_ITS_OWN.match(folded, behind.end()):
        behind = None
    if behind and not _STOP.search(folded, found.end, behind.start()) and "€" not in folded[found.end : behind.start()]:
        return BudgetPlace(None, passage.text[behind.start() : behind.end()], None), None
    before = [
        m
        for m in _PLACES.finditer(folded, max(0, found.start - _REACH), found.start)
        if m["more"] or _SPENT.search(folded, m.start() - 60, found.start)
    ]
    if before and not _STOP.search(folded, before[-1].end(), found.start) and "€" not in folded[before[-1].end() : found.start]:
        return BudgetPlace(None, passage.text[before[-1].start() : before[-1].end()], None), None
    return chapter_line(passage, found.start) or (None, None)


EXTRACTOR = Extractor("budget_lines", BudgetLine, find_budget_lines, description="Une case chiffrée d'une ligne budgétaire.")
