"""Which act of the corpus a citation means."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractors import patterns
from pipeline.link.acts import Linked, find_cases, find_copies, read_acts, read_arrivals, titles_agree
from pipeline.link.bodies import Body
from pipeline.link.cited import Cited, read_citations
from pipeline.link.relations import find_relations

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.link import Read

Row = dict[str, Any]

#: What may be the act cited, by the kind of the citation: a bureau decides by deliberation too.
_KINDS = {
    "deliberation": ("deliberation",),
    "order": ("order", "deliberation"),
    "report": ("report",),
    "agreement": ("convention",),
}
# The assemblies whose acts are told apart by their name.
_ASSEMBLY = patterns.compile(
    r"conseil\s+(?:municipal|communautaire|departemental|general|regional|syndical|metropolitain|d'administration)"
    r"|commission\s+permanente|comite\s+syndical|bureau"
)
#: Assemblies of one kind of body; a citation that names one of another kind means another body.
_LEVEL = {"municipal": "commune", "communautaire": "group", "departemental": "department", "general": "department",
          "regional": "region", "syndical": "syndicate", "metropolitain": "group"}  # fmt: skip


def link_acts(read: Read, bodies: Mapping[str, Body]) -> tuple[list[Row], dict[str, pa.Table]]:
    """The rows of ``act_links``, and the linked columns of ``acts`` and ``citations``."""
    import pyarrow as pa

    acts = read_acts(read, bodies)
    arrivals = read_arrivals(read)
    copies = find_copies(acts, arrivals)
    cases = find_cases(acts, arrivals, copies)
    citations = read_citations(read, {act.act_id: act for act in acts}, _KINDS)
    index = Index(acts, copies, cases)
    found = [index.find(cited) if cited else None for cited in citations]
    meant = [(cited, act) for cited, act in zip(citations, found, strict=True) if cited and act]
    ids = [act.act_id for act in acts]
    return find_relations(read, meant), {
        "acts": pa.table(
            {
                "case_id": pa.array([cases[act] for act in ids], pa.string()),
                "copy_of": pa.array([copies.get(act) for act in ids], pa.string()),
            }
        ),
        "citations": pa.table({"cited_act_id": pa.array([act and act.act_id for act in found], pa.string())}),
    }


class Index:
    """The acts of the corpus, found by their body and number or date.

    Args:
        acts: all of them.
        copies: for each copy, the act to count.
        cases: for each act, its case.
    """

    def __init__(self, acts: Sequence[Linked], copies: Mapping[str, str], cases: Mapping[str, str]) -> None:
        self._copies, self._cases = copies, cases
        self._numbers: dict[tuple[str, str, tuple[int, ...]], list[Linked]] = defaultdict(list)
        self._dates: dict[tuple[str, str, dt.date], list[Linked]] = defaultdict(list)
        self._acts = {act.act_id: act for act in acts}
        for act in acts:
            if act.number:
                self._numbers[act.body, act.kind, act.number.core].append(act)
            if act.date:
                self._dates[act.body, act.kind, act.date].append(act)

    def find(self, cited: Cited) -> Linked | None:
        """The act that is meant; None where it is not there, or may be one of several."""
        for kind in _KINDS[cited.kind]:
            near = self._numbered(cited, kind) if cited.number else self._dated(cited, kind)
            near = [act for act in near if _fits_assembly(cited, act) and not self._is_itself(cited, act)]
            if found := self._only(near, cited):
                return found
        return None

    def _is_itself(self, cited: Cited, act: Linked) -> bool:
        return self._counted(act) == self._counted(cited.act)

    def _counted(self, act: Linked) -> str:
        return self._copies.get(act.act_id, act.act_id)

    def _only(self, near: Sequence[Linked], cited: Cited) -> Linked | None:
        """The one act meant, of which there may be copies; the one in the same document goes before the others."""
        here = [act for act in near if act.document == cited.act.document]
        choice = here or near
        counted = {self._counted(act) for act in choice}
        if len(counted) != 1:
            return None
        return min(here, key=lambda act: act.act_id) if here else self._acts[counted.pop()]

    def _numbered(self, cited: Cited, kind: str) -> list[Linked]:
        """The acts of that number: of that day; else of that year, where the number itself tells the year."""
        number = cited.number
        assert number is not None
        near = [a for a in self._numbers.get((cited.act.body, kind, number.core), ()) if a.number and number.is_same(a.number)]
        if cited.date:
            exact = [act for act in near if act.date == cited.date]
            if exact or not number.printed_year:
                return exact
            return [act for act in near if act.number and act.number.printed_year]
        if number.year:
            return near
        return [act for act in near if act.document == cited.act.document or (act.date and act.date == cited.act.date)]

    def _dated(self, cited: Cited, kind: str) -> list[Linked]:
        """The acts of that day: of that title, or in the same case."""
        if cited.date is None or cited.number:
            return []
        near = self._dates.get((cited.act.body, kind, cited.date), [])
        case = self._cases[cited.act.act_id]
        if cited.act.kind not in ("deliberation", "minutes") and (same := [a for a in near if self._cases[a.act_id] == case]):
            return same
        return [act for act in near if len(cited.title) > 20 and titles_agree(cited.title, act.title)]


def _fits_assembly(cited: Cited, act: Linked) -> bool:
    """Whether the assembly that a citation names may have made the act."""
    named = _ASSEMBLY.search(cited.wording)
    made = _ASSEMBLY.search(act.assembly)
    if named is None or made is None:
        return True
    one, other = (_LEVEL.get(found[0].split()[-1], found[0]) for found in (named, made))
    return one == other or not {one, other} <= set(_LEVEL.values())
