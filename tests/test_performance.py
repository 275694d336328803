"""The page of costs: that it is made from what was measured. How long things take is not tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.performance.clock import measure, ratios
from benchmarks.performance.linking import link_all, people, rows_of
from benchmarks.performance.material import File, Material, sort_out, up_to
from benchmarks.performance.readers import COMPLETE, PDFIUM, SPACY, native_pages, plain_texts, scanned_pages, table_pages
from benchmarks.performance.report import report
from benchmarks.performance.result import Goal, ratio
from benchmarks.performance.runs import QUESTIONS, growth_of, queries, rerun_of, start_up
from samples.make import make


def test_every_contender_does_every_item_in_every_round() -> None:
    done: list[tuple[str, int]] = []
    ticks = iter(range(1_000))
    works = {name: (lambda item, name=name: done.append((name, item))) for name in ("a", "b")}
    times = measure(works, [1, 2, 3], rounds=2, clock=lambda: float(next(ticks)))
    assert sorted(done) == sorted([(name, item) for name in "ab" for item in (1, 2, 3)] * 3)
    assert times == {"a": [3.0, 3.0], "b": [3.0, 3.0]}, "the first round does not count"
    assert done[:6] != done[6:12], "the order is shuffled"


def test_ratios_are_taken_within_a_round() -> None:
    times = {"delib": [2.0, 30.0, 4.0], "other": [1.0, 10.0, 1.0]}
    assert ratios(times, "delib", "other") == [2.0, 3.0, 4.0]
    assert ratio(times, "delib", "other") == 3.0
    assert ratio(times, "delib", "missing") is None


@pytest.mark.parametrize(
    ("value", "least", "verdict"),
    [
        (2.0, False, "met"),
        (3.0, False, "not met, 1.50 times off"),
        (3.0, True, "met"),
        (1.0, True, "not met, 2.00 times off"),
        (None, False, "not measured"),
    ],
)
def test_the_verdict_on_a_goal(value: float | None, least: bool, verdict: str) -> None:
    assert Goal(name="goal", limit=2, value=value, least=least).verdict == verdict


def test_so_many_pages_are_taken() -> None:
    files = [File(Path(f"{pages}"), b"", ("",) * pages) for pages in (2, 9, 1, 3)]
    assert [len(file.texts) for file in up_to(4, files)] == [2, 1]


def test_the_page_says_what_pages_cost(tmp_path: Path) -> None:
    make(tmp_path, None, count=4, forms=("pdf-letter", "txt-wrapped", "md"))
    material = sort_out([tmp_path], real=False, limit=2)
    sections = [table_pages(material, 9, rounds=1), plain_texts(material, 40, rounds=1), scanned_pages(material, 1, rounds=1)]
    assert {PDFIUM, COMPLETE} <= sections[0].times.keys()
    assert {SPACY, COMPLETE} <= sections[1].times.keys()
    page = report(sections, real=False, quick=True, load=(0.1, 0.2))
    assert page.startswith("# Performance\n")
    for section in sections:
        assert f"## {section.title}" in page
        assert all(f"| {name} |" in page for name in section.times)
        assert all(f"| {goal.name} |" in page and goal.verdict in page for goal in section.goals)
    assert "Left out: all of it" in page, "there is no scan"


def test_pages_without_tables_are_told_apart() -> None:
    files = tuple(File(Path(name), b"", ("text",), tables) for name, tables in (("a", 0), ("b", 1)))
    assert [file.path.name for file in Material(True, files, (), ()).plain] == ["a"]
    section = native_pages(Material(True, files[1:], (), ()), 3, rounds=1)
    assert [goal.verdict for goal in section.goals] == ["not measured"] * 3


def test_what_runs_cost(tmp_path: Path) -> None:
    first, again = {"few": [3.0, 2.0], "many": [4.0, 4.0]}, {"many": [1.1] * 5, "one": [1.0] * 5}
    assert growth_of(first, 10).goals[0].value == pytest.approx(0.4166667)
    reruns = rerun_of(first, again, 40)
    assert reruns.goals[0].value == pytest.approx(0.025)
    assert "| unchanged re-run |" in report([reruns], real=False, quick=True, load=(0.1, 0.2))
    started = start_up(tmp_path, rounds=1)
    asked = queries(tmp_path / "small-out0", rounds=1)
    assert asked.times.keys() == QUESTIONS.keys()
    assert all(len(seconds) == 1 and seconds[0] > 0 for seconds in [*started.times.values()])


def test_rows_of_members_are_multiplied_for_links() -> None:
    few, many = rows_of(10), rows_of(5_000)
    assert len(few("members")) < 5_000 <= len(many("members"))
    assert link_all(many) == link_all(few) * len(many("members")) // len(few("members"))


def test_what_links_cost() -> None:
    section = people(100, 200, rounds=1)
    assert len(section.times) == 2
    assert all(goal.value is not None for goal in section.goals)
