"""The last touch: tokens become the page's text, and each character keeps the place it came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import regex

from extractors import patterns
from pipeline.read.layout import Token

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

#: What needs a change of length, in one pass. A hyphen at the end of a line may part a word or belong to it.
_ODD = patterns.compile(r"[\ufffe\xad\u2010-] ?\n|[\ufffe\xad\ufb00-\ufb06\u200b-\u200f\u2060\ufeff]")

#: "D E L I B E R A T I O N": single letters with single spaces; two spaces part the words. A quick look goes first.
_SPACED_HINT = patterns.compile(r" \p{Lu} \p{Lu} \p{Lu}(?!\S)")
_SPACED = patterns.compile(r"(?<!\S)\p{Lu}(?: \p{Lu}){3,60}(?:  +\p{Lu}(?: \p{Lu}){0,60}){0,20}(?!\S)")

#: Words that carry their hyphen with them, before or behind it: "sous-préfet", "est-il".
_BEFORE = patterns.compile(
    r"""
    accord|après|arrière|au|avant|auto|bien|ce|cela|celles?|celui|ceux|centre|chef|ci|co|compte|contre|court|cours|croix|demi
    |deux|dix|elles?|entre|est|eux|ex|extra|faux|franco|garde|grande?|haut|hors|huit|inter|jusque|là|libre|long|lui|main|mal
    |même|mi|micro|mini|moi|moins|moyen|multi|neuf|nord|non|nous|nouvelle|ont|outre|par|pare|passe|peut|petite?|plan|plus
    |porte|post|pré|presque|procès|quart|quarante|quasi|quatre|quelques|rapport|rendez|sans|semi|sept|six|socio|soixante|sont
    |sous|soi|sud|sur|télé|tout|toute|trente|trois|vice|vingt|vis|vous|y
    """,
    regex.VERBOSE,
)
_BEHIND = patterns.compile(
    r"""
    ce|ci|cinq|dehors|delà|dessous|dessus|deux|dix|elles?|en|huit|ils?|je|l[aàe]s?|leur|lui|mêmes?|moi|neuf|nous|on|onze|quatre
    |sept|six|toi|trois|tu|une?|vous|y|à
    """,
    regex.VERBOSE,
)
_PARTS = patterns.compile(r"(\w)[\ufffe\xad\u2010-] ?\n?(\w)")
_WORD_BEFORE = patterns.compile(r"\w+$")
_WORD_BEHIND = patterns.compile(r"\w+")


#: Slices of this are cheaper than counting anew on each page.
_FIRST_PLACES = array("i", range(16_384))
_NO_PLACE = array("i", [-1])


def text_of(raw: str, tokens: Iterable[Token]) -> tuple[str, array[int]]:
    """The text that the tokens make of ``raw``, and for each of its characters the offset in ``raw``, or -1."""
    parts: list[str] = []
    index = array("i")
    places = _FIRST_PLACES if len(raw) <= len(_FIRST_PLACES) else array("i", range(len(raw)))
    for token in tokens:
        if isinstance(token, str):
            parts.append(token)
            index.extend(_NO_PLACE * len(token))
        else:
            parts.append(raw[token[0] : token[1]])
            index.extend(places[token[0] : token[1]])
    return _edited("".join(parts), index)


def _edited(text: str, index: array[int]) -> tuple[str, array[int]]:
    edits = sorted(_edits(text))
    if not edits:
        return text, index
    parts: list[str] = []
    places = array("i")
    at = 0
    for start, end, new in edits:
        if start < at:
            continue
        parts += [text[at:start], new]
        places.extend(index[at:start])
        places.extend([index[start]] * len(new))
        at = end
    return "".join([*parts, text[at:]]), places + index[at:]


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and what to put there."""
    for match in _ODD.finditer(text):
        start, end, odd = match.start(), match.end(), match[0]
        if odd[0] in "\ufffe\xad\u2010-" and (parts := _PARTS.match(text, max(0, start - 1))):
            if odd[0] != "-" or parts[1].isdigit() == parts[2].isdigit():  # "séance du 3/06/2031-" and a new paragraph
                yield start, end, _hyphen(text, start, end)
        elif odd[0] == "\ufffe":
            yield start, start + 1, "-"
        elif odd[0] not in "\u2010-":
            yield start, start + 1, _LIGATURES.get(odd[0], "")
    if _SPACED_HINT.search(text):
        for match in _SPACED.finditer(text):
            places = range(match.start() + 1, match.end() - 1)
            yield from ((i, i + 1, "") for i in places if text[i] == " " and " " not in (text[i - 1], text[i + 1]))


def _hyphen(text: str, start: int, end: int) -> str:
    """The hyphen that stays between two parts of a word, or nothing.

    It stays in names, numbers and known compounds, and where the second part is a word that the page has elsewhere.
    """
    before, behind = _WORD_BEFORE.search(text, max(0, start - 40), start), _WORD_BEHIND.match(text, end)
    if not before or not behind or not (before[0][-1].islower() and behind[0][0].islower()):
        return "-"
    left, right = before[0].lower(), behind[0].lower()
    if _BEFORE.fullmatch(left) or _BEHIND.fullmatch(right):
        return "-"
    return "-" if len(right) >= 4 and regex.search(rf"\b{regex.escape(right)}\b", text[:start]) else ""
