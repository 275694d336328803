"""What does not add up in one document.

Every check is a module of this folder; ``CHECKS`` names them in the order in which the documentation lists them. They run where
a document is read, on its rows and its text. Those over all documents are in :mod:`pipeline.check.across`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.check import (
    absent_vote,
    article_numbers,
    article_reference,
    attendance,
    before_vote,
    blanks,
    budget_rest,
    cited_early,
    credit_lines,
    deadlines,
    deciding_act,
    effect_dates,
    financing_plan,
    identifier_body,
    identifier_date,
    instalments,
    minority,
    named_twice,
    number_twice,
    number_year,
    parts_of_case,
    product,
    proxy_count,
    proxy_holder,
    published_early,
    quorum,
    recused_counted,
    same_day,
    share_of_base,
    siren_digits,
    siren_name,
    sums_of_case,
    table_total,
    taxes,
    term,
    time_order,
    two_ballots,
    two_dates,
    two_numbers,
    two_statuses,
    unanimity,
    unfunded,
    visa_twice,
    votes_cast,
    votes_missing,
    weekday,
    words_figures,
)
from pipeline.check.base import Check, Finding, Reading, Row
from pipeline.check.phrasing import act_name
from pipeline.model import Act, Document, Identity

#: Every check of one document: votes, money, conventions, citations, time, identifiers.
CHECKS: tuple[Check, ...] = tuple(
    module.CHECK
    for module in (
        two_statuses,
        named_twice,
        attendance,
        quorum,
        proxy_holder,
        proxy_count,
        absent_vote,
        two_ballots,
        recused_counted,
        votes_cast,
        votes_missing,
        unanimity,
        minority,
        table_total,
        product,
        taxes,
        share_of_base,
        words_figures,
        financing_plan,
        unfunded,
        instalments,
        sums_of_case,
        parts_of_case,
        budget_rest,
        credit_lines,
        deadlines,
        effect_dates,
        article_reference,
        article_numbers,
        term,
        before_vote,
        deciding_act,
        blanks,
        two_dates,
        two_numbers,
        visa_twice,
        same_day,
        cited_early,
        time_order,
        published_early,
        weekday,
        number_twice,
        number_year,
        identifier_date,
        identifier_body,
        siren_digits,
        siren_name,
    )
)


#: A machine read the page: a digit may have been taken for another.
_SCANNED = " (Page numérisée : vérifier sur l'image.)"


def check_document(document: Document, acts: Sequence[Act], about: Identity, rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The rows of the table ``checks`` for one document.

    Args:
        document: its pages.
        acts: its acts, in reading order.
        about: what it says of its body and its transmission.
        rows: its rows of every table of facts.
    """
    reading = Reading(document, acts, about, rows)
    return list(_rows(reading))


def _rows(reading: Reading) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for check in CHECKS:
        for finding in check.find(reading):
            row = _row(reading, check, finding)
            address = "\0".join([check.code, reading.document.id, *(" ".join(e["raw"].split()) for e in row["evidence"])])
            seen[address] += 1
            yield row | {"check_id": hashlib.sha256(f"{address}\0{seen[address]}".encode()).hexdigest()[:16]}


def _row(reading: Reading, check: Check, finding: Finding) -> Row:
    identity = reading.document.id
    name = act_name(finding.act) if finding.act else None
    scanned = any(reading.document.page_at(start).source == "ocr" for start, _ in finding.places)
    page = f"p. {reading.page(finding.places[0][0])}" if len(reading.document.pages) > 1 else None
    where = ", ".join(part for part in (name, page) if part)
    return {
        "check": check.code,
        "severity": check.severity,
        "document_id": identity,
        "act_id": finding.act.id if finding.act else None,
        "message": (f"{where} : {finding.message}" if where else finding.message) + (_SCANNED if scanned else ""),
        "evidence": [
            {"document_id": identity, "char_start": start, "char_end": end, "raw": reading.text[start:end]}
            for start, end in finding.places
        ],
    }
