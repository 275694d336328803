"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import OutputError, output_errors


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of ``target`` when the block ends well, and vanishes when it does not.

    Raises:
        OutputError: when it cannot be written.
    """
    with output_errors(target):
        if target.is_dir():
            raise OutputError(f"{target} is a folder: name a file")
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".delib-", dir=target.parent))
        draft = folder / target.name
        try:
            yield draft
            os.replace(draft, target)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
            folder.rmdir()
