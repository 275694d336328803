"""How much one document may cost, and what is looked for in it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost before it is given up.

    Attributes:
        seconds: processor time to read it and to find its facts; tesseract's is not counted.
        memory: bytes of address space of the process that reads it.
        size: bytes of the file.
        tables: the only tables of facts to fill; all of them when there is none.
    """

    seconds: float = 20.0
    memory: int = 2 << 30
    size: int = 256 << 20
    tables: tuple[str, ...] = ()

    def as_list(self) -> list[Any]:
        """The limits as plain values."""
        return list(astuple(self))
