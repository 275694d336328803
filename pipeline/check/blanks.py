"""Blanks that nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Place, Reading

_LINE = r"(?:(?:\\?_){3,}|\.{6,}|…{2,})"

#: What a label in front of a blank line asks for.
_LABELLED = patterns.compile(
    rf"\b(?P<label>iban|bic|domiciliation|titulaire(?:\s+du\s+compte)?|code\s+banque|code\s+guichet|n°\s+de\s+compte|rib)\b[^\n\w]{{0,12}}{_LINE}"
)
_SAYS = {
    "iban": "l'IBAN", "bic": "le BIC", "domiciliation": "la domiciliation", "titulaire": "le titulaire du compte",
    "code banque": "le code banque", "code guichet": "le code guichet", "rib": "le RIB",
}  # fmt: skip

# "représentée par" with nobody behind it.
_NOBODY = patterns.compile(
    rf"\brepresentee?\s+par\s*(?:m\.|mme|monsieur|madame)?\s*(?:{_LINE}|,?\s*\n\s*\n\s*(?:ci-apres|d'autre|d'une|et\b)|,\s*(?:ci-apres|d'autre))"
)
_DOSSIER = patterns.compile(r"\bdossier\s+n°\s*(?:20\d\d\s?-)?\s*\n\s*\n")
_MOST = 12


def check_blanks(reading: Reading) -> Iterator[Finding]:
    """Conventions with blanks: what is not filled in, in one finding."""
    for act in reading.acts:
        if act.kind != "convention":
            continue
        missing, places = list[str](), list[Place]()
        for what, span in _blanks(reading.folded_act(act)):
            if what not in missing:
                missing.append(what)
                at = act.locate(*span)
                places.append((at.start, at.end))
        if missing:
            yield Finding(message=f"laissé en blanc : {', '.join(missing)}.", places=tuple(places[:_MOST]), act=act)


def _blanks(folded: str) -> Iterator[tuple[str, tuple[int, int]]]:
    if "represente" in folded:
        for match in _NOBODY.finditer(folded):
            yield "qui représente une partie", _trimmed(folded, match)
    if "___" in folded or "......" in folded or "…" in folded or "\\_" in folded:
        for match in _LABELLED.finditer(folded):
            label = " ".join(match["label"].split())
            yield _SAYS.get(label.split(" du ")[0], label), _trimmed(folded, match)
    if "dossier" in folded:
        for match in _DOSSIER.finditer(folded):
            yield "le numéro du dossier", _trimmed(folded, match)


def _trimmed(folded: str, match: regex.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match[0].rstrip())


CHECK = Check(
    code="blanks",
    severity="info",
    says="La convention a des blancs : coordonnées bancaires, représentant, numéro de dossier.",
    silent="Le document n'est pas une convention, ou le blanc n'a ni ligne ni étiquette.",
    find=check_blanks,
)
