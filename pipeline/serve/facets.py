"""What a search can be narrowed down by, and what is left of it then."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pipeline.present.words import KINDS, SEVERITIES, kinds, matter
from pipeline.serve.page import Row
from pipeline.serve.question import FACETS, OF_PAGES

_MOST_CHOICES = 60


def facets(
    connection: sqlite3.Connection,
    counts: Counter[tuple[Any, ...]],
    chosen: Mapping[str, str],
    asked: Mapping[str, str],
    pages: bool,
) -> list[Row]:
    """The facets with their choices, each with the address that it leads to."""
    shown = [facet for facet in FACETS if not pages or facet[0] in OF_PAGES]
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for combination, many in counts.items():
        for (name, _, _), said in zip(shown, combination, strict=True):
            if said:
                sums[name][said] += many
    for name, said in chosen.items():  # what was chosen can be taken back also where nothing fits
        sums[name].setdefault(said, 0)
    names = _names(connection, sums["collectivite"])
    return [
        {
            "name": name, "label": label, "chosen": chosen.get(name),
            "choices": [
                {
                    "value": said, "label": _said(name, said, names), "count": many, "chosen": chosen.get(name) == said,
                    "address": address({**asked, **_toggled(chosen, name, said)}),
                }
                for said, many in _ordered(name, sums[name])
            ],
        }
        for name, _, label in shown
        if sums[name]
    ]  # fmt: skip


def _toggled(chosen: Mapping[str, str], name: str, said: str) -> dict[str, str]:
    """What is chosen once a choice has been taken, or taken back."""
    others = {k: v for k, v in chosen.items() if k != name}
    return others if chosen.get(name) == said else others | {name: said}


def _ordered(name: str, choices: Counter[str]) -> list[tuple[str, int]]:
    if name == "annee":
        return sorted(choices.items(), reverse=True)[:_MOST_CHOICES]
    if name == "gravite":
        return sorted(choices.items(), key=lambda choice: list(SEVERITIES).index(choice[0]) if choice[0] in SEVERITIES else 9)
    return sorted(choices.items(), key=lambda choice: (-choice[1], choice[0]))[:_MOST_CHOICES]


def _names(connection: sqlite3.Connection, keys: Mapping[str, int]) -> dict[str, str]:
    if not keys:
        return {}
    return dict(connection.execute("SELECT key, name FROM collectivities").fetchall())


def _said(facet: str, said: str, names: Mapping[str, str]) -> str:
    if facet == "nature":
        return kinds(said) if said in KINDS else said
    if facet == "matiere":
        return matter(said)
    if facet == "gravite":
        return SEVERITIES.get(said, said)
    return names.get(said, said) if facet == "collectivite" else said


def address(asked: Mapping[str, str]) -> str:
    """The address of a search."""
    return f"/recherche?{urlencode(asked)}" if asked else "/recherche"
