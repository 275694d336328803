"""What people put right stays right, whatever is read later."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.amend.corrections import Correction, add_corrections, correct, find_fact, make_correction, read_corrections
from pipeline.errors import InputMissing, UsageError
from pipeline.options import Options
from pipeline.publish.version import published_version
from pipeline.run import run
from tests.fiction import make_raw

HEAD = "table,document_id,char_start,raw,column,value,note\n"


def parsed(tmp_path: Path, *lines: str) -> tuple[Correction, ...]:
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_corrections(path)


def fact(start: int, raw: str, **values: Any) -> dict[str, Any]:
    return {"char_start": start, "raw": raw, "corrected": None, **values}


def correction(column: str | None, value: Any = None, start: int = 100, note: str = "") -> Correction:
    return Correction(table="amounts", document_id="d", char_start=start, raw="500 €", column=column, value=value, note=note)


@pytest.mark.parametrize(
    ("table", "column", "value", "expected"),
    [
        ("amounts", "value", "1 500,25", Decimal("1500.25")),
        ("amounts", "role", "request", "request"),
        ("votes", "votes_for", "15", 15),
        ("votes", "unanimous", "non", False),
        ("dates", "date", "2024-03-14", dt.date(2024, 3, 14)),
        ("grants", "beneficiary", "Comité des fêtes", "Comité des fêtes"),
        ("amounts", "tax", "", None),
    ],
)
def test_a_value_has_the_type_of_its_column(table: str, column: str, value: str, expected: Any, tmp_path: Path) -> None:
    (found,) = parsed(tmp_path, f'{table},d,7,500 €,{column},"{value}",relu')
    assert (found.value, found.note) == (expected, "relu")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("sommes,d,7,500 €,,,", "line 2: no table of facts 'sommes'"),
        ("documents,d,7,500 €,,,", "no table of facts 'documents'"),
        ("amounts,d,ici,500 €,,,", "char_start must be a number, not 'ici'"),
        ("amounts,d,7,500 €,raw,600 €,", "no column 'raw' of amounts that can be corrected"),
        ("amounts,d,7,500 €,role,cadeau,", "role is one of .*, not 'cadeau'"),
        ("amounts,d,7,500 €,value,beaucoup,", "'beaucoup' is no value for value"),
        ("votes,d,7,Pour : 3,unanimous,peut-être,", "'peut-être' is no value for unanimous"),
    ],
)
def test_a_line_that_cannot_be_followed_is_named(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=message):
        parsed(tmp_path, line)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("nom;somme\n", encoding="utf-8")
    with pytest.raises(UsageError, match="the first line must be table,document_id"):
        read_corrections(tmp_path / "other.csv")
    with pytest.raises(InputMissing, match=r"gone\.csv could not be read"):
        read_corrections(tmp_path / "gone.csv")


def test_the_fact_with_the_same_words_nearest_to_the_place_is_put_right() -> None:
    rows = {"amounts": [fact(10, "500 €"), fact(103, "500 €"), fact(100, "900 €")]}
    correct(rows, [correction("role", "request", note="une demande"), correction("tax", "net")])
    assert [row.get("role") for row in rows["amounts"]] == [None, "request", None]
    assert rows["amounts"][1]["corrected"] == "role : une demande ; tax"


def test_what_is_no_fact_is_taken_out_and_what_is_gone_hurts_nobody() -> None:
    rows = {"amounts": [fact(103, "500 €"), fact(100, "900 €")]}
    correct(rows, [correction(None), correction(None)])
    assert [row["raw"] for row in rows["amounts"]] == ["900 €"]


def test_runs_follow_what_was_written_until_it_is_taken_back(tmp_path: Path) -> None:
    raw, out, path = make_raw(tmp_path / "raw", 2), tmp_path / "out", tmp_path / "corrections.csv"
    run([raw], out, Options(workers=1))
    amounts = {row["value"]: row for row in published_version(out).rows("amounts")}
    table, row = find_fact(published_version(out), amounts[Decimal(1500)]["fact_id"])
    add_corrections(path, [make_correction(row, table, "role", "request", "relu sur la page")])
    add_corrections(path, [make_correction(amounts[Decimal(2500)], "amounts", None, "", "numéro de compte")])
    assert run([raw], out, Options(workers=1, corrections=read_corrections(path))).read == 2
    (left,) = published_version(out).rows("amounts")
    assert (left["value"], left["role"], left["corrected"]) == (1500, "request", "role : relu sur la page")
    assert not run([raw], out, Options(workers=1, corrections=read_corrections(path))).published
    run([raw], out, Options(workers=1))
    assert [(row["role"], row["corrected"]) for row in published_version(out).rows("amounts")] == [("grant", None)] * 2


def test_who_somebody_is_can_be_said_and_stays_said(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    run([raw], out, Options(workers=1))
    members = [row for row in published_version(out).rows("members") if row["family_name"] == "LENOIR"]
    other = next(row["person_id"] for row in published_version(out).rows("members") if row["family_name"] == "MARTEL")
    known = make_correction(members[0], "members", "person_id", other, "nom d'usage")
    assert run([raw], out, Options(workers=1, corrections=[known])).published
    after = {row["fact_id"]: row["person_id"] for row in published_version(out).rows("members")}
    assert after[members[0]["fact_id"]] == other
    assert after[members[1]["fact_id"]] == members[1]["person_id"] != other
    assert not run([raw], out, Options(workers=1, corrections=[known])).published
