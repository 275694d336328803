"""Plant one fault in a clean document, and count how many are found: how good the checks are, both ways.

    python -m benchmarks.faults [--count 50]

Each fault is one value of a clean document (:mod:`benchmarks.cases`) changed so that the document contradicts itself.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.cases import FRAMES, KINDS, WEEKDAYS, Values, money
from pipeline.check import CHECKS, check_document
from pipeline.extract import extract_facts
from pipeline.identify import identify
from pipeline.read import read_document
from pipeline.segment import segment
from samples.cast import establishment, with_check_digit
from samples.documents import SAMPLE
from samples.render import render
from samples.writer import MONTHS, long_date

#: What a fault makes of the values of a clean document.
Plant = Callable[[Values, random.Random], Values]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(" ", "").replace(",", "."))


def _day(text: str) -> dt.date:
    day, month, year = text.split()
    return dt.date(int(year), MONTHS.index(month) + 1, int(day.removesuffix("er")))


def _more(name: str, *, part: int = 12) -> Plant:
    """A sum that is off by a few percent."""

    def plant(values: Values, rng: random.Random) -> Values:
        value = _number(values[name])
        off = max(Decimal(20), (value / part).quantize(Decimal(10)))
        return values | {name: money(value + rng.choice((-1, 1)) * off)}

    return plant


def _moved(name: str, *days: int) -> Plant:
    """A date that is off by some days."""
    return lambda values, rng: values | {name: long_date(_day(values[name]) + dt.timedelta(days=rng.choice(days)))}


def _set(**changed: str) -> Plant:
    """Values made of others: ``{}`` names them."""
    return lambda values, rng: values | {name: text.format(**values) for name, text in changed.items()}


def _other_weekday(values: Values, rng: random.Random) -> Values:
    return values | {"weekday": rng.choice([name for name in WEEKDAYS if name != values["weekday"]])}


def _other_digit(values: Values, rng: random.Random) -> Values:
    label, _, digits = values["partner_id"].rpartition(" ")
    at = rng.randrange(4, 9)
    return values | {"partner_id": f"{label} {digits[:at]}{(int(digits[at]) + rng.randrange(1, 9)) % 10}{digits[at + 1 :]}"}


def _other_department(values: Values, rng: random.Random) -> Values:
    _, rest = values["identifier"].split("-", 1)
    return values | {"identifier": f"0{rng.randrange(10, 95)}-{rest}"}


def _other_body(values: Values, rng: random.Random) -> Values:
    """The identifier of another commune of the same département."""
    department, siren, rest = values["identifier"].split("-", 2)
    other = with_check_digit(f"{siren[:4]}{rng.randrange(5000, 9999)}")
    return values | {"identifier": f"{department}-{other}-{rest}"}


def _other_identifier_day(values: Values, rng: random.Random) -> Values:
    department, siren, day, rest = values["identifier"].split("-", 3)
    moved = dt.datetime.strptime(day, "%Y%m%d").date() + dt.timedelta(days=rng.choice((-7, -1, 1, 30)))
    return values | {"identifier": f"{department}-{siren}-{moved:%Y%m%d}-{rest}"}


def _out_of_order(values: Values, rng: random.Random) -> Values:
    """A convocation behind the meeting, a reception before it was sent, or an act that was sent before the meeting."""
    met = _day(values["signed"])
    early = (met - dt.timedelta(days=rng.randrange(2, 9))).strftime("%d/%m/%Y")
    return values | rng.choice(
        (
            {"convened": long_date(met + dt.timedelta(days=rng.randrange(1, 9)))},
            {"received": early},
            {"sent": early, "received": early},
        )
    )


def _gap(values: Values, rng: random.Random) -> Values:
    """One article number doubled, or left out."""
    return values | rng.choice(({"c5": "4", "c6": "5"}, {"c5": "6", "c6": "7"}, {"third": "2", "fourth": "3", "fifth": "4"}))


def _future(values: Values, rng: random.Random) -> Values:
    later = _day(values["signed"]) + dt.timedelta(days=rng.randrange(5, 200))
    return values | {"rules_date": long_date(later)}


def _early(values: Values, rng: random.Random) -> Values:
    """A convention that takes effect, or ends, before the vote."""
    met = _day(values["signed"])
    start = long_date(met - dt.timedelta(days=rng.randrange(40, 90)))
    ended = {"term_start": f"1er janvier {met.year - 1}", "term_end": f"31 décembre {met.year - 1}"}
    return values | rng.choice((ended, {"term_start": start.replace("1er ", "2 ")}))


def _many_votes(values: Values, rng: random.Random) -> Values:
    return values | {"votes_for": str(int(values["votes_for"]) + rng.randrange(2, 9))}


def _few_votes(values: Values, rng: random.Random) -> Values:
    return values | {"votes_for": str(int(values["votes_for"]) - rng.randrange(1, 3))}


def _recused(values: Values, rng: random.Random) -> Values:
    """Somebody takes no part; the one excused leaves no room for it in the figures."""
    person = values["last_present"]
    votes = str(int(values["votes_for"]) + 1)
    return values | {"recusal": f"\n{person}, intéressé à l'affaire, n'a pas pris part au vote ;\n", "votes_for": votes}


def _item(change: Callable[[Values, random.Random, str], Values]) -> Plant:
    """A fault of one item of minutes."""
    return lambda values, rng: values | change(values, rng, f"item{rng.randrange(6)}_")


def _absent_votes(values: Values, rng: random.Random, item: str) -> Values:
    away = values[rng.choice(("absent", "excused"))].split()
    first, _ = values[item + "names_against"].split(", ")
    return {item + "names_against": f"{first}, {away[0]} {' '.join(away[2:])}"}


def _votes_twice(values: Values, rng: random.Random, item: str) -> Values:
    return {item + "names_abstaining": rng.choice(values[item + "names_against"].split(", "))}


def _outvoted(values: Values, rng: random.Random, item: str) -> Values:
    return {item + "votes_for": "2", item + "votes_against": "10"}


def _same_number(values: Values, rng: random.Random) -> Values:
    first, second = rng.sample(range(6), 2)
    return values | {f"item{first}_number": values[f"item{second}_number"]}


def _next_year(values: Values, rng: random.Random) -> Values:
    number = rng.choice(values["listed"].split(" ; "))
    year, rank = number.split("-")
    return values | {"listed": values["listed"].replace(number, f"{int(year) + 1}-{rank}")}


def _two_dates(values: Values, rng: random.Random) -> Values:
    return values | {"earlier_date_again": long_date(_day(values["earlier_date"]) + dt.timedelta(days=rng.choice((-9, -1, 1, 5))))}


def _two_numbers(values: Values, rng: random.Random) -> Values:
    year, rank = values["earlier"].split("-")
    return values | {"earlier_again": f"{year}-{int(rank) + rng.randrange(1, 90)}"}


def _visa_twice(values: Values, rng: random.Random) -> Values:
    visa = rng.choice(
        (
            "la loi n° {law} du {law_date} relative à l'économie sociale et solidaire",
            "la délibération n° {rules} du {rules_date} relative au règlement des aides communales aux associations",
        )
    )
    return values | {"more_visas": f"\nVu {visa.format(**values)} ;"}


def _absent_holder(values: Values, rng: random.Random) -> Values:
    return values | {
        "proxies": f"{values['one']} à {values[rng.choice(('excused', 'absent'))]}, {values['two']} à {values['fourth_present']}"
    }


def _few_present(values: Values, rng: random.Random) -> Values:
    """Half of those present are absent."""
    here = values["present"].split(", ")
    present, gone = here[:7], here[7:]
    return values | {
        "present": ", ".join(present), "present_count": "7", "absent": ", ".join([*gone, values["absent"]]), "votes_for": "9",
        "votes_against": "0",
    }  # fmt: skip


def _blank(values: Values, rng: random.Random) -> Values:
    return values | rng.choice(({"iban": "______________"}, {"partner_head": "..........."}, {"iban": "................"}))


def _wrong_product(values: Values, rng: random.Random) -> Values:
    """A product that is off by some cents, or by a few percent."""
    name = rng.choice(("rent_hall", "rent_store", "meals_total"))
    value = _number(values[name])
    off = rng.choice((Decimal("0.02"), Decimal("0.10"), (value / 40).quantize(Decimal("0.01"))))
    return values | {name: f"{value + rng.choice((-1, 1)) * off:.2f}".replace(".", ",")}


def _asked_too_little(values: Values, rng: random.Random) -> Values:
    charges = _number(values["charges"])
    return values | {"asked": money(charges - max(Decimal(2), (charges * rng.randrange(1, 5) / 100).quantize(Decimal(1))))}


def _asked_otherwise(values: Values, rng: random.Random) -> Values:
    """Another sum asked for a part, of which its list is made."""
    name = rng.choice(("one", "two"))
    more = Decimal(rng.randrange(1, 20) * 50)
    return values | {f"{name}_{of}": money(_number(values[f"{name}_{of}"]) + more) for of in ("second", "asked")}


def _other_line(values: Values, rng: random.Random) -> Values:
    """Another figure of the line, for one and the same association."""
    line, at = values["line"], rng.randrange(len(values["line"]))
    other = f"{line[:at]}{(int(line[at]) + rng.randrange(1, 9)) % 10}{line[at + 1 :]}"
    return values | {"line_again": other, "partner": values["capital_partner"]}


def _other_effect(values: Values, rng: random.Random) -> Values:
    return _moved(rng.choice(("start_one", "start_two", "start_three")), -31, 30, 61)(values, rng)


def _other_frame(values: Values, rng: random.Random) -> Values:
    return values | {"frame_title_again": rng.choice([title for title in FRAMES if title != values["frame_title"]])}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that a check must find.

    Attributes:
        kind: the kind of clean document it is planted in.
        plant: changes its values.
    """

    plant: Plant
    kind: str = "case"


