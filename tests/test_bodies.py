"""The user's own list of bodies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.bodies import BodyList, read_bodies
from pipeline.errors import UsageError
from pipeline.options import Options
from pipeline.publish.version import current_version
from pipeline.run import run
from pipeline.tables import TABLES
from samples.cast import BODIES
from tests.fiction import act

_NAMELESS = "Note de service\n\nLes congés sont à poser avant le 15 juin 2024.\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def documents_of(out: Path) -> dict[str, dict[str, Any]]:
    version = current_version(out)
    assert version is not None
    return {row["source_path"]: row for row in version.rows("documents")}


def test_fills_only_what_documents_leave_out(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    (raw / "montfaron" / "2024").mkdir(parents=True)
    written(raw / "montfaron" / "2024" / "note.txt", _NAMELESS)
    written(raw / "montfaron" / "acte.txt", act(town="VALRIVE"))
    siren = BODIES["montfaron"].siren
    bodies = written(
        tmp_path / "liste.csv",
        f"dossier;SIREN;collectivité;département;population\nmontfaron;{siren};Commune de Montfaron;99;1 250\n",
    )
    report = run([raw], out, Options(workers=1, bodies=bodies))
    assert [oddity.message for oddity in report.oddities] == [
        "Un document de « Commune de Valrive » : la liste donnée avec --bodies dit autre chose (Commune de Montfaron)."
    ]
    rows = documents_of(out)
    note, deliberation = rows["montfaron/2024/note.txt"], rows["montfaron/acte.txt"]
    assert (note["collectivity"], note["siren"], note["department"]) == ("Commune de Montfaron", siren, "99")
    assert (note["population"], note["from_list"]) == (1250, ["collectivity", "siren", "department"])
    assert deliberation["collectivity"] == "Commune de Valrive"
    assert (deliberation["siren"], deliberation["from_list"]) == (None, None)
    assert deliberation["list_says"] == ["collectivity: Commune de Montfaron"]
    assert not run([raw], out, Options(workers=1, bodies=bodies)).published
    assert run([raw], out, Options(workers=1)).read == 0
    without = documents_of(out)["montfaron/2024/note.txt"]
    assert (without["collectivity"], without["siren"], without["from_list"]) == (None, None, None)


@pytest.mark.parametrize(
    ("printed", "listed", "says"),
    [
        ({"collectivity": "VILLE DE MONTFARON"}, {"collectivity": "Montfaron"}, None),
        ({"collectivity": "Commune de St Aubrac"}, {"collectivity": "Ville de Saint-Aubrac"}, None),
        ({"department": "062"}, {"department": "62"}, None),
        ({"department": "062"}, {"department": "59"}, ["department: 59"]),
        ({"siren": "219902024"}, {"siren": "219901018", "collectivity": "Montfaron"}, ["siren: 219901018"]),
        (
            {"collectivity": "Commune de Montfaron"},
            {"collectivity": "Communauté de communes de Montfaron"},
            ["collectivity: Communauté de communes de Montfaron"],
        ),
    ],
)
def test_what_the_list_says_otherwise(printed: dict[str, str], listed: dict[str, str], says: list[str] | None) -> None:
    schema = TABLES["documents"].schema
    names = ("source_path", "collectivity", "siren", "department", "population", "from_list", "list_says")
    row = dict.fromkeys(names) | {"source_path": "a/x.txt"} | printed
    documents = pa.Table.from_pylist([row], schema=pa.schema([schema.field(name) for name in names]))
    (filled,) = BodyList({"a": listed}).fill(documents).to_pylist()
    assert filled["list_says"] == says
    assert {name: filled[name] for name in printed} == printed


def test_a_siren_goes_before_a_folder(tmp_path: Path) -> None:
    siren = BODIES["valbrune"].siren
    path = written(tmp_path / "l.csv", f"folder,siren,collectivity\na,,Commune A\na/b,,Commune B\n,{siren},Commune C\n")
    bodies = read_bodies(path)
    names = [
        bodies.told(*place).get("collectivity")
        for place in (("a/x.pdf", None), ("a/b/c/x.pdf", None), ("a/x.pdf", siren), ("x", None))
    ]
    assert names == ["Commune A", "Commune B", "Commune C", None]


WRONG = {
    "no-key": ("name,population\nX,3\n", "no column folder or siren"),
    "empty-key": ("folder,siren\n,\n", "line 2 names neither"),
    "siren": ("siren\n123456789\n", "'123456789' is no SIREN"),
    "population": ("folder,population\na,many\n", "'many' is no number"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_bodies(written(tmp_path / "l.csv", text))


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_bodies(tmp_path / "none.csv")
