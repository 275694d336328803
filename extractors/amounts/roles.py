"""What a sum is for, from the words around it.

The decision is an ordered one; the first that answers goes:

1. in a table, what the titles, the row and the line above it say (:mod:`extractors.amounts.titles`);
2. the words right beside the sum: "jusqu'à", "par élève", "d'emprunt";
3. the nearest cue of its own sentence (:mod:`extractors.amounts.cues`), where what announces a list goes before a weak one;
4. in a plan of financing, who is named on its line (:mod:`extractors.amounts.plans`);
5. what the act is about (:mod:`extractors.amounts.topics`);
6. a printed tax: what is bought has one;
7. the sentence before, and the sum before.

Where nothing answers, the role is ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors import patterns
from extractors.amounts.cues import AWARDS, DEPOSIT, find_cues
from extractors.amounts.plans import is_planned, role_in_plan, role_of_payer
from extractors.amounts.reckoning import LONGEST_RUN, RUN, adds_up, is_base, is_product, is_sum_said
from extractors.amounts.sentences import BREAK, UNDECIDED, announced_role, nearest_role
from extractors.amounts.sums import Sum, find_sums
from extractors.amounts.titles import find_total_rows, role_around_table, role_in_table
from extractors.amounts.topics import find_topics, topic_at
from extractors.base import Passage

#: How far the words that belong to a sum reach: in its own sentence, and behind it.
_BEFORE, _BEHIND = 240, 70

#: Cues behind a sum, in order of strength: "30 € par élève", "10 000 € maximum", "256 000 € d'emprunts".
_BEHIND_CUES: tuple[tuple[str, str], ...] = (
    ("cap", r"(?:au |a titre )?(?:maxim|minim|maxi\b|mini\b)"),
    (
        "price",
        r"brut\b|(?:nets?\s)?/\s?(?!an\b)\w|(?:nets?\s)?par\s+(?!an\b|la\b|le\b|les\b|des?\b|l')\w+"
        r"|(?:du|le)\s+(?:m2|m3|m²|m³|ml|km|kg|kwh|metre|repas|mois)\b"
        r"|l'(?:unite|heure|emplacement|entree|are|hectare)|la\s+(?:place|journee|demi|nuit|nuitee|part|tonne|seance|semaine)\b"
        r"|de\s+l'heure|symbolique|(?:par|selon)\s+(?:le\s+service\s+(?:des\s+|du\s+)|les\s+|france\s+)?domaines?\b|pour\s+(?:les?|un|une|chaque)\s+(?:enfant|adulte|repas|ecolier|personne|famille|foyer)",
    ),
    ("loan", r"(?:d'emprunt|de\s+(?:prets?|credits?\s+garantis?|credit)\b|empruntes)"),
    ("guarantee", r"(?:de\s+(?:garanti|caution)|garanti)"),
    ("other", r"(?:d'economie|de\s+(?:perte|fonds propres)|(?:de|d')\s?(?:deficit|excedent|affectation))"),
    ("expense", r"(?:(?:sont|seront|est|sera)\s+)(?:preleve|impute|pris|paye)"),
    (
        "budget",
        r"de\s+credits\b|en\s+section\s+(?:de\s|d')|(?:(?:sont|seront|est|sera)\s+)(?:prevu|inscrit|ouvert)|\([^)]{0,60}(?:chapitre|compte|article)\s\d",
    ),
    ("budget", r"(?:ttc\b|ht\b)?[\s:–-]{0,4}(?:article|chapitre|compte|imputation|nature)\s\d{2,6}(?![\d-]|\s?er\b)"),
    ("total", r"au total\b"),
    ("request", r"(?:(?:ont|est|sont|a|avait|avaient|etait)\s+(?:donc\s+)?)?(?:ete\s+)?(?:demandee?s?\b(?!\s+d)|sollicitee?s?\b)"),
    (
        "revenue",
        r"(?:(?:ont|sont|est|a)\s+)?(?:ete\s+)?(?:collect|percu|obtenu|encaiss|accordes)"
        r"|(?:a|ont|est|sont)\s+(?:ete\s+)?(?:attribue|alloue|verse|octroye|accorde)e?s?\s+par\s+l(?:[ea]\s+|')"
        r"(?!commune|ville|conseil\s+municipal|communaute|collectivite)",
    ),
    ("grant", r"le\s+montant\s+de\s+la\s+subvention|(?:(?:sont|seront|est|sera)\s+)?(?:ete\s+)?(?:attribue|alloue|verse|octroye)"),
)

_BEHIND_CUE = patterns.compile(
    r"\s*+(?:(?:ht|ttc)\b|\(|,)?\s*+(?:" + "|".join(f"(?P<{role}>{pattern})" for role, pattern in _BEHIND_CUES) + ")"
)
_LIMIT = patterns.compile(
    r"(?:jusqu'a|dans la limite de|plafonne\w* a|(?:maximum|minimum|plafond|seuil) de|au (?:plus|moins)|(?:infer|super)ieure?s? a"
    r"|depass\w+"
    r"|exced\w+)\s{1,3}\Z"
)
_TIMES = patterns.compile(r"\d?\s[x×*]\s?\Z")
_TOTAL = patterns.compile(r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b|\W{0,4}montant total")

#: The label of a total right in front of it, also within a line that a table was poured into: "Emprunts TOTAUX 3 250 €".
_TOTAL_LABEL = patterns.compile(
    r"(?:\btotaux|(?:^|[\n€%:;.|/)-]|\bsous)[ -]{0,3}\btotal)(?:\s(?:general|ht|ttc|euros|en\s€))?\s{0,3}[:=]?\s{0,3}\Z"
)

#: Who is paid for work, and how that is said; a sum with its tax beside it is what that costs.
_FIRM = patterns.compile(
    r"\b(?:entreprises?|societes?|sarl|sasu?|eurl|ets|etablissements?|cabinet|bureau\s+d'etudes?|atelier|architectes?|offres?|devis"
    r"|propositions?\s+(?:financiere|commerciale|de\s+(?:prix|la\s+societe|l'entreprise)))\b"
)
_OF_FIRM = ("expense", "request")

#: What is expected of works, and what is asked of others, is no price.
_NO_PRICE = patterns.compile(r"\b(?:estim|evalu|previsionnel|subvention|aides?\b|fonds\b|detr\b|dsil\b|plan\s+de\s+financement)")
_SENTENCE_END = patterns.compile(r"(?r)(?<=[\w)\"€]{2})[.!?]\s")
_FIRM_REACH = 400

#: An item of a list takes the role that the list was announced with, unless its own words name one that is stronger.
_ITEM = patterns.compile(r"[-•*●▪✓✔➢➤►❖⇒]")
_YIELDING = (None, "budget", "expense", "grant")

#: What is paid without being a gift, and what a plan of financing has its own names for.
_PAID = ("price", "advance", "balance", "instalment", "loan", "revenue", "budget")
_GIVEN = ("grant", "expense")
_OPEN = (None, "expense", "total")

#: The same sum in other words, or the one that it takes the place of: "100 € HT, soit 120 € TTC", "5 € au lieu de 4 €".
_SAME = patterns.compile(r"\b(?:soit|ou|puis|au lieu de?s?|contre)(?:\s(?:\w{2,5}|\w{2,20}ment))?\s{1,3}\Z")

#: A line of a list: "Comité des fêtes : 500 €".
_LISTED = patterns.compile(r"\n[^\n:]{2,90}:\s{0,3}\Z")

#: "participation 47 €": what each of those who come pays.
_SHARE_OF = patterns.compile(r"\bparticipation ?:? ?\Z")

#: What is built for a sum with its tax, and not bought.
_WORKS = patterns.compile(r"\b(?:projet|operation)\b")

#: A sum with its tax.
_TAXED = patterns.compile(r"\s{0,3}\(?(?:h\.?\s?t\b|t\.?\s?[ti]\.?\s?c\b|hors\s+taxes?\b|nets?\b)")

#: "un total de 900 €, dont 600 € pour la cantine": a part is no total.
_PART_OF = patterns.compile(r"\bdont\s{1,3}\Z")

_WITH_TAX = patterns.compile(r"\s{0,3}\(?t\.?\s?[ti]\.?\s?c\b")

#: Two sums this near are one row of figures: "TOTAUX 3 250 € 3 900 €".
_ADJACENT = 8

#: What may be the total of what stands before it, and what may be the base of the share behind it.
_ADDABLE = ("expense", "revenue", "other", "budget", "request", "price")
_SHARED = ("request", "revenue", "grant")

#: Further than one line of a list, and behind the end of a sentence, a sum shares nothing with the one before.
_LINE = 90

#: What the vote of a budget holds on both of its sides.
_BUDGETED = ("expense", "revenue")

#: What the lines of a budget are called after, and how far such a name reaches where no colon ends it; words that lead on to
#: a sum make a sentence of it.
_LABELLED = ("price", "grant", "request", "instalment", "other")
_LABEL, _HEADED = 90, 400
_LEADING_ON = patterns.compile(r"[.;]\s|\b(?:de|d'|a|soit|est|sont|pour|entre|et|par|environ)\s{0,3}\Z")

#: The topics that hold for every sum of an act; others only for its lists: much is told around a grant or a request.
_BROAD = ("price", "budget", "loan", "guarantee")


def find_roles(passage: Passage) -> Iterator[str]:
    """Yield the role of each of the passage's sums, in order; one that nothing names shares the role of the one before it.

    >>> list(find_roles(Passage("un loyer de 80 €, une avance de 100 € et une garantie de 50 €")))
    ['price', 'advance', 'guarantee']
    """
    sums = passage.find(find_sums)
    if not sums:
        return
    folded = passage.folded
    floor, last, listed = 0, "other", "other"
    topics = passage.find(find_topics)
    totals = set(passage.find(find_total_rows))
    run = list[Sum]()
    for found, following in zip(sums, (*sums[1:], None), strict=True):
        topic = topic_at(topics, found.start)
        run = run[-LONGEST_RUN:] if found.start - floor <= RUN else []
        role = _in_table(passage, found, topic, totals) if found.cell else None
        told = None if role else _beside(folded, found.start, found.end)
        if role is None:
            beside = folded[floor : found.start] if found.start - floor <= _ADJACENT else "("
            carried = (
                listed
                if ("(" in beside or _PART_OF.search(beside))
                and not _SAME.search(folded, max(floor, found.start - 45), found.start)
                else last
            )
            role = _reckoned(folded, found, run, _outside_tables(passage, found, floor, carried, topic, told))
        if topic == "budget" and (role in _BUDGETED or _names_line(folded, floor, found.start, role)):
            role = "budget"
        shared = following is not None and role in _SHARED and is_base(folded, found, following)
        yield "other" if shared else role
        floor, last = found.end, role
        listed = listed if told or role == "total" else role
        run.append(found)


def _outside_tables(passage: Passage, found: Sum, floor: int, carried: str, topic: str, told: str | None) -> str:
    """The role of a sum that no title of a table tells: that of :func:`role_in_text`, unless it is what a firm asks."""
    role = role_in_text(passage, found, floor, carried, topic, told)
    if role in _OF_FIRM and _is_of_firm(passage.folded, found):
        return "price"
    return topic if role == "other" and found.cell else role


def _reckoned(folded: str, found: Sum, run: list[Sum], role: str) -> str:
    """The same role, or ``total`` where the sums just before add up to this one, or it is one of them so many times."""
    if not run or (role == "price" and _WITH_TAX.match(folded, found.end)):  # a sum without tax and its tax are one price
        return role
    added = role in _ADDABLE and adds_up(found.value, [earlier.value for earlier in run])
    return "total" if added or is_sum_said(folded, found, run) or is_product(folded, found, run[-1]) else role


def _in_table(passage: Passage, found: Sum, topic: str, totals: set[int]) -> str | None:
    if found.cell is None:
        return None
    if found.cell.row.start in totals:
        return "total"
    planned = is_planned(passage, found.start)
    role = role_in_table(found.cell) or (topic if topic == "price" else None)
    role = role or role_around_table(passage.folded, found.cell, planned=planned)
    return role or (topic if topic in _BROAD else None)


def _is_of_firm(folded: str, found: Sum) -> bool:
    """Whether a sum with its tax stands in a sentence, or in a list that a sentence announces, which speaks of a firm."""
    if not _TAXED.match(folded, found.end):
        return False
    since = max(0, found.start - _FIRM_REACH)
    end = _SENTENCE_END.search(folded, since, found.start)
    firm = _FIRM.search(folded, end.end() if end else since, found.start)
    return firm is not None and not _NO_PRICE.search(folded, end.end() if end else since, found.start)


def role_in_text(passage: Passage, found: Sum, floor: int, carried: str, topic: str, told: str | None = None) -> str:
    """The role that the words in front of a sum give it.

    Args:
        passage: the text.
        found: the sum.
        floor: where the sum before it ends.
        carried: the role of that sum.
        topic: the role that the act's title gives, or ``other``.
        told: what the words right beside it say, if anything.
    """
    folded, start = passage.folded, found.start
    since = max(0, start - _BEFORE, floor)
    breaks = list(BREAK.finditer(folded, since, start))
    sentence = breaks[-1].end() if breaks else since
    if told and told != "grant":
        return told
    if _TOTAL.match(folded, sentence) and not told:
        return "total"
    item = bool(breaks) and _ITEM.search(breaks[-1][0]) is not None
    named = _decided(nearest_role(folded, sentence, start), passage, found, topic)
    if told:  # "un loyer de 80 € est versé"
        return named if named in _PAID else told
    if named in _GIVEN and folded[:start].rstrip(" ").endswith(":") and is_planned(passage, start):
        named = role_in_plan(folded[max(sentence, folded.rfind("\n", 0, start) + 1) : start]) or named
    elif named in _OPEN and is_planned(passage, start):
        named = role_of_payer(folded, max(floor, sentence), start) or named
    if named in _YIELDING and item:
        announced = announced_role(folded, start, sentence)
        if announced in ("request", "cap") or (announced and named != "grant"):
            return announced
    if topic != "other" and named in (None, "other", "budget") and _is_listed(folded, start, floor):
        return topic
    if breaks or since != floor or not floor:
        named = named or _told_elsewhere(passage, found, sentence, topic)
    told = named or _decided(nearest_role(folded, since, sentence), passage, found, topic)
    if told == DEPOSIT:  # in a list of prices it is one of them
        return "price" if carried == "price" else "other"
    return told or (carried if not breaks or item or start - floor < _LINE else "other")


def _decided(role: str | None, passage: Passage, found: Sum, topic: str) -> str | None:
    """The same role, with what a share and an award are: given, unless the act sells or the sum has a tax.

    A share is the price of what the act sells ("participation : 12 €"); works are "attribués" to a firm for a sum with tax.
    """
    if role not in UNDECIDED:
        return role
    folded, start = passage.folded, found.start
    if role == AWARDS:
        return "price" if _TAXED.match(folded, found.end) else "grant"
    return "price" if topic == "price" or _SHARE_OF.search(folded, max(0, start - 20), start) else "grant"


def _told_elsewhere(passage: Passage, found: Sum, sentence: int, topic: str) -> str | None:
    """The role of a sum whose own sentence names none, by its plan of financing, the act's topic or its tax."""
    if is_planned(passage, found.start) and (role := role_in_plan(passage.folded[sentence : found.start])):
        return role
    if topic in _BROAD:
        return topic
    if not _TAXED.match(passage.folded, found.end):
        return None
    return "expense" if _WORKS.search(passage.folded, max(sentence, found.start - _BEFORE), found.start) else "price"


