from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import Unreadable
from pipeline.read.office import read_docx, read_odt

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table"))


def archive(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, text in parts.items():
            written.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


def docx(body: str, **parts: str) -> bytes:
    return archive(word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>", **parts)


def odt(body: str) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return archive(content_xml=f"<office:document-content {ODT}>{text}</office:document-content>")


def p(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


WORD = {
    "paragraphs": (p("COMMUNE DE ", "VALBRUNE") + p("Vu le code"), ["COMMUNE DE VALBRUNE\nVu le code"]),
    "raised-letters": (
        '<w:p><w:r><w:t>le 1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>er</w:t></w:r></w:p>',
        ["le 1er"],
    ),
    "struck-out-text": (
        "<w:p><w:del><w:r><w:delText>dix</w:delText></w:r></w:del><w:ins><w:r><w:t>onze</w:t></w:r></w:ins></w:p>",
        ["onze"],
    ),
    "breaks": ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>", ["a\nb c"]),
    "pages": (p("un") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>deux</w:t></w:r></w:p>", ["un\n", "deux"]),
    "table": (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Poste")}</w:tc><w:tc>{p("€")}</w:tc></w:tr><w:tr>'
        f'<w:tc>{p("Eau")}</w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p("caché")}</w:tc><w:tc>{p("3")}{p("000")}</w:tc></w:tr></w:tbl>',
        ["Poste\t\t€\nEau\t\t3 000"],
    ),
}  # fmt: skip

OPEN = {
    "paragraphs": (
        "<text:h>Titre</text:h><text:p>le<text:s text:c='2'/>code<text:tab/>x<text:line-break/>y</text:p>",
        ["Titre\nle  code x\ny"],
    ),
    "spans": ("<text:p>Vu <text:span>le <text:span>code</text:span></text:span> civil</text:p>", ["Vu le code civil"]),
    "list": ("<text:list><text:list-item><text:p>un</text:p></text:list-item></text:list>", ["- un"]),
    "table": (
        "<table:table><table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>A</text:p></table:table-cell>"
        "<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
        "<table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>",
        ["A\t1\n\t2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "read"), WORD.values(), ids=WORD)
def test_word(body: str, read: list[str]) -> None:
    assert read_docx(docx(body)) == read


def test_letterhead_of_word_comes_first_and_once() -> None:
    head = f"<w:hdr {W}>{p('MAIRIE DE VALBRUNE')}</w:hdr>"
    assert read_docx(docx(p("Vu"), word__header1_xml=head, word__header2_xml=head)) == ["MAIRIE DE VALBRUNE\nVu"]


@pytest.mark.parametrize(("body", "read"), OPEN.values(), ids=OPEN)
def test_open_document(body: str, read: list[str]) -> None:
    assert read_odt(odt(body)) == read


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", archive(other_xml="<a/>"), docx("<broken")])
def test_damaged(content: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        read_docx(content)
    assert error.value.code == "damaged"


def test_entities_are_not_unfolded() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + f"<w:document {W}><w:body>{p('&b;')}</w:body></w:document>"
    )
    assert "aaa" not in read_docx(archive(word__document_xml=bomb))[0]
