"""Acts that were sent to the préfecture with a message beside them, loose or in an archive."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import unpack
from pipeline.errors import Unreadable
from pipeline.forget import forget
from pipeline.limits import Limits
from pipeline.options import Options
from pipeline.publish.version import current_version
from pipeline.read.message import read_message
from pipeline.run import run
from pipeline.unpack import Archive, list_members
from tests.fiction import act, make_raw
from tests.killer import run_with_killer
from tests.test_run import documents_of, from_scratch, tables_of

GROUP = "034-219900017-20240314-2024_12-DE-1-1"
ACT, ANNEX, MESSAGE = f"99_DE-{GROUP}_1.txt", f"22_CO-{GROUP}_2.txt", f"{GROUP}_0.xml"
ANNEX_TEXT = "Convention avec le comité des fêtes de Valrive\n\nLe soutien s'élève à 700 € pour la fête de la moisson.\n"

_ACTE = """<?xml version="1.0" encoding="UTF-8"?>
<actes:Acte xmlns:actes="http://www.interieur.gouv.fr/ACTES#v1.1-20040216" actes:Date="2024-03-14"
  actes:NumeroInterne="2024_12" actes:CodeNatureActe="{nature}">
 <actes:CodeMatiere1 actes:CodeMatiere="7"/><actes:CodeMatiere2 actes:CodeMatiere="10"/><actes:CodeMatiere3 actes:CodeMatiere="2"/>
 <actes:Objet>{title}</actes:Objet>
 <actes:ClassificationDateVersion>2021-01-04</actes:ClassificationDateVersion>
 <actes:Document><actes:NomFichier>{document}</actes:NomFichier></actes:Document>
 <actes:Annexes actes:Nombre="1"><actes:Annexe><actes:NomFichier>{annex}</actes:NomFichier></actes:Annexe></actes:Annexes>
