"""What every row is seen against while a base is made: its document, its act, what checks say of it, and whom it must not name."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from extractors.french import fold
from pipeline.link.bodies import find_bodies
from pipeline.private import Veil, names_by_document
from pipeline.publish.version import Version
from pipeline.tables import TABLES

Row = Mapping[str, Any]

_GRADES = ("error", "warning", "info")
_WORD = regex.compile(r"\w+")

#: What stands where a private person was named.
HIDDEN = "un particulier"

#: Names of files and folders are kept: they are what a document is found by.
_KEPT = frozenset(("source_path", "source_sha256", "duplicate_of", "document_id", "act_id", "fact_id", "check_id", "extractor"))


@dataclass(frozen=True, slots=True, order=True)
class Home:
    """A collectivité.

    Attributes:
        key: what its page is addressed by.
        name: what its documents call it most often.
        siren: its number, where one of its documents prints it.
    """

    key: str
    name: str
    siren: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All documents of a version.

    Attributes:
        documents: by their id; of those with the same content the first.
        acts: by their id.
        homes: the body of each document, where it is known.
        severities: the worst grade of the checks on each act.
        doubted: for each document, the places that checks show, with their grade.
        veils: for each document that names a private person, what takes the name out; empty unless names are to be left out.
    """

    documents: Mapping[str, Row]
    acts: Mapping[str, Row]
    homes: Mapping[str, Home] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    doubted: Mapping[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    veils: Mapping[str, Veil] = field(default_factory=dict)

    def key(self, column: str, row: Row) -> str | None:
        """The value of a column that the explorer adds."""
        document = self.documents.get(row.get("document_id") or "", row)
        if column == "collectivity_key":
            return self.home(document)
        if column == "counted":
            return None if self.acts.get(row["act_id"] or "", row).get("copy_of") else "1"
        if column == "severity":
            return self.severities.get(row["act_id"])
        if column == "person_key":
            return row["person_id"] or _short("p", row["name"], self.home(document))
        name = row.get("beneficiary") or row.get("name")
        return row["organization_id"] or (None if name in (None, HIDDEN) else _short("o", name))

    def home(self, document: Row) -> str | None:
        """What the page of a document's collectivité is addressed by."""
        home = self.homes.get(document.get("document_id") or "")
        return home.key if home else None

    def grade(self, row: Row) -> str | None:
        """The worst grade of what checks say of a fact: of its act, or of its very place."""
        grades = {self.severities.get(row["act_id"] or "")}
        for start, end, grade in self.doubted.get(row["document_id"], ()):
            if start < row["char_end"] and row["char_start"] < end:
                grades.add(grade)
        return next((grade for grade in _GRADES if grade in grades), None)

    def veiled(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows of a table, without the names of private persons where these are to be left out."""
        if not self.veils:
            return iter(rows)
        if table == "organizations":  # gathered over all documents: whoever is a private person has no row of its own
            return (row for row in rows if not self._is_private(row))
        return (self._veiled(row) for row in rows)

    def _is_private(self, row: Row) -> bool:
        names = (row["name"], *row["spellings"])
        return row["kind"] == "person" or any(veil.hides(name) for veil in self.veils.values() for name in names)

    def _veiled(self, row: Row) -> Row:
        places = {place["document_id"] for place in row.get("evidence") or ()} | {row.get("document_id")}
        veils = [self.veils[place] for place in sorted(filter(None, places)) if place in self.veils]
        if not veils:
            return row
        changed = dict(row)
        if any(veil.hides(row.get("beneficiary")) for veil in veils):
            changed["beneficiary"] = HIDDEN
        for name, said in changed.items():
            if name not in _KEPT:
                for veil in veils:
                    said = hidden(said, veil)
                changed[name] = said
        return changed


def hidden(said: Any, veil: Veil) -> Any:
    """A value, a list or a row without the names; every text keeps its length, and what documents are found by stays."""
    if isinstance(said, str):
        return veil(said)
    if isinstance(said, list):
        return [hidden(item, veil) for item in said]
    if isinstance(said, dict):
        return {name: item if name in _KEPT else hidden(item, veil) for name, item in said.items()}
    return said


def read_corpus(version: Version, public: bool) -> Corpus:
    """The documents, acts and checks of a version."""
    documents: dict[str, Row] = {}
    for row in version.rows("documents"):
        if row["document_id"] and (row["document_id"] not in documents or not row["duplicate_of"]):
            documents[row["document_id"]] = row
    acts = {row["act_id"]: row for row in version.rows("acts")}
    severities: dict[str, str] = {}
    doubted: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for check in version.rows("checks"):
        grade, act = check["severity"], check["act_id"]
        if act and _GRADES.index(severities.get(act, "info")) >= _GRADES.index(grade):
            severities[act] = grade
        for place in check["evidence"] or ():
            doubted[place["document_id"]].append((place["char_start"], place["char_end"], grade))
    veils = _veils(version, acts) if public else {}
    homes = _homes(version, documents)
    return Corpus(documents=documents, acts=acts, homes=homes, severities=severities, doubted=doubted, veils=veils)


def _homes(version: Version, documents: Mapping[str, Row]) -> dict[str, Home]:
    """The body of each document: by its SIREN, else by its name and the one département that its documents name."""
    bodies = find_bodies(version.read("documents", ["document_id", "collectivity", "siren", "department"]))
    departments: dict[str, set[str]] = defaultdict(set)
    for document, row in documents.items():
        if row["department"]:
            departments[bodies[document].key].add(row["department"])
    homes = {}
    for document, body in bodies.items():
        places = departments[body.key]
        if address := collectivity_key(body.name, body.siren, min(places) if len(places) == 1 else None):
            homes[document] = Home(address, body.name or f"SIREN {body.siren}", body.siren)
    return homes


def _veils(version: Version, acts: Mapping[str, Row]) -> dict[str, Veil]:
    tables = [name for name, table in TABLES.items() if any(column.name == "beneficiary" for column in table.columns)]
    beneficiaries = [row for name in tables for row in version.rows(name)]
    return {document: Veil(names) for document, names in names_by_document(acts.values(), beneficiaries).items()}


def collectivity_key(name: str | None, siren: str | None, department: str | None) -> str | None:
    """What the page of a collectivité is addressed by: its SIREN, or its name and département.

    >>> collectivity_key("Commune de L'Haÿ", None, "94")
    'commune-de-l-hay-94'
    """
    words = _WORD.findall(fold(name or ""))
    return siren or ("-".join([*words, department or ""]).rstrip("-") or None if words else None)


def _short(letter: str, name: str, within: str | None = "") -> str:
    """A key for those whom nobody has linked yet: by their name alone, whatever its case and accents."""
    words = " ".join(_WORD.findall(fold(name)))
    return f"{letter}-{hashlib.sha256(f'{words}|{within}'.encode()).hexdigest()[:12]}"
