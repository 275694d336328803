"""What became of a document. Nothing here reads one: a run that finds nothing new needs no reader, and is not to wait for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.harmless import on_terminal

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

#: Columns of ``documents`` that say where and when a document was met; the others follow from its content alone.
MEETING = (
    "source_path",
    "source_sha256",
    "duplicate_of",
    "annex_of",
    "file_name",
    "run_id",
    "ingested_at",
    "population",
    "from_list",
    "list_says",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document.

    Attributes:
        content: its row of ``documents``, without the columns of ``MEETING``.
        tables: its rows of all other tables, shown to be right; none when it is quarantined.
    """

    content: Row
    tables: dict[str, pa.RecordBatch] = field(default_factory=dict)


def quarantined(reason: str, detail: str = "") -> Outcome:
    """The outcome of a document that could not be read."""
    return Outcome(content={"status": "quarantined", "reason_code": reason, "reason_detail": _shown(detail) or None})


def _shown(detail: str) -> str:
    """A message as it may be published: short, on one line, and the same in every run."""
    text = re.sub(r" at 0x[0-9a-f]+", "", detail[:1000])
    return " ".join(on_terminal(text).split())[:200]
