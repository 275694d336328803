"""Which act a citation means, what it does to it, which acts make one case, and which are copies."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest

from benchmarks.links import resolved_citations
from pipeline.link import Links, link
from pipeline.link.numbers import parse_number
from tests.link.rows import Row, act, document, reader

TOWN, OTHER = "Commune de Valbrune-sur-Aure", "Commune de Montfaron"
MARCH, JUNE = dt.date(2024, 3, 12), dt.date(2024, 6, 25)

#: Two ways to write a number, each with the date printed beside it, and whether they may be one act's.
NUMBERS = {
    "zeros": (("2024-035", None), ("2024-35", None), True),
    "slash": (("2024/35", None), ("2024-035", None), True),
    "year-from-date": (("35", MARCH), ("2024-035", MARCH), True),
    "short-year": (("24-35", MARCH), ("2024-035", MARCH), True),
    "year-behind": (("35/2024", None), ("2024-35", None), True),
    "label": (("DEL2024-35", None), ("2024-035", MARCH), True),
    "day-in-number": (("2024-03-12/16", MARCH), ("16", MARCH), True),
    "letters": (("C177.2024", None), ("2024-177", None), True),
    "bureau": (("2024-10/59B", None), ("2024-10/59A", None), False),
    "other-year": (("2023-035", None), ("2024-035", None), False),
    "other-number": (("2024-035", None), ("2024-036", None), False),
    "two-figures": (("2024-7-112", None), ("2024-7-113", None), False),
}


@pytest.mark.parametrize(("one", "other", "same"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(one: tuple[str, dt.date | None], other: tuple[str, dt.date | None], same: bool) -> None:
    left, right = parse_number(*one), parse_number(*other)
    assert left
    assert right
    assert left.is_same(right) is right.is_same(left) is same


def test_a_number_without_figures_is_none() -> None:
    assert parse_number("unique", None) is None


def cite(number: str | None, date: dt.date | None = None, raw: str = "délibération", **more: Any) -> Row:
    """A citation by the act ``c`` of the document ``citing``."""
    row = {"document_id": "citing", "act_id": "c", "kind": "deliberation", "number": number, "date": date, "raw": raw}
    return row | {"precision": "day" if date else None} | more


def linked(citations: list[Row], acts: list[Row] | None = None, documents: list[Row] | None = None, text: str = "") -> Links:
    """The links when a document of the town cites others."""
    known = [
        act("a35", "d1", "2024-035", "2024-03-12", title="Tarifs de la cantine", body="Conseil municipal"),
        act("a36", "d1", "2024-036", "2024-03-12", title="Travaux de l'école", body="Conseil municipal", ordinal=2),
        act("b35", "d2", "2024-035", "2024-03-14", title="Tarifs de la piscine", body="Conseil municipal"),
        act("old", "d3", "2023-035", "2023-04-04", title="Budget primitif", body="Conseil municipal"),
    ]
    places = [document("d1", TOWN), document("d2", OTHER), document("d3", TOWN), document("citing", TOWN)]
    citing = act("c", "citing", "2024-080", "2024-06-25", body="Conseil municipal", char_end=max(1000, len(text)))
    return link(
        reader(
            documents=[*places, *(documents or [])],
            acts=[*known, citing, *(acts or [])],
            citations=citations,
            pages=[{"document_id": "citing", "page": 1, "text": text}],
        )
    )


#: A citation, and the act that it means.
CITED = {
    "as-printed": (cite("2024-035", MARCH), "a35"),
    "other-hand": (cite("2024/35", MARCH), "a35"),
    "number-and-date": (cite("35", MARCH), "a35"),
    "number-alone": (cite("2024-35"), "a35"),
    "slip-in-the-date": (cite("2024-035", dt.date(2024, 3, 13)), "a35"),
    "number-of-that-day-only": (cite("35", dt.date(2024, 3, 13)), None),
    "other-year": (cite("2022-035"), None),
    "bare-number-of-another-meeting": (cite("35"), None),
    "date-and-title": (cite(None, MARCH, title="portant fixation des tarifs de la cantine"), "a35"),
    "date-alone": (cite(None, MARCH), None),
    "itself": (cite("2024-080", JUNE), None),
    "of-another-body": (cite("2024-035", MARCH, raw="délibération du conseil communautaire n° 2024-035 du 12 mars 2024"), None),
    "same-assembly": (cite("2024-035", MARCH, raw="délibération du conseil municipal n° 2024-035 du 12 mars 2024"), "a35"),
    "of-the-state": (cite("2024-035", MARCH, raw="arrêté préfectoral n° 2024-035 du 12 mars 2024", kind="order"), None),
    "law": (cite("2024-035", MARCH, kind="law"), None),
}


@pytest.mark.parametrize(("citation", "meant"), CITED.values(), ids=CITED)
def test_citations(citation: Row, meant: str | None) -> None:
    assert linked([citation]).columns["citations"]["cited_act_id"].to_pylist() == [meant]


def test_two_acts_of_one_number_and_year_are_none() -> None:
    more = [act("a35b", "d4", "2024-35", "2024-05-02", title="Création d'un poste")]
    links = linked([cite("2024-035"), cite("2024-035", MARCH)], more, [document("d4", TOWN)])
    assert links.columns["citations"]["cited_act_id"].to_pylist() == [None, "a35"]


#: What stands around a citation, and what it does.
RELATIONS = {
    "repeals": ("ABROGE la délibération n° 2024-035 du 12 mars 2024.", "repeals"),
    "withdraws": ("DÉCIDE de retirer la délibération n° 2024-035 du 12 mars 2024.", "repeals"),
    "is-repealed": ("La délibération n° 2024-035 du 12 mars 2024 est abrogée.", "repeals"),
    "amends-an-article": ("DÉCIDE de modifier l'article 2 de la délibération n° 2024-035 du 12 mars 2024.", "amends"),
    "is-completed": ("La délibération n° 2024-035 du 12 mars 2024 est complétée comme suit", "amends"),
    "replaces": ("La présente annule et remplace la délibération n° 2024-035 du 12 mars 2024.", "replaces"),
    "is-replaced": ("La délibération n° 2024-035 du 12 mars 2024 est annulée et remplacée par la présente.", "replaces"),
    "amended-before": ("Vu la délibération n° 2024-035 du 12 mars 2024, modifiée ;", None),
    "only-cited": ("Vu la délibération n° 2024-035 du 12 mars 2024 ; MODIFIE le tableau des emplois.", None),
    "applies": ("En application de la délibération n° 2024-035 du 12 mars 2024, le tarif est de 3 €.", None),
}


@pytest.mark.parametrize(("text", "relation"), RELATIONS.values(), ids=RELATIONS)
def test_relations(text: str, relation: str | None) -> None:
    raw = "délibération n° 2024-035 du 12 mars 2024"
    start = text.index(raw)
    links = linked([cite("2024-035", MARCH, raw=raw, char_start=start, char_end=start + len(raw))], text=text)
    assert [row["relation"] for row in links.rows["act_links"]] == ([relation] if relation else [])
    for row in links.rows["act_links"]:
        assert (row["act_id"], row["target_act_id"]) == ("c", "a35")
        assert text[row["char_start"] : row["char_end"]] == row["evidence"]


def column(links: Links, name: str, acts: list[Row]) -> dict[str, str | None]:
    """A linked column of ``acts``, by the id of the act."""
    return dict(zip((row["act_id"] for row in acts), links.columns["acts"][name].to_pylist(), strict=True))


def linked_acts(*acts: Row, documents: list[Row] | None = None) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """The columns ``case_id`` and ``copy_of``."""
    rows = list(acts)
    places = documents or [document(name, TOWN) for name in sorted({row["document_id"] for row in rows})]
    links = link(reader(documents=places, acts=rows))
    return column(links, "case_id", rows), column(links, "copy_of", rows)


def test_what_is_joined_to_a_deliberation_is_one_case() -> None:
    cases, _ = linked_acts(
        act("a1", "d", "12", "2024-03-12", title="Soutien au théâtre du Préau"),
        act("r1", "d", "3", "2024-03-12", title="Soutien au Théâtre du Préau", kind="report", ordinal=2),
        act("a2", "d", "13", "2024-03-12", title="Travaux de la salle polyvalente", ordinal=3),
        act("r2", "d", "4", "2024-03-12", title="SOUTIEN AU THÉÂTRE DU PRÉAU - 2024", kind="report", ordinal=4),
        act("c2", "d", title="Convention de travaux", kind="convention", ordinal=5),
        act("m", "d", title="Procès-verbal", kind="minutes", ordinal=6),
    )
    assert cases == {"a1": "a1", "r1": "a1", "a2": "a2", "r2": "a1", "c2": "a2", "m": "m"}


def test_a_report_in_a_file_of_its_own_and_an_annex_sent_along() -> None:
    documents = [document("d1", TOWN), document("d2", TOWN), document("d3", TOWN, annex_of="d1")]
    cases, _ = linked_acts(
        act("a", "d1", "2024-12", "2024-03-12", title="Soutien au théâtre du Préau"),
        act("r", "d2", "3", "2024-03-12", title="Soutien au théâtre du Préau", kind="report"),
        act("x", "d3", title="Plan de financement", kind="annex"),
        documents=documents,
    )
    assert cases == {"a": "a", "r": "a", "x": "a"}


def test_a_copy_is_counted_once() -> None:
    title = "Subventions aux associations"
    _, copies = linked_acts(
        act("a", "d1", "2024-035", "2024-03-12", title=title, char_end=900),
        act("b", "d2", "2024/35", "2024-03-12", title=title.upper(), char_end=1000),
        act("other", "d2", "2024-36", "2024-03-12", title=title, ordinal=2),
        act("later", "d3", "2024-035", "2024-04-12", title=title),
        act("namesake", "d4", "2024-035", "2024-03-12", title="Création d'un emploi saisonnier"),
    )
    assert copies == {"a": None, "b": "a", "other": None, "later": None, "namesake": None}


def test_the_copy_sent_last_is_the_corrected_one() -> None:
    title = "Subventions aux associations"
    documents = [document("d1", TOWN, received=MARCH), document("d2", TOWN, received=JUNE)]
    cases, copies = linked_acts(
        act("a", "d1", "2024-035", "2024-03-12", title=title, char_end=2000),
        act("b", "d2", "2024-035", "2024-03-12", title=title),
        documents=documents,
    )
    assert copies == {"a": "b", "b": None}
    assert cases == {"a": "b", "b": "b"}


def test_acts_without_a_number_are_copies_when_title_and_length_agree() -> None:
    title = "Tarifs de la cantine scolaire"
    _, copies = linked_acts(
        act("a", "d1", None, "2024-03-12", title=title),
        act("b", "d2", None, "2024-03-12", title=title, char_end=950),
        act("c", "d3", None, "2024-03-12", title=title, char_end=300),
    )
    assert copies == {"a": None, "b": "a", "c": None}


def test_columns_follow_the_rows_of_their_tables() -> None:
    links = linked([cite("2024-035", MARCH), cite("x", None, kind="code")])
    assert links.columns["citations"].schema == pa.schema({"cited_act_id": pa.string(), "organization_id": pa.string()})
    assert links.columns["acts"].num_rows == 5


def test_labelled_citations() -> None:
    made = resolved_citations()
    assert made.meant >= 90
    assert made.right >= 0.95 * made.meant
    assert made.right >= 0.99 * made.found
    meant, told, right = made.relations
    assert meant >= 40
    assert (told, right) == (meant, meant)
