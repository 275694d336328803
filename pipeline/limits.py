"""How much one document may cost."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost before it is given up.

    Attributes:
        seconds: processor time to read it and to find its facts; tesseract's is not counted.
        memory: bytes of address space of the process that reads it.
        size: bytes of the file.
    """

    seconds: float = 20.0
    memory: int = 2 << 30
    size: int = 256 << 20

    def as_list(self) -> list[float]:
        """The limits as plain numbers."""
        return list(astuple(self))
