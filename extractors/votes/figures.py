"""What a tally is made of: one figure for each position, and where it is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One position of a tally.

    Attributes:
        position: ``for``, ``against``, ``abstain``, ``absent`` or ``not_taking_part``.
        value: the figure, or the number of names where only names are printed; None when the label stands alone.
        printed: whether the figure itself is printed.
        start, end: offsets of the label with its figure and names.
        names: offsets of the persons named under it.
        groups: offsets of the political groups named under it.
        sign: what ties the figure to the label: ``noun`` ("17 voix pour"), ``mark`` ("Pour : 17") or ``bare`` ("17 pour");
            ``told`` where a sentence has the names as its subject ("M. BRUN vote contre").
    """

    position: str
    value: int | None
    printed: bool
    start: int
    end: int
    names: tuple[tuple[int, int], ...] = ()
    groups: tuple[tuple[int, int], ...] = ()
    sign: str = "bare"


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one vote, in the order they are printed."""

    figures: tuple[Figure, ...]

    @property
    def start(self) -> int:
        """Where the first label begins."""
        return self.figures[0].start

    @property
    def end(self) -> int:
        """Where the last figure or name ends."""
        return max(figure.end for figure in self.figures)

    @property
    def is_told(self) -> bool:
        """Whether it prints no figure, and only sentences say how somebody voted."""
        return all(figure.sign == "told" for figure in self.figures)

    def value(self, position: str) -> int | None:
        """The figure of a position, or None where none is printed."""
        return next((f.value for f in self.figures if f.position == position), None)
