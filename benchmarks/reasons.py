"""Why facts are missed, and rows said that are none: as far as a machine can tell it.

Reasons are tried in order and the first that holds is given; none of them looks at what a document says. They tell where to
look first, not whose fault it was: a row "read otherwise" can be a wrong reading or a wrong answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.material import Known
from pipeline.evaluate import Evaluation
from pipeline.evaluate.matching import Fact, Row
from pipeline.evaluate.tally import Tally, ratio
from pipeline.evaluate.wording import compact, money, number, person
from pipeline.model import Document

ACT = "act boundary: the act was not cut out, or is none"
OTHERWISE = "read otherwise: the same thing, with another value"
UNREAD = "not in the text as it was read: OCR, reading order, damaged characters"
CELLS = "in a table"
FLAT = "in a text without lines, or a table flattened into one"
RECOGNISED = "on a page recognised by OCR"
WORDING = "a wording that is not understood, or means something else"
REASONS = (ACT, OTHERWISE, UNREAD, CELLS, FLAT, RECOGNISED, WORDING)

#: How often a reason holds in each table.
Reasons = dict[str, Counter[str]]

#: A line of so many characters is no printed line.
_LONG_LINE = 1_000

#: What a fact of gold and a row call the thing they speak of; the rest is what they say of it.
_SUBJECT = {
    "members": (("name", "name"),),
    "roles": (("role", "role"),),
    "amounts": (("raw", "raw"),),
    "grants": (("beneficiary", "beneficiary"), ("value", "value")),
    "dates": (("raw", "raw"),),
    "articles": (("number", "number"),),
    "citations": (("number", "number"), ("date", "date")),
    "budget_lines": (("value", "value"),),
    "parties": (("name", "name"), ("role", "role")),
    "documents": (("field", "field"),),
    "vote_groups": (("group", "group_name"),),
}

#: What must stand in the text for a fact to be found in it.
_WRITTEN = ("raw", "name", "group", "beneficiary")


def count_reasons(sample: Sequence[Known], result: Evaluation) -> tuple[Reasons, Reasons]:
    """For each reason and table: how often it is why a fact was missed, and why a row is extra."""
    missed: Reasons = {reason: Counter() for reason in REASONS}
    extra: Reasons = {reason: Counter() for reason in REASONS}
    for known in sample:
        tallies = result.documents[known.gold["source"]]
        uncut = {act["act"] for act in tallies["acts"].missed}
        surplus = {row["act_id"] for row in tallies["acts"].extra}
        lines = [(compact(line), _layout(line)) for line in known.document.text.splitlines()]
        for table, tally in tallies.items():
            for fact in tally.missed:
                missed[_why_missed(table, tally, fact, uncut, lines)][table] += 1
            for row in tally.extra:
                extra[_why_extra(table, tally, row, surplus, known.document)][table] += 1
    return missed, extra


def intact(sample: Sequence[Known]) -> float | None:
    """Share of the sums, dates, names and groups of gold that stand in the text letter by letter, spaces and accents aside."""
    whole = total = 0
    for known in sample:
        text = compact(known.document.text)
        for table in ("members", "amounts", "dates", "vote_groups", "grants"):
            written = [_written(fact) for fact in known.gold.get(table, [])]
            total += len(written)
            whole += sum(all(words in text for words in facts) for facts in written)
    return ratio(whole, total)


def _written(fact: Fact) -> list[str]:
    return [compact(fact[name]) for name in _WRITTEN if fact.get(name)]


def _why_missed(table: str, tally: Tally, fact: Fact, uncut: set[str], lines: Sequence[tuple[str, str | None]]) -> str:
    if table == "acts" or fact.get("act") in uncut:
        return ACT
    if any(_same_subject(table, fact, row) for row in tally.extra):
        return OTHERWISE
    written = _written(fact)
    text = "".join(line for line, _ in lines)
    if any(words not in text for words in written):
        return UNREAD
    layouts = (layout for line, layout in lines if layout and written and all(words in line for words in written))
    return next(layouts, WORDING)


def _why_extra(table: str, tally: Tally, row: Row, surplus: set[str], document: Document) -> str:
    if table == "acts" or row.get("act_id") in surplus:
        return ACT
    if any(_same_subject(table, fact, row) for fact in tally.missed):
        return OTHERWISE
    if "raw" not in row:
        return WORDING
    if document.page_at(row["char_start"]).source == "ocr":
        return RECOGNISED
    text = document.text
    end = text.find("\n", row["char_start"])
    return _layout(text[text.rfind("\n", 0, row["char_start"]) + 1 : end if end >= 0 else len(text)]) or WORDING


def _layout(line: str) -> str | None:
    """What a line looks like that is no line of prose."""
    if "\t" in line:
        return CELLS
    return FLAT if len(line) > _LONG_LINE else None


def _same_subject(table: str, fact: Fact, row: Row) -> bool:
    """Whether both speak of one thing; of votes nothing tells it."""
    return any(
        fact.get(mine) is not None and row.get(theirs) is not None and _key(mine, fact[mine]) == _key(theirs, row[theirs])
        for mine, theirs in _SUBJECT.get(table, ())
    )


def _key(field: str, value: object) -> str:
    if field == "value":
        return money(value)
    if field == "number":
        return number(value)
    return person(value) if field == "name" else compact(value)
