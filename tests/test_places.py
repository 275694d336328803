"""Costly patterns are tried only where a plain search finds the words they begin with: no match may begin elsewhere.

Who adds a word to such a pattern adds it to the words beside it too; else it is never found, and this test says so.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from re._parser import parse  # type: ignore[import-not-found]
from typing import Any

import pytest
import regex

from extractors import parties
from extractors.articles import heads as articles
from extractors.citations import codes
from extractors.dates import roles
from extractors.french import fold, matches_at, places_of
from extractors.votes import attendance, tallies
from pipeline.identify import collectivity, transmission
from pipeline.segment import decisions, heads, minutes, numbers, signatures

Places = Callable[[str, int, int], Iterable[int]]


def _words(*words: str) -> Places:
    return lambda text, start, stop: places_of(words, text, start, stop)


GATES: dict[str, tuple[regex.Pattern[str], Places]] = {
    "decisions": (decisions._ANCHOR, _words(*decisions._ANCHORS)),
    "postponed": (decisions._POSTPONED, _words(*decisions._POSTPONING)),
    "closings": (decisions._CLOSING, _words(*decisions._CLOSERS)),
    "reports": (decisions._REPORT, _words(*decisions._REPORTING)),
    "heads": (heads._HEADS, heads._PLACES),
    "frames": (minutes._FRAME_HEADING, minutes._FRAME_PLACES),
    "marks": (numbers._MARK, numbers._places),
    "signatures": (signatures._SIGNATURE, _words(*signatures._WORDS)),
    "assemblies": (collectivity._ASSEMBLY, _words(*collectivity._ASSEMBLING)),
    "bodies": (collectivity._LABEL, _words(*collectivity._LABELLING)),
    "transmission": (transmission._LABEL, _words(*transmission._WORDS)),
    "articles": (articles._HEAD, _words("art")),
    "codes": (codes._CODE, _words("code")),
    "abbreviations": (codes._ABBREVIATION, _words(*codes._SHORT_STEMS)),
    "same-code": (codes._SAME, _words("meme", "dudit", "de ce", "code")),
    "dates": (roles._CUE, _words(*roles._CUE_WORDS)),
    "parties": (parties._MARKS, _words(*parties._MARKED)),
    "represented": (attendance._REPRESENTED, _words(*attendance._REPRESENTING)),
}

#: A character of each class that patterns name.
_CLASSES = {"category_digit": "7", "category_word": "x", "category_space": " ", "category_not_space": "x", "category_not_word": "-"}


def _said(tree: Any, rng: random.Random) -> str:
    """One of the strings that a parsed pattern describes; what it asks of its neighbours is left to chance."""
    said = ""
    for kind, value in tree:
        match str(kind).lower():
            case "literal":
                said += chr(value)
            case "any" | "not_literal":
                said += "x"
            case "in":
                said += _sign(value, rng)
            case "branch":
                said += _said(rng.choice(value[1]), rng)
            case "subpattern":
                said += _said(value[3], rng)
            case "atomic_group":
                said += _said(value, rng)
            case "max_repeat" | "min_repeat" | "possessive_repeat":
                least, most, what = value
                said += "".join(_said(what, rng) for _ in range(rng.randint(least, min(most, max(least, 1) + 1))))
    return said


def _sign(choices: Any, rng: random.Random) -> str:
    """A character of a set such as ``[a-z\\d]``; of all others than a set, a letter."""
    kind, value = rng.choice(choices)
    match str(kind).lower():
        case "literal":
            return chr(value)
        case "range":
            return chr(rng.randint(*value))
        case "category":
            return _CLASSES[str(value).lower()]
    return "x"


@pytest.mark.parametrize("gate", GATES.values(), ids=GATES)
def test_no_match_begins_elsewhere(gate: tuple[regex.Pattern[str], Places]) -> None:
    pattern, places = gate
    tree = parse(pattern.pattern, re.VERBOSE if pattern.flags & regex.VERBOSE else 0)
    rng = random.Random(1)
    said = "".join(
        rng.choice(" \n|.") + _said(tree, rng) + rng.choice((" le", " 1", "\n", ": 2", "x", "\n\n")) for _ in range(2000)
    )
    text = fold(said)
    whole = [match.span() for match in pattern.finditer(text)]
    assert [match.span() for match in matches_at(pattern, places(text, 0, len(text)), text)] == whole
    assert len(whole) > 50


@pytest.mark.parametrize(("word", "pattern"), [(word, pattern) for _, word, pattern in tallies._LABELS])
def test_labels_begin_with_their_word(word: str, pattern: regex.Pattern[str]) -> None:
    assert pattern.pattern.startswith(word)
