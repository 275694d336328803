"""What an act awards, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex
from stdnum.fr import siret

from extractors import patterns
from extractors.amounts.roles import find_roles
from extractors.amounts.sums import Sum, find_sums
from extractors.base import Extractor, Mention, Passage, column
from extractors.beneficiaries import beneficiary_by_model, beneficiary_of, clause_at
from extractors.french import GAP, fold
from extractors.tables import Row

#: Only these decide; a report proposes, and a convention repeats.
_DECIDING = ("deliberation", "order")

#: In the frame of minutes most is told; what is decided there says so: "le conseil décide de verser".
_DECIDED = patterns.compile(r"\bdecid(?:e|ent)\s[^.;:€]{0,160}\Z")

#: Titles of the column that names who is given something, and of the one that says what for.
_WHO = patterns.compile(
    r"\b(?:associations?|beneficiaires?|structures?|organismes?|denomination|tiers|clubs?|attributaires?|demandeurs?|porteurs?"
    r"|communes?|noms?(?! du))\b"
)
_WHY = patterns.compile(r"\b(?:objets?|projets?|motifs?|actions?|intitules?|manifestations?)\b")
_SIRET_TITLE = patterns.compile(r"\bsiret\b")

#: What announces a list of beneficiaries: one grant broken down by purpose is none.
_BENEFICIARIES = patterns.compile(r"\b(?:associations|beneficiaires|clubs|organismes|structures|subventions|aides)\b")

#: Titles of columns whose sum was not awarded by this act.
_NOT_NOW = patterns.compile(
    r"\b(?:n-1|pour memoire|rappel|demand\w+|sollicit\w+|accor\s?d\w* (?:en )?20\d\d|precedent\w*|ancien\w*|budgets?|couts?)\b"
)
_FINAL = patterns.compile(r"\b(?:vot\w+|attribu\w+|allou\w+|accord\w+|retenu\w*|decid\w+|report\w+|propos\w+)\b")

#: Words that award, near the sum: "décide d'attribuer", "alloue", "est accordée", "percevra".
_AWARD = patterns.compile(
    rf"""\b(?:
        attribuer | allouer | accorder | octroyer | verser | apporter | (?: attribue | alloue | accorde | octroie | verse )(?:nt)?\b
      | attribution\b | versement\b | (?: attribue | alloue | accorde | octroye | verse | apporte )e?s?\b
      | percevr\w+ | fixe{GAP}le{GAP}montant | fixe{GAP}la{GAP}subvention
      | (?: approuve | adopte | vote )(?:nt)?{GAP}(?:la|une|cette){GAP}(?:subvention|aide)\b | d'aider
      | est{GAP}fixee?{GAP}a | faire{GAP}(?:un{GAP})?don\b | soutien{GAP}financier | reconduire | renouvele[rz]? | renouvelle
    )""",
    regex.VERBOSE,
)

#: What shows that somebody else gives, that it was given before, or that another act decides.
_ELSEWHERE = patterns.compile(
    rf"\b(?:a|ont){GAP}(?:attribue|accorde|alloue|octroye|verse)\b|\b(?:accordee?s?|attribuee?s?|versee?s?|allouee?s?){GAP}par\b|\bdeja\b|\bl'an{GAP}(?:passe|dernier)"
    rf"|\ben{GAP}20\d\d,?{GAP}(?:avait|a{GAP}ete)"
    rf"|\bavai(?:t|ent)\b|\brappel\w*\b|demandera|n'accorde|\bnotifi|\binformee?\b|\bne{GAP}pas{GAP}(?:attribuer|allouer|accorder|octroyer|verser)\b"
)
_OTHER_ACT = patterns.compile(rf"[^.;]{{0,40}}\bfait{GAP}l'objet{GAP}d'une{GAP}(?:autre{GAP})?deliberation")
_REACH = 260

#: "- Comité des fêtes : 500 €", alone on its line.
_LINE = patterns.compile(r"\n[ \t]*(?:[-•*✓✔➢➤►–][ \t]*)?(?P<name>\p{L}[^\n:;\t€]{1,80}?)[ \t]*:[ \t]*\Z")
#: "Harmonie 1 500 €", "2 Club des aînés 300 €": a name between two sums of a list without colons.
_BETWEEN = patterns.compile(r"[\s,;.|]{0,4}(?:\d{1,3}\s{1,2}|[-•*✓✔➢➤►–]\s?)?(?P<name>\p{L}[^\n\t€:;]{1,60}?)\s{0,3}:?\s{0,3}\Z")
_FIRST = patterns.compile(
    r"(?:\n|:|\bmontants?(?:\s\(?(?:en\s)?(?:€|euros)\)?)?|\s[-•*✓✔➢➤►–]\s)\s{0,3}(?:\d{1,3}\s{1,2}|[-•*✓✔➢➤►–]\s?)?"
    r"(?P<name>\p{L}[^\n\t€:;]{1,60}?)\s{0,3}:?\s{0,3}\Z"
)
_NO_ITEM = patterns.compile(
    r"\b(?:est|sont|soit|pour|d'un|d'une|puis|et d[e']|ttc|ht|euros|par|dont|contre|voix|prix|cout|annee|tranche|solde|acompte"
    r"|montant|subvention|dans|avec|sur|une?|il|elle|que|qui|article|chapitre|aussi|propos\w+|prend|evoque|valide|demande|precise"
    r"|indique|rappelle|ajoute|felicite|souhaite)\b"
)

_LINE_END = patterns.compile(r"[ \t]*[.;,]?[ \t]*(?:\n|\Z)")
_SENTENCE = patterns.compile(r"(?<=[\w)»€]{2})[.;]\s|\n\s{0,3}[-•*]\s|\n\s*\n|\s[-•✓✔➢➤►]\s(?=[\w«])")

#: "pour son festival", "au titre de l'action", up to the end of the clause; a year or a count is no purpose.
_PURPOSE = patterns.compile(
    rf"[^.;:]{{0,140}}?\b(?P<purpose>(?:pour(?!{GAP}(?:\d|l'annee|l'exercice))|afin{GAP}d|au{GAP}titre{GAP}d|en{GAP}vue{GAP}d|destinee?s?{GAP}a"
    rf"|dans{GAP}le{GAP}cadre)[^;:.]{{4,160}}?)(?=[;:.]|,\s|\n\s*\n|\Z)"
)
_LONG_WORD = patterns.compile(r"\w{3,}")
_SIRET = patterns.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{5}(?!\d)")

#: Words that rows of a total or of the bodies that pay hold in the place of a name.
_NOBODY = patterns.compile(
    r"\W{0,4}(?:sous[ -]?)?tota(?:l|ux)\b|montant\b|reste\b|autofinancement|subventions?\b|depenses?\b|recettes?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Mention):
    """The final sum that one beneficiary is awarded by this act."""

    beneficiary: str | None = column("bénéficiaire, sans sa forme juridique")
    beneficiary_siret: str | None = column("son SIRET, quand il est imprimé")
    value: Decimal = column("montant attribué, en euros", digits=(18, 2))
    purpose: str | None = column("objet de la subvention")


def find_grants(passage: Passage) -> Iterator[Grant]:
    """Yield the grants of a passage, in reading order; a request to another funder is none.

    >>> text = "DECIDE d'attribuer une subvention de 1 500 € à l'association Les Lilas pour son festival."
    >>> [(g.beneficiary, str(g.value)) for g in find_grants(Passage(text, kind="deliberation"))]
    [('Les Lilas', '1500')]
    """
    if passage.kind not in (*_DECIDING, "minutes"):
        return
    sums = passage.find(find_sums)
    roles = passage.find(find_roles)
    if passage.kind == "minutes":
        decided = [grant for grant in _in_sentences(passage, sums, roles) if _is_decided(passage, grant)]
        kept = [_with_name(passage, grant, sums) for grant in _without_repeats([], decided)]
        yield from sorted((grant for grant in kept if grant.beneficiary), key=lambda grant: grant.start)
        return
    listed = list(_summed(passage, _in_tables(passage, sums, roles), sums, roles))
    listed += _in_lines(passage, sums, roles)
    found = {grant.start for grant in listed}
    listed += (grant for grant in _in_runs(passage, sums, roles) if grant.start not in found)
    kept = [_with_name(passage, grant, sums) for grant in _without_repeats(listed, _in_sentences(passage, sums, roles))]
    yield from sorted(kept, key=lambda grant: grant.start)


def _is_decided(passage: Passage, grant: Grant) -> bool:
    return bool(_DECIDED.search(passage.folded, max(0, grant.start - 200), grant.start))


def _with_name(passage: Passage, grant: Grant, sums: tuple[Sum, ...]) -> Grant:
    """The grant; where no pattern tells its beneficiary, with the one that the user's model names beside this sum and no other."""
    name = None if grant.beneficiary else beneficiary_by_model(passage, grant.start, grant.end)
    if not name:
        return grant
    since, until = clause_at(passage, grant.start, grant.end)
    if any(since <= found.start < until and found.value != grant.value for found in sums):
        return grant
    return replace(grant, beneficiary=name, rule="model")


