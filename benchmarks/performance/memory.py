"""The memory of a process, as the kernel counts it."""

from __future__ import annotations

from pathlib import Path


def held(what: str, pid: int | str = "self") -> float:
    """How much memory a process holds (``VmRSS``), or has held at most (``VmHWM``), in megabytes; 0 where it is gone.

    >>> held("VmHWM") >= held("VmRSS") > 0
    True
    """
    try:
        said = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith(f"{what}:")), 0.0)
