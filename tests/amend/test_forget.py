"""What has to be forgotten goes, from everywhere, and stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.amend.erasures import Erasures, read_erasures, write_erasures
from pipeline.cli import execute
from pipeline.errors import InputMissing, UsageError
from pipeline.forget import forget
from pipeline.options import Options
from pipeline.publish.version import published_version
from pipeline.run import run
from pipeline.shards import Share
from tests.fiction import act, make_raw


def blotted(text: str, *names: str) -> str:
    return Erasures(salt="00" * 16).with_names(names, ()).blot(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aide à Mme Jeanne DURAND-PETIT, 12 rue Haute", "Aide à Mme ██████ ████████████, 12 rue Haute"),
        ("Aide à DURAND PETIT Jeanne.", "Aide à ██████ █████ ██████."),
        ("Aide à jeanne durand\npetit.", "Aide à ██████ ██████\n█████."),
        ("Aide à Mme Jeanne Durand", "Aide à Mme Jeanne Durand"),
        ("Jeanne, puis 12 Durand-Petit", "Jeanne, puis 12 Durand-Petit"),
    ],
)
def test_a_name_is_found_in_any_order_case_and_accent(text: str, expected: str) -> None:
    assert blotted(text, "Jeanne Durand-Pétit") == expected


def test_a_single_word_is_no_name() -> None:
    with pytest.raises(UsageError, match="no full name"):
        blotted("", "Durand")


def test_the_list_keeps_no_name_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_erasures(tmp_path, Erasures().with_names(["Jeanne Durand"], ["ab"]).with_contents(["cd"]))
    path = tmp_path / "forgotten.json"
    assert "durand" not in path.read_text(encoding="utf-8").lower()
    assert path.stat().st_mode & 0o077 == 0
    assert any(read_erasures(tmp_path).find("M. Durand Jeanne"))
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="says what must stay out"):
        read_erasures(tmp_path)


def published_text(out: Path) -> str:
    """All that readers of OUT may come across."""
    files = [path for path in out.rglob("*") if path.is_file()]
    version = published_version(out)
    rows = "".join(str(list(version.rows(resource["name"]))) for resource in version.package["resources"])
    return rows + "".join(path.read_text(encoding="utf-8", errors="ignore") for path in files if path.suffix != ".parquet")


def test_a_document_is_forgotten_and_stays_so(tmp_path: Path) -> None:
    raw, out, cache = make_raw(tmp_path / "raw", 2), tmp_path / "out", tmp_path / "cache"
    run([raw], out, Options(workers=1))
    (document,) = [row for row in published_version(out).rows("documents") if row["source_path"] == "a1.txt"]
    sha256 = document["source_sha256"]
    (cache / sha256[:2] / sha256).mkdir(parents=True)
    done = forget(out, [document["document_id"]], [], Options(workers=1), [], cache)
    assert done.documents == ("a1.txt",)
    assert "1 500 €" not in published_text(out)
    assert not (cache / sha256[:2] / sha256).exists()
    assert len(list((out / "versions").iterdir())) == 1
    (raw / "b.txt").write_bytes((raw / "a1.txt").read_bytes())
    run([raw], out, Options(workers=1))
    states = {row["source_path"]: row["reason_code"] for row in published_version(out).rows("documents")}
    assert states == {"a1.txt": "forgotten", "a2.txt": None, "b.txt": "forgotten"}


def test_a_person_becomes_unreadable_in_what_there_is_and_in_what_comes(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    (raw / "aide.txt").write_text(act("2024-07", "350") + "\nBénéficiaire : Mme Zoé HAUTBOIS, de Valrive.\n", encoding="utf-8")
    (raw / "zoé hautbois.bin").write_bytes(b"\x00\x01")
    run([raw], out, Options(workers=1))
    assert "HAUTBOIS" in published_text(out)
    done = forget(out, [], ["Zoé Hautbois"], Options(workers=1))
    assert done.naming == ("aide.txt",)
    text = published_text(out)
    assert "HAUTBOIS" not in text
    assert "███ ████████" in text
    assert sorted(row["value"] for row in published_version(out).rows("amounts")) == [350, 1500]
    (raw / "later.txt").write_text(act("2024-08", "410") + "\nM. Hautbois Zoé est remercié.\n", encoding="utf-8")
    run([raw], out, Options(workers=1))
    assert "Hautbois" not in published_text(out)


def test_what_is_not_there_cannot_be_forgotten(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    run([raw], out, Options(workers=1))
    with pytest.raises(InputMissing, match="no published document 'b'"):
        forget(out, ["b"], [], Options(workers=1))
    with pytest.raises(UsageError, match="say what to forget"):
        forget(out, [], [], Options(workers=1))


def test_the_commands_do_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DELIB_CORRECTIONS", "hand.csv")
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    run([raw], out, Options(workers=1))
    fact = next(iter(published_version(out).rows("amounts")))["fact_id"]
    assert execute(["correct", fact, "--set", "role=request", "--note", "relu", "--tables", str(out)]) == 0
    assert execute(["correct", fact, "--tables", str(out)]) == 2
    assert execute(["forget", "a2.txt", "--tables", str(out)]) == 0
    assert "forgotten: a2.txt" in capsys.readouterr().out
    assert [row["role"] for row in published_version(out).rows("amounts")] == ["request"]


def test_tables_are_made_anew_from_what_they_were_made_of(tmp_path: Path) -> None:
    raw, out, bodies = make_raw(tmp_path / "raw" / "valrive", 6).parent, tmp_path / "out", tmp_path / "bodies.csv"
    bodies.write_text("folder,collectivity,population\nvalrive,Commune de Valrive,850\n", encoding="utf-8")
    run([raw], out, Options(workers=1, share=Share(1, 2), limit=5, bodies=bodies))
    before = {row["source_path"]: row["population"] for row in published_version(out).rows("documents")}
    assert set(before.values()) == {850}
    path = min(before)
    forget(out, [path], [], Options(workers=1))
    after = {row["source_path"]: row["population"] for row in published_version(out).rows("documents")}
    assert after == before
    assert published_version(out).share == "1/2, the first 5 files"
