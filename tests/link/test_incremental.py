"""Links after additions and removals are those of a run from scratch."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.options import Options
from pipeline.publish.version import current_version
from pipeline.run import run
from samples.citing import citing_texts

_TABLES = ("persons", "organizations", "act_links", "acts", "members", "citations")


def links_of(out: Path) -> dict[str, list[dict[str, object]]]:
    version = current_version(out)
    assert version is not None
    return {table: list(version.rows(table)) for table in _TABLES}


def test_a_citation_is_resolved_when_the_act_arrives_and_no_longer_when_it_is_gone(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    texts = citing_texts(random.Random(11), count=5)[:5]
    paths = [raw / f"{at}.txt" for at in range(5)]
    for path, text in zip(paths[1:], texts[1:], strict=True):
        path.write_text(text.text, encoding="utf-8")
    run([raw], out, Options(workers=1))
    without = links_of(out)
    named = "Vu la convention avec l'Office public de l'habitat du 4 mai 2021 ;\nLe conseil municipal, après"
    paths[0].write_text(texts[0].text.replace("Le conseil municipal, après", named), encoding="utf-8")
    run([raw], out, Options(workers=1))
    added = links_of(out)
    run([raw], tmp_path / "scratch", Options(workers=1))
    assert added == links_of(tmp_path / "scratch")
    assert len(cited(added)) > len(cited(without))
    assert [row["name"] for row in added["organizations"]] == ["Office public de l'habitat"]
    paths[0].unlink()
    run([raw], out, Options(workers=1))
    assert links_of(out) == without


def cited(tables: dict[str, list[dict[str, object]]]) -> list[object]:
    """The acts that citations mean."""
    return [row["cited_act_id"] for row in tables["citations"] if row["cited_act_id"]]
