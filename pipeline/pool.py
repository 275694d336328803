"""Processes for the readers of documents, started from a server that has imported all they need.

This module imports next to nothing: the server can be started first, and gets ready while its client does.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext


def server() -> ForkServerContext:
    """The context in which workers are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.workers", "pyarrow"])
    return context


def warm_up() -> None:
    """Start the server, and do not wait for it."""
    server()
    forkserver.ensure_running()
