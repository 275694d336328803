"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.generated import (
    BLOCKS,
    CHECKS_PAGE,
    COMMANDS,
    DICTIONARY,
    README,
    RECIPES,
    ROOT,
    blocks,
    checks_page,
    dictionary,
    readme,
)

PAGES = [README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "CHANGELOG.md"]
_LINK = re.compile(r"\]\((?P<target>[^)#:\s]+)(?:#[^)]*)?\)")


def test_every_block_is_there() -> None:
    assert sorted(blocks(README.read_text(encoding="utf-8"))) == sorted([*BLOCKS, "queries"])


def test_the_readme_is_what_the_code_prints() -> None:
    text = README.read_text(encoding="utf-8")
    assert readme(text) == text, "run: make fix"


def test_the_recipes_are_answered_as_the_code_answers() -> None:
    text = RECIPES.read_text(encoding="utf-8")
    assert readme(text) == text, "run: make fix"
    questions = re.findall(r"^\*\*(\d+)\. ", text, re.MULTILINE)
    assert questions == [str(number) for number in range(1, 16)]
    answers = re.findall(r"^```text\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    assert len(answers) == 15
    assert all(len(answer.splitlines()) > 2 for answer in answers)


def test_the_dictionary_is_what_the_code_prints() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary(), "run: make fix"


def test_the_page_of_checks_is_what_the_code_prints() -> None:
    assert CHECKS_PAGE.read_text(encoding="utf-8") == checks_page(), "run: make fix"


def test_five_queries_are_answered() -> None:
    assert README.read_text(encoding="utf-8").count("```sql") >= 5


def test_every_command_is_documented() -> None:
    text = README.read_text(encoding="utf-8")
    assert all(f"$ delib {command} --help" in text for command in COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [m["target"] for m in _LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [t for t in targets if not (page.parent / t).exists()] == []
