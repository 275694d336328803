"""What every extractor is made of: a passage goes in, mentions come out.

An extractor is a pure function of one act's text. It knows no file, no page and no table: where a mention stands in
the document is worked out later from its two offsets, by the act it was found in.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from extractors.french import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

T = TypeVar("T")


class Span(TypedDict):
    """The three fields that tie a mention to the text it was read from."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing the text says, and exactly where it says it.

    Attributes:
        start: offset in the passage of the first character.
        end: offset just behind the last character.
        text: ``passage.text[start:end]``, to the letter.
        rule: name of the pattern that fired, for those who ask why.
        confidence: share of such mentions that are right, between 0 and 1.
    """

    start: int
    end: int
    text: str
    rule: str
    confidence: float = 0.95


def column(
    description: str,
    *,
    default: object = None,
    values: Iterable[str] | None = None,
    digits: tuple[int, int] | None = None,
) -> Any:
    """A field of a record that is also a column of the published table.

    Args:
        description: what the column says, in French: it stands in the data dictionary and in the Parquet schema.
        default: what a row has where the text says nothing.
        values: the only strings allowed, for a closed list.
        digits: precision and scale of a ``Decimal``.
    """
    metadata = {"description": description, "values": tuple(values) if values else None, "digits": digits}
    return field(default=default, metadata=metadata)


class Passage:
    """The text of one act, as extractors see it.

    Args:
        text: the act's text, verbatim; page headers, footers and stamps have been left out of it.
        kind: ``deliberation``, ``report``, ``convention``, ``order``, ``annex``, ``minutes``, ``other``, or ``stamp`` for
            what a prefecture's stamp says.
        day: date of the meeting or of the signature, where it is known.
        folded: the text folded already, perhaps with damaged words put right; as long as the text.
        worn: whether OCR has damaged the text.

    What one extractor has found, another may ask for with :meth:`find`; it is worked out once.
    """

    __slots__ = ("_doc", "_folded", "_found", "day", "kind", "text", "worn")

    def __init__(
        self, text: str, kind: str = "other", day: dt.date | None = None, folded: str | None = None, worn: bool = False
    ) -> None:
        self.text = text
        self.kind = kind
        self.day = day
        self.worn = worn
        self._folded = folded
        self._doc: Doc | None = None
        self._found: dict[Callable[[Passage], Iterable[Any]], tuple[Any, ...]] = {}

    @property
    def folded(self) -> str:
        """The text in lower case, without accents, with one kind of apostrophe, dash and space; same length, same offsets."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def doc(self) -> Doc:
        """The text as a spaCy document, made when first asked for: it costs more than all patterns together."""
        if self._doc is None:
            from extractors.language import build_nlp

            self._doc = build_nlp()(self.text)
        return self._doc

    def find(self, finder: Callable[[Passage], Iterable[T]]) -> tuple[T, ...]:
        """What ``finder`` yields for this passage, worked out once however many extractors ask."""
        if finder not in self._found:
            self._found[finder] = tuple(finder(self))
        return self._found[finder]

    def at(self, start: int, end: int) -> Span:
        """The span from ``start`` to ``end`` without the white space at its two ends, ready to become a mention."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start=start, end=end, text=text[start:end])


@dataclass(frozen=True, slots=True)
class Extractor:
    """One table of facts: its name, its record and the function that finds them.

    Attributes:
        name: name of the table, of the module and of the extractor.
        record: the subclass of :class:`Mention` whose fields are the table's columns.
        find: yields the mentions of a passage in reading order, without overlap.
        version: raised whenever the same text would give other mentions; unchanged documents are then read again.
        description: what a row of the table is, in French.
        reads_stamps: whether it also reads what the préfecture's stamps say (passages of kind ``stamp``).
    """

    name: str
    record: type[Mention]
    find: Callable[[Passage], Iterator[Any]]
    version: int = 1
    description: str = ""
    reads_stamps: bool = False

    @property
    def columns(self) -> tuple[dataclasses.Field[Any], ...]:
        """The fields of the record that are columns of its table: those declared with :func:`column`."""
        return tuple(f for f in dataclasses.fields(self.record) if "description" in f.metadata)


def without_overlap(mentions: Iterable[T]) -> list[T]:
    """The mentions in reading order; of two that overlap the longer stays, of two equally long the first.

    Args:
        mentions: records with ``start`` and ``end``.
    """
    kept: list[Any] = []
    for mention in sorted(mentions, key=lambda m: (m.start, m.start - m.end)):  # type: ignore[attr-defined]
        if not kept or mention.start >= kept[-1].end:  # type: ignore[attr-defined]
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:  # type: ignore[attr-defined]
            kept[-1] = mention
    return kept
