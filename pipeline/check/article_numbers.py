"""Articles whose numbers repeat, or leave one out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from extractors.french import fold
from pipeline.check.base import Check, Finding, Place, Reading, Row
from pipeline.check.clauses import main_numbers
from pipeline.model import Act

_KINDS = ("deliberation", "convention", "order")


def check_article_numbers(reading: Reading) -> Iterator[Finding]:
    """Acts whose articles run on but for one that is doubled or missing."""
    for act in reading.acts:
        if act.kind in _KINDS:
            found = main_numbers(reading.rows_of("articles", act))
            if len(found) > 2 and found[0][0] == 1:
                yield from _of_act(reading, act, found)


def _of_act(reading: Reading, act: Act, found: list[tuple[int, Row]]) -> Iterator[Finding]:
    steps = [later - earlier for (earlier, _), (later, _) in pairwise(found)]
    odd = [i for i, step in enumerate(steps) if step != 1]
    if len(odd) != 1 or steps[odd[0]] not in (0, 2):
        return
    (earlier, first), (later, second) = found[odd[0]], found[odd[0] + 1]
    if later == earlier and fold(first["text"])[:80] != fold(second["text"])[:80]:
        yield Finding(message=f"deux articles portent le numéro {later}.", places=(_head(second), _head(first)), act=act)
    elif later == earlier + 2 and not _printed(reading, act, first, second, earlier + 1):
        yield Finding(
            message=f"l'article {earlier + 1} manque : l'article {later} suit l'article {earlier}.",
            places=(_head(second), _head(first)),
            act=act,
        )


def _head(row: Row) -> Place:
    return row["char_start"], min(row["char_end"], row["char_start"] + 60)


def _printed(reading: Reading, act: Act, first: Row, second: Row, number: int) -> bool:
    """Whether the missing number stands somewhere in between after all, in a form that was not taken for an article."""
    between = reading.folded[first["char_end"] - len(first["raw"]) : second["char_start"]]
    return bool(regex.search(rf"(?:[a-z]{{1,4}}icle|art\.?)\s{{0,3}}{number}(?!\d)|(?:^|\n)\W{{0,4}}{number}\s?[.):-]", between))


CHECK = Check(
    code="article_numbers",
    severity="warning",
    says="Deux articles portent le même numéro, ou un numéro manque.",
    silent="Plus d'un numéro est hors de la suite : des articles n'ont pas été lus.",
    find=check_article_numbers,
)
