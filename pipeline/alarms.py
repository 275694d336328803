"""The published checks for whoever works through them: filtered, with the sentence they speak of, and what was noted on each.

Notes are the user's own. They stand in a file outside OUT, so that they survive every run.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from extractors import patterns
from pipeline.errors import UsageError, output_errors
from pipeline.publish.version import Version
from pipeline.query import connect

SEVERITIES = ("error", "warning", "info")

#: What a reader calls them.
_HEADINGS = {"error": "ERREURS", "warning": "ALERTES", "info": "INFORMATIONS"}

#: How far a sentence is shown on either side of what a check found.
_REACH = 160

_MARK_COLUMNS = ("check_id", "note", "marked_at")

#: Where a sentence ends; not behind "M." or "L. 2121-29".
_END = patterns.compile(r"(?<!\b\p{L})[.;!?]\s|\n\s*\n")

_LATEST = """
SELECT c.check_id, c.severity, c."check", coalesce(d.collectivity, '') AS collectivity, d.source_path, c.document_id, c.message,
       c.evidence[1] AS place
FROM checks c LEFT JOIN documents d ON d.document_id = c.document_id AND d.duplicate_of IS NULL
WHERE {where}
ORDER BY list_position(['error', 'warning', 'info'], c.severity), collectivity, d.source_path, c.evidence[1].char_start, c.check_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One finding as it is shown.

    Attributes:
        check_id: its address.
        severity, check, message: those of the table.
        collectivity: whose document it is.
        source_path: the file.
        sentence: the text around the first place that shows it.
        seen: what the user noted on it, or None.
    """

    check_id: str
    severity: str
    check: str
    collectivity: str
    source_path: str
    message: str
    sentence: str
    seen: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings are asked for: those that have all that is not None.

    Attributes:
        severity: one of ``SEVERITIES``.
        collectivity: a part of its name, whatever its case and accents.
        check: the code of a check.
        document: a part of the path, or the id of a document.
        unseen: only those without a note.
        most: how many at most; 0 for all.
    """

    severity: str | None = None
    collectivity: str | None = None
    check: str | None = None
    document: str | None = None
    unseen: bool = False
    most: int = 0


def default_marks() -> Path:
    """The file of notes: that of ``DELIB_MARKS``, or ``delib/marks.csv`` among the user's data."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get("DELIB_MARKS") or Path(data, "delib", "marks.csv"))


def read_marks(path: Path) -> dict[str, str]:
    """The notes by the ids of the findings they were made on; of two on one finding the later."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["check_id"]: row["note"] for row in csv.DictReader(file) if row.get("check_id")}


def mark(path: Path, version: Version, check_id: str, note: str) -> None:
    """Note something on a finding; the file is made if need be, and only ever grows.

    Raises:
        UsageError: when no published finding has this id.
        OutputError: when the file cannot be written.
    """
    if check_id not in set(version.read("checks", ["check_id"])["check_id"].to_pylist()):
        raise UsageError(f"no finding {check_id!r} in the published tables: delib checks lists them")
    with output_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if is_new:
                writer.writerow(_MARK_COLUMNS)
            writer.writerow((check_id, " ".join(note.split()), dt.datetime.now(dt.UTC).isoformat(timespec="seconds")))


def read_alarms(version: Version, wanted: Wanted, marks: Mapping[str, str]) -> list[Alarm]:
    """The findings asked for: the gravest first, then by collectivité and document."""
    where, values = _where(wanted)
    with closing(connect(version)) as connection:
        answer = connection.execute(_LATEST.format(where=where), values)
        names = [column[0] for column in answer.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        if wanted.unseen:
            rows = [row for row in rows if row["check_id"] not in marks]
        rows = rows[: wanted.most or None]
        texts = _texts(connection.execute, {row["place"]["document_id"] for row in rows if row["place"]})
    return [
        Alarm(
            check_id=row["check_id"],
            severity=row["severity"],
            check=row["check"],
            collectivity=row["collectivity"],
            source_path=row["source_path"] or "",
            message=row["message"],
            sentence=sentence(texts, row["place"]) if row["place"] else "",
            seen=marks.get(row["check_id"]),
        )
        for row in rows
    ]


def _where(wanted: Wanted) -> tuple[str, list[str]]:
    clauses, values = ["true"], list[str]()
    for clause, value in (
        ("c.severity = ?", wanted.severity),
        ('c."check" = ?', wanted.check),
        ("contains(lower(strip_accents(coalesce(d.collectivity, ''))), lower(strip_accents(?)))", wanted.collectivity),
        ("(contains(d.source_path, ?) OR c.document_id = ?)", wanted.document),
    ):
        if value is not None:
            clauses.append(clause)
            values += [value] * clause.count("?")
    return " AND ".join(clauses), values


def _texts(execute: Callable[..., object], documents: Iterable[str]) -> dict[str, str]:
    """The texts of the documents that are shown."""
    answer = execute(
        "SELECT document_id, text FROM pages WHERE list_contains(?, document_id) ORDER BY document_id, page", [[*documents]]
    )
    pages: list[tuple[str, str]] = answer.fetchall()  # type: ignore[attr-defined]
    return {document: "".join(text for _, text in rows) for document, rows in groupby(pages, key=lambda row: row[0])}


def sentence(texts: Mapping[str, str], place: Mapping[str, object]) -> str:
    """The sentence around a place, on one line."""
    text, start, end = texts.get(str(place["document_id"]), ""), int(str(place["char_start"])), int(str(place["char_end"]))
    end = min(end, start + 2 * _REACH)
    cut = [found.end() for found in _END.finditer(text, max(0, start - _REACH), start)]
    stop = _END.search(text, end, end + _REACH)
    begin, close = cut[-1] if cut else max(0, start - _REACH), stop.start() + 1 if stop else min(len(text), end + _REACH)
    words = " ".join(text[begin:close].split())
    if not cut and begin > 0:
        words = f"… {words.partition(' ')[2]}" if begin < start else words
    if not stop and end < close < len(text):
        words = f"{words.rpartition(' ')[0]} …"
    return words


def lines(alarms: Sequence[Alarm]) -> Iterator[str]:
    """The findings for a terminal: by severity, then by collectivité."""
    for severity, grave in groupby(alarms, key=lambda alarm: alarm.severity):
        found = list(grave)
        yield f"{_HEADINGS[severity]} ({len(found)})"
        for collectivity, group in groupby(found, key=lambda alarm: alarm.collectivity):
            yield f"\n  {collectivity or 'Collectivité inconnue'}"
            for alarm in group:
                yield f"    {alarm.check_id}  {alarm.check}  {alarm.source_path}"
                yield f"      {alarm.message}"
                yield f"      « {alarm.sentence} »"
                if alarm.seen is not None:
                    yield f"      vu : {alarm.seen}"
        yield ""


def rows(alarms: Iterable[Alarm]) -> list[dict[str, str | None]]:
    """The findings as plain rows, for CSV and JSON."""
    return [asdict(alarm) for alarm in alarms]
