"""The seam for what is worked out over all documents: who is the same person, which body is the same body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

#: Gives the rows of a table, or some of its columns.
Read = Callable[[str, Sequence[str] | None], "pa.Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What was worked out.

    Attributes:
        persons: rows of the table ``persons``.
        organizations: rows of the table ``organizations``.
        ids: for each table and each of its columns in ``LINKED``, the id of each ``fact_id`` that has one.
    """

    persons: list[Row] = field(default_factory=list)
    organizations: list[Row] = field(default_factory=list)
    ids: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)


def link(read: Read) -> Links:
    """The persons and organizations of all documents, and which facts speak of them."""
    return Links()
