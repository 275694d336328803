"""From a file's bytes to pages of text."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import regex

from extractors import patterns
from pipeline.errors import Unreadable
from pipeline.model import ID_DIGITS, Document, Page
from pipeline.read.encoding import decode
from pipeline.read.furniture import mark_furniture
from pipeline.read.html import read_html
from pipeline.read.office import read_docx, read_odt
from pipeline.read.text import plain_text

#: What files of other kinds begin with, and what their owner should do.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "unsupported", "an old Office file (.doc, .xls): save it as PDF or as .docx"),
    (b"{\\rtf", "unsupported", "a rich text file (.rtf): save it as PDF or as .docx"),
    (b"\x89PNG", "unsupported", "an image: print it to a PDF"),
    (b"\xff\xd8\xff", "unsupported", "an image: print it to a PDF"),
    (b"GIF8", "unsupported", "an image: print it to a PDF"),
    (b"II*\0", "unsupported", "an image: print it to a PDF"),
    (b"MM\0*", "unsupported", "an image: print it to a PDF"),
    (b"\x1f\x8b", "unsupported", "an archive: unpack it and submit the files"),
    (b"7z\xbc\xaf", "unsupported", "an archive: unpack it and submit the files"),
    (b"Rar!", "unsupported", "an archive: unpack it and submit the files"),
    (b"PAR1", "unsupported", "a Parquet table: it holds no document"),
)

#: Texts for machines. What they say of acts is data already, and nothing in them is a page.
_MACHINE_TEXTS = frozenset(
    (
        ".csv",
        ".tsv",
        ".json",
        ".jsonl",
        ".geojson",
        ".xml",
        ".yaml",
        ".yml",
        ".sql",
        ".js",
        ".css",
        ".py",
        ".log",
        ".ini",
        ".toml",
        ".svg",
        ".ics",
    )
)

_MARKDOWN = frozenset((".md", ".markdown"))
_HTML_NAMES = frozenset((".html", ".htm", ".xhtml"))
_HTML_START = patterns.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--[^>]{0,500}-->|<\?xml[^>]{0,200}\?>){0,50}<(?:!doctype\s+html|html|head|body)\b", regex.IGNORECASE
)

_WORD = patterns.compile(r"(?<![^\W\d_])[^\W\d_]{2,40}(?![^\W\d_])")

#: No act is told in fewer letters than these.
_FEWEST_LETTERS = 40


@contextlib.contextmanager
def read_document(path: Path, content: bytes | None = None) -> Iterator[Document]:
    """The document in ``path``, open as long as the context lasts: boxes of spans are only then to be had.

    Args:
        path: the file; its name is a hint where the content does not tell what it is.
        content: its bytes, where they have been read already.

    Raises:
        Unreadable: with the reason why it is quarantined.
    """
    content = path.read_bytes() if content is None else content
    if not content.strip():
        raise Unreadable("empty")
    if b"%PDF-" in content[:1024]:
        # The PDF libraries take longer to load than a text takes to read.
        from pipeline.read.pdf import read_pdf

        with read_pdf(content) as (pages, pages_unread):
            yield _document(path, content, "application/pdf", pages, pages_unread)
    else:
        media_type, texts = _read(content, path.suffix.lower())
        yield _document(path, content, media_type, _numbered(texts))


def _document(path: Path, content: bytes, media_type: str, pages: Sequence[Page], pages_unread: Sequence[int] = ()) -> Document:
    return Document(
        id=hashlib.sha256(content).hexdigest()[:ID_DIGITS],
        file_name=path.name,
        media_type=media_type,
        pages=mark_furniture(pages),
        pages_unread=tuple(pages_unread),
    )


def _read(content: bytes, suffix: str) -> tuple[str, list[str]]:
    """The media type of a file that is no PDF, and the texts of its pages."""
    if content.startswith(b"PK\x03\x04"):
        return _read_archive(content)
    for start, code, detail in _FOREIGN:
        if content.startswith(start):
            raise Unreadable(code, detail)
    if content[257:262] == b"ustar":
        raise Unreadable("unsupported", "an archive: unpack it and submit the files")
    if _HTML_START.match(content) or (suffix in _HTML_NAMES and b"<" in content):
        return "text/html", [read_html(content)]
    if suffix in _MACHINE_TEXTS:
        raise Unreadable("unsupported", f"a {suffix} file is made for machines: submit the document itself")
    markdown = suffix in _MARKDOWN
    text = plain_text(decode(content), markdown=markdown)
    return "text/markdown" if markdown else "text/plain", text.split("\f")


def _read_archive(content: bytes) -> tuple[str, list[str]]:
    """A Word or OpenDocument text; both are zip archives, and say so in their first entries."""
    if b"application/vnd.oasis.opendocument.text" in content[:200]:
        return "application/vnd.oasis.opendocument.text", read_odt(content)
    if b"word/document.xml" in content:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx(content)
    raise Unreadable("unsupported", "an archive, or an Office file that is no text: unpack it, or save it as PDF")


def _numbered(texts: list[str]) -> tuple[Page, ...]:
    """Pages of text; each but the last ends with a line end, so that joining them fuses no words.

    Raises:
        Unreadable: ``no_text``, when nobody could call it a text.
    """
    while len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    if not any(text.strip() for text in texts):
        raise Unreadable("empty")
    letters = 0
    for text in texts:
        for word in _WORD.finditer(text):
            letters += len(word[0])
            if letters >= _FEWEST_LETTERS:
                ended = [part if part.endswith("\n") else part + "\n" for part in texts[:-1]]
                return tuple(Page(number=i, text=part) for i, part in enumerate([*ended, texts[-1]], start=1))
    raise Unreadable("no_text", f"only {letters} letters in words")
