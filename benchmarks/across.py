"""Plant one fault in a few clean documents of one body, and count how many are found by the checks over all documents.

python -m benchmarks.across [--count 50]
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.cases import Values, short
from benchmarks.faults import Found
from benchmarks.links import reader
from benchmarks.material import tables_of
from pipeline.check.across import ACROSS, check_across
from samples.cast import BODIES
from samples.citing import citing_texts
from samples.writer import long_date

_TEXT = """{body}

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS

Séance du {meeting}

Délibération n° {number}

Objet : {title}

Vu le Code général des collectivités territoriales ;
Vu la loi n° {law} du {law_date} relative à l'économie sociale et solidaire ;
Vu la délibération n° {earlier} du {assembly} en date du {earlier_date} « {earlier_title} » ;

Le {assembly}, après en avoir délibéré, DÉCIDE

Article 1er : {decision}.

Vote : Pour : 14 - Contre : 0 - Abstention : 1
"""

_EARLIER = (
    "Schéma de la vie associative et de l'engagement des habitants bénévoles",
    "Plan communal pour la rénovation énergétique des écoles publiques",
    "Charte des relations avec les clubs sportifs et leurs bénévoles",
)
_DECISIONS = (
    ("Tarifs de la cantine scolaire", "fixe le prix du repas à 4 euros"),
    ("Acquisition d'une parcelle boisée au lieu-dit Le Clos", "décide d'acquérir la parcelle"),
    ("Création d'un emploi d'adjoint technique", "crée un emploi à temps complet"),
    ("Règlement intérieur de la médiathèque", "approuve le règlement"),
    ("Location du garage municipal", "fixe le loyer à 60 euros par mois"),
    ("Adhésion au groupement de commandes d'électricité", "autorise le maire à signer l'acte d'adhésion"),
)

#: Documents of one file, each a change of what it says; the first of them as it is.
Plant = Callable[[list[Values], random.Random], None]


def clean_file(rng: random.Random) -> list[Values]:
    """What three deliberations of one body say, and a copy of the first that was sent again."""
    body = BODIES[rng.choice(sorted(BODIES))]
    earlier = dt.date(rng.randrange(2019, 2022), rng.randrange(1, 13), rng.randrange(1, 28))
    rank, first = rng.randrange(100, 400), rng.randrange(10, 80)
    title = rng.choice(_EARLIER)
    found = []
    for at, (subject, decision) in enumerate(rng.sample(_DECISIONS, 3)):
        meeting = dt.date(2024, 1 + 3 * at, rng.randrange(3, 27))
        found.append(
            {
                "body": body.name, "assembly": body.assembly, "meeting": long_date(meeting), "title": subject, "decision": decision,
                "number": f"2024-{first + at:03d}", "law": rng.choice(("2014-856", "2014 - 856")),
                "law_date": rng.choice(("31 juillet 2014", "31/07/2014")),
                "earlier": rng.choice((f"{earlier.year}-{rank}", f"{earlier.year}/{rank}", f"{earlier.year}-0{rank}")),
                "earlier_date": rng.choice((long_date(earlier), short(earlier))), "earlier_title": title,
                "day": earlier.isoformat(),
            }
        )  # fmt: skip
    return [*found, found[0] | {"title": found[0]["title"].upper()}]


def _other_date(file: list[Values], rng: random.Random) -> None:
    """One document has another date for what all cite."""
    day = dt.date.fromisoformat(file[1]["day"]) + dt.timedelta(days=rng.choice((-30, -1, 1, 7, 365)))
    file[1] |= rng.choice(({"earlier_date": long_date(day)}, {"earlier_date": short(day)}, {"law_date": "1er août 2014"}))


def _other_number(file: list[Values], rng: random.Random) -> None:
    year, rank = file[1]["earlier"].replace("/", "-").split("-")
    file[1] |= {"earlier": f"{year}-{int(rank) + rng.randrange(1, 90)}"}


def _same_number(file: list[Values], rng: random.Random) -> None:
    file[2] |= {"number": file[1]["number"].replace("-", rng.choice(("-", "/")))}


FAULTS: dict[str, Plant] = {"cited_dates": _other_date, "cited_numbers": _other_number, "shared_number": _same_number}


def alarms(texts: list[str]) -> list[dict[str, Any]]:
    """What the checks over all documents say of these."""
    tables, _ = tables_of({f"x{at}": text for at, text in enumerate(texts)})
    return check_across(reader(tables))


def planted(code: str, seed: int) -> list[str]:
    """Documents with the fault that a check must find."""
    rng = random.Random(f"{code}/{seed}")
    file = clean_file(rng)
    FAULTS[code](file, rng)
    return [_TEXT.format(**values) for values in file]


def clean(count: int) -> Iterator[list[str]]:
    """Files in which everything adds up, and a year of deliberations that cite one another."""
    for seed in range(count):
        yield [_TEXT.format(**values) for values in clean_file(random.Random(f"clean/{seed}"))]
    yield [text.text for text in citing_texts(random.Random("clean"))]


def measure_across(count: int) -> dict[str, Found]:
    """What every check finds of ``count`` planted faults, and of how many clean documents it speaks."""
    wrong: Counter[str] = Counter()
    documents = 0
    for texts in clean(count):
        documents += len(texts)
        wrong.update(row["check"] for row in alarms(texts))
    results = {}
    for check in ACROSS:
        found = sum(any(row["check"] == check.code for row in alarms(planted(check.code, seed))) for seed in range(count))
        results[check.code] = Found(count, found, wrong[check.code], documents)
    return results


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50, help="faults for each check (default 50)")
    for code, result in measure_across(parser.parse_args().count).items():
        print(f"{code:20}{result.found:4} of {result.planted}{result.alarms:5} alarms on {result.clean} clean documents")


if __name__ == "__main__":
    main()
