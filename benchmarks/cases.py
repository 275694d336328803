"""Clean documents in which everything adds up, for checks to be measured on: each follows from a random source.

Every figure, name and date that could contradict another is a value of its own, so that a fault is one value changed.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

from samples.cast import ASSOCIATIONS, BODIES, Person, establishment, people, with_check_digit
from samples.writer import figures, long_date, worded_date

Values = dict[str, str]

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_CASE = """{body}
SIRET : {body_siret}

Envoyé en préfecture le {sent}
Reçu en préfecture le {received}
Publié le {published}
ID : {identifier}

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Délibération n° {number}

{words}, à dix-neuf heures, le conseil municipal {of}, dûment convoqué le {convened}, s'est réuni au lieu ordinaire de ses \
séances, sous la présidence de {president}, maire.

Nombre de membres en exercice : {in_office}
Présents : {present_count}
Pouvoirs : {proxy_count}

Étaient présents : {present}.
Absents ayant donné pouvoir : {proxies}.
Excusés : {excused}.
Absents : {absent}.
Secrétaire de séance : {secretary}

Objet : Soutien à l'association {partner} et travaux de la maison des associations

Vu le Code général des collectivités territoriales, notamment son article L.2121-29 ;
Vu la loi n° {law} du {law_date} relative à l'économie sociale et solidaire ;
Vu la délibération n° {earlier} du {earlier_date} portant adoption du schéma de la vie associative ;
Vu la délibération n° {rules} du {rules_date} relative au règlement des aides communales aux associations ;
Vu la demande présentée par l'association {partner} ;{more_visas}

Considérant l'intérêt de l'action pour les habitants, exposée en commission le {weekday} {commission_date} ;
{recusal}
Le conseil municipal, après en avoir délibéré,
DÉCIDE :

Article {first} : d'attribuer à l'association {partner} une subvention de {grant} € au titre de l'année {year}.

Article {second} : d'autoriser le maire à signer la convention jointe à la présente délibération.

Article {third} : la dépense est imputée sur le budget communal comme suit :

Code opération\tImputation budgétaire\tLibellé\tDisponible €\tDépense €\tSolde €
{operation}\t6574//025\tVie associative\t{available},00\t{spent},00\t{rest},00

Article {fourth} : d'approuver les travaux de la maison des associations, d'un montant de {net} € HT, soit {gross} € TTC, et le \
devis de maîtrise d'œuvre de {design_net} € HT, auquel s'ajoute la TVA de {design_tax} €, soit {design_gross} € TTC.

Article {fifth} : de demander au département une aide de {share} % de {share_base} €, soit {share_sum} €, et d'allouer au \
régisseur une avance de {worded} euros ({worded_figures} €).

Plan de financement des travaux :

Financeur\tMontant\tPart
État\t{plan_state} €\t{plan_state_share} %
Région\t{plan_region} €\t{plan_region_share} %
Commune\t{plan_own} €\t{plan_own_share} %
TOTAL\t{plan_total} €\t{plan_total_share} %

Détail des dépenses :

Poste\tMontant
Gros œuvre\t{cost_walls} €
Menuiseries\t{cost_wood} €
Électricité\t{cost_power} €
Total\t{cost_total} €

Vote : Pour : {votes_for} - Contre : {votes_against} - Abstentions : {abstentions}{manner}

Fait à {town}, le {signed}
Le maire, {president}

CONVENTION

Objet : Soutien à l'association {partner}

Entre {body}, SIRET {grantor_siret}, représentée par son maire, dûment autorisé par délibération n° {deciding} du conseil \
municipal en date du {deciding_date}, ci-après désignée « la collectivité », d'une part,

Et l'association {partner}, dont le siège est situé 4 place du Lavoir, {partner_id}, représentée par {partner_head}, ci-après \
désignée « l'association », d'autre part,

Il a été convenu ce qui suit :

Article {c1} : Objet de la convention
La présente convention fixe les conditions du partenariat avec l'association {partner}, dans les formes prévues à l'article 4.

Article {c2} : Durée de la convention
La convention s'applique du {term_start} au {term_end}.

Article {c3} : Modalités de versement
La subvention, d'un montant de {whole} €, est versée comme suit : une avance de {advance} € à la signature, puis un solde de \
{balance} € au vu du compte rendu financier.
Compte à créditer : IBAN : {iban}

Article {c4} : Bilan de l'action
L'association remet le bilan final d'exécution au plus tard le {due} à la collectivité.

