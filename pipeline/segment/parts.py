"""The parts of a file: acts that were joined, one behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors import patterns
from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.heads import Head, find_heads, is_page_top
from pipeline.segment.sheet import Sheet
from pipeline.segment.signatures import Signatures, find_end, find_signatures

_S = SPACE

#: The first words of minutes, which need no other head.
_MET = patterns.compile(rf"\b(?:l'an{_S}+deux|quorum|(?:etaient{_S}+)?presents?{_S}*:|se{_S}+sont{_S}+reunis|s'est{_S}+reuni)")

#: Heads that running text may hold too: the first one of a file counts at its beginning, or at the top of a page.
_WEAK = frozenset(("minutes", "list", "report", "study", "order", "annex"))
_BEGINNING = 2500

#: What stands before the first head and is no part of its own: letterheads, logos read by OCR, stamps.
_LEAD = 700
_LEAD_WORDS = 60

#: An act of another kind does not begin sooner.
_SHORTEST = 800

#: Fewer words behind the signatures are a certificate, or a name.
_ANNEX_WORDS = 50

#: Kinds whose end is told by their signatures.
_SIGNED = frozenset(("deliberation", "order", ""))

_MINUTES = frozenset(("minutes", "list", "compilation"))
_ACTS = frozenset(("deliberation", "report", "order"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stretch of a file that is one act, or minutes with the items in it.

    Attributes:
        kind: as :attr:`pipeline.segment.heads.Head.kind`, or ``""`` for what has no head.
        start, stop: the stretch.
        name: offset where the words begin that gave the kind away.
        head: offset behind them.
    """

    kind: str
    start: int
    stop: int
    name: int
    head: int


def find_parts(sheet: Sheet, decisions: Decisions) -> list[Part]:
    """The parts of a file, in reading order; together they are the whole of it."""
    heads = list(find_heads(sheet))
    signatures = find_signatures(sheet) if any(head.kind in _SIGNED for head in heads) else Signatures((), (), ())
    chosen: list[Head] = []
    for head in heads:
        if chosen:
            if _follows(sheet, decisions, signatures, chosen[-1], head):
                chosen.append(head)
        elif _may_be_first(sheet, head):
            chosen.extend(_first(sheet, head))
    if not chosen:
        chosen = [Head(kind="", start=0, name=0, end=0)]
        for session in heads:
            if session.kind == "" and _follows(sheet, decisions, signatures, chosen[-1], session):
                chosen.append(session)
    stops = [*(head.start for head in chosen[1:]), len(sheet.text)]
    parts = [
        Part(kind=head.kind, start=head.start, stop=stop, name=head.name, head=head.end)
        for head, stop in zip(chosen, stops, strict=True)
    ]
    return [piece for part in parts for piece in _without_annex(sheet, decisions, signatures, part)]


def _may_be_first(sheet: Sheet, head: Head) -> bool:
    if head.kind == "":
        return False
    if head.kind in _WEAK and head.name > _BEGINNING and not is_page_top(sheet, head.name):
        return False
    if head.kind == "annex":
        return head.name <= 200
    return head.kind not in ("minutes", "list") or head.name <= 300 or not _MET.search(sheet.folded, 0, head.name)


def _first(sheet: Sheet, head: Head) -> list[Head]:
    """The first head, and before it what is too long for a letterhead."""
    if head.start > _LEAD and len(sheet.text[: head.start].split()) > _LEAD_WORDS:
        return [Head(kind="", start=0, name=0, end=0), head]
    return [Head(kind=head.kind, start=0, name=head.name, end=head.end)]


def _follows(sheet: Sheet, decisions: Decisions, signatures: Signatures, before: Head, head: Head) -> bool:
    """Whether a head opens a new part, or merely stands in the part before it."""
    distance = head.name - before.start
    if before.kind in _MINUTES:
        return head.kind == "convention" and decisions.closing(before.start, head.start) is not None
    if head.kind == "":
        signed = find_end(sheet, signatures, decisions, before.start, head.start)
        return before.kind in ("", "deliberation") and distance > _SHORTEST // 2 and signed is not None
    if before.kind == "annex":
        return head.kind != "annex" and distance > 60
    if before.kind == "":
        return head.kind != "annex" and not _MET.search(sheet.folded, before.start, head.start)
    if before.kind in ("deliberation", "order"):
        signed = find_end(sheet, signatures, decisions, before.start, head.start)
        return signed is not None or (head.kind == "annex" and decisions.deliberates(before.start, head.start))
    if head.kind == "convention":
        return before.kind == "report" and distance > 3000
    return head.kind in _ACTS and distance > _SHORTEST


def _without_annex(sheet: Sheet, decisions: Decisions, signatures: Signatures, part: Part) -> Iterator[Part]:
    """The part, parted from what is joined to it behind its signatures."""
    end = find_end(sheet, signatures, decisions, part.head, part.stop) if part.kind in ("deliberation", "order") else None
    if end is None or len(sheet.text[end : part.stop].split()) < _ANNEX_WORDS:
        yield part
    else:
        yield Part(kind=part.kind, start=part.start, stop=end, name=part.name, head=part.head)
        yield Part(kind="annex", start=end, stop=part.stop, name=end, head=end)
