"""Tallies printed as a table: the labels side by side, and below them, or behind them, the figures in the same order."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_near
from extractors.votes.figures import Figure, Tally
from extractors.votes.numbers import parse_number

# What a column may be called. Those of no position are counted, for each has its figure too.
_NAMES = {
    "for": r"pour",
    "against": r"contre",
    "abstain": r"abst(?:entions?|\.|(?!\w))",
    "not_taking_part": r"nppv|ne\spren(?:d|nent)\spas\spart(?:\sau\svote)?|non[- ]participations?",
    "other": (
        r"(?:presents?|representes?|votants?|(?:suffrages\s)?exprimes?|pouvoirs?|procurations?|absents?|excuses?|nuls?|blancs?"
        r"|(?:membres\s)?en\sexercice)(?!\w)"
    ),
}
_LEAD = r"(?<!\w)(?:(?:voix|votes?|suffrages|nombre\sd[e']|nb|ont\svote)\s?)?"
_COLUMN = patterns.compile(rf"{_LEAD}(?:{'|'.join(f'(?P<{name}>{said})' for name, said in _NAMES.items())})(?:\(s\))?")

_APART = r"(?:\s{0,3}[:|/,;]\s{0,3}[:|]?\s{0,3}|\s{1,4})"
_VALUE = r"(?:\d{1,3}(?![\d.,/-]*\d|\s?[€%]|(?:er|e|eme)\b)|neant\b|zero\b|(?<=\s)[-/](?=\s|$))"

# "Pour Contre Abstention 19 2 1", "| Votants | Pour | Contre | 22 | 20 | 2 |"; a label with its own figure ends the head.
_TABLE = patterns.compile(
    rf"(?P<head>(?:{_LEAD}(?:{'|'.join(_NAMES.values())})(?:\(s\))?{_APART}){{2,9}}+)[\s|:]{{0,4}}"
    rf"(?P<values>{_VALUE}(?:(?:\s{{0,3}}[|/;]\s{{0,3}}|\s{{1,4}}){_VALUE}){{1,8}}+)"
)
# "P : 12 C : 1 A : 2"
_INITIALS = patterns.compile(
    r"(?<![\w'.-])p\s?[:=]\s?(?P<for>\d{1,3})[\s,;/-]{1,8}c\s?[:=]\s?(?P<against>\d{1,3})[\s,;/-]{1,8}a\s?[:=]\s?(?P<abstain>\d{1,3})(?!\d)"
)
# "Résultat du vote : - Pour le changement : 13 votes - Contre : 2 votes"
_RESULT = patterns.compile(
    r"resultats?\sdu\svote\s{0,3}:?[\s•-]{1,6}"
    r"(?:(?:pour|contre|abstentions?)\b(?=[^:\n]{3,90}:)[^:\n]{0,90}:\s?\d{1,3}(?:\s(?:votes?|voix))\b[\s,;•-]{0,6}"
    r"|(?:pour|contre|abstentions?)\s?:\s?\d{1,3}(?:\s(?:votes?|voix))?\b[\s,;•-]{0,6}){1,4}+"
)
_LINE = patterns.compile(
    r"(?<!\w)(?:(?P<for>pour)|(?P<against>contre)|(?P<abstain>abstentions?))\b[^:\n]{0,90}:\s?(?P<figure>\d{1,3})"
)
_EACH = patterns.compile(_VALUE)

#: How far before "contre" the first label may begin, and how far behind it the last figure may end.
_BEFORE, _BEHIND = 90, 140


def find_columns(passage: Passage) -> Iterator[Tally]:
    """Yield the tallies whose labels stand together and whose figures follow, one for each label.

    >>> (tally,) = find_columns(Passage("Votants Pour Contre Abstentions 22 19 2 1"))
    >>> [(figure.position, figure.value) for figure in tally.figures]
    [('for', 19), ('against', 2), ('abstain', 1)]
    """
    for table in matches_near(_TABLE, passage.folded, ("contre",), before=_BEFORE, behind=_BEHIND):
        labels = list(_COLUMN.finditer(passage.folded, *table.span("head")))
        values = list(_EACH.finditer(passage.folded, *table.span("values")))
        pairs = [(label, value) for label, value in zip(labels, values, strict=False) if label.lastgroup != "other"]
        if len(labels) == len(values) and len({label.lastgroup for label, _ in pairs}) == len(pairs) > 1:
            yield Tally(tuple(_figure(label, value) for label, value in pairs))
    for result in matches_near(_RESULT, passage.folded, ("du vote",), before=12, behind=500):
        lines = list(_LINE.finditer(passage.folded, *result.span()))
        if len({_position(line) for line in lines}) == len(lines):
            yield Tally(tuple(_told(line) for line in lines))
    for letters in matches_near(_INITIALS, passage.folded, ("c :", "c:", "c ="), before=16, behind=24):
        yield Tally(tuple(_initial(letters, position) for position in ("for", "against", "abstain")))


def _position(line: regex.Match[str]) -> str:
    return next(position for position in ("for", "against", "abstain") if line[position])


def _told(line: regex.Match[str]) -> Figure:
    return Figure(_position(line), int(line["figure"]), printed=True, start=line.start(), end=line.end(), sign="mark")


def _initial(letters: regex.Match[str], position: str) -> Figure:
    start, end = letters.span(position)
    return Figure(position, int(letters[position]), printed=True, start=letters.start() if position == "for" else start, end=end)


def _figure(label: regex.Match[str], value: regex.Match[str]) -> Figure:
    number = parse_number(value[0]) if value[0] not in "-/" else 0
    return Figure(str(label.lastgroup), number, printed=True, start=label.start(), end=value.end(), sign="mark")