Article {c5} : Résiliation
La subvention est reversée si le bilan final d'exécution prévu à l'article {bilan_article} n'est pas remis au plus tard \
le {due_again}.

Article {c6} : Règlement des litiges
Tout litige est porté devant le tribunal administratif.

RAPPORT N° {report}

RÉUNION DU CONSEIL MUNICIPAL DU {meeting_capitals}

Soutien à l'association {partner}

L'association {partner} accompagne les habitants, au titre de la délibération n° {earlier_again} du {earlier_date_again} portant \
adoption du schéma de la vie associative.
Il est proposé d'attribuer à l'association une subvention de {proposed} €.
"""


def money(value: Decimal | int) -> str:
    """A sum as these documents print it."""
    return figures(Decimal(value))


def short(date: dt.date) -> str:
    """A date in figures."""
    return date.strftime("%d/%m/%Y")


def case_values(rng: random.Random) -> Values:
    """What a clean file of a deliberation, its convention and its report says."""
    body = BODIES[rng.choice(("valbrune", "montfaron", "roquelaine", "saint-aubrac"))]
    meeting = dt.date(rng.choice((2023, 2024, 2025)), rng.randrange(2, 7), rng.randrange(1, 28))
    meeting -= dt.timedelta(days=max(0, meeting.weekday() - 4))
    number = f"{meeting.year}-{rng.randrange(10, 99):03d}"
    return (
        _steps(body.department, body.siren, meeting, number)
        | _people(people(15, rng), rng)
        | _sums(rng)
        | _texts(rng, meeting)
        | {
            "body": body.name, "body_siret": body.siret, "of": body.of, "number": number, "deciding": number,
            "town": body.name.split(" de ")[-1], "partner": rng.choice(ASSOCIATIONS), "grantor_siret": body.siret,
            "partner_id": f"SIRET n° {establishment(with_check_digit(str(rng.randrange(30_000_000, 89_999_999))))}",
            "iban": "FR76 3000 4000 0312 3456 7890 143", "report": str(rng.randrange(1, 60)),
            "operation": f"B{rng.randrange(10, 99)}-1", "more_visas": "", "recusal": "", "manner": "",
        }
        | dict(zip(("first", "second", "third", "fourth", "fifth"), ("1er", "2", "3", "4", "5"), strict=True))
        | {f"c{i}": str(i) for i in range(1, 7)}
    )  # fmt: skip


def _steps(department: str, siren: str, meeting: dt.date, number: str) -> Values:
    sent = meeting + dt.timedelta(days=3)
    commission = meeting - dt.timedelta(days=12)
    year = meeting.year
    return {
        "words": worded_date(meeting),
        "convened": long_date(meeting - dt.timedelta(days=6)),
        "sent": short(sent), "received": short(sent), "published": short(sent + dt.timedelta(days=1)),
        "identifier": f"{department}-{siren}-{meeting:%Y%m%d}-{number.replace('-', '_')}-DE",
        "commission_date": long_date(commission), "weekday": WEEKDAYS[commission.weekday()],
        "signed_short": short(meeting),
        "signed": long_date(meeting), "deciding_date": long_date(meeting), "meeting_capitals": long_date(meeting).upper(),
        "year": str(year), "term_start": f"1er janvier {year}", "term_end": f"31 décembre {year}",
        "due": f"31 mars {year + 1}", "due_again": f"31 mars {year + 1}", "bilan_article": "4",
    }  # fmt: skip


def _people(everyone: list[Person], rng: random.Random) -> Values:
    *present, one, two, excused, absent = everyone
    against = rng.randrange(0, 4)
    named = [person.full for person in present]
    return {
        "president": named[0], "secretary": named[1], "present": ", ".join(named),
        "proxies": f"{one.full} à {named[2]}, {two.full} à {named[3]}",
        "excused": excused.full, "absent": absent.full, "partner_head": f"M. Bastien {everyone[5].family}-ROUX",
        "in_office": "15", "present_count": "11", "proxy_count": "2",
        "votes_for": str(13 - against), "votes_against": str(against), "abstentions": "0",
        "one": one.full, "two": two.full, "third_present": named[2], "fourth_present": named[3], "last_present": named[-1],
    }  # fmt: skip


def _sums(rng: random.Random) -> Values:
    grant = Decimal(rng.randrange(20, 90) * 100)
    rest, net = Decimal(rng.randrange(10, 90) * 100), Decimal(rng.randrange(100, 900) * 1000)
    design, share, worded = Decimal(rng.randrange(20, 90) * 100), rng.choice((20, 25, 40)), rng.randrange(2, 20) * 100
    state, region = rng.choice((20, 30)), rng.choice((25, 40))
    costs = [Decimal(rng.randrange(100, 900) * 100 + rng.randrange(100)) for _ in range(3)]
    advance = grant * rng.choice((50, 60, 80)) / 100
    sums = {
        "grant": grant, "spent": grant, "proposed": grant, "whole": grant, "advance": advance, "balance": grant - advance,
        "rest": rest, "available": rest + grant, "net": net, "gross": net * 6 / 5,
        "design_net": design, "design_tax": design / 5, "design_gross": design * 6 / 5,
        "share_base": net, "share_sum": net * share / 100, "worded_figures": Decimal(worded),
        "plan_total": net, "plan_state": net * state / 100, "plan_region": net * region / 100,
        "plan_own": net * (100 - state - region) / 100,
        "cost_walls": costs[0], "cost_wood": costs[1], "cost_power": costs[2], "cost_total": sum(costs, Decimal()),
    }  # fmt: skip
    shares = {"share": share, "plan_state_share": state, "plan_region_share": region, "plan_own_share": 100 - state - region}
    return (
        {name: money(value) for name, value in sums.items()}
        | {name: str(value) for name, value in shares.items()}
        | {"plan_total_share": "100", "worded": num2words(worded, lang="fr")}
    )


def _texts(rng: random.Random, meeting: dt.date) -> Values:
    earlier = dt.date(meeting.year - 2, rng.randrange(1, 13), rng.randrange(1, 28))
    rules = dt.date(meeting.year - 1, rng.randrange(1, 13), rng.randrange(1, 28))
    number = f"{earlier.year}-{rng.randrange(100, 400)}"
    return {
        "law": "2014-856", "law_date": "31 juillet 2014",
        "earlier": number, "earlier_again": number,
        "earlier_date": long_date(earlier), "earlier_date_again": long_date(earlier),
        "rules": f"{rules.year}-{rng.randrange(100, 400)}", "rules_date": long_date(rules),
    }  # fmt: skip


_MINUTES = """COMMUNE DE {town}
PROCÈS-VERBAL DU CONSEIL MUNICIPAL

