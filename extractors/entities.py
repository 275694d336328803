"""Names of bodies and persons as a pretrained model tells them, for facts whose names no pattern can tell.

Only where the user names a model in ``DELIB_SPACY_MODEL``. Without one nothing here imports spaCy, and nobody is named.
"""

from __future__ import annotations

import os

import regex

from extractors.base import Passage

#: What models of French, and those of other corpora, call them.
BODIES = frozenset({"ORG"})
PERSONS = frozenset({"PER", "PERSON"})

#: A name begins with a capital behind its article, and is neither a heading such as "DÉCIDE" nor a stretch of a sentence.
_NAME = regex.compile(r"(?:[Ll]es?\s|[Ll]a\s|[Ll]['’])?\p{Lu}(?!\p{Lu}{4,}(?:\s\d+)?\Z)[^,;:€]{1,120}\Z")


def is_model_named() -> bool:
    """Whether the user wants names from a model."""
    return bool(os.environ.get("DELIB_SPACY_MODEL"))


def sentence_at(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds ``start:end`` starts and ends."""
    span = passage.doc.char_span(start, end, alignment_mode="expand")
    return (span.sent.start_char, span.sent.end_char) if span else (start, end)


def names_in(passage: Passage, labels: frozenset[str], start: int, end: int) -> dict[str, int]:
    """The names that a model tells in ``start:end``, on one line, and where each first stands; none without a model.

    Args:
        passage: the text.
        labels: :data:`BODIES` or :data:`PERSONS`.
        start: where to look.
        end: up to where.
    """
    if not is_model_named():
        return {}
    found = dict[str, int]()
    for entity in passage.doc.ents:
        name = " ".join(entity.text.split())
        if entity.label_ in labels and start <= entity.start_char and entity.end_char <= end and _NAME.match(name):
            found.setdefault(name, entity.start_char)
    return found
