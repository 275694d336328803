"""Finds the labels of a roll call ("Présents :", "Absents ayant donné pouvoir :") and what each says of its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.base import Passage
from extractors.members.lists import ListReader, Person

# The words that may follow in a label: "Absents excusés ayant donné pouvoir", "Présents à l'ouverture de la séance".
_WORD = r"""
    (?: presente?s? | absente?s? | excusee?s? | representee?s? | pouvoirs? | procurations? | mandats? | delegations? | invitee?s?
      | ayant | ont | a | avai(?:en)?t | qui | etai(?:en)?t | etant | sont | ete | est | s'est | s'etai(?:en)?t | egalement | aussi | fait | donne(?:e?s?|nt|r)? | donnant
      | vote | voix | droit | deliberative | consultative | seance | reunion | ouverture | appel | l' | jour | ecrite? | pris | part | deliberation | valablement
      | membres? | conseill(?:er|ere)s? | elue?s? | deleguee?s? | titulaires? | suppleante?s? | municipa(?:ux|les|le|l) | communautaires?
      | et | ou | non | par | en (?! \s+ (?: application | vertu )) | de | du | des | d' | la | le | les | au | aux | leur | un | une | avec | sans | pour | ce | cette | justifiee?s?
    )
"""

# Where a label may be: its word of attendance, its other words, and what must come behind it.
_LABEL = regex.compile(
    rf"""
    (?<! [\w'-] )
    (?P<label>
      (?: non [ -] )?+ (?: p?r?esente?s? | a?bsente?s? | excusee?s? | representee?s? ) | pouvoirs? | procurations? | delegations \s de \s vote | mandats \s de \s vote
      | assist(?: aient | ait | ant | ent | e | es ) | invitee?s? | participaient
    ) (?! [\w'] )
    (?P<tail> (?: [(·.] e? [)·.]? \(?s?\)? (?![\w]) )?+ (?: [\s/,()–-]{{0,3}}+ {_WORD} (?! [\w'] | \s? \. \w ) (?: \( e?s? \) (?: \(s\) )? )?+ ){{0,16}}+ )
    (?: ,?\s (?: en\s+application | conformement | en\s+vertu | au\s+sens )[^:;]{{0,120}}+ (?=:) )?
    (?P<behind> (?P<colon> \s*+ :{{1,2}} ) [\s._…]*+ (?: [(\s]*+ \d{{1,3}} (?! [\w/] | [ ]?(?:eme|er|h)\b) [)\s]*+ [:.,-]? )?+
      | [\s(]*+ \d{{1,3}} (?! [\w/] ) [\s)]*+ [:.-]? | \s*+ )
    """,
    regex.VERBOSE,
)

# Prose that only speaks of those present: "à l'unanimité des membres présents", "aucun des conseillers absents".
_SPEAKS_OF = regex.compile(
    r"(?:unanimite|majorite|ensemble|vote|voix|suffrages|accord|aucun|tous|parmi|information|remercie|nombre)[\w\s,']{0,12}\s(?:des?|d'|les|aux?|entre)\s(?:[\w']+\s){0,2}$"
)

# The words before the word of attendance that belong to the label: "Étaient", "Membres", "44".
_LEAD = regex.compile(
    r"(?<!\w)(?:(?:etai(?:en)?ts?|sont|est|ont|a|ayant|ete|egalement|aussi|donne|les|mm\.?|membres?|conseill(?:er|ere)s?|elue?s?|deleguee?s?|titulaires?|suppleante?s?|administrateurs?|representants?|municipa(?:ux|les|l)|communautaires?|departementaux|personnes|y|\d{1,3}|nombre|de|du|conseil)\s+)*$"
)

# "Tous les membres étaient présents à l'exception de M. X": those who are named were not there.
_EXCEPT = regex.compile(r"presente?s?[\s,]+(?:a\s+l'exception\s+d(?:es|e|u|')|sauf|hormis|excepte)\s*:?\s*")


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a roll call: where it begins, where its list begins, and the status of those in the list."""

    start: int
    end: int
    status: str | None


def find_rolls(passage: Passage) -> Iterator[tuple[Person, str]]:
    """The people of every roll call in a passage, each with the status that its label gives.

    Somebody whose proxy is named is ``represented`` under any label.
    """
    labels = list(_labels(passage))
    for i, label in enumerate(labels):
        if label.status is None:
            continue
        end = min(labels[i + 1].start if i + 1 < len(labels) else len(passage.text), label.end + 20000)
        pairing = label.status == "represented"
        people = ListReader(passage, label.end, end, pairing=pairing, loose=label.status == "present").read()
        for person in people:
            yield person, "represented" if person.gives else person.status or label.status


def _labels(passage: Passage) -> Iterator[Label]:
    folded = passage.folded
    done = 0
    for m in _LABEL.finditer(folded):
        if m.start() < done:
            continue
        except_ = _EXCEPT.match(folded, m.start())
        if except_:
            done = except_.end()
            yield Label(m.start(), except_.end(), "absent")
            continue
        start = _label_start(passage, m.start())
        if not _is_label(passage, m, start):
            continue
        yield Label(start, m.end(), status_of(folded[start : m.start()], folded[m.start() : m.start("behind")]))


def _label_start(passage: Passage, at: int) -> int:
    before = passage.folded[max(0, at - 90) : at]
    lead = _LEAD.search(before)
    return at - len(lead[0]) if lead else at


def _is_label(passage: Passage, m: regex.Match[str], start: int) -> bool:
    """Whether a list may follow: prose is ruled out by what stands before, and by a sign or capital that is missing."""
    before = passage.folded[max(0, start - 60) : start]
    lead = passage.folded[start : m.start()]
    if _SPEAKS_OF.search(before + lead) or regex.search(r"(?:^|\s)(?:a|au|aux|par|pour)$", m["tail"]):
        return False
    begins = passage.text[start].isupper() or passage.text[start].isdigit()
    if m["colon"]:
        return begins or "etai" in lead or not before.strip() or bool(regex.search(r"[.,;:\d)\n][^\S\n]*$", before))
    if not begins or passage.text[start - 1 : start] == "\t" or regex.search(r"[-–(:]\s*$", before):
        return False
    return bool(regex.match(r"\s*+(?:[-–•*]\s*)?(?:\p{Lu}|$)", passage.text[m.end() : m.end() + 12]))


def status_of(lead: str, label: str) -> str | None:
    """What a folded label says of the people under it, or None where it says two things at once.

    >>> status_of("etaient ", "absents excuses"), status_of("", "absents non excuses")
    ('excused', 'absent')
    >>> status_of("", "absents ayant donne pouvoir"), status_of("", "excuses sans voix deliberative")
    ('represented', 'non_voting_excused')
    """
    excused = regex.search(r"(?<!non[ -])excuse", label)
    if regex.search(r"sans\s+(?:droit\s+de\s+vote|voix)|voix\s+consultative|invite", label) or "egalement" in lead + label:
        return "non_voting_excused" if excused else "non_voting_present"
    if regex.search(r"present\w*(?:\(s\))?\s*(?:et|ou|/|,|\+)\s*(?:les\s+)?(?:represent|excus|absent|pouvoir)", label):
        return None
    if regex.search(r"(?<!non )(?<!non-)represent|pouvoir|procuration|mandat|delegation", label) and not regex.search(
        r"sans\s+(?:pouvoir|procuration)|non\s+represent", label
    ):
        return "represented"
    if regex.match(r"absent\w*(?:\(\w+\))*\s*(?:/|ou\s|et\s+absent)", label):
        return "absent"
    if excused:
        return "excused"
    return "absent" if regex.search(r"absent|non[ -]excuse|non\s+represent", label) else "present"
