"""The examples' own notation: what it reads, and what it refuses."""

from __future__ import annotations

import pytest

from tests.inline import Expected, parse


def test_reads_spans_and_fields() -> None:
    text, expected = parse(
        'une aide de <amount value=12500.00 tax=TTC>12 500 €</amount>, par <member name="Jean DUPRÉ">M. DUPRÉ</member>'
    )
    assert text == "une aide de 12 500 €, par M. DUPRÉ"
    assert expected == [Expected(12, 20, {"value": "12500.00", "tax": "TTC"}), Expected(26, 34, {"name": "Jean DUPRÉ"})]


@pytest.mark.parametrize(
    "wrong",
    [
        "a < b",
        "a > b",
        "<amount>1 €",
        "1 €</amount>",
        "<amount>1 €</date>",
        "<amount><date>x</date></amount>",
        "<amount value=>1 €</amount>",
    ],
)
def test_refuses_what_would_test_nothing(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"stray|left open|without its opening|inside a tag"):
        parse(wrong)
