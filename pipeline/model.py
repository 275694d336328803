"""The types every stage shares. Offsets are half-open and count characters."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

#: A document's id is so much of the SHA-256 of its content.
ID_DIGITS = 20

#: x0, top, x1, bottom in PDF points, origin top left.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What is printed on a page but is no part of what the act says.

    Attributes:
        kind: ``header``, ``footer``, ``page_number`` or ``stamp`` (of the préfecture's transmission).
        start: offset in the page's text.
        end: offset behind it.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it is published.

    Attributes:
        number: from 1.
        text: what a person reads on the page; a table is one line per row, its cells parted by tabs.
        source: ``native``, ``ocr`` or ``text``.
        width, height: in PDF points, or None for a text.
        confidence: mean confidence of the OCR between 0 and 1, or None.
        furniture: running headers, footers, page numbers and stamps, in order.
        box: gives the box of the first line of ``text[start:end]``, or None; None itself for a text.
    """

    number: int
    text: str
    source: str = "text"
    width: float | None = None
    height: float | None = None
    confidence: float | None = None
    furniture: tuple[Furniture, ...] = ()
    box: Callable[[int, int], Box | None] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the transmission of an act to the préfecture (@CTES) says of it: taken as it is, not read from the page.

    Attributes:
        number: the body's own number of the act.
        nature: ``DE``, ``AR``, ``AI``, ``CC``, ``BF`` or ``AU``.
        title: the object.
        date: of the decision.
        matter: code of the nomenclature, as its two first levels.
        actes_id: the identifier of the act.
        department, siren: of the body that sent it.
        received: when the préfecture acknowledged it.
        annex: whether the file was joined to the act, and is not the act itself.
    """

    number: str | None = None
    nature: str | None = None
    title: str | None = None
    date: dt.date | None = None
    matter: str | None = None
    actes_id: str | None = None
    department: str | None = None
    siren: str | None = None
    received: dt.date | None = None
    annex: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input file, read.

    Attributes:
        id: from the content alone.
        file_name: its last path component, as it was given.
        media_type: such as ``application/pdf``.
        pages: at least one; a page that could not be read is kept with an empty text.
        pages_unread: numbers of the pages that hold something which could not be read.
        envelope: what came with it when it was sent to the préfecture, or None.
    """

    id: str
    file_name: str
    media_type: str
    pages: tuple[Page, ...]
    pages_unread: tuple[int, ...] = ()
    envelope: Envelope | None = None
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        starts, at = [], 0
        for page in self.pages:
            starts.append(at)
            at += len(page.text)
        object.__setattr__(self, "starts", tuple(starts))

    @property
    def text(self) -> str:
        """The texts of the pages joined, which offsets of facts point into."""
        return "".join(page.text for page in self.pages)

    def page_at(self, offset: int) -> Page:
        """The page that holds the character at ``offset`` of the document's text."""
        return self.pages[max(0, bisect.bisect_right(self.starts, offset) - 1)]

    def box(self, start: int, end: int) -> Box | None:
        """The box of the first line of ``text[start:end]`` on its page, or None where there is no geometry."""
        page = self.page_at(start)
        if page.box is None:
            return None
        at = self.starts[page.number - 1]
        return page.box(start - at, min(end - at, len(page.text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of the document's text: ``document.text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of a document: its text is exactly its slices, joined.

    Attributes:
        id: the document's id and the act's ordinal.
        document: id of the document.
        ordinal: from 1, in reading order.
        kind: ``deliberation``, ``report``, ``convention``, ``order``, ``annex``, ``minutes`` or ``other``.
        number: as printed, without "N°".
        title: what the act is about, as printed, on one line.
        body: the assembly, or the authority that signs.
        date: of the meeting, or of the signature.
        text: what extractors see: the slices joined.
        folded: the same for patterns, with words put right that OCR has damaged; None where nobody has folded it.
        worn: whether OCR has damaged the text.
        slices: in reading order, without the furniture of pages.
        stamps: where the préfecture's stamps stand on the pages of this act.
        stamp_texts: what each of them says, to the letter.
        matter: its code in the nomenclature of ACTES, where it was sent with the act.
        starts: for each slice the offset in ``text`` where it starts, and the length of all of them.
    """

    id: str
    document: str
    ordinal: int
    kind: str
    number: str | None = None
    title: str | None = None
    body: str | None = None
    date: dt.date | None = None
    text: str
    folded: str | None = field(default=None, repr=False)
    worn: bool = False
    slices: tuple[Slice, ...]
    stamps: tuple[Slice, ...] = ()
    stamp_texts: tuple[str, ...] = ()
    matter: str | None = None
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        lengths = (part.end - part.start for part in self.slices)
        object.__setattr__(self, "starts", tuple(itertools.accumulate(lengths, initial=0)))

    def locate(self, start: int, end: int) -> Slice:
        """Where ``text[start:end]`` stands in the document: the one road from a mention to its source.

        A mention that runs over a page break covers, in the document, the footer and header in between.

        >>> parts = (Slice(start=10, end=15), Slice(start=40, end=60))
        >>> act = Act(id="a-001", document="a", ordinal=1, kind="order", text="x" * 25, slices=parts)
        >>> act.locate(2, 4), act.locate(4, 7)
        (Slice(start=12, end=14), Slice(start=14, end=42))
        """
        if not 0 <= start < end:
            raise ValueError(f"not a span: {start}, {end}")
        if end > self.starts[-1]:
            raise ValueError(f"span {start}, {end} is beyond the act")
        first, last = bisect.bisect_right(self.starts, start) - 1, bisect.bisect_left(self.starts, end) - 1
        return Slice(
            start=self.slices[first].start + start - self.starts[first],
            end=self.slices[last].start + end - self.starts[last],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a document, or its envelope, says of the body that made it and of its transmission to the préfecture."""

    collectivity: str | None = None
    siren: str | None = None
    department: str | None = None
    actes_id: str | None = None
    nature: str | None = None
    transmitted: dt.date | None = None
    received: dt.date | None = None
    posted: dt.date | None = None
    published: dt.date | None = None
    document_date: dt.date | None = None