def _in_tables(passage: Passage, sums: tuple[Sum, ...], roles: tuple[str, ...]) -> Iterator[Grant]:
    """One grant for each row that names a beneficiary: the last of its sums that this act may have awarded."""
    rows = dict[Row, Sum]()
    for found, role in zip(sums, roles, strict=True):
        if not found.cell or role != "grant" or found.is_rate or not found.value:
            continue
        title = found.cell.row.folded_titles[found.cell.column]
        if _NOT_NOW.search(title):
            continue
        earlier = rows.get(found.cell.row)
        if (
            earlier
            and earlier.cell
            and _FINAL.search(earlier.cell.row.folded_titles[earlier.cell.column])
            and not _FINAL.search(title)
        ):
            continue
        rows[found.cell.row] = found
    above = ""
    for row, found in rows.items():
        # A cell left empty under the name of the row above is that name, printed once for several lines.
        titled = any(_WHO.search(title) for title in row.folded_titles)
        who = _column(row, _WHO) or (above if titled and not row.cells[0].text else "")
        above = who
        name = who or (_listed(passage, found, row) if found.cell else "")
        if not name or _NOBODY.match(fold(name)):
            continue
        yield Grant(
            **passage.at(found.start, found.end),
            rule="table",
            confidence=0.9 if who else 0.8,
            beneficiary=" ".join(name.split()),
            beneficiary_siret=_siret_of(row),
            value=found.value,
            purpose=" ".join(_column(row, _WHY).split()) or None,
        )


