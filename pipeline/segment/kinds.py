"""What kind of act a part is that does not say so itself."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors import patterns
from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.items import Item
from pipeline.segment.parts import Part
from pipeline.segment.sheet import Sheet

_S = SPACE

#: What is only said of a meeting.
_MEETING = patterns.compile(
    rf"""
    \b(?:quorum\b|ordre{_S}+du{_S}+jour\b|seance{_S}+(?:est{_S}+)?(?:ouverte|levee|close)|(?:ouvre
      |ouverture{_S}+de){_S}+la{_S}+seance
      |secretaire{_S}+de{_S}+seance\b|proces{_S}?-?{_S}?verbal{_S}+de{_S}+la{_S}+(?:seance|reunion)|s'est{_S}+reuni
        |appel{_S}+nomina(?:l|tif))
    """,
    regex.VERBOSE,
)

#: What minutes tell and the extract of a single deliberation leaves out.
_OPENING = patterns.compile(
    rf"\b(?:(?:ouvre|ouverture{_S}+de){_S}+la{_S}+seance|ordre{_S}+du{_S}+jour\b|proces{_S}?-?{_S}?verbal{_S}+(?:est|de{_S}+la)\b)"
)

_ROLL_CALL = patterns.compile(rf"(?<!\w)(?:etaient{_S}+present|presents?{_S}*(?::|\n)|membres{_S}+presents|l'an{_S}+deux{_S}+mil)")
_VISA = patterns.compile(rf"(?<!\w)(?:vu{_S}+(?:le|la|l'|les)|considerant)\b")

#: How an extract ends that cites no text; minutes end with the meeting.
_EXTRACT = patterns.compile(
    rf"pour{_S}+(?:extrait|copie){_S}+(?:\w+{_S}+)?conforme|fait{_S}+et{_S}+delibere|ainsi{_S}+(?:fait|delibere)|certifie{_S}+executoire"
    rf"|\bfait{_S}+a{_S}+\w[\w' -]{{1,40}},?{_S}+le{_S}+\d"
)
_END = 700

_ORDER = patterns.compile(
    rf"""
    (?<!\w)(?:(?:arrete|decide){_S}*:?{_S}*[-*]?{_S}*article{_S}+(?:1|premier|unique)|le{_S}+(?:maire
      |president)\b[^.]{{0,200}}?,?{_S}+vu{_S})
    """,
    regex.VERBOSE,
)

#: So many numbered items make a register of what opens like the extract of one deliberation.
_REGISTER = 3

#: What a document is shows in its first pages.
_BEGINNING = 6000

#: An extract prints the vote once or twice, minutes at every item.
_EXTRACT_VOTES = 3


#: Heads that tell the kind of act by another word.
_TOLD = {"list": "minutes", "study": "report"}


def find_kind(sheet: Sheet, decisions: Decisions, part: Part, items: Sequence[Item]) -> str:
    """The kind of a part: by its head, and for want of one by what it says.

    A register opens like a single deliberation; that several numbered items follow tells it from one.
    """
    if part.kind in _TOLD:
        return _TOLD[part.kind]
    if part.kind == "deliberation" and sum(item.number is not None for item in items) >= _REGISTER:
        return "minutes"
    return part.kind or _unnamed(sheet, decisions, part, items)


def _unnamed(sheet: Sheet, decisions: Decisions, part: Part, items: Sequence[Item]) -> str:
    """What a part without any head must be: what was joined to an act where the préfecture stamped it, else no act."""
    start, head = part.start, min(part.stop, part.start + _BEGINNING)
    signs = len({match[0] for match in _MEETING.finditer(sheet.folded, start, head)}) + 2 * bool(
        _ROLL_CALL.search(sheet.folded, start, head)
    )
    reasoned = _VISA.search(sheet.folded, start, part.stop) is not None
    reasoned = reasoned or _EXTRACT.search(sheet.folded, max(start, part.stop - _END), part.stop) is not None
    single = len(items) < 2
    told = _OPENING.search(sheet.folded, start, head) is not None
    voted = decisions.between(start, part.stop) and decisions.count_votes(start, part.stop) <= _EXTRACT_VOTES
    if signs >= 2 and single and reasoned and voted and not told:
        return "deliberation"
    if signs >= 2:
        return "minutes"
    if reasoned and _ORDER.search(sheet.folded, start, head):
        return "order"
    return "annex" if sheet.stamps else "other"
