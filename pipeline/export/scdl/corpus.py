"""What rows of the open-data files are made from: the tables, and the few things that only the text of a document tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import regex
from stdnum.fr import siret

from extractors.french import fold
from pipeline.private import Veil, names_by_document
from pipeline.publish.version import Version

Row = Mapping[str, Any]

_SIRET = regex.compile(r"(?<!\d)\d{3}[ .\u00a0\u202f]?\d{3}[ .\u00a0\u202f]?\d{3}[ .\u00a0\u202f]?\d{5}(?!\d)")

#: What stands where a private person was named.
HIDDEN = "un particulier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All documents of a version.

    Attributes:
        documents: by their id; of those with the same content the first.
        acts: by their id, in order.
        alone: the ids of deliberations that are the only one of their document: what is stamped on it is theirs.
        votes: by act.
        grants: in order.
        dates: by act.
        parties: by document.
        organizations: by their id.
        texts: of the acts that award something.
        sirets: the establishment of each collectivité, by its SIREN; None where several are printed as often.
        veils: for each document that names a private person, what takes the name out; empty when names are kept.
    """

    documents: Mapping[str, Row]
    acts: Mapping[str, Row]
    alone: frozenset[str]
    votes: Mapping[str, Sequence[Row]]
    grants: Sequence[Row]
    dates: Mapping[str, Sequence[Row]]
    parties: Mapping[str, Sequence[Row]]
    organizations: Mapping[str, Row]
    texts: Mapping[str, str]
    sirets: Mapping[str, str | None]
    veils: Mapping[str, Veil]

    def siret_of(self, document: Row) -> str | None:
        """The SIRET of the body that a document comes from."""
        return self.sirets.get(document["siren"] or "")

    def veiled(self, act: Row, text: str | None) -> str | None:
        """A text on one line, without the names of private persons that the document helps."""
        said = " ".join((text or "").split())
        if veil := self.veils.get(act["document_id"]):
            said = regex.sub("█+", HIDDEN, veil(said))
        return said or None


def read_corpus(version: Version, with_private: bool) -> Corpus:
    """Read what the open-data files are made from."""
    documents: dict[str, Row] = {}
    for row in version.rows("documents"):
        if row["document_id"] and (row["document_id"] not in documents or not row["duplicate_of"]):
            documents[row["document_id"]] = row
    acts = {row["act_id"]: row for row in version.rows("acts")}
    grants = list(version.rows("grants"))
    awarding = {row["act_id"] for row in grants}
    texts, sirets = _read_texts(version, documents, [act for act in acts.values() if act["act_id"] in awarding])
    amounts = version.read("amounts", ["document_id", "act_id", "beneficiary"]).to_pylist()
    names = {} if with_private else names_by_document(acts.values(), [*grants, *amounts])
    return Corpus(
        documents=documents,
        acts=acts,
        alone=_alone(acts.values()),
        votes=_grouped(version.rows("votes"), "act_id"),
        grants=grants,
        dates=_grouped((row for row in version.rows("dates") if row["act_id"] in awarding), "act_id"),
        parties=_grouped(version.rows("parties"), "document_id"),
        organizations={row["organization_id"]: row for row in version.rows("organizations")},
        texts=texts,
        sirets=sirets,
        veils={document: Veil(found) for document, found in names.items()},
    )


def _alone(acts: Iterable[Row]) -> frozenset[str]:
    found = _grouped((act for act in acts if act["kind"] == "deliberation"), "document_id")
    return frozenset(same[0]["act_id"] for same in found.values() if len(same) == 1)


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _read_texts(
    version: Version, documents: Mapping[str, Row], acts: Sequence[Row]
) -> tuple[dict[str, str], dict[str, str | None]]:
    """The texts of acts, and the SIRET of each collectivité, in one pass over the pages."""
    wanted = _grouped(acts, "document_id")
    texts: dict[str, str] = {}
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    for document_id, text in _documents(version):
        for act in wanted.get(document_id, ()):
            texts[act["act_id"]] = text[act["char_start"] : act["char_end"]]
        siren = documents[document_id]["siren"] if document_id in documents else None
        if siren:
            printed[siren].update(find_sirets(text, siren))
    return texts, {siren: _most_printed(counts) for siren, counts in printed.items()}


def _documents(version: Version) -> Iterator[tuple[str, str]]:
    """Each document's text."""
    for document_id, pages in groupby(version.rows("pages"), key=lambda page: str(page["document_id"])):
        yield document_id, "".join(page["text"] for page in pages)


def find_sirets(text: str, siren: str) -> set[str]:
    """The valid SIRET of a body that a text prints.

    >>> find_sirets("SIRET : 219 901 014 00015, non 219 901 014 00016", "219901014")
    {'21990101400015'}
    """
    numbers = {"".join(filter(str.isdigit, match[0])) for match in _SIRET.finditer(text)}
    return {number for number in numbers if number.startswith(siren) and siret.is_valid(number)}


def _most_printed(counts: Counter[str]) -> str | None:
    """The SIRET that most documents print; None when two are printed as often: nobody knows which is the main establishment."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names differ in case, accents, blanks and marks only.

    >>> same_name("Théâtre du Préau", "THEATRE  DU PREAU"), same_name(None, None)
    (True, False)
    """
    words = [regex.findall(r"\w+", fold(name or "")) for name in (one, other)]
    return bool(words[0]) and bool(words[0] == words[1])
