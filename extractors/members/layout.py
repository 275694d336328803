"""Where a line break, a heading or the name of a place ends or begins among the words of a list."""

from __future__ import annotations

from extractors import patterns
from extractors.base import Passage
from extractors.members.names import LEANING, Word, is_mixed, part_words

_PARTED = patterns.compile(r"[^\S\n]*+(?:[,;/.()]|$|[-–]\s|(?:et|ainsi)\s)")
_PLACE_WORDS = frozenset({"la", "le", "les", "saint", "sainte", "st", "ste"})


def without_heading(passage: Passage, words: list[Word], end: int, *, titled: bool) -> list[Word]:
    """The words without the heading on the next line, where a line break alone parts it from the last name."""
    if not words or _PARTED.match(passage.folded, words[-1].end, end):
        return words
    people, rest = part_words(words)
    if rest and rest[0].broken:
        return words[: -len(rest)]
    for i, word in enumerate(people[-1]):
        if i and word.broken and _is_whole(people[-1][:i], word, titled):
            return words[: words.index(word)]
    return words


def _is_whole(words: list[Word], following: Word, titled: bool) -> bool:
    """Whether ``words`` at a line end are a whole name, which ``following`` does not complete."""
    if words[-1].kind == "P" or words[-1].folded in LEANING:
        return False
    same = following.kind in {word.kind for word in words}
    return is_mixed(words) or (same and (len(words) > 1 or (titled and not words[0].is_given)))


def place_before(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """The place before a name, and the name, as flattened tables print them: "Saint-Loup Lise DURAND"."""
    first = next((i for i, word in enumerate(words) if word.is_given and word.kind == "T"), 0)
    if not first or not is_mixed(words[first:]) or any(word.kind != "T" for word in words[:first]):
        return [], words
    return words[:first], words[first:]


def place_behind(words: list[Word]) -> int:
    """Where the place begins that closes the words of a person: "DURAND Lise Saint-Loup"."""
    _, rest = part_words(words)
    if rest:
        return len(words) - len(rest)
    if len(words) < 3:
        return len(words)
    return next((i for i, word in enumerate(words) if i > 1 and word.folded in _PLACE_WORDS), len(words) - 1)


def is_place_table(people: list[list[Word]]) -> bool:
    """Whether each person's words begin with a place, so that nothing tells the surname: "SAINT-LOUP DURAND Lise"."""
    long = [person for person in people if sum(word.kind == "U" for word in person) > 1]
    return len(people) > 3 and 2 * len(long) > len(people)
