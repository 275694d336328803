"""French for spaCy: tokens always, more when the user has a pretrained model. Costly to start, so made once and late."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


@functools.cache
def build_nlp(model: str | None = None) -> Language:
    """A spaCy pipeline for French whose documents keep every character: ``nlp(text).text == text``.

    Args:
        model: name or path of a pretrained model; by default that of ``DELIB_SPACY_MODEL``, else a blank one.
    """
    import spacy

    model = model or os.environ.get("DELIB_SPACY_MODEL")
    return spacy.load(model) if model else spacy.blank("fr")
