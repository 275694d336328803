"""What a later act does to an earlier one: amend it, repeal it or replace it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import regex

from extractors import patterns
from extractors.french import fold

if TYPE_CHECKING:
    from pipeline.link import Read
    from pipeline.link.acts import Linked
    from pipeline.link.cited import Cited

Row = dict[str, Any]

#: How far before a citation the verb may stand.
_BEFORE, _BEHIND = 110, 90

# The verb, and what may stand between it and the act: "ABROGE la ", "de modifier l'article 2 de la ". A participle in front
# ("la délibération modifiée par") says the reverse and is none of these.
_LEAD = patterns.compile(
    r"""\b (?:
        (?P<replaces> (?:annul|abrog)\w{1,6} \s et \s (?:la \s|les \s)? remplac\w{1,5}
          | remplac(?:e|ent|er|ant|ement) | se \s substitue\w{0,3} )
      | (?P<repeals> abrog(?:e|ent|er|eant|ation) | retir(?:e|ent|er|ant) | retrait | annul(?:e|ent|er|ant|ation)
          | rapport(?:e|er) (?= \s (?:la|les|l'|sa) ) )
      | (?P<amends> modifi(?:e|ent|er|ant|cation|cative) | complet(?:e|ent|er|ant) | rectifi(?:e|ent|er|ant|cation)
          | prorog(?:e|ent|er|eant|ation) | amend(?:e|ent|er|ant) )
    ) \b
    (?: \s+ (?:partiellement|ainsi|comme \s suit|integralement|purement \s et \s simplement) )?
    (?: \s* (?: [dl]' | , | (?: articles? (?: \s* (?:n°\s*)?\d{1,2}(?:er|eme)? )? | dispositions? | termes? | points? | tableaux?
        | annexes?
        | precedente?s? | d[eu] | des | l[ae]s? | a | sa | son | ses | en | et ) (?!\w) ) )*+
    \s* $""",
    regex.VERBOSE,
)
# Behind the act: "la délibération n° 12 est abrogée", "est modifiée comme suit".
_TAIL = patterns.compile(
    r"""^ [^.;:\n]{0,60}? \b (?:est|sont|soit|sera) \s+ (?:donc \s+|ainsi \s+|par \s consequent \s+)?
    (?: (?P<replaces> (?:annule|abroge)e?s? \s et \s remplacee?s? | remplacee?s? )
      | (?P<repeals> abrogee?s? | retiree?s? | annulee?s? | rapportee?s? )
      | (?P<amends> modifiee?s? | completee?s? | rectifiee?s? | prorogee?s? ) ) \b""",
    regex.VERBOSE,
)


def find_relations(read: Read, meant: Sequence[tuple[Cited, Linked]]) -> list[Row]:
    """The rows of ``act_links``: what the words around a citation say, for citations of acts that are in the corpus."""
    deciding = [(cited, act) for cited, act in meant if cited.kind in ("deliberation", "order", "agreement")]
    documents = sorted({cited.act.document for cited, _ in deciding})
    texts = _texts(read, documents) if documents else {}
    found: dict[tuple[str, str, str], Row] = {}
    for cited, act in deciding:
        for row in _rows(cited, act, texts[cited.act.document]):
            key = (row["act_id"], row["relation"], row["target_act_id"])
            found[key] = min(row, found.get(key, row), key=lambda row: int(row["char_start"]))
    return [found[key] for key in sorted(found)]


def _texts(read: Read, documents: Sequence[str]) -> dict[str, str]:
    """The text of some documents."""
    pages = read("pages", ["document_id", "page", "text"], documents).sort_by([("document_id", "ascending"), ("page", "ascending")])
    parts: dict[str, list[str]] = {}
    for document, text in zip(pages["document_id"].to_pylist(), pages["text"].to_pylist(), strict=True):
        parts.setdefault(str(document), []).append(str(text))
    return {document: "".join(found) for document, found in parts.items()}


def _rows(cited: Cited, act: Linked, text: str) -> list[Row]:
    """What the words before or behind one citation say; a later act cannot be changed by an earlier one."""
    if cited.act.date and act.date and cited.act.date < act.date:
        return []
    start, end = max(cited.act.start, cited.start - _BEFORE), min(cited.act.end, cited.end + _BEHIND)
    span = _said(text, start, cited.start, cited.end, end)
    if span is None:
        return []
    relation, begin, stop = span
    return [
        {
            "act_id": cited.act.act_id,
            "relation": relation,
            "target_act_id": act.act_id,
            "document_id": cited.act.document,
            "char_start": begin,
            "char_end": stop,
            "evidence": text[begin:stop],
        }
    ]


def _said(text: str, start: int, at: int, behind: int, end: int) -> tuple[str, int, int] | None:
    """The relation, and where the words stand that say it, the act named included."""
    before = fold(text[start:at]).replace("\n", " ")
    if lead := _LEAD.search(before):
        return str(lead.lastgroup), start + lead.start(), behind
    after = fold(text[behind:end]).replace("\n", " ")
    if tail := _TAIL.search(after):
        return str(tail.lastgroup), at, behind + tail.end()
    return None
