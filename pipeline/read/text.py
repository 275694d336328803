"""Plain texts, and the Markdown, HTML and LaTeX that OCR and converters leave in them.

What is no markup stays to the letter: spaces, line breaks, ``R*123-4``, ``a_b``, ``3 < 5``, a note's star. Marks that
a plain text could also hold (``*``, ``_``, ``#``) are markup only where the text as a whole shows that it is Markdown.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator

import regex

from extractors import patterns
from pipeline.read.html import html_text
from pipeline.read.markup import raised
from pipeline.read.table import Cell, table_lines

#: Tags that OCR and converters write into texts. Any other ``<word>`` is left alone.
_TAG = patterns.compile(
    r"</?(?P<name>br|p|div|hr|li|ul|ol|h[1-6]|sup|sub|i|b|u|s|em|strong|span|font|small|big|center|a|img|mark|del|ins|strike|"
    r"page|figure|figcaption|html|body|blockquote|code|pre|table|thead|tbody|tr|td|th|caption)(?:\s[^<>=]{1,60}=[^<>]{0,500})?\s?/?>",
    regex.IGNORECASE,
)
_LINE_TAGS = frozenset(("br", "p", "div", "hr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "figure"))
_COMMENT = patterns.compile(r"<!--.{0,500}?-->", regex.DOTALL)
_TABLE_EDGE = patterns.compile(r"<(?P<end>/)?table\b[^<>]{0,500}>", regex.IGNORECASE)

#: ``1<sup>er</sup>``, ``1^{er}``, ``1^er^`` and ``1^er``; what is raised becomes part of the word.
_RAISED = patterns.compile(
    r"<sup>(?P<tag>[^<>\n]{0,40})</sup>|\^\{(?P<braced>[^{}\n]{1,20})\}|(?<=\w)\^(?P<ordinal>er|ère|ere|re|e|ème|eme|nde?|os?)\b\^?",
    regex.IGNORECASE,
)
#: ``<https://ville.example>`` and ``<mairie@ville.example>``.
_AUTOLINK = patterns.compile(r"<(?P<address>(?:https?://|mailto:)[^<>\s]{1,500}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_ENTITY = patterns.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});")

_IMAGE = patterns.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,1000}\)")
_LINK = patterns.compile(r"\[(?P<label>[^\[\]\n]{1,500})\]\((?:https?:|mailto:|tel:|www\.|[/#.])[^()\s]{0,1000}\)")

#: A formula has a sign that prices in dollars have not.
_FORMULA = patterns.compile(
    r"\$(?P<dollars>[^$\n]{0,100}[\\^_{}][^$\n]{0,100})\$|\\\((?P<round>[^\n$]{0,40}?[\\^_{}][^\n$]{0,40}?)\\\)"
)
_COMMAND = patterns.compile(r"\\(?P<name>[a-zA-Z]{1,20})[ ]?|\\(?P<sign>[^a-zA-Z])")
#: Commands that only leave a space between thousands.
_THIN_SPACES = ",;: "
_COMMANDS = {
    "circ": "°", "degree": "°", "times": "×", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "rightarrow": "→", "Rightarrow": "⇒",
    "bullet": "•", "cdot": "·", "square": "☐", "Box": "☐", "checkmark": "✓", "euro": "€", "pm": "±", "approx": "≈", "quad": " ",
}  # fmt: skip

#: ``**Vu**``: nothing else puts two stars on both sides of words.
_BOLD = patterns.compile(r"(?<![*\w\\])\*{2,3}(?=[\w«\"“(<])[^*\n]{1,300}(?<=[\w.,:;!?»\"”)€%>])\*{2,3}(?!\*)")
_FENCE = patterns.compile(r"^```", regex.MULTILINE)
_HEADING = patterns.compile(r"^ {0,3}#{1,6} {1,3}\S", regex.MULTILINE)
_ESCAPED = patterns.compile(r"\\[_*#\[\]]")
_RULER = patterns.compile(r"^ {0,3}\|?(?: {0,40}:?-{1,80}:? {0,40}\|){1,60}(?: {0,40}:?-{1,80}:?)? {0,9}$", regex.MULTILINE)

#: What shows that a text is Markdown: a sign it cannot do without, the pattern, and how much one such place proves.
_PROOFS = (("**", _BOLD, 2), ("```", _FENCE, 1), ("#", _HEADING, 1), ("\\", _ESCAPED, 1), ("](", _LINK, 2), ("|", _RULER, 2))

#: What decides on emphasis: a sign behind a backslash is none, and no emphasis runs over a blank line.
_EMPHASIS = patterns.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<mark>\*+|_+)|\n[ \t]{0,100}\n")
_BREAK_TAG = patterns.compile(r"\s?<br\s?/?>\s?", regex.IGNORECASE)
_FENCES = ("```", "~~~")


def plain_text(text: str, *, markdown: bool = False) -> str:
    """``text`` as a person reads it, without any markup.

    Args:
        text: the characters of a text file, cleaned.
        markdown: whether the file says that it is Markdown; if not, the text itself has to show it.

    >>> plain_text("## Article 1^{er}\\n\\n**Vu** l'article R*123-4,")
    "Article 1er\\n\\nVu l'article R*123-4,"
    >>> plain_text("le prix* est < 5 €, voir a_b, # 3")
    'le prix* est < 5 €, voir a_b, # 3'
    """
    markdown = markdown or _is_markdown(text)
    if "<" in text:
        text = _without_html_tables(text)
    if markdown:
        text = "\n".join(_plain_lines(text.split("\n")))
    if "$" in text or r"\(" in text:
        text = _FORMULA.sub(lambda m: _formula(m["dollars"] or m["round"]), text)
    text = _without_tags(text)
    if "](" in text:
        text = _LINK.sub(lambda m: m["label"], _IMAGE.sub("", text))
    if markdown:
        text = _without_emphasis(text)
    return _ENTITY.sub(lambda m: html.unescape(m[0]), text) if "&" in text else text


def _is_markdown(text: str) -> bool:
    """Whether the text shows marks that only Markdown has, or several that plain texts have by accident."""
    proof = 0
    for sign, pattern, weight in _PROOFS:
        if sign in text:
            proof += weight * sum(1 for _ in itertools.islice(pattern.finditer(text), 2))
    return proof >= 2


def _without_html_tables(text: str) -> str:
    """The text with each ``<table>`` turned into lines; one that is never closed ends with the text."""
    pieces: list[str] = []
    at = depth = opened = 0
    for edge in _TABLE_EDGE.finditer(text):
        if not edge["end"]:
            opened = edge.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                pieces += (text[at:opened], "\n", html_text(text[opened : edge.end()]), "\n")
                at = edge.end()
    if depth:
        return "".join(pieces) + text[at:opened] + "\n" + html_text(text[opened:])
    return "".join(pieces) + text[at:]


def _without_tags(text: str) -> str:
    if "^" in text or "<sup>" in text:
        text = _RAISED.sub(lambda m: raised(m["tag"] or m["braced"] or m["ordinal"] or ""), text)
    if "<" not in text:
        return text
    text = _COMMENT.sub("", text) if "-->" in text else text
    text = _AUTOLINK.sub(lambda m: m["address"].removeprefix("mailto:"), text)
    plain: str = _TAG.sub(lambda m: "\n" if m["name"].lower() in _LINE_TAGS else "", text)
    return plain


def _formula(formula: str) -> str:
    """What a formula shows: OCR writes "n°", "1er" and "m²" as formulas."""
    formula = _COMMAND.sub(_command, formula)
    base, *powers = formula.translate({ord(sign): None for sign in "{}_"}).replace("~", " ").split("^")
    return (base.rstrip() + "".join(raised(power) for power in powers) if powers else base).strip()


def _command(command: regex.Match[str]) -> str:
    if command["sign"] is None:
        return _COMMANDS.get(command["name"], "")
    return " " if command["sign"] in _THIN_SPACES else command["sign"]


def _plain_lines(lines: list[str]) -> Iterator[str]:
    """The lines of a Markdown text without the marks that stand at line starts."""
    for table, group in itertools.groupby(lines, _is_row):
        if table:
            yield from table_lines(cells for line in group if (cells := _cells(line)))
            continue
        for line in group:
            bare = line.strip()
            if bare.startswith(_FENCES):
                continue
            yield "" if _is_rule(bare) else _without_heading(line, bare)


def _is_row(line: str) -> bool:
    bare = line.strip()
    return len(bare) > 2 and bare[0] == bare[-1] == "|"


def _cells(line: str) -> list[Cell]:
    """The cells of a row between pipes; the ruler under a table's head has none."""
    if not line.strip(" \t|-:"):
        return []
    cells = line.strip()[1:-1].replace(r"\|", "\0").split("|")
    return [Cell(_BREAK_TAG.sub(" ", cell.replace("\0", "|"))) for cell in cells]


