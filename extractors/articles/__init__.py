"""The articles that an act itself holds.

An article begins where its number is printed as a title, and ends where the next one begins or where the act closes.
What is only cited ("l'article 2 de la loi"), an account of the budget ("article 6574") and the lines of a table of
contents are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.articles.headings import find_heading
from extractors.articles.heads import find_heads
from extractors.base import Extractor, Mention, Passage, column

# Where an act closes behind its last article: the vote, the signature, what the secretariat adds.
_CLOSING = patterns.compile(
    r"""(?<![\w'-]) (?:
        dans \s les \s conditions \s de \s vote | vote \s? : | pour \s? : \s? \d | votes? \s pour \b
      | (?:la \s)? (?:presente \s)? deliberation \s (?:est \s | a \s ete \s)? (?:adoptee|approuvee|votee|mise) | [(] adopte
      | adoptee? \s (?:a \s l'unanimite|a \s la \s majorite|par \s \d)
      | apres \s en \s avoir \s delibere | fait \s et \s delibere | ainsi \s (?:fait|delibere)
      | delibere \s (?:en \s seance|les \s jour)
      | fait \s (?:a \s [^\n,]{2,60} ,? \s? le \b | en \s [^\n]{1,40} \s exemplaires?)
      | pour \s (?:extrait|copie|expedition) \s (?:certifiee? \s)? conforme | pour \s ampliation
      | (?:acte \s)? rendu \s executoire | certifiee? \s (?:executoire|conforme)
      | transmise? \s (?:en|a \s la) \s (?:sous-)? prefecture
      | (?<=\n) [ ]{0,8} (?: annexes? [ ]? [\divx]{0,3} | signatures? | l[ea] \s (?:maire|presidente?) [ ]? ,? ) [ :]{0,3} (?=\n|$)
    )""",
    regex.VERBOSE,
)

# A title of a higher rank also ends an article: "CHAPITRE 2 :", "TITRE II -". Read in the text as printed, for its capital.
_DIVISION = patterns.compile(
    r"\b(?:CHAPITRE|TITRE|SECTION|Chapitre|Titre|Section)\s+(?:[IVX]+|\d{1,2}|PREMIER|premier)(?:er|ER)?\s*[:.–—-]"
)

# A table of contents leads to its page numbers by dots. Without a number they are a blank to be filled in. However many dots
# there are, the last of them tell.
_LEADERS = patterns.compile(r"(?:\.{3}|(?:\. ){3}|\u2026{2})[ .]{0,5}\d{1,3}(?![\d€])")

_CONTENTS = patterns.compile(r"(?<!\w)(?:sommaire|table\s+des\s+matieres)(?!\w)")

#: An entry of a table of contents is shorter than this.
_LONGEST_ENTRY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Mention):
    """One article of a deliberation, an order or a convention."""

    number: str = column("numéro : 1, 2.1, 3 bis, unique")
    heading: str = column("intitulé, sans numéro", default="")
    text: str = column("l'article entier, intitulé compris")


def find_articles(passage: Passage) -> Iterator[Article]:
    """Yield the articles of a passage, in reading order.

    Articles that are cited, accounts of the budget and the lines of a table of contents are left out.

    >>> text = "DÉCIDE : Article 1er : D'approuver le projet. Article 2 : De charger le maire de son exécution."
    >>> [(a.number, a.heading, a.text) for a in find_articles(Passage(text))]
    [('1', '', "Article 1er : D'approuver le projet."), ('2', '', 'Article 2 : De charger le maire de son exécution.')]
    """
    articles = list(_all_articles(passage))
    entries = _entries(passage, articles) if articles else set()
    yield from (article for article in articles if article.start not in entries)


def _all_articles(passage: Passage) -> Iterator[Article]:
    """Every article that has some text, also those of a table of contents."""
    heads = list(find_heads(passage))
    ends = [head.start for head in heads[1:]]
    for head, end in zip(heads, [*ends, len(passage.text)], strict=False):
        stop = _without_bullets(passage.text, head.end, _closing(passage, head.end, end))
        text = passage.text[head.end : stop]
        if any(c.isalnum() for c in text[:_LONGEST_ENTRY]):
            yield Article(
                **passage.at(head.start, stop),
                number=head.number,
                heading=find_heading(text),
                rule=head.rule,
                confidence=head.confidence,
            )


def _closing(passage: Passage, start: int, end: int) -> int:
    """Where an article that begins at ``start`` and lasts until ``end`` at most is over."""
    closing = _CLOSING.search(passage.folded, start, end)
    end = closing.start() if closing else end
    division = _DIVISION.search(passage.text, start, end)
    return division.start() if division else end


def _without_bullets(text: str, start: int, end: int) -> int:
    """The end of an article without the bullet that belongs to what comes next."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in "•+*-–—#§>|"):
        end -= 1
    return end


def _entries(passage: Passage, articles: list[Article]) -> set[int]:
    """Where the lines of a table of contents stand: those that only announce an article that comes later."""
    entries = {a.start for a in articles if _LEADERS.search(a.text)} | _announced(passage, articles)
    later: dict[str, str] = {}
    for article in reversed(articles):
        letters = _letters(article.text[: 2 * _LONGEST_ENTRY])
        if len(article.text) < _LONGEST_ENTRY and later.get(article.number, "").startswith(letters):
            entries.add(article.start)
        else:
            later[article.number] = letters
    return entries


def _announced(passage: Passage, articles: list[Article]) -> set[int]:
    """The articles between the word "sommaire" and the place where their numbers begin again."""
    contents = _CONTENTS.search(passage.folded)
    listed = [a for a in articles if contents and a.start > contents.end()]
    first = listed[0].number if listed else ""
    again = next((a.start for a in listed[1:] if a.number == first), 0)
    return {a.start for a in listed if a.start < again and a.end - a.start < _LONGEST_ENTRY}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


EXTRACTOR = Extractor("articles", Article, find_articles, description="Un article de l'acte.")
