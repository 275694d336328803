"""In what a run differs oddly from those before it, or its documents from what the user says of them.

A rule of thumb for the morning, never a reason not to publish.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.report import Oddity, Report

if TYPE_CHECKING:
    import pyarrow as pa

#: Fewer documents than this say nothing about what is usual.
_ENOUGH = 20

#: A table is held to lose its rows when fewer than this share of the usual rows per document are left.
_LOST = 0.5

#: Rows per document below which a table is too thin to tell anything of.
_THIN = 0.05

#: The share of files put aside jumps when it is this many times the usual, and so many points above it.
_TIMES, _POINTS = 2.0, 0.05

#: A collectivité with fewer documents may well have been moved or renamed.
_FEW = 3

#: What stands in front of each value of a list, in a message.
_LISTED = {"collectivity": "", "siren": "SIREN ", "department": "département "}

#: So many contradictions of a list are told.
_MOST = 20


def find_oddities(report: Report, earlier: Sequence[Mapping[str, Any]], before: pa.Table | None, now: pa.Table) -> list[Oddity]:
    """In what a run differs from those before it.

    Args:
        report: of the run, its rows counted.
        earlier: the reports of earlier runs that published something.
        before: the column ``collectivity`` of the documents published before, if there were any.
        now: the documents of this run.
    """
    usual = [one for one in earlier if _extracted(one["states"]) >= _ENOUGH]
    found: list[Oddity] = []
    if usual and _extracted(report.states) >= _ENOUGH:
        found += [*_lost_rows(report, usual), *_jump(report, usual)]
    return [*found, *([] if before is None else _gone(before, now)), *_contradicted(now)]


def _extracted(states: Mapping[str, int]) -> int:
    return states.get("extracted", 0)


def _lost_rows(report: Report, usual: Sequence[Mapping[str, Any]]) -> Iterator[Oddity]:
    for table, rows in report.rows.items():
        before = statistics.median(one["rows"].get(table, 0) / _extracted(one["states"]) for one in usual)
        now = rows / _extracted(report.states)
        if before > _THIN and now < _LOST * before:
            message = f"La table {table} n'a plus que {_decimal(now)} ligne par document, contre {_decimal(before)} d'habitude."
            yield Oddity(code="rows_lost", subject=table, before=round(before, 3), now=round(now, 3), message=message)


def _jump(report: Report, usual: Sequence[Mapping[str, Any]]) -> Iterator[Oddity]:
    before = statistics.median(_share_aside(one["states"]) for one in usual)
    now = _share_aside(report.states)
    if now > _TIMES * before and now > before + _POINTS:
        message = f"{_percent(now)} des fichiers sont mis de côté, contre {_percent(before)} d'habitude."
        yield Oddity(code="quarantine_jump", before=round(before, 3), now=round(now, 3), message=message)


def _share_aside(states: Mapping[str, int]) -> float:
    return states.get("quarantined", 0) / (sum(states.values()) or 1)


def _gone(before: pa.Table, now: pa.Table) -> Iterator[Oddity]:
    """The collectivités that had documents and have none."""
    left = set(now["collectivity"].to_pylist())
    for name, count in sorted(Counter(before["collectivity"].drop_null().to_pylist()).items()):
        if count >= _FEW and name not in left:
            message = f"{name} n'a plus aucun document, contre {count} auparavant."
            yield Oddity(code="collectivity_gone", subject=name, before=count, now=0, message=message)


def _contradicted(now: pa.Table) -> Iterator[Oddity]:
    """The documents that do not say of themselves what the user's list says of them."""
    columns = now["collectivity"].to_pylist(), now["list_says"].to_pylist()
    told = Counter((name, tuple(says)) for name, says in zip(*columns, strict=True) if says)
    for (name, says), count in told.most_common(_MOST):
        listed = ", ".join(_LISTED[column] + value for column, _, value in (what.partition(": ") for what in says))
        documents = "Un document" if count == 1 else f"{count} documents"
        whose = f"{documents} de « {name} »" if name else f"{documents} sans nom de collectivité"
        message = f"{whose} : la liste donnée avec --bodies dit autre chose ({listed})."
        yield Oddity(code="list_contradicted", subject=name, before=0, now=count, message=message)


def _decimal(value: float) -> str:
    """A number as it is written in French.

    >>> _decimal(0.456), _decimal(12)
    ('0,46', '12,00')
    """
    return f"{value:.2f}".replace(".", ",")


def _percent(share: float) -> str:
    """A share as it is written in French.

    >>> _percent(0.256)
    '26 %'
    """
    return f"{share:.0%}".replace("%", " %")
