"""How good the tables are, in figures: ``docs/quality.md`` is printed by this.

    python -m benchmarks.quality [--gold GOLD...] [--documents FOLDER...] [--out docs/quality.md]

Gold answers are those made by hand for real documents where they are beside the checkout, else those of the sample. The page
holds figures and names of documents, and nothing of what the documents say.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.across import measure_across
from benchmarks.faults import Found, measure_checks
from benchmarks.links import Links, measure_links
from benchmarks.material import ROOT, Known, defaults, evaluate_all, load, worn
from benchmarks.matters import Matters, measure_matters, read_labels
from benchmarks.reasons import REASONS, count_reasons, intact
from pipeline.evaluate import MISSION, Evaluation
from pipeline.evaluate.tally import Band, Tally, sum_bands
from pipeline.evaluate.wording import plain

_FIRST = ", ".join(MISSION)

#: Shares of the characters that are damaged.
RATES = (0.0, 0.01, 0.03, 0.05)

#: The rate for which reasons are counted too.
_WORN = 0.03

#: From this confidence on a fact may be quoted after one look, and so many of them must be right.
SURE, SURE_SHARE = 0.9, 0.97


#: Faults planted for each check.
_FAULTS = 50


def report(sample: Sequence[Known], source: str, matters: Matters, links: Links, checks: Mapping[str, Found]) -> str:
    """The page: every figure there is for a sample.

    Args:
        sample: documents with what is known of them.
        source: what to call the gold answers.
        matters: what was told of labelled titles.
        links: how well links over documents hold.
        checks: what each check found of planted faults, and said of clean documents.
    """
    samples = {rate: [worn(known, rate) for known in sample] for rate in RATES}
    results = {rate: evaluate_all(damaged) for rate, damaged in samples.items()}
    result = results[0.0]
    facts = sum(map(_facts, result.tables().values()))
    sections: dict[str, Iterable[str]] = {
        "Tables": _tables(result),
        "Bodies": _bodies(sample, result),
        "Worn print": _noise(samples, results),
        "Confidence": _confidence(result),
        "What is missed, and what is said besides": _reasons(samples, results),
        "Matter of acts": _matters(matters),
        "Links over documents": _links(links),
        "Checks": _checks(checks),
    }
    head = (
        "# Quality",
        "",
        "Printed by `make quality`; figures only. Terms and rules of comparison are those of `delib evaluate`.",
        "",
        f"Gold: {source}, {len(sample)} documents, {facts} facts. Code: {_version()}. Date: {dt.date.today()}.",
    )
    body = (line for title, lines in sections.items() for line in ("", f"## {title}", "", *lines))
    return "\n".join((*head, *body)) + "\n"


def _tables(result: Evaluation) -> Iterator[str]:
    yield "`act`: share of the facts found that stand in the right act; `role`: share with the right second field."
    yield ""
    columns = ("f1", "precision", "recall", "act", "role")
    rows = ((table, tally.figures(), tally) for table, tally in result.tables().items())
    yield from _grid(
        ("table", *columns, "facts", "missed", "extra"),
        (
            (table, *(_share(figures[name]) for name in columns), _facts(tally), figures["missed"], figures["extra"])
            for table, figures, tally in rows
        ),
    )
    yield ""
    yield f"Mean F1: {result.mean_f1():.4f} over {_FIRST}; {result.mean_f1(mission=False):.4f} over the others."


def _facts(tally: Tally) -> int:
    return tally.found + len(tally.missed)


def _bodies(sample: Sequence[Known], result: Evaluation) -> Iterator[str]:
    """Mean F1 of the tables judged first, for all documents of one collectivité together."""
    documents: dict[str, list[str]] = defaultdict(list)
    for known in sample:
        name = (known.gold.get("document") or {}).get("collectivity")
        documents[plain(name) or known.gold["source"]].append(known.gold["source"])
    parts = {body: Evaluation(documents={n: result.documents[n] for n in names}) for body, names in documents.items()}
    parts = {body: part for body, part in parts.items() if any(table in MISSION for table in part.tables())}
    ranked = sorted(parts, key=lambda body: (parts[body].mean_f1(), body))
    scores = [parts[body].mean_f1() for body in ranked]
    yield f"Mean F1 over {_FIRST}, by collectivité: worst {min(scores):.3f}, median {median(scores):.3f} of {len(scores)}."
    yield "A body is named by the first of its documents; those that are perfect are left out."
    yield ""
    yield from _grid(
        ("document", "documents", "facts", "mean F1", "worst table"),
        ((documents[body][0], len(documents[body]), *_worst(parts[body])) for body in ranked if parts[body].mean_f1() < 1),
    )


def _worst(part: Evaluation) -> tuple[int, str, str]:
    tables = {table: tally for table, tally in part.tables().items() if table in MISSION}
    worst = min(tables, key=lambda table: tables[table].f1 or 0.0)
    return sum(map(_facts, tables.values())), f"{part.mean_f1():.3f}", f"{worst} {_share(tables[worst].f1)}"


def _noise(samples: dict[float, list[Known]], results: dict[float, Evaluation]) -> Iterator[str]:
    yield "F1 when characters are damaged as OCR damages them (`benchmarks/noise.py`). Gold stays that of the clean page,"
    yield "so a name with a wrong letter is missed and extra: `intact` is the share of the sums, dates and names that still stand"
    yield f"in the text as gold writes them. `right` is the share right of the facts with a confidence of {SURE:g} or more; pages"
    yield "of real scans have a confidence of OCR besides, which lowers that of their facts, and these have none."
    yield ""
    every = [result.tables() for result in results.values()]
    rows = [(table, *(_share(tables[table].f1 if table in tables else None) for tables in every)) for table in every[0]]
    rows.append(("mean of the first six", *(_share(result.mean_f1()) for result in results.values())))
    rows.append(("intact", *(_share(intact(sample)) for sample in samples.values())))
    rows.append(("right", *(_share(_sure(result.reliability()["all"]).share) for result in results.values())))
    yield from _grid(("table", *(f"{rate:.0%}" for rate in results)), rows)


def _confidence(result: Evaluation) -> Iterator[str]:
    tables = result.reliability()
    sure = _sure(tables["all"])
    yield "Share of the published facts that are right, and how many there are, by the confidence they are published with."
    yield f"Of those with {SURE:g} or more, {sure.right} of {sure.facts} are right ({_share(sure.share)}; the aim is {SURE_SHARE})."
    yield ""
    heads = (f"{band.low:g}-{band.high:g}" for band in tables["all"])
    rows = ((table, *(_cell(band) for band in bands)) for table, bands in tables.items())
    yield from _grid(("table", *heads), rows)


def _sure(bands: Iterable[Band]) -> Band:
    summed = sum_bands([band] for band in bands if band.low >= SURE)
    return summed[0] if summed else Band(SURE, 1.0, 0, 0)


def _cell(band: Band) -> str:
    return f"{_share(band.share)} of {band.facts}" if band.facts else ""


def _reasons(samples: dict[float, list[Known]], results: dict[float, Evaluation]) -> Iterator[str]:
    yield "As far as a machine can tell (`benchmarks/reasons.py`): the first reason that holds, and where it holds most often."
    yield ""
    rates = (0.0, _WORN)
    counts = [count for rate in rates for count in count_reasons(samples[rate], results[rate])]
    heads = (f"{what} at {rate:.0%}" for rate in rates for what in ("missed", "extra"))
    yield from _grid(("reason", *heads), ((reason, *(_most(count[reason]) for count in counts)) for reason in REASONS))


def _most(tables: Counter[str]) -> str:
    return f"{tables.total()} ({max(tables, key=lambda table: (tables[table], table))})" if tables else "0"


def _matters(matters: Matters) -> Iterator[str]:
    titles, coded = matters.titles
    yield f"Of {titles} titles of our own wording (`tests/data/matters.csv`), {coded} have a code of the ACTES nomenclature;"
    yield f"the others could be filed in two places. A code is told of {matters.told}, rightly of {matters.right}: precision"
    yield f"{matters.precision:.3f}, coverage {matters.coverage:.3f}. The rules were written with these titles in view."


def _links(links: Links) -> Iterator[str]:
    yield "Persons, B-cubed over labelled mentions: those of the gold files, labelled by a rule (the same words, or the only"
    yield "bearer of a family name; a spelling with a wrong letter counts as another person), and fictional ones whose labels"
    yield "are sure; with relatives and namesakes among them. Organizations likewise: beneficiaries with names that look alike, and"
    yield "bodies that citations name. `wrong merges`: how many of those told are several by their labels."
    yield ""
    rows = (
        ("persons, gold", links.gold),
        ("persons, fictional", links.fictional),
        ("organizations, fictional", links.organizations),
    )
    yield from _grid(
        ("mentions", "count", "precision", "recall", "f1", "wrong merges"),
        ((name, score.count, *map(_share, (score.precision, score.recall, score.f1)), score.wrong) for name, score in rows),
    )
    made = links.citations
    yield ""
    yield "Citations of acts that are in the corpus, in fictional deliberations read as texts:"
    yield f"of {made.meant}, {made.found} are resolved, {made.right} rightly."
    acts, said, right = made.relations
    yield f"Of {acts} acts that amend, repeal or replace another, {said} are said to, {right} rightly."


def _checks(checks: Mapping[str, Found]) -> Iterator[str]:
    yield "Faults of one kind planted in clean documents of our own (`benchmarks/faults.py`, and `benchmarks/across.py` for checks"
    yield "over several documents), how many of them are found, and how many clean documents raise an alarm."
    yield ""
    yield from _grid(
        ("check", "planted", "found", "share", "alarms", "clean documents"),
        ((code, did.planted, did.found, _share(did.found / did.planted), did.alarms, did.clean) for code, did in checks.items()),
    )


def _grid(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    columns = list(heads)
    lines: list[Iterable[object]] = [columns, ["---"] * len(columns), *rows]
    for cells in lines:
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _version() -> str:
    """The commit that the working tree stands on."""
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def main() -> None:
    """Read the command line, measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", help="gold files and folders of them")
    parser.add_argument("--documents", type=Path, nargs="+", help="folders of the documents")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "quality.md", help="the page (default docs/quality.md)")
    args = parser.parse_args()
    golds, folders = defaults()
    golds, folders = args.gold or golds, args.documents or folders
    source = ", ".join(f"{gold.parent.name}/{gold.name}" for gold in golds)
    sample = load(golds, folders)
    links, checks = measure_links([known.gold for known in sample]), measure_checks(_FAULTS) | measure_across(_FAULTS)
    page = report(sample, source, measure_matters(read_labels()), links, checks)
    args.out.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
