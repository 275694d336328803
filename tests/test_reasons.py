"""Every reason for which a file is put aside, each shown on a file that earns it."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import PIL.Image
import pytest

from extractors.amounts import EXTRACTOR, find_amounts
from extractors.base import Passage
from pipeline.amend.erasures import Erasures, write_erasures
from pipeline.errors import REASONS, Unreadable
from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.process import process_document
from pipeline.publish.version import current_version
from pipeline.run import run
from tests.fiction import act
from tests.hostile.inputs import forms_within_forms, pdf
from tests.killer import run_with_killer


def blank_page(**encryption: Any) -> bytes:
    content, empty = io.BytesIO(), pikepdf.new()
    empty.add_blank_page()
    empty.save(content, encryption=pikepdf.Encryption(**encryption) if encryption else False)
    return content.getvalue()


def scan() -> bytes:
    content = io.BytesIO()
    PIL.Image.new("L", (800, 1100), 128).save(content, "PDF")
    return content.getvalue()


def climbing_archive() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../acte.txt", act())
    return content.getvalue()


#: Files that earn their reason under the usual limits.
FILES: dict[str, tuple[str, bytes]] = {
    "empty": ("a.txt", b" \n\t\r\n"),
    "unsupported": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "unsafe": ("a.zip", climbing_archive()),
    "encrypted": ("a.pdf", blank_page(owner="o", user="u")),
    "damaged": ("a.pdf", b"%PDF-1.7\n"),
    "binary": ("a.txt", bytes(range(256)) * 40),
    "no_text": ("a.pdf", blank_page()),
}

#: Files that earn it under limits that are soon reached.
LIMITED: dict[str, tuple[str, bytes, Limits]] = {
    "too_large": ("a.txt", act().encode(), Limits(size=100)),
    "timeout": ("a.txt", act().encode() * 20_000, Limits(seconds=1.0)),
    "memory": ("a.pdf", forms_within_forms(), Limits(memory=1 << 30)),
}


def reason_of(raw: Path, out: Path, limits: Limits | None = None) -> str | None:
    run([raw], out, Options(workers=1, limits=limits or Limits()))
    version = current_version(out)
    assert version is not None
    (row,) = version.rows("documents")
    assert (row["status"] == "extracted") == (row["reason_code"] is None)
    return row["reason_code"]


@pytest.mark.parametrize("reason", FILES)
def test_what_a_file_is(reason: str, tmp_path: Path) -> None:
    name, content = FILES[reason]
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / name).write_bytes(content)
    assert reason_of(raw, tmp_path / "out") == reason


@pytest.mark.parametrize("reason", LIMITED)
def test_what_a_file_costs(reason: str, tmp_path: Path) -> None:
    name, content, limits = LIMITED[reason]
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / name).write_bytes(content)
    assert reason_of(raw, tmp_path / "out", limits) == reason


def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").symlink_to("/etc/hostname")
    assert reason_of(tmp_path / "raw", tmp_path / "out") == "unreadable"


def test_crashed(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "long.txt").write_text(act() * 300, encoding="utf-8")
    report = run_with_killer(raw, tmp_path / "out", 100)  # until it is given up, however slow the machine
    assert report.quarantined == {"long.txt": "crashed"}


def test_forgotten(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    out.mkdir()
    (raw / "a.txt").write_text(act(), encoding="utf-8")
    write_erasures(out, Erasures(contents=frozenset([hashlib.sha256(act().encode()).hexdigest()])))
    assert reason_of(raw, out) == "forgotten"


def test_page_count_mismatch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypdfium2.PdfDocument.__len__", lambda _: 2)
    assert process_document(Path("a.pdf"), pdf({})).content["reason_code"] == "page_count_mismatch"


def test_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.pdf.has_tesseract", lambda: False)
    monkeypatch.setattr("pipeline.read.ocr.has_tesseract", lambda: False)
    monkeypatch.setenv("PATH", "")
    assert process_document(Path("a.pdf"), scan()).content["reason_code"] == "needs_ocr"


def test_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(passage: Passage) -> Iterator[Any]:
        for amount in find_amounts(passage):
            yield dataclasses.replace(amount, start=amount.start + 1)

    monkeypatch.setattr("pipeline.extract.EXTRACTORS", (dataclasses.replace(EXTRACTOR, find=shifted),))
    assert process_document(Path("a.txt"), act().encode()).content["reason_code"] == "unproven"


def test_internal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.process.segment", _broken)
    content = process_document(Path("a.txt"), act().encode()).content
    assert (content["reason_code"], content["reason_detail"]) == ("internal", "ZeroDivisionError: in act 3")


def _broken(_: object) -> None:
    raise ZeroDivisionError("in act 3")


def test_every_reason_is_shown_here() -> None:
    alone = {
        name.removeprefix("test_") for name, value in globals().items() if name.startswith("test_") and isinstance(value, Callable)
    }
    assert {*FILES, *LIMITED} | (alone & REASONS.keys()) == REASONS.keys()


def test_a_reason_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown reason"):
        Unreadable("bad_luck")
