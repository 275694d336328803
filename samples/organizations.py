"""Beneficiaries and cited bodies of fictional acts as careless hands write them, each mention labelled with who is meant."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samples.cast import ASSOCIATIONS, BODIES, Body, siret_of

#: Names that look alike and are not one, in every place.
_ALIKE = (
    ("Tennis Club {of}", "Judo Club {of}"),
    ("Comité de quartier des Aubiers", "Comité de quartier des Aubépines"),
    ("École maternelle Jean-Macé", "École élémentaire Jean-Macé"),
    ("Amicale des Anciens du lot 14", "Amicale des Anciens du lot 15"),
    ("Union Musicale de Valbrune", "Union Musicale de Valbrines"),
    ("Coopérative scolaire du Préau", "Coopérative agricole du Préau"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of an organization.

    Attributes:
        label: which is meant.
        body: whose document names it.
        document: which of its documents.
        name: as it is written.
        siret: where it is printed.
    """

    label: str
    body: str
    document: int
    name: str
    siret: str | None


@dataclass(frozen=True, slots=True)
class CitedBody:
    """One citation.

    Attributes:
        label: the body that it names; None where it names none, or several.
        body: whose document cites.
        document: which of its documents.
        kind: of the text cited.
        raw: its characters.
        title: behind them.
    """

    label: str | None
    body: str
    document: int
    kind: str
    raw: str
    title: str | None = None


def _plain(name: str) -> str:
    return name.translate(str.maketrans("ÉÈÀéèêëïîôçàâ", "EEAeeeeiiocaa"))


def _initials(name: str) -> str:
    words = [word for word in name.replace("'", " ").split() if word[0].isupper()]
    return "".join(word[0] for word in words)


def _slipped(name: str) -> str:
    """One letter twice in the longest word of a long name."""
    word = max(name.split(), key=len)
    return name.replace(word, f"{word[:4]}{word[3]}{word[4:]}") if len(name) > 16 else name


#: Ways to write a name, and how often each is chosen.
_HANDS: tuple[tuple[int, Callable[[str], str]], ...] = (
    (6, lambda name: name),
    (2, lambda name: _plain(name).upper()),
    (2, lambda name: f"association {name}"),
    (2, lambda name: f"l'association « {name} »"),
    (2, lambda name: f"Association loi 1901 {name}"),
    (1, lambda name: f"{name} ({_initials(name)})" if len(_initials(name)) > 2 else name),
    (1, lambda name: f"{name.upper()} {_initials(name)}" if len(_initials(name)) > 2 else name.upper()),
    (1, lambda name: name.replace("-", " ").replace("Les ", "les ")),
    (1, _slipped),
)


def labelled_organizations(rng: random.Random, documents: int = 8) -> list[Named]:
    """What some documents of each fictional body name: associations, some in all places; names alike; the bodies themselves."""
    return [named for body in BODIES.values() for named in _of_body(body, rng, documents)]


def _of_body(body: Body, rng: random.Random, documents: int) -> Iterator[Named]:
    own = rng.sample(ASSOCIATIONS, 8)
    pair = [name.format(of=body.of) for name in rng.choice(_ALIKE)]
    for document in range(documents):
        for name in rng.sample([*own, *pair], 6):
            hand = rng.choice([hand for weight, hand in _HANDS for _ in range(weight)]) if name in own else _HANDS[0][1]
            siret = siret_of(name, body) if rng.random() < 0.2 else None
            yield Named(f"{body.name}: {name}", body.name, document, hand(name), siret)
        other = rng.choice([one for one in BODIES.values() if one.kind == "commune" and one != body])
        written = rng.choice((other.name, f"Ville {other.of}", f"la commune {other.of}", f"COMMUNE {other.of.upper()}"))
        yield Named(other.name, body.name, document, written, other.siret if rng.random() < 0.2 else None)
        yield Named(f"CCAS {other.of}", body.name, document, f"CCAS {other.of}", None)


#: Citations that name a body: the kind of the text, its characters and its title.
_CITING = (
    ("deliberation", "délibération du {assembly} de {the} du {day}", None),
    ("deliberation", "Délibération n° 2021-14 de {the} en date du {day}", "portant sur la modification de ses statuts"),
    ("agreement", "convention de partenariat signée avec {the} le {day}", None),
    ("opinion", "avis favorable de {the}, réunie le {day}", None),
    ("order", "arrêté préfectoral du {day}", "portant modification des statuts de {the} et notification"),
)
#: Citations that name none, or several of which none is meant more than the other.
_NAMELESS = (
    ("deliberation", "délibération du conseil municipal du {day}", "relative à la commune nouvelle"),
    ("deliberation", "délibération du Conseil départemental en date du {day}", None),
    ("opinion", "avis de la commission des finances du {day}", None),
    ("agreement", "convention entre la commune de Montfaron et la communauté de communes du Pays de Vermeuil du {day}", None),
    ("law", "loi du {day}", "relative à la région Haute-Plaine"),
)


def cited_bodies(rng: random.Random, documents: int = 8) -> list[CitedBody]:
    """Citations in some documents of each fictional body: of the others, of their social centres, and of nobody by name."""
    cited = []
    for body in BODIES.values():
        for document in range(documents):
            day = f"{rng.randint(2, 28)} mars {rng.randint(2015, 2024)}"
            other = rng.choice([one for one in BODIES.values() if one != body])
            kind, raw, title = rng.choice(_CITING)
            the = f"{'le' if other.kind == 'departement' else 'la'} {other.name}"
            said = [text and _contracted(text.format(assembly=other.assembly, the=the, day=day)) for text in (raw, title)]
            cited.append(CitedBody(other.name, body.name, document, kind, said[0] or "", said[1]))
            town = rng.choice([one for one in BODIES.values() if one.kind == "commune"])
            centre = rng.choice(("CCAS", "Centre communal d'action sociale", "CCAS de la ville"))
            raw = f"délibération du conseil d'administration du {centre} {town.of} du {day}"
            cited.append(CitedBody(f"CCAS {town.of}", body.name, document, "deliberation", raw))
            raw = f"délibération du conseil municipal {town.of} en date du {day}"
            cited.append(CitedBody(town.name, body.name, document, "deliberation", raw))
            kind, raw, title = rng.choice(_NAMELESS)
            cited.append(CitedBody(None, body.name, document, kind, raw.format(day=day), title))
    return cited


def _contracted(text: str) -> str:
    return text.replace(" de le ", " du ")


def organization_rows(mentions: list[Named], cited: Sequence[CitedBody] = ()) -> dict[str, list[dict[str, Any]]]:
    """The mentions as rows of the tables that are linked; those of ``grants`` and of ``citations`` are in their order."""
    places = [*((m.body, m.document) for m in mentions), *((c.body, c.document) for c in cited)]
    documents = {(body, document): f"{body} {document}" for body, document in places}
    return {
        "documents": [{"document_id": name, "collectivity": body} for (body, _), name in documents.items()],
        "grants": [
            {"document_id": documents[m.body, m.document], "beneficiary": m.name, "beneficiary_siret": m.siret} for m in mentions
        ],
        "citations": [
            {"document_id": documents[c.body, c.document], "kind": c.kind, "raw": c.raw, "title": c.title} for c in cited
        ],
    }
