"""Word and OpenDocument texts: both are XML in a zip archive, and say where paragraphs, tables and pages end.

python-docx leaves out text boxes and tracked insertions, and odfpy has had no release for years; lxml, which is here
anyway, reads both vocabularies with the same few lines.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import Unreadable
from pipeline.read.encoding import clean
from pipeline.read.markup import raised
from pipeline.read.table import Cell, table_lines

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

#: A small archive may unfold to any size.
_LARGEST = 200_000_000

_PAGE = "\f"


def read_docx(content: bytes) -> list[str]:
    """The pages of a Word document, parted where Word last parted them; its letterhead comes first.

    Raises:
        Unreadable: ``damaged`` or ``too_large``.
    """
    with _archive(content) as archive:
        headers = [name for name in sorted(archive.namelist()) if name.startswith("word/header")]
        heads = dict.fromkeys("\n".join(_word_blocks(_parse(archive, name))).strip() for name in headers)
        body = _parse(archive, "word/document.xml").find(f"{_WORD}body")
    return _pages([*heads, *(_word_blocks(body) if body is not None else ())])


def read_odt(content: bytes) -> list[str]:
    """The pages of an OpenDocument text; only breaks that LibreOffice noted part them.

    Raises:
        Unreadable: ``damaged`` or ``too_large``.
    """
    with _archive(content) as archive:
        body = _parse(archive, "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    return _pages(_odt_blocks(body) if body is not None else ())


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise Unreadable("damaged", f"the archive cannot be opened: {error}") from error


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    try:
        if archive.getinfo(name).file_size > _LARGEST:
            raise Unreadable("too_large", f"{name} unfolds to {archive.getinfo(name).file_size} bytes")
        with archive.open(name) as part:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
            return etree.parse(io.BytesIO(part.read(_LARGEST)), parser).getroot()
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Unreadable("damaged", f"{name}: {error}") from error


def _pages(blocks: Iterator[str] | list[str] | tuple[()]) -> list[str]:
    return clean("\n".join(blocks)).split(_PAGE)


def _word_blocks(parent: etree._Element) -> Iterator[str]:
    """A line for each paragraph and for each row of a table."""
    for element in parent:
        if element.tag == f"{_WORD}p":
            yield _word_text(element)
        elif element.tag == f"{_WORD}tbl":
            yield from table_lines(_word_rows(element))
        elif element.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}customXml", f"{_WORD}ins"):
            yield from _word_blocks(element)


def _word_rows(table: etree._Element) -> Iterator[list[Cell]]:
    for row in table.iterchildren(f"{_WORD}tr"):
        yield [_word_cell(cell) for cell in row.iterchildren(f"{_WORD}tc")]


def _word_cell(cell: etree._Element) -> Cell:
    span = cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")
    merge = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
    continued = merge is not None and merge.get(f"{_WORD}val", "continue") == "continue"
    text = "" if continued else " ".join(_word_text(paragraph) for paragraph in cell.iter(f"{_WORD}p"))
    return Cell(text.replace(_PAGE, ""), columns=_count(span.get(f"{_WORD}val")) if span is not None else 1)


def _word_text(paragraph: etree._Element) -> str:
    """What a paragraph says, its text boxes included; text that was struck out under revision is not part of it."""
    pieces: list[str] = []
    for element in paragraph.iter(
        f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}lastRenderedPageBreak", f"{_WORD}noBreakHyphen"
    ):
        tag = element.tag.removeprefix(_WORD)
        if tag == "t":
            pieces.append(raised(element.text or "") if _is_raised(element) else element.text or "")
        elif tag == "tab":
            pieces.append("" if element.getparent().tag == f"{_WORD}tabs" else " ")
        elif tag == "lastRenderedPageBreak":
            pieces.append(_PAGE)
        else:
            pieces.append("-" if tag == "noBreakHyphen" else "" if element.get(f"{_WORD}type") == "page" else "\n")
    return "".join(pieces)


def _is_raised(text: etree._Element) -> bool:
    mark = text.getparent().find(f"{_WORD}rPr/{_WORD}vertAlign")
    return mark is not None and mark.get(f"{_WORD}val") == "superscript"


def _odt_blocks(parent: etree._Element) -> Iterator[str]:
    for element in parent:
        tag = element.tag
        if tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield _odt_text(element)
        elif tag == f"{_TABLE}table":
            yield from table_lines(_odt_rows(element))
        elif tag == f"{_TEXT}list-item":
            yield "- " + "\n".join(_odt_blocks(element))
        elif tag not in (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls"):
            yield from _odt_blocks(element)


def _odt_rows(table: etree._Element) -> Iterator[list[Cell]]:
    for row in table.iter(f"{_TABLE}table-row"):
        yield [
            Cell(
                " ".join(_odt_text(paragraph) for paragraph in cell.iter(f"{_TEXT}p", f"{_TEXT}h")),
                columns=_count(cell.get(f"{_TABLE}number-columns-spanned")),
                rows=_count(cell.get(f"{_TABLE}number-rows-spanned")),
            )
            for cell in row.iterchildren(f"{_TABLE}table-cell")
        ]


def _odt_text(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag.removeprefix(_TEXT)
        if tag == "s":
            pieces.append(" " * min(_count(child.get(f"{_TEXT}c")), 100))
        elif tag in ("tab", "line-break", "soft-page-break"):
            pieces.append({"tab": " ", "line-break": "\n"}.get(tag, _PAGE))
        elif tag != "note":
            pieces.append(_odt_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(given: str | None) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 6 else 1
