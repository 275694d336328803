"""How well links hold: persons over labelled mentions, citations over labelled documents."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.material import tables_of
from extractors.members.names import name_key
from pipeline.link import link
from pipeline.tables import TABLES
from samples.citing import Text, citing_texts
from samples.organizations import cited_bodies, labelled_organizations, organization_rows
from samples.spellings import labelled_mentions, member_rows

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.link import Links as Linked
    from pipeline.link import Read

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of so many mentions, and how many of those told are several in truth."""

    count: int
    precision: float
    recall: float
    wrong: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def b_cubed(pairs: Iterable[tuple[str, str]]) -> Score:
    """B-cubed precision and recall of mentions, each with the person told and its label.

    >>> b_cubed([("1", "a"), ("1", "a"), ("2", "a"), ("3", "b")])
    Score(count=4, precision=1.0, recall=0.6666666666666666, wrong=0)
    """
    pairs = list(pairs)
    if not pairs:
        return Score(0, 0.0, 0.0, 0)
    both, told, labels = Counter(pairs), Counter(one for one, _ in pairs), Counter(label for _, label in pairs)
    precision = sum(both[pair] / told[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / labels[pair[1]] for pair in pairs) / len(pairs)
    wrong = sum(count > 1 for count in Counter(one for one, _ in both).values())
    return Score(len(pairs), precision, recall, wrong)


def reader(tables: Mapping[str, Sequence[Row]]) -> Read:
    """A reader of tables that hold these rows; what a row leaves out is empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    blank: dict[Any, Any] = {pa.string(): "", pa.int32(): 0, pa.int64(): 0, pa.float32(): 1.0}
    made = {}
    for name, rows in tables.items():
        schema = TABLES[name].schema
        needed = {field.name: blank.get(field.type) for field in schema if not field.nullable}
        made[name] = pa.Table.from_pylist([needed | dict(row) for row in rows], schema=schema)

    def read(table: str, columns: Sequence[str] | None = None, documents: Sequence[str] | None = None) -> pa.Table:
        rows = made.get(table, TABLES[table].schema.empty_table())
        if documents is not None:
            rows = rows.filter(pc.is_in(rows["document_id"], pa.array(documents, pa.string())))
        return rows.select(list(columns)) if columns else rows

    return read


def fictional_persons(seed: int = 7) -> Score:
    """B-cubed figures of fictional mentions, whose labels are sure."""
    mentions = labelled_mentions(random.Random(seed))
    told = link(reader(member_rows(mentions))).columns["members"]["person_id"].to_pylist()
    return b_cubed(zip(told, (mention.person for mention in mentions), strict=True))


def fictional_organizations(seed: int = 3) -> Score:
    """B-cubed figures of fictional beneficiaries and cited bodies, whose labels are sure; a citation of none is one of its own."""
    mentions, cited = labelled_organizations(random.Random(seed)), cited_bodies(random.Random(seed))
    columns = link(reader(organization_rows(mentions, cited))).columns
    told = [one for table in ("grants", "citations") for one in columns[table]["organization_id"].to_pylist()]
    labels = [*(mention.label for mention in mentions), *(one.label for one in cited)]
    pairs = zip(told, labels, strict=True)
    return b_cubed((one or f"none {at}", label or f"none {at}") for at, (one, label) in enumerate(pairs))


def gold_persons(golds: Iterable[Mapping[str, Any]]) -> Score:
    """B-cubed figures of the people that gold files name: members, who presides and who writes.

    Two mentions of one body have one label when they hold the same words in whatever order, case and accents; a family name alone,
    or behind initials, has that of the only one there who bears it. Spellings with a wrong letter count as another person.
    """
    golds = [gold for gold in golds if gold.get("members")]
    rows, bodies = [], []
    for gold in golds:
        body = (gold.get("document") or {}).get("collectivity")
        for fact in (*gold["members"], *gold.get("roles", ())):
            place = {"document_id": gold["source"], "act_id": gold["source"] + fact["act"]}
            rows.append(place | {"name": fact["name"], "status": fact.get("status"), "proxy": fact.get("proxy")})
            bodies.append(body or gold["source"])
    documents = [{"document_id": g["source"], "collectivity": (g.get("document") or {}).get("collectivity")} for g in golds]
    told = link(reader({"documents": documents, "members": rows})).columns["members"]["person_id"].to_pylist()
    return b_cubed(zip(told, _labels([row["name"] for row in rows], bodies), strict=True))


def _labels(names: Sequence[str], bodies: Sequence[str]) -> list[str]:
    words = [frozenset(word for word in name_key(name) if len(word) > 1) for name in names]
    full: dict[str, set[frozenset[str]]] = defaultdict(set)
    for body, own in zip(bodies, words, strict=True):
        full[body].add(own)
    labels = []
    for body, own in zip(bodies, words, strict=True):
        larger = [other for other in full[body] if own < other]
        labels.append(f"{body} {sorted(larger[0] if len(larger) == 1 else own)}")
    return labels


@dataclass(frozen=True, slots=True)
class Resolved:
    """Citations and relations of fictional deliberations.

    Attributes:
        meant: how many citations mean an act that is there.
        found: how many were resolved.
        right: how many of these rightly.
        relations: how many acts change another, how many are said to, and of how many that is right.
    """

    meant: int
    found: int
    right: int
    relations: tuple[int, int, int]


def resolved_citations(seed: int = 11) -> Resolved:
    """What is made of the citations of fictional deliberations, read as texts; every one of them counts."""
    texts = citing_texts(random.Random(seed))
    tables, acts = tables_of({text.decision.name: text.text for text in texts})
    links = link(reader(tables))
    names = {act: name for name, act in acts.items()}
    told = defaultdict(list)
    for row, act in zip(tables["citations"], links.columns["citations"]["cited_act_id"].to_pylist(), strict=True):
        if act:
            told[names[row["act_id"]]].append(names[act])
    meant = {text.decision.name: [name for name in text.cites if name] for text in texts}
    right = sum(len(set(told[name]) & set(wanted)) for name, wanted in meant.items())
    return Resolved(sum(map(len, meant.values())), sum(map(len, told.values())), right, _relations(texts, links, names))


def _relations(texts: Sequence[Text], links: Linked, names: Mapping[str, str]) -> tuple[int, int, int]:
    meant = {(text.decision.name, text.relation, text.cites[-1]) for text in texts if text.relation}
    told = {(names[row["act_id"]], row["relation"], names[row["target_act_id"]]) for row in links.rows["act_links"]}
    return len(meant), len(told), len(meant & told)


@dataclass(frozen=True, slots=True)
class Links:
    """All that is measured of links."""

    gold: Score
    fictional: Score
    organizations: Score
    citations: Resolved


def measure_links(golds: Iterable[Mapping[str, Any]]) -> Links:
    """Links over gold answers, and over fictional documents."""
    return Links(gold_persons(golds), fictional_persons(), fictional_organizations(), resolved_citations())
