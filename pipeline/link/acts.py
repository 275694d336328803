"""The acts of all documents as they are linked, and which of them are copies of one another or make one case."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from extractors import patterns
from extractors.french import fold
from pipeline.link.bodies import Body
from pipeline.link.merging import Clusters
from pipeline.link.numbers import ActNumber, parse_number

if TYPE_CHECKING:
    from pipeline.link import Read

T = TypeVar("T")

#: Acts that decide; reports, conventions and annexes go with one of them.
DECIDING = frozenset({"deliberation", "order"})
_JOINED = frozenset({"report", "convention", "annex"})

_WORDS = patterns.compile(r"[a-z0-9]+")

#: From this likeness on two titles are one; a title this short says little.
_ALIKE, _SHORT_TITLE = 85, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """An act as far as links need it."""

    act_id: str
    document: str
    body: str
    ordinal: int
    kind: str
    number: ActNumber | None
    assembly: str
    date: dt.date | None
    title: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it has."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a document came: what it was joined to, and when it reached the préfecture."""

    annex_of: str | None
    day: dt.date


def plain_title(title: str | None) -> str:
    """A title as it is compared: its words, folded."""
    return " ".join(_WORDS.findall(fold(title or "")))


def read_acts(read: Read, bodies: Mapping[str, Body]) -> list[Linked]:
    """The acts of all documents, in the order of their table."""
    names = ["act_id", "document_id", "ordinal", "kind", "number", "body", "date", "title", "char_start", "char_end"]
    table = read("acts", names)
    return [
        Linked(
            act_id=act_id,
            document=document,
            body=bodies[document].key,
            ordinal=ordinal,
            kind=kind,
            number=parse_number(number, date) if number else None,
            assembly=fold(body or ""),
            date=date,
            title=plain_title(title),
            start=start,
            end=end,
        )
        for act_id, document, ordinal, kind, number, body, date, title, start, end in zip(
            *(table[name].to_pylist() for name in names), strict=True
        )
    ]


def read_arrivals(read: Read) -> dict[str, Arrival]:
    """How each document came."""
    names = ["document_id", "annex_of", "received", "transmitted", "published"]
    table = read("documents", names)
    rows = sorted(zip(*(table[name].to_pylist() for name in names), strict=True), key=lambda row: [str(part) for part in row])
    return {row[0]: Arrival(row[1], row[2] or row[3] or row[4] or dt.date.min) for row in rows if row[0]}


def find_copies(acts: Sequence[Linked], arrivals: Mapping[str, Arrival]) -> dict[str, str]:
    """For each act that is a copy, the one to count: the same body, kind, number and date, and titles that agree.

    Acts of one document are never copies of one another. Of several, the one that reached the préfecture last stands: it is
    the corrected one; then the one that stands in a file of its own, then the longest.
    """
    alone: defaultdict[str, int] = defaultdict(int)
    for act in acts:
        alone[act.document] += act.kind in DECIDING
    clusters: Clusters[int] = Clusters(lambda a, b: acts[a].document == acts[b].document)
    for group in _groups(range(len(acts)), lambda place: _sameness(acts[place])):
        for at, place in enumerate(group):
            for other in group[:at]:
                if _is_copy(acts[place], acts[other]) and clusters.merge(other, place):
                    break

    def rank(place: int) -> tuple[int, bool, int, str]:
        act = acts[place]
        day = arrivals[act.document].day if act.document in arrivals else dt.date.min
        return (-day.toordinal(), alone[act.document] > 1, -act.length, act.act_id)

    best = {place: min(clusters.members(place), key=rank) for place in range(len(acts))}
    return {acts[place].act_id: acts[first].act_id for place, first in best.items() if first != place}


def _sameness(act: Linked) -> Hashable:
    """What copies have in common: a number, or else a whole title; None for acts that cannot be compared."""
    if act.kind not in DECIDING | _JOINED or act.date is None:
        return None
    if act.number:
        return act.body, act.kind, act.date, act.number.core
    return (act.body, act.kind, act.date, act.title) if len(act.title) > _SHORT_TITLE else None


def _is_copy(one: Linked, other: Linked) -> bool:
    if one.document == other.document:
        return False
    if one.number and other.number:
        return one.number.is_same(other.number) and titles_agree(one.title, other.title, one.number.printed_year)
    return min(one.length, other.length) > 0.8 * max(one.length, other.length)


def titles_agree(one: str, other: str, otherwise: bool = False) -> bool:
    """Whether two titles are those of one act: one may be cut short, or have words before it.

    Where one is missing, it is ``otherwise``.
    """
    from rapidfuzz import fuzz

    if not one or not other:
        return otherwise
    return fuzz.token_set_ratio(one, other) >= _ALIKE


def find_cases(acts: Sequence[Linked], arrivals: Mapping[str, Arrival], copies: Mapping[str, str]) -> dict[str, str]:
    """For each act, the one that its case is called after: a deliberation takes its report, convention and annexes with it."""
    heads = {act.act_id: act.act_id for act in acts}
    documents: defaultdict[str, list[Linked]] = defaultdict(list)
    for act in acts:
        documents[act.document].append(act)
    for together in documents.values():
        heads.update(_within(sorted(together, key=lambda act: act.ordinal)))
    heads.update(_apart(acts, heads))
    firsts = {document: _main(together) for document, together in documents.items()}
    for act in acts:
        arrival = arrivals.get(act.document)
        if arrival and arrival.annex_of in firsts and heads[act.act_id] == act.act_id:
            heads[act.act_id] = firsts[arrival.annex_of]
    return {act: copies.get(_top(head, heads), _top(head, heads)) for act, head in heads.items()}


def _top(act: str, heads: Mapping[str, str]) -> str:
    """The head of heads, for an annex of a report of a deliberation."""
    for _ in range(4):
        if heads.get(act, act) == act:
            break
        act = heads[act]
    return act


def _main(together: Sequence[Linked]) -> str:
    return min(together, key=lambda act: (act.kind not in DECIDING, act.ordinal)).act_id


def _within(together: Sequence[Linked]) -> Iterator[tuple[str, str]]:
    """What goes with what in one document: with the decision of the same title, else with the one before, else with the next."""
    deciding = [act for act in together if act.kind in DECIDING]
    for act in together:
        if act.kind not in _JOINED or not deciding:
            continue
        named = [other for other in deciding if len(act.title) > _SHORT_TITLE and titles_agree(act.title, other.title)]
        before = [other for other in deciding if other.ordinal < act.ordinal]
        chosen = named[0] if len(named) == 1 else before[-1] if before else deciding[0]
        yield act.act_id, chosen.act_id


def _apart(acts: Sequence[Linked], heads: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Reports in files of their own, with the deliberation of that day and title."""
    groups = _groups(acts, lambda act: (act.body, act.date) if act.date and act.kind in ("deliberation", "report") else None)
    for group in groups:
        reports = [
            act for act in group if act.kind == "report" and heads[act.act_id] == act.act_id and len(act.title) > _SHORT_TITLE
        ]
        for report in reports:
            named = [act for act in group if act.kind == "deliberation" and titles_agree(report.title, act.title)]
            if named:
                yield report.act_id, min(act.act_id for act in named)


def _groups(things: Iterable[T], label: Callable[[T], Hashable]) -> Iterator[list[T]]:
    """The things that share a label, wherever there are several."""
    found: defaultdict[Hashable, list[T]] = defaultdict(list)
    for thing in things:
        if (key := label(thing)) is not None:
            found[key].append(thing)
    yield from (same for same in found.values() if len(same) > 1)
