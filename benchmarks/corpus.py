"""How a corpus is read: its pages by source, what a page costs, what was put aside and why.

    python -m benchmarks.corpus CORPUS [--out OUT] [--look DIR [--pages 10] [--seed 1]]

Runs delib once, then reads every document again, one after the other, to see how long its pages take. ``--look`` writes the
text of some pages of PDF files, chosen at random, beside their image: what differs, a person has to see.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from pipeline.process import process_document
from pipeline.publish.version import Version, published_version
from pipeline.run import run

Row = dict[str, Any]


def documents_of(version: Version) -> list[Row]:
    """Each document that was read, once."""
    return [row for row in version.rows("documents") if row["document_id"] and not row["duplicate_of"]]


def count_pages(version: Version) -> Iterator[str]:
    """Pages by source, those without text apart, and those that hold something which could not be read."""
    pages = list(version.rows("pages"))
    empty = [page for page in pages if not page["text"].strip()]
    characters: Counter[str] = Counter()
    for page in pages:
        characters[page["text_source"]] += len(page["text"])
    for source, count in Counter(page["text_source"] for page in pages).most_common():
        without = sum(page["text_source"] == source for page in empty)
        yield f"  {source:8}{count:6} pages, {without:3} without text, {characters[source] / count:7.0f} characters a page"
    names = {row["document_id"]: row["source_path"] for row in documents_of(version)}
    for page in empty:
        yield f"  no text: {names[page['document_id']]} page {page['page']}"
    for row in documents_of(version):
        if row["pages_unread"]:
            yield f"  not read: {row['source_path']} pages {', '.join(map(str, row['pages_unread']))}"


def count_reasons(version: Version) -> Iterator[str]:
    """The states of the files, and why some of them were put aside."""
    rows = list(version.rows("documents"))
    duplicates = sum(row["duplicate_of"] is not None for row in rows)
    yield f"  {len(rows)} files, {sum(row['status'] == 'extracted' for row in rows)} extracted, {duplicates} of them duplicates"
    reasons: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["reason_code"]:
            reasons[row["reason_code"]].append(row)
    for reason, found in sorted(reasons.items()):
        yield f"  {reason}: {len(found)}"
        yield from (f"    {row['source_path']}: {row['reason_detail']}" for row in found)


def time_pages(corpus: Path, version: Version) -> Iterator[str]:
    """Processor time from the bytes of a document to its rows, for each of its pages, by the source of their text."""
    os.environ.pop("DELIB_CACHE", None)
    spent: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row in documents_of(version):
        path = corpus / row["source_path"]
        if path.is_file():
            start = _processor_time()
            process_document(path)
            spent[row["text_source"]].append((_processor_time() - start, row["page_count"]))
    for source, taken in sorted(spent.items()):
        seconds, pages = sum(second for second, _ in taken), sum(count for _, count in taken)
        slowest = max(second / count for second, count in taken)
        each = f"{1000 * seconds / pages:7.1f} ms a page, {1000 * slowest:7.0f} in the slowest"
        yield f"  {source:8}{len(taken):4} documents, {pages:5} pages: {each}"


def _processor_time() -> float:
    """Seconds that this process has worked, and those it started: tesseract above all. A busy machine does not change them."""
    return sum(os.times()[:4])


def look(corpus: Path, version: Version, to: Path, count: int, seed: int) -> Iterator[str]:
    """Write pages of PDF files, chosen at random, as an image and as the text that was read."""
    names = {row["document_id"]: row["source_path"] for row in documents_of(version) if row["media_type"] == "application/pdf"}
    pages = [(names[page["document_id"]], page["page"], page) for page in version.rows("pages") if page["document_id"] in names]
    pages.sort(key=lambda entry: entry[:2])
    to.mkdir(parents=True, exist_ok=True)
    for at, (name, number, page) in enumerate(random.Random(seed).sample(pages, min(count, len(pages))), start=1):
        with pypdfium2.PdfDocument(corpus / name) as pdf:
            pdf[number - 1].render(scale=1.5).to_pil().save(to / f"{at:02}.png")
        (to / f"{at:02}.txt").write_text(page["text"], encoding="utf-8")
        yield f"  {at:02} {page['text_source']:7}{name} page {number}"


def report(corpus: Path, out: Path, to: Path | None, count: int, seed: int) -> None:
    """Print all that is known of how a corpus is read."""
    done = run([corpus], out)
    version = published_version(out)
    print(f"{done.files} files, {done.read} read in {done.duration_s:.0f} s")
    print("pages", *count_pages(version), sep="\n")
    print("files", *count_reasons(version), sep="\n")
    if to:
        print(f"pages in {to}", *look(corpus, version, to, count, seed), sep="\n")
    print("processor time, one document after the other", *time_pages(corpus, version), sep="\n")


def main() -> None:
    """Read the command line and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder of documents")
    parser.add_argument("--out", type=Path, help="where the tables go (default: nowhere that lasts)")
    parser.add_argument("--look", type=Path, metavar="DIR", help="where pages go that a person is to look at")
    parser.add_argument("--pages", type=int, default=10, help="how many of them")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report(args.corpus.resolve(), args.out or Path(folder), args.look, args.pages, args.seed)


if __name__ == "__main__":
    main()
