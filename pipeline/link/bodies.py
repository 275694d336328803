"""Which documents come from the same body, by its SIREN and by its name in any wording."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from extractors import patterns
from extractors.french import fold
from pipeline.link.merging import Clusters

if TYPE_CHECKING:
    import pyarrow as pa

# What a body is called, longest first: "Ville de X" and "Commune de X" are one.
_KINDS = (
    ("commune", r"communes?|ville|mairie|municipalite"),
    ("cc", r"communaute de communes|cc"),
    ("ca", r"communaute d agglomeration|ca|agglomeration"),
    ("cu", r"communaute urbaine|cu"),
    ("metropole", r"metropole"),
    ("departement", r"departement|conseil departemental|conseil general"),
    ("region", r"region|conseil regional"),
)
_KIND = patterns.compile(
    "|".join(rf"(?P<{kind}>^(?:la |le |l )?(?:{words})\b)" for kind, words in sorted(_KINDS, key=lambda k: -len(k[1])))
)
_SMALL = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en"})
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints"}


@dataclass(frozen=True, slots=True)
class Body:
    """A collectivité: a key that holds for all its documents, its name as it is printed most often, and its SIREN."""

    key: str
    name: str | None
    siren: str | None = None


def body_key(name: str) -> str:
    """A name without case, accents, articles and the word for what it names.

    >>> body_key("VILLE DE SAINT-AUBRAC") == body_key("Commune de St Aubrac")
    True
    >>> body_key("Communauté de communes du Pays de Vermeuil")
    'cc paysvermeuil'
    """
    words = " ".join(regex.findall(r"[a-z0-9]+", fold(name)))
    kind = _KIND.match(words)
    rest = words[kind.end() :] if kind else words
    kept = [_SHORT.get(word, word) for word in rest.split() if word not in _SMALL]
    return f"{kind.lastgroup if kind else ''} {''.join(kept)}".strip()


def find_bodies(documents: pa.Table) -> dict[str, Body]:
    """The body of every document, by its id; a document that names none is a body of its own."""
    columns = [documents[name].to_pylist() for name in ("document_id", "collectivity", "siren", "department")]
    met = {str(row[0]): row[1:] for row in zip(*columns, strict=True) if row[0]}
    keys = {name: body_key(name) for name in {collectivity for collectivity, _, _ in met.values() if collectivity}}
    told = {document: (keys.get(name, ""), siren, department) for document, (name, siren, department) in met.items()}
    places = _places(told.values())
    names: dict[str, Counter[str]] = defaultdict(Counter)
    found = {document: places.get(said) or f"document {document}" for document, said in told.items()}
    sirens = {found[document]: siren for document, (_, siren, _) in met.items() if siren}
    for document, key in found.items():
        if name := met[document][0]:
            names[key][name] += 1
    shown = {key: min(count, key=lambda name: (-count[name], name.isupper(), name)) for key, count in names.items()}
    return {document: Body(key, shown.get(key), sirens.get(key)) for document, key in found.items()}


def _places(told: Iterable[tuple[str, str | None, str | None]]) -> dict[tuple[str, str | None, str | None], str]:
    """A key for each combination of name, SIREN and département that documents print.

    Two bodies of one name are told apart by their SIREN, else by their département; a document that prints neither goes to the
    only body of its name, or to none.
    """
    counts = Counter(said for said in told if said[0] or said[1])
    distinct = sorted(counts, key=lambda said: [part or "" for part in said])
    sirens = _sirens_of(counts)
    departments: dict[str, set[str]] = defaultdict(set)
    for name, siren, department in distinct:
        if name and department and not siren:
            departments[name].add(department)
    of_siren = {siren: department for _, siren, department in distinct if siren and department}
    clusters: Clusters[str] = Clusters()
    homes = {}
    for said in distinct:
        homes[said] = home = _home(said, sirens, departments, of_siren)
        if home and said[0] and not home.startswith("name") and sirens[said[0]] == {home.removeprefix("siren ")}:
            clusters.merge(home, f"name {said[0]}")
    return {said: clusters.first(home) for said, home in homes.items() if home}


def _sirens_of(counts: Counter[tuple[str, str | None, str | None]]) -> dict[str, set[str]]:
    """The SIREN that go with each name.

    A document may print the stamp of one body and the name of another (a register that quotes its neighbours). So a name that
    is printed rather without this SIREN, by documents of a SIREN that mostly bears another name, is not joined to it.
    """
    together: dict[str, Counter[str]] = defaultdict(Counter)
    alone: Counter[str] = Counter()
    for (name, siren, _), count in counts.items():
        if name and siren:
            together[siren][name] += count
        elif name:
            alone[name] += count
    sirens: dict[str, set[str]] = defaultdict(set)
    for siren, names in together.items():
        most = max(names.values())
        for name, count in names.items():
            if count == most or count >= alone[name]:
                sirens[name].add(siren)
    return sirens


def _home(
    said: tuple[str, str | None, str | None],
    sirens: dict[str, set[str]],
    departments: dict[str, set[str]],
    of_siren: dict[str, str],
) -> str | None:
    """Where a document belongs by what it prints; None where that may be several bodies."""
    name, siren, department = said
    if siren:
        return f"siren {siren}"
    near = {other for other in sirens[name] if department is None or of_siren.get(other) in (None, department)}
    if department and not near and (sirens[name] or len(departments[name]) > 1):
        return f"name {name} {department}"
    if len(near) == 1:
        return f"siren {min(near)}"
    alone = not near and (department is not None or len(departments[name]) < 2)
    return f"name {name}" if alone else None
