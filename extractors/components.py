"""The extractors as components of anybody's spaCy pipeline: ``nlp.add_pipe("delib_amounts")`` fills ``doc.spans``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.util import filter_spans

from extractors import EXTRACTORS
from extractors.base import Extractor, Passage


def _component(extractor: Extractor) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    """A spaCy factory for one extractor: spans in ``doc.spans``, whole mentions in ``doc.user_data``, both under its name."""

    def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        def annotate(doc: Doc) -> Doc:
            mentions = Passage(doc.text).find(extractor.find)
            spans = [doc.char_span(m.start, m.end, label=extractor.name, alignment_mode="expand") for m in mentions]
            doc.spans[name] = SpanGroup(doc, name=name, spans=filter_spans([span for span in spans if span is not None]))
            doc.user_data[name] = mentions
            return doc

        return annotate

    return create


#: The factories that ``nlp.add_pipe("delib_amounts")`` finds by their entry points, wherever this package is installed.
for _extractor in EXTRACTORS:
    globals()[f"create_{_extractor.name}"] = Language.factory(f"delib_{_extractor.name}", func=_component(_extractor))
