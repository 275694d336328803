"""Who is who: one person for all the ways in which the documents of a body name them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractors.french import fold
from pipeline.link.bodies import Body
from pipeline.link.names import PersonName, read_name
from pipeline.link.people import Form, Key, People

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.link import Read

Row = dict[str, Any]

#: The parts of a spelling, and what stands between them in its one string.
_PARTS, _SIGN = ("name", "given_name", "family_name", "civility"), "\x1f"
_SEX = {"M.": "M", "Mme": "F", "Mlle": "F"}

#: Statuses of a roll call, where a person has one place.
_ROLL = frozenset({"present", "excused", "absent", "represented", "non_voting_present", "non_voting_excused"})


class _Mentions:
    """Every place where a person is named, in columns: members, then those who hold their proxies, then who voted.

    A spelling stands once, however often it is met.
    """

    def __init__(self, read: Read, bodies: Mapping[str, Body]) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        members = read("members", ["document_id", "act_id", *_PARTS, "status", "proxy"])
        ballots = read("ballots", ["document_id", "act_id", "name"])
        proxies = members.filter(pc.is_valid(members["proxy"])).select(["document_id", "act_id", "proxy"])
        self.counts = (len(members), len(proxies), len(ballots))
        parts = [members, proxies.rename_columns(["document_id", "act_id", "name"]), ballots]
        table: Any = pa.concat_tables(parts, promote_options="default").combine_chunks()
        documents = _encoded(table["document_id"])
        self.document_ids = [str(document) for document in documents.dictionary.to_pylist()]
        self.documents = _numbers(documents)
        self.act_ids = table["act_id"]
        self.acts: list[int | None] = _numbers(_encoded(table["act_id"]))
        keys: Any = pa.array([bodies[document].key for document in self.document_ids], pa.string())
        texts: list[Any] = [pc.fill_null(table[part], "") for part in _PARTS]
        spelled = _encoded(pc.binary_join_element_wise(pa.chunked_array([keys.take(documents.indices)]), *texts, _SIGN))
        self.spellings = [str(text).split(_SIGN) for text in spelled.dictionary.to_pylist()]
        self.names = [_name(spelling) for spelling in self.spellings]
        self.spelled = _numbers(spelled)
        self.in_roll = [status in _ROLL for status in table["status"].to_pylist()]


def _encoded(column: Any) -> Any:
    """A column as numbers, with what each stands for."""
    import pyarrow.compute as pc

    return pc.dictionary_encode(column).combine_chunks()


def _numbers(encoded: Any) -> list[Any]:
    """The numbers that stand for the values of a column, or None; one object for each, in however many rows it is."""
    numbers = [*range(len(encoded.dictionary))]
    return [None if number is None else numbers[number] for number in encoded.indices.to_pylist()]


def link_persons(read: Read, bodies: Mapping[str, Body]) -> tuple[list[Row], dict[str, pa.Table]]:
    """The rows of ``persons``, and the column ``person_id`` of each table that names people."""
    import pyarrow as pa

    mentions = _Mentions(read, bodies)
    splits = _splits(mentions)
    forms = _forms(mentions, splits)
    people = {body: People(found.values()) for body, found in sorted(forms.items())}
    persons = _persons(mentions, splits, people)
    rows, ids = _rows(mentions, persons, bodies, read)
    column = pa.array([ids[person] for person in persons], pa.string())
    members, proxies, ballots = mentions.counts
    return rows, {
        "members": pa.table({"person_id": column.slice(0, members)}),
        "ballots": pa.table({"person_id": column.slice(members + proxies, ballots)}),
    }


def _name(spelling: Sequence[str]) -> PersonName:
    _, name, given, family, _ = spelling
    return read_name(name, given or None, family or None)


def _splits(mentions: _Mentions) -> set[tuple[str, PersonName]]:
    """The names, body by body, that a man and a woman of one roll call both have."""
    sexes: dict[tuple[int, str, PersonName], str] = {}
    found = set()
    told = [_SEX.get(spelling[4]) for spelling in mentions.spellings]
    for act, spelled, in_roll in zip(mentions.acts, mentions.spelled, mentions.in_roll, strict=True):
        sex = told[spelled]
        if in_roll and sex and act is not None:
            body, name = mentions.spellings[spelled][0], mentions.names[spelled]
            if sexes.setdefault((act, body, name), sex) != sex:
                found.add((body, name))
    return found


def _key(spelled: int, mentions: _Mentions, splits: set[tuple[str, PersonName]]) -> tuple[str, Key]:
    body, *_, civility = mentions.spellings[spelled]
    name = mentions.names[spelled]
    split = _SEX.get(civility, "") if not name.is_full or (body, name) in splits else ""
    return body, (name, split)


def _forms(mentions: _Mentions, splits: set[tuple[str, PersonName]]) -> dict[str, dict[Key, Form]]:
    """Every form of a name, body by body, with where it stands."""
    found: dict[str, dict[Key, Form]] = defaultdict(dict)
    of_spelling: list[Form] = []
    for spelled, spelling in enumerate(mentions.spellings):
        body, key = _key(spelled, mentions, splits)
        form = found[body].setdefault(key, Form(*key))
        if sex := _SEX.get(spelling[4]):
            form.sexes.add(sex)
        of_spelling.append(form)
    columns = zip(mentions.spelled, mentions.documents, mentions.acts, mentions.in_roll, strict=True)
    for spelled, document, act, in_roll in columns:
        form = of_spelling[spelled]
        form.documents.add(document)
        if in_roll and act is not None:
            form.rolls.add(act)
    return found


def _persons(mentions: _Mentions, splits: set[tuple[str, PersonName]], people: Mapping[str, People]) -> list[tuple[str, Key]]:
    """The body of each mention, and the form of a name that stands for the person meant."""
    found: list[tuple[str, Key]] = []
    persons: dict[tuple[str, Key], tuple[str, Key]] = {}
    here, known = -1, dict[int, tuple[str, Key]]()
    for spelled, document in zip(mentions.spelled, mentions.documents, strict=True):
        if document != here:
            here, known = document, {}
        if spelled not in known:
            body, key = _key(spelled, mentions, splits)
            person = body, people[body].person(key, document)
            known[spelled] = persons.setdefault(person, person)
        found.append(known[spelled])
    return found


def _rows(
    mentions: _Mentions, persons: Sequence[tuple[str, Key]], bodies: Mapping[str, Body], read: Read
) -> tuple[list[Row], dict[tuple[str, Key], str]]:
    """The rows of ``persons``, and the id of each."""
    spelled: dict[tuple[str, Key], Counter[int]] = defaultdict(Counter)
    documents: dict[tuple[str, Key], set[int]] = defaultdict(set)
    acts: dict[tuple[str, Key], set[int]] = defaultdict(set)
    for person, spelling, document, act in zip(persons, mentions.spelled, mentions.documents, mentions.acts, strict=True):
        spelled[person][spelling] += 1
        documents[person].add(document)
        if act is not None:
            acts[person].add(act)
    dates = _dates(mentions, read)
    shown = {body.key: body.name for body in bodies.values()}
    ids: dict[tuple[str, Key], str] = {}
    taken = set[str]()
    rows = []
    for person, count in sorted(spelled.items()):
        best = min(count, key=lambda number: _rank(mentions.spellings[number], mentions.names[number], count[number]))
        seen = sorted(day for act in acts[person] if (day := dates.get(act)))
        ids[person] = _id(person, mentions.names[best], taken)
        rows.append(
            {
                "person_id": ids[person],
                "name": _shown(mentions.spellings[best]),
                "body": shown[person[0]],
                "spellings": sorted({mentions.spellings[number][1] for number in count}),
                "document_count": len(documents[person]),
                "first_seen": seen[0] if seen else None,
                "last_seen": seen[-1] if seen else None,
            }
        )
    return sorted(rows, key=lambda row: str(row["person_id"])), ids


def _dates(mentions: _Mentions, read: Read) -> dict[int, dt.date]:
    """The day of each act that names somebody, by its number here."""
    acts = read("acts", ["act_id", "date"])
    days = dict(zip(acts["act_id"].to_pylist(), acts["date"].to_pylist(), strict=True))
    numbers = dict(zip(mentions.acts, mentions.act_ids.to_pylist(), strict=True))
    return {number: day for number, act in numbers.items() if number is not None and (day := days.get(act))}


def _rank(spelling: Sequence[str], parsed: PersonName, count: int) -> tuple[Any, ...]:
    """The fullest spelling first: with a given name that is written out, then what is printed most, then with accents."""
    _, name, given, family, _ = spelling
    accents = sum(a != b for a, b in zip(fold(name), name.lower(), strict=True))
    return not parsed.is_full, not parsed.given, not (given and family), -count, -accents, name


def _shown(spelling: Sequence[str]) -> str:
    _, name, given, family, _ = spelling
    return f"{given} {family}" if given and family else name


def _id(person: tuple[str, Key], name: PersonName, taken: set[str]) -> str:
    """An id made from the body and the sound of the name: the same whichever other documents, and spellings, are read."""
    body, (_, split) = person
    letters = "|".join((body, "".join(name.given), name.sound, "" if name.is_full and not split else split))
    if letters in taken:  # two people of one roll call whose names differ by a gap or a doubled letter only
        letters = f"{letters}|{name.given}|{name.family}"
    taken.add(letters)
    return hashlib.sha256(f"person:{letters}".encode()).hexdigest()[:16]
