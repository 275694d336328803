"""Which spellings of names, met in the documents of one body, are one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.members.words import GIVEN_NAMES
from pipeline.link.merging import Clusters
from pipeline.link.names import PersonName, alike, is_married_form, is_slip, may_stand_for

_GIVEN = frozenset(map(alike, GIVEN_NAMES))


@dataclass(slots=True)
class Form:
    """One way to name somebody in one body, with where it was met.

    Attributes:
        name: as it is compared.
        split: ``M`` or ``F`` where the name alone does not tell: there is no whole given name, or a man and a woman of one
            roll call both have it.
        sexes: as civil titles tell.
        rolls: the acts whose roll call names it: nobody stands in a roll call twice.
        documents: those that name it.
    """

    name: PersonName
    split: str = ""
    sexes: set[str] = field(default_factory=set)
    rolls: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)

    @property
    def key(self) -> tuple[PersonName, str]:
        """What it is known by within its body."""
        return self.name, self.split


Key = tuple[PersonName, str]


class People:
    """The people of one body.

    Args:
        forms: every form of a name met there.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = {form.key: form for form in forms}
        self._clusters: Clusters[Key] = Clusters(self._apart)
        full = sorted(key for key, form in self.forms.items() if form.name.is_full)
        for step in (_same_letters, _same_sound, _married, _slips):
            for one, other in step(full, self.forms):
                self._clusters.merge(one, other)
        #: Forms without a whole given name, by document: who is meant may follow from who else is named there.
        self._meant: dict[tuple[Key, int], Key] = {}
        known = full
        for level in _levels(self.forms):
            self._resolve(level, self._index(known))
            known = [*known, *level]

    def person(self, key: Key, document: int) -> Key:
        """Who is meant: a form that stands for the person."""
        return self._clusters.first(self._meant.get((key, document), key))

    def _apart(self, one: Key, other: Key) -> bool:
        """Whether two forms cannot be one person: one roll call names both, or one is a woman's and the other a man's."""
        a, b = self.forms[one], self.forms[other]
        if a.split != b.split and a.split and b.split:
            return True
        sexes_differ = a.sexes and b.sexes and a.sexes.isdisjoint(b.sexes)
        return bool(sexes_differ) or not a.rolls.isdisjoint(b.rolls)

    def _index(self, keys: Iterable[Key]) -> Mapping[str, list[Key]]:
        """The forms by the sound of their family name, and by that of each part of a double one."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in keys:
            for sound in sorted({key[0].sound, *key[0].aliases}):
                found[sound].append(key)
        return found

    def _resolve(self, partial: Iterable[Key], known: Mapping[str, list[Key]]) -> None:
        """Find whom each form without a whole given name means, in each document; nobody where it may be several."""
        for key in partial:
            form = self.forms[key]
            near = [other for other in known.get(form.name.sound, ()) if other != key and self._may_mean(form, self.forms[other])]
            people = {self.person(other, document) for other in near for document in self.forms[other].documents}
            for document in form.documents:
                here = {self.person(other, document) for other in near if document in self.forms[other].documents}
                choice = here or people
                if len(choice) == 1:
                    self._meant[key, document] = min(choice)

    def _may_mean(self, form: Form, whole: Form) -> bool:
        if any(self._apart(form.key, other) for other in self._clusters.members(whole.key)):
            return False
        given = form.name.given
        return not given or may_stand_for(given, whole.name.given)


def _levels(forms: Mapping[Key, Form]) -> list[list[Key]]:
    """The forms without a whole given name, those that tell most first."""
    levels: dict[tuple[bool, bool], list[Key]] = defaultdict(list)
    for key in sorted(forms):
        if not key[0].is_full:
            levels[not key[0].given, not key[1]].append(key)
    return [levels[rank] for rank in sorted(levels)]


Pairs = Iterator[tuple[Key, Key]]


def _same_letters(keys: list[Key], forms: Mapping[Key, Form]) -> Pairs:
    """The same letters, in whatever order the names stand and wherever the gaps are."""
    yield from _neighbours(keys, lambda key: key[0].aliases)


def _same_sound(keys: list[Key], forms: Mapping[Key, Form]) -> Pairs:
    """The same given name, and a family name that only doubles a letter: "LAFONT" and "LAFFONT"."""
    yield from _neighbours(keys, lambda key: (f"{''.join(key[0].given)} {key[0].sound}",))


def _neighbours(keys: list[Key], labels: Callable[[Key], Iterable[str]]) -> Pairs:
    """Every form with the first that has a label in common with it."""
    first: dict[str, Key] = {}
    for key in keys:
        for label in labels(key):
            other = first.setdefault(label, key)
            if other != key:
                yield other, key


def _married(keys: list[Key], forms: Mapping[Key, Form]) -> Pairs:
    """The same given name, and a double family name that holds the other; where only one person has such a name."""
    for same in _blocks(keys, lambda key: "".join(key[0].given)):
        ends: dict[str, list[Key]] = defaultdict(list)
        for key in same:
            family = key[0].family
            for label in {family[0], family[-1]} if len(family) > 1 else family:
                ends[label].append(key)
        for key in same:
            near = {o for label in set(key[0].family) for o in ends[label] if is_married_form(key[0].family, o[0].family)}
            yield from ((key, other) for other in sorted(near))


def _slips(keys: list[Key], forms: Mapping[Key, Form]) -> Pairs:
    """A spelling met in one document only, a slip away from a more usual one: in the family name or in the given name."""
    for same in _blocks(keys, lambda key: "".join(key[0].given)):
        yield from _slipped(same, forms, lambda key: "".join(key[0].family), 5)
    for same in _blocks(keys, lambda key: "".join(key[0].family)):
        strange = [key for key in same if not _is_known(key)]
        usual = [key for key in same if _is_known(key)]
        for key in strange:
            yield from _slipped([key, *usual], forms, lambda key: "".join(key[0].given), 4)


def _is_known(key: Key) -> bool:
    """Whether the given name is a common one: two such names are two people, however alike they look."""
    return key[0].given[0] in _GIVEN


def _slipped(same: list[Key], forms: Mapping[Key, Form], letters: Callable[[Key], str], least: int) -> Pairs:
    usual = sorted((key for key in same if len(forms[key].documents) > 1), key=lambda k: (-len(forms[k].documents), k))
    for rare in same:
        if len(forms[rare].documents) == 1:
            near = (key for key in usual if is_slip(letters(rare), letters(key), least))
            yield from ((key, rare) for key in near)


def _blocks(keys: Iterable[Key], label: Callable[[Key], str]) -> Iterator[list[Key]]:
    """The forms that share a label, wherever there are several."""
    found: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        found[label(key)].append(key)
    yield from (same for _, same in sorted(found.items()) if len(same) > 1)
