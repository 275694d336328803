"""Numbers of acts as they are compared, however they are written: "2024-035", "2024/35", "n° 35 du 12 mars 2024"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from extractors import patterns
from extractors.french import fold

_PIECES = patterns.compile(r"\d+|[a-z]+")
# What only says that a deliberation or an order follows: "DEL2024-08", "DCM 12", "ARR-2024-3".
_LABEL = frozenset(
    {"d", "del", "delib", "deliberation", "dcm", "dcc", "dl", "dm", "dec", "cm", "cc", "n", "no", "num", "arr", "ar"}
)


@dataclass(frozen=True, slots=True)
class ActNumber:
    """A number taken apart.

    Attributes:
        core: its figures without zeros in front and without the year or the day of the act.
        letters: its letters, besides those that only say what it is the number of.
        year: the year in it, or that of the act's date.
        printed_year: whether the year stands in the number itself.
    """

    core: tuple[int, ...]
    letters: frozenset[str]
    year: int | None
    printed_year: bool

    def is_same(self, other: ActNumber) -> bool:
        """Whether both may be the number of one act; years that are not known do not part them."""
        years = {self.year, other.year} - {None}
        letters_fit = self.letters == other.letters or not self.letters or not other.letters
        return self.core == other.core and len(years) < 2 and letters_fit


def parse_number(number: str, day: dt.date | None) -> ActNumber | None:
    """An act's number taken apart; None where it holds no figure.

    >>> parse_number("2024-035", None).is_same(parse_number("35", dt.date(2024, 3, 12)))
    True
    >>> parse_number("DEL2024/08", None).core, parse_number("2020-09-30/20", dt.date(2020, 9, 30)).core
    ((8,), (20,))
    """
    pieces = _PIECES.findall(fold(number))
    figures = [piece for piece in pieces if piece.isdigit() and len(piece) < 12]
    if not figures:
        return None
    letters = frozenset(piece for piece in pieces if not piece.isdigit()) - _LABEL
    rest, year = _without_date(figures, day)
    return ActNumber(tuple(int(figure) for figure in rest), letters, year or (day.year if day else None), year is not None)


def _without_date(figures: list[str], day: dt.date | None) -> tuple[list[str], int | None]:
    """The figures without the date, or the year, that stands in them, and the year."""
    if day and len(figures) > 3:
        for written in ([f"{day:%Y}", f"{day:%m}", f"{day:%d}"], [f"{day:%d}", f"{day:%m}", f"{day:%Y}"]):
            for short in (written, [f[-2:] for f in written]):
                if (span := _place(short, figures)) is not None:
                    return figures[: span[0]] + figures[span[1] :], day.year
    if len(figures) == 1 and day and len(figures[0]) > 5 and figures[0].startswith(f"{day.year}"):
        return [figures[0][4:]], day.year
    for at in (0, len(figures) - 1) if len(figures) > 1 else ():
        if len(figures[at]) == 4 and 1980 <= int(figures[at]) < 2100:
            return figures[:at] + figures[at + 1 :], int(figures[at])
    for at in (0, len(figures) - 1) if len(figures) > 1 and day else ():
        if day and figures[at] == f"{day:%y}":
            return figures[:at] + figures[at + 1 :], day.year
    middle = [at for at in range(1, len(figures) - 1) if len(figures[at]) == 4 and 1980 <= int(figures[at]) < 2100]
    if middle:
        return figures[: middle[0]] + figures[middle[0] + 1 :], int(figures[middle[0]])
    return figures, None


def _place(part: list[str], figures: list[str]) -> tuple[int, int] | None:
    width = len(part)
    for at in range(len(figures) - width + 1):
        if figures[at : at + width] == part:
            return at, at + width
    return None
