"""Forgetting documents and private persons: what is published of them goes, at once and from old versions too, and stays out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.amend.erasures import Erasures, read_erasures, write_erasures
from pipeline.errors import InputMissing, UsageError
from pipeline.publish.output import hold
from pipeline.publish.version import Version, published_version
from pipeline.report.history import usual_runs
from pipeline.serve.cache import empty_cache

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


def put_on_the_list(out: Path, documents: Sequence[str], persons: Sequence[str]) -> Forgotten:
    """Write down what has to be forgotten; the next run publishes tables without it.

    Args:
        out: where tables are published.
        documents: ids or paths of published documents.
        persons: names as they are printed, each spelling by itself.

    Raises:
        InputMissing: when nothing is published, or no such document.
        UsageError: when a name is no full name.
    """
    with hold(out):
        version = published_version(out)
        files = _files(version)
        wanted = {sha256: path for asked in documents for sha256, path in _fitting(files, asked)}
        known = read_erasures(out)
        naming = _naming(version, files, known.with_names(persons, ())) if persons else {}
        write_erasures(out, known.with_contents(wanted).with_names(persons, naming))
    return Forgotten(documents=tuple(sorted(wanted.values())), naming=tuple(sorted(naming.values())))


def wipe(out: Path, forgotten: Forgotten, cache: Path | None) -> None:
    """Remove what was kept of it besides the published version: older versions, recognised pages, journals, bases.

    Raises:
        OutputBusy: when a run holds OUT.
    """
    with hold(out) as output:
        output.tidy()
        erasures = read_erasures(out)
        for sha256 in (*erasures.contents, *erasures.touched):
            _remove_recognised(cache, sha256)
        for path in sorted((out / "runs").glob("[!.]*")):
            _clean(path, forgotten, erasures)
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


def _clean(path: Path, forgotten: Forgotten, erasures: Erasures) -> None:
    """Remove what tells of a run and names what is forgotten; of its report, only the lines that do."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if not _tells(text, forgotten, erasures):
        return
    if path.name.endswith(_TOLD):
        path.unlink()
        return
    report = json.loads(text)
    aside = report.get("quarantined", {})
    report["quarantined"] = {name: reason for name, reason in aside.items() if not _tells(name, forgotten, erasures)}
    draft = path.with_name(f".{path.name}")
    draft.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def _tells(text: str, forgotten: Forgotten, erasures: Erasures) -> bool:
    return any(path in text for path in forgotten.documents) or any(erasures.find(text))


def raws_of_last_run(out: Path) -> list[Path]:
    """The RAW that the published tables were made from.

    Raises:
        UsageError: when no run says so.
    """
    for run in usual_runs(out):
        return [Path(raw) for raw in run["settings"]["raw"]]
    raise UsageError(f"no run under {out} says where its files came from: give RAW")


#: Makes the tables anew.
Republish = Callable[[Sequence[Path]], object]


def forget(
    out: Path, documents: Sequence[str], persons: Sequence[str], raws: Sequence[Path], cache: Path | None, republish: Republish
) -> Forgotten:
    """Forget documents and persons: list them, publish tables without them, wipe what is left.

    Args:
        out: where tables are published.
        documents: ids or paths of published documents.
        persons: names as they are printed, each spelling by itself.
        raws: what the tables are made from; by default what the last run was given.
        cache: where recognised pages are kept.
        republish: makes a run over ``raws``.
    """
    if not documents and not persons:
        raise UsageError("say what to forget: a document, or --person NAME")
    sources = raws or raws_of_last_run(out)
    forgotten = put_on_the_list(out, documents, persons)
    republish(sources)
    wipe(out, forgotten, cache)
    return forgotten
