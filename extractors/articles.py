"""The articles that an act itself holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.base import Extractor, Mention, Passage, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Mention):
    """One article of a deliberation, an order or a convention."""

    number: str = column("numéro : 1, 2.1, 3 bis, unique")
    heading: str = column("intitulé, sans numéro", default="")
    text: str = column("l'article entier, intitulé compris")


def find_articles(passage: Passage) -> Iterator[Article]:
    """Yield the articles of a passage, in reading order."""
    yield from ()


EXTRACTOR = Extractor("articles", Article, find_articles, description="Un article de l'acte.")