</actes:Acte>"""


def message(title: str = "Fête de la moisson", document: str = ACT, annex: str = ANNEX, nature: str = "1") -> str:
    return _ACTE.format(title=title, document=document, annex=annex, nature=nature)


def bundle(**changed: str) -> dict[str, str]:
    """The files of one transmission by their name."""
    return {ACT: act("9999"), ANNEX: ANNEX_TEXT, MESSAGE: message(**changed)}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def tar(files: Mapping[str, str | bytes | tarfile.TarInfo]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, text in files.items():
            info = text if isinstance(text, tarfile.TarInfo) else tarfile.TarInfo(name)
            body = b"" if isinstance(text, tarfile.TarInfo) else text if isinstance(text, bytes) else text.encode()
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return content.getvalue()


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def acts_of(out: Path) -> dict[str, dict[str, Any]]:
    """The first act of each document by the name of its file."""
    version = current_version(out)
    assert version is not None
    names = {row["document_id"]: row["file_name"] for row in version.rows("documents") if row["document_id"]}
    return {names[row["document_id"]]: row for row in version.rows("acts") if row["ordinal"] == 1}


def check_bundle(out: Path, folder: str) -> None:
    documents, acts = documents_of(out), acts_of(out)
    assert {row["status"] for row in documents.values()} == {"extracted"}
    main, annex, told = (documents[f"{folder}{name}"] for name in (ACT, ANNEX, MESSAGE))
    assert (main["actes_id"], main["nature"], main["siren"], main["department"]) == (GROUP[:-4], "DE", "219900017", "34")
    assert (annex["actes_id"], told["actes_id"]) == (GROUP[:-4], GROUP[:-4])
    assert (main["annex_of"], annex["annex_of"]) == (None, main["document_id"])
    assert (told["media_type"], told["document_id"], told["document_date"]) == ("application/xml", None, dt.date(2024, 3, 14))
    said = acts[ACT]
    assert (said["number"], said["title"], said["kind"]) == ("2024_12", "Fête de la moisson", "deliberation")
    assert (said["date"], said["matter"], said["matter_confidence"]) == (dt.date(2024, 3, 14), "7.10", 1.0)
    assert (acts[ANNEX]["kind"], acts[ANNEX]["number"]) == ("annex", None)


@pytest.mark.parametrize("kind", ["loose", "tar.gz", "zip"])
def test_what_was_sent_is_taken_as_it_is(kind: str, tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    if kind == "loose":
        write(raw, bundle())
    else:
        raw.mkdir()
        (raw / f"envoi.{kind}").write_bytes((tar if kind == "tar.gz" else zipped)(bundle()))
    report = run([raw], out)
    assert (report.files, report.quarantined) == (3 if kind == "loose" else 4, {})
    check_bundle(out, "" if kind == "loose" else f"envoi.{kind}/")
    assert run([raw], out).read == 0


def test_file_names_of_ones_own(tmp_path: Path) -> None:
    files = {"acte.txt": act(), "convention.txt": ANNEX_TEXT, "envoi.xml": message(document="acte.txt", annex="convention.txt")}
    run([write(tmp_path / "raw", files)], tmp_path / "out")
    documents = documents_of(tmp_path / "out")
    assert documents["convention.txt"]["annex_of"] == documents["acte.txt"]["document_id"]
    assert documents["acte.txt"]["actes_id"] is None
    assert acts_of(tmp_path / "out")["acte.txt"]["number"] == "2024_12"


def test_the_acknowledgement_adds_when_it_was_received(tmp_path: Path) -> None:
    answer = f"""<a:ARActe xmlns:a="http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
    a:DateReception="2024-03-16" a:IDActe="{GROUP[:-4]}">
    <a:ActeRecu a:Date="2024-03-14"><a:Document><a:NomFichier>{ACT}</a:NomFichier></a:Document></a:ActeRecu></a:ARActe>"""
    run([write(tmp_path / "raw", bundle() | {"reponse.xml": answer})], tmp_path / "out")
    check_bundle(tmp_path / "out", "")
    assert documents_of(tmp_path / "out")[ACT]["received"] == dt.date(2024, 3, 16)


def test_minutes_and_orders_keep_their_kind(tmp_path: Path) -> None:
    run([write(tmp_path / "raw", bundle(nature="4"))], tmp_path / "out")
    assert acts_of(tmp_path / "out")[ACT]["kind"] == "deliberation"
    assert documents_of(tmp_path / "out")[ACT]["nature"] == "CC"


def test_a_message_that_comes_changes_or_goes(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", bundle()), tmp_path / "out"
    (raw / MESSAGE).unlink()
    run([raw], out)
    assert acts_of(out)[ACT]["number"] == "9999"
    for title in ("Fête de la moisson", "Fête des vendanges"):
        write(raw, {MESSAGE: message(title=title)})
        run([raw], out)
        assert acts_of(out)[ACT]["title"] == title
        assert tables_of(out) == from_scratch(raw, tmp_path)
    (raw / MESSAGE).unlink()
    run([raw], out)
    assert acts_of(out)[ACT]["number"] == "9999"
    assert tables_of(out) == from_scratch(raw, tmp_path)


def test_an_archive_that_changes_or_goes(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 2), tmp_path / "out"
    (raw / "envoi.zip").write_bytes(zipped(bundle()))
    run([raw], out)
    (raw / "envoi.zip").write_bytes(zipped(bundle(title="Fête des vendanges") | {"de plus.txt": act("77", "7 700")}))
    report = run([raw], out)
    assert (report.files, report.read) == (7, 5)
    assert acts_of(out)[ACT]["title"] == "Fête des vendanges"
    assert tables_of(out) == from_scratch(raw, tmp_path)
    (raw / "envoi.zip").rename(raw / "autre.zip")
    run([raw], out)
    assert tables_of(out) == from_scratch(raw, tmp_path)
    (raw / "autre.zip").unlink()
    run([raw], out)
    assert list(documents_of(out)) == ["a1.txt", "a2.txt"]


def test_the_same_act_loose_and_sent_is_one_document_with_its_envelope(tmp_path: Path) -> None:
    raw, out = write(tmp_path / "raw", {"a.txt": act("9999")}), tmp_path / "out"
    run([raw], out)
    (raw / "envoi.tar.gz").write_bytes(tar(bundle()))
    (raw / "copie.tgz").write_bytes(tar(bundle()))
    run([raw], out)
    documents = documents_of(out)
    assert documents[f"envoi.tar.gz/{ACT}"]["duplicate_of"] == documents[f"copie.tgz/{ACT}"]["duplicate_of"] == "a.txt"
    assert documents["a.txt"]["actes_id"] == GROUP[:-4]
    assert tables_of(out) == from_scratch(raw, tmp_path)


def test_workers_and_order_do_not_matter(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 3)
    for number in range(3):
        (raw / f"envoi{number}.zip").write_bytes(zipped(bundle(title=f"Objet {number}") | {ACT: act(str(number))}))
    run([raw], tmp_path / "one", Options(workers=1))
    run([raw], tmp_path / "two", Options(workers=2))
    assert tables_of(tmp_path / "one") == tables_of(tmp_path / "two")


def test_killed_workers_lose_nothing_of_an_archive(tmp_path: Path) -> None:
    raw = make_raw(tmp_path / "raw", 1)
    (raw / "envoi.tar.gz").write_bytes(tar(bundle() | {ACT: act("9999") * 300}))
    report = run_with_killer(raw, tmp_path / "out", 2)
    assert (report.files, report.quarantined) == (5, {})
    assert tables_of(tmp_path / "out") == from_scratch(raw, tmp_path)


def link(name: str, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


def linked_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        info = zipfile.ZipInfo("lien.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.txt", act())
    return content.getvalue()


HOSTILE: dict[str, tuple[str, bytes, dict[str, str | None]]] = {
    "climbs-out": ("x.zip", zipped({"../../PWNED.txt": "x", "a.txt": act()}), {"x.zip": "unsafe"}),
    "climbs-out-of-a-tar": ("x.tar.gz", tar({"a/../../PWNED.txt": "x"}), {"x.tar.gz": "unsafe"}),
    "absolute": ("x.tar.gz", tar({"/tmp/PWNED.txt": "x"}), {"x.tar.gz": "unsafe"}),
    "drive": ("x.zip", zipped({"C:\\PWNED.txt": "x"}), {"x.zip": "unsafe"}),
    "link": (
        "x.tgz",
        tar({"a.txt": act(), "l": link("l.txt", "/etc/passwd")}),
        {"x.tgz": None, "x.tgz/a.txt": None, "x.tgz/l.txt": "unreadable"},
    ),
    "zip-link": ("x.zip", linked_zip(), {"x.zip": None, "x.zip/a.txt": None, "x.zip/lien.txt": "unreadable"}),
    "nested": ("x.zip", zipped({"y.zip": zipped({"a.txt": act()})}), {"x.zip": None, "x.zip/y.zip": "unsupported"}),
    "nested-tar": ("x.zip", zipped({"y.tgz": tar({"a.txt": act()})}), {"x.zip": None, "x.zip/y.tgz": "unsupported"}),
    "bomb": ("x.zip", zipped({"a.txt": b"\0" * (40 << 20)}), {"x.zip": "too_large"}),
    "tar-bomb": ("x.tar.gz", tar({"a.txt": b"\0" * (40 << 20)}), {"x.tar.gz": "too_large"}),
    "large-member": (
        "x.zip",
        zipped({"a.txt": act(), "b.txt": "x" * 300_000}),
        {"x.zip": None, "x.zip/a.txt": None, "x.zip/b.txt": "too_large"},
    ),
    "cut-short": ("x.tar.gz", tar(bundle())[:-90], {"x.tar.gz": "damaged"}),
    "no-archive": ("x.zip", b"rien du tout", {"x.zip": "damaged"}),
    "nothing-in-it": ("x.zip", zipped({}), {"x.zip": "empty"}),
    "same-name-twice": (
        "x.tar",
        tar({"a.txt": act(), "./a.txt": act("8")}),
        {"x.tar": None, "x.tar/a.txt": None, "x.tar/a.txt~2": None},
    ),
    "name-in-latin-1": (
        "x.tgz",
        tar({b"s\xe9ance.txt".decode("utf-8", "surrogateescape"): act()}),
        {"x.tgz": None, "x.tgz/s%E9ance.txt": None},
    ),
    "message-with-a-bomb": (
        "m.xml",
        b'<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><l xmlns="http://www.interieur.gouv.fr/ACTES#v1.1-20040216">&b;</l>',
        {"m.xml": None},
    ),
    "broken-message": ("m.xml", message().encode()[:-40], {"m.xml": "damaged"}),
    "other-xml": ("m.xml", b"<rien><a>Un texte assez long pour en etre un, dirait-on</a></rien>", {"m.xml": "unsupported"}),
    "other-archive": ("x.7z", b"7z\xbc\xaf\x27\x1c rest", {"x.7z": "unsupported"}),
}


@pytest.mark.parametrize(("name", "content", "states"), HOSTILE.values(), ids=HOSTILE)
def test_every_file_has_one_state(name: str, content: bytes, states: dict[str, str | None], tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / name).write_bytes(content)
    limits = Limits(size=200_000)
    run([tmp_path / "raw"], tmp_path / "out", Options(workers=1, limits=limits))
    assert {path: row["reason_code"] for path, row in documents_of(tmp_path / "out").items()} == states
    assert not run([tmp_path / "raw"], tmp_path / "out", Options(workers=1, limits=limits)).published
    assert not list(tmp_path.rglob("PWNED*"))


def test_a_word_document_is_no_archive_whatever_its_name(tmp_path: Path) -> None:
    from tests.read.test_office import docx, p

    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "acte.zip").write_bytes(docx(*[p(line) for line in [act()]]))
    run([tmp_path / "raw"], tmp_path / "out")
    assert list(documents_of(tmp_path / "out")) == ["acte.zip"]
    assert documents_of(tmp_path / "out")["acte.zip"]["page_count"] == 1


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.unpack._MOST_MEMBERS", 2)
    with pytest.raises(Unreadable) as error:
        list_members(tar(dict.fromkeys("abc", "x")), 100)
    assert error.value.code == "too_large"


def test_a_member_can_be_read_by_its_number() -> None:
    for content in (tar({"d/a": "eins", "b": "zwei"}), zipped({"d/a": "eins", "b": "zwei"})):
        assert [member.name for member in list_members(content, 100)] == ["d/a", "b"]
        archive = Archive(content)
        assert archive.read(1, 100) == b"zwei"
        assert archive.read(0, 100) == b"eins"
        with pytest.raises(Unreadable):
            archive.read(2, 100)


@pytest.mark.parametrize("pack", [tar, zipped])
def test_files_are_read_in_one_pass(pack: Callable[[Mapping[str, str | bytes]], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[str] = []
    entries = unpack._entries

    def counted(content: bytes) -> Iterator[Any]:
        for entry in entries(content):
            passed.append(entry.name)
            yield entry

    monkeypatch.setattr(unpack, "_entries", counted)
    files: dict[str, str | bytes] = {f"{number}.txt": str(number) for number in range(50)}
    archive = Archive(pack(files))
    assert [archive.read(number, 100).decode() for number in range(50)] == list(files.values())
    assert passed == list(files)


def test_files_of_the_same_name_are_told_apart() -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name in ("a", "a~2", "a", "a", "b", "a"):
            archive.addfile(tarfile.TarInfo(name))
    assert [member.name for member in list_members(content.getvalue(), 100)] == ["a", "a~2", "a~3", "a~4", "b", "a~5"]


def test_what_cannot_be_told_is_left_out() -> None:
    text = message(nature="9").replace("2024-03-14", "le 14").replace('CodeMatiere="10"', 'CodeMatiere="77"').replace(ACT, "a.pdf")
    envelope = read_message(text.replace(ANNEX, "b.pdf").encode()).envelope
    assert (envelope.nature, envelope.date, envelope.matter, envelope.actes_id) == (None, None, None, None)
    assert envelope.number == "2024_12"


def test_an_archive_whose_outcome_was_cut_short_is_taken_up_once(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    (raw / "envoi.tar.gz").write_bytes(tar(bundle()))

    def cut_the_power(done: int, count: int) -> None:
        for path in out.glob(".work/*/??/*.gz"):
            path.write_bytes(path.read_bytes()[:20])
        if done == count:
            raise OSError("the power is gone")

    with pytest.raises(OSError, match="the power is gone"):
        run([raw], out, Options(workers=1), progress=cut_the_power)
    assert list(out.glob(".work/*/??/*.gz"))
    run([raw], out, Options(workers=1))
    assert tables_of(out) == from_scratch(raw, tmp_path)


def test_an_archive_that_is_forgotten_takes_with_it_what_it_holds(tmp_path: Path) -> None:
    raw, out = make_raw(tmp_path / "raw", 1), tmp_path / "out"
    (raw / "envoi.tar.gz").write_bytes(tar(bundle()))
    run([raw], out, Options(workers=1))
    forget(out, ["envoi.tar.gz"], [], Options(workers=1))
    assert {path: row["reason_code"] for path, row in documents_of(out).items()} == {"a1.txt": None, "envoi.tar.gz": "forgotten"}
    (raw / "again.txt").write_text(bundle()[ACT], encoding="utf-8")
    run([raw], out, Options(workers=1))
    assert documents_of(out)["again.txt"]["reason_code"] == "forgotten"
