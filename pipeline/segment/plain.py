"""Titles of items that nothing but their place gives away: no number, no label, no capitals.

Such a title follows what was decided before, and the first sentence of its item follows it: the rapporteur speaks, a visa
is cited, the assembly deliberates. Both must hold, for any short line may look like a title.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.french import SPACE
from pipeline.segment.decisions import Decisions
from pipeline.segment.headings import is_running_head, is_title_line
from pipeline.segment.numbers import Mark
from pipeline.segment.sheet import LONG, Sheet
from pipeline.segment.titles import find_title, is_frame, opens_sentence

_S = SPACE

#: The bullet, or the letter, that some town halls print before each title; all of one document print the same.
_BULLET = patterns.compile(r"[ \t]*(?:[A-Za-z](?P<letter>[)/])(?=\s)|(?P<bullet>[•▪■●◦➢➤✓✔×❖*>»→–-]|\uf0b7|\uf0d8))?[*_ \t]*")

#: No title is longer, nor shorter.
_LONGEST, _SHORTEST = 140, 9

#: What ends the line before a title, unless that line is empty or a short one itself.
_ENDED = (".", ":", ";", "!", "?", "»", ")", "…")
_SHORT_LINE = 60

#: Where a title may begin when the breaks of lines were lost: behind a sentence, or the words that tell a vote.
_FLAT_START = patterns.compile(
    rf"""
    (?:(?<!\b(?:m|mm|mr|mme|dr|me|st|ste|art|n|p|l|r))[.!?»][ \n\t]+ | [_=*-]{{4,}}{_S}+ | {_S}(?=[a-z]\)\s)
      | \bunanimite(?:{_S}+des{_S}+(?:membres{_S}+)?(?:presents|votants|suffrages|voix)
          (?:{_S}+(?:et{_S}+representes|exprimes))?)?{_S}+
      | \babstentions?{_S}*:?{_S}*\d{{1,2}}{_S}+ | \d{{1,2}}{_S}+abstentions?{_S}+ | \bcontre{_S}*:{_S}*\d{{1,2}}{_S}+)
    (?=[•➢➤▪*-]?{_S}?[a-z"«])
    """,
    regex.VERBOSE,
)

#: A verb that makes a sentence of what begins like a title; in the text as printed, where "à" is no "a".
_VERB = patterns.compile(
    r"(?i)(?<![\w'’-])(?:est|sont|a|ont|était|étaient|sera|seront|soit|fait|peut|peuvent|doit|doivent|demande|demandent|précise|indique|informe"
    r"|remercie|souhaite|souligne|rappelle|répond|propose|présente|expose|explique|donne|dit|pense|ajoute|n'est|qu'il)(?![\w-])"
)

#: "Pierre DOURET Convention": the name of who speaks stands before the title, or all by itself; "13 mars 2024" is none.
_NO_TITLE = patterns.compile(
    r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s\p{Lu}[\p{Lu}'’-]+(?!\w)|[^\w\"«(]|\d|.*[?!]\s*$|[^\n]*(?i:ordre\sdu\sjour)"
)

#: "Vente de l'école : Le maire indique ...".
_RUN_IN = patterns.compile(r"(?P<title>\p{Lu}[^:\n.;!?\t]{8,100}?\w)[ \u00a0]?(?::|[–—-](?=\s))[ \u00a0]{1,2}(?=\p{Lu})")

#: How far before the first vote, and behind each, a title may begin in a text without line breaks.
_BEFORE_FIRST, _BEHIND_VOTE = 3000, 700

#: What may stand between a title and the sentence behind it.
_UNWORDED = patterns.compile(r"[^\w]{0,80}")


def find_opened(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> list[Mark]:
    """Titles behind a decision and before a sentence, in reading order; of several before the first decision, the last.

    What stands in front of them, a bullet or nothing, makes their family.
    """
    found: dict[str, list[Mark]] = {}
    for low, bullet in _opened(sheet, decisions, start, stop):
        family = f"{bullet} {'adrift' if sheet.is_flat(low) else 'opened'}".strip()
        marks = found.setdefault(family, [])
        mark = Mark(start=low, end=low, family=family, number=None)
        if not marks or decisions.between(marks[-1].start, low):
            marks.append(mark)
        elif len(marks) == 1 and not is_frame(sheet.folded[slice(*find_title(sheet, low, stop))]):
            marks[0] = mark
    return [mark for marks in found.values() for mark in marks]


def _opened(sheet: Sheet, decisions: Decisions, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """Where the titles begin, and the bullet before each."""
    before = ""
    for low, high in sheet.lines(start, stop):
        if high - low > LONG:
            for since, until in _behind_votes(decisions, max(low, start), min(high, stop)):
                yield from _opened_in_line(sheet, since, until, min(high, stop))
        elif high - low >= _SHORTEST and _may_begin(before):
            bullet = _BULLET.match(sheet.text, low, high)
            first = bullet.end() if bullet else low
            if _is_title(sheet, first, high, stop) or _runs_in(sheet, first, high):
                yield first, _sign(bullet)
        before = sheet.text[low:high].strip()


def _sign(bullet: regex.Match[str] | None) -> str:
    return (bullet["letter"] or bullet["bullet"] or "") if bullet else ""


def _may_begin(before: str) -> bool:
    """Whether the line before is the end of something."""
    return len(before) <= _SHORT_LINE or before.endswith(_ENDED)


def _is_title(sheet: Sheet, first: int, high: int, stop: int) -> bool:
    """Whether a line is a title, or the first line of one, that a sentence follows."""
    if not _SHORTEST <= high - first <= _LONGEST or not _reads_like_title(sheet, first, high):
        return False
    if not _opens_below(sheet, high, stop):
        _, end = find_title(sheet, first, stop)
        return end > high and end - first <= 2 * _LONGEST and _opens_below(sheet, end, stop)
    return True


def _runs_in(sheet: Sheet, first: int, high: int) -> bool:
    """Whether a line begins with a title, and behind a colon or a dash with the first sentence of its item."""
    title = _RUN_IN.match(sheet.text, first, high)
    return title is not None and opens_sentence(sheet, title.end()) and _reads_like_title(sheet, *title.span("title"))


def title_above(sheet: Sheet, start: int) -> tuple[int, int] | None:
    """The title on the line above a number that has its line for itself: "Vente du pré", and below "Délibération n° 2024-12"."""
    if sheet.is_flat(start) or not sheet.opens(start):
        return None
    low, high = sheet.line_at(max(0, sheet.line_at(start)[0] - 1))
    return (low, high) if high <= start and _reads_like_title(sheet, low, high) else None


def _reads_like_title(sheet: Sheet, low: int, high: int) -> bool:
    return is_title_line(sheet, low, high) and not _NO_TITLE.match(sheet.text, low, high)


def _opens_below(sheet: Sheet, end: int, stop: int) -> bool:
    """Whether a sentence begins on the next line that is neither empty nor a rule."""
    for low, high in itertools.islice(sheet.lines(end, stop), 1, 4):
        if sheet.text[low:high].strip(" \t-_=*"):
            return opens_sentence(sheet, low)
    return False


def _behind_votes(decisions: Decisions, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where titles are looked for in a text without line breaks: before its first vote, and close behind each."""
    votes = decisions.votes_in(start, stop)
    if len(votes) > 1:
        yield max(start, votes[0] - _BEFORE_FIRST), votes[0]
        for vote, following in itertools.pairwise((*votes, stop)):
            yield vote, min(vote + _BEHIND_VOTE, following)


def _opened_in_line(sheet: Sheet, start: int, end: int, stop: int) -> Iterator[tuple[int, str]]:
    """The titles that begin between ``start`` and ``end`` in a text whose line breaks were lost."""
    for match in _FLAT_START.finditer(sheet.folded, start, end):
        bullet = _BULLET.match(sheet.text, match.end(), stop)
        low = bullet.end() if bullet else match.end()
        if low >= stop or not sheet.text[low].isupper() or opens_sentence(sheet, low):
            continue
        low, high = find_title(sheet, low, stop)
        title = sheet.text[low:high]
        if (
            _SHORTEST <= len(title) <= _LONGEST
            and _reads_like_title(sheet, low, high)
            and not is_running_head(sheet, low, high)
            and not any(sign in title for sign in (". ", "; ", "! ", "? "))
            and not _VERB.search(title)
            and (behind := _behind(sheet, high, stop)) is not None
            and opens_sentence(sheet, behind)
        ):
            yield low, _sign(bullet)


def _behind(sheet: Sheet, end: int, stop: int) -> int | None:
    """Offset of the first word behind a title; None where a comma makes a list of it."""
    between = _UNWORDED.match(sheet.text, end, stop)
    return None if between is None or "," in between[0] else between.end()
