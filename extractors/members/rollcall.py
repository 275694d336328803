"""Finds the labels of a roll call ("Présents :", "Absents ayant donné pouvoir :") and what each says of its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import places_of
from extractors.members.lists import ListReader
from extractors.members.names import CIVILITY
from extractors.members.person import Person, with_sure_civility
from extractors.members.subjects import people_before

# The words that may follow in a label: "Absents excusés ayant donné pouvoir", "Présents à l'ouverture de la séance".
_WORD = r"""
    (?: presente?s? | absente?s? | excusee?s? | representee?s? | pouvoirs? | procurations? | mandats? | delegations? | invitee?s?
      | ayant | ont | a | avai(?:en)?t | qui | etai(?:en)?t | etant | sont | ete | est | s'est | s'etai(?:en)?t | egalement | aussi
      | fait | donne(?:e?s?|nt|r)? | donnant | vote | voix | droit | deliberative | consultative | seance | reunion | ouverture
      | appel | jour | ecrite? | pris | part | deliberation | valablement | suivante?s? | ci-apres | membres? | conseill(?:er|ere)s?
      | elue?s? | deleguee?s? | titulaires? | suppleante?s? | municipa(?:ux|les|le|l) | communautaires? | justifiee?s?
      | et | ou | non | par | en (?! \s+ (?: application | vertu )) | de | du | des | la | le | les | au | aux | leur
      | un | une | avec | sans | pour | ce | cette )
