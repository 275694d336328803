"""The parts that French local acts are made of, each writing its text and its gold."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from samples.cast import Body, Person
from samples.writer import Writer, figures


@dataclass(frozen=True)
class Meeting:
    """One meeting of an assembly, and who was in the room."""

    body: Body
    date: dt.date
    convened: dt.date
    president: Person
    secretary: Person
    present: tuple[Person, ...]
    represented: tuple[tuple[Person, Person], ...] = ()
    excused: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()

    @property
    def voting(self) -> int:
        """How many votes can be cast."""
        return len(self.present) + len(self.represented)

    @property
    def in_office(self) -> int:
        """How many members the assembly has."""
        return self.voting + len(self.excused) + len(self.absent)


def call_meeting(body: Body, date: dt.date, everyone: Sequence[Person], rng: random.Random) -> Meeting:
    """A meeting at which most are present, two gave a proxy, one is excused and one absent."""
    order = list(everyone)
    rng.shuffle(order)
    away, present = order[:4], order[4:]
    chair = everyone[0] if everyone[0] in present else present[0]
    return Meeting(
        body=body,
        date=date,
        convened=date - dt.timedelta(days=6),
        president=chair,
        secretary=next(p for p in present if p is not chair),
        present=tuple(present),
        represented=tuple(zip(away[:2], (p for p in present if p is not chair), strict=False)),
        excused=(away[2],),
        absent=(away[3],),
    )


def letterhead(w: Writer) -> None:
    """Who writes, with the SIRET."""
    w.document.update(collectivity=w.body.name, siren=w.body.siren)
    w.write("head", w.body.name)
    w.write("head", f"SIRET : {w.body.siret}")


def stamp(w: Writer, sent: dt.date, meeting: dt.date, number: str) -> None:
    """The préfecture's stamp of transmission."""
    identifier = f"{w.body.department}-{w.body.siren}-{meeting:%Y%m%d}-{number}-DE"
    w.document.update(actes_id=identifier, transmitted=sent.isoformat(), received=sent.isoformat(), published=sent.isoformat())
    lines = (
        f"Envoyé en préfecture le {w.day(sent, 'transmitted', 'short')}",
        f"Reçu en préfecture le {w.day(sent, 'received', 'short')}",
        f"Publié le {w.day(sent, 'published', 'short')}",
        f"ID : {identifier}",
    )
    w.write("stamp", "\n".join(lines))


def roll_call(w: Writer, meeting: Meeting, *, columns: bool = False) -> None:
    """Who is present, represented, excused and absent, who presides and who writes."""
    w.write(
        "text",
        f"{w.day(meeting.date, 'meeting', 'words')}, à dix-neuf heures, le {meeting.body.assembly} {meeting.body.of}, dûment "
        f"convoqué le {w.day(meeting.convened, 'convocation')}, s'est réuni au lieu ordinaire de ses séances, "
        f"sous la présidence de {w.role(meeting.president, 'president')}, {meeting.body.chair}.",
    )
    w.write("text", f"Nombre de membres en exercice : {meeting.in_office}")
    if columns:
        w.write("text", "Étaient présents :")
        w.write("columns", "\n".join(w.member(p, "present") for p in meeting.present))
    else:
        w.write("text", "Étaient présents : " + ", ".join(w.member(p, "present") for p in meeting.present) + ".")
    proxies = (f"{w.member(giver, 'represented', holder)} à {holder.full}" for giver, holder in meeting.represented)
    w.write("text", "Absents ayant donné pouvoir : " + ", ".join(proxies) + ".")
    w.write("text", "Excusés : " + ", ".join(w.member(p, "excused") for p in meeting.excused) + ".")
    w.write("text", "Absents : " + ", ".join(w.member(p, "absent") for p in meeting.absent) + ".")
    w.write("text", f"Secrétaire de séance : {w.role(meeting.secretary, 'secretary')}")


def visas(w: Writer, *, commune: bool = True) -> None:
    """What the act is founded on."""
    article = w.code("L2121-29") if commune else w.code("L3211-1")
    w.write("text", f"Vu le Code général des collectivités territoriales, notamment son article {article} ;")
    w.write("text", f"Vu la {w.law('law', '2000-321', dt.date(2000, 4, 12))} relative aux droits des citoyens ;")


def unanimous(w: Writer) -> str:
    """Adopted with no figure printed."""
    w.note("votes", unanimous=True, outcome="adopted")
    return "à l'unanimité"


def tally(w: Writer, votes_for: int, against: int, abstain: int) -> str:
    """Adopted, with the three figures."""
    w.note(
        "votes", **{"for": votes_for, "against": against, "abstain": abstain}, unanimous=not (against or abstain), outcome="adopted"
    )
    return f"Pour : {votes_for} - Contre : {against} - Abstentions : {abstain}"


def article(w: Writer, number: int, text: str, heading: str = "") -> None:
    """One article of the act."""
    w.note("articles", number=str(number), heading=heading)
    title = "Article 1er" if number == 1 else f"Article {number}"
    w.write("text", f"{title} - {heading}" if heading else f"{title} : {text}")
    if heading:
        w.write("text", text)


def signature(w: Writer, meeting: Meeting) -> None:
    """The end of a deliberation."""
    w.write("text", f"Pour extrait certifié conforme,\nLe {meeting.body.chair},\n{meeting.president.name}")


def subsidies(
    w: Writer, sums: dict[str, Decimal], *, siret: dict[str, str] | None = None, printed_total: Decimal | None = None
) -> None:
    """A table of subsidies with its total; ``printed_total`` makes it contradict itself."""
    rows = [["Association", "SIRET", "Montant attribué"] if siret else ["Association", "Montant attribué"]]
    for name, value in sums.items():
        w.note("grants", beneficiary=name, value=f"{value:.2f}")
        identifier = [siret[name]] if siret else []
        rows.append([name, *identifier, w.money(value, "grant")])
    total = printed_total if printed_total is not None else sum(sums.values(), Decimal())
    rows.append(["Total", *([""] if siret else []), w.money(total, "total")])
    w.table(rows)


def budget_line(w: Writer, operation: str, account: str, label: str, values: dict[str, Decimal]) -> None:
    """A budget line as départements print it under the article that spends."""
    w.note("budget_lines", operation=operation, account=account, label=label, values={k: f"{v:.2f}" for k, v in values.items()})
    roles = {"AE": "budget", "CP": "budget", "Disponible": "budget", "Dépense": "expense", "Solde": "balance"}
    titles = ["Code opération", "Imputation budgétaire", "Libellé", *(f"{title} €" for title in values)]
    cells = []
    for title, value in values.items():
        cells.append(figures(value) if value % 1 else f"{figures(value)},00")
        w.note("amounts", value=f"{value:.2f}", raw=cells[-1], role=roles[title])
    w.table([titles, [operation, account, label, *cells]])
