"""Votes and people as Popolo (http://www.popoloproject.com): persons, organizations, memberships, motions and vote events.

What Popolo has no word for, such as who held whose proxy and where a vote is printed, stands under ``delib``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.french import fold
from pipeline.export.target import drafted
from pipeline.nomenclature import MATTERS
from pipeline.present.corpus import Corpus, read_corpus
from pipeline.publish.version import Version

Row = Mapping[str, Any]
Item = dict[str, Any]

_OPTIONS = {"for": "yes", "against": "no", "abstain": "abstain", "not_taking_part": "not voting", "absent": "absent"}
_RESULTS = {"adopted": "pass", "rejected": "fail"}
_COUNTS = (
    ("yes", "votes_for"),
    ("no", "votes_against"),
    ("abstain", "abstentions"),
    ("absent", "absent"),
    ("not voting", "not_taking_part"),
)


def export_popolo(version: Version, target: Path) -> dict[str, int]:
    """Write one JSON file; give the number of items of each class.

    Raises:
        OutputError: when it cannot be written.
    """
    found = popolo(version)
    with drafted(target) as draft, draft.open("w", encoding="utf-8") as file:
        json.dump(found, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return {name: len(items) for name, items in found.items()}


def popolo(version: Version) -> dict[str, list[Item]]:
    """The items of each class."""
    corpus = read_corpus(version, public=True)
    people = [*version.rows("members"), *version.rows("ballots")]
    deliberations = {act_id: act for act_id, act in corpus.acts.items() if act["kind"] == "deliberation"}
    votes = [dict(row) for row in corpus.veiled("votes", version.rows("votes")) if row["act_id"] in deliberations]
    events = _events(corpus, votes, people, list(version.rows("vote_groups")))
    by_act: dict[str, list[Row]] = defaultdict(list)
    for vote in votes:
        by_act[vote["act_id"]].append(vote)
    acts = corpus.veiled("acts", deliberations.values())
    return {
        "persons": _persons(corpus, people, version.rows("persons")),
        "organizations": _organizations(corpus),
        "memberships": _memberships(corpus, people),
        "motions": [_motion(corpus, act, by_act[act["act_id"]]) for act in acts],
        "vote_events": events,
    }


def _persons(corpus: Corpus, people: Iterable[Row], known: Iterable[Row]) -> list[Item]:
    """Everyone who is named in a roll call or a ballot; those whom all documents together tell apart under that name."""
    found: dict[str, Item] = {}
    for row in known:
        others = [{"name": name} for name in row["spellings"] if name != row["name"]]
        found[row["person_id"]] = {"id": row["person_id"], "name": row["name"]} | ({"other_names": others} if others else {})
    for row in people:
        key = str(corpus.key("person_key", row))
        names = {"given_name": row.get("given_name"), "family_name": row.get("family_name")}
        found.setdefault(key, {"id": key, "name": row["name"]}).update({name: said for name, said in names.items() if said})
    return sorted(found.values(), key=lambda item: str(item["id"]))


def _organizations(corpus: Corpus) -> list[Item]:
    found: dict[str, Item] = {}
    for home in sorted(set(corpus.homes.values())):
        if home.key not in found:
            identifiers = {"identifiers": [{"scheme": "SIREN", "identifier": home.siren}]} if home.siren else {}
            found[home.key] = {"id": home.key, "name": home.name, "classification": "collectivité territoriale"} | identifiers
    return list(found.values())


def _memberships(corpus: Corpus, people: Iterable[Row]) -> list[Item]:
    """Who sits in which assembly. Officers who only attend, without a vote, are no members."""
    pairs = {
        (str(corpus.key("person_key", row)), body)
        for row in people
        for body in [_body(corpus, row)]
        if body and not str(row.get("status")).startswith("non_voting")
    }
    return [{"id": f"{person}@{body}", "person_id": person, "organization_id": body} for person, body in sorted(pairs)]


def _body(corpus: Corpus, row: Row) -> str | None:
    document = corpus.documents.get(row["document_id"])
    return corpus.home(document) if document else None


def _motion(corpus: Corpus, act: Row, votes: Sequence[Row]) -> Item:
    results = {_RESULTS.get(vote["outcome"] or "") for vote in votes}
    matter = act["matter"]
    said = {
        "id": act["act_id"],
        "organization_id": _body(corpus, act),
        "text": act["title"],
        "identifier": act["number"],
        "classification": f"{matter} {MATTERS[matter]}" if matter in MATTERS else matter,
        "date": act["date"] and act["date"].isoformat(),
        "result": next(iter(results)) if len(results) == 1 else None,
        "vote_events": [vote["fact_id"] for vote in votes],
        "delib": _place(corpus, act),
    }
    return _known(said)


def _events(corpus: Corpus, votes: Sequence[Row], people: Sequence[Row], groups: Sequence[Row]) -> list[Item]:
    named: dict[str, list[Row]] = defaultdict(list)
    for row in (*people, *groups):
        named[row["act_id"] or ""].append(row)
    lone = _lone(votes)
    return [_event(corpus, vote, named[vote["act_id"]] if vote["act_id"] in lone else ()) for vote in votes]


def _lone(votes: Sequence[Row]) -> set[str]:
    """The acts with one vote: whoever is named in them voted in that one."""
    seen: dict[str, int] = defaultdict(int)
    for vote in votes:
        seen[vote["act_id"]] += 1
    return {act for act, count in seen.items() if count == 1}


def _event(corpus: Corpus, vote: Row, named: Sequence[Row]) -> Item:
    act = corpus.acts[vote["act_id"]]
    said = {
        "id": vote["fact_id"],
        "organization_id": _body(corpus, vote),
        "motion_id": vote["act_id"],
        "identifier": act["number"],
        "start_date": act["date"] and act["date"].isoformat(),
        "result": _RESULTS.get(vote["outcome"] or ""),
        "counts": [{"option": option, "value": vote[name]} for option, name in _COUNTS if vote[name] is not None],
        "votes": list(_votes(corpus, named)),
        "delib": _place(corpus, vote) | _known({"unanimous": vote["unanimous"], "raw": vote["raw"], **_besides(corpus, named)}),
    }
    return _known(said)


def _votes(corpus: Corpus, named: Iterable[Row]) -> Iterator[Item]:
    for row in named:
        if "position" in row and "name" in row:
            yield {"voter_id": corpus.key("person_key", row), "option": _OPTIONS.get(row["position"], row["position"])}


def _besides(corpus: Corpus, named: Sequence[Row]) -> Item:
    """Proxies and the positions of groups: a proxy is no pair, and a group without a figure is no count."""
    keys = {fold(row["name"]): corpus.key("person_key", row) for row in named if "name" in row}
    proxies = [
        _known({"giver_id": corpus.key("person_key", row), "holder": row["proxy"], "holder_id": keys.get(fold(row["proxy"]))})
        for row in named
        if row.get("proxy")
    ]
    groups = [
        {"group": row["group_name"], "option": _OPTIONS.get(row["position"], row["position"])}
        for row in named
        if "group_name" in row and "position" in row
    ]
    return {"proxies": proxies, "groups": groups}


def _place(corpus: Corpus, row: Row) -> Item:
    """Where it is printed."""
    document = corpus.documents.get(row["document_id"], {})
    return {"document_id": row["document_id"], "source_path": document.get("source_path"), "page": row["page"]}


def _known(said: Item) -> Item:
    """What is known: Popolo leaves out the rest."""
    return {name: value for name, value in said.items() if value is not None and value != []}
