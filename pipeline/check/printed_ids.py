"""The identifiers that a document prints: of the act itself, and the SIREN and SIRET of bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors import patterns
from pipeline.actes import ActesId, find_actes_ids
from pipeline.check.base import Place, Reading

#: A document whose pages bear so many identifiers holds so many acts.
_MOST = 3

#: "SIRET n° 226 200 012 00012", "répertoire SIREN sous le n°440 672 020 00037", "n° SIREN : 226200012".
_NAMED = patterns.compile(
    r"\b(?P<name>siren|siret)(?![a-z])(?P<between>[^\d\n]{0,40}?)(?P<digits>\d(?:[ \u00a0\u202f.]{0,2}\d){7,14})(?![\d%€])"
)


@dataclass(frozen=True, slots=True)
class Siren:
    """A SIREN or SIRET as printed.

    Attributes:
        name: ``siren`` or ``siret``, as it is called.
        digits: without spaces.
        place: of the name and the digits.
    """

    name: str
    digits: str
    place: Place


def actes_ids(reading: Reading) -> list[ActesId]:
    """The identifiers of acts that a document of few acts prints, each once."""
    if reading.about.actes_id is None:
        return []
    found = {identifier.text: identifier for identifier in find_actes_ids(reading.text)}
    return list(found.values()) if len(found) <= _MOST else []


def sirens(reading: Reading) -> list[Siren]:
    """The numbers that a document calls SIREN or SIRET, in reading order."""
    return list(_sirens(reading.folded)) if "sire" in reading.folded else []


def _sirens(folded: str) -> Iterator[Siren]:
    for match in _NAMED.finditer(folded):
        if "sire" in match["between"]:
            continue  # "SIREN / SIRET : ...": which of them it is, is not told
        yield Siren(match["name"], "".join(filter(str.isdigit, match["digits"])), match.span())
