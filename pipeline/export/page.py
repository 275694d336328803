"""One document as one page to send to a colleague: its text with its facts marked. It needs no script and no other file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.export.target import drafted
from pipeline.present.corpus import hidden
from pipeline.present.marks import on_pages, segments
from pipeline.present.says import says
from pipeline.present.words import ACT_KINDS, KINDS, day, kind, kinds
from pipeline.private import Veil, names_by_document

Row = Mapping[str, Any]

_COLOURS = {
    "grants": "#bfe8c5", "amounts": "#d8f0b0", "budget_lines": "#e3e8a8", "votes": "#f7c9c0", "vote_groups": "#f5d7c5",
    "ballots": "#f6dcb5", "members": "#cfe0fb", "dates": "#e6d5f5", "citations": "#dfe3e8", "parties": "#c4e9ec",
    "articles": "#f4f1e4",
}  # fmt: skip

_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;border-top:1px solid #bbb;padding-top:1rem}"
    "mark{color:inherit;padding:0 .1em;border-bottom:1px solid #555}li mark,p mark{border:0;padding:0 .4em}"
    + "".join(f".k-{name}{{background:{colour}}}" for name, colour in _COLOURS.items())
)

_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'sha256-{{ digest }}'; base-uri 'none'; form-action 'none'">
<title>{{ document.file_name }}</title><style>{{ style|safe }}</style></head><body>
<h1>{{ document.file_name }}</h1>
<p>{{ [document.collectivity, document.document_date|day]|select|join(', ') }}</p>
<p>{% for name, many in legend %}
<mark class="k-{{ name }}">{{ many }} {{ kind(name) if many < 2 else kinds(name) }}</mark> {% endfor %}</p>
<ol>{% for act in acts %}<li>{{ act_kinds.get(act.kind, act.kind) }}{% if act.number %} n° {{ act.number }}{% endif %}\
{% if act.title %} : {{ act.title }}{% endif %} <a href="#page-{{ act.page }}">page {{ act.page }}</a></li>{% endfor %}</ol>
{% for page in pages %}<h2 id="page-{{ page.page }}">Page {{ page.page }}</h2>
<pre>{% for text, fact in page.pieces %}{% if fact %}<mark class="k-{{ fact.kind }}"\
 title="{{ kind(fact.kind) }} : {{ fact.says }}">{{ text }}</mark>\
{% else %}{{ text }}{% endif %}{% endfor %}</pre>
{% endfor %}</body></html>
"""


def write_page(rows: Mapping[str, Sequence[Row]], target: Path, *, public: bool = False) -> None:
    """Write the page of one document.

    Args:
        rows: of each table, those of the document.
        target: the file.
        public: leave the names of private persons out.

    Raises:
        OutputError: when it cannot be written.
    """
    with drafted(target) as draft:
        draft.write_text(page_of(_veiled(rows) if public else rows), encoding="utf-8")


def page_of(rows: Mapping[str, Sequence[Row]]) -> str:
    """The page of one document; whatever the document says is text in it, never markup."""
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    environment.filters["day"] = day
    facts: list[dict[str, Any]] = [{**row, "kind": name, "says": says(name, row)} for name in KINDS for row in rows.get(name, ())]
    facts.sort(key=lambda fact: fact["char_start"])
    pages = rows.get("pages", ())
    standing = on_pages(pages, facts)
    return environment.from_string(_PAGE).render(
        style=_STYLE,
        digest=base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode(),
        document=rows["documents"][0],
        acts=rows.get("acts", ()),
        legend=[(name, len(rows[name])) for name in KINDS if rows.get(name)],
        pages=[{"page": p["page"], "pieces": list(segments(p["text"], p["char_start"], standing[p["page"]]))} for p in pages],
        act_kinds=ACT_KINDS,
        kind=kind,
        kinds=kinds,
    )


def _veiled(rows: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[Row]]:
    beneficiaries = [row for table in rows.values() for row in table if "beneficiary" in row]
    named = names_by_document(rows.get("acts", ()), beneficiaries)
    veil = Veil(name for names in named.values() for name in names)
    return {name: [hidden(row, veil) for row in table] for name, table in rows.items()}
