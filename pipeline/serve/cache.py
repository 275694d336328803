"""Where the explorer keeps what it made of OUT: in the user's own cache, so that nothing is written into OUT."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from pipeline.storage import Place


def cache_folder(out: Place) -> Path:
    """The folder for bases and images of OUT, made if need be; a new one in the place for temporary files where that fails."""
    folder = _folder(out)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="delib-"))


def empty_cache(out: Place) -> None:
    """Throw away what is kept of OUT: it may hold what is to be forgotten."""
    shutil.rmtree(_folder(out), ignore_errors=True)


def _folder(out: Place) -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = os.fsencode(out.resolve()) if isinstance(out, Path) else f"explorer of {out}".encode()
    return Path(home) / "delib" / hashlib.sha256(name).hexdigest()[:16]
