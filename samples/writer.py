"""Writing a document and its gold file at once.

Every method that writes a fact returns the French for it and notes the fact under the act being written, so that text and
gold cannot disagree. A document that is to contradict itself says so where it is written, never here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from samples.cast import Body, Person

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")

Fact = dict[str, Any]


@dataclass(frozen=True)
class Block:
    """A piece of a page.

    Attributes:
        kind: ``head``, ``title``, ``text``, ``list``, ``table``, ``columns``, ``stamp`` or ``break`` (a new page).
        text: what it says, for all kinds but tables.
        rows: the cells of a table, its titles first.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Writer:
    """A document being written."""

    name: str
    body: Body
    blocks: list[Block] = field(default_factory=list)
    document: Fact = field(default_factory=dict)
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    current: str = ""

    def act(self, kind: str, number: str | None, date: dt.date | None, title: str) -> None:
        """Begin an act; what follows belongs to it."""
        acts = self.facts.setdefault("acts", [])
        self.current = f"a{len(acts) + 1}"
        acts.append({"act": self.current, "kind": kind, "number": number, "date": date and date.isoformat(), "title": title})

    def back_to(self, act: str) -> None:
        """Go on with an act begun earlier, as the frame of minutes does between two items."""
        self.current = act

    def note(self, table: str, **fact: object) -> None:
        """Note a fact of the current act."""
        self.facts.setdefault(table, []).append({"act": self.current, **fact})

    def write(self, kind: str, text: str) -> None:
        """Add a block of text."""
        self.blocks.append(Block(kind, text))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table, its titles first."""
        self.blocks.append(Block("table", rows=tuple(tuple(row) for row in rows)))

    # --- facts -----------------------------------------------------------------------------------------------------
    def day(self, date: dt.date, role: str, form: str = "long") -> str:
        """A date: "12 mars 2025", "12/03/2025", or in words."""
        printed = {"long": long_date(date), "short": date.strftime("%d/%m/%Y"), "words": worded_date(date)}[form]
        self.note("dates", value=date.isoformat(), raw=printed, role=role)
        return printed

    def money(self, value: Decimal | int | str, role: str, tail: str = " €") -> str:
        """A sum: "12 500 €" or "12 500,50 €"."""
        value = Decimal(value)
        printed = figures(value) + tail
        self.note("amounts", value=f"{value:.2f}", raw=printed.strip(), role=role)
        return printed

    def member(self, person: Person, status: str, proxy: Person | None = None) -> str:
        """A name in the roll call."""
        extra = {"proxy": proxy.name} if proxy else {}
        self.note("members", name=person.name, status=status, **extra)
        return person.full

    def role(self, person: Person, role: str) -> str:
        """The president or the secretary."""
        self.note("roles", name=person.name, role=role)
        return person.full

    def code(self, number: str, code: str = "CGCT") -> str:
        """An article of a code: "L.2121-29" for ``L2121-29``."""
        self.note("references", kind="code", number=number, code=code)
        return f"{number[0]}.{number[1:]}"

    def law(self, kind: str, number: str, date: dt.date) -> str:
        """A law or a decree with its number and date."""
        self.note("references", kind=kind, number=number, date=date.isoformat())
        name = {"law": "loi", "decree": "décret"}[kind]
        return f"{name} n° {number} du {self.day(date, 'citation')}"

    def earlier(self, number: str, date: dt.date, form: str = "long") -> str:
        """An earlier deliberation."""
        self.note("references", kind="deliberation", number=number, date=date.isoformat())
        return f"délibération n° {number} du {self.day(date, 'citation', form)}"

    def gold(self, source: str) -> Fact:
        """The gold file."""
        return {"source": source, "document": self.document, **self.facts}


def figures(value: Decimal) -> str:
    """French figures: thousands parted by a space, a decimal comma, no decimals for a whole sum.

    >>> figures(Decimal("1234567.5")), figures(Decimal(800))
    ('1 234 567,50', '800')
    """
    digits = f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    return digits.replace(",", " ").replace(".", ",")


def long_date(date: dt.date) -> str:
    """The date as sentences have it.

    >>> long_date(dt.date(2025, 4, 1))
    '1er avril 2025'
    """
    return f"{'1er' if date.day == 1 else date.day} {MONTHS[date.month - 1]} {date.year}"


def worded_date(date: dt.date) -> str:
    """The date as the head of a deliberation has it.

    >>> worded_date(dt.date(2025, 4, 1))
    "L'an deux mille vingt-cinq, le premier avril"
    """
    from num2words import num2words

    day = "premier" if date.day == 1 else num2words(date.day, lang="fr")
    return f"L'an {num2words(date.year, lang='fr')}, le {day} {MONTHS[date.month - 1]}"
