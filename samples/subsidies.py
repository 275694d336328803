"""Documents of the sample that say all of a subsidy that the open-data files ask for: to whom, on which terms, paid when."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from samples.acts import Meeting, article, call_meeting, letterhead, roll_call, signature, subsidies, tally, unanimous, visas
from samples.cast import ASSOCIATIONS, BODIES, Body, people, siret_of
from samples.writer import Writer

#: What the acts of one meeting are about, and how many associations each helps.
ROUNDS = (
    ("Subventions aux associations - Première répartition", 5),
    ("Subventions aux associations - Deuxième répartition", 5),
    ("Subventions aux associations - Troisième répartition", 5),
)

_MINIMIS = "Ces subventions relèvent du règlement de minimis et ne sont pas notifiées à la Commission européenne."


def subsidies_in_rounds(name: str, rng: random.Random, *, body: Body, date: dt.date, series: str) -> Writer:
    """The acts of one meeting in one file: three tables of subsidies with their terms, and, for a commune, aid to two persons."""
    w, meeting = Writer(name, body), call_meeting(body, date, people(15, rng), rng)
    names = rng.sample(ASSOCIATIONS, sum(count for _, count in ROUNDS))
    for number, (title, count) in enumerate(ROUNDS, start=1):
        if number > 1:
            w.write("break", "")
        given, names = names[:count], names[count:]
        _round(w, meeting, f"{series}{number:02d}", f"{title} {date.year}", given, rng)
    if body.kind == "commune":
        w.write("break", "")
        _relief(w, meeting, f"{series}{len(ROUNDS) + 1:02d}")
    return w


def _head(w: Writer, meeting: Meeting, number: str, title: str) -> None:
    w.act("deliberation", number, meeting.date, title)
    letterhead(w)
    w.write("title", f"EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU {meeting.body.assembly.upper()}")
    w.write("title", f"Délibération n° {number}")
    roll_call(w, meeting)
    w.write("title", f"Objet : {title}")


def _round(w: Writer, meeting: Meeting, number: str, title: str, names: list[str], rng: random.Random) -> None:
    _head(w, meeting, number, title)
    visas(w)
    w.write("text", f"Le {meeting.body.assembly}, après en avoir délibéré,")
    w.write("text", "DÉCIDE d'attribuer les subventions suivantes :")
    sums = {name: Decimal(rng.randrange(3, 60) * 100) for name in names}
    subsidies(w, sums, siret={name: siret_of(name, w.body) for name in names})
    year = meeting.date.year
    until = dt.date(year, 9, 30)
    article(w, 1, f"Chaque subvention est versée en une seule fois, au plus tard le {w.day(until, 'deadline')}.")
    article(w, 2, _MINIMIS)
    recused = meeting.present[-1]
    w.note("members", name=recused.name, status="recused")
    w.write("text", f"{recused.full}, membre du bureau de l'association {names[0]}, se retire et ne prend pas part au vote.")
    w.write("text", "VOTE : " + tally(w, meeting.voting - 3, 0, 2))
    signature(w, meeting)


def _relief(w: Writer, meeting: Meeting, number: str) -> None:
    """Aid to families: what open data must leave out."""
    _head(w, meeting, number, "Secours d'urgence à des familles")
    w.write("text", f"Le {meeting.body.assembly}, après en avoir délibéré, {unanimous(w)},")
    for beneficiary, value in (("Mme Ursule PERRAUDEAU", "150"), ("M. Octave TREMBLERAY", "220")):
        w.note("grants", beneficiary=beneficiary, value=f"{Decimal(value):.2f}")
        w.write("text", f"ATTRIBUE un secours de {w.money(value, 'grant')} à {beneficiary}.")
    signature(w, meeting)


def of_a_commune(name: str, rng: random.Random) -> Writer:
    """The subsidies of Saint-Aubrac."""
    return subsidies_in_rounds(name, rng, body=BODIES["saint-aubrac"], date=dt.date(2025, 3, 14), series="2025-1")


def of_a_community(name: str, rng: random.Random) -> Writer:
    """The subsidies of Vermeuil."""
    return subsidies_in_rounds(name, rng, body=BODIES["vermeuil"], date=dt.date(2025, 4, 3), series="DEL2025-3")
