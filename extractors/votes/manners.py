"""What is said of a vote in words: how it was agreed ("à l'unanimité", "à la majorité"), how it ended, how it was held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import any_of, places_of
from extractors.votes.numbers import NUMBER, parse_number

# "à l'unanimité des membres présents et représentés", "UNANIMITÉ", "à la majorité des suffrages exprimés". Scanned texts
# print "à Punanimité". A quorum ("formant la majorité des membres en exercice") and an absolute majority are no manner.
_OF_WHOM = any_of((
    "membre", "membres", "elu", "elus", "conseiller", "conseillers", "delegues", "municipaux", "communautaires", "syndicaux",
    "departementaux", "regionaux", "votant", "votants", "voix", "suffrage", "suffrages", "exprime", "exprimes", "present",
    "presents", "represente", "representes", "et", "ou",
))  # fmt: skip
# An absolute majority is that of an election, but where a decision follows: "à la majorité absolue, approuve".
_DECIDES = r"[\s,:]{1,4}(?:decid|adopt|approuv|autoris|accept|valid|donn|emet|fix|accord)"

_MANNER = patterns.compile(
    rf"""
    (?<![\w'-]) (?:
        (?P<unanimity>
            (?:a\s{{1,3}}|par\s{{1,3}})? (?: l[' ]? | [pi1]'? | 1' )? \s? unanimite (?!\w) (?:\s{{1,3}}(?:absolue|totale))?
            (?: ,? \s{{1,3}} (?:des|de\s{{1,3}}ses|de\s{{1,3}}tous\s{{1,3}}les|de\s{{1,3}}l'assemblee)
                (?: \s{{1,3}} (?:\d{{1,3}}|{_OF_WHOM}) (?!\w) ){{0,7}} )?
          | unanimement | (?:par|d')\s?un\s(?:accord|vote)\sunanime
          | (?:accord|vote) \s unanime (?= \s (?:du\s(?:conseil|comite)|de\sl'assemblee|des\s(?:membres|conseillers|elus)) )
          | (?<=conseil(?:\s\w{{1,15}})?,\s) unanime (?=,)
          | (?<=(?:conseil|assemblee|comite)(?:\s\w{{1,15}})?\s) unanime (?={_DECIDES})
        )
      | (?P<majority>
            a \s{{1,3}} la \s{{1,3}} (?:(?:tres\s{{1,3}})?(?:large|grande)\s{{1,3}})? majorite
            (?! \s{{1,3}} (?:relative|absolue(?!{_DECIDES})|qualifiee|municipale) ) (?:\s{{1,3}}absolue)?
            (?: \s{{1,3}} des (?: \s{{1,3}} {_OF_WHOM} (?!\w) ){{1,6}} )?
            (?! \s{{1,3}} (?:en\s{{1,3}}exercice|des\s{{1,3}}deux\s{{1,3}}tiers|requise) )
        )
    )
    """,
    regex.VERBOSE,
)

# Quickly searched for; the words around it are read then.
_WORDS = ("unanim", "majorite")

# Without "à", the word is a manner only as an entry of its own: "Vote : unanimité", "UNANIMITÉ" in a table.
_ENTRY = patterns.compile(
    r"(?:^|[:(\n\t.>|;,/✓]|\b(?:vote|votee?|pour|contre|adoptee?|approuvee?|deliberation(?:\sn°\s?[\w/-]{1,16})?|abstention))\s{0,4}$"
)

# Who votes: what is nearest before the manner decides. A commission's opinion, a cited act and a rule of law are not
# ours; a decision that follows at once is, whatever was cited before it.
_OURS_NAMED = any_of(("comite syndical", "comite directeur", "commission permanente"))
_OTHERS = any_of((
    "commission", "comite", "cst", "ct", "ctp", "chsct", "vu", "considerant", "visa", "article", "chambre", "federation",
    "prefet", "association", "jury", "cao", "clect", "conseil d'etat", "conseil de developpement", "conseil d'exploitation",
    "conseil d'ecole", "conseil citoyen", "conseil consultatif", "conseil scientifique",
))  # fmt: skip
_OURS = any_of((
    "assemblee", "delibere", "deliberation", "bureau", "scrutin", "conseil", "conseillers", "vote", "voter", "votee",
    "membres presents", "proces-verbal", "proces verbal", "compte-rendu", "compte rendu", "decide", "adopte", "adopter",
    "approuve", "approuver", "proposition", "elus",
))  # fmt: skip
# Closer still, these say that a rule or an earlier vote is told: "avait été approuvé", "peut décider".
_TOLD = any_of(("avait", "avaient", "avions", "peut", "peuvent", "pourra", "sauf", "deja", "s'il", "lorsque"))
_TELLS = patterns.compile(rf"(?<!\w){_TOLD}(?!\w)[^.;\n]{{0,45}}$")
_SUBJECT = patterns.compile(rf"(?<!\w)(?:(?P<ours>{_OURS_NAMED})|(?P<others>{_OTHERS})|(?P<ours>{_OURS}))(?!\w)")

_DECISION = any_of((
    "decid", "adopt", "approuv", "autoris", "accept", "valid", "donn", "design", "fix", "accord", "attribu", "elit", "charg",
    "sollicit", "confirm", "emet", "dit", "institu", "cree", "modifi", "retient", "arrete", "ratifi", "nomm", "habilit", "delegu",
    "demand", "propos", "affect", "renouvel", "constat", "mandat", "instaur", "annul", "supprim", "se prononce", "vote", "elu",
))  # fmt: skip
_DECISION_FOLLOWS = patterns.compile(
    rf"[\s,:;>*✓•-]{{0,8}}(?:et\s)?(?:l[ea]\s\w+\s(?:\w+\s)?)?(?:{_DECISION}|prend|de\s\w+er\b|d'\w+er\b)"
)

# What follows a manner that is not ours: "à l'unanimité par la commission", "à l'unanimité lors de la séance du".
_OTHERS_AFTER = patterns.compile(
    r"""\s{0,3} ,? \s{0,3} (?: (?:de|du|par|en|lors\sde|au\ssein\sde) \s (?:la\s|le\s|sa\s|cette\s)?
            (?: commission (?!\spermanente) | cao | clect | jury | comite \s (?:technique|social|consultatif) )
        | lors \s (?:de|du) | le \s \d{1,2} \s | en \s date | (?:est|sera|etant) \s (?:requise|necessaire|exigee) )""",
    regex.VERBOSE,
)

# A visa or a recital tells what others did: "Considérant que le conseil d'école a voté".
_RECITAL = patterns.compile(
    r"(?<!\w)(?:considerant|vu)\s[^.;\n]{0,200}\b(?:a|ont)\s(?:ete\s)?(?:vote|emis|adopte|approuve|rendu|donne|valide)e?s?\b[^.;\n]{0,40}$"
)

# What the assembly did, told by the verb nearest to the vote.
_OUTCOME = patterns.compile(
    rf"""(?<!\w) (?:
        (?P<rejected>
            n'(?:adopte|approuve|accepte|autorise|valide|emet)(?:nt)? \s pas | n'est \s pas \s (?:adopte|approuve|accepte)
          | rejet(?:te|tent|er|e|ee|es|ees)\b | refus(?:e|ent|er)\b (?!\sde\svote) | repoussee?s?\b
          | se \s prononcen?t? \s (?:\w+ \s){{0,2}}? (?:contre|en \s defaveur|defavorablement) )
      | (?P<adjourned>
            decid(?:e|ent|er) \s d[e'] \s? (?: ajourner | surseoir | (?:reporter|retirer)
              \s (?:ce|cette|le|la) \s (?:point|question|deliberation|dossier|sujet|vote) (?! \s (?:n|du\s\d|en\sdate) ) )
          | ajourn(?:e|ent|er|ee|es|ees)\b | sursoi(?:t|ent)\b | surseoir | retir(?:e|ee|er) \s de \s l'ordre
          | differ(?:e|ent|er) \s
          | report(?:e|ent|er|ee|es) \s (?:[^.;\n]{{0,60}}\s)?
            (?:prochaine?|ulterieure?|sine|point|question|deliberation|examen|vote)\b )
      | (?P<noted> pren(?:d|dre|nent) \s{{0,2}}>?\s{{0,2}} acte | donne(?:nt)? \s acte )
      | (?P<adopted> {_DECISION} | pour\b )
    )""",
    regex.VERBOSE,
)

_SENTENCE = patterns.compile(r"[.;]\s|\n\s*\n")

_SECRET = r"scrutin \s secret | bulletins? \s secrets? | vote \s secret | secret \s du \s vote"
_BALLOT = patterns.compile(
    rf"""(?<!\w) (?:
        (?P<show_of_hands> (?:a \s)? mains? \s levees? | (?: ne \s pas | renonce | dispense ) [^.;]{{0,70}} (?:{_SECRET}) )
      | (?P<secret> {_SECRET} )
      | (?P<roll_call> (?:vote|scrutin|voix) [^.;]{{0,40}} appel \s nominal
        | scrutin \s public | vote \s nominal | vote \s par \s appel )
    ) (?!\w)""",
    regex.VERBOSE,
)

# A rule that is only recalled: "le conseil peut décider de ne pas procéder au scrutin secret".
_RULE = patterns.compile(r"(?:peut|peuvent|sauf|article|conformement|prevoit|doit|doivent|lorsque|quand|si)\b[^.;]{0,160}$")

# "Ont obtenu : 15 voix : Mme BRUN, 3 voix : M. NOIR", "ayant obtenu 21 voix": what the winner got is the most.
_OBTAINED = patterns.compile(r"obt(?:en(?:u|us|ue|ues|ant)|ient)(?!\w)(?!\s+la\s+majorite)")
_MAJORITY_REACHED = patterns.compile(r"majorite(?<=(?:obtenu|reuni|recueilli)\s{1,3}la\s{1,3}majorite)")
_LISTED = patterns.compile(r"resultats?\sdu\svote\s{0,3}:(?=[^:]{2,40}:\s?\d{1,3}\svotes?\b[^.;]{0,120}\belue?s?\b)")
_PROCLAIMED = patterns.compile(r"(?<!\w)(?:ont\sete|a\sete|est|sont)\s(?:proclame|declare|elu)(?:e?s?)(?!\w)")
_VOICES = patterns.compile(
    rf"(?<![\w.,/-])(?P<number>{NUMBER})\s{{1,3}}(?:\([^()]{{1,30}}\)\s)?(?:voix|suffrages|votes?)(?!\s(?:exprimes|nuls|pour|contre|delib|favor|defavor|blanc))"
)

# "Le Conseil adopte.", "(Adopté)": the only sign of the vote in some registers.
_WHO = r"(?:le\sconseil|l'assemblee|le\scomite|la\scommission\spermanente|le\sbureau)"
_BARE = patterns.compile(rf"adopte(?<=(?<!\w)(?P<who>{_WHO})(?:\s\w+)?\sadopte)(?=\s{{0,3}}(?:[.\n]|$))")
_IN_PARENTHESIS = patterns.compile(r"\(\s?(?:adoptee?s?|(?P<rejected>rejetee?s?))\s?\)")

# "Le conseil municipal prend acte du rapport", where nobody votes.
_NOTED = patterns.compile(rf"prend\sacte(?<=(?<!\w){_WHO}(?:\s\w+)?[^.;]{{0,160}}prend\sacte)")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an assembly agreed, in words.

    Attributes:
        kind: ``unanimity``, ``majority``, ``election``, ``bare`` or ``noted``.
        start, end: its offsets.
        votes_for: what the winner of an election got.
        outcome: where the words themselves say it.
    """

    kind: str
    start: int
    end: int
    votes_for: int | None = None
    outcome: str | None = None


def find_manners(passage: Passage) -> Iterator[Manner]:
    """Yield the manners of vote of a passage that are the assembly's own.

    >>> text = "Après avis favorable de la commission, à l'unanimité, le conseil, après délibération, à la majorité, décide"
    >>> [(m.kind, text[m.start:m.end]) for m in find_manners(Passage(text))]
    [('majority', 'à la majorité')]
    """
    folded = passage.folded
    for place in places_of(_WORDS, folded):
        match = _MANNER.search(folded, max(0, place - 35), place + 200)
        if match and match.start() <= place < match.end() and _is_ours(passage, match):
            yield Manner(str(match.lastgroup), match.start(), match.end())


def _is_ours(passage: Passage, match: regex.Match[str]) -> bool:
    """Whether the words tell the assembly's own vote, and not a commission's opinion, a rule or an earlier vote."""
    folded = passage.folded
    before = folded[max(0, match.start() - 250) : match.start()]
    if (
        match["unanimity"]
        and not _is_complete(passage.text[match.start() : match.end()].strip())
        and not _ENTRY.search(before[-40:])
    ):
        return False
    if _OTHERS_AFTER.match(folded, match.end()) or _TELLS.search(before[-60:]) or _RECITAL.search(before):
        return False
    last = None
    for subject in _SUBJECT.finditer(before):
        last = subject
    if last is None or last["ours"]:
        return True
    return _DECISION_FOLLOWS.match(folded, match.end()) is not None


def _is_complete(manner: str) -> bool:
    """Whether "à" or "par" stands before the word, "le conseil unanime" needs none, or a capital makes it an entry of its own."""
    return manner.lower().startswith(("a", "à", "par", "unanime", "d'un")) or manner.startswith("U")


def find_elections(passage: Passage) -> Iterator[Manner]:
    """Yield the elections of a passage in which figures are printed, each with what the winner got.

    >>> [e.votes_for for e in find_elections(Passage("Ont obtenu : Mme BRUN, 15 voix ; M. NOIR, 3 voix. Mme BRUN est élue."))]
    [15]
    """
    folded, at = passage.folded, 0
    places = [(m.end(), m.start(), False) for pattern in (_OBTAINED, _LISTED) for m in pattern.finditer(folded)]
    places += [(m.start(), m.start(), True) for pattern in (_MAJORITY_REACHED, _PROCLAIMED) for m in pattern.finditer(folded)]
    for place, start, is_behind in sorted(places):
        voices = _voices_before(folded, at, place) if is_behind else list(_voices(folded, place))
        if voices and start >= at:
            at = voices[-1].end()
            most = max(parse_number(v["number"]) for v in voices)
            yield Manner("election", min(start, voices[0].start()), at, votes_for=most, outcome="adopted")


def _voices_before(folded: str, floor: int, stop: int) -> list[regex.Match[str]]:
    """The figures that stand before their result: "M. NOIR : 19 voix. M. NOIR, ayant obtenu la majorité absolue"."""
    kept: list[regex.Match[str]] = []
    for voice in reversed(list(_VOICES.finditer(folded, max(floor, stop - 400), stop))):
        if (kept[0].start() if kept else stop) - voice.end() > 120:
            break
        kept.insert(0, voice)
    return kept


def _voices(folded: str, start: int) -> Iterator[regex.Match[str]]:
    """The figures of one election: each close behind the one before."""
    at = start
    for voice in _VOICES.finditer(folded, start, start + 1200):
        if voice.start() - at > 120 or "elu" in folded[at : voice.start()].split():
            return
        at = voice.end()
        yield voice


def find_bare_outcomes(passage: Passage) -> Iterator[Manner]:
    """Yield the places where the act only says that it was adopted, rejected or noted."""
    folded = passage.folded
    for match in _BARE.finditer(folded):
        yield Manner("bare", match.start("who"), match.end(), outcome="adopted")
    for match in _IN_PARENTHESIS.finditer(folded):
        yield Manner("bare", match.start(), match.end(), outcome="rejected" if match["rejected"] else "adopted")
    for match in _NOTED.finditer(folded):
        yield Manner("noted", match.start(), match.end(), outcome="noted")


def find_outcome(folded: str, before: int, start: int, end: int, after: int) -> str | None:
    """What became of a vote at ``start`` to ``end``: the first verb behind it tells, else the last before it.

    Args:
        folded: the passage.
        before: how far to look back.
        start: where the vote begins.
        end: where it ends.
        after: how far to look ahead.
    """
    behind = _OUTCOME.search(folded, end, after)
    last = None
    for match in _OUTCOME.finditer(folded, before, start):
        last = match
    if behind and last and _SENTENCE.search(folded, end, behind.start()) and not _SENTENCE.search(folded, last.end(), start):
        behind = None  # the verb of the vote's own sentence tells, not that of the next
    if behind and behind.start() - end <= 60 and not behind["adopted"]:
        return str(behind.lastgroup)
    told = behind or last
    return str(told.lastgroup) if told else None


def find_ballot(folded: str, before: int, after: int) -> str | None:
    """How the vote was held, where a sentence between ``before`` and ``after`` says so and does not recall a rule."""
    if not any(word in folded[before:after] for word in ("secret", "levee", "nominal", "public")):
        return None
    found = None
    for match in _BALLOT.finditer(folded, before, after):
        if match.lastgroup == "show_of_hands" or not _RULE.search(folded, max(0, match.start() - 170), match.start()):
            found = str(match.lastgroup)
    return found
