"""The sample, read once for all tests of a process that ask for its tables."""

from __future__ import annotations

import atexit
import functools
import tempfile
from pathlib import Path

from pipeline.run import run

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"

_FOLDER = tempfile.TemporaryDirectory(prefix="delib-sample-")
atexit.register(_FOLDER.cleanup)


@functools.cache
def sample_tables() -> Path:
    """The folder under which the tables of the sample are published."""
    out = Path(_FOLDER.name) / "out"
    run([RAW], out)
    return out
