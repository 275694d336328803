from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.errors import Unreadable
from pipeline.model import Document
from pipeline.read import read_document
from tests.read.test_office import docx, p

TEXT = "COMMUNE DE VALBRUNE\nLe conseil municipal, réuni le 3 mai 2024, décide.\n"


def read(name: str, content: bytes) -> Document:
    with read_document(Path(name), content) as document:
        return document


KINDS = {
    "text": ("acte.txt", TEXT.encode(), "text/plain"),
    "no-suffix": ("acte", TEXT.encode(), "text/plain"),
    "text-named-pdf": ("acte.pdf", TEXT.encode(), "text/plain"),
    "markdown": ("acte.md", f"# {TEXT}".encode(), "text/markdown"),
    "html-by-content": ("acte.txt", f"<!DOCTYPE html><html><body>{TEXT}</body></html>".encode(), "text/html"),
    "html-by-name": ("acte.html", f"<p>{TEXT}</p>".encode(), "text/html"),
    "word": ("acte.bin", docx(p(TEXT)), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@pytest.mark.parametrize(("name", "content", "media_type"), KINDS.values(), ids=KINDS)
def test_content_tells_before_the_name(name: str, content: bytes, media_type: str) -> None:
    document = read(name, content)
    assert (document.media_type, document.file_name) == (media_type, name)
    assert document.id == hashlib.sha256(content).hexdigest()[:20]
    assert document.text.startswith("COMMUNE DE VALBRUNE")


def test_file_on_disk(tmp_path: Path) -> None:
    (tmp_path / "acte.txt").write_text(TEXT, encoding="utf-8")
    with read_document(tmp_path / "acte.txt") as document:
        assert document.text == TEXT


def test_form_feeds_part_pages_and_fuse_no_words() -> None:
    document = read("acte.txt", f"{TEXT.rstrip()}\fsuite\n\f\ffin\n\f".encode())
    assert [page.text for page in document.pages] == [TEXT, "suite\n", "\n", "fin\n"]
    assert [page.number for page in document.pages] == [1, 2, 3, 4]


REFUSED = {
    "nothing": ("a.txt", b"", "empty"),
    "white-space": ("a.txt", b" \n\t\r\n", "empty"),
    "mark-only": ("a.txt", b"\xef\xbb\xbf", "empty"),
    "no-words": ("a.txt", b"x\n" * 500, "no_text"),
    "a-few-letters": ("a.txt", b"rien du tout", "no_text"),
    "one-endless-word": ("a.txt", b"a" * 300, "no_text"),
    "nul-bytes": ("a.txt", b"\0" * 100, "binary"),
    "old-word": ("a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 50, "unsupported"),
    "image": ("a.pdf", b"\x89PNG\r\n\x1a\n", "unsupported"),
    "archive": ("a.txt", b"\x1f\x8b\x08", "unsupported"),
    "zip": ("a.zip", b"PK\x03\x04 other", "unsupported"),
    "data-table": ("a.csv", TEXT.encode(), "unsupported"),
}


@pytest.mark.parametrize(("name", "content", "code"), REFUSED.values(), ids=REFUSED)
def test_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(name, content)
    assert error.value.code == code
    assert error.value.detail or code in ("empty",)
