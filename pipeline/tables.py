"""The one definition of every published table.

Each table is a dataclass whose fields are its columns; from it follow the Parquet schema with its descriptions, the
data dictionary, the Table Schema of ``datapackage.json`` and the validation before publishing. The tables of facts
come from the extractors' records, with the columns of :class:`Fact` in front.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import importlib.abc
import sys
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractors import EXTRACTORS
from extractors.base import column

if TYPE_CHECKING:
    import pyarrow as pa

#: Délibération, arrêté réglementaire, arrêté individuel, contrat ou convention, document budgétaire, autre.
NATURES = ("DE", "AR", "AI", "CC", "BF", "AU")

#: What a later act does to an earlier one.
RELATIONS = ("amends", "repeals", "replaces")

#: What an organization is; it is told by its SIREN or by its name.
ORGANIZATION_KINDS = (
    "association", "company", "commune", "intercommunal", "departement", "region", "state", "public_body", "person", "other",
)  # fmt: skip

ACT_KINDS = ("deliberation", "report", "convention", "order", "annex", "minutes", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The columns that every fact has: what proves it."""

    fact_id: str = column("adresse permanente du fait, tant que le document et sa lecture ne changent pas")
    document_id: str = column("document où il se trouve")
    act_id: str | None = column("acte qui le contient")
    page: int = column("page où il commence, à partir de 1")
    char_start: int = column(
        "position du premier caractère dans le texte du document (pages.text mises bout à bout)", digits=(64, 0)
    )
    char_end: int = column("position derrière le dernier caractère", digits=(64, 0))
    raw: str = column("le texte lu, à la lettre : texte[char_start:char_end]")
    bbox: list[float] | None = column(
        "x0, haut, x1, bas de sa première ligne, en points PDF depuis le coin haut gauche ; vide pour un texte"
    )
    extractor: str = column("nom et version du code qui l'a trouvé")
    confidence: float = column("confiance de 0 à 1")
    corrected: str | None = column("colonnes corrigées à la main, et pourquoi ; vide pour un fait tel qu'il a été lu")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """Un fichier reçu par ligne, lu ou mis en quarantaine."""

    source_path: str = column("chemin dans le dossier donné (% et octets non UTF-8 en %XX)")
    source_sha256: str | None = column("empreinte SHA-256 du contenu")
    status: str = column("lu ou mis en quarantaine", values=("extracted", "quarantined"))
    reason_code: str | None = column("pourquoi il est en quarantaine (liste fermée, voir le README)")
    reason_detail: str | None = column("ce qui a été constaté")
    duplicate_of: str | None = column("source_path du premier fichier au même contenu")
    annex_of: str | None = column("document_id de l'acte auquel ce fichier a été joint dans sa transmission @CTES")
    document_id: str | None = column("identifiant tiré du seul contenu ; vide pour une archive et pour un message @CTES")
    file_name: str = column("nom du fichier")
    media_type: str | None = column("type de contenu")
    page_count: int | None = column("nombre de pages")
    pages_unread: list[int] | None = column("pages qui n'ont pas pu être lues")
    char_count: int | None = column("nombre de caractères du texte", digits=(64, 0))
    text_source: str | None = column("origine du texte", values=("native", "ocr", "text", "mixed"))
    ocr_confidence: float | None = column("confiance moyenne de la reconnaissance optique, de 0 à 1")
    collectivity: str | None = column("collectivité dont émane le document")
    siren: str | None = column("SIREN de la collectivité")
    department: str | None = column("code du département")
    actes_id: str | None = column("identifiant @CTES de l'acte, transmis avec lui ou imprimé dessus")
    nature: str | None = column("nature @CTES de l'acte, transmise avec lui ou imprimée dessus", values=NATURES)
    transmitted: dt.date | None = column("date d'envoi en préfecture")
    received: dt.date | None = column("date de réception en préfecture")
    posted: dt.date | None = column("date d'affichage")
    published: dt.date | None = column("date de publication")
    document_date: dt.date | None = column("date de la séance, ou de la signature de l'arrêté")
    run_id: str = column("exécution qui a lu ce fichier")
    ingested_at: dt.datetime = column("quand il a été lu (UTC)")
    population: int | None = column("nombre d'habitants, d'après la liste donnée avec --bodies")
    from_list: list[str] | None = column("colonnes remplies d'après cette liste, parce que le document n'en dit rien")
    list_says: list[str] | None = column("ce que cette liste dit autrement que le document, colonne par colonne")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """Une page par ligne, avec le texte auquel renvoient tous les faits."""

    document_id: str = column("document")
    page: int = column("numéro de page, à partir de 1")
    char_start: int = column("position de son premier caractère dans le document", digits=(64, 0))
    text: str = column("texte de la page")
    text_source: str = column("origine du texte", values=("native", "ocr", "text"))
    width: float | None = column("largeur en points PDF")
    height: float | None = column("hauteur en points PDF")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """Un acte par ligne : délibération, rapport, convention, arrêté, annexe ou cadre d'un procès-verbal."""

    act_id: str = column("identifiant de l'acte")
    document_id: str = column("document qui le contient")
    ordinal: int = column("rang dans le document, à partir de 1")
    kind: str = column("nature de l'acte", values=ACT_KINDS)
    number: str | None = column("numéro imprimé, sans « N° »")
    title: str | None = column("objet, tel qu'imprimé")
    body: str | None = column("assemblée ou autorité")
    date: dt.date | None = column("date de la séance ou de la signature")
    matter: str | None = column("matière de la nomenclature @CTES (niveau 2), transmise, imprimée ou dite par l'objet")
    matter_confidence: float | None = column("confiance de la matière : 1 quand elle est transmise ou imprimée")
    page: int = column("page où il commence")
    char_start: int = column("position de son premier caractère", digits=(64, 0))
    char_end: int = column("position derrière son dernier caractère", digits=(64, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a document that a check speaks of."""

    document_id: str = column("document")
    char_start: int = column("position du premier caractère", digits=(64, 0))
    char_end: int = column("position derrière le dernier caractère", digits=(64, 0))
    raw: str = column("le texte à cet endroit, à la lettre")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """Une anomalie, ou un doute, par ligne : ce qu'un contrôle a trouvé dans un document ou entre plusieurs."""

    check_id: str = column("adresse permanente de ce constat")
    check: str = column("contrôle qui l'a fait")
    severity: str = column("gravité", values=("error", "warning", "info"))
    document_id: str | None = column("document concerné")
    act_id: str | None = column("acte concerné, s'il y en a un")
    message: str = column("le constat, pour un lecteur")
    evidence: list[Evidence] | None = column("les endroits des documents qui le montrent")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Une personne par ligne, telle que le rapprochement de tous les documents la reconnaît."""

    person_id: str = column("identifiant de la personne")
    name: str = column("prénom et nom, dans leur forme la plus complète")
    body: str | None = column("assemblée où elle siège")
    spellings: list[str] = column("toutes les graphies rencontrées")
    document_count: int = column("nombre de documents qui la nomment")
    first_seen: dt.date | None = column("date du premier document qui la nomme")
    last_seen: dt.date | None = column("date du dernier document qui la nomme")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRow:
    """Un organisme par ligne, tel que le rapprochement de tous les documents le reconnaît."""

    organization_id: str = column("identifiant de l'organisme")
    name: str = column("nom, dans sa forme la plus complète")
    siren: str | None = column("SIREN")
    siret: str | None = column("SIRET")
    kind: str | None = column("nature, d'après le SIREN ou le nom", values=ORGANIZATION_KINDS)
    spellings: list[str] = column("toutes les graphies rencontrées")
    document_count: int = column("nombre de documents qui le nomment")
    place: str | None = column("collectivité qui le nomme, quand le nom seul ne suffit pas à le reconnaître")
    score: float | None = column("confiance du rapprochement le moins sûr de ses graphies, de 0 à 1")
    evidence: list[str] | None = column("pour chaque graphie, ce qui la rattache à cet organisme")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLinkRow:
    """Ce qu'un acte fait à un acte antérieur du corpus : il le modifie, l'abroge ou le remplace."""

    act_id: str = column("acte qui modifie, abroge ou remplace")
    relation: str = column("ce qu'il fait", values=RELATIONS)
    target_act_id: str = column("acte modifié, abrogé ou remplacé")
    document_id: str = column("document de l'acte qui modifie")
    char_start: int = column("position, dans ce document, des mots qui le disent", digits=(64, 0))
    char_end: int = column("position derrière ces mots", digits=(64, 0))
    evidence: str = column("ces mots, à la lettre")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its French description, its type and whether it may be empty."""

    name: str
    description: str
    kind: type
    nullable: bool
    values: tuple[str, ...] | None
    digits: tuple[int, int] | None


@dataclass(frozen=True)
class Table:
    """One published table.

    Attributes:
        name: name of its folder under OUT.
        description: what a row is, in French.
        columns: in order.
        key: the columns that tell its rows apart.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @functools.cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with the description of every column and of the table itself."""
        return _schema(self)


def _columns(fields: Iterable[dataclasses.Field[Any]], hints: dict[str, Any]) -> Iterator[Column]:
    for f in fields:
        hint = hints[f.name]
        nullable = False
        if isinstance(hint, types.UnionType):
            nullable = True
            (hint,) = (option for option in hint.__args__ if option is not types.NoneType)
        meta = f.metadata
        yield Column(f.name, meta["description"], hint, nullable, meta["values"], meta["digits"])


def _columns_of(record: type, fields: Iterable[dataclasses.Field[Any]] | None = None) -> tuple[Column, ...]:
    return tuple(_columns(fields if fields is not None else dataclasses.fields(record), typing.get_type_hints(record)))


def _fact_tables() -> Iterator[Table]:
    common = _columns_of(Fact)
    for extractor in EXTRACTORS:
        own = _columns_of(extractor.record, extractor.columns)
        yield Table(extractor.name, extractor.description, common + own + LINKED.get(extractor.name, ()), ("fact_id",))


_PERSON = Column("person_id", "personne, une fois les documents rapprochés", str, True, None, None)
_ORGANIZATION = Column("organization_id", "organisme, une fois les documents rapprochés", str, True, None, None)
_NAMED = Column(
    "organization_id",
    "collectivité ou organisme public que la citation nomme (dans raw, sinon dans title), une fois les documents rapprochés",
    str, True, None, None,
)  # fmt: skip
_CITED = Column("cited_act_id", "acte cité, quand il est dans le corpus", str, True, None, None)
_CASE = Column(
    "case_id", "dossier : acte principal auquel se rattachent le rapport, la convention et les annexes", str, True, None, None
)
_COPY = Column(
    "copy_of",
    "acte dont celui-ci est une copie, une version corrigée ou une reprise dans un procès-verbal ; vide pour l'acte à compter",
    str, True, None, None,
)  # fmt: skip

#: Columns that no text states: they are worked out over all documents, after extraction.
LINKED = {
    "acts": (_CASE, _COPY),
    "members": (_PERSON,),
    "ballots": (_PERSON,),
    "grants": (_ORGANIZATION,),
    "parties": (_ORGANIZATION,),
    "citations": (_CITED, _NAMED),
}


def _plain_table(name: str, record: type, key: tuple[str, ...]) -> Table:
    return Table(name, (record.__doc__ or "").strip(), _columns_of(record) + LINKED.get(name, ()), key)


def _arrow_type(column: Column) -> pa.DataType:
    import pyarrow as pa

    if column.kind is Decimal:
        precision, scale = column.digits or (18, 2)
        return pa.decimal128(precision, scale)
    if column.kind is int:
        return pa.int64() if column.digits else pa.int32()
    if column.kind == list[Evidence]:
        return pa.list_(pa.struct([(c.name, _arrow_type(c)) for c in _columns_of(Evidence)]))
    simple: dict[Any, pa.DataType] = {
        str: pa.string(), bool: pa.bool_(), float: pa.float32(), dt.date: pa.date32(),
        dt.datetime: pa.timestamp("us", tz="UTC"), list[float]: pa.list_(pa.float32()), list[int]: pa.list_(pa.int32()),
        list[str]: pa.list_(pa.string()),
    }  # fmt: skip
    return simple[column.kind]


def _schema(table: Table) -> pa.Schema:
    import pyarrow as pa

    fields = [pa.field(c.name, _arrow_type(c), nullable=c.nullable, metadata={"description": c.description}) for c in table.columns]
    return pa.schema(fields, metadata={"description": table.description})


class _NoPandas(importlib.abc.MetaPathFinder):
    """Says that there is no pandas."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Nothing, or an error for pandas."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def spare_pandas() -> None:
    """Keep pyarrow from importing pandas: it takes 0.4 s to ask whether a list is a Series, the first time it sees one."""
    import pyarrow as pa

    if "pandas" not in sys.modules:
        finder = _NoPandas()
        sys.meta_path.insert(0, finder)
        try:
            pa.array([None])
        finally:
            sys.meta_path.remove(finder)


#: Every published table by its name, documents first.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _plain_table("documents", DocumentRow, ("source_path",)),
        _plain_table("pages", PageRow, ("document_id", "page")),
        _plain_table("acts", ActRow, ("act_id",)),
        *_fact_tables(),
        _plain_table("checks", CheckRow, ("check_id",)),
        _plain_table("persons", PersonRow, ("person_id",)),
        _plain_table("organizations", OrganizationRow, ("organization_id",)),
        _plain_table("act_links", ActLinkRow, ("act_id", "relation", "target_act_id")),
    )
}

#: The tables that are made over all documents; every other one is made document by document, and ``checks`` in both ways.
OVER_ALL = ("persons", "organizations", "act_links")
