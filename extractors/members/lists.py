"""Reads a list of people: who is named, with which remark, and who holds whose proxy."""

from __future__ import annotations

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.members.layout import is_place_table, place_before, place_behind, without_heading
from extractors.members.names import (
    CIVILITY,
    TITLE,
    Name,
    Word,
    is_mixed,
    is_plural,
    make_name,
    normal_civility,
    part_words,
    read_words,
)
from extractors.members.person import Person, pair_columns, restore_initials
from extractors.members.proxies import OFFICE, read_person, read_proxy, read_received
from extractors.members.remarks import has_moment, read_bracket, read_remark, read_status
from extractors.members.words import ENDING_WORDS

# What parts the items of a list: signs, bullets, numbers, "et". OCR reads a full stop or a colon for a comma.
_APART = patterns.compile(
    r"""
    (?: [\s,;/•·●▪◦➢➤✓✔|*_+\uF000-\uF0FF}\])>"»–—−-] | (?<=\n): | :(?=[^\s:]|\s*[,;:]) | \d{1,3}[.)]?(?=[\s,;.(-]) | \.{1,200}+
      | (?: et (?: \sde (?=\s(?:m\.|mme|monsieur|madame)\s) )? | ainsi\sque | puis | & )(?=\s) )*+
    """,
    regex.VERBOSE,
)

# The rest of an office: "de Saint-Loup", "chargée de la culture"; up to the next sign or civil title.
_OF = patterns.compile(
    r"""
    (?: \s+ (?: (?: de | du | des | a | au | aux | en | et | la | le | les | sans | special ) (?![\w-]) | [dl]' )
      (?: (?! \s (?: m\. | mme | monsieur | madame ) \s ) [^,;:\n().\t] ){0,90}+ )?
    """,
    regex.VERBOSE,
)

# Places before the next civil title, in a table that reading has flattened; specks that OCR makes of bullets.
_NEXT_TITLE = r"(?=(?:M\.|Mme|Mlle|Monsieur|Madame)\s*\p{Lu})"
_CAPITALS = patterns.compile(
    rf"(?:(?!M\.|Mme|Mlle|Monsieur|Madame)[\p{{Lu}}\d][\p{{L}}\d'’-]{{0,40}}+[\s|]++){{1,12}}+{_NEXT_TITLE}"
)
_SPECK = patterns.compile(rf"(?:(?!M\.|Mme)\p{{Lu}}[\p{{Lu}}\d]{{0,2}}+\s++){{1,3}}+{_NEXT_TITLE}")
# What OCR leaves of a stroke behind a name, before the comma that shows that the list goes on: "DUPRÉ/I, Lise".
_SCRAP = patterns.compile(r"[^\s,;:.]{1,3}(?=\s{0,2},\s{1,3}\p{Lu})")
_PHRASE = patterns.compile(r"[a-z'][^,;:.()\n]{0,90}+[,;]\s*+(?=(?:m\.|mme|mlle|monsieur|madame)\s)")

# "MMES" as OCR often reads it.
_MISREAD = patterns.compile(r"MINES\s+(?=\p{Lu}{2,40}[\s,]+\p{Lu}\.)")

_PROSE = patterns.compile(r"\s*+,?\s*+(?!(?:et|ainsi|puis|dont|à|par|au|qui)\s)(?:\p{Ll}{2}|a\s)")
_COLON = patterns.compile(r"\s*+:(?!\s*+[,;:])\s++")
_OF_WHOM = patterns.compile(r"de\s+(?=(?:m\.|mme|mlle|monsieur|madame)\s)")  # "Pouvoirs : de Mme Roux à M. Petit"
_LISTED = patterns.compile(r"[,;/]|(?:^|\s)et\s")
_COMMA = patterns.compile(r"\s*+[,;/(]")
_LINE_END = patterns.compile(r"[^\S\n]*+(?:[\n,;]|$)")
_AND = patterns.compile(r"[\s,]*+(?:et|&|/)\s*+(?=m)")
_GAP = patterns.compile(r"[\s,]*+")
_SPEAKS = patterns.compile(
    r"[^.;:\n]{0,60}?\b(?:rapporte|expose|rappelle|informe|indique|propose|explique|soumet|precise|ouvre|declare)\b"
)
# An item of a list that OCR has spoiled: "Jo|l.e Br0 ssard, ". So many in a row are the end of the list.
_SPOILED = patterns.compile(r"[^,;:\n]{1,40}[,;.\n]\s*+")
_MOST_SPOILED = 3
_SPACED_HYPHEN = patterns.compile(r" [-–] ")


