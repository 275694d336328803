"""Tallies: the figures and names printed for and against, of those who abstain, and of those who do not vote.

A tally is a run of labels close to each other, each with a figure before it ("17 voix pour"), behind it ("Pour : 17"),
with names only ("Contre : Mme BRUN"), or with nothing ("Contre :").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extractors import patterns
from extractors.base import Passage
from extractors.french import matches_at, places_of
from extractors.votes.columns import find_columns
from extractors.votes.figures import Figure, Tally
from extractors.votes.names import find_groups, find_names, find_names_before
from extractors.votes.numbers import NUMBER, parse_number

_NOUN = r"(?:voix|votes?|suffrages?|membres?|conseillers?|elu(?:e)?s?|delegues?|personnes?|bulletins?|avis)"

# What those who are counted did: "12 conseillers votent pour", "2 se sont prononcés contre", "3 élus s'étant abstenus".
_DID = (
    r"(?:(?:s'|se\s)?(?:sont|est|etant|etaient)\s{1,2}(?:prononce(?:e|s|es)?\s{1,2})?|s'"
    r"|se\s{1,2}prononcent?\s{1,2}|(?:ont\s{1,2}|a\s{1,2})?vote(?:nt)?\s{1,2})"
)

# The labels of a tally, each with the word that it begins with: it is tried only there. "pour" is everywhere, so it must have a
# mark, a figure or "voix" beside it; what a lone "voix" counts is for: "adopté par 23 voix".
_LABELS = tuple(
    (position, word, patterns.compile(pattern + r"(?:\(s\))?(?![^\W\d])", regex.VERBOSE))
    for position, word, pattern in (
        ("for", "pour", r"pour (?<![\w'-]pour) (?: (?=\s{0,3}(?:\(s\))?\s{0,3}[:=,]) | (?=\s{1,3}\d{1,3}\b)"
                r" | (?<=(?:\d|[)]|voix|votes?|suffrages?|votent|prononcent)\s{1,3}pour) )"),
        ("for", "oui", r"oui (?<![\w'-]oui) (?: (?=\s{0,3}[:=]\s{0,3}\d) | (?=\s{1,3}\d{1,3}[\s,;/-]{1,4}non\s{1,3}\d)"
                r" | (?<=\d\s{1,3}oui)(?=[\s,;/et-]{1,8}\d{1,3}\s{1,3}non\b) )"),
        ("for", "favorable", r"favorables? (?<!\bun\s{1,3}vote\s{1,3}favorable)"
                r" (?<=(?:voix|votes?|suffrages?|\d\s{1,3}avis)\s{1,3}favorables?)"),
        ("against", "contre", r"contre (?<![\w'-]contre)"),
        ("against", "non", r"non (?<![\w'-]non)"
                r" (?: (?=\s{0,3}[:=]\s{0,3}\d) | (?<=\boui\s{1,3}\d{1,3}[\s,;/-]{1,4}non)"
                r" | (?<=\d\s{1,3}oui[\s,;/et-]{1,8}\d{1,3}\s{1,3}non) )"),
        ("against", "defavorable", r"defavorables? (?<=(?:voix|votes?|suffrages?|\d\s{1,3}avis)\s{1,3}defavorables?)"),
        ("abstain", "abs", r"abs (?: t?ens?t?ions? | tenue?s? | ten(?:ant|u) | tien(?:t|nent) (?<=s'abstien(?:t|nent))"
                r" | t? (?<![\w'-]abst?) \.? (?: (?=\s?[:=]?\s?\d) | (?<=\d\s{1,3}abst?\.?) ) )"),
        ("absent", "absent", r"absent(?:e|s|es|\(s\)|\(e\)s?)? \s+ sans \s+ (?:delegation|pouvoir|procuration) (?:\s+de\s+vote)?"),
        ("not_taking_part", "ne", r"ne\s pren(?:d|nent) \s+ (?:pas \s+)? part \s+ au \s+ vote"),
        ("not_taking_part", "ne", r"ne\s participe(?:nt)? \s+ pas \s+ au \s+ vote"),
        ("not_taking_part", "n'", r"n'(?:a|ont|ayant)\s (?:pas\s)? pris \s+ part \s+ (?:ni\sau\sdebat,?\sni\s)? au \s+ vote"),
        ("not_taking_part", "non", r"non[- ](?:participation (?:\s+ au \s+ vote)? | votants?)"),
        ("not_taking_part", "nppv", r"nppv"),
        ("not_taking_part", "refus", r"refus \s+ de \s+ vote"),
        ("plain", "voix", r"voix (?!\s{1,3}(?:pour|contre|favorable|defavorable|d'abst|deliberati|consultati|preponderant))"),
    )
)  # fmt: skip

# The figure before a label: "17 voix pour", "deux votes contre", "3 abstentions".
_BEFORE = patterns.compile(
    rf"(?<![\w.,/'-])(?P<number>{NUMBER})\s{{1,3}}(?:(?P<noun>{_NOUN})\s{{1,3}}(?:exprimees?\s{{1,2}})?)?{_DID}?$"
)

# "par 23 voix", "à l'unanimité (23 voix)", and not "une commune, une voix".
_BY = patterns.compile(
    rf"(?:(?<!\w)(?:par|avec|a|soit)\s{{1,3}}|(?<=unanimite\s{{0,3}}[(:]\s{{0,2}}))(?P<number>{NUMBER})\s{{1,3}}$"
)

# The figure behind a label: "Pour : 17", "Contre 3 voix", "Vote : Pour, 17"; not "pour 30 ans", "pour : 300 €".
_AFTER = patterns.compile(
    rf"""(?P<mark> \s{{0,4}} (?: [:=] | ,(?=\s\d{{1,3}}\s*(?:[.\n]|$|(?:voix|votes?)\s*[;.,)\n]))
        | (?<=\t) ) )? \s{{0,4}} [-]? \s{{0,2}}
        (?P<number>{NUMBER}) (?: \s{{0,3}} (?P<noun>voix|votes?|suffrages?)\b(?!\s(?:de|des|par|sur)\b) )?
        (?! \s{{0,3}} (?: [€%°] | /\d | euros? | ans? \b | mois \b | jours? \b | m2 | m² | h \b | heures? | km | ha \b | k€
           | \d{{3}}(?!\d) ) )""",
    regex.VERBOSE,
)

_MARK = patterns.compile(r"\s{0,4}[:=]")

# A figure that no mark ties to the label before it belongs to it only where the list ends or the next label follows.
_LIST_GOES_ON = patterns.compile(
    r"\s{0,4}(?:[.,;)/\n|-]|$|et\b|sur\s\d{1,3}\b|(?:voix\s+)?(?:pour|contre|abst(?:entions?)?|absents?|ne\sprend|nppv|adoptee?|approuvee?)\b)"
)

# "Votants 15 Pour 15": the figure before "pour" counts those who vote.
_COUNTED_OTHERWISE = patterns.compile(
    r"(?<!\w)(?:votants|exprimes|presents|representes|exercice|pouvoirs|procurations)\s{0,2}:?\s{0,2}$"
)

# "Pour Contre Abstention 4. Tarifs": labels without figures, and the number of what follows.
_BLANK = patterns.compile(r"(?<!\w)(?:pour|contre)\s{1,4}$")

# "par 12 voix contre 3": the figure before "contre" is for. Not "12 voix contre 3 abstentions".
_VERSUS = patterns.compile(rf"\s{{1,3}}(?P<number>{NUMBER})(?!\s{{0,3}}(?:{_NOUN}\s{{1,3}})?(?:abst|pour\b|contre\b|nul|blanc))")

# What may stand between two labels of one tally.
_GAP = patterns.compile(
    r"""(?: \W
          | \b (?: et | dont | avec | votes? | voix | suffrages? | soit | des | membres | presents | representes | resultats? | du
             | scrutin | a | par | d' | plus | moins ) \b
          | (?:blancs?|nuls?|exprimes?|votants?|presents?) (?:\s(?:et|ou)\snuls?)? \s? [:=] \s? \d{1,3} ){0,40}""",
    regex.VERBOSE,
)

# What stands before a lone "N pour" or "Contre : N" when it is a vote, close before it.
_VOTE_CONTEXT = patterns.compile(r"vot(?:e|ant)|scrutin|voix|suffrage|delibere|resultat|adopt|majorite|unanimite|au\sconseil")

# "52 % d'abstention" is an election, "deux voix pour chaque commune" a rule.
_COUNTS_OTHERS = patterns.compile(
    r"\s?%|\s(?:chaque|chacun|un|une|mille)\b|\s\d{1,3}\s(?:presents|membres|conseillers|votants|communes)"
)

# "la commission, par 5 voix pour", "avis favorable de la commission (5 pour, 2 abstentions)": nobody of ours stands between.
_BY_OTHERS = patterns.compile(
    r"""(?<!\w) (?: commission (?!\spermanente) | comite \s (?:technique|social|consultatif) | cao | clect | jury ) (?!\w)
        (?: (?!conseil|assemblee|comite|delib) [^.;\n] ){0,90} (?: [(] | ,? \s (?:par|avec|a) ) \s{0,3} $""",
    regex.VERBOSE,
)

# Where a list of groups begins without a parenthesis: "Pour : le groupe Alpha, le groupe Bêta".
_GROUPS_FOLLOW = patterns.compile(r"[\s:,-]{1,4}(?=(?:l[ae]s?\s|les\s)?(?:groupes?|majorite|opposition|non[- ]inscrits?)\b)")

# What people do who vote against, or abstain: "votent contre", "a voté contre", "s'abstient", "s'étant abstenue".
_VERB = patterns.compile(
    r"""(?<!\w) (?: (?:vote(?:nt)? | (?:a|ont|ayant)\svote | votant) \s contre
        | s'abst(?:ien(?:t|nent)|enant) | (?:s'est | se\ssont | s'etant) \s abstenu?e?s? ) $""",
    regex.VERBOSE,
)
_TOLD_REACH = 240

# What these people did instead of voting so: "18 voix pour, Mme NOIR s'étant abstenue", "(M. BRUN votant contre)".
_DOES = patterns.compile(r"\s{0,3},?\s{0,3}(?:s'|se\s|ne\s|n'|vot|ayant|etant|sort|quitt|n'ayant)")
_ANOTHER_VOTE = patterns.compile(r"s'abst|s'etant\sabst|votant|vote(?:nt)?\scontre|ne\spren|n'ayant|ne\sparticip")

_PARENTHESIS = patterns.compile(r"\s{0,3}\((?P<inside>[^()]{0,600}(?:\([^()]{0,60}\)[^()]{0,200}){0,40})\)")

# "Contre : M. BRUN", "2 abstentions, Mme NOIR et M. BLANC", "une abstention de Mme NOIR".
_LEAD = patterns.compile(
    r"\s{0,3}[,:-](?:\s{0,3}celles?\s{1,3}de(?=\s))?|\s{1,3}de(?=\s{1,3}(?:mm?\.|mmes?\b|messieurs\b|mesdames\b|monsieur\b|madame\b))"
)

_END_OF_GROUPS = patterns.compile(r"[\n.]|\s(?:Contre|Abstention|Pour|Absent)")

#: How far the names under a position may reach.
_REACH = 1500


def find_tallies(passage: Passage) -> Iterator[Tally]:
    """Yield the tallies of a passage, in reading order.

    >>> (tally,) = find_tallies(Passage("Le projet est adopté par quinze voix pour, 2 contre (MM. BRUN et NOIR) et 1 abstention."))
    >>> [(f.position, f.value, len(f.names)) for f in tally.figures]
    [('for', 15, 0), ('against', 2, 2), ('abstain', 1, 0)]
    """
    columns = list(find_columns(passage))
    yield from sorted([*columns, *_runs(passage, columns)], key=lambda tally: tally.start)


def _runs(passage: Passage, columns: list[Tally]) -> Iterator[Tally]:
    """The tallies of labels that have their figures beside them."""
    run: list[Figure] = []
    for figure in _figures(passage):
        if any(table.start < figure.end and figure.start < table.end for table in columns):
            continue
        if run and (figure.position in {f.position for f in run} or not _is_near(passage, run, figure.start)):
            yield from _checked(passage, run)
            run = []
        run.append(figure)
    yield from _checked(passage, run)


def _is_near(passage: Passage, run: list[Figure], start: int) -> bool:
    """Whether a figure at ``start`` belongs to the run before it: nothing but signs between, or the same parenthesis around."""
    folded, end = passage.folded, run[-1].end
    if start - end > 120:
        return False
    opened = folded.rfind("(", max(0, run[0].start - 30), run[0].start)
    in_parenthesis = opened >= 0 and ")" not in folded[opened : run[0].start] and ")" not in folded[end:start]
    return in_parenthesis or _GAP.fullmatch(folded, end, start) is not None


def _figures(passage: Passage) -> Iterator[Figure]:
    """Every label that has a figure, names or a mark beside it."""
    at = 0
    for label, position in sorted(_labels(passage.folded), key=lambda found: found[0].start()):
        if label.start() >= at:
            for figure in _figures_of(passage, label, position, at):
                yield figure
                at = figure.end


def _labels(folded: str) -> Iterator[tuple[regex.Match[str], str]]:
    for position, word, pattern in _LABELS:
        for label in matches_at(pattern, places_of((word,), folded), folded):
            yield label, position


def _figures_of(passage: Passage, label: regex.Match[str], position: str, at: int) -> Iterable[Figure]:
    """The figure of one label; two for "12 voix contre 3"."""
    folded = passage.folded
    floor = max(at, label.start() - 60)
    before = (_BY if position == "plain" else _BEFORE).search(folded, floor, label.start())
    if position == "plain":
        return [_figure(passage, "for", before["number"], before.start(), label.end(), "noun")] if before else []
    if before and not before["noun"] and _COUNTED_OTHERWISE.search(folded, max(0, before.start() - 24), before.start()):
        before = None
    after = _AFTER.match(folded, label.end())
    if position == "against" and before and before["noun"] and (versus := _VERSUS.match(folded, label.end())):
        first = _figure(passage, "for", before["number"], before.start(), label.start(), "noun")
        return [first, _figure(passage, "against", versus["number"], label.start(), versus.end(), "noun")]
    blank = _BLANK.search(folded, max(at, label.start() - 12), label.start())
    if after and (after["mark"] or (not (before or blank) and _goes_on(folded, after.end(), position))):
        sign = "mark" if after["mark"] else "bare"
        return [_figure(passage, position, after["number"], label.start(), after.end(), sign)]
    if before:
        sign = "noun" if before["noun"] else "bare"
        return [_figure(passage, position, before["number"], before.start(), label.end(), sign)]
    if mark := _MARK.match(folded, label.end()):
        return [_figure(passage, position, None, label.start(), mark.end(), "mark")]
    return _told(passage, label, position, at)


def _goes_on(folded: str, end: int, position: str) -> bool:
    """Whether the list of figures ends or goes on behind a figure; who voted so may follow in brackets."""
    return _LIST_GOES_ON.match(folded, end) is not None or (position != "for" and folded[end : end + 2] == " (")


def _told(passage: Passage, label: regex.Match[str], position: str, at: int) -> Iterable[Figure]:
    """Those of whom a sentence says how they voted: "M. BRUN et Mme NOIR votent contre", "Mme BLANC s'abstenant"."""
    verb = _VERB.search(passage.folded, max(at, label.start() - 24), label.end()) if position in ("against", "abstain") else None
    names = find_names_before(passage.text, max(at, verb.start() - _TOLD_REACH), verb.start()) if verb else []
    if not names:
        return []
    return [Figure(position, len(names), printed=False, start=names[0][0], end=label.end(), names=tuple(names), sign="told")]


def _figure(passage: Passage, position: str, number: str | None, start: int, end: int, sign: str) -> Figure:
    """A figure with the persons or groups named behind it."""
    printed = parse_number(number) if number else None
    names, groups, reach = _named(passage, end, printed)
    value = (len(names) or None) if printed is None else printed
    if number and len(names) > (value or 0):  # the line after a full list begins with somebody else
        names = names[:value]
        reach = names[-1][1] if names and not passage.text[end:reach].rstrip().endswith(")") else reach
    return Figure(position, value, number is not None, start, max(end, reach), names, groups, sign)


_Places = tuple[tuple[int, int], ...]


def _named(passage: Passage, end: int, printed: int | None) -> tuple[_Places, _Places, int]:
    """The persons and the groups named behind a position, and where they end; ``printed`` is the figure that stands there."""
    text, bare = passage.text, printed is None
    inside = _PARENTHESIS.match(text, end)
    if inside and not _ANOTHER_VOTE.search(passage.folded, *inside.span("inside")):
        start, stop = inside.span("inside")
        groups = _shifted(find_groups(text[start:stop]), start)
        names = () if groups else _shifted(find_names(text[start:stop]), start)
        return names, groups, inside.end()
    if follow := _GROUPS_FOLLOW.match(passage.folded, end - bare):
        line_end = _end_of_line(text, follow.end())
        groups = _shifted(find_groups(text[follow.end() : line_end]), follow.end())
        return (), groups, groups[-1][1] if groups else end
    lead = _LEAD.match(passage.folded, end)
    if not lead and not bare:  # the next line begins with somebody who speaks
        return (), (), end
    start = lead.end() if lead else end
    names = _shifted(find_names(text[start : start + _REACH], led_by_title=True), start)
    if not names and printed and text[end:start].strip() == ":":
        names = _untitled(text, start, printed)
    if names and _DOES.match(passage.folded, names[-1][1]):
        return (), (), end
    return names, (), names[-1][1] if names else end


def _untitled(text: str, start: int, count: int) -> _Places:
    """Names in full without a civil title: as many as were counted, or it is something else that follows."""
    names = _shifted(find_names(text[start : start + _REACH]), start)
    return names if len(names) == count and all(len(text[low:high].split()) > 1 for low, high in names) else ()


def _end_of_line(text: str, start: int) -> int:
    stop = _END_OF_GROUPS.search(text, start, start + 400)
    return stop.start() if stop else min(len(text), start + 400)


def _shifted(places: list[tuple[int, int]], by: int) -> _Places:
    return tuple((start + by, end + by) for start, end in places)


def _checked(passage: Passage, run: list[Figure]) -> Iterator[Tally]:
    """The tally that a run of figures makes, if it is one: a lone figure must show that it counts votes."""
    counted = [f for f in run if f.value is not None or f.groups]
    voting = [f for f in counted if f.position in ("for", "against", "abstain")]
    if not voting or _BY_OTHERS.search(passage.folded, max(0, run[0].start - 130), run[0].start):
        return
    if len(voting) >= 2 or (_shows_a_vote(passage, voting[0], alone=len(run) == 1)):
        yield Tally(tuple(run))


def _shows_a_vote(passage: Passage, figure: Figure, *, alone: bool) -> bool:
    """Whether a lone figure counts votes: "2 abstentions" does, "14 pour" does on a line of its own or behind "Vote :"."""
    folded = passage.folded
    if _COUNTS_OTHERS.match(folded, figure.end):
        return False
    if not alone or figure.names or figure.groups or figure.position == "abstain":
        return True
    if _VOTE_CONTEXT.search(folded, max(0, figure.start - 60), figure.start) or figure.sign == "noun":
        return True
    return _stands_alone(folded, figure.start, figure.end)


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line, or in the cell of a table, or between two numbered items."""
    before = folded[max(0, start - 8) : start].rstrip(" -•*")
    after = folded[end : end + 3].lstrip(" ")
    return (not before or before[-1] in "\n\t:€") and (not after or after[0] in "\n\t." or after[0].isdigit())
