from __future__ import annotations

import pytest

from pipeline.read.html import html_text, read_html

EXAMPLES = {
    "paragraphs": ("<html><body><p>Un.</p><p>Deux\nsuite.</p></body></html>", "Un.\n\nDeux suite."),
    "line-breaks": ("<div>Un<br>Deux</div><div>Trois</div>", "Un\nDeux\nTrois"),
    "inline-tags-fuse-nothing": ("<p><b>D</b>ÉCIDE <i>d'adopter</i></p>", "DÉCIDE d'adopter"),
    "nbsp-stays": ("<p>12&nbsp;500&nbsp;€</p>", "12\u00a0500\u00a0€"),
    "unseen-parts": (
        "<head><title>t</title><style>p{}</style></head><nav>Menu</nav><p>Vu</p><script>x()</script><p hidden>non</p>"
        '<p style="display: none">non</p><!-- non -->',
        "Vu",
    ),
    "text-behind-unseen-parts": ("<p>Vu <script>x()</script>le code</p>", "Vu le code"),
    "lists": ("<ul><li>un</li><li>deux</li></ul><ol start=3><li>trois<li>quatre</ol>", "- un\n- deux\n\n3. trois\n4. quatre"),
    "superscript": ("<p>le 1<sup>er</sup> mars<sup>2</sup></p>", "le 1er mars²"),
    "table": ("<table><tr><th>Nom<th>€<tr><td>Eau<br>pluviale<td>12 500</table>", "Nom\t€\nEau pluviale\t12 500"),
    "spans": ("<table><tr><td rowspan=2>A<td>1<tr><td>2<tr><td colspan=2>Total</table>", "A\t1\n\t2\nTotal\t"),
    "layout-table": (
        "<table><tr><td><p>Mairie</p></td></tr><tr><td><table><tr><td>a<td>b</table></td></tr></table>",
        "Mairie\n\na\tb",
    ),
    "xhtml-declaration": ('<?xml version="1.0" encoding="utf-8"?><html><body><p>Été</p></body></html>', "Été"),
    "entities-of-no-meaning": ("<p>3 &lt; 5 &amp; 6</p>", "3 < 5 & 6"),
    "broken": ("<p>Un<div>Deux</div></b></span>Trois", "Un\n\nDeux\nTrois"),
    "empty": ("  ", ""),
}


@pytest.mark.parametrize(("markup", "read"), EXAMPLES.values(), ids=EXAMPLES)
def test_what_a_person_reads(markup: str, read: str) -> None:
    assert html_text(markup) == read


def test_charset_of_the_page_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-15"></head><body><p>Été à 3 €</p></body></html>'
    assert read_html(page.encode("iso-8859-15")) == "Été à 3 €"


@pytest.mark.parametrize("bait", ["<div>", "<table><tr><td>", "<sup>a", "<ol><li>", "<b><i>"])
def test_deep_nesting_ends_well(bait: str) -> None:
    html_text(bait * 20_000 + "fin")
