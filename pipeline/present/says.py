"""One fact in a few French words, as lists show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.present.words import POSITIONS, day, euros, value

Row = Mapping[str, Any]

#: How much of an article a list shows.
_MOST = 140


def says(table: str, row: Row) -> str:
    """What a fact says.

    >>> says("votes", {"votes_for": 14, "votes_against": 0, "abstentions": 1, "unanimous": None, "outcome": "adopted"})
    'pour 14, contre 0, abstention 1 (adopté)'
    """
    said = _SAYS[table](row) if table in _SAYS else ""
    return said or " ".join(str(row["raw"]).split())[:_MOST]


def _joined(parts: list[str], sep: str = ", ") -> str:
    return sep.join(part for part in parts if part)


def _grant(row: Row) -> str:
    return f"{row['beneficiary'] or 'bénéficiaire non précisé'} : {euros(_float(row['value']))}"


def _amount(row: Row) -> str:
    role = value("amounts", "role", row["role"])
    about = _joined([role if row["role"] != "other" else "", row["tax"] or "", row["beneficiary"] or ""])
    return euros(_float(row["value"]), row["currency"]) + (f" ({about})" if about else "")


def _budget_line(row: Row) -> str:
    where = _joined([row["account"] or "", row["label"] or row["operation"] or "", row["measure"] or ""])
    return _joined([where, euros(_float(row["value"]))], " : ")


def _vote(row: Row) -> str:
    figures = (("pour", "votes_for"), ("contre", "votes_against"), ("abstention", "abstentions"))
    said = _joined([f"{word} {row[name]}" for word, name in figures if row[name] is not None])
    said = said or ("à l’unanimité" if row["unanimous"] else "")
    outcome = value("votes", "outcome", row["outcome"])
    return f"{said} ({outcome})" if said and outcome else said or outcome


def _member(row: Row) -> str:
    role, status = value("members", "role", row["role"]), value("members", "status", row["status"])
    proxy = f"pouvoir à {row['proxy']}" if row["proxy"] else ""
    return _joined([row["name"], role, status, proxy])


def _date(row: Row) -> str:
    role = value("dates", "role", row["role"]) if row["role"] != "other" else ""
    return day(row["date"], row["precision"]) + (f" ({role})" if role else "")


def _article(row: Row) -> str:
    text = " ".join(row["text"].split())
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def _citation(row: Row) -> str:
    what = _joined([value("citations", "kind", row["kind"]), row["code"] or "", row["number"] or ""], " ")
    return _joined([what, f"du {day(row['date'], row['precision'])}" if row["date"] else "", row["title"] or ""])


def _float(said: object) -> float | None:
    return None if said is None else float(str(said))


_SAYS: dict[str, Callable[[Row], str]] = {
    "grants": _grant,
    "amounts": _amount,
    "budget_lines": _budget_line,
    "votes": _vote,
    "vote_groups": lambda row: f"{row['group_name']} : {POSITIONS.get(row['position'], row['position'])}",
    "ballots": lambda row: f"{row['name']} : {POSITIONS.get(row['position'], row['position'])}",
    "members": _member,
    "dates": _date,
    "articles": _article,
    "citations": _citation,
    "parties": lambda row: f"{row['name']} ({value('parties', 'role', row['role'])})",
}
