"""delib for notebooks and scripts: read one file without writing anything, or load a published table.

>>> from pipeline.api import extract_text
>>> extraction = extract_text("Le conseil attribue une subvention de 1 500 € à l'association.")
>>> [amount.mention.value for amount in extraction.facts["amounts"]]
[Decimal('1500')]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import EXTRACTORS
from pipeline.errors import InputMissing
from pipeline.extract import mentions_of
from pipeline.identify import identify
from pipeline.model import Act, Box, Document, Identity, Slice
from pipeline.publish.version import published_version, table_named
from pipeline.read import read_document
from pipeline.segment import segment

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact with its proof.

    Attributes:
        mention: the extractor's record, such as an ``Amount``; its offsets count in the act.
        act: the act that holds it.
        place: where it stands in the document's text.
        page: number of the page where it starts.
        box: of its first line on that page, where there is geometry.
    """

    mention: Any
    act: Act
    place: Slice
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one document says.

    Attributes:
        document: its pages.
        identity: what it prints of the body that made it.
        acts: in reading order.
        facts: by the name of their table, in reading order within each act.
    """

    document: Document
    identity: Identity
    acts: tuple[Act, ...]
    facts: dict[str, list[Fact]]

    def raw(self, fact: Fact) -> str:
        """The characters of the document that a fact was read from."""
        return self.document.text[fact.place.start : fact.place.end]


def extract_file(path: str | Path) -> Extraction:
    """What one file says; nothing is written.

    Raises:
        InputMissing: when there is no such file.
        Unreadable: when it cannot be read; its ``code`` says why.
    """
    path = Path(path)
    if not path.is_file():
        raise InputMissing(f"no file {path}")
    return _extract(path, path.read_bytes())


def extract_text(text: str) -> Extraction:
    """What a text says, as if it were a file.

    Raises:
        Unreadable: when it holds too little to be an act.
    """
    return _extract(Path("text.txt"), text.encode())


def _extract(path: Path, content: bytes) -> Extraction:
    with read_document(path, content) as document:
        acts = segment(document)
        facts: dict[str, list[Fact]] = {extractor.name: [] for extractor in EXTRACTORS}
        for act in acts:
            for extractor, mention, place in mentions_of(act):
                page, box = document.page_at(place.start).number, document.box(place.start, place.end)
                facts[extractor.name].append(Fact(mention=mention, act=act, place=place, page=page, box=box))
        # Boxes can only be asked for while the file is open; those of the facts have been.
        pages = tuple(dataclasses.replace(page, box=None) for page in document.pages)
        closed = dataclasses.replace(document, pages=pages)
        return Extraction(document=closed, identity=identify(document, acts), acts=tuple(acts), facts=facts)


def read_table(name: str, tables: str | Path = "data/processed", columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A published table as a DataFrame that keeps decimals, dates and missing whole numbers as they are.

    Raises:
        UsageError: when there is no table of this name.
        InputMissing: when nothing is published there.
    """
    import pandas as pd

    table = published_version(str(tables)).read(table_named(name), columns)
    return table.to_pandas(types_mapper=pd.ArrowDtype)