def _listed(passage: Passage, found: Sum, row: Row) -> str:
    """The name in a list of two columns without titles, where the words above it say that its lines are beneficiaries."""
    if (
        not found.cell
        or len(row.cells) != 2
        or not _BENEFICIARIES.search(passage.folded, max(0, found.cell.table.start - _REACH), found.start)
    ):
        return ""
    return row.words_before(found.cell.column)


def _column(row: Row, title: regex.Pattern[str]) -> str:
    """The first cell with words in it under a title that fits."""
    cells = zip(row.cells, row.folded_titles, strict=True)
    return next((c.text for c, t in cells if c.text and not c.is_quantity and title.search(t)), "")


def _siret_of(row: Row) -> str | None:
    """The number under a title that says so; to a table it is a quantity like any other."""
    cells = zip(row.cells, row.folded_titles, strict=True)
    return next((number for c, t in cells if _SIRET_TITLE.search(t) for number in [_valid_siret(c.text)] if number), None)


def _summed(passage: Passage, grants: Iterable[Grant], sums: tuple[Sum, ...], roles: tuple[str, ...]) -> Iterator[Grant]:
    """The grants; several to the only beneficiary of a table are the total that it prints."""
    totals = [s for s, role in zip(sums, roles, strict=True) if role == "total" and s.cell]
    groups = list[list[Grant]]()
    at = 0
    for grant in grants:
        while at < len(totals) and totals[at].start < grant.start:
            at += 1
        if groups and groups[-1][0].beneficiary == grant.beneficiary and not (at and totals[at - 1].start > groups[-1][-1].start):
            groups[-1].append(grant)
        else:
            groups.append([grant])
    for group in groups:
        total = sum((g.value for g in group), Decimal(0))
        printed = next((s for s in totals if s.start > group[-1].start), None) if len(group) > 1 else None
        if printed and printed.value == total:
            yield replace(group[0], **passage.at(printed.start, printed.end), value=total, purpose=None)
        else:
            yield from group


def _in_lines(passage: Passage, sums: tuple[Sum, ...], roles: tuple[str, ...]) -> Iterator[Grant]:
    """The lines of a list of subsidies: a name, a colon and a sum."""
    folded = passage.folded
    for found, role in zip(sums, roles, strict=True):
        if found.cell or role != "grant" or found.is_rate or not found.value or not _LINE_END.match(folded, found.end):
            continue
        line = _LINE.search(folded, max(0, found.start - 100), found.start)
        if not line or _NOBODY.match(folded, line.start("name")) or _AWARD.search(line["name"]):
            continue
        if not _BENEFICIARIES.search(folded, max(0, line.start() - 2 * _REACH), line.start() + 1):
            continue
        yield Grant(
            **passage.at(found.start, found.end),
            rule="line",
            confidence=0.8,
            beneficiary=" ".join(passage.text[line.start("name") : line.end("name")].split()),
            value=found.value,
        )


