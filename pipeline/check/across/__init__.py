"""What does not add up between documents: worked out over the rows of all of them, in columns.

Nothing here has a say in how a document is read: a change costs no document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pipeline.check.base import Row

if TYPE_CHECKING:
    import pyarrow as pa

#: Gives the rows of a table, or some of its columns.
Read = Callable[[str, Sequence[str] | None], "pa.Table"]


def check_across(read: Read) -> list[Row]:
    """The rows of the table ``checks`` that speak of several documents."""
    return []
