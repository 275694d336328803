"""What this machine has for delib, and what each thing that is missing would change."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.limits import Limits

#: A run writes its tables beside the ones before it: for a large corpus that is some gigabytes.
_LEAST_DISK = 1 << 30

#: What a process takes for an ordinary document.
_USUAL_MEMORY = 512 << 20

_EXTRA = re.compile(r"^(?P<package>[A-Za-z0-9._-]+).*;\s*extra\s*==\s*['\"](?P<extra>[^'\"]+)['\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that delib can use.

    Attributes:
        name: of the thing.
        state: ``ok``, ``low`` (there, but little of it) or ``missing``.
        found: what there is.
        effect: what this changes, and what to do about it; None where nothing is amiss.
    """

    name: str
    state: str
    found: str
    effect: str | None = None


def examine(out: Path) -> list[Finding]:
    """All that delib can use, on this machine.

    Args:
        out: where tables are to be published.
    """
    version = ".".join(platform.python_version_tuple())
    return [
        Finding(name="python", state="ok", found=version),
        *_tesseract(),
        _kept_pages(),
        _spacy_model(),
        _cores(),
        _memory(),
        _disk(out),
        *_extras(),
    ]


def as_dict(findings: list[Finding]) -> dict[str, Any]:
    """The findings for machines."""
    return {"findings": [asdict(finding) for finding in findings]}


def lines(findings: list[Finding]) -> Iterator[str]:
    """The findings for a terminal."""
    for finding in findings:
        yield f"{finding.state:<8}{finding.name:<24}{finding.found}"
        if finding.effect:
            yield f"{'':<32}{finding.effect}"


def _tesseract() -> Iterator[Finding]:
    """Tesseract, and what it knows of French and of pages that lie on their side."""
    if shutil.which("tesseract") is None:
        effect = "scans are quarantined as needs_ocr, all else is read: apt install tesseract-ocr tesseract-ocr-fra"
        yield Finding(name="tesseract", state="missing", found="no program tesseract", effect=effect)
        return
    yield Finding(name="tesseract", state="ok", found=(_said("tesseract", "--version").splitlines() or ["unknown version"])[0])
    known = _said("tesseract", "--list-langs").split()
    wanted = {
        "fra": ("French", "pages that are images cannot be read: apt install tesseract-ocr-fra"),
        "osd": ("orientation", "scans that lie on their side give no text: apt install tesseract-ocr-osd"),
    }
    for code, (name, effect) in wanted.items():
        there = code in known
        found = f"{code}.traineddata" if there else f"no {code}.traineddata"
        yield Finding(name=f"tesseract {name}", state="ok" if there else "missing", found=found, effect=None if there else effect)


def _said(*command: str) -> str:
    """What a program prints, or nothing when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _kept_pages() -> Finding:
    folder = os.environ.get("DELIB_CACHE")
    if folder:
        return Finding(name="recognised pages", state="ok", found=f"kept in DELIB_CACHE ({folder})")
    effect = "a new release recognises every scan again: set DELIB_CACHE to a folder to keep them"
    return Finding(name="recognised pages", state="missing", found="DELIB_CACHE is not set", effect=effect)


def _spacy_model() -> Finding:
    """A pretrained model: it is asked only for names that no pattern can tell."""
    from pipeline.fingerprint import language_model

    wanted = os.environ.get("DELIB_SPACY_MODEL")
    installed = sorted(entry.name for entry in importlib.metadata.entry_points(group="spacy_models") if entry.name.startswith("fr"))
    try:
        if wanted and language_model():
            return Finding(name="spaCy model", state="ok", found=f"{wanted} (DELIB_SPACY_MODEL)")
    except UsageError:
        effect = "a run ends with code 2; the tables do not need it: install the model, or unset DELIB_SPACY_MODEL"
        return Finding(name="spaCy model", state="missing", found=f"{wanted} is not installed", effect=effect)
    effect = (
        "beneficiaries and representatives that no pattern can tell stay empty (rule model), all else is the same;"
        " notebooks get sentences, but no tags or names: name one in DELIB_SPACY_MODEL"
    )
    found = f"installed but not used: {', '.join(installed)}" if installed else "a blank one for French"
    return Finding(name="spaCy model", state="missing", found=found, effect=effect)


def _cores() -> Finding:
    count = len(os.sched_getaffinity(0))
    return Finding(name="cores", state="ok", found=f"{count}: so many documents are read at once")


def _memory() -> Finding:
    """Memory that may be used, beside what as many documents as there are cores may take."""
    total, free = _memory_bytes()
    cores = len(os.sched_getaffinity(0))
    found = f"{_gigabytes(free)} of {_gigabytes(total)} free"
    if free < cores * _USUAL_MEMORY:
        effect = f"{cores} ordinary documents at once may not fit: use --workers {max(1, free // _USUAL_MEMORY)}"
        return Finding(name="memory", state="low", found=found, effect=effect)
    most = Limits().memory
    if total < cores * most:
        effect = (
            f"documents that need all of --max-memory ({_gigabytes(most)}) fit {total // most} at a time: lower it or --workers"
        )
        return Finding(name="memory", state="low", found=found, effect=effect)
    return Finding(name="memory", state="ok", found=found)


def _memory_bytes() -> tuple[int, int]:
    """All memory and what is free of it, within the limit of a container."""
    page = os.sysconf("SC_PAGE_SIZE")
    total, free = page * os.sysconf("SC_PHYS_PAGES"), page * os.sysconf("SC_AVPHYS_PAGES")
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                free = int(line.split()[1]) * 1024
        group = Path("/sys/fs/cgroup")
        limit = int((group / "memory.max").read_text(encoding="ascii"))
        used = int((group / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):  # no container, or one without a limit
        return total, free
    return min(total, limit), min(free, max(0, limit - used))


def _disk(out: Path) -> Finding:
    """Room under OUT, or under the folder where it would be made."""
    folder = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if not os.access(folder, os.W_OK) or not folder.is_dir():
        effect = f"a run into {out} ends with code 74: choose another OUT"
        return Finding(name="disk under OUT", state="missing", found=f"{folder} cannot be written", effect=effect)
    free = shutil.disk_usage(folder).free
    found = f"{_gigabytes(free)} free in {folder}"
    if free < _LEAST_DISK:
        effect = "a run that finds no room ends with code 74, and the last published tables stand: make room"
        return Finding(name="disk under OUT", state="low", found=found, effect=effect)
    return Finding(name="disk under OUT", state="ok", found=found)


def _extras() -> Iterator[Finding]:
    """The optional parts that delib names, and what of them is not installed."""
    parts: dict[str, list[str]] = {}
    for requirement in importlib.metadata.requires("delib") or ():
        if match := _EXTRA.match(requirement):
            parts.setdefault(match["extra"], []).append(match["package"])
    for extra, packages in sorted(parts.items()):
        lacking = [package for package in packages if not _is_installed(package)]
        found = f"{len(packages) - len(lacking)} of {len(packages)} packages"
        effect = f"without {', '.join(lacking)}: pip install 'delib[{extra}]'" if lacking else None
        if lacking and extra == "dev":
            effect = f"tests and checks of delib itself do not run, {effect}"
        yield Finding(name=f"extra {extra}", state="missing" if lacking else "ok", found=found, effect=effect)


def _is_installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _gigabytes(count: int) -> str:
    """Bytes as a person reads them.

    >>> _gigabytes(3 << 29)
    '1.5 GB'
    """
    return f"{count / (1 << 30):.1f} GB"
