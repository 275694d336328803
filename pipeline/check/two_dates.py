"""One text cited with two dates."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.french import fold
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.cited import cited_name, norm_number, title_words, years_apart
from pipeline.check.phrasing import day


def check_two_dates(reading: Reading) -> Iterator[Finding]:
    """Citations of one numbered text, or of one named deliberation, whose dates differ."""
    acts = {act.id: act for act in reading.acts}
    numbered: dict[tuple[str, str], Row] = {}
    named: dict[frozenset[str], Row] = {}
    told: set[tuple[str, str]] = set()
    for row in reading.rows("citations"):
        if row["precision"] != "day" or row["kind"] not in ("law", "decree", "ordinance", "order", "deliberation", "circular"):
            continue
        number = norm_number(row["number"])
        first = numbered.setdefault((row["kind"], number), row) if number and _is_telling(row["kind"], number) else None
        if not number and row["kind"] == "deliberation":
            first = next((other for words, other in named.items() if _same_title(words, row)), None)
        if row["kind"] == "deliberation" and (words := title_words(row["title"])):
            named.setdefault(words, row)
        if first is None or first["date"] == row["date"] or not _near(first, row):
            continue
        key = (fold(first["raw"]), fold(row["raw"]))
        if key not in told:
            told.add(key)
            yield Finding(
                message=f"{cited_name(first)} est datée du {day(first['date'])}, puis du {day(row['date'])}.",
                places=(place(row), place(first)),
                act=acts.get(row["act_id"]),
            )


def _is_telling(kind: str, number: str) -> bool:
    """Whether a number is that of one text: "2017-619", and no rank in a meeting; an order's begins anew in each body."""
    return ("-" in number or len(number) >= 6) and kind != "circular"


def _near(one: Row, other: Row) -> bool:
    """A text that comes back each year under its name is another each time; one number has one date, give or take a slip."""
    if one["number"] and other["number"]:
        return bool(one["kind"] != "order" or abs((one["date"] - other["date"]).days) < 400)
    return abs((one["date"] - other["date"]).days) <= 31 or years_apart(one["date"], other["date"])


def _same_title(words: frozenset[str], row: Row) -> bool:
    other = title_words(row["title"])
    return len(other) >= 2 and (other <= words or words <= other)


CHECK = Check(
    code="two_dates",
    severity="warning",
    says="Un même texte est cité avec deux dates.",
    silent="Ni le numéro ni le titre du texte ne permettent de le reconnaître.",
    find=check_two_dates,
)