FAULTS: dict[str, Fault] = {
    "two_statuses": Fault(_set(absent="{absent}, {last_present}")),
    "named_twice": Fault(_set(present="{present}, {third_present}", present_count="12")),
    "attendance": Fault(_set(present_count="10")),
    "quorum": Fault(_few_present),
    "proxy_holder": Fault(_absent_holder),
    "proxy_count": Fault(_set(proxies="{one} à {third_present}, {two} à {third_present}")),
    "absent_vote": Fault(_item(_absent_votes), "minutes"),
    "two_ballots": Fault(_item(_votes_twice), "minutes"),
    "recused_counted": Fault(_recused),
    "votes_cast": Fault(_many_votes),
    "votes_missing": Fault(_few_votes),
    "unanimity": Fault(lambda values, rng: values | {"votes_for": "12", "votes_against": "1", "manner": " (à l'unanimité)"}),
    "minority": Fault(_item(_outvoted), "minutes"),
    "table_total": Fault(_more("cost_wood")),
    "product": Fault(_wrong_product, "request"),
    "taxes": Fault(lambda values, rng: _more(rng.choice(("gross", "design_gross")), part=200)(values, rng)),
    "share_of_base": Fault(_more("share_sum")),
    "words_figures": Fault(_more("worded_figures")),
    "financing_plan": Fault(lambda values, rng: _more(rng.choice(("plan_state", "plan_region", "plan_own")))(values, rng)),
    "unfunded": Fault(_asked_too_little, "request"),
    "instalments": Fault(lambda values, rng: _more(rng.choice(("advance", "balance")))(values, rng)),
    "sums_of_case": Fault(lambda values, rng: _more(rng.choice(("proposed", "spent")))(values, rng)),
    "parts_of_case": Fault(_asked_otherwise, "request"),
    "budget_rest": Fault(_more("rest", part=3)),
    "credit_lines": Fault(_other_line, "request"),
    "deadlines": Fault(_moved("due_again", -365, -31, -1, 30)),
    "effect_dates": Fault(_other_effect, "request"),
    "article_reference": Fault(lambda values, rng: values | {"bilan_article": rng.choice(("2", "3", "9", "12"))}),
    "article_numbers": Fault(_gap),
    "term": Fault(lambda values, rng: values | {"term_end": f"31 décembre {int(values['year']) - rng.randrange(1, 3)}"}),
    "before_vote": Fault(_early),
    "deciding_act": Fault(_moved("deciding_date", -30, -7, 1, 14)),
    "blanks": Fault(_blank),
    "two_dates": Fault(_two_dates),
    "two_numbers": Fault(_two_numbers),
    "visa_twice": Fault(_visa_twice),
    "same_day": Fault(_other_frame, "request"),
    "cited_early": Fault(_future),
    "time_order": Fault(_out_of_order),
    "published_early": Fault(lambda values, rng: values | {"published": values["signed_short"]}),
    "weekday": Fault(_other_weekday),
    "number_twice": Fault(_same_number, "minutes"),
    "number_year": Fault(_next_year, "minutes"),
    "identifier_date": Fault(_other_identifier_day),
    "identifier_body": Fault(lambda values, rng: rng.choice((_other_department, _other_body))(values, rng)),
    "siren_digits": Fault(_other_digit),
    "siren_name": Fault(
        _set(partner_id="identifiée au répertoire SIREN sous le n° " + establishment(with_check_digit("44067202")))
    ),
}


