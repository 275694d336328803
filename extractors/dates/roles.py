"""What a date is the date of, told by the words in front of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.dates.written import Written
from extractors.french import WEEKDAYS, matches_at, places_of

#: How far to the left of a date its role is looked for.
_REACH = 240

_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)})[ \n]{{1,3}})?"

# The words that name a role. A word is only its stem where its endings do not matter.
_CUE = patterns.compile(
    r"""\b(?:
    (?P<convocation> convo(?:que|cation) )
  | (?P<transmitted> (?:tele)?transmi(?:s|ssion)
        | (?:envo(?:i|ye)|depo(?:t|se)) [^.;:]{0,30} prefe? | envoye[es]*(?=[ ](?:en[ ])?le\b) )
  | (?P<received> recue?s?\b (?= [^.;]{0,30}prefe? | [ ]{1,3}le\b | [ ]{0,2}: ) | (?:accuse[ ]de[ ])?reception | ar[ ]prefe )
  | (?P<posted> affich(?:age[ ]de[ ]la[ ]convocation)? )
  | (?P<published> publi(?:e|cation)(?![a-z]*[ ]et[ ](?:affich|enregistr)) | mise?[ ]en[ ]ligne | parution
        | recueil[ ]des[ ]actes[ ]administratifs (?:[^.;]{0,40}n°)? )
  | (?P<request> demandes?\b(?:[ ]d'avis\b)? | sollicit | candidature )
  | (?P<other> courrier | lettre )
  | (?P<deadline> limite\b | dates?[ ]limites | echeance | delai | remise[ ]des[ ](?:offres|plis|candidatures) )
  | (?P<signature> signe | signature | fait[ ](?:a|et) )
  | (?P<meeting> seance | reuni | siege(?:ant|ra) )
  | (?P<body> conseil\b | comite\b(?![ \n](?:technique|social)) | bureau\b | assemblee | commission[ \n]{1,3}permanente | session )
  | (?P<opinion> avis\b | commissions?\b(?![ \n]europeenne) | comite[ \n](?:technique|social) | cst\b )
  | (?P<record> proces[ \n-]{1,3}verba | pv\b | comptes?[ \n-]{1,3}rendus? | (?<!n°[ ])cr\b )
  | (?P<citation> lois?\b | decret | ordonnance | arretes?\b | delibera | decision | circulaire | directive | reglement
        | conventions?\b | code\b | avenant | marche | contrat | statuts | adopte | approuve | modifie | resolution
        | recommandation | instruction | jugement | permis\b | ba(?:il|ux)\b | protocole | acte[ ](?:notarie|authentique) | n° )
    )""",
    regex.VERBOSE,
)

#: What they begin with.
_CUE_WORDS = (
    "convo", "teletransmi", "transmi", "envo", "depo", "recu", "accuse", "ar prefe", "reception", "affich", "publi", "mis",
    "parution",
    "demande", "sollicit", "candidature", "courrier", "lettre", "limite", "date limites", "dates limites", "echeance", "delai",
    "remise",
    "signe", "signature", "fait",
    "seance", "reuni", "siege", "conseil", "comite", "bureau", "assemblee", "commission", "session", "avis", "cst", "proces", "pv",
    "compte", "cr", "loi", "decret", "ordonnance", "arrete", "delibera", "decision", "circulaire", "directive", "reglement",
    "convention", "code", "avenant", "marche", "contrat", "statuts", "adopte", "approuve", "modifie", "resolution",
    "recommandation", "instruction", "jugement", "permis", "bail", "baux", "protocole", "acte", "n°",
)  # fmt: skip

#: How many characters may stand between the word and the date.
_WITHIN = {
    "convocation": 200, "transmitted": 60, "received": 60, "posted": 60, "published": 60, "request": 120, "other": 60,
    "deadline": 60, "signature": 70, "meeting": 120, "body": 120, "opinion": 200, "record": 150, "citation": 130,
}  # fmt: skip
#: Kinds of text that no assembly holds a meeting in.
_NO_MEETING = frozenset({"convention", "annex", "stamp"})
_STAMPS = frozenset({"transmitted", "received", "posted", "published"})
_ASSEMBLY = frozenset({"meeting", "body", "record"})

# What stands right in front of a date and settles its role, whatever was said before; all are read backwards.
_FROM = patterns.compile(
    rf"""(?r)(?: a[ \n]+(?:compter|partir|dater)[ \n]+d(?:u|es|e|')(?:[ \n]+(?:mois|la[ ]rentree(?:[ ]scolaire)?)[ ]d[e'])?
        | depuis(?:[ \n]+le)? | (?:debute|commence)(?:ra|ront)[ \n]+le | (?<![a-z])des[ \n]+le
        | (?:effet|vigueur|applicables?)[ \n]+(?:au|le|du|des[ ]le)
        ) [ \n]{{1,3}} {_WEEKDAY}""",
    regex.VERBOSE,
)
_UNTIL = patterns.compile(
    rf"""(?r)(?: jusqu'(?:au|a|en)? | s'achev(?:er|era|eront) | prend(?:ra)?[ ]fin | se[ ]termine(?:ra)? | expire(?:ra)?
        | arriv(?:e|era|ent|ant)[ \n]a[ \n](?:(?:son|leur)[ ])?(?:terme|expiration|echeance)
        | entre[ ](?:19|20)\d\d[ ]et ) [ \n]{{0,3}} (?:(?:le|du|au)[ ])?(?:(?:la[ ])?fin[ ](?:de[ ]|du[ ])?)? {_WEEKDAY}""",
    regex.VERBOSE,
)
# "ont jusqu'au 31 août 2019 pour délibérer": until then, something must be done.
_HAS_UNTIL = patterns.compile(rf"(?r)\b(?:ont|a|avez|dispose(?:nt)?)[ \n]jusqu'au[ \n]{{1,3}}{_WEEKDAY}")
# "la fin du marché est portée au": the end of what goes on.
_ENDS = patterns.compile(
    r"\b(?:fin|terme|duree|expiration)\b[^.;:]{0,120}\b(?:porte|fixe|report|prorog|prolong)\w{0,4}[ \n](?:jusqu')?au[ \n]{1,3}\Z"
)
_BY = patterns.compile(
    rf"""(?r)(?: au[ \n]+plus[ \n]+tard[ \n]{{1,3}} | (?<![a-z])avant[ \n]{{1,3}} | d'ici[ \n]{{1,3}} | (?<![a-z])pour[ \n]{{1,3}}
        | (?:suivant|dans[ ]les|echeance|delai)[^;]{{0,90}},[ \n]soit[ \n]{{1,3}} )
        (?:(?:le|la|au)[ \n]{{1,3}})? (?:fin[ ](?:du[ ])?)? {_WEEKDAY}""",
    regex.VERBOSE,
)
# "le prochain conseil est fixé au 22 mai": a day that is set, not the state of something.
_SET = patterns.compile(r"(?r)\b(?:fixe|reporte|programme|prevu|renvoye)e?s?[ \n]au[ \n]{1,3}")
# "en préfecture le 30/03/2023": a stamp whose first word was lost, and what shows that its next line follows.
_WORN_STAMP = patterns.compile(r"(?r)\ben[ ]prefe\w{0,8}[ ]le[ ]{1,3}")
_NEXT_STAMP = patterns.compile(r"[^.;\d]{0,40}\bprefe")
# "Vu l'estimation du service des Domaines en date du": what is seen is cited, whatever it is.
_SEEN = patterns.compile(r"(?:\A|[\n;,.•-])[ ]{0,4}vus?[ ](?:[^;\n]|\n(?!\W{0,4}(?:considerant|vus?)\b|\s*\n)){3,200}\Z")
_SEEN_LEAD = patterns.compile(rf"(?r)(?<![a-z])(?:du|le|des)[ \n]{{1,3}}{_WEEKDAY}")
# "comptes au 31 décembre 2024", "à fin février 2025": the state of something on that day.
_STATE = patterns.compile(r"(?r)(?<![a-z])(?:au|a[ ](?:la[ ])?fin)[ \n]{1,3}", regex.VERBOSE)
# Of what is counted on a day, the first of a month opens nothing; a tariff, a grade or a post begins then.
_COUNTED = patterns.compile(r"effectif|population|encours|solde|valeur|existant|arretes?\b|compt[eé]|inventaire|etat\b")
# "Arras, le ", "Villers sur Oise, le ": the place and the day of a signature, on the unfolded text.
_PLACE = patterns.compile(
    r"(?r)(?<![\p{L}-])\p{Lu}[\p{L}'’-]*(?:[ ](?:\p{Lu}[\p{L}'’-]*|de|d[eu]s?|la|les?|l['’]\p{Lu}\p{L}+|sur|sous|en|et|aux?)){0,6}"
    r"[ ]?,[ \n]{0,3}[Ll]e[ \n]{1,3}"
)

# "ARRÊTÉ N° 2024-12 DU ", "Décision du maire prise le ": the heading of the act itself has no article in front.
_HEADING = patterns.compile(
    rf"""(?r)(?<! (?: vu | la | les | par | une? | cet | cette | des? | aux? )[ \n]{{1,3}} | ['(] ) \b
        (?:arrete|decision|deliberation)\b [^.;:]{{0,40}} \b (?: du | prise?[ \n]le | signee?[ \n]le ) [ \n]{{1,3}} {_WEEKDAY}""",
    regex.VERBOSE,
)
# "en ", "le jeudi ", "du ": the date of something that happens.
_HAPPENS = patterns.compile(rf"(?r)(?<![a-z])(?:en|les?|du|des|mi-?|{'|'.join(WEEKDAYS)})[ \n]{{1,3}}{_WEEKDAY}")
# "né le", "notifié le": of no event of this act.
_PERSONAL = patterns.compile(r"(?r)\b(?:nee?s?|notifiee?s?)[ ](?:a[ ][^,;.]{1,30}[ ,]{1,2})?(?:le[ ])?")
# "Le 5 juin 2020, le conseil municipal a élu": a decision is told by its day.
_ACTED = patterns.compile(
    r"[ ,]{1,3}l(?:e|a|')[ \n]?(?:conseil|assemblee|comite|bureau)\b[^.;:]{0,40}\b(?:a|avait)\b[^.;:]{0,30}"
    r"\b(?:decide|delibere|elu|vote|approuve|adopte|autorise|valide|procede|fixe|institue|accepte|confie)"
)
# "- 28 mars 2019 : présentation du projet": a calendar.
_ENTRY = patterns.compile(r"[ ]?:[ \n]{1,3}[a-z]")
_BULLET = patterns.compile(r"(?:^|[\n;.,])[ ]{0,3}(?:[-•*o][ ]{0,3})?(?:le[ ])?$")
# "par courrier du 3 mars 2024, l'association sollicite".
_ASKS = patterns.compile(r"[^.;:]{0,90}\b(?:sollicit|demand)")
# "lors du conseil d'école de mars 2024".
_AT_EVENT = patterns.compile(r"(?<![a-z])(?:lors d|rentree)[^.;:]*$")
# "2024-163 | 06/05/2024 | ": the number of a decision and its day, in the cells of a list.
_LISTED = patterns.compile(r"(?r)(?<![\d/-])20\d\d[-_/]\d{2,4}[ ]?[|\t][ ]?")
# "a décidé lors du conseil du 8 février": the meeting stands for its decision.
_DECIDED = patterns.compile(
    r"\b(?:a|ont|avai(?:t|ent)|ete) (?:decide|vote|valide|approuve|adopte|delibere)|\bvote (?:de|du|des)\b"
    r"|\bdelegation (?:consentie|donnee|accordee|recue)"
)
# What leads from a word to its date: "du ", "en date du ", ": ", "le jeudi ".
_LEAD = patterns.compile(rf"(?r)(?<![a-z])(?:du|des|date|le|de|au|:|-|\(|{'|'.join(WEEKDAYS)})[ \n]{{0,3}}{_WEEKDAY}")

_OPENS_PERIOD = patterns.compile(rf"(?r)(?<![a-z])(?:du|de|entre|d')[ \n]{{0,3}}(?:le[ \n])?{_WEEKDAY}")
# The columns of a table may put a word in between: "Du 01/01/2020 biens au 31/12/2023".
_PERIOD_LINK = patterns.compile(
    rf"[ \n]{{1,3}}(?P<between>[a-z ]{{1,20}}[ \n])?(?:au|a|jusqu'au|et[ ]le)[ \n]{{1,3}}{_WEEKDAY}(?:fin[ ])?"
)
# "du 3 mars et du 4 avril", "présentée le 3 mars et complétée le 4 avril".
_TIE = patterns.compile(
    rf"[ \n]{{0,3}}(?:,|et|ou|&|/|-)[ \n]{{0,3}}(?:completee?s?[ \n])?(?:(?:du|le|les|en)[ \n]{{1,3}})?{_WEEKDAY}"
)
_HOUR = patterns.compile(r"[ ,]{0,3}(?:a|vers)[ \n]{1,3}(?:\d|[a-z-]{2,15}[ ]heures?)")
# Of an earlier meeting, minutes say that its record was read or approved.
_EARLIER = patterns.compile(
    r"approbation|adoption|approuve|adopte|precedent|lecture|destinataire|observation|directive|parlement|decret|\b(?:vu|loi) "
)
_APPROVED = patterns.compile(r"\b(?:approbation|adoption|approuve|adopte)")
_FILED = patterns.compile(r"present|depose|formule|adresse|recu|complete|introdui")


@dataclass(frozen=True, slots=True)
class _Setting:
    """A date among its neighbours.

    Attributes:
        text: the folded text it stands in.
        kind: of the act.
        held: when the act's own assembly met, where that is known.
        written: the date.
        left: where the text that may speak of it begins.
    """

    text: str
    kind: str
    held: dt.date | None
    written: Written
    left: int

    @property
    def own_meeting(self) -> bool:
        """Whether it is the day on which this act's own assembly met."""
        return (
            self.held is not None
            and self.written.date == self.held
            and self.kind not in _NO_MEETING
            and self.written.day is not None
        )

    @property
    def just_before_meeting(self) -> bool:
        """Whether it is one of the days on which the meeting can have been called."""
        return self.held is not None and self.written.date is not None and 0 <= (self.held - self.written.date).days <= 60

    @property
    def to_come(self) -> bool:
        """Whether it is after the meeting."""
        return self.held is not None and self.written.date is not None and self.written.date > self.held

    @property
    def before(self) -> str:
        """What stands in front of it."""
        return self.text[self.left : self.written.start]

    def follows(self, pattern: regex.Pattern[str], within: int = 160) -> regex.Match[str] | None:
        """The match of a pattern, read backwards, that ends where the date begins."""
        start = self.written.start
        return pattern.match(self.text, max(self.left, start - within), start)

    def cues(self) -> list[tuple[str, int]]:
        """The roles named in front of it, the nearest first, each with its distance where that is not too far."""
        start = self.written.start
        places = places_of(_CUE_WORDS, self.text, self.left, start)
        cues = [(m.lastgroup or "", start - m.end()) for m in matches_at(_CUE, places, self.text, start)]
        return [(name, distance) for name, distance in reversed(cues) if distance <= _WITHIN[name]]


def find_roles(text: str, unfolded: str, found: Sequence[Written], kind: str, day: dt.date | None) -> Iterator[str]:
    """The role of each date of a folded text, in the same order: worked out as they are asked for, since many ask for one.

    Args:
        text: the folded text.
        unfolded: the same text as it stands.
        found: its dates, in reading order.
        kind: of the act, or ``stamp``.
        day: on which the assembly met, where it is known; else it is looked for at the head.
    """
    held = day or _day_held(text, found, kind)
    last = ""
    for first, end in _runs(text, found):
        roles: list[str] = []
        for i, written in enumerate(found[first:end], start=first):
            setting = _Setting(text, kind, held, written, _left(found, i))
            link = text[written.end : found[i + 1].start] if i + 1 < len(found) and found[i + 1].start - written.end < 40 else ""
            last = _in_a_row(setting, last if i and setting.left == found[i - 1].end else "", link) or _alone(setting, unfolded)
            roles.append(last)
        yield from _of_columns(text, found, first, len(roles)) or roles


def _left(found: Sequence[Written], i: int) -> int:
    """How far back words may tell what a date is: to the date before, and not too far."""
    return max(found[i - 1].end if i else 0, found[i].start - _REACH)


def _day_held(text: str, found: Sequence[Written], kind: str) -> dt.date | None:
    """The day of the meeting that the text is about: after "L'an", else the first date at its head that is of a meeting."""
    if kind in _NO_MEETING:
        return None
    for written in found:
        if written.rule == "l'an":
            return written.date
    previous = 0
    for written in found:
        if written.start > 4000:
            break
        setting = _Setting(text, kind, None, written, max(previous, written.start - _REACH))
        previous = written.end
        names = [name for name, _ in setting.cues()]
        if written.day and names and names[0] in _ASSEMBLY and "opinion" not in names and not _EARLIER.search(setting.before):
            return written.date
    return None


def _in_a_row(setting: _Setting, last: str, link: str) -> str | None:
    """The role of one of several dates in a row: an end of a period, or the same as the last.

    Args:
        setting: the date.
        last: the role of the date before, ``""`` when that is far.
        link: what stands between this date and the next, ``""`` when that is far.
    """
    if last == "period_start" and _PERIOD_LINK.fullmatch(setting.before):
        return "period_end"
    if last and not last.startswith("period") and _TIE.fullmatch(setting.before):
        return last
    period = _PERIOD_LINK.fullmatch(link)
    if period and (setting.follows(_OPENS_PERIOD) or (not period["between"] and "et" not in link.split())):
        return "period_start"
    return None


def _alone(setting: _Setting, unfolded: str) -> str:
    """The role of a date that stands alone."""
    if setting.written.rule == "l'an":
        return "signature" if setting.kind == "convention" else "meeting"
    if setting.own_meeting and _HOUR.match(setting.text, setting.written.end):
        return "meeting"
    for pattern, role in ((_FROM, "period_start"), (_HAS_UNTIL, "deadline"), (_UNTIL, "period_end"), (_BY, "deadline")):
        if setting.follows(pattern):
            return role
    if setting.before[-4:].rstrip().endswith("au") and _ENDS.search(setting.before):
        return "period_end"
    if setting.follows(_LISTED, within=16):
        return "citation"
    cues = setting.cues()
    names = [name for name, _ in cues]
    if (
        "convocation" in names
        and setting.just_before_meeting
        and not (_STAMPS | {"opinion", "signature"}) & set(names[: names.index("convocation")])
    ):
        return "meeting" if setting.own_meeting else "convocation"
    if _signed_at(setting, unfolded, cues[:2]):
        return "signature"
    for i, (name, distance) in enumerate(cues):
        if told := _told_by(name, distance, names[i:], setting):
            return told
    return _untold(setting)


def _signed_at(setting: _Setting, unfolded: str, cues: list[tuple[str, int]]) -> bool:
    """Whether the date stands behind a place, as under a text: "Arras, le 3 mars 2024"; not in "réunis à Arras, le ..."."""
    start = setting.written.start
    if not _PLACE.match(unfolded, max(setting.left, start - 60), start) or _HOUR.match(setting.text, setting.written.end):
        return False
    near = (distance for name, distance in cues if name in ("meeting", "convocation") and distance < 60)
    return not any(". " not in setting.text[start - distance : start].replace("\n", " ") for distance in near)


def _told_by(name: str, distance: int, names: list[str], setting: _Setting) -> str | None:
    """The role that one word gives to the date behind it, or None when the word is about something else.

    Args:
        name: the role that the word names.
        distance: how far it is from the date.
        names: that role and those named before it.
        setting: the date.
    """
    if name in _STAMPS:
        return "convocation" if names[:2] == ["transmitted", "convocation"] and setting.just_before_meeting else name
    cue = setting.written.start - distance
    if names[:2] == ["citation", "opinion"] and setting.text.startswith("n°", cue - 2):
        return "opinion"
    if setting.follows(_STATE) and name != "deadline" and not setting.follows(_SET):
        return None
    if name in _ASSEMBLY:
        return _of_meeting(names, setting)
    between = setting.text[setting.written.start - distance : setting.written.start]
    if name == "opinion":
        return None if setting.own_meeting or setting.to_come or "lors d" in between else name
    lead = setting.follows(_LEAD, within=16)
    of = lead is not None and lead[0].startswith(("du", "des", "date", "("))
    if name == "citation":
        by_day = lead is not None and lead[0].strip() == "le" and distance < 50
        return (_of_heading(setting) or name) if of or by_day or distance < 14 else None
    if name == "request":
        return name if of or distance < 14 or _FILED.search(between) else None
    if name == "other" and lead and _ASKS.match(setting.text, setting.written.end):
        return "request"
    return name if lead and name != "convocation" else None


def _of_heading(setting: _Setting) -> str | None:
    """The role of a date in an act's own heading: "Arrêté n° 12 du 3 mars 2024"; None when another act is cited."""
    if not setting.follows(_HEADING):
        return None
    if setting.kind == "order" and setting.written.start < 600:
        return "signature"
    return "meeting" if setting.own_meeting else None


def _of_meeting(names: list[str], setting: _Setting) -> str | None:
    """The role of the date of a meeting: this act's own, one whose decision is cited, a commission's, or any other."""
    if setting.own_meeting and not (setting.kind == "order" and "citation" in names[1:2]):
        return "meeting"
    if "prochain" in setting.before[-100:]:
        return "event"
    told = next((name for name in names[1:4] if name in ("opinion", "record", "citation")), names[0])
    if setting.to_come:
        return "event"
    if told == "opinion":
        return "opinion"
    if (
        told in ("record", "citation")
        or _DECIDED.search(setting.before[-100:])
        or "seance" in setting.before
        or _APPROVED.search(setting.before[-100:])
        or "permanente" in setting.before[-40:]
    ):
        return "citation"
    if setting.held is None and setting.kind not in _NO_MEETING and not _EARLIER.search(setting.before):
        return "meeting"
    return "event"


def _untold(setting: _Setting) -> str:
    """The role of a date that no word names: the day of the act itself, of something that happens, or unknown."""
    if setting.own_meeting:
        return "meeting"
    if setting.to_come and setting.written.day == 1 and setting.follows(_STATE, within=8) and not _COUNTED.search(setting.before):
        return "period_start"
    if setting.follows(_PERSONAL, within=60):
        return "other"
    if setting.follows(_WORN_STAMP, within=30):
        return "transmitted" if _NEXT_STAMP.match(setting.text, setting.written.end) else "received"
    if setting.follows(_SEEN_LEAD, within=24) and _SEEN.search(setting.before):
        return "citation"
    if not setting.to_come and _ACTED.match(setting.text, setting.written.end):
        return "citation"
    if _ENTRY.match(setting.text, setting.written.end) and _BULLET.search(setting.before):
        return "event"
    return "event" if setting.follows(_HAPPENS, within=24) or _AT_EVENT.search(setting.before[-60:]) else "other"


def _of_columns(text: str, found: Sequence[Written], first: int, count: int) -> list[str]:
    """The roles of dates that follow all their labels: "Envoyé le : Reçu le : 28/04/2014 29/04/2014"; none of others."""
    if count < 2:
        return []
    labels = _CUE.finditer(text, _left(found, first), found[first].start)
    roles = [m.lastgroup or "" for m in labels if m.lastgroup in (*_STAMPS, "convocation")]
    return roles[-count:] if len(roles) >= count else []


def _runs(text: str, found: Sequence[Written]) -> Iterator[tuple[int, int]]:
    """The dates in groups that only white space parts: where each begins, and where it ends."""
    first = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and found[i].start - found[i - 1].end < 10 and text[found[i - 1].end : found[i].start].isspace():
            continue
        yield first, i
        first = i
