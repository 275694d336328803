"""Reports of runs that never were."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pipeline.report import Report


def report(**fields: Any) -> Report:
    """A report of a finished run, with what is told of it."""
    fields = {"published": True, **fields}
    return Report(run_id="20240314T010203Z-00c0ffee", started_at=dt.datetime(2024, 3, 14, 1, 2, 3, tzinfo=dt.UTC), **fields)
