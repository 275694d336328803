"""Words that OCR has damaged, put right in the folded text that patterns run on; the text itself stays as it was read.

Only words are put right that French acts are made of (``words.txt``), each read for a word that is none, so names and figures
that nobody can guess stay as they are. A word that grows shorter is followed by spaces: every offset holds.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import regex

from extractors import patterns
from extractors.french import MONTHS
from extractors.members.words import GIVEN_NAMES

# A word, with the figures and strokes that OCR takes for letters, and a space behind it that it can do without.
_WORD = patterns.compile(r"(?P<word>(?<![0-9|!£])[0-9|!£]*+[a-z][a-z0-9|!£]*+)(?P<room>[ ](?=[ :;]))?")
# The same in two or three pieces on one line: "co nseil", "deli be ration".
_PIECES = patterns.compile(r"(?<!\w)[a-z]+(?: [a-z]+){1,2}(?![\w'])")

#: The letters that a figure or a stroke may stand for.
_LETTERS = {
    "0": "o", "1": "li", "3": "b", "4": "a", "5": "s", "6": "ebo", "7": "t", "8": "bs", "9": "gq", "|": "li", "!": "li", "£": "e",
}  # fmt: skip
#: Two letters that are one: "rnaire" is "maire".
_PAIRS = (("rn", "m"), ("nn", "m"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("ii", "u"), ("ni", "m"))
#: More figures than this in a word leave nothing to go by.
_MOST_FIGURES = 3

#: Words of fewer letters have too many like them; in these only look-alikes are put right, not any letter.
_SHORTEST, _SHORT = 3, 5
#: Nothing longer is a word.
_LONGEST = 24
_ALIKE = {frozenset(pair) for pair in ("ec", "co", "eo", "ao", "au", "un", "nr", "rt", "tl", "tf", "fl", "li", "ij", "il", "it",
          "uv", "vy", "ri", "bh", "do", "gq", "sa", "pn", "ft")}  # fmt: skip

#: Short words that much hangs on; others are put right only where a figure stands in them.
_KEY_WORDS = frozenset(
    ("vote", "votes", "voix", "pour", "objet", "visa", "mme", *(month for month in MONTHS if len(month) <= _SHORT))
)

#: Two words alike but for one of these are forms of one word, neither of them damaged.
_ENDINGS = frozenset(("", "a", "e", "s", "es", "ee", "er", "ez", "r", "t", "it", "ir", "ie", "rs", "nt", "te", "ts", "re", "x"))

#: The figures that a letter in a number stands for.
_FIGURES = str.maketrans("oqli|!szbg", "0011115269")
# A number with letters in it: "2o23", "l5" before a month, "3o" before "voix".
_NUMBER = patterns.compile(
    rf"""(?<![\w°'-]) (?: (?=[a-z|!]?\d+[a-z|!]?\d) [\doqli|!szbg]{{3,}}
    | (?=\w?\d) [\doli|!]{{2}} (?=[ ](?:voix|euros?|pour|membres?|conseillers?|{"|".join(MONTHS)})\b) ) (?!\w)""",
    regex.VERBOSE,
)
# The words that a colon stands behind, first on their line.
_LABEL = r"""^[ ]{0,3} (?:(?:etaient|membres?|conseillers|elus)[ ])?
    (?:presente?s? | absente?s? | excusee?s? | representee?s? | procurations? | pouvoirs? | pour | contre | abstentions?
    | secretaire | objet | votants? | votes? ) [ ]?"""
# A sign that stands for the one acts have there: "n' 12", "presents ;", "pour . 12", "{", "_".
_SIGNS = (
    (patterns.compile(r"(?<=\bn)['*\"](?=[ ]?\d)"), "°"),
    (patterns.compile(r"(?<=[a-z\d ])[_~](?=[a-z\d ])"), "-"),
    (patterns.compile(r"[{\[](?=\w)"), "("),
    (patterns.compile(r"(?<=\w)[}\]]"), ")"),
    (patterns.compile(rf"(?<={_LABEL})[;.](?=[ ])", regex.VERBOSE | regex.MULTILINE), ":"),
)


def mend(folded: str) -> str:
    """A folded text whose words are put right, of the same length.

    >>> mend("le conse1l rnunicipal, apres en avoir de1ib6re, le 12 jui11et 2o23")
    'le conseil municipal , apres en avoir delibere, le 12 juillet 2023'
    """
    for pattern, sign in _SIGNS:
        folded = str(pattern.sub(sign, folded))
    folded = _PIECES.sub(_joined, folded)
    folded = _WORD.sub(_put_right, folded)
    return str(_NUMBER.sub(lambda match: match[0].translate(_FIGURES), folded))


@functools.cache
def _words() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "words.txt").read_text("ascii").split())


@functools.cache
def _shortened() -> dict[str, list[str]]:
    """The words, each under itself and under what is left of it without one of its letters."""
    index: dict[str, list[str]] = {}
    for word in sorted(_words()):
        if len(word) >= _SHORTEST:
            for key in {word, *_without_one(word)}:
                index.setdefault(key, []).append(word)
    return index


def _without_one(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _put_right(match: regex.Match[str]) -> str:
    """A word put right where there is room for it."""
    word = _guess(match["word"]) if len(match["word"]) <= _LONGEST else None
    return str(match[0]) if word is None or len(word) > len(match[0]) else word.ljust(len(match[0]))


def _joined(match: regex.Match[str]) -> str:
    """Pieces of a word put together, and the spaces between them behind it."""
    pieces = match[0].split(" ")
    for first, last in ((0, 3), (0, 2), (1, 3)):
        some = pieces[first:last]
        whole = "".join(some)
        if 1 < len(some) == last - first and _makes_word(some, whole):
            return " ".join((*pieces[:first], whole + " " * (len(some) - 1), *pieces[last:]))
    return str(match[0])


def _makes_word(pieces: Sequence[str], whole: str) -> bool:
    return len(whole) > _SHORT and whole in _words() and not all(piece in _words() for piece in pieces)


@functools.lru_cache(maxsize=20_000)
def _guess(read: str) -> str | None:
    """The one word that ``read`` is most likely damaged from; None where it is a word, or might be several."""
    if read in _words() or read in GIVEN_NAMES or len(read) < _SHORTEST:
        return None
    spellings = _spellings(read)
    exact = [spelling for spelling in spellings if spelling in _words() and len(spelling) >= _SHORTEST]
    if exact:
        return exact[0]
    near = {word for spelling in spellings for word in _near(spelling) if not _is_form(read, word)}
    ranked = sorted((_unlike(read, word), word not in _KEY_WORDS, word) for word in near)
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    unlike, _, word = ranked[0]
    if len(word) > _SHORT or (unlike == 0 and (word in _KEY_WORDS or not read.isalpha())):
        return word
    return None


def _is_form(read: str, word: str) -> bool:
    """Whether a word and what was read are two forms of one word: "autorise" and "autoriser"."""
    stem = next((i for i, (a, b) in enumerate(zip(read, word, strict=False)) if a != b), min(len(read), len(word)))
    return stem > 3 and read[stem:] in _ENDINGS and word[stem:] in _ENDINGS


def _spellings(read: str) -> list[str]:
    """What was read, its figures as letters, and with pairs of letters as one."""
    figures = sum(character in _LETTERS for character in read)
    if figures > _MOST_FIGURES or figures * 2 > len(read):
        return []
    found = ["".join(letters) for letters in itertools.product(*(_LETTERS.get(character, character) for character in read))]
    found += [spelling.replace(pair, one, 1) for spelling in found for pair, one in _PAIRS if pair in spelling]
    return found


def _near(spelling: str) -> Iterator[str]:
    """Words with one letter more, less or other than a spelling."""
    for key in (spelling, *_without_one(spelling)):
        for word in _shortened().get(key, ()):
            if abs(len(word) - len(spelling)) <= 1 and _edits_one(spelling, word):
                yield word


def _edits_one(one: str, other: str) -> bool:
    """Whether two words differ by a single letter."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(rest == short for rest in _without_one(long))


def _unlike(read: str, word: str) -> int:
    """How far a word is from what was read: 0 for look-alikes alone, 1 for another letter, 2 for one too many or too few."""
    if len(read) != len(word):
        return 2
    return int(
        any(a != b and b not in _LETTERS.get(a, "") and frozenset((a, b)) not in _ALIKE for a, b in zip(read, word, strict=True))
    )
