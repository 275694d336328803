"""Fictional deliberations that cite, amend and repeal one another, each citation labelled with the act meant."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samples.cast import BODIES, Body
from samples.writer import long_date

_SUBJECTS = (
    "Tarifs de la cantine scolaire", "Règlement du marché hebdomadaire", "Location de la salle polyvalente",
    "Tableau des emplois communaux", "Subventions aux associations sportives", "Dénomination de la place du Lavoir",
    "Plan de financement de la médiathèque", "Horaires de l'éclairage public", "Droits de place des forains",
    "Indemnités de fonction des élus", "Adhésion au syndicat des eaux", "Redevance d'occupation du domaine public",
)  # fmt: skip

#: How bodies write the numbers of their acts, and how others may write them in turn.
_NUMBERS = ("{year}-{rank:03d}", "{year}/{rank}", "DEL{year}-{rank:02d}", "{short}-{rank}", "{rank}")
_CITING = (
    "délibération n° {year}-{rank:03d} du {day}",
    "délibération n° {year}/{rank} du {day}",
    "délibération n°{rank} du {day}",
    "délibération du {assembly} n° {number} en date du {figures}",
    "délibération n° {year}-{rank:03d}",
    "délibération du {day} « {title} »",
)

#: What an act does to the one it cites: the words in front, and the relation.
_DEEDS: tuple[tuple[str, str | None], ...] = (
    ("Vu la ", None),
    ("Considérant la ", None),
    ("Article 1er : ABROGE la ", "repeals"),
    ("Article 1er : DÉCIDE de modifier la ", "amends"),
    ("Article 1er : La présente annule et remplace la ", "replaces"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A deliberation that may be cited."""

    name: str
    body: Body
    date: dt.date
    rank: int
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a deliberation.

    Attributes:
        decision: which it is.
        text: as it is printed.
        cites: for each citation of a deliberation, in reading order, the name of the one meant, or None when it is nowhere here.
        relation: what it does to the first of them.
    """

    decision: Decision
    text: str
    cites: tuple[str | None, ...]
    relation: str | None


def citing_texts(rng: random.Random, count: int = 20) -> list[Text]:
    """So many deliberations of each fictional body, in order; each but the first cites an earlier one, and one nobody has here."""
    return [text for n, body in enumerate(BODIES.values()) for text in _of_body(body, _NUMBERS[n % len(_NUMBERS)], rng, count)]


def _of_body(body: Body, form: str, rng: random.Random, count: int) -> Iterator[Text]:
    known: list[Decision] = []
    for at in range(count):
        date = dt.date(2022, 1, 12) + dt.timedelta(days=61 * at)
        rank = at * 3 % 40 + 1
        number = form.format(year=date.year, short=date.year % 100, rank=rank)
        title = f"{_SUBJECTS[at % len(_SUBJECTS)]} - {date.year}"
        decision = Decision(f"{body.siren}-{at}", body, date, rank, title, number)
        yield _text(decision, known, rng)
        known.append(decision)


def _text(decision: Decision, known: Sequence[Decision], rng: random.Random) -> Text:
    cited = rng.choice(known) if known else None
    deed, relation = rng.choice(_DEEDS) if cited else ("", None)
    lines = [
        decision.body.name.upper(),
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS",
        f"Séance du {long_date(decision.date)}",
        f"Délibération n° {decision.number}",
        f"Objet : {decision.title}",
        f"Vu la délibération n° 2019-{rng.randrange(100, 400)} du 4 juin 2019 ;",
    ]
    cites: list[str | None] = [None]
    if cited and relation is None:
        lines.append(f"{deed}{_wording(cited, rng)} ;")
        cites.append(cited.name)
    lines += [
        "Vu l'arrêté préfectoral n° 2022-012 du 3 mars 2022 ;",
        f"Le {decision.body.assembly}, après en avoir délibéré, DÉCIDE",
    ]
    if cited and relation:
        lines.append(f"{deed}{_wording(cited, rng)}.")
        cites.append(cited.name)
    lines += ["Vote : Pour : 14 - Contre : 0 - Abstention : 1", ""]
    return Text(decision, "\n".join(lines), tuple(cites), relation)


def _wording(cited: Decision, rng: random.Random) -> str:
    return rng.choice(_CITING).format(
        year=cited.date.year, rank=cited.rank, number=cited.number, title=cited.title, assembly=cited.body.assembly,
        day=long_date(cited.date), figures=cited.date.strftime("%d/%m/%Y"),
    )  # fmt: skip
