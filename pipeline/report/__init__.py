"""What a run did: counted while it works, written down for machines, and for the person who comes in the morning."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something in which a run differs oddly from those before it, or its documents from what the user says of them.

    Attributes:
        code: ``rows_lost``, ``collectivity_gone``, ``quarantine_jump`` or ``list_contradicted``.
        subject: the table or the collectivité it is about, or None.
        before: what was usual.
        now: what it is now.
        message: the same in French, for the person who comes in the morning.
    """

    code: str
    subject: str | None = None
    before: float
    now: float
    message: str


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did.

    Attributes:
        run_id: its name.
        started_at: when.
        duration_s: how long it took.
        published: whether there was anything new to publish.
        failure: why it ended without publishing, or None.
        files: how many input files there are.
        read: how many of them were opened.
        rows: how many rows each table has.
        quarantined: the files that are put aside, each with its reason.
        closed: folders that could not be listed.
        settings: what it was asked for.
        stages: seconds that each stage took.
        states: how many files were extracted, quarantined, or are copies of others.
        pages: how many pages were read from each source (``native``, ``ocr``, ``text``, ``mixed`` documents).
        oddities: in what it differs from the runs before it.
        versions: of Python and of the libraries that read.
        code: the fingerprint of the code that documents were read with.
    """

    run_id: str
    started_at: dt.datetime
    duration_s: float = 0.0
    published: bool = False
    failure: str | None = None
    files: int = 0
    read: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    quarantined: dict[str, str] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    oddities: list[Oddity] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    code: str | None = None

    @property
    def reasons(self) -> dict[str, int]:
        """How many files are put aside for each reason, the most frequent first."""
        return dict(Counter(self.quarantined.values()).most_common())

    def as_dict(self) -> dict[str, Any]:
        """The report for machines."""
        return asdict(self)

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time that passes inside as that of a stage."""
        before = time.monotonic()
        try:
            yield
        finally:
            self.stages[name] = round(self.stages.get(name, 0.0) + time.monotonic() - before, 3)

    def describe(self, documents: pa.Table) -> None:
        """Take over what the table ``documents`` says of files and pages."""
        columns = ("duplicate_of", "status", "text_source", "page_count")
        states: Counter[str] = Counter()
        pages: Counter[str] = Counter()
        for original, status, source, count in zip(*(documents[name].to_pylist() for name in columns), strict=True):
            states["duplicate" if original else str(status)] += 1
            if source and not original:
                pages[str(source)] += count or 0
        self.states, self.pages = dict(states), dict(pages)

    def finish(self, parts: Iterable[Mapping[str, Any]]) -> None:
        """Count the rows that are published, and the time."""
        self.rows = dict.fromkeys(TABLES, 0)
        for part in parts:
            self.rows[part["table"]] += part["rows"]
        self.stop()

    def stop(self) -> None:
        """Take the time."""
        self.duration_s = round((dt.datetime.now(dt.UTC) - self.started_at).total_seconds(), 3)
