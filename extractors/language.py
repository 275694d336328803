"""French for spaCy: tokens always, more when the user has a pretrained model. Costly to start, so made once and late.

Nothing on the way from a text to its facts needs spaCy: patterns decide. This is for those who ask for language, first of all
for sentences that do not break at "art. L.", and for names that no pattern can tell, where the user has a model.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator

import regex
from spacy.language import Language
from spacy.tokens import Doc

from extractors import patterns

#: What ends with a full stop and yet ends no sentence: civil titles, articles of codes, saints, initials, ordinary short forms.
_ABBREVIATION = patterns.compile(
    r"(?:^|[\s(«\"'’-])"
    r"(?:M|MM|Mr|Mrs|Mme|Mmes|Mlle|Dr|Me|Pr|art|al|alin|cf|ex|etc|env|max|min|tél|av|bd|bld|pl|chap|fig|p|pp|vol|réf|éd|St|Ste|Cie|Sté|Éts"
    r"|hab|arr|dépt|dép|obj|resp|rect|n|no|[LRDA]|[A-ZÀ-Ý]|[A-Z]\.-?[A-Z])\.$"
)

#: A full stop, a question or an exclamation mark, closing quotes, a gap, and what can begin a sentence; or an empty line.
_BOUNDARY = patterns.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?:[\s\u00a0\u202f]?[»\"”)])?(?P<gap>[ \t\u00a0\u202f]*+\n?[ \t]*+)"
    r"(?=[A-ZÀ-Ý«\"“(•–-])|\n[ \t]*\n\s*"
)


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends; together they are the whole text.

    >>> text = "Vu l'art. L. 2121-29 du code. Mme H. Perraudeau expose. Adopté."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ["Vu l'art. L. 2121-29 du code. ", 'Mme H. Perraudeau expose. ', 'Adopté.']
    """
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        if boundary["stop"] is not None and (not boundary["gap"] or _is_abbreviated(text, start, boundary)):
            continue
        if boundary.end() > start:
            yield start, boundary.end()
            start = boundary.end()
    if start < len(text):
        yield start, len(text)


def _is_abbreviated(text: str, start: int, boundary: regex.Match[str]) -> bool:
    return (
        boundary["stop"] == "." and _ABBREVIATION.search(text[max(start, boundary.start() - 8) : boundary.start() + 1]) is not None
    )


@Language.component("delib_sentences", assigns=["token.is_sent_start"])
def set_sentences(doc: Doc) -> Doc:
    """Let the document's sentences be those of :func:`find_sentences`."""
    starts = {start for start, _ in find_sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def build_nlp(model: str | None = None) -> Language:
    """A spaCy pipeline for French whose documents keep every character: ``nlp(text).text == text``.

    Args:
        model: name or path of a pretrained model; by default that of ``DELIB_SPACY_MODEL``, else a blank one.
    """
    return _load(model or os.environ.get("DELIB_SPACY_MODEL"))


@functools.cache
def _load(model: str | None) -> Language:
    import spacy

    nlp = spacy.load(model) if model else spacy.blank("fr")
    nlp.max_length = sys.maxsize  # what a document may cost is limited elsewhere
    if not nlp.has_pipe("delib_sentences"):
        nlp.add_pipe("delib_sentences", first=True)  # a parser keeps to sentences that are set, and lets nobody set them later
    return nlp
