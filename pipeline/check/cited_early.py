"""A text that is cited before it exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex

from extractors import patterns
from pipeline.check.base import Check, Finding, Reading, Row, place
from pipeline.check.cited import cited_name
from pipeline.check.phrasing import day
from pipeline.model import Act

_TEXTS = ("law", "decree", "ordinance", "order", "deliberation", "circular")
_COMING = patterns.compile(r"\b(?:a \s venir|sera|seront|prochain|projet \s de|future?|devra|soumis)", regex.VERBOSE)
_OWN_YEAR = patterns.compile(r"\A(?P<year>20\d\d)[-/_ ]\d{1,4}\Z")


def check_cited_early(reading: Reading) -> Iterator[Finding]:
    """Citations of texts that are dated, or numbered, later than the act that cites them."""
    for act in reading.acts:
        if act.date is None or act.kind not in ("deliberation", "order", "report", "minutes"):
            continue
        for row in reading.rows_of("citations", act):
            if row["kind"] in _TEXTS and (message := _fault(act, act.date, row)):
                around = reading.folded[max(0, row["char_start"] - 60) : row["char_end"] + 60]
                if not _COMING.search(around):
                    yield Finding(message=message, places=(place(row),), act=act)


def _fault(act: Act, date: dt.date, row: Row) -> str | None:
    if row["precision"] == "day" and row["date"] > date:
        return f"{cited_name(row)} est citée avec la date du {day(row['date'])}, mais l'acte est du {day(date)}."
    year = _OWN_YEAR.match(row["number"] or "")
    if row["date"] is None and row["kind"] == "deliberation" and year and int(year["year"]) > date.year:
        return f"{cited_name(row)} est d'une année à venir : l'acte est du {day(date)}."
    return None


CHECK = Check(
    code="cited_early",
    severity="warning",
    says="Un texte est cité avec une date, ou une année de numéro, postérieure à l'acte.",
    silent="L'acte n'est pas daté, ou le texte est annoncé comme à venir.",
    find=check_cited_early,
)
