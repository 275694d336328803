"""What people have said of documents, and every run follows: what to put right, and what to forget."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from pipeline.amend.corrections import Correction
from pipeline.amend.erasures import Erasures
from pipeline.model import ID_DIGITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """All that has been said.

    Attributes:
        corrections: what to put right.
        erasures: what to forget.
    """

    corrections: tuple[Correction, ...] = ()
    erasures: Erasures = field(default_factory=Erasures)
    _by_document: dict[str, list[Correction]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for correction in self.corrections:
            self._by_document.setdefault(correction.document_id, []).append(correction)

    def of(self, document_id: str) -> list[Correction]:
        """The corrections of a document."""
        return self._by_document.get(document_id, [])

    def mark(self, sha256: str) -> str:
        """What has been said of a content, as a part of the key under which it is read; nothing where nothing was said."""
        said = [repr(correction) for correction in self.of(sha256[:ID_DIGITS]) if not correction.linked]
        erased = self.erasures.mark(sha256)
        return hashlib.sha256("\n".join([*said, erased]).encode()).hexdigest()[:12] if said or erased else ""


#: Nothing has been said.
NONE = Amendments()
