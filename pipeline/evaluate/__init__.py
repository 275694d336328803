"""How much of what gold answers say is in the published tables, and what else is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputMissing, UsageError
from pipeline.evaluate.matching import IDENTITY, SECOND, Fact, Row, agree, match_acts, second_right
from pipeline.evaluate.tally import Band, Tally, ratio, sum_bands
from pipeline.evaluate.wording import blank, day
from pipeline.publish.version import Version
from pipeline.tables import TABLES

#: The tables that are judged first, and the others. ``roles`` are the presidents and secretaries among the members.
MISSION = ("acts", "votes", "members", "amounts", "dates", "articles")
JUDGED = (
    "acts", "votes", "vote_groups", "members", "roles", "amounts", "grants", "dates", "articles", "citations", "budget_lines",
    "parties", "documents",
)  # fmt: skip

_GOLD_NAMES = {"citations": "references"}


@dataclass(slots=True)
class Evaluation:
    """What a comparison gave.

    Attributes:
        documents: a tally for each gold document and table.
        lost: gold documents that are not published.
        proof: how many rows of facts there are, and how many equal their slice of the text.
        dates: for each file whose date is known, the date it should have and the one it has; None when not asked for.
    """

    documents: dict[str, dict[str, Tally]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    proof: tuple[int, int] = (0, 0)
    dates: dict[str, tuple[str, str]] | None = None

    def tables(self) -> dict[str, Tally]:
        """The tally of each table over all documents; tables with nothing to find or found are left out."""
        return {table: tally for table, tally in self._sums().items() if tally.f1 is not None}

    def _sums(self) -> dict[str, Tally]:
        total = {table: Tally() for table in JUDGED}
        for tallies in self.documents.values():
            for table, tally in tallies.items():
                total[table].add(tally)
        return total

    def mean_f1(self, mission: bool = True) -> float:
        """Mean F1 of the tables judged first, or of the others."""
        scores = [tally.f1 or 0.0 for table, tally in self.tables().items() if (table in MISSION) == mission]
        return sum(scores) / len(scores) if scores else 0.0

    def reliability(self) -> dict[str, list[Band]]:
        """How many facts of each band of confidence are right: under ``all``, then for each table that has a confidence."""
        tables = {table: tally.bands() for table, tally in self._sums().items()}
        return {"all": sum_bands(tables.values())} | {table: bands for table, bands in tables.items() if bands}

    def wrong_dates(self) -> list[tuple[str, str, str]]:
        """File, date it should have, date it has, for those that differ."""
        return [(name, want, have) for name, (want, have) in (self.dates or {}).items() if want != have]

    def date_share(self) -> float | None:
        """Share of the known dates that are right."""
        return ratio(len(self.dates) - len(self.wrong_dates()), len(self.dates)) if self.dates is not None else None

    def as_dict(self) -> dict[str, Any]:
        """All figures, for machines."""
        per_document = {name: {t: tally.counts() for t, tally in tallies.items()} for name, tallies in self.documents.items()}
        return {
            "tables": {table: tally.figures() for table, tally in self.tables().items()},
            "documents": per_document,
            "lost": self.lost,
            "mission_f1": self.mean_f1(),
            "document_date": self.date_share(),
            "reliability": {table: [band.as_dict() for band in bands] for table, bands in self.reliability().items()},
            "proof": {"rows": self.proof[0], "proven": self.proof[1]},
        }


def evaluate(golds: Sequence[Path], version: Version, dates: Path | None = None) -> Evaluation:
    """Compare published tables with gold answers.

    Args:
        golds: gold files, and folders of them.
        version: the tables.
        dates: a CSV with ``file_name`` and ``document_date``.

    Raises:
        InputMissing: when there is no gold file.
        UsageError: when a file is no gold file.
    """
    rows = _by_document(version)
    by_name = {row["file_name"]: row["document_id"] for row in version.rows("documents")}
    result = Evaluation(proof=_proof(version))
    for path in find_gold(golds):
        gold = read_gold(path)
        if gold["source"] not in by_name:
            result.lost.append(gold["source"])
        published = rows.get(by_name.get(gold["source"]) or "", {})
        result.documents[gold["source"]] = judge(gold, published)
    if dates:
        result.dates = _compare_dates(dates, version)
    return result


def judge(gold: dict[str, Any], published: dict[str, list[Row]]) -> dict[str, Tally]:
    """What the rows of one document, table by table, have of its gold answers."""
    return {table: _judge(table, gold, published) for table in JUDGED}


def find_gold(golds: Iterable[Path]) -> list[Path]:
    """The gold files among files and in folders.

    Raises:
        InputMissing: when there is none.
    """
    files = [file for gold in golds for file in (sorted(gold.glob("*.json")) if gold.is_dir() else [gold])]
    if not files or not all(file.is_file() for file in files):
        raise InputMissing(f"no gold files: {', '.join(map(str, golds))}")
    return files


def read_gold(path: Path) -> dict[str, Any]:
    """The answers that a gold file holds.

    Raises:
        UsageError: when it is none.
    """
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is no gold file: {error}") from error
    if not isinstance(gold, dict) or "source" not in gold:
        raise UsageError(f"{path} is no gold file: it names no source")
    return gold


def _by_document(version: Version) -> dict[str, dict[str, list[Row]]]:
    """The rows of each document, table by table, in order."""
    found: dict[str, dict[str, list[Row]]] = {}
    for table in {name.replace("roles", "members") for name in JUDGED}:
        for row in version.rows(table):
            if row["document_id"]:
                found.setdefault(row["document_id"], {}).setdefault(table, []).append(row)
    return found


def _published(table: str, rows: dict[str, list[Row]]) -> list[Row]:
    """The rows of one document that a table is judged by."""
    if table == "documents":
        first = rows.get("documents", [{}])[0]
        return [{"field": name, "value": first[name]} for name in IDENTITY if not blank(first.get(name))]
    if table == "roles":
        return [row for row in rows.get("members", []) if not blank(row["role"])]
    if table == "members":
        return [row for row in rows.get("members", []) if not blank(row["status"])]
    return rows.get(table, [])


def _gold_facts(table: str, gold: dict[str, Any]) -> list[Fact]:
    if table == "documents":
        printed = gold.get("document") or {}
        return [{"field": name, "value": value} for name, value in printed.items() if name in IDENTITY and not blank(value)]
    facts: list[Fact] = gold.get(_GOLD_NAMES.get(table, table), [])
    if table == "budget_lines":
        return [{**fact, "measure": m, "value": v} for fact in facts for m, v in (fact.get("values") or {}).items()]
    return facts


def _judge(table: str, gold: dict[str, Any], published: dict[str, list[Row]]) -> Tally:
    acts = sorted(_published("acts", published), key=lambda row: row["ordinal"])
    pairs, found = match_acts(gold.get("acts", []), acts)
    if table == "acts":
        needed = {g for g, act in enumerate(gold.get("acts", [])) if not act.get("optional")}
        missed = [gold["acts"][g] for g in sorted(needed - found)]
        extra = [act for r, act in enumerate(acts) if r not in pairs.values()]
        return Tally(found=len(found & needed), missed=missed, extra=extra, act_right=len(found & needed))
    places = {gold["acts"][g]["act"]: acts[r]["act_id"] for g, r in pairs.items()}
    return _judge_facts(table, _gold_facts(table, gold), _published(table, published), places)


def _judge_facts(table: str, facts: list[Fact], rows: list[Row], places: dict[str, str]) -> Tally:
    """Give every fact the row that fits it best; facts that must be found choose first."""
    tally, used = Tally(), set[int]()
    for fact in sorted(facts, key=lambda fact: bool(fact.get("optional"))):
        fits = [i for i, row in enumerate(rows) if i not in used and agree(table, fact, row)]
        place = places.get(fact.get("act", ""))
        best = min(fits, key=lambda i: (rows[i].get("act_id") != place, _second_wrong(table, fact, rows[i]), i), default=None)
        if best is not None:
            used.add(best)
        if not fact.get("optional"):
            _count(tally, table, fact, rows[best] if best is not None else None, place)
    tally.right = [rows[i] for i in sorted(used)]
    tally.extra = [row for i, row in enumerate(rows) if i not in used]
    if table == "documents":  # A body that is known from elsewhere, as by its SIREN, is no error.
        tally.extra = [row for row in tally.extra if row["field"] not in ("collectivity", "siren")]
    return tally


def _second_wrong(table: str, fact: Fact, row: Row) -> bool:
    return table in SECOND and not blank(fact.get(SECOND[table])) and not second_right(table, fact, row)


def _count(tally: Tally, table: str, fact: Fact, row: Row | None, place: str | None) -> None:
    if row is None:
        tally.missed.append(fact)
        return
    tally.found += 1
    tally.act_right += table == "documents" or (place is not None and row.get("act_id") == place)
    if table in SECOND and not blank(fact.get(SECOND[table])):
        tally.role_seen += 1
        tally.role_right += second_right(table, fact, row)


def _proof(version: Version) -> tuple[int, int]:
    """How many rows of facts there are, and how many equal their slice of the document's text."""
    texts: dict[str, list[str]] = {}
    for page in version.rows("pages"):
        texts.setdefault(page["document_id"], []).append(page["text"])
    whole = {document: "".join(parts) for document, parts in texts.items()}
    proven = [whole.get(row["document_id"], "")[row["char_start"] : row["char_end"]] == row["raw"] for row in _facts(version)]
    return len(proven), sum(proven)


def _facts(version: Version) -> Iterator[Row]:
    columns = ["document_id", "char_start", "char_end", "raw"]
    for name, table in TABLES.items():
        if table.key == ("fact_id",):
            for batch in version.read(name, columns).to_batches():
                yield from batch.to_pylist()


def _compare_dates(path: Path, version: Version) -> dict[str, tuple[str, str]]:
    have = {row["file_name"]: day(row["document_date"]) for row in version.rows("documents")}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} could not be read: {error}") from error
    if not lines or not {"file_name", "document_date"} <= lines[0].keys():
        raise UsageError(f"{path} is no CSV with the columns file_name and document_date")
    wanted = {line["file_name"]: line["document_date"] for line in lines if line["document_date"]}
    return {name: (date, have.get(name, "")) for name, date in wanted.items()}
