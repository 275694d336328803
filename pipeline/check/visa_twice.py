"""The same visa twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import quoted

_VISA = patterns.compile(
    r"(?:\A|(?<=[\n;.,:*]))\W{0,6}\bvu\b\W{0,6}(?P<text>(?:l[ae']|les|le)\b[^;]{20,600}?)(?=;|\n\s*\n|\.\s*\n|\.?\s+vu\s|\s*\bconsiderant\b|\Z)"
)
_DECIDES = patterns.compile(r"\b(?:decide(?:nt)?|delibere|approuve|arrete\b|propose|expose)\b")
_WORD = patterns.compile(r"\w+")


def check_visa_twice(reading: Reading) -> Iterator[Finding]:
    """Visas that repeat one above them, word for word."""
    for act in reading.acts:
        folded = reading.folded_act(act)
        if act.kind == "minutes" or folded.count("vu ") + folded.count("vu\n") < 2:
            continue
        decided = [match.start() for match in _DECIDES.finditer(folded)]
        seen: dict[str, tuple[int, int]] = {}
        for match in _VISA.finditer(folded):
            words = " ".join(_WORD.findall(match["text"]))
            span = match.span("text")
            first = seen.get(words)
            if first and bisect_left(decided, first[1]) == bisect_left(decided, span[0]):
                places = [act.locate(*span), act.locate(*first)]
                yield Finding(
                    message=f"le visa {quoted(act.text[span[0] : span[1]], 110)} est imprimé deux fois.",
                    places=tuple((at.start, at.end) for at in places),
                    act=act,
                )
            seen[words] = span


CHECK = Check(
    code="visa_twice",
    severity="info",
    says="Un même visa est imprimé deux fois, mot pour mot.",
    silent="Une décision se trouve entre les deux : ce sont ceux de deux actes.",
    find=check_visa_twice,
)