Séance du {meeting}

Nombre de conseillers en exercice : 15
Présents : 11
Étaient présents : {present}.
Absents ayant donné pouvoir : {proxies}.
Excusé : {excused}.
Absent : {absent}.
Secrétaire de séance : {secretary}

Le procès-verbal de la séance précédente est approuvé.

{items}
L'ordre du jour étant épuisé, la séance est levée à vingt et une heures.
Liste des délibérations prises : {listed}
"""

_ITEM = """Délibération n° {number} : {title}
Le rapporteur présente le dossier.
Le conseil municipal, après en avoir délibéré, {decision}.
Vote :
- Pour : {votes_for}
- Contre : {votes_against}, {names_against}
- Abstentions : {abstaining}, {names_abstaining}

"""

_ITEMS = (
    ("Tarifs de la cantine scolaire", "FIXE le prix du repas à 4 euros"),
    ("Adhésion au groupement d'achat d'électricité", "AUTORISE le maire à signer l'acte d'adhésion"),
    ("Acquisition d'une parcelle boisée", "DÉCIDE d'acquérir la parcelle"),
    ("Création d'un poste d'adjoint technique", "CRÉE un poste à temps complet"),
    ("Règlement intérieur de la médiathèque", "APPROUVE le règlement"),
    ("Location du garage municipal", "FIXE le loyer mensuel à 60 euros"),
)


def minutes_values(rng: random.Random) -> Values:
    """What clean minutes of six decisions say; ``item0_title`` and so on are the values of each."""
    everyone = people(15, rng)
    *present, one, two, excused, absent = everyone
    year = rng.choice((2023, 2024, 2025))
    values = {
        "town": rng.choice(("VALBRUNE", "MONTFARON", "ROQUELAINE")),
        "meeting": long_date(dt.date(year, rng.randrange(2, 12), rng.randrange(1, 28))),
        "present": ", ".join(person.full for person in present), "secretary": present[1].full,
        "proxies": f"{one.full} à {present[2].full}, {two.full} à {present[3].full}",
        "excused": excused.full, "absent": absent.full, "first_family": present[0].family,
    }  # fmt: skip
    start = rng.randrange(10, 60)
    for i, (title, decision) in enumerate(_ITEMS):
        against, abstaining = rng.sample(present[4:], 2), rng.sample(present[:4], 1)
        values |= {
            f"item{i}_number": f"{year}-{start + i:03d}", f"item{i}_title": title, f"item{i}_decision": decision,
            f"item{i}_votes_for": "10", f"item{i}_votes_against": "2", f"item{i}_abstaining": "1",
            f"item{i}_names_against": ", ".join(f"{p.civility} {p.family}" for p in against),
            f"item{i}_names_abstaining": ", ".join(f"{p.civility} {p.family}" for p in abstaining),
        }  # fmt: skip
    values["listed"] = " ; ".join(values[f"item{i}_number"] for i in range(len(_ITEMS)))
    return values


_REQUEST = """{body}

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du {meeting}

