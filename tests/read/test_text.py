from __future__ import annotations

import time

import pytest

from pipeline.read.text import plain_text

#: Markup, and what a person reads of it.
MARKUP = {
    "bold": ("**Vu** le code général,\n**Considérant** ce qui suit", "Vu le code général,\nConsidérant ce qui suit"),
    "bold-over-a-line-break": ("**TRAVAUX DE\nVOIRIE**\n\n**Fin**", "TRAVAUX DE\nVOIRIE\n\nFin"),
    "bold-behind-an-apostrophe": ("une forme d'**entraide** et **autre**", "une forme d'entraide et autre"),
    "bold-and-italic": ("# Acte\n\n***tout*** *« dit »* _ainsi_", "Acte\n\ntout « dit » ainsi"),
    "headings": ("# Commune de Valbrune\n\n### Article 1 ###\n", "Commune de Valbrune\n\nArticle 1\n"),
    "escaped-star-is-a-note": ("**Prix\\***\n\n\\*hors taxe", "Prix*\n\n*hors taxe"),
    "escaped-blanks-to-fill": ("**IBAN** : \\_\\_\\_\\_\n**BIC**", "IBAN : ____\nBIC"),
    "html-ordinal": ("la 1<sup>ère</sup> commission, le 1<sup>er</sup> mai", "la 1ère commission, le 1er mai"),
    "braced-ordinal": ("du 1^{er} janvier, la 2^{ème} part", "du 1er janvier, la 2ème part"),
    "bare-ordinal": ("le 1^er juin et le 2^e^ lot", "le 1er juin et le 2e lot"),
    "formula-ordinal": ("le $1^{\\text{er}}$ mars, n$^\\circ$ 12", "le 1er mars, n° 12"),
    "formula-sum": ("la somme de $150\\,000$ €", "la somme de 150 000 €"),
    "note-number-stays-apart": ("12 500 €<sup>2</sup> et 40 m<sup>2</sup>", "12 500 €² et 40 m²"),
    "html-tags": ("<i>Les moyens</i>\t8\n<u>131 €</u><br>suite", "Les moyens\t8\n131 €\nsuite"),
    "entities": ("d&eacute;lib&eacute;ration&nbsp;n&deg;&#160;4 &amp; 5", "délibération\u00a0n°\u00a04 & 5"),
    "comment": ("avant<!-- page 3 -->après", "avantaprès"),
    "link": ("[le site](https://valbrune.example) et [la page](/actes)", "le site et la page"),
    "image": ("![](page_2.jpeg)\n[a](https://a.example)", "\na"),
    "address": (
        "voir <https://valbrune.example>, <mairie@valbrune.example>",
        "voir https://valbrune.example, mairie@valbrune.example",
    ),
    "pipe-table": (
        "| Nom | Montant |\n|:---|---:|\n| Eau | **12 €** |\n| A \\| B | 3<br>€ |\n",
        "Nom\tMontant\nEau\t12 €\nA | B\t3 €\n",
    ),
    "html-table": (
        "Budget\n<table><tr><th>Poste</th><th>€</th></tr><tr><td>Eau</td><td>12&nbsp;500</td></tr></table>\nFin",
        "Budget\n\nPoste\t€\nEau\t12\u00a0500\n\nFin",
    ),
    "html-table-cut-short": ("<table><tr><td>Eau</td><td>3 €</td></tr><tr><td>Gaz</td><td>4", "\nEau\t3 €\nGaz\t4"),
    "spanned-cells-once": (
        '<table><tr><td rowspan="2">Total</td><td colspan="2">HT</td></tr><tr><td>1</td><td>2</td></tr></table>',
        "\nTotal\tHT\t\n\t1\t2\n",
    ),
    "code-and-rules": ("# Acte\n\n---\n```\ntexte\n```\n* un\n* deux", "Acte\n\n\ntexte\n- un\n- deux"),
}

#: What a plain text may hold without being Markdown.
UNTOUCHED = {
    "comparison": "si le seuil est < 5 ou si a > b, alors 3 < 4",
    "underscore": "le fichier plan_de_masse_v2 et a_b_c",
    "notes": "habitation*, bureau* ; prix : 12 €* (hors taxe*)",
    "two-stars": "Agnès (Pr*), Paul (Pr**) et Jeanne (**)",
    "code-article": "les articles R*123-4 et R*123-5 du code",
    "hash": "# 3 de la rue, bâtiment #B, C# et le lot # 4",
    "mail": "jean_paul.roc@valbrune.example <jean_paul@valbrune.example",
    "stars-between-items": "adopté. ***** ORDRE DU JOUR ***** suite *** fin",
    "double-spaces": "Mme  Ana  ROC,   M.  Luc\u00a0MAY\n  retrait",
    "dollars": "12 $ et 15 $ canadiens",
    "pipes": "NOM | VOIX | RANG | 23 | 2",
    "arrows": "Le conseil : > DÉCIDE d'adopter => suite -> fin",
    "ampersand": "R&D ; Dupont & fils ; AT&T",
    "angle": "le <Nom du titulaire> à compléter",
    "backslash": "dossier C:\\actes\\2024 et l'un\\l'autre",
    "underline-to-fill": "Fait à ____________, le ________",
    "caret": "x^2 et ^^",
}


@pytest.mark.parametrize(("source", "read"), MARKUP.values(), ids=MARKUP)
def test_markup_is_read_not_shown(source: str, read: str) -> None:
    assert plain_text(source) == read


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_plain_text_stays_to_the_letter(text: str) -> None:
    assert plain_text(text) == text


def test_weak_marks_count_where_the_file_says_markdown() -> None:
    assert plain_text("# Titre\n*mot*", markdown=True) == "Titre\nmot"
    assert plain_text("# Titre\n*mot*") == "# Titre\n*mot*"


@pytest.mark.parametrize(
    "bait",
    [
        "*a ",
        "**a",
        "_a ",
        "<!--",
        "<table>",
        "$^",
        "![",
        "[a](",
        "|-",
        "---|",
        "\\_",
        "^{",
        "<b ",
        "&lt",
        "| a |\n",
        "\\(^",
        "```\n",
        "# a\n",
    ],
)
def test_time_grows_with_length_only(bait: str) -> None:
    started = time.perf_counter()
    plain_text(bait * (60_000 // len(bait)), markdown=True)
    assert time.perf_counter() - started < 2
