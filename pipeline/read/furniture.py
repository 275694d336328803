"""What is printed on pages but is no part of the acts: headers, footers, page numbers, stamps."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Page


def mark_furniture(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, each with its furniture."""
    return tuple(pages)
