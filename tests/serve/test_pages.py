"""Every page: it answers in every form, says what it must, and obeys nothing that a document says."""

from __future__ import annotations

import csv
import io
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from pipeline.present.words import COMPARISONS
from pipeline.publish.version import published_version
from pipeline.tables import TABLES
from tests.serve.conftest import Explorer, Published
from tests.serve.published import with_rows

#: Attributes that name an address.
_ADDRESSES = ("href", "src", "action", "srcset", "data", "formaction", "poster")


class Markup(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def addresses(self) -> list[str]:
        return [str(given[name]) for _, given in self.tags for name in _ADDRESSES if name in given]


#: Pages of one kind that are looked at: all are made by the same template.
_MOST = 4


@pytest.fixture(scope="module")
def answers(explorer: Explorer) -> dict[str, httpx.Response]:
    """Some pages of every kind, as the links of others lead to them."""
    seen: dict[str, httpx.Response] = {}
    waiting = ["/", "/controle/c0ffee", "/recherche?q=subvention", "/recherche?dans=pages&q=subvention", "/delib", "/delib/facts"]
    hostile = next(row for row in explorer("/documents.json").json()["documents"] if row["file_name"] == "hostile.txt")[
        "document_id"
    ]
    grant = explorer("/recherche.json?q=1234&nature=grants").json()["facts"][0]
    waiting += [
        f"/document/{hostile}",
        f"/acte/{grant['act_id']}",
        f"/fait/{grant['fact_id']}",
        f"/fait/{grant['fact_id']}?extrait=1",
    ]
    kinds: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        kind = address.split("/")[1]
        if address in seen or kinds[kind] >= _MOST + 2 * ("?" in address):
            continue
        kinds[kind] += 1
        seen[address] = explorer(address)
        assert seen[address].status_code == 200, address
        found = [link.partition("#")[0] for link in Markup(seen[address].text).addresses() if _is_page(seen[address])]
        waiting += [
            link for link in found if link.startswith("/") and not link.startswith("/delib") and "." not in link and "?" not in link
        ]
    return seen


def _is_page(answer: httpx.Response) -> bool:
    return str(answer.headers["content-type"]).startswith("text/html")


def test_every_kind_of_page_is_reached(answers: dict[str, httpx.Response]) -> None:
    kinds = {address.split("/")[1] for address in answers}
    assert kinds >= {"recherche", "collectivites", "beneficiaires", "personnes", "documents", "controles"}
    assert kinds >= {"document", "fait", "acte", "collectivite", "beneficiaire", "personne", "controle"}


def test_nothing_a_document_says_is_markup(answers: dict[str, httpx.Response]) -> None:
    shown = 0
    for address, answer in answers.items():
        page = Markup(answer.text)
        scripts = [given.get("src") for tag, given in page.tags if tag == "script"]
        assert all(str(src).startswith("/statique/") for src in scripts), address
        assert not [tag for tag, _ in page.tags if tag in ("style", "iframe", "object", "base", "embed")], address
        assert not [name for _, given in page.tags for name in given if name == "style" or name.startswith("on")], address
        assert not [link for link in page.addresses() if not link.startswith(("/", "#", "?", "http://127.0.0.1:8001/"))], address
        assert "49" not in [word.strip("{}$%") for word in answer.text.split()], address
        shown += "&lt;script&gt;" in answer.text
    assert shown > 3


def test_every_page_is_safe_and_in_french(answers: dict[str, httpx.Response]) -> None:
    for address, answer in answers.items():
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        if "extrait" not in address:
            assert '<html lang="fr">' in answer.text
            assert answer.text.count("<h1") == 1, address


def test_every_page_is_taken_away_as_csv_and_json(answers: dict[str, httpx.Response], explorer: Explorer) -> None:
    kinds: set[str] = set()
    for address in answers:
        kind = address.split("/")[1]
        if kind in kinds or "?" in address or kind == "delib":
            continue
        kinds.add(kind)
        name = "/accueil" if address == "/" else address
        told = explorer(f"{name}.json").json()
        assert told, address
        for table, rows in told.items():
            answer = explorer(f"{name}.csv?table={table}")
            assert len(list(csv.reader(io.StringIO(answer.text)))) == len(rows) + 1, f"{address} {table}"
    assert len(kinds) > 12


def test_a_search_is_narrowed_down_by_its_facets(explorer: Explorer) -> None:
    page = explorer("/recherche?q=subvention")
    assert page.text.count('<li>\n  <span class="kind') > 1
    for address in (
        "/recherche?nature=grants",
        "/recherche?gravite=error",
        "/recherche?annee=2023",
        "/recherche?q=fête&nature=grants",
    ):
        rows = explorer(address.replace("recherche", "recherche.json")).json()["facts"]
        assert rows, address
        assert explorer(address).text.count('class="hit"') == min(len(rows), 30)
    assert {row["kind"] for row in explorer("/recherche.json?nature=grants").json()["facts"]} == {"grants"}
    assert {row["day"][:4] for row in explorer("/recherche.json?annee=2023").json()["facts"]} == {"2023"}


def test_sums_are_sorted(explorer: Explorer) -> None:
    values = [row["value"] for row in explorer("/recherche.json?nature=grants&tri=montant").json()["facts"]]
    assert values == sorted(values, reverse=True)
    assert values[0] == 48_000


_ODD = (
    "/recherche?p=²", "/recherche?p=99999999999999999", "/recherche?q=%00", "/recherche?tri=x&gravite=x", "/documents?p=-1",
    "/controles?p=x", "/document/x?depuis=y",
)  # fmt: skip


@pytest.mark.parametrize("address", _ODD)
def test_odd_questions_are_answered(explorer: Explorer, address: str) -> None:
    assert explorer(address).status_code in (200, 404)


def test_a_document_shows_its_facts_in_text_and_image(published: Published, explorer: Explorer) -> None:
    document = next(row for row in published_version(published.out).rows("documents") if row["file_name"] == "partenariat.pdf")
    page = Markup(explorer(f"/document/{document['document_id']}").text)
    marks = {given["data-f"] for tag, given in page.tags if tag == "a" and "m" in str(given.get("class")).split()}
    boxes = {given["data-f"] for tag, given in page.tags if tag == "a" and "b" in str(given.get("class")).split()}
    facts = {row["fact_id"] for row in explorer(f"/document/{document['document_id']}.json").json()["facts"]}
    assert boxes == facts
    assert marks <= facts
    assert len(marks) > len(facts) / 2


def test_the_text_of_a_document_is_kept_to_the_letter(published: Published, explorer: Explorer) -> None:
    class Text(HTMLParser):
        said, inside = "", 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside += tag == "div" and (self.inside > 0 or ("class", "leaf-text") in attrs)

        def handle_endtag(self, tag: str) -> None:
            self.inside -= tag == "div" and self.inside > 0

        def handle_data(self, data: str) -> None:
            self.said += data if self.inside else ""

    for page in published_version(published.out).rows("pages"):
        if page["page"] == 1:
            reader = Text()
            reader.feed(explorer(f"/document/{page['document_id']}").text)
            assert reader.said.startswith(page["text"])


def test_a_long_document_is_leafed_through(published: Published, tmp_path: Path) -> None:
    version = published_version(published.out)
    first = next(version.rows("pages"))
    pages = [{**first, "page": n, "char_start": (n - 1) * len(first["text"])} for n in range(1, 602)]
    explorer = Explorer(with_rows(published.out, tmp_path / "long", pages=pages), tmp_path / "cache")
    try:
        html = explorer(f"/document/{first['document_id']}?depuis=251").text
        assert 'id="page-251"' in html
        assert 'id="page-500"' in html
        assert 'id="page-501"' not in html
        assert "?depuis=1" in html
    finally:
        explorer.keeper.close()


def test_plots_have_their_data(explorer: Explorer) -> None:
    key = explorer("/beneficiaires.json").json()["beneficiaires"][0]["key"]
    assert explorer(f"/beneficiaire/{key}.svg").text.startswith("<svg ")
    assert explorer(f"/beneficiaire/{key}.png").content.startswith(b"\x89PNG")
    assert "value" in explorer(f"/beneficiaire/{key}.csv?table=years").text
    assert "style=" not in explorer(f"/beneficiaire/{key}.svg").text


def test_what_is_linked_has_its_page_and_acts_cite_each_other(published: Published, tmp_path: Path) -> None:
    version = published_version(published.out)
    members, citations, acts = (list(version.rows(name)) for name in ("members", "citations", "acts"))
    spellings = ["Paul MARTEL", "P. MARTEL"]
    people = [
        {"person_id": "pmartel", "name": "Paul Martel", "body": "Conseil municipal", "spellings": spellings, "document_count": 3}
    ]
    linked = [{**row, "person_id": "pmartel" if row["name"] == "Paul MARTEL" else None} for row in members]
    cited = acts[0]["act_id"]
    citing = [{**citations[0], "cited_act_id": cited, "organization_id": "ocited"}, *citations[1:]]
    grants = [
        {**row, "organization_id": "ofetes" if "ête" in (row["beneficiary"] or "") else None} for row in version.rows("grants")
    ]
    bodies = [{"organization_id": "ofetes", "name": "Comité des fêtes", "siren": None, "siret": None, "kind": "association",
               "spellings": ["comité des fêtes"], "document_count": 2}]  # fmt: skip
    bodies.append({**bodies[0], "organization_id": "ocited", "name": "Commune de Montfaron", "kind": "commune"})
    folder = with_rows(
        published.out, tmp_path / "linked", members=linked, persons=people, citations=citing, grants=grants, organizations=bodies
    )
    explorer = Explorer(folder, tmp_path / "cache")
    try:
        person = explorer("/personne/pmartel").text
        assert "P. MARTEL" in person
        assert "seule graphie" not in person
        assert citations[0]["fact_id"] in explorer(f"/acte/{cited}").text
        assert f'href="/acte/{cited}"' in explorer(f"/acte/{citations[0]['act_id']}").text
        assert "2\u00a0subventions" in explorer("/beneficiaire/ofetes").text
        listed = explorer("/beneficiaires").text
        assert "/beneficiaire/ofetes" in listed
        assert "/beneficiaire/ocited" not in listed  # it is only cited
    finally:
        explorer.keeper.close()


def test_copies_add_nothing_and_acts_tell_what_changes_them(published: Published, tmp_path: Path) -> None:
    version = published_version(published.out)
    grants, acts = list(version.rows("grants")), list(version.rows("acts"))
    grant = max(grants, key=lambda row: row["value"])
    key = next(row["key"] for row in _listed(published.out, tmp_path) if row["value"] == float(grant["value"]))
    other = next(row["act_id"] for row in acts if row["act_id"] != grant["act_id"])
    copied = [{**row, "copy_of": other if row["act_id"] == grant["act_id"] else None} for row in acts]
    link = {"act_id": other, "relation": "repeals", "target_act_id": grant["act_id"], "document_id": acts[0]["document_id"],
            "char_start": 0, "char_end": 8, "evidence": "rapporte"}  # fmt: skip
    explorer = Explorer(with_rows(published.out, tmp_path / "copied", acts=copied, act_links=[link]), tmp_path / "copies")
    try:
        assert explorer(f"/beneficiaire/{key}.json").json()["grants"][0]["counted"] is None
        assert "0\u00a0€ en tout" in explorer(f"/beneficiaire/{key}").text
        assert "abrogé par" in explorer(f"/acte/{grant['act_id']}").text
        assert "<strong>abroge</strong>" in explorer(f"/acte/{other}").text
    finally:
        explorer.keeper.close()


def _listed(out: Path, folder: Path) -> list[dict[str, object]]:
    explorer = Explorer(out, folder / "listed")
    try:
        rows: list[dict[str, object]] = explorer("/beneficiaires.json").json()["beneficiaires"]
        return rows
    finally:
        explorer.keeper.close()


def test_empty_tables_make_empty_pages(published: Published, tmp_path: Path) -> None:
    nothing: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    explorer = Explorer(with_rows(published.out, tmp_path / "empty", **nothing), tmp_path / "cache")
    try:
        for address in (
            "/",
            "/recherche",
            "/recherche?q=x&dans=pages",
            "/collectivites",
            "/controles",
            "/delib/grants",
            "/personnes",
        ):
            assert explorer(address).status_code == 200
        assert explorer("/fait/ea2e").status_code == 404
    finally:
        explorer.keeper.close()


def test_a_public_explorer_names_no_private_person(published: Published, tmp_path: Path) -> None:
    explorer = Explorer(published.version, tmp_path / "cache", published.raw, public=True)
    try:
        rows = explorer("/documents.json").json()["documents"]
        document = next(row["document_id"] for row in rows if row["file_name"] == "aide.txt")
        for address in (f"/document/{document}", f"/document/{document}.json", "/beneficiaires", "/delib/grants.csv"):
            assert "varenne" not in explorer(address).text.casefold()
        assert explorer("/recherche.json?q=varenne").json() == {"facts": []}
        assert explorer("/recherche.json?q=varenne&dans=pages").json() == {"pages": []}
    finally:
        explorer.keeper.close()


def test_no_pdf_and_no_image_of_a_document_that_names_a_private_person(published: Published, tmp_path: Path) -> None:
    version = published_version(published.out)
    document = next(row for row in version.rows("documents") if row["file_name"] == "partenariat.pdf")["document_id"]
    grants = [
        {**row, "beneficiary": "Mme Odile Varenne"} if row["document_id"] == document else row for row in version.rows("grants")
    ]
    folder = with_rows(published.out, tmp_path / "named", grants=grants)
    for public, status in ((False, 200), (True, 404)):
        explorer = Explorer(folder, tmp_path / "cache", published.raw, public=public)
        try:
            assert explorer(f"/document/{document}/original.pdf").status_code == status
            assert not public or explorer(f"/document/{document}/page-1.webp").status_code == status
        finally:
            explorer.keeper.close()


def test_every_comparison_of_a_table_is_named_in_french() -> None:
    from datasette.filters import Filters

    assert {key for key, _, _ in Filters([]).lookups()} <= COMPARISONS.keys()
