"""One document through all stages: the only place where a document's failure is caught."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.actes import short_department
from pipeline.amend import NONE, Amendments
from pipeline.amend.corrections import correct
from pipeline.check import check_document
from pipeline.errors import Unreadable
from pipeline.extract import act_rows, extract_facts
from pipeline.identify import identify
from pipeline.model import Document, Envelope, Identity, Page
from pipeline.outcome import Outcome, quarantined
from pipeline.proof import prove
from pipeline.read import read_document
from pipeline.read.message import Message, read_message
from pipeline.segment import segment
from pipeline.unpack import Member, archive_type, list_members

Row = dict[str, Any]


def process_document(
    path: Path,
    content: bytes | None = None,
    envelope: Envelope | None = None,
    amendments: Amendments = NONE,
    tables: Sequence[str] = (),
) -> Outcome:
    """What one file says, or why nothing can be said of it. It never raises, save to end the process.

    Args:
        path: the file; its suffix may help to tell what it is.
        content: its bytes, where they have been read already.
        envelope: what came with it when it was sent to the préfecture.
        amendments: what people have said of documents.
        tables: the only tables of facts to fill; all of them when there is none.
    """
    try:
        return _extracted(path, content, envelope, amendments, tables)
    except Unreadable as failure:
        return quarantined(failure.code, failure.detail)
    except Exception as error:
        if any(isinstance(cause, MemoryError) for cause in _causes(error)):
            return quarantined("memory")
        return quarantined("internal", f"{type(error).__name__}: {error}".replace(str(path), path.name))


def process_message(content: bytes) -> tuple[Outcome, Message | None]:
    """What became of a message of @CTES, and what it says of the files beside it."""
    try:
        message = read_message(content)
    except Unreadable as failure:
        return quarantined(failure.code, failure.detail), None
    told = message.envelope
    about = Identity(
        siren=told.siren,
        department=short_department(told.department),
        actes_id=told.actes_id,
        nature=told.nature,
        received=told.received,
        document_date=told.date,
    )
    return Outcome(content={"status": "extracted", "media_type": "application/xml"} | dataclasses.asdict(about)), message


def process_archive(name: str, content: bytes, limit: int) -> tuple[Outcome, list[Member]]:
    """What became of an archive, and the files that it holds.

    Args:
        name: of the archive.
        content: its bytes.
        limit: bytes of a single file.
    """
    try:
        members = list_members(content, limit)
    except Unreadable as failure:
        return quarantined(failure.code, failure.detail), []
    except MemoryError:
        return quarantined("memory"), []
    return Outcome(content={"status": "extracted", "media_type": archive_type(name)}), members


def _extracted(
    path: Path, content: bytes | None, envelope: Envelope | None, amendments: Amendments, tables: Sequence[str]
) -> Outcome:
    with read_document(path, content) as read:
        document = amendments.erasures.blotted(dataclasses.replace(read, envelope=envelope))
        acts = segment(document)
        identity = identify(document, acts)
        rows = extract_facts(document, acts, tables)
        correct(rows, amendments.of(document.id))
        rows["checks"] = check_document(document, acts, identity, rows)
        rows["acts"] = act_rows(document, acts)
        rows["pages"] = list(_page_rows(document))
        return Outcome(content=_content(document) | dataclasses.asdict(identity), tables=prove(rows, document.text))


def _content(document: Document) -> Row:
    trust = [page.confidence for page in document.pages if page.confidence is not None]
    return {
        "status": "extracted",
        "document_id": document.id,
        "media_type": document.media_type,
        "page_count": len(document.pages),
        "pages_unread": list(document.pages_unread) or None,
        "char_count": sum(len(page.text) for page in document.pages),
        "text_source": _text_source(document.pages),
        "ocr_confidence": sum(trust) / len(trust) if trust else None,
    }


def _text_source(pages: tuple[Page, ...]) -> str:
    """Where the text comes from; pages with no text have no say."""
    sources = {page.source for page in pages if page.text.strip()} or {page.source for page in pages}
    return sources.pop() if len(sources) == 1 else "mixed"


def _page_rows(document: Document) -> Iterator[Row]:
    for page, start in zip(document.pages, document.starts, strict=True):
        yield {
            "document_id": document.id,
            "page": page.number,
            "char_start": start,
            "text": page.text,
            "text_source": page.source,
            "width": page.width,
            "height": page.height,
        }


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all it was made from; pdfplumber wraps the true cause into the first argument."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop()
        if cause is not None and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [cause.__cause__, cause.__context__, *(a for a in cause.args[:1] if isinstance(a, BaseException))]