def _names_line(folded: str, floor: int, start: int, role: str) -> bool:
    """Whether a sum in a budget stands behind the name of a line, and not in a sentence: "Achat de matériel : 500 €".

    Under a heading that speaks of subsidies they stay grants.
    """
    if role not in _LABELLED or (role == "grant" and "subvention" in folded[max(0, start - _HEADED) : start]):
        return False
    if folded[max(floor, start - 4) : start].rstrip()[-1:] == ":":
        return True
    return start - floor <= _LABEL and not _LEADING_ON.search(folded, floor, start)


def _is_listed(folded: str, start: int, floor: int) -> bool:
    """Whether a sum stands behind a name at the head of its line, and nothing there says what it is."""
    line = _LISTED.search(folded, max(floor, start - 100), start)
    return line is not None and not any(True for _ in find_cues(folded, line.start(), start))


def _beside(folded: str, start: int, end: int) -> str | None:
    """The role that the words at both sides of a sum give it: "jusqu'à", "par élève", "maximum"."""
    if _LIMIT.search(folded, max(0, start - 30), start):
        return "cap"
    if _TIMES.search(folded, max(0, start - 5), start):
        return "price"
    if _TOTAL_LABEL.search(folded, max(0, start - 30), start):
        return "total"
    match = _BEHIND_CUE.match(folded, end, end + _BEHIND)
    return match.lastgroup if match else None
