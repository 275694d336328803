"""How many members there are, and how many are present or represented, where an act prints it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.french import matches_at, places_of

# "Nombre de conseillers en exercice : 23", "Membres en exercice 27". Four figures before four labels tell nothing.
_IN_OFFICE = patterns.compile(
    r"""en\s{1,3}exercice (?:\s{1,3}est\s{1,3}de)? \s{0,3} [:=]? \s{0,3} (?P<number>\d{1,3}) (?![\w.,/]*\d|\s{1,3}\d)
      | (?<![\d.,/]|\d\s) (?P<before>\d{1,3}) \s{1,3} (?:conseillers|membres|delegues) \s{1,3} (?:municipaux\s{1,3})?
        en\s{1,3}exercice""",
    regex.VERBOSE,
)
_PRESENT = patterns.compile(
    r"presents?(?<!\wpresents?)(?:\s(?:en\sseance|a\sla\sseance))?\s{0,3}[:=;]\s{0,3}(?P<number>\d{1,3})(?![\w.,/]*\d|\s{1,3}\d)"
)
_REPRESENTED = patterns.compile(
    r"(?<!\w)(?:representes?|pouvoirs?|procurations?|mandats?)\s{0,3}[:=]\s{0,3}(?P<number>\d{1,3})(?![\w.,/]*\d|\s{1,3}\d)"
)

_REPRESENTING = ("represente", "pouvoir", "procuration", "mandat")

#: How far in front of "exercice" what is said of those in office may begin.
_BEFORE = 60

#: The roll call stands in the head of an act.
_HEAD = 3000


@dataclass(frozen=True, slots=True)
class Attendance:
    """What the head of an act says of the assembly's number."""

    in_office: int | None = None
    present: int | None = None
    represented: int | None = None


def read_attendance(folded: str) -> Attendance:
    """The numbers printed in the head of an act.

    >>> read_attendance("nombre de conseillers en exercice : 23 - presents : 18 - procurations : 2")
    Attendance(in_office=23, present=18, represented=2)
    """
    return Attendance(**{what: _number(match) for what, match in find_attendance(folded).items()})


def find_attendance(folded: str) -> dict[str, regex.Match[str]]:
    """Where the head of an act prints how many are ``in_office``, ``present`` and ``represented``."""
    exercise = folded.find("exercice", 0, _HEAD)
    in_office = _IN_OFFICE.search(folded, max(0, exercise - _BEFORE), _HEAD) if exercise >= 0 else None
    represented = next(matches_at(_REPRESENTED, places_of(_REPRESENTING, folded, 0, _HEAD), folded, _HEAD), None)
    found = {"in_office": in_office, "present": _PRESENT.search(folded, 0, _HEAD), "represented": represented}
    return {what: match for what, match in found.items() if match}


def _number(match: regex.Match[str]) -> int:
    return int(next(value for value in match.groupdict().values() if value))