def measured_rows(name: str, content: bytes) -> list[dict[str, Any]]:
    """What all checks say of a document."""
    with read_document(Path(name), content) as document:
        acts = segment(document)
        return check_document(document, acts, identify(document, acts), extract_facts(document, acts))


def alarms(name: str, content: bytes) -> list[str]:
    """The checks that speak of a document, once for each time."""
    return [str(row["check"]) for row in measured_rows(name, content)]


def planted(code: str, seed: int) -> str:
    """A document with the fault that a check must find."""
    fault = FAULTS[code]
    values, text = KINDS[fault.kind]
    rng = random.Random(f"{code}/{seed}")
    return text(fault.plant(values(rng), rng))


def clean(count: int) -> Iterator[tuple[str, bytes]]:
    """Documents in which everything adds up: those that faults are planted in, and those of the sample maker."""
    for kind, (values, text) in KINDS.items():
        for seed in range(count):
            yield f"{kind}.txt", text(values(random.Random(f"clean/{kind}/{seed}"))).encode()
    plan = [(name, write, form) for name, write, form in SAMPLE if "a-verifier" not in name and form != "scan"]
    for seed in range(count):
        name, write, form = plan[seed % len(plan)]
        content, suffix = render(write(name, random.Random(f"clean/{seed}/{name}")).blocks, form)
        yield f"x{suffix}", content


@dataclass(frozen=True, slots=True)
class Found:
    """How a check did.

    Attributes:
        planted: faults that were planted.
        found: how many of them it found.
        alarms: how many clean documents it speaks of.
        clean: how many clean documents there are.
    """

    planted: int
    found: int
    alarms: int
    clean: int


def measure_checks(count: int) -> dict[str, Found]:
    """What every check finds of ``count`` planted faults, and says of clean documents, four kinds of ``count`` each."""
    wrong: Counter[str] = Counter()
    documents = 0
    for name, content in clean(count):
        documents += 1
        wrong.update(set(alarms(name, content)))
    results = {}
    for check in CHECKS:
        found = sum(check.code in alarms("fault.txt", planted(check.code, seed).encode()) for seed in range(count))
        results[check.code] = Found(count, found, wrong[check.code], documents)
    return results


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50, help="faults for each check (default 50)")
    for code, result in measure_checks(parser.parse_args().count).items():
        print(f"{code:20}{result.found:4} of {result.planted}{result.alarms:5} alarms on {result.clean} clean documents")


if __name__ == "__main__":
    main()
