"""Which organization a beneficiary, a party or a cited body is: by its SIREN where it is printed, else by its name and place."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from pipeline.link.bodies import Body
from pipeline.link.cited_bodies import cited_bodies
from pipeline.link.denominations import OrganizationName, kind_of_siren, read_organization
from pipeline.link.merging import Clusters

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.link import Read

Row = dict[str, Any]

#: How sure each way to know an organization is, and how it is said.
_SIREN, _NAME, _ACRONYM, _NEAR = 1.0, 0.95, 0.85, 0.8
_SAID = {
    _SIREN: "SIREN imprimé",
    _NAME: "même nom, à la forme juridique, aux articles et à l'écriture près",
    _ACRONYM: "sigle de ce nom",
    _NEAR: "nom presque identique",
}
#: Names shorter than this are compared to the letter; longer ones must be this alike.
_LONG, _ALIKE = 10, 94


@dataclass(frozen=True, slots=True, order=True)
class _Form:
    """One way to name an organization: as it is compared, with the body that names it and the SIREN where that is printed.

    A name that says where, such as that of a commune, is known by itself: its place is empty.
    """

    name: OrganizationName
    place: str
    siren: str


@dataclass(slots=True)
class _Mentions:
    """Every place where an organization is named, in columns."""

    documents: list[str]
    names: list[str | None]
    sirens: list[str]
    sirets: list[str]


def link_organizations(read: Read, bodies: Mapping[str, Body]) -> tuple[list[Row], dict[str, pa.Table]]:
    """The rows of ``organizations``, and the column ``organization_id`` of each table that names some."""
    import pyarrow as pa

    grants = read("grants", ["document_id", "beneficiary", "beneficiary_siret"])
    parties = read("parties", ["document_id", "name", "siren", "siret"])
    citations = read("citations", ["document_id", "kind", "raw", "title"])
    cited = cited_bodies(citations)
    citing: list[Any] = citations["document_id"].take(pa.array(list(cited), pa.int64())).to_pylist()
    mentions = _mentions(grants, parties, citing, list(cited.values()))
    forms = _forms(mentions, bodies)
    clusters, scores = _together({form for form in forms if form} | _own_forms(bodies))
    rows, ids = _rows(mentions, forms, clusters, scores, bodies)
    told = [ids[clusters.first(form)] if form else None for form in forms]
    granted, concerned = len(grants), len(grants) + len(parties)
    named = dict(zip(cited, told[concerned:], strict=True))
    columns = {
        "grants": told[:granted],
        "parties": told[granted:concerned],
        "citations": [named.get(row) for row in range(len(citations))],
    }
    return rows, {table: pa.table({"organization_id": pa.array(column, pa.string())}) for table, column in columns.items()}


def _mentions(grants: pa.Table, parties: pa.Table, citing: Sequence[str], cited: Sequence[str]) -> _Mentions:
    """The mentions of grants, then those of parties, then the cited bodies with the documents that cite them."""

    def values(of_grants: str, of_parties: str) -> list[Any]:
        return [*grants[of_grants].to_pylist(), *parties[of_parties].to_pylist()]

    bare = [""] * len(cited)
    sirets = [*(_digits(siret, 14) for siret in values("beneficiary_siret", "siret")), *bare]
    printed = [*[""] * len(grants), *(_digits(siren, 9) for siren in parties["siren"].to_pylist()), *bare]
    return _Mentions(
        documents=[*values("document_id", "document_id"), *citing],
        names=[*values("beneficiary", "name"), *cited],
        sirens=[siren or siret[:9] for siren, siret in zip(printed, sirets, strict=True)],
        sirets=sirets,
    )


def _digits(identifier: str | None, length: int) -> str:
    """A SIREN or SIRET that its check digit confirms; a wrong one proves nothing."""
    from stdnum import luhn

    digits = regex.sub(r"\D", "", identifier or "")
    return digits if len(digits) == length and luhn.is_valid(digits) else ""


def _forms(mentions: _Mentions, bodies: Mapping[str, Body]) -> list[_Form | None]:
    """The form of each mention; None where no name is printed."""
    read = {name: read_organization(name) for name in sorted({name for name in mentions.names if name})}
    forms: list[_Form | None] = []
    for name, document, siren in zip(mentions.names, mentions.documents, mentions.sirens, strict=True):
        known = read[name] if name else None
        place = "" if known and known.is_placed else bodies[document].key
        forms.append(_Form(known, place, siren) if known and known.letters else None)
    return forms


def _own_forms(bodies: Mapping[str, Body]) -> set[_Form]:
    """Those of the collectivités whose documents print their SIREN; not of communes, as many share a name."""
    own = {(body.name, _digits(body.siren, 9)) for body in bodies.values() if body.name}
    forms = {_Form(read_organization(name), "", siren) for name, siren in own if siren}
    return {form for form in forms if form.name.is_placed and form.name.kind != "commune"}


def _together(forms: set[_Form]) -> tuple[Clusters[_Form], dict[_Form, float]]:
    """Which forms are one organization, and how sure that is for each."""
    ordered = sorted(forms)
    clusters: Clusters[_Form] = Clusters(lambda a, b: bool(a.siren and b.siren and a.siren != b.siren))
    scores = {form: _SIREN if form.siren else _NAME for form in ordered}
    steps = ((_same_siren, _SIREN), (_same_name, _NAME), (_acronyms, _ACRONYM), (_near, _NEAR))
    for step, score in steps:
        for known, other in step(ordered):
            if clusters.first(known) != clusters.first(other) and clusters.merge(known, other):
                scores[other] = min(scores[other], score)
    return clusters, scores


Pairs = Iterator[tuple[_Form, _Form]]


def _same_siren(forms: Sequence[_Form]) -> Pairs:
    first: dict[str, _Form] = {}
    for form in forms:
        if form.siren and (other := first.setdefault(form.siren, form)) != form:
            yield other, form


def _same_name(forms: Sequence[_Form]) -> Pairs:
    """The same name in the same place; where two SIREN share it there, one without a SIREN may be either."""
    named: dict[tuple[str, str], list[_Form]] = defaultdict(list)
    for form in forms:
        named[form.place, form.name.letters].append(form)
    for same in named.values():
        bare = [form for form in same if not form.siren]
        known = [form for form in same if form.siren]
        yield from ((bare[0], form) for form in bare[1:])
        if len({form.siren for form in known}) == 1:
            yield from ((known[0], form) for form in bare)


def _acronyms(forms: Sequence[_Form]) -> Pairs:
    """A name that is the acronym printed with another, or made of its first letters, in the same place."""
    full: dict[tuple[str, str], list[_Form]] = defaultdict(list)
    for form in forms:
        for short in {form.name.acronym, form.name.initials} - {""}:
            if len(form.name.initials) > 2 or short == form.name.acronym:
                full[form.place, short].append(form)
    for form in forms:
        near = full.get((form.place, form.name.letters), []) if form.name.is_acronym else []
        if len({other.name.letters for other in near}) == 1 and near[0] != form:
            yield near[0], form


def _near(forms: Sequence[_Form]) -> Pairs:
    """Long names that differ by a letter or two, in the same place; those of places may be two: Saint-Aubin and Saint-Albin."""
    from rapidfuzz import fuzz

    places: dict[tuple[str, str], list[_Form]] = defaultdict(list)
    for form in forms:
        letters = form.name.letters
        if len(letters) >= _LONG and not form.name.is_placed and not regex.search(r"\d", letters):
            for word in {letters.split()[0], letters.split()[-1]}:
                places[form.place, word].append(form)
    for same in places.values():
        for at, form in enumerate(same):
            for other in same[:at]:
                if form.name != other.name and fuzz.ratio(form.name.letters, other.name.letters, score_cutoff=_ALIKE):
                    yield other, form


def _rows(
    mentions: _Mentions,
    forms: Sequence[_Form | None],
    clusters: Clusters[_Form],
    scores: Mapping[_Form, float],
    bodies: Mapping[str, Body],
) -> tuple[list[Row], dict[_Form, str]]:
    """The rows of ``organizations``, and the id of each by the form that stands for it."""
    met: dict[_Form, list[int]] = defaultdict(list)
    for at, form in enumerate(forms):
        if form:
            met[clusters.first(form)].append(at)
    shown = {body.key: body.name for body in bodies.values()}
    ids: dict[_Form, str] = {}
    rows = []
    for first, places in sorted(met.items()):
        members = clusters.members(first)
        siren = next((form.siren for form in members if form.siren), None)
        ids[first] = _id(siren, first)
        rows.append(_row(ids[first], siren, members, places, mentions, forms, scores) | {"place": _place(members, siren, shown)})
    return rows, ids


def _row(
    organization: str,
    siren: str | None,
    members: Sequence[_Form],
    places: Sequence[int],
    mentions: _Mentions,
    forms: Sequence[_Form | None],
    scores: Mapping[_Form, float],
) -> Row:
    spelled = Counter(str(mentions.names[at]) for at in places)
    sirets = Counter(mentions.sirets[at] for at in places if mentions.sirets[at])
    kinds = Counter(form.name.kind for form in members if form.name.kind)
    sure: dict[str, float] = {}
    for at in places:
        form, name = forms[at], str(mentions.names[at])
        if form:
            sure[name] = max(sure.get(name, 0.0), scores[form])
    return {
        "organization_id": organization,
        "name": min(spelled, key=lambda name: (*_unlike_a_name(name), -spelled[name], -len(name), name)),
        "siren": siren,
        "siret": min(sirets, key=lambda siret: (-sirets[siret], siret)) if sirets else None,
        "kind": (kind_of_siren(siren) if siren else None) or min(kinds, key=lambda kind: (-kinds[kind], kind), default=None),
        "spellings": sorted(spelled),
        "document_count": len({mentions.documents[at] for at in places}),
        "score": min(sure.values()),
        "evidence": [f"« {name} » : {_SAID[score]}" for name, score in sorted(sure.items())],
    }


def _unlike_a_name(name: str) -> tuple[bool, bool, bool]:
    """Whether it is printed in capitals, is one word, is what the assembly is called."""
    return name.isupper(), len(name.split()) < 2, name.casefold().startswith("conseil ")


def _place(members: Sequence[_Form], siren: str | None, shown: Mapping[str, str | None]) -> str | None:
    places = sorted({form.place for form in members if form.place})
    return shown.get(places[0]) if places and not siren else None


def _id(siren: str | None, first: _Form) -> str:
    """An id made from the SIREN, or from the name and where it is used."""
    text = siren or f"{first.place}|{first.name.letters}"
    return hashlib.sha256(f"organization:{text}".encode()).hexdigest()[:16]
