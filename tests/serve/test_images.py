"""Images of pages: only of the bytes that were read, and never more than there is room for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import Unreadable
from pipeline.publish.version import published_version
from pipeline.serve.images import Images
from pipeline.serve.render import draw
from pipeline.serve.sources import Place, Sources, read_place
from tests.serve.conftest import Explorer, Published


@pytest.fixture(scope="module")
def place(published: Published) -> Place:
    row = next(row for row in published_version(published.out).rows("documents") if row["file_name"] == "partenariat.pdf")
    found = Sources([published.raw], published.out).place(row["source_path"], row["source_sha256"])
    assert found is not None
    return found


def test_a_page_is_drawn_in_a_process_of_its_own_and_kept(place: Place, tmp_path: Path) -> None:
    images = Images(tmp_path)
    try:
        drawn = images.image(place, 1)
        assert Image.open(io.BytesIO(drawn)).size[0] == 1240
        (kept,) = tmp_path.rglob("*.webp")
        assert kept.read_bytes() == drawn
        with pytest.raises(Unreadable) as failure:
            images.image(place, 99)
        assert failure.value.code == "damaged"
    finally:
        images.close()


def test_kept_images_stay_within_their_bound(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    images = Images(tmp_path, most=2_500)
    monkeypatch.setattr(images, "_draw", lambda place, number: b"x" * 1_000)
    for number in range(1, 9):
        images.image(place, number)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.webp")) <= 2_500


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n nothing")
    with pytest.raises(Unreadable):
        draw(Place(path=path, member=None, sha256=_sha256(path)), 1)


def test_a_file_that_changed_is_not_opened(place: Place, published: Published, tmp_path: Path) -> None:
    other = tmp_path / "partenariat.pdf"
    other.write_bytes(place.path.read_bytes() + b" ")
    with pytest.raises(Unreadable, match="changed"):
        read_place(Place(path=other, member=None, sha256=place.sha256))


def test_links_and_paths_out_of_raw_are_not_followed(published: Published, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    outside = tmp_path / "outside.txt"
    outside.write_text("x", encoding="utf-8")
    (tmp_path / "raw" / "link.txt").symlink_to(outside)
    sources = Sources([tmp_path / "raw"], published.out)
    for name in ("link.txt", "../outside.txt", str(outside), ""):
        assert sources.place(name, _sha256(outside)) is None
    assert Sources([], published.out).place("a", "b") is None


def test_a_file_in_an_archive_is_found(published: Published, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with zipfile.ZipFile(tmp_path / "raw" / "envoi.zip", "w") as archive:
        archive.writestr("sous/acte.txt", "texte")
    (tmp_path / "acte.txt").write_text("texte", encoding="utf-8")
    place = Sources([tmp_path / "raw"], published.out).place("envoi.zip/sous/acte.txt", _sha256(tmp_path / "acte.txt"))
    assert place is not None
    assert read_place(place) == b"texte"


def test_a_text_has_no_image_and_no_pdf(explorer: Explorer) -> None:
    document = next(
        row["document_id"] for row in explorer("/documents.json").json()["documents"] if row["file_name"] == "acte-1.txt"
    )
    assert explorer(f"/document/{document}/page-1.webp").status_code == 404
    assert explorer(f"/document/{document}/original.pdf").status_code == 404
    assert "no-image" in explorer(f"/document/{document}").text


def _sha256(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