Délibération n° {number}

Objet : Programme d'actions de l'association {partner}

Vu le Code général des collectivités territoriales ;
Vu la délibération n° {frame} du {frame_date} « {frame_title} » ;
Vu la demande de l'association {partner}, jointe en annexe ;

Le conseil municipal, après en avoir délibéré,
DÉCIDE :

Article 1er : d'attribuer à l'association {partner} une participation de {whole} €, répartie comme suit :

Action\tMontant
{action_one}\t{one} €
{action_two}\t{two} €
{action_three}\t{three} €
Total\t{whole} €

Les crédits seront prélevés sur la {line_word} {line}, nature 6574, chapitre 65.

Article 2 : de modifier le tableau des emplois du service de la vie associative {as_follows} {since} {start} :
Filière technique, {since} {start_one} : création d'un poste d'adjoint technique à temps complet.
Filière culturelle, {since} {start_two} : suppression d'un poste d'adjoint du patrimoine à temps non complet.
Filière sportive, {since} {start_three} : création d'un poste d'éducateur à temps non complet.

Article 3 : de fixer comme suit le loyer des locaux mis à disposition :

Local\tSurface\tPrix unitaire\tMontant
Salle d'activités\t{area_hall} m²\t{price_hall} €\t{rent_hall} €
Réserve\t{area_store} m²\t{price_store} €\t{rent_store} €

soit, pour les repas servis, {meals} repas x {meal} € = {meals_total} €.

Article 4 : les crédits du report de l'association {capital_partner} seront prélevés sur la {line_word} {line_again}, \
nature 6574, chapitre 65.

Vote : Pour : 15 - Contre : 0 - Abstention : 0

Fait à {town}, le {meeting}
Le maire

ANNEXE : DEMANDE DE L'ASSOCIATION

Programme d'actions de l'association {partner}

{ask} pour l'année {year} un soutien au programme, d'un montant total de {whole_asked} €.

{ask} au titre de l'action {action_one} :

- Accueil du public : {one_first} €
- Matériel : {one_second} €
Total : {one_asked} €

{ask} au titre de l'action {action_two} :

- Accueil du public : {two_first} €
- Matériel : {two_second} €
Total : {two_asked} €

Budget de la fête de quartier

Poste\tCharges prévues
Prestations\t{charge_one} €
Réception\t{charge_two} €
{charges_word}\t{charges} €

{ask_of} à hauteur de {asked} € pour cette fête.

RAPPORT N° {report}

RÉUNION DU CONSEIL MUNICIPAL DU {meeting_capitals}

Programme d'actions de l'association {partner}

