"""One document in a terminal, and one file in a notebook."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from pipeline.api import extract_file, extract_text, read_table
from pipeline.errors import InputMissing, Unreadable, UsageError
from pipeline.run import run
from pipeline.show import show
from tests.fiction import act, make_raw
from tests.test_run import documents_of


def shown(what: object, tables: Path, most: int = 20) -> str:
    console = Console(file=io.StringIO(), width=160)
    show(str(what), tables, console, most)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    raw = make_raw(folder / "raw", 2)
    make_raw(raw / "sub", 1)
    (raw / "sub" / "a1.txt").write_text(act("9"), encoding="utf-8")
    (raw / "empty.txt").touch()
    run([raw], folder / "out")
    return folder / "out"


def test_a_published_document(out: Path) -> None:
    document = documents_of(out)["a2.txt"]["document_id"]
    for what in (document, "a2.txt", document[:9]):
        said = shown(what, out)
        assert said.startswith("a2.txt extracted\n")
        assert "amounts (1)" in said
        assert "2 500.00" in said
        assert "articles (2)" in said


def test_a_file_is_read_on_the_fly(tmp_path: Path) -> None:
    path = make_raw(tmp_path, 1) / "a1.txt"
    said = shown(path, tmp_path / "nowhere")
    assert "1 500.00" in said
    assert "articles (2, the first 1)" in shown(path, tmp_path, most=1)
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_quarantined_document_says_why(out: Path) -> None:
    assert "reason_code: empty" in shown("empty.txt", out)


def test_what_is_not_there_or_may_be_several(out: Path) -> None:
    with pytest.raises(InputMissing, match="no published document 'zzz'"):
        shown("zzz", out)
    with pytest.raises(UsageError, match=r"may be any of"):
        shown("", out)


def test_the_terminal_is_not_commanded(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(act(town="VAL\x1b]0;PWNED\x07RIVE [bold]"), encoding="utf-8")
    assert "\x1b" not in shown(path, tmp_path)


def test_extract_gives_typed_facts_with_their_proof(tmp_path: Path) -> None:
    extraction = extract_file(make_raw(tmp_path, 1) / "a1.txt")
    (amount,) = extraction.facts["amounts"]
    assert amount.mention.value == Decimal("1500")
    assert extraction.raw(amount) == "1 500 €"
    assert (amount.act, amount.page, amount.box) == (extraction.acts[0], 1, None)


def test_extract_says_why_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no file"):
        extract_file(tmp_path / "nowhere.txt")
    with pytest.raises(Unreadable) as failure:
        extract_text("")
    assert failure.value.code == "empty"


def test_tables_keep_their_types(out: Path) -> None:
    frame = read_table("amounts", out, ["value", "page", "raw"])
    assert isinstance(frame, pd.DataFrame)
    assert sorted(frame["value"]) == [Decimal("1500.0000"), Decimal("1500.0000"), Decimal("2500.0000")]
    assert [str(kind) for kind in frame.dtypes] == ["decimal128(18, 4)[pyarrow]", "int32[pyarrow]", "string[pyarrow]"]
    with pytest.raises(UsageError, match="no table 'amount'"):
        read_table("amount", out)


def test_the_text_stands_with_its_facts_in_colour(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(act("2024-01", "1 500") + "\x1b[2J fin\n", encoding="utf-8")
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=60)
    show(str(tmp_path / "a.txt"), tmp_path, console, text=True)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1;34mM. Paul MARTEL" in said or "\x1b[1;34mPaul MARTEL" in said
    assert "\x1b[2J" not in said
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert "une subvention de 1 500 €" in plain
    assert plain.rstrip().splitlines()[-1].split() == ["grants", "amounts", "votes", "members", "dates", "articles"]
    assert max(map(len, plain.splitlines())) <= 60