"""

_ALL = r"(?: mesdames | messieurs | mmes | mm\.? )"

# From the word of attendance on: the other words of the label, and what must come behind it. OCR loses first letters.
_LABEL = patterns.compile(
    rf"""
    (?<! [\w'-] )
    (?P<label>
      p?r?esente?s? | a?bsente?s? | excusee?s? | representee?s? | pouvoirs? | procurations? | delegations? \s de \s vote
      | mandats \s de \s vote | absences? (?= [^:.;\n]{{0,30}}+ : ) | donne \s+ (?: mandat | delegation ) (?= [^:.;\n]{{0,9}} : )
      | assist(?: aient | ait | ant | ent | e | es ) | invitee?s? | participaient
    ) (?! [\w'] )
    (?P<tail>
      (?: [(·.] e? [)·.]? \(?s?\)? (?! \w ) )?+
      (?: [\s/,–-]{{0,3}}+ (?: [ld]' | {_WORD} (?! [\w'] | \s?\.\w ) ) (?: \( e?s? \) (?: \(s\) )? )?+ ){{0,16}}+
    )
    (?: \s? \( [^()\n:]{{4,60}} \) (?= \s*+ : ) )?
    (?: [\s,]{{1,3}} {_ALL} (?: [\s,/]{{1,3}} (?: et \s | & \s )? {_ALL} )? (?= \s*+ : ) )?
    (?: ,?\s (?: en\s+application | conformement | en\s+vertu | au\s+sens )[^:;]{{0,120}}+ (?=:) )?
    (?P<behind>
      (?P<colon> \s*+ :{{1,2}} ) [\s._…]*+ (?: [(\s]*+ \d{{1,3}} (?! [\w/] | [ ]?(?:eme|er|h)\b ) [)\s]*+ [:.,-]? )?+
      | [\s(]*+ \d{{1,3}} (?! [\w/] ) [\s)]*+ [:.-]? | \s*+ )
    """,
    regex.VERBOSE,
)
_CUES = (
    "present", "esents", "absent", "bsents", "absence", "donne mandat", "donne delegation",
    "excuse", "represente", "pouvoir", "procuration", "delegations de",
    "delegation de", "mandats de",
    "assist", "invite", "participaient",
)  # fmt: skip

# The words before the word of attendance that belong to the label: "Étaient", "Membres", "44", "Non".
_LEAD = patterns.compile(
    r"""
    (?<! \w )
    (?: (?: etai(?:en)?ts? | avai(?:en)?t | se | s'etai(?:en)?t | vot(?:e|es|ant) | par
          | sont | est | ont | a | ayant | ete | egalement | aussi | donne | les | mm\.? | membres?
          | conseill(?:er|ere)s? | elue?s? | nommee?s? | designee?s? | deleguee?s?
          | titulaires? | suppleante?s? | administrateurs? | representants?
          | municipa(?:ux|les|l) | communautaires? | departementaux | personnes | non | \d{1,3} | nombre | de | du | conseil
        ) [\s-]+ ){1,8} $
    """,
    regex.VERBOSE,
)

# Prose that only speaks of those present: "à l'unanimité des membres présents", "aucun des conseillers absents".
_SPEAKS_OF = patterns.compile(
    r"""
    (?: unanimite | majorite | ensemble | vote | voix | suffrages | accord | aucun | tous | parmi | information | remercie
      | nombre )
    [\w\s,']{0,12} \s (?: des? | d' | les | aux? | entre ) \s (?: [\w']+ \s ){0,2} $
    """,
    regex.VERBOSE,
)

# "Tous les membres étaient présents à l'exception de M. X": those who are named were not there.
_EXCEPT = patterns.compile(
    r"presente?s?(?:\s+tous\s+les\s+(?:membres|conseillers|elus|delegues)[^.;:,\n]{0,40}?)?[\s,]+"
    r"(?:a\s+l'exception\s+d(?:es|e|u|')|sauf|hormis|excepte)\s*:?\s*"
)

# Behind a label that closes its list: "..., membres présents formant la majorité".
_CLOSES = patterns.compile(r"\s*+(?:[.;]|$|\n\s*\n|(?:et\s+)?formant)")
_COMMA_BEFORE = patterns.compile(r",\s?$")
_NO_END = patterns.compile(r"(?:^|\s)(?:a|au|aux|par|pour)$")
_BEGINNING = patterns.compile(r"(?:^|[.,;:\d)\n])[^\S\n]*[%\\/]?$")
_INSIDE = patterns.compile(r"[-–(:]\s*$")
_NAME_NEXT = patterns.compile(r"\s*+(?:[-–•*]\s*)?(?:\p{Lu}|$)")

_NO_VOICE = patterns.compile(r"sans\s+(?:droit\s+de\s+vote|voix)|voix\s+consultative|invite|egalement")
_TWO_THINGS = patterns.compile(r"present\w*(?:\(s\))?\s*(?:et|ou|/|,|\+)\s*(?:les\s+)?(?:represent|excus|absent|pouvoir)")
_PROXY = patterns.compile(r"(?<!non[ -])represent|(?<!sans )(?:pouvoir|procuration)|mandat|delegation")
_MIXED = patterns.compile(r"absent\w*(?:\(\w+\))*\s*(?:ou\s|et\s+absent)")
_EXCUSED = patterns.compile(r"(?<!non[ -])excuse")
_ABSENT = patterns.compile(r"bsen[tc]|non[ -]excuse|non[ -]represent")


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a roll call.

    Attributes:
        start: where it begins.
        end: where its list begins.
        status: of those in the list; None where the label says two things at once.
        closes: whether the list stands before it: "Mme Roux, M. Petit, membres présents."
    """

    start: int
    end: int
    status: str | None
    closes: bool = False


def find_rolls(passage: Passage) -> Iterator[tuple[Person, str]]:
    """The people of every roll call in a passage, each with the status that its label gives.

    Somebody whose proxy is named is ``represented`` under any label.
    """
    labels = list(_labels(passage))
    floor = 0
    for i, label in enumerate(labels):
        if label.status is None:
            continue
        if label.closes:
            people = people_before(passage, label.start, reach=1_500, floor=floor)
            people = people if len(people) > 1 else []
        else:
            end = min(labels[i + 1].start if i + 1 < len(labels) else len(passage.text), label.end + 20_000)
            reader = ListReader(passage, label.end, end, pairing=label.status == "represented", loose=label.status == "present")
            people = reader.read()
            floor = reader.done
        for person in with_sure_civility(people):
            yield person, "represented" if person.gives else person.status or label.status


def _labels(passage: Passage) -> Iterator[Label]:
    folded = passage.folded
    done = 0
    for at in places_of(_CUES, folded):
        m = _LABEL.match(folded, at) if at >= done else None
        if not m:
            continue
        if other := _EXCEPT.match(folded, at):
            done = other.end()
            yield Label(at, done, "absent")
            continue
        done = m.end("tail")
        lead = _LEAD.search(folded, max(0, at - 90), at)
        start = lead.start() if lead else at
        closes = (
            not m["colon"]
            and m["label"].endswith("s")
            and _CLOSES.match(folded, done) is not None
            and _COMMA_BEFORE.search(folded, max(0, start - 3), start)
        )
        if closes or _is_label(passage, m, start):
            yield Label(start, m.end(), status_of(folded[start:done]), bool(closes))


def _is_label(passage: Passage, m: regex.Match[str], start: int) -> bool:
    """Whether a list may follow: prose is ruled out by what stands before, and by a sign or capital that is missing."""
    folded = passage.folded
    before = folded[max(0, start - 60) : start]
    if _SPEAKS_OF.search(folded, max(0, start - 60), m.start()) or _NO_END.search(m["tail"]):
        return False
    begins = passage.text[start].isupper() or passage.text[start].isdigit()
    if m["colon"]:
        if m["label"].startswith(("pouvoir", "procuration")) and CIVILITY.match(folded, m.end()):
            return True
        return begins or folded.startswith("etai", start) or _BEGINNING.search(before) is not None
    if not begins or "\t" in passage.text[max(0, start - 1) : m.start()] or _INSIDE.search(before):
        return False
    return _NAME_NEXT.match(passage.text, m.end()) is not None


def status_of(label: str) -> str | None:
    """What a folded label says of the people under it, or None where it says two things at once.

    >>> status_of("etaient absents excuses"), status_of("absents non excuses"), status_of("presents et representes")
    ('excused', 'absent', None)
    >>> status_of("absents ayant donne pouvoir"), status_of("excuses sans voix deliberative")
    ('represented', 'non_voting_excused')
    """
    excused = _EXCUSED.search(label)
    if _NO_VOICE.search(label):
        return "non_voting_excused" if excused else "non_voting_present"
    if _TWO_THINGS.search(label):
        return None
    if _PROXY.search(label):
        return "represented"
    if excused and not _MIXED.search(label):
        return "excused"
    return "absent" if _ABSENT.search(label) else "present"
