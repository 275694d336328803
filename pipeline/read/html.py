"""Web pages, and HTML tables that stand in the middle of a text, as the text a person reads."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree, html

from extractors import patterns
from pipeline.read.encoding import decode
from pipeline.read.markup import raised
from pipeline.read.table import Cell, table_lines

#: What a browser does not show, or shows around the document rather than in it.
_UNREAD = frozenset(
    ("head", "script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "select", "button", "textarea")
)

_PARAGRAPHS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "ul", "ol", "dl", "section", "article", "hr")
)
_LINES = frozenset(
    (
        "html",
        "body",
        "div",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "header",
        "footer",
        "main",
        "aside",
        "address",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "center",
    )
)

#: A charset named in the first lines of the page, the only place where browsers look for it.
_CHARSET = patterns.compile(rb"<meta[^<>]{0,200}charset\s{0,3}=\s{0,3}[\"']?(?P<name>[\w-]{1,30})", regex.IGNORECASE)

#: lxml refuses a string that names its own encoding.
_DECLARATION = patterns.compile(r"\s{0,100}<\?xml[^<>]{0,200}\?>")

_BLANKS = patterns.compile(r"[ \t\n\r\f]+")
_HIDDEN = patterns.compile(r"display\s{0,3}:\s{0,3}none", regex.IGNORECASE)

#: Signs that no cleaned text holds, for the places where a line and where a paragraph ends.
_LINE, _PARAGRAPH = "\x1e", "\x1d"
_BREAKS = patterns.compile(r" *[\x1d\x1e\n][ \x1d\x1e\n]*")


def read_html(content: bytes) -> str:
    """The text of a web page.

    Raises:
        Unreadable: ``binary``, when it is no text at all.
    """
    charset = _CHARSET.search(content[:2048])
    return html_text(decode(content, charset["name"].decode("ascii") if charset else None))


def html_text(markup: str) -> str:
    """What a person reads in ``markup``: a whole page or a piece of one.

    >>> html_text("<p>Le 1<sup>er</sup> mars&nbsp;:</p><table><tr><td>Eau</td><td>3&nbsp;€</td></tr></table>")
    'Le 1er mars\\xa0:\\n\\nEau\\t3\\xa0€'
    """
    markup = _DECLARATION.sub("", markup, count=1)
    if not markup.strip():
        return ""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    return _flow(html.document_fromstring(markup, parser=parser)).strip("\n ")


def _flow(root: etree._Element) -> str:
    """The text of an element, walked without recursion: a page may nest a hundred thousand tags."""
    pieces: list[str] = []
    superscripts = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if _is_unread(element) or (tag == "table" and _is_grid(element)):
                if tag == "table":
                    pieces += (_PARAGRAPH, "\n".join(table_lines(_rows(element))), _PARAGRAPH)
                walk.skip_subtree()
                continue
            superscripts += tag == "sup"
            pieces.append(_opening(element))
            pieces.append(_shown(element.text, tag, superscripts))
        else:
            if not _is_unread(element) and not (tag == "table" and _is_grid(element)):
                superscripts -= tag == "sup"
                pieces.append(_break(tag))
            if element is not root:
                pieces.append(_shown(element.tail, "", superscripts))
    text: str = _BREAKS.sub(_line_ends, "".join(pieces))
    return text


def _is_unread(element: etree._Element) -> bool:
    return element.tag in _UNREAD or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _shown(text: str | None, tag: str, superscripts: int) -> str:
    if not text:
        return ""
    if superscripts:
        return raised(text)
    return text if tag == "pre" else _BLANKS.sub(" ", text)


def _break(tag: str) -> str:
    return _PARAGRAPH if tag in _PARAGRAPHS else _LINE if tag in _LINES else ""


def _opening(element: etree._Element) -> str:
    """What stands before an element's own text: a line break, a list's dash or number."""
    tag = element.tag
    if tag == "br":
        return "\n"
    if tag == "li":
        parent = element.getparent()
        if parent is None or parent.tag != "ol":
            return f"{_LINE}- "
        return f"{_LINE}{_rank(parent, element)}. "
    return _break(tag)


def _rank(parent: etree._Element, item: etree._Element) -> int:
    """The number a browser puts before an item; noted on the list, so that a long one costs no more than its length."""
    before = _number(parent.get("last"), _number(parent.get("start"), 1) - 1)
    rank = _number(item.get("value"), before + 1)
    parent.set("last", str(rank))
    return rank


def _is_grid(table: etree._Element) -> bool:
    """Whether a table is one of data; one with tables inside, or of a single column, only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(len(row.findall("td") + row.findall("th")) > 1 for row in table.iter("tr"))


def _rows(table: etree._Element) -> Iterator[list[Cell]]:
    for row in table.iter("tr"):
        yield [
            Cell(_flow(cell), columns=_number(cell.get("colspan"), 1), rows=_number(cell.get("rowspan"), 1))
            for cell in row.iterchildren("td", "th")
        ]


def _number(given: str | None, default: int) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 6 else default


def _line_ends(breaks: regex.Match[str]) -> str:
    run = breaks[0]
    return "\n\n" if _PARAGRAPH in run else "\n" * max(1, run.count("\n"))
