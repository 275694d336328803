"""What a date is the date of, told by the words in front of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.dates.written import Written
from extractors.french import WEEKDAYS

#: How far to the left of a date its role is looked for.
_REACH = 240

_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)})[ \n]{{1,3}})?"

# The words that name a role. A word is only its stem where its endings do not matter.
_CUE = regex.compile(
    r"""(?<![a-z])(?:
    (?P<convocation> convo(?:que|cation) )
  | (?P<transmitted> (?:tele)?transmi(?:s|ssion) | envo(?:i|ye) [^.;:]{0,30} prefe? | envoye[es]*(?=[ ]le\b) | depo(?:t|se) [^.;:]{0,30} prefe? )
  | (?P<received> recue?s?\b (?= [^.;]{0,30}prefe? | [ ]{1,3}le\b | [ ]{0,2}: ) | (?:accuse[ ]de[ ])?reception )
  | (?P<posted> affich )
  | (?P<published> publi(?:e|cation)(?![a-z]*[ ]et[ ](?:affich|enregistr)) | mise?[ ]en[ ]ligne | recueil[ ]des[ ]actes | parution )
  | (?P<request> demandes?\b | sollicit | courrier | lettre | candidature )
  | (?P<deadline> limite | echeance | delai )
  | (?P<signature> signe | signature | fait[ ](?:a|et) | prise?(?=[ \n]+le\b) )
  | (?P<meeting> seance | reuni | siege(?:ant|ra) )
  | (?P<body> conseil\b | comite\b(?![ \n](?:technique|social)) | bureau\b | assemblee | commission[ \n]{1,3}permanente | session )
  | (?P<opinion> avis\b | commissions?\b | comite[ \n](?:technique|social) | cst\b )
  | (?P<record> proces[ \n-]{1,3}verba | pv\b | comptes?[ \n-]{1,3}rendus? | cr\b )
  | (?P<citation> lois?\b | decret | ordonnance | arretes?\b | delibera | decision | circulaire | directive | reglement | convention\b
        | conventions\b | code\b | avenant | marche | contrat | statuts | adopte | approuve | modifie | resolution
        | recommandation | jugement | permis\b | acte\b | n° )
    )""",
    regex.VERBOSE,
)

#: How many characters may stand between the word and the date. Only "du", "le", ":" and the like may end the gap.
_WITHIN = {
    "convocation": 200, "transmitted": 60, "received": 60, "posted": 60, "published": 60, "request": 120, "deadline": 60,
    "signature": 70, "meeting": 120, "body": 120, "opinion": 200, "record": 150, "citation": 130,
}  # fmt: skip
_STAMPS = frozenset({"transmitted", "received", "posted", "published"})

# What stands right in front of a date and settles its role, whatever was said before; all are read backwards.
_FROM = regex.compile(
    rf"""(?r)(?: a[ \n]+(?:compter|partir|dater)[ \n]+d(?:u|es|e|')(?:[ \n]+(?:mois|la[ ]rentree(?:[ ]scolaire)?)[ ]d[e'])?
        | depuis(?:[ \n]+le)? | (?<![a-z])des(?:[ \n]+le)? | (?:effet|vigueur|applicables?)[ \n]+(?:au|le|du|des[ ]le) ) [ \n]{{1,3}} {_WEEKDAY}""",
    regex.VERBOSE,
)
_UNTIL = regex.compile(
    rf"""(?r)(?: jusqu'(?:au|a|en)? | s'achev(?:er|era|eront) | prend(?:ra)?[ ]fin | se[ ]termine(?:ra)? | expire(?:ra)?
        | entre[ ](?:19|20)\d\d[ ]et ) [ \n]{{0,3}} (?:le[ ])?(?:(?:la[ ])?fin[ ](?:de[ ]|du[ ])?)? {_WEEKDAY}""",
    regex.VERBOSE,
)
_BY = regex.compile(
    rf"""(?r)(?: au[ \n]+plus[ \n]+tard | (?<![a-z])avant | d'ici | (?<![a-z])pour
        | (?:suivant|dans[ ]les|echeance|delai)[^;]{{0,90}},[ ]soit[ \n]{{1,3}}(?:avant|jusqu'au|au[ ]plus[ ]tard)? )
        [ \n]{{1,3}} (?:(?:le|la|au)[ \n]{{1,3}})? (?:fin[ ](?:du[ ])?)? {_WEEKDAY}""",
    regex.VERBOSE,
)
# "Arras, le ": the place and the day of a signature, on the unfolded text.
_PLACE = regex.compile(r"(?r)(?<![\p{L}-])\p{Lu}[\p{L}' -]{2,40}[ ]?,[ \n]{0,3}[Ll]e[ \n]{1,3}")
# "en ", "le jeudi ", "du ": the date of something that happens.
_HAPPENS = regex.compile(rf"(?r)(?<![a-z])(?:en|le|du|des|mi-?|{'|'.join(WEEKDAYS)})[ \n]{{1,3}}{_WEEKDAY}")
_AT = regex.compile(rf"(?r)(?<![a-z])(?:du|le|de|au|:|-|\(|date|-day|{'|'.join(WEEKDAYS)})[ \n]{{0,3}}{_WEEKDAY}")

_OPENS_PERIOD = regex.compile(rf"(?r)(?<![a-z])(?:du|de|entre|d')[ \n]{{0,3}}(?:le[ \n])?{_WEEKDAY}")
# The columns of a table may put a word in between: "Du 01/01/2020 biens au 31/12/2023".
_PERIOD_LINK = regex.compile(rf"[ \n]{{1,3}}(?:[a-z ]{{1,20}}[ \n])?(?:au|a|jusqu'au|et[ ]le)[ \n]{{1,3}}{_WEEKDAY}(?:fin[ ])?")
_TIE = regex.compile(rf"[ \n]{{0,3}}(?:,|et|ou|&|/|-)[ \n]{{0,3}}(?:(?:du|le|les|en)[ \n]{{1,3}})?{_WEEKDAY}")
_HOUR = regex.compile(r"[ ,]{0,3}(?:a|vers)[ \n]{1,3}(?:\d|[a-z-]{2,15}[ ]heures?)")
# Of an earlier meeting, minutes say that its record was read or approved.
_EARLIER = regex.compile(r"approbation|adoption|approuve|adopte|precedent|lecture|destinataire|observation|(?<![a-z])vu ")


@dataclass(frozen=True, slots=True)
class _Setting:
    """A date among its neighbours."""

    text: str
    kind: str
    held: dt.date | None
    written: Written
    left: int

    @property
    def own_meeting(self) -> bool:
        """Whether it is the day on which this act's own assembly met."""
        return (
            self.held is not None and self.written.date == self.held and self.kind != "convention" and self.written.day is not None
        )

    def cues(self) -> list[tuple[str, int]]:
        """The roles named in front of it, the nearest first, each with its distance."""
        start = self.written.start
        found = [(m.lastgroup or "", start - m.end()) for m in _CUE.finditer(self.text, self.left, start)]
        return found[::-1]


def find_roles(text: str, unfolded: str, found: Sequence[Written], kind: str, day: dt.date | None) -> list[str]:
    """The role of each date of a folded text, in the same order.

    Args:
        text: the folded text.
        unfolded: the same text as it stands.
        found: its dates, in reading order.
        kind: of the act, or ``stamp``.
        day: on which the assembly met, where it is known; else it is looked for at the head.
    """
    held = day or _day_held(text, found, kind)
    roles: list[str] = []
    for i, written in enumerate(found):
        previous = found[i - 1] if i else None
        left = max(previous.end if previous else 0, written.start - _REACH)
        tie = text[previous.end : written.start] if previous and left == previous.end else None
        setting = _Setting(text, kind, held, written, left)
        following = text[written.end : found[i + 1].start] if i + 1 < len(found) and found[i + 1].start - written.end < 40 else None
        role = _in_a_row(tie, following, roles[-1] if roles else "", text, written) or _role(setting, unfolded)
        roles.append(role)
    _read_columns(text, found, roles)
    return roles


def _day_held(text: str, found: Sequence[Written], kind: str) -> dt.date | None:
    """The day of the meeting that the text is about: as its first words say, "L'an ..., le ..." before all others."""
    if kind in ("convention", "stamp"):
        return None
    for written in found:
        if written.rule == "l'an":
            return written.date
    previous = 0
    for written in found:
        if written.start > 4000:
            break
        left, previous = max(previous, written.start - _REACH), written.end
        names = [name for name, distance in _Setting(text, kind, None, written, left).cues() if distance < _WITHIN[name]]
        if written.day and names and names[0] in ("meeting", "body", "record") and "opinion" not in names:
            if not _EARLIER.search(text, left, written.start):
                return written.date
    return None


def _in_a_row(tie: str | None, following: str | None, last: str, text: str, written: Written) -> str | None:
    """The role of one of several dates in a row: the ends of a period, or the same again."""
    if tie is not None and last == "period_start" and _PERIOD_LINK.fullmatch(tie):
        return "period_end"
    if tie is not None and last and not last.startswith("period") and _TIE.fullmatch(tie):
        return last
    if following is not None and _PERIOD_LINK.fullmatch(following):
        tight = following.split()[0] in ("au", "a", "jusqu'au") and written.day is None or following.strip().startswith("au")
        if tight or _OPENS_PERIOD.match(text, max(0, written.start - 20), written.start):
            return "period_start"
    return None


def _role(setting: _Setting, unfolded: str) -> str:
    """The role of a date that stands alone."""
    text, start, left = setting.text, setting.written.start, setting.left
    if setting.written.rule == "l'an":
        return "signature" if setting.kind == "convention" else "meeting"
    for pattern, role in ((_FROM, "period_start"), (_UNTIL, "period_end"), (_BY, "deadline")):
        if pattern.match(text, max(left, start - 140), start):
            return role
    cues = setting.cues()
    near = [name for name, distance in cues if distance < 60]
    if _PLACE.match(unfolded, max(left, start - 60), start) and not _HOUR.match(text, setting.written.end):
        if not {"meeting", "convocation"} & set(near[:2]):
            return "signature"
    for name, distance in cues:
        if distance <= _WITHIN[name] and (role := _told_by(name, distance, [n for n, _ in cues], setting)):
            return role
    return _untold(setting)


def _told_by(name: str, distance: int, names: list[str], setting: _Setting) -> str | None:
    """The role that one word gives to the date behind it; None when the word is about something else."""
    text, start = setting.text, setting.written.start
    if name == "convocation":
        held, date = setting.held, setting.written.date
        return name if not held or not date or 0 <= (held - date).days <= 60 else None
    if name in ("meeting", "body", "record"):
        return _of_meeting(names[names.index(name) :], setting)
    if name in _STAMPS or name == "opinion":
        return name
    led = _AT.match(text, max(setting.left, start - 16), start)
    if name == "citation":
        if setting.own_meeting and setting.kind == "order":
            return "signature"
        return (
            name
            if led and led[0].startswith(("du", "date", "(")) or distance < 14 or led and distance < 50 and led[0].strip() == "le"
            else None
        )
    return name if led or distance < 14 else None


def _of_meeting(names: list[str], setting: _Setting) -> str | None:
    """The role of the date of a meeting: this act's own, one whose decision is cited, a commission's, or any other."""
    if "opinion" in names[:3] and not setting.own_meeting:
        return "opinion"
    if setting.own_meeting:
        return "meeting"
    if setting.held and setting.written.date and setting.written.date > setting.held:
        return "event"
    if {"record", "citation"} & set(names[:3]) or setting.text[setting.left : setting.written.start].rfind("seance") >= 0:
        return "citation"
    if (
        setting.held is None
        and setting.kind != "convention"
        and not _EARLIER.search(setting.text, setting.left, setting.written.start)
    ):
        return "meeting"
    return (
        "citation"
        if "body" in names[:1] and "permanente" in setting.text[setting.written.start - 40 : setting.written.start]
        else "event"
    )


def _untold(setting: _Setting) -> str:
    """The role of a date that no word names: the day of the act itself, of something that happens, or unknown."""
    text, start = setting.text, setting.written.start
    if setting.own_meeting:
        return "meeting"
    return "event" if _HAPPENS.match(text, max(setting.left, start - 24), start) else "other"


def _read_columns(text: str, found: Sequence[Written], roles: list[str]) -> None:
    """Correct dates that follow all their labels: "Envoyé le : Reçu le : 28/04/2014 29/04/2014"."""
    for first, last in _runs(text, found):
        left = max(found[first - 1].end if first else 0, found[first].start - _REACH)
        labels = [
            m.lastgroup or "" for m in _CUE.finditer(text, left, found[first].start) if m.lastgroup in (*_STAMPS, "convocation")
        ]
        count = last - first + 1
        if len(labels) >= count:
            roles[first : last + 1] = labels[-count:]


def _runs(text: str, found: Sequence[Written]) -> Iterator[tuple[int, int]]:
    """The first and last of every two or more dates that only white space parts."""
    first = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and found[i].start - found[i - 1].end < 10 and text[found[i - 1].end : found[i].start].isspace():
            continue
        if i - 1 > first:
            yield first, i - 1
        first = i