Le soutien aux associations relève de la délibération du conseil municipal du {frame_date_again} « {frame_title_again} ».
Il est proposé au conseil municipal d'approuver ce programme.
"""

FRAMES = (
    "Schéma de la vie associative et de l'engagement bénévole", "Charte des relations entre la commune et les clubs sportifs",
    "Règlement des aides aux manifestations culturelles", "Plan communal pour l'accueil des jeunes habitants",
)  # fmt: skip
_ACTIONS = (
    "Ateliers du mercredi", "Jardin des écoliers", "Veillées du quartier nord", "Réparation de vélos", "Bibliothèque de rue",
    "Chorale intergénérationnelle", "Ludothèque itinérante",
)  # fmt: skip


def request_values(rng: random.Random) -> Values:
    """What a clean file of a deliberation, the request that it answers and its report says."""
    body = BODIES[rng.choice(("valbrune", "montfaron", "roquelaine", "saint-aubrac"))]
    meeting = dt.date(rng.choice((2023, 2024, 2025)), rng.randrange(2, 7), rng.randrange(1, 28))
    frame = dt.date(meeting.year - 2, rng.randrange(1, 13), rng.randrange(1, 28))
    start, title, line = dt.date(meeting.year, rng.randrange(8, 12), 1), rng.choice(FRAMES), str(rng.randrange(2000, 29000))
    ask = rng.choice(("Nous sollicitons", "L'association sollicite", "Nous demandons"))
    actions = rng.sample(_ACTIONS, 3)
    partner = rng.choice(ASSOCIATIONS)
    return _request_sums(rng) | {
        "body": body.name, "town": body.name.split(" de ")[-1], "number": f"{meeting.year}-{rng.randrange(10, 99):03d}",
        "meeting": long_date(meeting), "meeting_capitals": long_date(meeting).upper(), "year": str(meeting.year),
        "partner": partner, "capital_partner": f"Union des Familles de {body.name.split(' de ')[-1].split('-')[0]}",
        "frame": f"{frame.year}-{rng.randrange(100, 400)}", "frame_date": long_date(frame), "frame_title": title,
        "frame_date_again": long_date(frame), "frame_title_again": rng.choice((title, title.upper(), title.split(" et ")[0])),
        "action_one": actions[0], "action_two": actions[1], "action_three": actions[2],
        "line": line, "line_again": str(int(line) + 111), "line_word": rng.choice(("ligne de crédits", "ligne budgétaire n°")),
        "as_follows": rng.choice(("de la façon suivante", "comme suit", "ainsi qu'il suit")),
        "since": rng.choice(("à compter du", "à partir du")), "ask": ask, "ask_of": f"{ask} la commune",
        "charges_word": rng.choice(("Total des charges", "TOTAL DES DÉPENSES", "Total général des charges")),
        "report": str(rng.randrange(1, 60)),
    } | dict.fromkeys(("start", "start_one", "start_two", "start_three"), long_date(start))  # fmt: skip


def _request_sums(rng: random.Random) -> Values:
    parts = [rng.randrange(3, 60) * 100 for _ in range(6)]
    sums = {
        "one": parts[0] + parts[1], "two": parts[2] + parts[3], "three": parts[4],
        **dict.fromkeys(("whole", "whole_asked"), sum(parts[:5])),
        "one_first": parts[0], "one_second": parts[1], "one_asked": parts[0] + parts[1],
        "two_first": parts[2], "two_second": parts[3], "two_asked": parts[2] + parts[3],
        "charge_one": parts[5], "charge_two": 350, "charges": parts[5] + 350, "asked": parts[5] + 350,
    }  # fmt: skip
    areas = [Decimal(rng.randrange(300, 900)) / 10 for _ in range(2)]
    prices = [Decimal(rng.randrange(200, 1900)) / 100 for _ in range(2)]
    meals, meal = rng.randrange(20, 200), Decimal(rng.randrange(300, 700)) / 100
    rents = [(area * price).quantize(Decimal("0.01"), ROUND_HALF_UP) for area, price in zip(areas, prices, strict=True)]
    exact = {"price_hall": prices[0], "price_store": prices[1], "rent_hall": rents[0], "rent_store": rents[1], "meal": meal}
    return (
        {name: money(value) for name, value in sums.items()}
        | {name: f"{value:.2f}".replace(".", ",") for name, value in exact.items()}
        | {"area_hall": f"{areas[0]}".replace(".", ","), "area_store": f"{areas[1]}".replace(".", ",")}
        | {"meals": str(meals), "meals_total": f"{meals * meal:.2f}".replace(".", ",")}
    )


def request_text(values: Values) -> str:
    """The file of a deliberation, the request that it answers and its report."""
    return _REQUEST.format(**values)


def case_text(values: Values) -> str:
    """The file of a deliberation, its convention and its report."""
    return _CASE.format(**values)


def minutes_text(values: Values) -> str:
    """The minutes."""
    names = ("number", "title", "decision", "votes_for", "votes_against", "names_against", "abstaining", "names_abstaining")
    items = (_ITEM.format(**{name: values[f"item{i}_{name}"] for name in names}) for i in range(len(_ITEMS)))
    return _MINUTES.format(**values, items="".join(items))


#: The kinds of clean documents: what they say, and how they are written.
KINDS: dict[str, tuple[Callable[[random.Random], Values], Callable[[Values], str]]] = {
    "case": (case_values, case_text),
    "minutes": (minutes_values, minutes_text),
    "request": (request_values, request_text),
}
