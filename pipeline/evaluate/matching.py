"""Which published row says what a gold answer says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.evaluate.wording import blank, compact, day, money, number, person, plain, same_name, words

Fact = dict[str, Any]
Row = dict[str, Any]

#: What documents print of themselves, each field one fact.
IDENTITY = ("collectivity", "siren", "actes_id", "transmitted", "received", "posted", "published")

#: A second field that is judged for the facts found: the gold's and the table's name of it are the same.
SECOND = {"amounts": "role", "dates": "role", "parties": "role", "members": "proxy", "budget_lines": "measure"}

_TITLE_SHARE = 0.5


def match_acts(gold: Sequence[Fact], rows: Sequence[Row]) -> tuple[dict[int, int], set[int]]:
    """Pairs of gold acts and rows, one to one, and the gold acts that count as found.

    First by kind and number, then by title, then in order; acts that must be found come before those that may be.
    """
    pairs: dict[int, int] = {}
    order = sorted(range(len(gold)), key=lambda g: bool(gold[g].get("optional")))
    for choose in (_by_number, _by_title, _in_order):
        for g in order:
            if g not in pairs:
                taken = set(pairs.values())
                free = [r for r in range(len(rows)) if r not in taken and _may_be(gold[g], rows[r])]
                chosen = choose(gold[g], rows, free)
                if chosen is not None:
                    pairs[g] = chosen
    found = {g for g, r in pairs.items() if not number(gold[g].get("number")) or number(rows[r].get("number"))}
    return pairs, found


def _may_be(act: Fact, row: Row) -> bool:
    """Whether kind and number do not speak against it."""
    mine, theirs = number(act.get("number")), number(row.get("number"))
    return bool(act["kind"] == row.get("kind") and (not mine or not theirs or mine == theirs))


def _shared(act: Fact, row: Row) -> int:
    return len(words(act.get("title")) & words(row.get("title")))


def _by_number(act: Fact, rows: Sequence[Row], free: Sequence[int]) -> int | None:
    same = [r for r in free if number(act.get("number")) and number(rows[r].get("number"))]
    return max(same, key=lambda r: (_shared(act, rows[r]), -r), default=None)


def _by_title(act: Fact, rows: Sequence[Row], free: Sequence[int]) -> int | None:
    enough = _TITLE_SHARE * max(1, len(words(act.get("title"))))
    best = max(free, key=lambda r: (_shared(act, rows[r]), -r), default=None)
    return best if best is not None and _shared(act, rows[best]) >= enough else None


def _in_order(act: Fact, rows: Sequence[Row], free: Sequence[int]) -> int | None:
    return free[0] if free else None


def agree(table: str, fact: Fact, row: Row) -> bool:
    """Whether a row says what the fact says."""
    return _AGREE[table](fact, row)


def second_right(table: str, fact: Fact, row: Row) -> bool:
    """Whether the second field of a row that agrees is right too."""
    field = SECOND[table]
    if table == "members":
        return person(fact[field]) == person(row.get(field))
    if table == "budget_lines":
        return compact(fact[field]) == compact(row.get(field))
    return bool(fact[field] == row.get(field))


def _votes(fact: Fact, row: Row) -> bool:
    for field, column in (("for", "votes_for"), ("against", "votes_against"), ("abstain", "abstentions")):
        counts = {fact.get(field), row.get(column)}
        # A blank behind "Contre :" is as good as 0.
        if len(counts) > 1 and not (field != "for" and counts == {0, None}):
            return False
    dissent = fact.get("against") or fact.get("abstain")
    if fact.get("unanimous"):
        if fact.get("for") is None and not row.get("unanimous"):
            return False
    elif row.get("unanimous") and dissent:
        return False
    return bool(blank(fact.get("outcome")) or fact["outcome"] == row.get("outcome"))


def _vote_groups(fact: Fact, row: Row) -> bool:
    names = {compact(name).replace("GROUPE", "") for name in (fact["group"], row.get("group_name"))}
    return fact["position"] == row.get("position") and len(names) == 1


def _members(fact: Fact, row: Row) -> bool:
    return fact["status"] == row.get("status") and person(fact["name"]) == person(row.get("name"))


def _roles(fact: Fact, row: Row) -> bool:
    return fact["role"] == row.get("role") and person(fact["name"]) == person(row.get("name"))


def _amounts(fact: Fact, row: Row) -> bool:
    return money(fact["value"]) == money(row.get("value"))


def _grants(fact: Fact, row: Row) -> bool:
    return _amounts(fact, row) and (blank(fact.get("beneficiary")) or same_name(fact["beneficiary"], row.get("beneficiary")))


def _dates(fact: Fact, row: Row) -> bool:
    return day(fact["value"]) == day(row.get("date"), row.get("precision"))


def _articles(fact: Fact, row: Row) -> bool:
    return number(fact["number"]) == number(row.get("number")) and compact(fact.get("heading")) == compact(row.get("heading"))


def _citations(fact: Fact, row: Row) -> bool:
    if fact["kind"] != row.get("kind") or (fact.get("code") and fact["code"] != row.get("code")):
        return False
    mine, theirs = compact(fact.get("number")), compact(row.get("number"))
    my_day, their_day = day(fact.get("date")), day(row.get("date"), row.get("precision"))
    if mine and theirs:
        return mine == theirs and (not my_day or not their_day or my_day == their_day)
    if my_day and their_day:
        return my_day == their_day and not (mine or theirs)
    if mine or theirs or my_day or their_day:
        return False
    titles = (fact.get("title"), row.get("title"))
    return fact["kind"] == "code" or any(map(blank, titles)) or same_name(*titles)


def _budget_lines(fact: Fact, row: Row) -> bool:
    if not _amounts(fact, row):
        return False
    operations = compact(fact.get("operation")), compact(row.get("operation"))
    accounts = _digits(fact.get("account")), _digits(row.get("account"))
    if (operations[0] and operations[0] == operations[1]) or (accounts[0] and accounts[0] == accounts[1]):
        return True
    nothing_to_go_by = blank(fact.get("label")) and not operations[0] and not accounts[0]
    return same_name(fact.get("label"), row.get("label")) or nothing_to_go_by


def _digits(account: object) -> list[str]:
    """The groups of digits: "65/6574" and "chapitre 65, article 6574" are one account."""
    return re.findall(r"\d+", plain(account))


def _documents(fact: Fact, row: Row) -> bool:
    if fact["field"] != row["field"]:
        return False
    if fact["field"] == "collectivity":
        return same_name(fact["value"], row["value"])
    theirs = row["value"] if fact["field"] in ("siren", "actes_id") else str(row["value"])[:10]
    return compact(theirs).startswith(compact(fact["value"]))


def _parties(fact: Fact, row: Row) -> bool:
    for field in ("siret", "siren"):
        if fact.get(field) and not blank(row.get(field)):
            return compact(fact[field]) == compact(row[field])
    return same_name(fact["name"], row.get("name"))


_AGREE: dict[str, Callable[[Fact, Row], bool]] = {
    "votes": _votes,
    "vote_groups": _vote_groups,
    "members": _members,
    "roles": _roles,
    "amounts": _amounts,
    "grants": _grants,
    "dates": _dates,
    "articles": _articles,
    "citations": _citations,
    "budget_lines": _budget_lines,
    "parties": _parties,
    "documents": _documents,
}
