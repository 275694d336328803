"""Imported once by the server that starts the readers of documents: each of them finds all it needs, with its patterns compiled."""

import pyarrow  # noqa: F401

import pipeline.process
import pipeline.workers  # noqa: F401
from extractors.patterns import compile_all

compile_all()
