"""Who was in the room for one act: what several checks of votes ask for, worked out once."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from extractors import patterns
from extractors.french import fold, matches_near
from extractors.votes.attendance import find_attendance
from pipeline.check.base import Place, Reading, Row
from pipeline.model import Act

#: People come and go: whoever is counted is then another number for each vote.
MOVES = patterns.compile(
    r"""\b(?: arriv\w+ | depart\b | quitt\w+ | rejoin\w+ | se \s retir\w+ | sort(?:ie?s?|ent|ant)? \s (?:de|du) \b | sort \b
      | retir\w+ | a \s (?:partir|compter) \s (?:de|du) \s (?:\d|la \s delib|point|l'affaire) | jusqu'a \s (?:\d|la \s delib)
      | jusqu'au \b
      | depuis \s \d | absente?s? \s (?:momentane|pour \s le \s vote) | interess\w+ \s a | en \s cours \s de \s seance
      | \d{1,2} \s? h \s? \d\d \s? [)] )""",
    regex.VERBOSE,
)

#: Where none of these words stands nobody moves.
_MOVE_WORDS = (
    "arriv", "depart", "quitt", "rejoin", "retir", "sort", "a partir d", "a compter d", "jusqu'a", "depuis ", "absent", "interess",
    "en cours de s",
)  # fmt: skip

_HERE = ("present",)
_AWAY = ("absent", "excused", "represented")
_LETTERS = patterns.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll call that holds for an act.

    Attributes:
        act: the act that prints it.
        own: whether that is the act itself.
        present, represented, excused, absent: rows of ``members``.
        recused: rows of those who did not take part in the act itself.
        moves: whether people came and went.
        printed: the numbers that the act prints, ``in_office``, ``present`` and ``represented``, each with its place.
    """

    act: Act
    own: bool
    present: Sequence[Row]
    represented: Sequence[Row]
    excused: Sequence[Row]
    absent: Sequence[Row]
    recused: Sequence[Row]
    moves: bool
    printed: Mapping[str, tuple[int, Place]]

    @property
    def everyone(self) -> int:
        """How many members it names."""
        return len(self.present) + len(self.represented) + len(self.excused) + len(self.absent)


def rolls(reading: Reading) -> dict[str, Roll]:
    """The roll call of each act that has one, by the act's id: its own, or that of the minutes it stands in."""
    own = {act.id: _roll(reading, act) for act in reading.acts}
    found = {act_id: roll for act_id, roll in own.items() if roll}
    frames = [act for act in reading.acts if act.kind == "minutes" and own[act.id]]
    if len(frames) == 1 and (frame := own[frames[0].id]):
        moves = frame.moves or next(matches_near(MOVES, reading.folded, _MOVE_WORDS, before=30, behind=50), None) is not None
        for act in reading.acts:
            if act.id not in found and act.kind == "deliberation":
                recused = [row for row in reading.rows_of("members", act) if row["status"] == "recused"]
                found[act.id] = replace(frame, own=False, recused=recused, moves=moves)
    return found


def _roll(reading: Reading, act: Act) -> Roll | None:
    by_status: dict[str | None, list[Row]] = defaultdict(list)
    for row in reading.rows_of("members", act):
        by_status[row["status"]].append(row)
    if not by_status["present"]:
        return None
    known = [row for status in (*_HERE, *_AWAY) for row in by_status[status]]
    start, end = min(row["char_start"] for row in known), max(row["char_end"] for row in known)
    moves = bool(MOVES.search(reading.folded, start, min(len(reading.folded), end + 200)))
    return Roll(
        act, True, by_status["present"], by_status["represented"], by_status["excused"], by_status["absent"],
        by_status["recused"], moves, dict(_printed(reading, act)),
    )  # fmt: skip


def _printed(reading: Reading, act: Act) -> Iterator[tuple[str, tuple[int, Place]]]:
    for what, match in find_attendance(reading.folded_act(act)).items():
        number = next(int(value) for value in match.groupdict().values() if value)
        at = act.locate(*match.span())
        yield what, (number, (at.start, at.end))


@functools.lru_cache(maxsize=4096)
def words_of(name: str | None) -> frozenset[str]:
    """The words of a name, folded, particles and titles left out.

    >>> sorted(words_of("Jean-Luc LE GOFF"))
    ['goff', 'jean', 'luc']
    """
    return frozenset(word for word in _LETTERS.findall(fold(name or "")) if word not in ("de", "le", "la", "du", "des", "d", "l"))


def same_person(one: Row, name: str | None) -> bool:
    """Whether a name may well be that of a row: the family name stands in it, and no given name speaks against it.

    >>> row = {"name": "Paul MARTEL", "given_name": "Paul", "family_name": "MARTEL"}
    >>> same_person(row, "M. MARTEL"), same_person(row, "MARTEL Paul"), same_person(row, "Anne MARTEL")
    (True, True, False)
    """
    family, words = words_of(one["family_name"] or one["name"]), words_of(name) - _TITLES
    if not family or not family <= words:
        return False
    given, others = words_of(one["given_name"]), words - family
    return not given or not others or any(g == o or g[0] == o or o[0] == g for g in given for o in others)


_TITLES = frozenset(("m", "mm", "mme", "mmes", "mlle", "monsieur", "madame", "maire", "president", "presidente", "dr"))
