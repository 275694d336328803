"""The documents of the sample: each a function from a random source to a finished document."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal

from samples.acts import (
    article,
    budget_line,
    call_meeting,
    letterhead,
    roll_call,
    signature,
    stamp,
    subsidies,
    tally,
    unanimous,
    visas,
)
from samples.cast import ASSOCIATIONS, BODIES, Person, establishment, people, siret_of, with_check_digit
from samples.subsidies import of_a_commune, of_a_community
from samples.writer import Writer


def council(count: int, rng: random.Random) -> list[Person]:
    """The members of an assembly, whoever chairs it first."""
    return people(count, rng)


def some_date(rng: random.Random) -> dt.date:
    """A weekday between 2023 and 2025."""
    date = dt.date(2023, 1, 2) + dt.timedelta(days=rng.randrange(1090))
    return date - dt.timedelta(days=max(0, date.weekday() - 4))


def grant_sums(count: int, rng: random.Random) -> dict[str, Decimal]:
    """Sums for ``count`` associations, in hundreds of euros."""
    return {name: Decimal(rng.randrange(2, 90) * 100) for name in rng.sample(ASSOCIATIONS, count)}


def subsidies_of_a_commune(name: str, rng: random.Random, *, wrong_total: bool = False) -> Writer:
    """A deliberation with a table of subsidies; with ``wrong_total`` its total and its votes do not add up."""
    body = BODIES["montfaron" if wrong_total else "valbrune"]
    w, meeting = Writer(name, body), call_meeting(body, some_date(rng), council(15, rng), rng)
    number = f"{meeting.date.year}-{rng.randrange(10, 99):03d}"
    w.act("deliberation", number, meeting.date, f"Subventions aux associations - Exercice {meeting.date.year}")
    letterhead(w)
    if not wrong_total:
        stamp(w, meeting.date + dt.timedelta(days=3), meeting.date, number.replace("-", "_"))
    w.write("title", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL")
    w.write("title", f"Délibération n° {number}")
    roll_call(w, meeting)
    w.write("title", f"Objet : Subventions aux associations - Exercice {meeting.date.year}")
    visas(w)
    w.write("text", "Considérant l'intérêt que présente pour la commune l'action des associations locales ;")
    w.write("text", "Le conseil municipal, après en avoir délibéré,")
    w.write("text", "DÉCIDE d'attribuer les subventions suivantes :")
    sums = grant_sums(6, rng)
    subsidies(
        w,
        sums,
        siret={name: siret_of(name, body) for name in sums},
        printed_total=sum(sums.values(), Decimal(400)) if wrong_total else None,
    )
    against = 4 if wrong_total else 0
    w.write("text", "VOTE : " + tally(w, meeting.voting - 1, against, 1))
    signature(w, meeting)
    return w


def budget_of_a_community(name: str, rng: random.Random) -> Writer:
    """A deliberation with a roll call in columns and a budget table."""
    body = BODIES["vermeuil"]
    w, meeting = Writer(name, body), call_meeting(body, some_date(rng), council(18, rng), rng)
    number = f"DEL{meeting.date.year}-{rng.randrange(1, 60):02d}"
    w.act("deliberation", number, meeting.date, "Décision modificative n° 1 - Budget principal")
    letterhead(w)
    w.write("title", "DÉLIBÉRATION DU CONSEIL COMMUNAUTAIRE")
    w.write("title", f"N° {number}")
    roll_call(w, meeting, columns=True)
    w.write("title", "Objet : Décision modificative n° 1 - Budget principal")
    visas(w)
    w.write("text", "Monsieur le Président expose qu'il convient d'ajuster les crédits ouverts au budget primitif.")
    rows = [["Chapitre", "Libellé", "Dépenses €", "Recettes €"]]
    for account, label in (
        ("011", "Charges à caractère général"),
        ("65", "Autres charges de gestion courante"),
        ("74", "Dotations et participations"),
    ):
        spent, got = (Decimal(rng.randrange(50, 900) * 100 + rng.randrange(100)) / 1 for _ in range(2))
        w.note("budget_lines", account=account, label=label, values={"Dépenses": f"{spent:.2f}", "Recettes": f"{got:.2f}"})
        rows.append([account, label, w.money(spent, "expense", ",00"), w.money(got, "revenue", ",00")])
    w.table(rows)
    w.write("text", f"Le conseil communautaire, après en avoir délibéré, {unanimous(w)}, APPROUVE la décision modificative n° 1.")
    signature(w, meeting)
    return w


def partnership_of_a_department(name: str, rng: random.Random) -> Writer:
    """A deliberation, the convention it lets be signed and the report to the assembly, in one file."""
    body = BODIES["haute-sarne"]
    w, meeting = Writer(name, body), call_meeting(body, some_date(rng), council(24, rng), rng)
    number, value = f"{meeting.date.year}-{rng.randrange(100, 400)}", Decimal(rng.randrange(20, 90) * 1000)
    title, partner = "SOUTIEN À L'ÉCONOMIE DE PROXIMITÉ - CONVENTION DE PARTENARIAT", "Initiative Haute-Sarne"
    w.act("deliberation", number, meeting.date, title)
    letterhead(w)
    w.write("title", "DÉLIBÉRATION DU CONSEIL DÉPARTEMENTAL")
    roll_call(w, meeting)
    w.write("title", title)
    w.write("title", f"(N°{number})")
    visas(w, commune=False)
    w.write("text", f"Vu la {w.earlier('2022-118', dt.date(2022, 6, 27))} portant adoption du budget ;")
    w.write("text", "Après en avoir délibéré,")
    w.write("text", "DÉCIDE :")
    w.note("grants", beneficiary=partner, value=f"{value:.2f}")
    article(
        w,
        1,
        f"D'attribuer à l'association {partner} une participation de {w.money(value, 'grant')} "
        f"au titre de l'année {meeting.date.year}.",
    )
    article(w, 2, "D'autoriser le Président du Conseil départemental à signer la convention jointe à la présente délibération.")
    article(w, 3, "La dépense est imputée sur le budget départemental comme suit :")
    budget_line(w, "C02-310B01", "6574//9391", "Économie de proximité", {"CP": value * 2, "Dépense": value})
    against = meeting.voting // 4
    w.note("vote_groups", position="for", group="Groupe Union pour la Haute-Sarne")
    w.note("vote_groups", position="against", group="Groupe Gauche et Citoyens")
    w.note("votes", **{"for": meeting.voting - against, "against": against, "abstain": 0}, unanimous=False, outcome="adopted")
    w.write(
        "text",
        f"Pour : {meeting.voting - against} voix (Groupe Union pour la Haute-Sarne) "
        f"Contre : {against} voix (Groupe Gauche et Citoyens) Abstention : 0 voix",
    )
    w.write("text", "(Adopté)")
    signature(w, meeting)
    w.write("break", "")
    _convention(w, partner, value, meeting.date.year, f"{with_check_digit('84123456')}")
    w.write("break", "")
    w.act("report", str(rng.randrange(1, 60)), meeting.date, title)
    w.write("title", f"RAPPORT N°{w.facts['acts'][-1]['number']}")
    w.write("title", "RÉUNION DU CONSEIL DÉPARTEMENTAL DU " + w.day(meeting.date, "meeting").upper())
    w.write("title", title)
    w.write(
        "text",
        f"L'association {partner} accompagne les créateurs d'entreprises. "
        f"Elle sollicite une participation de {w.money(value, 'request')}.",
    )
    w.write("text", f"Il est proposé d'attribuer à l'association une participation de {w.money(value, 'grant')}.")
    return w


def _convention(w: Writer, partner: str, value: Decimal, year: int, siren: str) -> None:
    w.act("convention", None, None, f"Partenariat {year} - Soutien à l'économie de proximité")
    siret = establishment(siren)
    w.note("parties", name=w.body.name, siret=w.body.siret, role="grantor")
    w.note("parties", name=partner, siret=siret, role="beneficiary")
    w.write("title", "CONVENTION")
    w.write("text", f"Objet : Partenariat {year} - Soutien à l'économie de proximité")
    w.write(
        "text",
        f"Entre {w.body.name}, SIRET {w.body.siret}, représentée par son exécutif, "
        "ci-après désignée « la collectivité », d'une part,",
    )
    w.write(
        "text",
        f"Et l'association {partner}, dont le siège est situé 4 place du Lavoir, SIRET {siret}, "
        "ci-après désignée « l'association », d'autre part,",
    )
    w.write("text", "Il a été convenu ce qui suit :")
    article(
        w, 1, f"La présente convention fixe les conditions du partenariat avec l'association {partner}.", "Objet de la convention"
    )
    start, end = w.day(dt.date(year, 1, 1), "period_start"), w.day(dt.date(year, 12, 31), "period_end")
    article(w, 2, f"La convention s'applique du {start} au {end}.", "Durée")
    half = value / 2
    article(
        w,
        3,
        f"La participation, d'un montant de {w.money(value, 'grant')}, est versée en deux fois : "
        f"{w.money(half, 'advance')} à la signature et {w.money(half, 'balance')} au vu du bilan.",
        "Modalités de versement",
    )
    article(
        w, 4, f"L'association remet le bilan de l'action au plus tard le {w.day(dt.date(year + 1, 3, 31), 'deadline')}.", "Bilan"
    )


def convention(name: str, rng: random.Random) -> Writer:
    """A convention alone."""
    w = Writer(name, BODIES["vermeuil"])
    w.document.update(collectivity=w.body.name, siren=w.body.siren)
    _convention(
        w, "Théâtre du Préau", Decimal(rng.randrange(10, 40) * 1000), rng.choice((2024, 2025)), with_check_digit("79456123")
    )
    return w


ITEMS: tuple[tuple[str, str], ...] = (
    ("Tarifs de la cantine scolaire", "FIXE le prix du repas à {price} à compter du {start}."),
    ("Adhésion au groupement de commandes d'électricité", "AUTORISE le maire à signer l'acte d'adhésion au groupement."),
    ("Subvention exceptionnelle au {club}", "ATTRIBUE une subvention exceptionnelle de {grant} à l'association {club}."),
    ("Acquisition d'une parcelle", "DÉCIDE d'acquérir la parcelle au prix de {price}."),
    ("Création d'un poste d'adjoint technique", "CRÉE un poste d'adjoint technique à temps complet à compter du {start}."),
    (
        "Travaux de la salle polyvalente",
        "APPROUVE le plan de financement et SOLLICITE une subvention de {request} auprès de la Région.",
    ),
    ("Location du garage communal", "FIXE le loyer mensuel à {price}."),
    ("Convention avec le centre de gestion", "AUTORISE le maire à signer la convention."),
    ("Subvention au {club}", "ATTRIBUE une subvention de {grant} à l'association {club}."),
    ("Admission en non-valeur", "ADMET en non-valeur la somme de {other}."),
    ("Désignation d'un délégué au syndicat des eaux", "DÉSIGNE le délégué de la commune au syndicat des eaux."),
    ("Droit de préemption urbain", "RENONCE à exercer son droit de préemption."),
)


def minutes(name: str, rng: random.Random) -> Writer:
    """The minutes of a meeting with twelve decided items."""
    body = BODIES["montfaron"]
    w, meeting = Writer(name, body), call_meeting(body, some_date(rng), council(15, rng), rng)
    year = meeting.date.year
    w.act("minutes", None, meeting.date, "PROCÈS-VERBAL DU CONSEIL MUNICIPAL")
    letterhead(w)
    w.write("title", "PROCÈS-VERBAL DU CONSEIL MUNICIPAL")
    w.write("title", f"Séance du {w.day(meeting.date, 'meeting')}")
    roll_call(w, meeting)
    w.write("text", "Le procès-verbal de la séance précédente est approuvé sans observation.")
    chosen = [(title, decision, rng.choice(ASSOCIATIONS)) for title, decision in ITEMS]
    w.write("text", "ORDRE DU JOUR")
    w.write("list", "\n".join(f"{i}. {title.format(club=club)}" for i, (title, _, club) in enumerate(chosen, 1)))
    for i, (title, decision, club) in enumerate(chosen, 1):
        _item(w, f"{year}-{i:03d}", title.format(club=club), decision, club, meeting.voting, year, rng)
    w.back_to("a1")
    w.write("text", "L'ordre du jour étant épuisé, la séance est levée à vingt et une heures trente.")
    signature(w, meeting)
    return w


def _item(w: Writer, number: str, title: str, decision: str, club: str, voting: int, year: int, rng: random.Random) -> None:
    w.act("deliberation", number, dt.date.fromisoformat(w.facts["acts"][0]["date"]), title)
    w.write("title", f"Délibération n° {number} : {title}")
    w.write("text", "Le rapporteur présente le dossier à l'assemblée et répond aux questions.")
    fill: dict[str, str] = {"club": club}
    for key, role in (("price", "price"), ("request", "request"), ("other", "other"), ("grant", "grant")):
        if f"{{{key}}}" in decision:
            value = Decimal(rng.randrange(2, 400) * 10) + (Decimal("0.50") if key == "price" else 0)
            fill[key] = w.money(value, role)
            if key == "grant":
                w.note("grants", beneficiary=club, value=f"{value:.2f}")
    if "{start}" in decision:
        fill["start"] = w.day(dt.date(year + 1, 1, 1), "period_start")
    manner = unanimous(w) if rng.random() < 0.6 else "à la majorité"
    closing = f"Le conseil municipal, après en avoir délibéré, {manner}, {decision.format(**fill)}"
    w.write("text", closing)
    if manner == "à la majorité":
        w.write("text", "Vote : " + tally(w, voting - 3, 2, 1))


def order(name: str, rng: random.Random) -> Writer:
    """An order of a mayor."""
    body = BODIES["roquelaine"]
    w, date = Writer(name, body), some_date(rng)
    number = f"{date.year}-{rng.randrange(10, 99):03d}"
    w.act("order", number, date, "Réglementation de la circulation rue des Tanneurs")
    letterhead(w)
    w.write("title", f"ARRÊTÉ DU MAIRE N° {number}")
    w.write("title", "Objet : Réglementation de la circulation rue des Tanneurs")
    w.write("text", "Le Maire de Roquelaine,")
    w.write("text", f"Vu le Code général des collectivités territoriales, notamment l'article {w.code('L2213-1')} ;")
    w.write("text", "Considérant la fête de quartier organisée par l'association Harmonie Municipale ;")
    w.write("text", "ARRÊTE")
    day = date + dt.timedelta(days=20)
    article(w, 1, f"La circulation est interdite rue des Tanneurs le {w.day(day, 'event')} de 8 heures à 20 heures.")
    article(w, 2, "La signalisation est mise en place par les services techniques.")
    article(w, 3, "Le directeur général des services est chargé de l'exécution du présent arrêté.")
    w.write("text", f"Fait à Roquelaine, le {w.day(date, 'signature')}\nLe Maire")
    return w


def geothermal(name: str, rng: random.Random) -> Writer:
    """A deliberation that asks for money from others and awards none."""
    body = BODIES["saint-aubrac"]
    w, meeting = Writer(name, body), call_meeting(body, some_date(rng), council(11, rng), rng)
    number = f"{meeting.date.year}/{rng.randrange(1, 40):03d}"
    w.act("deliberation", number, meeting.date, "Demande de subvention pour la rénovation de l'école")
    letterhead(w)
    w.write("title", f"Délibération n° {number}")
    roll_call(w, meeting)
    w.write("title", "Objet : Demande de subvention pour la rénovation de l'école")
    visas(w)
    cost = Decimal(rng.randrange(100, 900) * 1000)
    w.write("text", f"Le coût des travaux est estimé à {w.money(cost, 'expense')} HT.")
    w.write(
        "text",
        f"Le conseil municipal, après en avoir délibéré, {unanimous(w)}, "
        f"SOLLICITE une subvention de {w.money(cost / 2, 'request')} auprès de l'État.",
    )
    signature(w, meeting)
    return w


#: Name of the document, the function that writes it and the form it is rendered in.
SAMPLE: tuple[tuple[str, Callable[[str, random.Random], Writer], str], ...] = (
    ("valbrune/2025_subventions", subsidies_of_a_commune, "pdf-margin"),
    ("vermeuil/decision-modificative", budget_of_a_community, "pdf"),
    ("haute-sarne/partenariat", partnership_of_a_department, "pdf-letter"),
    ("montfaron/proces-verbal", minutes, "pdf"),
    ("vermeuil/convention-theatre", convention, "md"),
    ("saint-aubrac/demande-subvention", geothermal, "txt-flat"),
    ("saint-aubrac/demande-subvention-2", geothermal, "scan"),
    ("roquelaine/arrete-circulation", order, "html"),
    ("montfaron/subventions-a-verifier", lambda name, rng: subsidies_of_a_commune(name, rng, wrong_total=True), "pdf"),
    ("valbrune/subventions-annee-precedente", subsidies_of_a_commune, "txt-wrapped"),
    ("saint-aubrac/subventions-2025", of_a_commune, "pdf"),
    ("vermeuil/soutien-aux-associations", of_a_community, "pdf-letter"),
)
