"""Reads a list of people: who is named, with which note, and who holds whose proxy."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.base import Passage
from extractors.members.names import CIVILITY, TITLE, Name, Word, is_plural, make_name, normal_civility, part_words, read_words
from extractors.members.proxies import OFFICE, read_proxy
from extractors.members.words import ENDING_WORDS


@dataclass(slots=True)
class Person:
    """One person in a list.

    Attributes:
        name: as printed.
        civility: "M." or "Mme", where printed.
        group: commune or political group it stands under.
        gives: whether the text says that this person gave a proxy.
        holder: who holds it.
        status: what a note behind the name says: ``absent``, ``excused``.
        presides: whether "Président" stands behind the name.
    """

    name: Name
    civility: str | None = None
    group: str | None = None
    gives: bool = False
    holder: Name | None = None
    status: str | None = None
    presides: bool = False


# What parts the items of a list: signs, bullets, numbers, "et". OCR reads a full stop for a comma, so it parts too.
_APART = regex.compile(
    r"(?:[\s,;/•·●▪◦➢➤✓✔|*_+\uF000-\uF0FF}\])>\"»-]|[–—−]|(?<=\n):|:(?=[^\s:]|\s*[,;:])|\d{1,3}[.)]?(?=[\s,;.(-])|\.{1,200}+|(?:et|ainsi que|puis|&)(?=\s))*+"
)

# "arrivée à 19h04", "à partir de la délibération n° 3": when a person was there. It runs to the next sign.
_MOMENT = regex.compile(
    r"""\s*+[,(–-]?\s*+(?: (?: arrive | arrivee | parti | partie | sorti | sortie )s? (?= \s+ (?: a | au | en | lors | pendant | apres | avant | pour ) \b )
      | (?: depart | arrivee ) \s* : | jusqu' | a \s+ (?: partir | compter | l'exception ) \b | sauf \b
      | (?: present | absent | excuse )e?s? \s+ (?: jusqu | a \s+ partir | pour \b | du \b | des \b | de \b | lors ) ) [^,;\n()]{0,110}+""",
    regex.VERBOSE,
)

# "(absent)", "- EXCUSÉE", ": absente non excusée" behind a name in a list of all members.
_STATUS = regex.compile(
    r"""
    \s*+ (?: [-–:] | (?P<paren> \( ) | , (?= \s*+ (?: absent | excuse ) ) ) \s*+
    (?P<status> absente? | excusee? | procuration | pouvoir | representee? ) (?! \w ) (?: \s+ (?: non \s+ )? excusee? (?! \w ) )?
    (?! \s*+ (?: a | au | de | par | donnee? | jusqu' | pour | : ) (?! \w ) ) (?(paren) \s*+ \) )
    """,
    regex.VERBOSE,
)

_PLACE = regex.compile(
    r"\p{Lu}[\p{L}'’.-]+(?:[ \n]{1,3}(?:\p{Lu}[\p{L}'’.-]*|de|du|des|la|le|les|l['’]\p{L}+|d['’]\p{L}+|en|sur|sous|et|aux?|lès|lez)){0,6}"
)

_PAREN = regex.compile(r"\s*+[(\[{](?P<inside>[^()\[\]{}]{0,200}+)[)\]}]")

# The rest of an office: "de Saint-Loup", "chargée de la culture"; up to the next sign or civil title.
_OF = regex.compile(
    r"(?:\s+(?:(?:de|du|des|a|au|aux|en|et|la|le|les|sans|special)(?![\w-])|[dl]')(?:(?!\s(?:m\.|mme|monsieur|madame)\s)[^,;:\n().\t]){0,90}+)?"
)

# A place or a heading before the next civil title, in a table that reading has flattened.
_CAPITALS = regex.compile(
    r"(?:(?!M\.|Mme|Mlle|Monsieur|Madame)[\p{Lu}\d][\p{L}\d'’-]*+[\s|]++){1,12}+(?=(?:M\.|Mme|Mlle|Monsieur|Madame)\s*\p{Lu})"
)
_SPECK = regex.compile(r"(?:(?!M\.|Mme)\p{Lu}[\p{Lu}\d]{0,2}+\s++){1,3}+(?=(?:M\.|Mme|Mlle|Monsieur|Madame)\s*\p{Lu})")
_PHRASE = regex.compile(r"[a-z'][^,;:.()\n]{0,90}+[,;]\s*+(?=(?:m\.|mme|mlle|monsieur|madame)\s)")
_PROSE = regex.compile(r"\s*+,?\s*+(?!(?:et|ainsi|puis|dont|à|par|au|qui)\s)(?:\p{Ll}{2}|a\s)")
_COLON = regex.compile(r"\s*+:(?!\s*+[,;:])\s++")
_PARTED = regex.compile(r"[^\S\n]*+(?:[,;/.()]|$|[-–]\s|(?:et|ainsi)\s)")


# "MMES" as OCR often reads it.
_MISREAD = regex.compile(r"MINES\s+(?=\p{Lu}{2,}[\s,]+\p{Lu}\.)")


class ListReader:
    """Goes through one list of people, item by item.

    Args:
        passage: where to read.
        start: behind the label.
        end: where the next label begins.
        pairing: in a list of proxies ("Pouvoirs :"), where "à" stands between giver and holder.
        loose: whether places may stand before the first name.
        prose: whether the first name may begin a sentence: "M. Durand ouvre la séance".
    """

    def __init__(
        self, passage: Passage, start: int, end: int, *, pairing: bool = False, loose: bool = False, prose: bool = False
    ) -> None:
        self.passage = passage
        self.at = self.done = start
        self.end = end
        self.pairing = pairing
        self.loose = loose
        self.prose = prose
        self.people: list[Person] = []
        self._more_holders: list[Name] = []
        self._civility: str | None = None
        self._plural = False
        self._titled_only = False
        self._plural_seen = False
        self._group: str | None = None
        self._fresh = False
        self._parted = True

    def read(self) -> list[Person]:
        """Read until something comes that belongs to no list of people; ``done`` is then its end."""
        while self.at < self.end and len(self.people) < 500:
            if self._note():
                continue
            apart = self._skip_signs()
            if self.at >= self.end or not (self._note() or self._office() or self._item(apart) or self._skip_words(apart)):
                break
        self._pair_columns()
        self._restore_initials()
        return self.people

    def _skip_signs(self) -> str:
        begin = self.at
        self.at = _APART.match(self.passage.folded, begin, self.end).end()  # type: ignore[union-attr]
        return self.passage.text[begin : self.at]

    # -- what stands behind a name ---------------------------------------------------------------------------------

    def _note(self) -> bool:
        """Whether a note on the last person was read."""
        if not self.people:
            return False
        folded, at = self.passage.folded, self.at
        if m := _STATUS.match(folded, at, self.end):
            self._mark(m["status"])
            self.at = m.end()
        elif proxy := read_proxy(self.passage, at, self.end, pairing=self.pairing):
            self._give(proxy[2])
            self.at = proxy[1]
        elif m := _MOMENT.match(folded, at, self.end):
            self.at = m.end()
        elif m := _PAREN.match(self.passage.text, at, self.end):
            self._place(m["inside"].strip())
            self.at = m.end()
        else:
            return False
        self._fresh = False
        self.done = self.at
        return True

    def _mark(self, word: str) -> None:
        if word.startswith(("procuration", "pouvoir", "represente")):
            self.people[-1].gives = True
        else:
            self.people[-1].status = "excused" if word.startswith("excuse") else "absent"

    def _give(self, holders: list[Name]) -> None:
        person = self.people[-1]
        if person.gives:
            self._more_holders += holders
        else:
            person.gives, person.holder = True, holders[0] if holders else None

    def _place(self, inside: str) -> None:
        """Keep "(Saint-Loup)" as the place a person stands for; any other remark is no matter here."""
        known = TITLE.match(self.passage.folded, self.passage.text.find(inside, self.at))
        if self._fresh and not known and _PLACE.fullmatch(inside):
            self.people[-1].group = " ".join(inside.split())

    def _office(self) -> bool:
        """Whether an office was read: "Maire", "2ème Adjointe chargée de la culture", "Adjoints :"."""
        m = TITLE.match(self.passage.folded, self.at, self.end)
        if not m:
            return False
        begin = self.at
        while m:
            self.at = m.end()
            m = TITLE.match(self.passage.folded, self.at + 1, self.end)
        rest = _OF.match(self.passage.folded, self.at, self.end)
        assert rest is not None
        if (
            self._fresh
            and regex.fullmatch(r"presidente?", self.passage.folded[begin : self.at])
            and rest[0].strip() in ("", "de seance")
        ):
            self.people[-1].presides = True
        self.at = rest.end()
        if colon := _COLON.match(self.passage.folded, self.at, self.end):
            self.at = colon.end()
        return True

    # -- the name itself -------------------------------------------------------------------------------------------

    def _item(self, apart: str) -> bool:
        """Whether a person, several people or the group of those that follow were read."""
        begin = self.at
        titled = self._read_civility()
        if titled and (office := OFFICE.match(self.passage.folded, self.at, self.end)):
            self.at = office.end()
            return True
        words = read_words(self.passage, self.at, self.end, titled=titled, pairing=self.pairing)
        words = self._without_heading(words, titled)
        if not words or self._is_prose(words, titled, apart):
            self.at = begin
            return False
        if not titled and (self._inside_out(words) or self._completes(words, apart)):
            return True
        if self._is_missing_holder(words, titled, apart):
            return True
        colon = _COLON.match(self.passage.folded, words[-1].end, self.end)
        if colon and not self._proxy_follows(words[-1].end) and not _STATUS.match(self.passage.folded, words[-1].end, self.end):
            return self._read_group(words, titled, colon.end()) or self._back_to(begin)
        return self._take(words, titled, apart) or self._back_to(begin)

    def _back_to(self, begin: int) -> bool:
        self.at = begin
        return False

    def _read_civility(self) -> bool:
        """Read "Mme", "MM.", "Mesdames et Messieurs"; a plural holds for all names up to the next title."""
        titles = []
        if m := _MISREAD.match(self.passage.text, self.at, self.end):
            titles, self.at = ["mmes"], m.end()
        while m := CIVILITY.match(self.passage.folded, self.at, self.end):
            titles.append(m["title"])
            self.at = regex.compile(r"[\s,]*+(?:(?:et|&|/)\s*+(?=m))?").match(self.passage.folded, m.end(), self.end).end()  # type: ignore[union-attr]
        if not titles:
            if not self._plural:
                self._civility = None
            return False
        self._plural = any(map(is_plural, titles))
        self._titled_only = not self._plural
        self._plural_seen = self._plural_seen or self._plural
        self._civility = normal_civility(titles[0]) if len(titles) == 1 else None
        return True

    def _without_heading(self, words: list[Word], titled: bool) -> list[Word]:
        """The words without the heading on the next line, where a line break alone parts it from the last name."""
        if not words or _PARTED.match(self.passage.folded, words[-1].end, self.end):
            return words
        people, rest = part_words(words)
        if rest and rest[0].broken:
            return words[: -len(rest)]
        for i, word in enumerate(people[-1]):
            if i and word.broken and self._is_whole(people[-1][:i], word, titled):
                return words[: words.index(word)]
        return words

    def _is_whole(self, words: list[Word], following: Word, titled: bool) -> bool:
        """Whether ``words`` at a line end are a whole name, which ``following`` does not complete."""
        if words[-1].kind == "P":
            return False
        same = following.kind in {word.kind for word in words}
        return _is_mixed(words) or same and (len(words) > 1 or titled and not words[0].is_given)

    def _is_prose(self, words: list[Word], titled: bool, apart: str) -> bool:
        """Whether the name begins a sentence: "M. Durand ouvre la séance"."""
        at = words[-1].end
        if self.prose and not self.people:
            return False
        if self._proxy_follows(at) or TITLE.match(self.passage.folded, at + 1):
            return False
        if _MOMENT.match(self.passage.folded, at, self.end) and "\n" not in apart:
            return False
        m = _PROSE.match(self.passage.text, at, self.end)
        if not m or TITLE.match(self.passage.folded, m.end() - 2):
            return False
        listed = regex.search(r"[,;/]|(?:^|\s)et\s", apart) and "." not in apart
        return not self.people or not listed or not (titled or self._plural or _is_mixed(words))

    def _proxy_follows(self, at: int) -> bool:
        return read_proxy(self.passage, at, self.end, pairing=self.pairing) is not None

    def _inside_out(self, words: list[Word]) -> bool:
        """Whether this is the place in "SAINT-LOUP (DURAND Lise)"; the person is then read next."""
        m = _PAREN.match(self.passage.text, words[-1].end, self.end)
        if _is_mixed(words) or not m:
            return False
        inner = read_words(self.passage, m.start("inside"), self.end)
        if not _is_mixed(inner):
            return False
        self._group = self._shown(words)
        self.at = m.start("inside")
        return True

    def _is_missing_holder(self, words: list[Word], titled: bool, apart: str) -> bool:
        """Whether this is the holder in "- Mme Durand M. Petit", a line of a list of proxies that lacks its "à"."""
        ends_line = regex.compile(r"[^\S\n]*+(?:[\n,;]|$)").match(self.passage.text, words[-1].end, self.end)
        alone = self._fresh and self._parted and not self.people[-1].gives and self.people[-1].civility
        if not (self.pairing and titled and alone and ends_line and apart == " " * len(apart)):
            return False
        self._give([make_name(self.passage, words, titled=True)])
        self.at = self.done = words[-1].end
        return True

    def _completes(self, words: list[Word], apart: str) -> bool:
        """Whether this is the second half of a double surname: "Lise DURAND - PETIT"."""
        last = self.people[-1].name if self.people else None
        if (
            not last
            or not self._fresh
            or not last.given
            or len(words) > 1
            or words[0].kind != "U"
            or not regex.fullmatch(r" [-–] ", apart)
        ):
            return False
        shown = f"{last.shown}{apart}{self._shown(words)}"
        self.people[-1].name = replace(last, end=words[0].end, shown=shown, family=f"{last.family}{apart}{self._shown(words)}")
        self.at = self.done = words[0].end
        return True

    def _read_group(self, words: list[Word], titled: bool, behind: int) -> bool:
        """Take "VILLE :" for the group of the people that follow; a name may stand before it."""
        if not (CIVILITY.match(self.passage.folded, behind) or read_words(self.passage, behind, self.end)):
            return False
        split = _group_start(words) if titled or _is_mixed(words) else 0
        if split and split == len(words):
            return False
        if split:
            self._add(words[:split], titled)
        self._group = self._shown(words[split:])
        self.at = behind
        return True

    def _take(self, words: list[Word], titled: bool, apart: str) -> bool:
        people, rest = part_words(words)
        if _is_place_table(people):
            return False
        if not titled and not regex.search("[,;]", apart):
            words = self._without_place(words)
            people, rest = part_words(words)
        if not titled and not self._plural and not self._is_name(words, apart):
            if self.people and "," in apart and (self._titled_only or len(words[0].folded) < 3):
                self.at = words[-1].end
                return True
            return False
        for person in people:
            self._add(person, titled)
        self._parted = len(people) == 1 and (not apart or bool(regex.search(r"[\n,;]", apart)))
        self.at = self.done = words[-1].end if not rest or not rest[0].broken else rest[0].start
        return True

    def _without_place(self, words: list[Word]) -> list[Word]:
        """The words without the place before them, as flattened tables print it: "Saint-Loup Lise DURAND"."""
        first = next((i for i, word in enumerate(words) if word.is_given and word.kind == "T"), 0)
        if not first or not _is_mixed(words[first:]) or any(word.kind != "T" for word in words[:first]):
            return words
        self._group = self._shown(words[:first])
        return words[first:]

    def _is_name(self, words: list[Word], apart: str) -> bool:
        """Whether words that no civil title announces are a name."""
        if _is_mixed(words):
            return True
        if {word.kind for word in words} == {"I"} or len(words[0].folded) < 3 and len(words) == 1:
            return False
        if self._titled_only:
            return words[0].kind == "U" and self._plural_seen and bool(regex.search(r",|(?:^|\s)et\s", apart))
        if any(word.is_given for word in words):
            return True
        listed = (
            bool(regex.match(r"\s*+[,;/]", self.passage.text[words[-1].end : words[-1].end + 8]))
            or bool(self.people)
            and "," in apart
        )
        return listed and len(words) <= 4

    def _add(self, words: list[Word], titled: bool) -> None:
        name = make_name(self.passage, words, titled=titled or self._plural)
        self.people.append(Person(name, self._civility, self._group))
        self._fresh = True

    def _shown(self, words: list[Word]) -> str:
        return " ".join(self.passage.text[words[0].start : words[-1].end].split())

    # -- what stands between ---------------------------------------------------------------------------------------

    def _skip_words(self, apart: str) -> bool:
        """Whether words that are no name were passed over, because the next civil title shows that the list goes on."""
        if m := _SPECK.match(self.passage.text, self.at, self.end):
            pass
        elif m := _PHRASE.match(self.passage.folded, self.at, self.end):
            if not self.people or "," not in apart:
                return False
        else:
            m = _CAPITALS.match(self.passage.text, self.at, self.end)
            ends = m and not ENDING_WORDS.isdisjoint(self.passage.folded[m.start() : m.end()].split())
            if not m or ends and (self.people or not self.loose) or not (self.people or self.loose):
                return False
        self.at = m.end()
        return True

    def _pair_columns(self) -> None:
        """Give each person a holder where all givers come first and all holders behind: columns, flattened."""
        if not self._more_holders or not self.people or self.people[-1].holder is None:
            return
        holders = [self.people[-1].holder, *self._more_holders]
        givers = self.people[-len(holders) :]
        if len(givers) == len(holders) and not any(person.gives for person in givers[:-1]):
            for person, holder in zip(givers, holders, strict=True):
                person.gives, person.holder = True, holder

    def _restore_initials(self) -> None:
        """Read "M. DURAND" as initial and name where the whole list is made of initials: "E. PETIT, JP ROUX, M. DURAND"."""
        plain = [person for person in self.people if person.civility is None]
        if 2 * len(plain) <= len(self.people) or not all(person.name.given and len(person.name.given) <= 5 for person in plain):
            return
        for person in self.people:
            if person.civility == "M." and person.name.given is None:
                begin = self.passage.text.rfind("M", 0, person.name.start)
                person.name = replace(person.name, start=begin, shown=f"M. {person.name.shown}", given="M.")
                person.civility = None


def _is_mixed(words: list[Word]) -> bool:
    """Whether capitals tell the family name: "Lise DURAND"."""
    kinds = {word.kind for word in words}
    return "U" in kinds and not kinds.isdisjoint("TI")


def _is_place_table(people: list[list[Word]]) -> bool:
    """Whether each person's words begin with a place, so that nothing tells the surname: "SAINT-LOUP DURAND Lise"."""
    long = [person for person in people if sum(word.kind == "U" for word in person) > 1]
    return len(people) > 3 and 2 * len(long) > len(people)


def _group_start(words: list[Word]) -> int:
    """Where the place begins that closes the words of a person: "DURAND Lise Saint-Loup"."""
    people, rest = part_words(words)
    if rest:
        return len(words) - len(rest)
    if len(words) < 3:
        return len(words)
    begins = (i for i, word in enumerate(words) if i > 1 and word.folded in ("la", "le", "les", "saint", "sainte", "st", "ste"))
    return next(begins, len(words) - 1)