class ListReader:
    """Goes through one list of people, item by item.

    Args:
        passage: where to read.
        start: behind the label.
        end: where the next label begins.
        pairing: in a list of proxies ("Pouvoirs :"), where "à" stands between giver and holder.
        loose: whether places may stand before the first name.
        prose: whether the first name may begin a sentence: "M. Durand ouvre la séance".

    After :meth:`read`, ``done`` is the end of the last thing that belongs to the list.
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
        self._group: str | None = None
        self._plural = False  # a plural title holds for the names that follow
        self._plural_seen = False
        self._singular_seen = False
        self._fresh = False  # nothing was read behind the last name yet
        self._alone = True  # the last name stands alone between two signs

    def read(self) -> list[Person]:
        """Read until something comes that belongs to no list of people."""
        while self.at < self.end and len(self.people) < 500:
            if self._remark():
                continue
            apart = self._skip_signs()
            if self.pairing and (giver := _OF_WHOM.match(self.passage.folded, self.at, self.end)):
                self.at = giver.end()
            if self.at >= self.end or not (
                self._remark() or self._office() or self._item(apart) or self._skip_words(apart) or self._skip_spoiled()
            ):
                break
        pair_columns(self.people, self._more_holders)
        restore_initials(self.passage, self.people)
        return self.people

    def _skip_signs(self) -> str:
        begin = self.at
        self.at = _APART.match(self.passage.folded, begin, self.end).end()
        return self.passage.text[begin : self.at]

    # -- what stands behind a name ---------------------------------------------------------------------------------

    def _remark(self) -> bool:
        """Whether a remark on the last person was read."""
        if not self.people:
            return False
        person = self.people[-1]
        if remark := read_status(self.passage, self.at, self.end):
            person.gives = person.gives or remark.status == "represented"
            person.status = remark.status
            self.at = remark.end
        elif self.loose and not person.gives and (received := read_received(self.passage, self.at, self.end)):
            self.at, giver, civility = received
            self.people.insert(-1, Person(giver, civility, group=self._group, gives=True, holder=person.name))
        elif proxy := read_proxy(self.passage, self.at, self.end, pairing=self.pairing):
            self._give(proxy.holder)
            self.at = proxy.end
        elif self.pairing and not person.gives and (holder := self._holder_in_brackets()):
            self._give(holder)
        elif remark := read_remark(self.passage, self.at, self.end):
            person.group = remark.place if remark.place and self._fresh else person.group
            self.at = remark.end
        else:
            return False
        self._fresh = False
        self.done = self.at
        return True

    def _holder_in_brackets(self) -> Name | None:
        """The holder that stands alone in brackets behind the giver: "Excusés avec pouvoir : M. Petit (Mme Roux)"."""
        begin = read_bracket(self.passage, self.at, self.end)
        if begin is None:
            return None
        close = self.passage.text.find(")", begin, self.end)
        title = CIVILITY.match(self.passage.folded, begin, close)
        at, holder = read_person(self.passage, begin, close)
        if holder is None or at != close or not (title or holder.given):
            return None
        self.at = close + 1
        return holder

    def _give(self, holder: Name | None) -> None:
        person = self.people[-1]
        if not person.gives:
            person.gives, person.holder = True, holder
        elif holder:
            self._more_holders.append(holder)

    def _office(self) -> bool:
        """Whether an office was read: "Maire", "2ème Adjointe chargée de la culture", "Adjoints :"."""
        begin = self.at
        m = TITLE.match(self.passage.folded, begin, self.end) or self._headed_office()
        if not m:
            return False
        while m:
            self.at = m.end()
            m = TITLE.match(self.passage.folded, self.at + 1, self.end)
        office = self.passage.folded[begin : self.at]
        self.at = _OF.match(self.passage.folded, self.at, self.end).end()
        of = self.passage.folded[begin + len(office) : self.at].strip()
        if self._fresh and office in ("president", "presidente") and of in ("", "de seance", "de la seance"):
            self.people[-1].presides = True
        if self._fresh and office == "maire" and not of:
            self.people[-1].heads = True
        if colon := _COLON.match(self.passage.folded, self.at, self.end):
            if of in ("de seance", "de la seance"):  # another label: "Président de séance : M. Petit"
                self.end = begin
                return False
            self.at = colon.end()
        return True

    def _headed_office(self) -> regex.Match[str] | None:
        """The office with its article that heads the people who hold it: "Les Adjoints : "."""
        article = OFFICE.match(self.passage.folded, self.at, self.end)
        first = office = TITLE.match(self.passage.folded, article.end(), self.end) if article else None
        while office and (more := TITLE.match(self.passage.folded, office.end() + 1, self.end)):
            office = more
        return first if office and _COLON.match(self.passage.folded, office.end(), self.end) else None

    # -- the name itself -------------------------------------------------------------------------------------------

    def _item(self, apart: str) -> bool:
        """Whether a person, several people or the group of those that follow were read."""
        begin = self.at
        titled = self._read_civility()
        if titled and (office := OFFICE.match(self.passage.folded, self.at, self.end)):
            self.at = office.end()
            return True
        words = read_words(self.passage, self.at, self.end, titled=titled, pairing=self.pairing)
        words = without_heading(self.passage, words, self.end, titled=titled)
        if words and not self._is_prose(words, titled, apart) and self._read_words(words, titled, apart):
            return True
        self.at = begin
        return False

    def _read_words(self, words: list[Word], titled: bool, apart: str) -> bool:
        if not titled and (self._is_place(words) or self._completes(words, apart)):
            return True
        if self._is_missing_holder(words, titled, apart):
            return True
        behind = words[-1].end
        colon = _COLON.match(self.passage.folded, behind, self.end)
        if colon and not self._proxy_follows(behind) and not read_status(self.passage, behind, self.end):
            return self._read_group(words, titled, colon.end())
        return self._take(words, titled, apart)

    def _read_civility(self) -> bool:
        """Read "Mme", "MM.", "Mesdames et Messieurs"; a plural holds for all names up to the next title."""
        titles = []
        if m := _MISREAD.match(self.passage.text, self.at, self.end):
            titles, self.at = ["mmes"], m.end()
        while m := CIVILITY.match(self.passage.folded, self.at, self.end):
            titles.append(m["title"])
            more = _AND.match(self.passage.folded, m.end(), self.end)
            self.at = (more or _GAP.match(self.passage.folded, m.end(), self.end)).end()
            following = CIVILITY.match(self.passage.folded, self.at, self.end)
            if not more and following and following["title"] != "m":
                titles = []  # the "M." before it is the initial that closes the last name: "PARENT M. Mme ROUX"
            elif not more:
                break
        if not titles:
            if not self._plural:
                self._civility = None
            return False
        self._plural = any(map(is_plural, titles))
        self._plural_seen = self._plural_seen or self._plural
        self._singular_seen = self._singular_seen or not self._plural
        self._civility = normal_civility(titles[0]) if len(titles) == 1 else None
        return True

    def _is_prose(self, words: list[Word], titled: bool, apart: str) -> bool:
        """Whether the name begins a sentence: "M. Durand ouvre la séance"."""
        at = words[-1].end
        if not self.people and not self.prose and _SPEAKS.match(self.passage.folded, at, self.end):
            return True
        if (self.prose and not self.people) or TITLE.match(self.passage.folded, at + 1):
            return False
        if self._proxy_follows(at) or ("\n" not in apart and has_moment(self.passage, at, self.end)):
            return False
        m = _PROSE.match(self.passage.text, at, self.end)
        if not m or TITLE.match(self.passage.folded, m.end() - 2) or read_status(self.passage, at, self.end):
            return False
        if not self.people:
            return not (titled and "," in m[0])
        listed = _LISTED.search(apart) and "." not in apart
        return not (listed and (titled or self._plural or is_mixed(words)))

    def _proxy_follows(self, at: int) -> bool:
        return read_proxy(self.passage, at, self.end, pairing=self.pairing) is not None

    def _is_place(self, words: list[Word]) -> bool:
        """Whether this is the place in "SAINT-LOUP (DURAND Lise)"; the person is then read next."""
        inside = None if is_mixed(words) else read_bracket(self.passage, words[-1].end, self.end)
        if inside is None or not is_mixed(read_words(self.passage, inside, self.end)):
            return False
        self._group = self._shown(words)
        self.at = inside
        return True

    def _is_missing_holder(self, words: list[Word], titled: bool, apart: str) -> bool:
        """Whether this is the holder in "- Mme Durand M. Petit", a line or a row of a list of proxies that lacks its "à"."""
        if not (self.pairing and self._fresh and self._alone and apart.strip(" ") in ("", "\t")):
            return False
        told_apart = "\t" in apart or (titled and self.people[-1].civility)
        words = next((words[:i] for i, word in enumerate(words) if i and word.broken), words) if "\t" in apart else words
        if self.people[-1].gives or not told_apart or not _LINE_END.match(self.passage.text, words[-1].end, self.end):
            return False
        self._give(make_name(self.passage, words, titled=titled))
        self._fresh = False
        self.at = self.done = words[-1].end
        return True

    def _completes(self, words: list[Word], apart: str) -> bool:
        """Whether this is the second half of a double surname: "Lise DURAND - PETIT"."""
        last = self.people[-1].name if self._fresh else None
        if not last or not last.given or len(words) > 1 or words[0].kind != "U" or not _SPACED_HYPHEN.fullmatch(apart):
            return False
        more = f"{apart}{self._shown(words)}"
        self.people[-1].name = last._replace(end=words[0].end, shown=f"{last.shown}{more}", family=f"{last.family}{more}")
        self.at = self.done = words[0].end
        return True

    def _read_group(self, words: list[Word], titled: bool, behind: int) -> bool:
        """Take "VILLE :" for the group of the people that follow; a name may stand before it."""
        if not (CIVILITY.match(self.passage.folded, behind) or read_words(self.passage, behind, self.end)):
            return False
        split = place_behind(words) if titled or is_mixed(words) else 0
        if split == len(words):
            return False
        if split:
            self._add(words[:split], titled)
        self._group = self._shown(words[split:])
        self.at = behind
        return True

    def _take(self, words: list[Word], titled: bool, apart: str) -> bool:
        if not titled and not _COMMA.search(apart):
            place, words = place_before(words)
            self._group = self._shown(place) if place else self._group
        people, rest = part_words(words)
        if is_place_table(people):
            return False
        self.at = words[-1].end if not rest or not rest[0].broken else rest[0].start
        if not titled and not self._plural and not self._is_name(words, apart):
            return bool(self.people) and "," in apart and (self._singular_seen or len(words[0].folded) < 3)
        for person in people:
            self._add(person, titled)
        self._alone = len(people) == 1 and (not apart or bool(_LINE_END.search(apart)))
        self.done = self.at
        return True

    def _is_name(self, words: list[Word], apart: str) -> bool:
        """Whether words that no civil title announces are a name."""
        if is_mixed(words):
            return True
        if {word.kind for word in words} == {"I"} or (len(words) == 1 and len(words[0].folded) < 3):
            return False
        if self._singular_seen:
            return words[0].kind == "U" and self._plural_seen and bool(_LISTED.search(apart))
        if any(word.is_given for word in words):
            return True
        listed = _COMMA.match(self.passage.text, words[-1].end, self.end) or (self.people and "," in apart)
        return bool(listed) and len(words) <= 4

    def _add(self, words: list[Word], titled: bool) -> None:
        name = make_name(self.passage, words, titled=titled or self._plural)
        self.people.append(Person(name, self._civility, shared=self._plural, group=self._group))
        self._fresh = True

    def _shown(self, words: list[Word]) -> str:
        return " ".join(self.passage.text[words[0].start : words[-1].end].split())

    # -- what stands between ---------------------------------------------------------------------------------------

    def _skip_words(self, apart: str) -> bool:
        """Whether words that are no name were passed over, because the next civil title shows that the list goes on."""
        m = _SPECK.match(self.passage.text, self.at, self.end)
        if not m and self.people:
            m = _SCRAP.match(self.passage.text, self.at, self.end)
        if not m and self.people and "," in apart:
            m = _PHRASE.match(self.passage.folded, self.at, self.end)
        if not m and (self.people or self.loose) and (m := _CAPITALS.match(self.passage.text, self.at, self.end)):
            words = self.passage.folded[m.start() : m.end()].split()
            m = None if self.people and not ENDING_WORDS.isdisjoint(words) else m
        if m:
            self.at = m.end()
        return m is not None

    def _skip_spoiled(self) -> bool:
        """Whether items that cannot be read were passed over in a worn text, because a name follows again."""
        at = self.at
        for _ in range(_MOST_SPOILED if self.passage.worn and len(self.people) > 1 else 0):
            m = _SPOILED.match(self.passage.text, at, self.end)
            if not m:
                break
            at = m.end()
            if CIVILITY.match(self.passage.folded, at, self.end) or is_mixed(read_words(self.passage, at, self.end)):
                self.at = at
                return True
        return False
