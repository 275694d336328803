"""Rules on scanned pages are found wherever they begin, and shorter strokes are none."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.read.strokes import take_rules, tilt


def _paper(height: int = 400, width: int = 500) -> np.ndarray:
    return np.full((height, width), 255, dtype=np.uint8)


@pytest.mark.parametrize("start", [0, 1, 31, 32, 59, 60, 119, 277, 379])
@pytest.mark.parametrize("row", [0, 1, 200, 399])
def test_a_rule_across(start: int, row: int) -> None:
    page = _paper()
    page[row, start : start + 121] = 0
    rules = take_rules(page, 1.0)
    assert [(rule.start, rule.end) for rule in rules.across] == [(start, start + 121)]
    assert rules.down == []


@pytest.mark.parametrize("start", [0, 1, 59, 60, 61, 200, 279])
@pytest.mark.parametrize("column", [0, 1, 250, 499])
def test_a_rule_down(start: int, column: int) -> None:
    page = _paper()
    page[start : start + 121, column] = 0
    rules = take_rules(page, 1.0)
    assert [(rule.start, rule.end) for rule in rules.down] == [(start, start + 121)]
    assert rules.across == []


def test_what_is_too_short_is_no_rule() -> None:
    page = _paper()
    page[200, 100:219] = 0
    page[100:219, 300] = 0
    rules = take_rules(page, 1.0)
    assert rules.across == rules.down == []
    assert take_rules(_paper(height=20, width=20), 1.0).down == []


def test_how_far_a_page_is_turned() -> None:
    page = _paper()
    for column in range(450):
        page[100 + column // 100, column] = 0
    assert tilt(page) == pytest.approx(-0.005, abs=0.002)
    assert tilt(_paper()) == 0.0