def _in_runs(passage: Passage, sums: tuple[Sum, ...], roles: tuple[str, ...]) -> Iterator[Grant]:
    """The items of a list of subsidies that has no colons, or was poured into one line: a name and a sum, twice or more."""
    run = list[tuple[Sum, tuple[int, int]]]()
    for found, role in zip(sums, roles, strict=True):
        given = not found.cell and role == "grant" and not found.is_rate and found.value > 0
        name = _item_name(passage, run[-1][0].end, found.start, _BETWEEN) if given and run else None
        if name is None:
            yield from _named_run(passage, run)
            run = []
            since = max(0, found.start - 90)
            name = _item_name(passage, since, found.start, _FIRST) if given else None
            if name is None or not _BENEFICIARIES.search(passage.folded, max(0, since - 2 * _REACH), name[0]):
                continue
        run.append((found, name))
    yield from _named_run(passage, run)


def _item_name(passage: Passage, start: int, end: int, pattern: regex.Pattern[str]) -> tuple[int, int] | None:
    """Where the name of an item stands that reaches up to a sum, or None when a sentence stands there."""
    matches = pattern.finditer(passage.folded, start, end, overlapped=True)
    names = (match.span("name") for match in matches if pattern is _FIRST or match.start() == start)
    return next(((since, until) for since, until in names if _is_item(passage.folded[since:until])), None)


def _is_item(name: str) -> bool:
    return not (_NO_ITEM.search(name) or _NOBODY.match(name) or _AWARD.search(name))


def _named_run(passage: Passage, run: list[tuple[Sum, tuple[int, int]]]) -> Iterator[Grant]:
    for found, (start, end) in run if len(run) > 1 else ():
        yield Grant(
            **passage.at(found.start, found.end),
            rule="run",
            confidence=0.75,
            beneficiary=" ".join(passage.text[start:end].split()),
            value=found.value,
        )


def _in_sentences(passage: Passage, sums: tuple[Sum, ...], roles: tuple[str, ...]) -> Iterator[Grant]:
    folded, floor = passage.folded, 0
    for found, role in zip(sums, roles, strict=True):
        since = max(0, found.start - _REACH, floor)
        floor = found.end
        if found.cell or role != "grant" or found.is_rate or not found.value:
            continue
        breaks = [m.end() for m in _SENTENCE.finditer(folded, since, found.start)]
        sentence = breaks[-1] if breaks else since
        stop = _SENTENCE.search(folded, found.end, found.end + 160)
        until = stop.start() if stop else min(len(folded), found.end + 160)
        name = beneficiary_of(passage, found.start, found.end, since)
        if not name and not _AWARD.search(folded, sentence, found.start):
            continue
        if not _AWARD.search(folded, max(0, sentence - 600), until) or _ELSEWHERE.search(folded, sentence, until):
            continue
        if _OTHER_ACT.match(folded, found.end):
            continue
        yield Grant(
            **passage.at(found.start, found.end),
            rule="sentence",
            confidence=0.85 if name else 0.6,
            beneficiary=name,
            beneficiary_siret=_valid_siret(passage.text[found.start : until]) or _valid_siret(passage.text[sentence : found.start]),
            value=found.value,
            purpose=_purpose(passage, found.end),
        )


def _purpose(passage: Passage, end: int) -> str | None:
    match = _PURPOSE.match(passage.folded, end, end + 320)
    return " ".join(passage.text[match.start("purpose") : match.end("purpose")].split()) if match else None


def _valid_siret(text: str) -> str | None:
    number = next((m[0] for m in _SIRET.finditer(text)), "")
    number = "".join(filter(str.isdigit, number))
    return number if number and siret.is_valid(number) else None


def _without_repeats(listed: list[Grant], told: Iterable[Grant]) -> Iterator[Grant]:
    """The grants of tables, and those of sentences that say none of them again: an act proposes, decides and lists."""
    yield from listed
    kept = dict[Decimal, list[Grant]]()
    for grant in listed:
        kept.setdefault(grant.value, []).append(grant)
    for grant in sorted(told, key=lambda g: (g.beneficiary is None, g.start)):
        same = kept.setdefault(grant.value, [])
        if not any(_alike(k.beneficiary, grant.beneficiary) for k in same):
            same.append(grant)
            yield grant


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two names may stand for one beneficiary: half of their words are the same; no name stands for any."""
    if one is None or other is None:
        return True
    words = [set(_LONG_WORD.findall(fold(name))) or {fold(name)} for name in (one, other)]
    return 2 * len(words[0] & words[1]) >= min(map(len, words))


EXTRACTOR = Extractor("grants", Grant, find_grants, description="Une subvention attribuée par l'acte et par bénéficiaire.")
