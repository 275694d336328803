"""The atoms that French administrative patterns are built from.

Patterns run either on the text itself, or on its folded form (:func:`fold`): lower case, no accents, one kind of
apostrophe, dash and space. Folding keeps every offset, so a match in the one is a place in the other.
"""

from __future__ import annotations

import codecs
import functools
import unicodedata
from collections.abc import Iterable, Iterator

import regex

#: Any white space inside a sentence: hard-wrapped texts break a line wherever a space may stand, and French
#: typography puts U+00A0 or U+202F before a euro sign and between thousands.
SPACE = r"[ \t\n\r\f\u00a0\u2007\u2009\u202f]"

#: Line end inside a paragraph or none at all: what separates two words of one phrase.
GAP = rf"{SPACE}{{1,6}}"

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
}  # fmt: skip

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

#: Civil titles, folded, longest first so that an alternation takes the whole word.
CIVILITIES = (
    "mesdemoiselles", "mademoiselle", "mesdames", "messieurs", "monsieur", "madame", "maitre", "mmes", "mlles", "mlle",
    "mme", "mrs", "mr", "mm", "me", "dr", "m",
)  # fmt: skip


@functools.cache
def _folded_character(character: str) -> str:
    """One character for one character: a letter without its accent, or the plainest sign of its kind."""
    if character in "\u2018\u2019\u02bc\u02b9\u00b4\u2032`":
        return "'"
    if character in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufffe":
        return "-"
    if character in "\u00ab\u00bb\u201c\u201d\u201e":
        return '"'
    if character in "\u00a0\u2007\u2009\u202f\t\r\f\u200b":
        return " "
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


class _Folding(dict[int, str]):
    """A translation table that works each character out once, when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_character(chr(code))
        return folded


_FOLDING = _Folding()

#: Nearly every French text is written in these 256 signs, and then one look into a table folds a sign: several times
#: faster than a translation, which looks each of them up as a number. They are those of Windows and five more.
_SIGNS = bytes(range(256)).decode("cp1252", "ignore") + "\u202f\u2011\u2212\u2713\ufffd"
_CODE, _FOLDED_SIGNS = codecs.charmap_build(_SIGNS), "".join(map(_folded_character, _SIGNS))


def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain apostrophes, dashes, quotes and spaces; line breaks stay.

    The result has exactly as many characters as ``text``. Ligatures (``œ``) stay one character.

    >>> fold("L’Été : DÉLIBÉRATION n°\\u00a02024‑035")
    "l'ete : deliberation n° 2024-035"
    """
    try:
        return codecs.charmap_decode(codecs.charmap_encode(text, "strict", _CODE)[0], "strict", _FOLDED_SIGNS)[0]
    except UnicodeEncodeError:
        return text.translate(_FOLDING)


def places_of(words: Iterable[str], text: str, start: int = 0, stop: int | None = None) -> list[int]:
    """Where any of ``words`` stands in ``text[start:stop]``, also inside a longer word, in order.

    One search for each word is many times faster than one pattern for all: look with this, then match a pattern there.

    >>> places_of(["juin", "mai"], "de mai à juin")
    [3, 9]
    """
    found = []
    for word in words:
        at = text.find(word, start, stop)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word), stop)
    return sorted(found)


def matches_at(
    pattern: regex.Pattern[str], places: Iterable[int], text: str, stop: int | None = None
) -> Iterator[regex.Match[str]]:
    """What ``pattern.finditer`` would find up to ``stop``, if every match begins at one of ``places``; they are in order.

    >>> text = "de mai à juin"
    >>> [match[0] for match in matches_at(regex.compile("mai.*|juin"), places_of(["juin", "mai"], text), text)]
    ['mai à juin']
    """
    done = 0
    for at in places:
        if at >= done and (match := pattern.match(text, at, stop)):
            done = match.end()
            yield match


def matches_near(
    pattern: regex.Pattern[str], folded: str, words: Iterable[str], *, before: int = 60, behind: int = 160
) -> Iterator[regex.Match[str]]:
    """The matches of ``pattern`` around ``words``, in order and each once: a costly pattern is tried nowhere else.

    Args:
        pattern: every match holds one of ``words``.
        folded: where to search.
        words: plain words, folded.
        before: how far before the word a match may begin.
        behind: how far behind the beginning of the word it may end.
    """
    done = 0
    for at in places_of(words, folded):
        if at < done:
            continue
        if m := pattern.search(folded, max(done, at - before), at + behind):
            done = m.end()
            yield m


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, longest first; a space in a word matches any gap, also a line break.

    >>> import re
    >>> re.findall(any_of(["pour", "pour ou contre"]), "pour\\nou contre, pour")
    ['pour\\nou contre', 'pour']
    """
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(GAP.join(regex.escape(part) for part in word.split(" ")) for word in ordered) + ")"
