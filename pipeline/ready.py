"""Imported once by the server that starts the readers of documents: each of them finds all it needs, with its patterns compiled.

Patterns that are compiled are kept beside compiled modules, and as these are: compiling them takes longer than reading most
documents.
"""

from __future__ import annotations

import importlib.util
import os
import pickle
from pathlib import Path
from typing import Any

import pyarrow  # noqa: F401
import regex

import pipeline.process
import pipeline.workers  # noqa: F401
from extractors import patterns


def keep_patterns(path: Path) -> None:
    """Compile all patterns that are not kept in a file, and keep those of today there.

    Args:
        path: of the file; nothing is lost without it, or where it cannot be written.
    """
    try:
        kept: dict[patterns.Source, Any] = dict(pickle.loads(path.read_bytes()))
    except Exception:  # whatever is wrong with the file: it is made anew
        kept = {}
    compiled = patterns.compile_all(kept)
    if compiled.keys() <= kept.keys():
        return
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(pickle.dumps(compiled, protocol=5))
        draft.replace(path)
    except OSError:
        return


keep_patterns(Path(importlib.util.cache_from_source(__file__)).with_suffix(f".regex-{regex.__version__}"))
