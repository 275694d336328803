"""What the words of a sentence name: the cue nearest to a sum, and the sentence that announces a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors import patterns
from extractors.amounts.cues import ASKS, AWARDS, CONTRACT, DEPOSIT, FUNDER, PAYEE, PAYER, PLAIN, SHARE, Cue, find_cues, plain_roles

#: Where a sentence ends: not behind an abbreviation of one letter, not inside a number.
BREAK = patterns.compile(r"\n\s{0,6}[-•*●▪o]\s|\s[•●▪✓✔➢➤►❖⇒]\s|\s-\s(?=\w)|(?<=[\w)»\"€]{2})[.;!?]\s|\n\s*\n")

#: Cues that are returned as they are: what becomes of them is for the words behind the sum, or the act's topic, to say.
UNDECIDED = (SHARE, AWARDS)

#: How far what announces a list may stand before its items.
_LIST = 700

#: A "demande" this near is one for the sum itself.
_ASKED = 30

#: A noun with its complement: "plafond de dépenses", "prix de la location"; the sum is that of the first. Verbs and nouns of
#: an action ("versement de la subvention") only say what is done with it.
_GOVERNING = ("cap", "advance", "balance", "price", "budget", "loan", "expense")
_OF = patterns.compile(r"\s{1,3}(?:(?:de|des|du|au|aux|sur)\s{1,3}|d'\s?|de\s+l[a']\s{0,3})(?:(?:la|le|les|un|une)\s{1,3}|l'\s?)?")

#: What says nothing without the gift in front of it, and what it makes of it: "participation des familles".
_COMPLETING = {PAYER: "price", PAYEE: "expense", FUNDER: "revenue"}

#: What says nothing alone.
_HALF = (ASKS, DEPOSIT, *_COMPLETING)

#: What turns into a request or into a revenue by who asks for it, and who gives it.
_GIFTS = ("grant", AWARDS, SHARE, FUNDER)

#: What a total is a total of says more than that it is one: "le titre d'un montant total de".
_SORTS = ("price", "revenue", "budget", "loan", "guarantee", "other")

#: How far the one who pays stands behind what he pays: "la participation 2025 des familles".
_COMPLEMENT = 25

#: How much of a loan a guarantee covers: "garantie pour la durée du prêt, à hauteur de".
_SECURED = patterns.compile(r"\ba hauteur de (?:la somme (?:en principal )?de )?\Z")

_ACCOUNTED = (None, "grant", "expense", "revenue", "price", "loan")
_ACCOUNT = patterns.compile(r"(?:^|\n)\s{0,4}\d{2,6}\s[a-z]")

#: What announces a list: a sentence that ends with a colon.
_ANNOUNCED = patterns.compile(r":\s{0,3}(?:\n|[-•*●▪]\s)")


def announced_role(folded: str, start: int, sentence: int) -> str | None:
    """The role that the sentence in front of a list gives to its items."""
    since = max(0, start - _LIST, folded.rfind("delibere", 0, sentence))
    colons = [m.start() for m in _ANNOUNCED.finditer(folded, since, sentence)]
    if not colons:
        return None
    since = max(0, colons[-1] - _LIST)
    ends = [m.end() for m in BREAK.finditer(folded, since, colons[-1])]
    cues = find_cues(folded, ends[-1] if ends else since, colons[-1])
    roles = plain_roles(cue for cue in cues if cue.role not in _HALF)
    if "request" in roles:  # offers are asked for, too
        return "price" if "price" in roles and "grant" not in roles else "request"
    return roles[0] if roles else None


def nearest_role(folded: str, start: int, end: int) -> str | None:
    """The role named last before ``end``, each cue counted nearer by what it is worth, or one of :data:`UNDECIDED`."""
    best, nearest, sort, asking, asked, contracting, giving, guaranteed = None, 10_000, None, 0, 0, False, False, False
    given = payee = -_COMPLEMENT - 1
    for cue in _heads(folded, start, end):
        role, distance = cue.role, end - cue.end - cue.reach
        if asking and any(mark in folded[asked : cue.start] for mark in ":)"):
            asking = 0
        if role == ASKS:
            asking, asked = cue.reach, cue.end
            if given >= cue.start - _COMPLEMENT:  # "la subvention demandée"
                role = "request"
            elif end - cue.end > _ASKED:
                continue
            else:
                role, distance = "request", end - cue.end
        elif asking and role in _GIFTS:
            role, distance = "request", end - cue.end - asking
        elif role in _COMPLETING:
            payee = cue.end if role == PAYEE else payee
            if given < cue.start - _COMPLEMENT:
                continue
            role = _COMPLETING[role]
        elif role == CONTRACT or (role == AWARDS and contracting):
            role, contracting = "price", True
        elif role == SHARE and payee >= cue.start - _COMPLEMENT:  # "verser au syndicat la participation"
            role = "expense"
        elif role not in UNDECIDED:
            role = PLAIN.get(role, role)
        given = cue.end if cue.role in (SHARE, "grant") else given
        giving = giving or role in ("grant", "revenue") or cue.role in _GIFTS
        sort = role if role in _SORTS else sort
        guaranteed = guaranteed or role == "guarantee"
        if distance <= nearest:
            best, nearest = role, distance
    if best is None and asking:
        return "request"
    if guaranteed and _SECURED.search(folded, start, end):
        return "guarantee"
    if best == "total" and sort:
        return sort
    if best == "request" and sort == "price" and not giving:
        return "price"
    if best in _ACCOUNTED and _ACCOUNT.search(folded, max(0, start - 1), end):
        return "budget"
    return best


def _heads(folded: str, start: int, end: int) -> Iterator[Cue]:
    """The cues of a sentence, without those that only complete another: the "prix" of a "prix de cession"."""
    head: Cue | None = None
    for cue in find_cues(folded, start, end):
        if head and head.role in _GOVERNING and head.reach > 0 and _OF.fullmatch(folded, head.end, cue.start):
            head = replace(head, end=cue.end)
            continue
        if head:
            yield head
        head = cue
    if head:
        yield head