def _is_rule(bare: str) -> bool:
    """A line drawn over the page, or under a title."""
    spaceless = bare.replace(" ", "")
    return len(spaceless) > 2 and spaceless[0] in "-*_=" and not spaceless.strip(spaceless[0])


def _without_heading(line: str, bare: str) -> str:
    if bare.startswith("* "):
        return line.replace("* ", "- ", 1)
    title = bare.lstrip("#")
    if title == bare or len(bare) - len(title) > 6 or not title.startswith((" ", "\t")):
        return line
    return title.rstrip("# ").lstrip()


def _without_emphasis(text: str) -> str:
    """The text without the stars and underscores that are closed in their paragraph, and without escapes."""
    opened: dict[str, int] = {}
    dropped: list[tuple[int, int]] = []
    for run in _EMPHASIS.finditer(text):
        mark = run["mark"]
        if run["escaped"]:
            dropped.append((run.start(), run.start() + 1))
        elif mark is None:
            opened.clear()
        elif mark in opened and _closes(text, run):
            start = opened.pop(mark)
            dropped += ((start, start + len(mark)), run.span())
        elif len(mark) <= 3 and _opens(text, run):
            opened[mark] = run.start()
    pieces, at = [], 0
    for start, end in sorted(dropped):
        pieces.append(text[at:start])
        at = end
    return "".join(pieces) + text[at:]


def _opens(text: str, run: regex.Match[str]) -> bool:
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    if len(run[0]) == 1 and before.isalnum():
        return False
    return after.isalnum() or (after != "" and after in "«\"“(<[€'’‘*_-+…&\\")


def _closes(text: str, run: regex.Match[str]) -> bool:
    before, after = text[run.start() - 1], text[run.end() : run.end() + 1]
    return not before.isspace() and not (len(run[0]) == 1 and after.isalnum())
