"""One document as one page."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.export.page import write_page
from pipeline.show import read
from tests.fiction import act
from tests.sample import sample_tables


def test_facts_are_marked_in_the_text(tmp_path: Path) -> None:
    write_page(read("2025_subventions.pdf", sample_tables()), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert re.search(r'<mark class="k-grants" title="subvention : Club des Aînés : [^"]+">8 200 €</mark>', page)
    assert "12 votes" not in page
    assert page.count("<h2 ") == 2
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "<script" not in page


def test_what_a_document_says_is_never_markup(tmp_path: Path) -> None:
    path = tmp_path / "<b>a.txt"
    path.write_text(act(town='VAL<script>alert(1)</script>"RIVE'), encoding="utf-8")
    write_page(read(str(path), tmp_path), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert 'class="k-amounts"' in page or 'class="k-grants"' in page


def test_private_persons_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "secours.txt"
    text = (
        act()
        .replace("Subvention au comité des fêtes", "Secours exceptionnel")
        .replace("au comité des fêtes", "à Mme Odile VARENNE")
    )
    path.write_text(text, encoding="utf-8")
    for public in (False, True):
        write_page(read(str(path), tmp_path), tmp_path / "page.html", public=public)
        assert ("VARENNE" in (tmp_path / "page.html").read_text(encoding="utf-8")) is not public
