"""The national open-data files, SCDL Délibérations (2.1.5) and SCDL Subventions (2.1.1), from the published tables.

What an act does not say is not made up: a row that lacks a required field goes to a file of rejects, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.export.scdl.corpus import read_corpus
from pipeline.export.scdl.deliberations import deliberation_entries
from pipeline.export.scdl.entry import DELIBERATIONS, REASONS, SUBSIDIES, Entry
from pipeline.export.scdl.subsidies import subsidy_entries
from pipeline.export.target import drafted
from pipeline.publish.version import Version
from pipeline.spreadsheet import write_csv

_FILES = {"deliberations.csv": DELIBERATIONS, "subventions.csv": SUBSIDIES}
_REJECTS = ("fichier", "motifs", "explication", "source_path", "page", "act_id", "fact_id", "reference", "objet")
_ORIGINS = ("fichier", "ligne", "source_path", "page", "act_id", "fact_id", "champs_deduits")


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What one file became.

    Attributes:
        name: of the file.
        rows: how many it holds.
        worked_out: for each field, in how many rows it follows from what is printed instead of standing there.
        rejected: how many records lack a required field.
        reasons: for each reason, how many of them; a record may have several.
        private: how many were left out because they name a private person.
    """

    name: str
    rows: int
    worked_out: Counter[str]
    rejected: int
    reasons: Counter[str]
    private: int


def export_scdl(version: Version, folder: Path, with_private: bool = False) -> list[FileSummary]:
    """Write both files, the rejects of both (``rejets.csv``), and where each row comes from (``origines.csv``).

    Args:
        version: the published tables.
        folder: where the files go.
        with_private: keep the names of private persons, such as those who get social aid.

    Raises:
        OutputError: when a file cannot be written.
    """
    corpus = read_corpus(version, with_private)
    entries = {
        "deliberations.csv": sorted(deliberation_entries(corpus), key=Entry.order),
        "subventions.csv": sorted(subsidy_entries(corpus), key=Entry.order),
    }
    for name, found in entries.items():
        _write(folder / name, _FILES[name], [[e.fields.get(f) for f in _FILES[name]] for e in found if e.is_valid])
    _write(folder / "rejets.csv", _REJECTS, [_reject(name, e) for name, found in entries.items() for e in found if e.reasons])
    _write(folder / "origines.csv", _ORIGINS, [row for name, found in entries.items() for row in _origins(name, found)])
    return [_summary(name, found) for name, found in entries.items()]


def _write(target: Path, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with drafted(target) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        write_csv(names, rows, file)


def _reject(name: str, entry: Entry) -> list[object]:
    said = " ".join(REASONS[code] for code in entry.reasons)
    place = (entry.source_path, entry.page, entry.act_id, entry.fact_id)
    return [name, ";".join(entry.reasons), said, *place, entry.reference, entry.purpose]


def _origins(name: str, entries: Sequence[Entry]) -> list[list[object]]:
    valid = [entry for entry in entries if entry.is_valid]
    return [
        [name, line, e.source_path, e.page, e.act_id, e.fact_id, ";".join(e.worked_out)] for line, e in enumerate(valid, start=2)
    ]


def _summary(name: str, entries: Sequence[Entry]) -> FileSummary:
    valid = [entry for entry in entries if entry.is_valid]
    return FileSummary(
        name=name,
        rows=len(valid),
        worked_out=Counter(field for entry in valid for field in entry.worked_out),
        rejected=sum(bool(entry.reasons) for entry in entries),
        reasons=Counter(code for entry in entries for code in entry.reasons),
        private=sum(entry.is_private for entry in entries),
    )
