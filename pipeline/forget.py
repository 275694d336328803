"""Forgetting documents and private persons: what is published of them goes, at once and from old versions too, and stays out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.amend.erasures import Erasures, read_erasures, write_erasures
from pipeline.errors import InputMissing, UsageError, output_errors
from pipeline.options import Options
from pipeline.publish.remote import hold_place
from pipeline.publish.version import RUNS, Version, published_version
from pipeline.report.history import usual_runs
from pipeline.run import run
from pipeline.serve.cache import empty_cache
from pipeline.shards import parse_share
from pipeline.storage import Place, list_files, parse_place, read_file, remove_file, write_file

#: What runs leave behind for people; it may name files, and files may be called like persons.
_TOLD = (".html", ".log", ".log.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was put on the list.

    Attributes:
        documents: paths of the documents to forget.
        naming: paths of the documents that name somebody to forget.
    """

    documents: tuple[str, ...]
    naming: tuple[str, ...]


def put_on_the_list(out: Place, documents: Sequence[str], persons: Sequence[str]) -> Forgotten:
    """Write down what has to be forgotten; the next run publishes tables without it.

    Args:
        out: where tables are published.
        documents: ids or paths of published documents.
        persons: names as they are printed, each spelling by itself.

    Raises:
        InputMissing: when nothing is published, or no such document.
        UsageError: when a name is no full name.
    """
    with hold_place(out) as output:
        version = published_version(output.folder)
        files = _files(version)
        wanted = {sha256: path for asked in documents for sha256, path in _fitting(files, asked)}
        known = read_erasures(out)
        naming = _naming(version, files, known.with_names(persons, ())) if persons else {}
        write_erasures(out, known.with_contents(wanted).with_names(persons, naming))
    return Forgotten(documents=tuple(sorted(wanted.values())), naming=tuple(sorted(naming.values())))


def wipe(out: Place, forgotten: Forgotten, cache: Path | None) -> None:
    """Remove what was kept of it besides the published version: older versions, recognised pages, journals, bases.

    Raises:
        OutputBusy: when a run holds OUT.
    """
    with hold_place(out) as output, output_errors(out):
        erasures = read_erasures(out)
        output.tidy(erasures.code)
        for sha256 in (*erasures.contents, *erasures.touched):
            _remove_recognised(cache, sha256)
        for place in list_files(out / RUNS):
            _clean(place, forgotten, erasures)
    empty_cache(out)


def _files(version: Version) -> list[tuple[str, str, str]]:
    """The content, the id and the path of every document."""
    columns = ("source_sha256", "document_id", "source_path")
    table = version.read("documents", columns)
    rows = zip(*(table[name].to_pylist() for name in columns), strict=True)
    return [(str(sha256), str(document or ""), str(path)) for sha256, document, path in rows if sha256]


def _fitting(files: Sequence[tuple[str, str, str]], asked: str) -> list[tuple[str, str]]:
    """The contents that are meant, with their paths; an archive takes with it what it holds."""
    found = [(sha256, path) for sha256, document, path in files if asked in (document, path)]
    if not found:
        raise InputMissing(f"no published document {asked!r}: give its document_id or its source_path")
    archives = tuple(f"{path}/" for _, path in found)
    return found + [(sha256, path) for sha256, _, path in files if path.startswith(archives)]


def _naming(version: Version, files: Iterable[tuple[str, str, str]], erasures: Erasures) -> dict[str, str]:
    """The documents that name somebody, by their content."""
    named: set[str] = set()
    for part in version.parts("pages"):
        for row in version.read("pages", ["document_id", "text"], part.bucket).to_pylist():
            if row["document_id"] not in named and any(erasures.find(row["text"])):
                named.add(row["document_id"])
    return {sha256: path for sha256, document, path in files if document in named}


def _remove_recognised(cache: Path | None, sha256: str) -> None:
    if cache:
        shutil.rmtree(cache / sha256[:2] / sha256, ignore_errors=True)


def _clean(place: Place, forgotten: Forgotten, erasures: Erasures) -> None:
    """Remove what tells of a run and names what is forgotten; of its report, only the lines that do."""
    text = (read_file(place) or b"").decode(errors="replace")
    if not _tells(text, forgotten, erasures):
        return
    if place.name.endswith(_TOLD):
        remove_file(place)
        return
    report = json.loads(text)
    aside = report.get("quarantined", {})
    report["quarantined"] = {name: reason for name, reason in aside.items() if not _tells(name, forgotten, erasures)}
    write_file(place, (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode())


def _tells(text: str, forgotten: Forgotten, erasures: Erasures) -> bool:
    return any(path in text for path in forgotten.documents) or any(erasures.find(text))


def forget(
    out: Place,
    documents: Sequence[str],
    persons: Sequence[str],
    options: Options,
    raws: Sequence[Place] = (),
    cache: Path | None = None,
) -> Forgotten:
    """Forget documents and persons: list them, publish tables without them, wipe what is left.

    Args:
        out: where tables are published.
        documents: ids or paths of published documents.
        persons: names as they are printed, each spelling by itself.
        options: how tables are made anew; which files and tables they are made of is as the last run was told.
        raws: what they are made from; by default what the last run was given.
        cache: where recognised pages are kept.

    Raises:
        InputMissing: when nothing is published, or no such document.
        UsageError: when nothing is to be forgotten, a name is no full name, or no run says how tables were made.
    """
    if not documents and not persons:
        raise UsageError("say what to forget: a document, or --person NAME")
    published_version(out)
    last = _settings_of_last_run(out)
    forgotten = put_on_the_list(out, documents, persons)
    run(raws or [parse_place(raw) for raw in last["raw"]], out, _as_last_time(options, last))
    wipe(out, forgotten, cache)
    return forgotten


def _settings_of_last_run(out: Place) -> Mapping[str, Any]:
    for report in usual_runs(out):
        settings: Mapping[str, Any] = report["settings"]
        return settings
    raise UsageError(f"no run under {out} says how its tables were made: make one with delib run first")


def _as_last_time(options: Options, last: Mapping[str, Any]) -> Options:
    """The options, with the files and tables that the last run was told to take."""
    share, bodies = last.get("share"), last.get("bodies")
    return replace(
        options,
        limits=replace(options.limits, tables=tuple(last["limits"]["tables"])),
        share=parse_share(share) if share else None,
        limit=last.get("limit"),
        bodies=Path(bodies) if bodies else None,
    )
