"""What every check is made of: the reading of one document goes in, findings come out.

A check says what a document prints that cannot be true together, or breaks a rule of law, and shows the places. It reads the
rows that were just made, and looks into the text only around them. A check that lacks its inputs says nothing.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from extractors.french import fold
from pipeline.model import Act, Document, Identity

Row = dict[str, Any]

#: Half-open offsets in the document's text.
Place = tuple[int, int]

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not add up.

    Attributes:
        message: what is wrong, in French, for a reader who does not have the document at hand.
        places: where the document shows it, the telling place first.
        act: the act concerned, or None for the whole document.
    """

    message: str
    places: tuple[Place, ...]
    act: Act | None = None


class Reading:
    """One document with all that was read in it.

    Args:
        document: its pages.
        acts: in reading order.
        about: what it prints of its body and its transmission.
        rows: the rows of every table of facts, in reading order.
    """

    def __init__(self, document: Document, acts: Sequence[Act], about: Identity, rows: Mapping[str, Sequence[Row]]) -> None:
        self.document = document
        self.acts = acts
        self.about = about
        self.text = document.text
        self._rows = rows
        self._grouped: dict[str, dict[str, list[Row]]] = {}
        self._folded_acts: dict[str, str] = {}
        self._shared: dict[Callable[[Reading], Any], Any] = {}

    @functools.cached_property
    def folded(self) -> str:
        """The document's text, folded: same offsets."""
        return fold(self.text)

    def folded_act(self, act: Act) -> str:
        """The text of one act, folded; ``act.locate`` leads from it to the document."""
        if act.id not in self._folded_acts:
            self._folded_acts[act.id] = "".join(self.folded[part.start : part.end] for part in act.slices)
        return self._folded_acts[act.id]

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table, in reading order."""
        return self._rows.get(table, ())

    def rows_of(self, table: str, act: Act) -> Sequence[Row]:
        """The rows of a table that stand in one act."""
        if table not in self._grouped:
            grouped = self._grouped[table] = {}
            for row in self.rows(table):
                grouped.setdefault(row["act_id"], []).append(row)
        return self._grouped[table].get(act.id, ())

    def share(self, work: Callable[[Reading], Any]) -> Any:
        """What ``work`` gives for this reading, worked out once however many checks ask."""
        if work not in self._shared:
            self._shared[work] = work(self)
        return self._shared[work]

    def act_at(self, offset: int) -> Act | None:
        """The act that holds an offset, or None between acts."""
        index = bisect.bisect_right(self._holders, offset, key=itemgetter(0)) - 1
        _, end, act = self._holders[index] if index >= 0 else (0, 0, None)
        return act if offset < end else None

    @functools.cached_property
    def _holders(self) -> list[tuple[int, int, Act]]:
        """Every stretch of the text that belongs to an act, in reading order."""
        held = [(part.start, part.end, act) for act in self.acts for part in act.slices]
        return sorted(held, key=itemgetter(0, 1))

    def page(self, offset: int) -> int:
        """The number of the page that holds an offset."""
        return self.document.page_at(offset).number


def place(row: Row) -> Place:
    """Where a fact stands."""
    return row["char_start"], row["char_end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: an entry of ``CHECKS``.

    Attributes:
        code: its name in the tables, and that of its module.
        severity: ``error`` for what cannot be true, ``warning`` for what is likely wrong, ``info`` for what one may want to know.
        says: what it reports, in French, on one line.
        silent: when it says nothing although its subject is there, in French.
        find: yields the findings of one document, in reading order.
    """

    code: str
    severity: str
    says: str
    silent: str
    find: Callable[[Reading], Iterator[Finding]]
