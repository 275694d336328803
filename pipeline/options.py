"""What a run may be told, besides what to read and where to publish."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.amend.corrections import Correction
from pipeline.limits import Limits
from pipeline.publish.output import OLD_VERSIONS
from pipeline.shards import Share
from pipeline.storage import Place
from pipeline.workers import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run goes about it.

    Attributes:
        workers: how many processes read documents; one per core when None.
        limits: what one document may cost, and what is looked for in it.
        engine: who looks at the files; processes of this machine when None.
        share: the part of the files that is taken; all of them when None.
        limit: how many files are taken, in order; all of them when None.
        joined: where other runs have published what they read of these files.
        keep: how many versions before the current one stay.
        corrections: what people found wrong in the tables.
        bodies: a list that says whose the documents are, where they do not.
    """

    workers: int | None = None
    limits: Limits = Limits()
    engine: Engine | None = None
    share: Share | None = None
    limit: int | None = None
    joined: Sequence[Place] = ()
    keep: int = OLD_VERSIONS
    corrections: Sequence[Correction] = ()
    bodies: Path | None = None

    @property
    def processes(self) -> int:
        """How many processes read documents."""
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def part(self) -> str | None:
        """What is left out, in words; None when nothing is."""
        said = [str(self.share)] if self.share else []
        said += [f"the first {self.limit} files"] if self.limit else []
        said += [f"only {' and '.join(self.limits.tables)}"] if self.limits.tables else []
        return ", ".join(said) or None

    def as_dict(self) -> dict[str, Any]:
        """The options as a report tells them; an engine and corrections are too much to tell."""
        return {
            "workers": self.processes,
            "limits": asdict(self.limits),
            "share": str(self.share) if self.share else None,
            "limit": self.limit,
            "joined": [str(place) for place in self.joined],
            "keep": self.keep,
            "bodies": str(self.bodies.absolute()) if self.bodies else None,
        }
