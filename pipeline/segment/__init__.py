"""From pages to acts."""

from __future__ import annotations

from pipeline.model import Act, Document, Slice


def segment(document: Document) -> tuple[Act, ...]:
    """The acts of a document, in reading order."""
    text = document.text
    return (
        Act(
            id=f"{document.id}-001",
            document=document.id,
            ordinal=1,
            kind="deliberation",
            text=text,
            slices=(Slice(start=0, end=len(text)),),
        ),
    )
