"""Which laws, decrees, orders, deliberations and agreements a text cites, by number or date."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import regex

from extractors import patterns
from extractors.dates import Date
from extractors.french import WEEKDAYS, places_of

# The nouns that name a kind of text. Verbs and other things that look like one are left out by what must follow: a number
# or a date.
_NOUN = patterns.compile(
    r"""\b(?<!-)(?:
    (?P<law> lois?\b (?:[ \n]{1,3} (?:organique|constitutionnelle|de[ ]finances(?:[ ]rectificative)?) )? )
  | (?P<ordinance> ordonnances?\b )
  | (?P<decree> decrets?\b(?:-loi)? )
  | (?P<order> arretes?\b(?![ \n]{1,3}(?:les?|la|l'|au|a|par|comme|en(?![ ]date))(?![a-z]))
        | decisions?\b(?![ \n]{1,3}modificatives?) )
  | (?P<circular> circulaires?\b | instructions?\b )
  | (?P<eu> directives?\b(?:[ \n]{1,3}(?:cadre|europeennes?|communautaires?)){0,2} | recommandations?[ \n]{1,3}du[ ]conseil\b
        | reglements?[ \n]{1,3}(?: \([ ]?(?:ue|ce|cee)[ ]?\) | (?:ue|ce|cee|europeen|delegue)\b | (?=n°[ ]?\d{3,4}/\d{4}\b)
            | general[ ]sur[ ]la[ ]protection(?:[ ]des[ ]donnees(?:[ ]personnelles)?[ ]\(?ue\b\)?)? ) )
  | (?P<deliberation> (?<!apres[ ])deliberations?\b )
  | (?P<report> rapports?\b )
  | (?P<agreement> conventions?\b | contrats?\b | marches?\b | protocoles?\b | (?:credits?-)?ba(?:ux|il)\b | accords?-cadres?
        | actes?[ ]notaries? )
    )""",
    regex.VERBOSE,
)
_NOUN_STEMS = (
    "loi", "ordonnance", "decret", "arrete", "decision", "circulaire", "instruction", "directive", "recommandation", "reglement",
    "deliberation", "rapport", "convention", "contrat", "marche", "protocole", "baux", "bail", "credit-bai", "accord", "acte",
)  # fmt: skip

# "n° 2014-856", "n°2021-04/12B", "N ° DEL2024-08", "n° B-D2022-12", "n° 2022 04 07", "réf. 12"; OCR: "n' 2020-290",
# "no 84-53", "n° 84 - 53 du". Never the number of a lot, nor a year alone, which is half a number.
_NUMBER = patterns.compile(
    r"""\b (?<! \b (?: avenants? | lots? | articles? | parcelles? | lignes? | points? | dossiers? | comptes? | chapitres?
        | sections? | sire[nt] | cadastre[es]* (?:[ ][a-z]{1,2})? | zone | annexes? | page ) [ \n]{0,2} )
    (?: n[ ]?[°º'*"]{1,2}s? | no(?=[ ]?\d) | nos[ ] | numeros?\b | references?[ :] | ref\.? ) [ \n:]{0,3}
    (?! (?:19|20)\d\d (?! [\w°./_-] | [ ]/ | [ ]-[ ]\d{1,4}[ ]du\b | [ ]\d{1,2}[ ]\d{1,3}\b ) )
    (?P<number> (?: [a-z]{1,8} (?:[._/-][a-z]{1,8}){0,2} [ ._/-]? )? \d (?: [\w°._-] | /(?![a-z]{5}) )*
        (?: (?<=-)[ ]\d+ | [ ]/[ ]?\d+ | [ ]-[ ]\d{1,4}(?=[ ]du\b)
            | (?<=[ °]\d{3})[ ]\d{3}\b(?![ ,.]?\d|[ ]?(?:€|euros))
            | (?<=[ °](?:19|20)\d\d)[ ]\d{1,2}[ ]\d{1,3}\b(?![ ]?(?:€|euros)) )? )""",
    regex.VERBOSE,
)
# The white space of a number that parts no digits: "2018 / 93", not "2022 04 07".
_NEEDLESS = patterns.compile(r"\s+(?!\d)|(?<!\d)\s+")
# The "n°" may be missing: "loi 84/53 du", "directive 2014/24/UE", "marché 2024-17", "délibération D2022_091", "arrêté
# préfectoral DDT-2015-167". Years from and to are no number.
_BARE_NUMBER = patterns.compile(
    r"""[ \n]{0,3} (?: (?:inter)?(?:prefectoral|ministeriel|communautaire|municipal)[a-z]{0,3} [ \n]{1,3} )?
    (?P<number> (?: [a-z]{1,6} (?:[-_/][a-z]{1,6})? [-_/]? )? (?! (?:19|20)\d\d[-/][ ]?20\d\d )
        (?: (?:19|20)\d\d[-_]\d{1,2}[-_]\d{1,3} | \d{2,4} (?:[-/][a-z]{1,4})? [-/_] [ ]?\d{1,4} (?:/(?:ue|ce|cee))?
            | \d\d\.\d{2,4}(?=[ ]du\b) ) )
    (?! [\d/] | -\d )""",
    regex.VERBOSE,
)
# "délibération du 9 mars 2020, sous le numéro 2020-44", "délibération du 9 mars 2020 « tarifs » réf. 44".
_NUMBER_BEHIND = patterns.compile(
    rf"""[ ,(\n]{{0,3}} (?: "[^";]{{3,150}}" [ ,(\n]{{0,3}} )? (?: sous[ \n](?:les?|la)[ \n] )? {_NUMBER.pattern}""", regex.VERBOSE
)

# What leads to a date: "du ", "en date du ", "réunie le jeudi ".
_TO_DATE = patterns.compile(rf"(?r)\b(?:du|de|le|date|des|d')[ \n:]{{0,4}}(?:(?:{'|'.join(WEEKDAYS)})[ \n]{{1,3}})?")
# "arrêté pris le 3 mars": in "document arrêté le 3 mars" it is a verb, and "décision prise le 3 mars" is mostly a heading.
_TAKEN = patterns.compile(r"(?r)\b(?:pris|signe)s?[ \n]{1,3}")
# Behind these, a number or a date belongs to something else; not behind "finances pour 2024", "en date du :".
_STOP = patterns.compile(
    r"[;!?]|_{3}|\.{4}|(?<=[a-z]{3}|\d{4})\.[ \n]|\n[ ]?\n|(?<!\b(?:du|le|date|nor|ref|reference|n°)[ ]?):"
    r"|\b(?:vu|considerant|pour(?![ ]20\d\d)|jusqu'|a compter|a partir|avant|approuve|adopte|decide)\b"
)
# "délibérations n° 3 du 25 mai et n° 4 du 19 mai 2022".
_MORE = patterns.compile(r"[ \n]{0,3}(?:,|et|ainsi que|puis)[ \n,]{0,3}(?:(?:de[ \n])?(?:la|celle|celui|les?|l')[ \n]?)?")

# In front of a text that is cited: "vu la ", "par ", "de l'", "("; a heading has none of these. OCR reads "I'arrêté".
_CITED = patterns.compile(
    r"""(?r)(?: \b (?: l[ae]s? | [li]' | l | par | vu | une? | sa | son | ses | leurs? | cet | cette | ce | ladite | dudit | aux?
            | des? | du | d' | sur | selon | suivant ) (?: [ \n]{1,3} (?:meme|dite|precedente?|premiere) )?
        | \( ) [ \n]{0,3}""",
    regex.VERBOSE,
)
# "présent à partir de la délibération n° 12", "jusqu'à la délibération n° 12", "de la délibération n° 12 à la n° 20":
# when somebody came or left.
_MOMENT = patterns.compile(r"(?r)(?:a[ \n](?:compter|partir)[ \n]de|(?<![a-z])lors[ \n]de|jusqu'a|avant|apres)[ \n]la[ \n]{1,3}")
_TO_ANOTHER = patterns.compile(r"[ \n]a[ \n](?:la[ ])?(?:deliberation[ ])?(?:n°[ ]?)?[a-z_/-]{0,8}\d")
# "la présente convention", "registre des délibérations".
_OWN = patterns.compile(r"(?r)(?:presente?s?|(?:registre|extrait|liste|recueil|compte rendu) des?)[ \n]{1,3}")

# "schéma de cohérence territoriale adopté par le conseil communautaire le ", read backwards from its date.
_ADOPTED = patterns.compile(
    r"""(?r)\b (?P<plan> (?: schemas? | pactes? | plans?\b(?![ ]de[ ]financement) | strategies? | programme[ ]local | charte
            | projet[ ]de[ ]territoire | reglement[ ]interieur | plu(?:i|ih)? | scot | plh | carte[ ]communale ) \b
        [^;.!?]{0,160}? )
    [ ,(\n]{1,3} (?:adopte|approuve)e?s? [ \n] [^;.!?]{0,90}? (?:le|en|du) [ \n]{1,3}""",
    regex.VERBOSE,
)
_OPINION = patterns.compile(r"\bavis\b")
# OCR reads "Pavis" for "l'avis".
_OPINION_BEFORE = patterns.compile(r"(?r)(?<!demande d')\b[pl]?avis\b")

# The title behind, read on the unfolded text: "relative à ...", "portant ...", "« ... »", "relative au sujet « ... »".
_TITLE = patterns.compile(
    r"""[ \n]{0,3} (?: \(?(?:modifi|susvis|précit|complét)\p{L}*\)? )? [ ,\n:]{0,3}
    (?: (?: (?:(?:relati(?:f|ve)s?|portant|ayant)[ \n])? (?:au|pour|sur(?:[ ]le)?) [ \n] (?:sujet|objet|titre|thème) [ \n:]{0,3}
          | (?:relati(?:f|ve)s?[ \n]à | portant[ \n]sur | intitulée?s?) [ \n]{1,2} )?
      «[ \n]? (?P<quoted> [^«»]{3,200}? ) [ \n]?»
      | (?P<plain> (?: relati(?:f|ve)s? | portant | fixant | modifiant | autorisant | approuvant | instituant | tendant | visant
            | concernant | d['’]orientation | de[ ]modernisation | pour | sur ) \b
        [^;:.«»\n]{3,180} (?: \n[^;:.«»\n]{3,100} )? ) )""",
    regex.VERBOSE | regex.IGNORECASE,
)
#: A name in quotes right behind the words of a title belongs to it.
_NAME_BEHIND = patterns.compile(r"[ \n]{0,2}«[^«»]{3,200}»")
_TITLE_END = patterns.compile(r"[ ,]+(?:et[ ])?notamment\b|[ ,(]+dite?\b|[ ,]+(?:vu|considérant)\b|,", regex.IGNORECASE)

# Laws and regulations that everybody calls by name; behind a law with its number, "dite loi ALUR" is the same text.
_BY_NAME = patterns.compile(
    r"""\b(?: (?P<law> (?<!dite[ ]["]?)(?<!\([ ]?) lois? [ \n]{1,3} (?:dite[ ])? ["]?[ ]?
        (?: notre | alur | maptam | 3ds | elan | egalim | sru
            | sapin(?:[ ]2|[ ]ii)? | agec | macron | hamon | littoral | montagne | lom | barnier | chevenement
            | climat[ ]et[ ]resilience | engagement[ ]et[ ]proximite | informatique[ ]et[ ]libertes | (?:de[ ])?1901
            | egalite[ ]et[ ]citoyennete | grenelle(?:[ ](?:1|2|i{1,2})\b)? | mop | pinel | aper | dalo | matras | evin | duflot
            | besson | galland | labbe | oudin | ltecv ) )
      | (?P<eu> rgpd ) )\b""",
    regex.VERBOSE,
)

#: How far the date may be from the noun.
_FAR = {
    "law": 90, "ordinance": 60, "decree": 60, "order": 110, "circular": 110, "eu": 90, "deliberation": 130, "report": 40,
    "agreement": 60,
}  # fmt: skip
#: How many numbers may share the date behind the last of them.
_MOST_NUMBERS = 8
#: Kinds of which the act itself may be one.
_OF_ASSEMBLY = frozenset({"deliberation", "order", "report"})
#: Kinds that are never the act itself.
_LEGAL = frozenset({"law", "ordinance", "decree", "eu", "circular"})
#: Dates that are never those of a text cited.
_NO_CITATION = frozenset(
    {"meeting", "convocation", "transmitted", "received", "posted", "published", "period_start", "period_end", "deadline"}
)


@dataclass(frozen=True, slots=True)
class CitedText:
    """One text cited.

    Attributes:
        start: offset of its first character.
        end: offset behind its number or its date, whichever comes last.
        kind: as in the table.
        number: as printed.
        date: the mention of its date.
        title: as printed, on one line.
    """

    start: int
    end: int
    kind: str
    number: str | None = None
    date: Date | None = None
    title: str | None = None


def find_cited_texts(text: str, unfolded: str, dates: Sequence[Date], kind: str, day: dt.date | None) -> list[CitedText]:
    """The texts that a folded text cites by number or date, or by a name that everybody knows; the first of each.

    Args:
        text: the folded text.
        unfolded: the same text as it stands.
        dates: all its dates, in reading order.
        kind: of the act that cites.
        day: of that act's meeting: a deliberation of that day is the act itself.
    """
    reader = _Reader(text, dates, kind, day)
    found = [*reader.named(), *reader.plans(), *reader.opinions()]
    for place in places_of(("loi", "rgpd"), text):
        if name := _BY_NAME.match(text, place):
            found.append(CitedText(place, name.end(), name.lastgroup or "", title=" ".join(unfolded[place : name.end()].split())))
    found.sort(key=lambda cited: (cited.start, -cited.end))
    return [_titled(cited, unfolded) for cited in _once(found)]


class _Reader:
    """One passage, with its dates at hand."""

    def __init__(self, text: str, dates: Sequence[Date], kind: str, day: dt.date | None) -> None:
        self.text = text
        self.dates = dates
        self.starts = [date.start for date in dates]
        self.kind = kind
        self.day = day

    def named(self) -> Iterator[CitedText]:
        """The texts named by what they are: "loi", "délibération"."""
        nouns = [noun for place in places_of(_NOUN_STEMS, self.text) if (noun := _NOUN.match(self.text, place))]
        for noun, following in zip_longest(nouns, nouns[1:]):
            if not _OWN.match(self.text, max(0, noun.start() - 20), noun.start()):
                yield from self._enumerated(noun, following.start() if following else len(self.text))

    def _enumerated(self, noun: regex.Match[str], limit: int) -> Iterator[CitedText]:
        """The texts behind one noun: one, or several with their own numbers and dates."""
        kind = noun.lastgroup or ""
        determined = _CITED.match(self.text, max(0, noun.start() - 24), noun.start()) is not None
        cited = self._first(kind, noun.start(), noun.end(), limit)
        while cited:
            if self._counts(cited, determined):
                yield cited
            more, determined = _MORE.match(self.text, cited.end, limit), True
            cited = self._next(noun, more.end(), limit) if more else None

    def _first(self, kind: str, start: int, at: int, limit: int) -> CitedText | None:
        """The text whose number or date, or both, stand between ``at`` and ``limit``."""
        behind, limit = limit, min(limit, at + _FAR[kind])
        stop = _STOP.search(self.text, at, limit)
        limit = stop.start() if stop else limit
        number = (_BARE_NUMBER.match(self.text, at, limit) if kind != "report" else None) or _NUMBER.search(self.text, at, limit)
        date = self._date(kind, at, limit)
        if date and (number is None or date.start < number.start()):
            return _cited_text(kind, start, _NUMBER_BEHIND.match(self.text, date.end, date.end + 200), date)
        return self._numbered(kind, start, number, behind) if number else None

    def _next(self, noun: regex.Match[str], at: int, limit: int) -> CitedText | None:
        """The text of an enumeration whose number or date stands right at ``at``."""
        kind = noun.lastgroup or ""
        number = _BARE_NUMBER.match(self.text, at, limit) or _NUMBER.match(self.text, at, limit)
        if number:
            return self._numbered(kind, at, number, limit)
        return _cited_text(kind, at, None, self._date(kind, at, min(limit, at + 20), bare=noun[0].endswith("s")))

    def _numbered(self, kind: str, start: int, number: regex.Match[str], limit: int) -> CitedText | None:
        """The text with this number and the date behind it, which several numbers may share: "n° 3 et n° 4 du 5 mai"."""
        end = number.end()
        for _ in range(_MOST_NUMBERS):
            more = _MORE.match(self.text, end)
            other = more and (_NUMBER.match(self.text, more.end()) or _BARE_NUMBER.match(self.text, more.end()))
            if not other:
                break
            end = other.end()
        date = self._date(kind, end, min(limit, end + _FAR[kind]))
        if date and (":" in self.text[end : date.start] or _STOP.search(self.text, end, date.start)):
            date = None
        return _cited_text(kind, start, number, date, shared=end > number.end())

    def _date(self, kind: str, at: int, limit: int, *, bare: bool = False) -> Date | None:
        """The first date between two offsets, if the words in front of it tie it to what was said before.

        Args:
            kind: of the text cited.
            at: where to look.
            limit: where the date must have begun.
            bare: whether a date right at ``at`` needs no such words: "des 4 mai 2021 et 9 mars 2023".
        """
        place = bisect_left(self.starts, at)
        if place == len(self.dates) or self.dates[place].start > limit:
            return None
        date = self.dates[place]
        if date.role in _NO_CITATION:
            return None
        lead = _TO_DATE.match(self.text, at, date.start)
        if lead is None:
            return date if bare and date.start == at else None
        if lead[0].startswith("le") and kind in ("order", "law", "decree") and not _TAKEN.match(self.text, at, lead.start()):
            return None
        return date if kind != "agreement" or date.role in ("citation", "signature") else None

    def _counts(self, cited: CitedText, determined: bool) -> bool:
        """Whether it is another text than the act itself, and cited rather than announced by a heading."""
        if cited.date and cited.date.date == self.day and cited.kind in _OF_ASSEMBLY and self.kind != "convention":
            return False
        if cited.kind == "deliberation" and cited.date is None and self._is_moment(cited):
            return False
        if not determined and cited.kind in _OF_ASSEMBLY and self._names_meeting(cited):
            return False
        return determined or cited.kind in _LEGAL or cited.date is not None

    def _names_meeting(self, cited: CitedText) -> bool:
        """Whether the day of the meeting stands in it: "Délibération, séance ordinaire du 3 mai, n° 4" heads the act itself."""
        between = self.dates[bisect_left(self.starts, cited.start) : bisect_left(self.starts, cited.end)]
        return any(date.role == "meeting" for date in between)

    def _is_moment(self, cited: CitedText) -> bool:
        """Whether it only says when somebody came or left."""
        before = _MOMENT.match(self.text, max(0, cited.start - 30), cited.start)
        return before is not None or _TO_ANOTHER.match(self.text, cited.end) is not None

    def plans(self) -> Iterator[CitedText]:
        """Plans and programmes with the day on which they were adopted."""
        previous = 0
        for date in self.dates:
            left, previous = max(previous, date.start - 260), date.end
            if date.role == "citation" and (adopted := _ADOPTED.match(self.text, left, date.start)):
                yield CitedText(adopted.start("plan"), date.end, "plan", None, date, adopted["plan"])

    def opinions(self) -> Iterator[CitedText]:
        """The opinions of commissions, by the day on which they were given."""
        last = 0
        for date in self.dates:
            if date.role != "opinion":
                continue
            left, last = max(last, date.start - 240, 0), date.end
            if before := _OPINION_BEFORE.search(self.text, left, date.start):
                number = _NUMBER.match(self.text, before.end() + 1, date.start)
                yield CitedText(before.start(), date.end, "opinion", number["number"].upper() if number else None, date)
            elif 0 < date.start - left < 12 or _OPINION.search(self.text, date.end, date.end + 120):
                yield CitedText(date.start, date.end, "opinion", None, date)


def _cited_text(
    kind: str, start: int, number: regex.Match[str] | None, date: Date | None, *, shared: bool = False
) -> CitedText | None:
    """The text that a number and a date say, or one of them; None without both. A shared date is no part of its span."""
    printed = _NEEDLESS.sub("", number["number"]).rstrip(".-/_").upper() if number else None
    if printed is None and date is None:
        return None
    end = max(number.end("number") if number else 0, date.end if date and not shared else 0)
    return CitedText(start, end, kind, printed, date)


def _once(found: Sequence[CitedText]) -> list[CitedText]:
    """The first of each text; one cited by its date alone is the one of that date that has a number."""
    numbered = {(cited.kind, cited.date.date) for cited in found if cited.number and cited.date}
    kept: dict[object, CitedText] = {}
    for cited in found:
        day = cited.date.date if cited.date else None
        if cited.number is None and (cited.kind, day) in numbered:
            continue
        kept.setdefault((cited.kind, cited.number or day or (cited.title or "").casefold()), cited)
    return list(kept.values())


def _titled(cited: CitedText, unfolded: str) -> CitedText:
    """The same text with the title printed behind it."""
    if cited.kind == "plan" and cited.title:
        return replace(cited, title=" ".join(unfolded[cited.start : cited.start + len(cited.title)].split()))
    if cited.title or cited.kind == "opinion" or not (match := _TITLE.match(unfolded, cited.end)):
        return cited
    title = match["quoted"] or _TITLE_END.split(match["plain"], maxsplit=1)[0]
    if title == match["plain"] and (name := _NAME_BEHIND.match(unfolded, match.end())):
        title += name[0] if name[0][0].isspace() else f" {name[0]}"
    return replace(cited, title=" ".join(title.split()) or None)
