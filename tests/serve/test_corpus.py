"""What rows are seen against: the body that a document is of, also where it does not print its number."""

from __future__ import annotations

from pathlib import Path

from pipeline.options import Options
from pipeline.present.corpus import read_corpus
from pipeline.publish.version import published_version
from pipeline.run import run
from tests.fiction import act


def test_documents_of_one_body_share_its_page_whether_they_print_its_siren_or_not(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    printed = act("2024-01").replace("EXTRAIT", "035-213500010-20240314-2024-01-DE\nEXTRAIT")
    for name, text in (("a.txt", printed), ("b.txt", act("2024-02", "2 500")), ("c.txt", act("2024-03", town="SORMONT"))):
        (raw / name).write_text(text, encoding="utf-8")
    run([raw], tmp_path / "out", Options(workers=1))
    corpus = read_corpus(published_version(tmp_path / "out"), public=False)
    homes = {document["file_name"]: corpus.home(document) for document in corpus.documents.values()}
    sirens = {document["file_name"]: document["siren"] for document in corpus.documents.values()}
    assert sirens == {"a.txt": "213500010", "b.txt": None, "c.txt": None}
    assert homes == {"a.txt": "213500010", "b.txt": "213500010", "c.txt": "commune-de-sormont"}
