"""Searching facts and pages, with facets."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pipeline.serve.facets import address, facets
from pipeline.serve.page import MOST_ROWS, Args, Page, Row, sheet, whole_number
from pipeline.serve.question import COLUMNS, FACETS, OF_PAGES, Search
from pipeline.serve.wanted import wanted

_PER_PAGE, _LAST_PAGE = 30, 400

_ORDERS = {"pertinence": "Pertinence", "date": "Date", "montant": "Montant"}

_PAGE_COLUMNS = ("document_id", "page", "file_name", "collectivity", "department", "day")


def search(connection: sqlite3.Connection, args: Args) -> Page:
    """The facts, or the pages, that fit."""
    typed = args.get("q", "").strip()
    query = wanted(typed)
    pages = args.get("dans") == "pages"
    chosen = {name: args[name] for name, _, _ in FACETS if args.get(name) and (not pages or name in OF_PAGES)}
    found = Search(connection, query, chosen, pages)
    order = args["tri"] if args.get("tri") in _ORDERS else "pertinence" if query else "date"
    if args.get("format"):
        rows = found.rows(order, MOST_ROWS, 0)
        return Page(template="recherche.html", context={}, sheets=_sheets(pages, rows))
    number = whole_number(args, "p", 1, _LAST_PAGE)
    rows, counts = found.rows(order, _PER_PAGE, (number - 1) * _PER_PAGE), found.counts()
    asked = {name: said for name, said in (("q", typed), ("dans", "pages" if pages else ""), ("tri", args.get("tri", ""))) if said}
    context = {
        "title": f"Recherche : {typed}" if typed else "Recherche", "typed": typed, "order": order, "pages": pages, "rows": rows,
        "nothing_to_search": bool(typed) and query is None, "chosen": chosen, "take_away": urlencode(asked | chosen),
        "facets": facets(connection, counts, chosen, asked, pages), **_leaves(counts, asked | chosen, number),
        "tabs": _tabs(chosen, asked, pages),
        "orders": {} if pages else {name: (said, address(asked | chosen | {"tri": name})) for name, said in _ORDERS.items()},
    }  # fmt: skip
    return Page(template="recherche.html", context=context, sheets=_sheets(pages, rows))


def _sheets(pages: bool, rows: list[Row]) -> Mapping[str, Any]:
    return {"pages": sheet(rows, _PAGE_COLUMNS)} if pages else {"facts": sheet(rows, COLUMNS)}


def _leaves(counts: Counter[tuple[Any, ...]], asked: Mapping[str, str], number: int) -> Row:
    """How many there are, and where the ones before and after these stand."""
    total = sum(counts.values())
    more = number * _PER_PAGE < total and number < _LAST_PAGE
    return {
        "total": total, "first": (number - 1) * _PER_PAGE + 1,
        "before": address({**asked, "p": str(number - 1)}) if number > 1 else None,
        "after": address({**asked, "p": str(number + 1)}) if more else None,
    }  # fmt: skip


def _tabs(chosen: Mapping[str, str], asked: Mapping[str, str], pages: bool) -> list[tuple[str, bool, str]]:
    both = {name: said for name, said in chosen.items() if name in OF_PAGES}
    plain = {name: said for name, said in asked.items() if name != "dans"}
    return [
        ("Faits", not pages, address({**chosen, **plain})),
        ("Texte des pages", pages, address({**both, **plain, "dans": "pages"})),
    ]
