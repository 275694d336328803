"""From a file's bytes to pages of text."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.model import Document, Page


@contextlib.contextmanager
def read_document(path: Path, content: bytes | None = None) -> Iterator[Document]:
    """The document in ``path``, open as long as the context lasts: boxes of spans are only then to be had.

    Raises:
        Unreadable: with the reason why it is quarantined.
    """
    content = path.read_bytes() if content is None else content
    if not content.strip():
        raise Unreadable("empty")
    document_id = hashlib.sha256(content).hexdigest()[:20]
    if content.startswith(b"%PDF"):
        import pypdfium2

        pdf = pypdfium2.PdfDocument(content)
        pages = tuple(
            Page(number=i + 1, text=page.get_textpage().get_text_range().replace("\r\n", "\n"), source="native")
            for i, page in enumerate(pdf)
        )
        yield Document(id=document_id, file_name=path.name, media_type="application/pdf", pages=pages)
    else:
        text = content.decode("utf-8", errors="replace")
        yield Document(id=document_id, file_name=path.name, media_type="text/plain", pages=(Page(number=1, text=text),))
