"""One beneficiary, paid from two budget lines that are a slip of one figure apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import regex

from extractors import patterns
from extractors.french import fold
from pipeline.check.base import Check, Finding, Reading
from pipeline.check.phrasing import quoted
from pipeline.model import Act

# "prélevés sur la ligne de crédits 12345, nature 6574, chapitre 65"
_LINE = patterns.compile(
    r"\blignes?\s+(?:de\s+credits?|budgetaires?)\s+(?:n°\s*)?(?P<line>\d{3,8})\s*[,;(-]?\s*"
    r"(?P<rest>(?:(?:nature|compte|article|chapitre|fonction)\s+\d{1,8}[,;\s)-]{0,3}){1,3})"
)
# A name of three words or more that have a capital: "Chambre de Commerce et d'Industrie".
_SMALL = r"(?:(?:de\sla|de|du|des|et|aux?|la|le|les|pour|sur|en)\s|(?:[dl]['’]|et\s[dl]['’]))"
_NAME = patterns.compile(rf"\p{{Lu}}[\p{{L}}-]+(?:\s{_SMALL}{{0,2}}\p{{Lu}}[\p{{L}}-]+){{2,8}}")
_WORDS = patterns.compile(r"[a-z0-9]+")

#: How far in front of its line the beneficiary is named.
_REACH = 700


def check_credit_lines(reading: Reading) -> Iterator[Finding]:
    """Lines of one nature and chapter, one figure apart, with one name in front of both."""
    for act in reading.acts:
        folded = reading.folded_act(act)
        if "ligne" not in folded:
            continue
        lines = list(_LINE.finditer(folded))
        for (start, one), (begin, other) in combinations(_with_starts(lines), 2):
            if not _is_slip(one, other):
                continue
            near, text = _plain(folded[start : one.start()]), act.text[begin : other.start()]
            name = next((found[0] for found in _NAME.finditer(text) if f" {_plain(fold(found[0])).strip()} " in near), None)
            if name:
                yield _finding(act, name, one, other)


def _with_starts(lines: list[regex.Match[str]]) -> Iterator[tuple[int, regex.Match[str]]]:
    """Every line with where what is told of it begins."""
    end = 0
    for line in lines:
        yield max(end, line.start() - _REACH), line
        end = line.end()


def _is_slip(one: regex.Match[str], other: regex.Match[str]) -> bool:
    a, b = one["line"], other["line"]
    same = _WORDS.findall(one["rest"]) == _WORDS.findall(other["rest"])
    return same and len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _plain(folded: str) -> str:
    return f" {' '.join(_WORDS.findall(folded))} "


def _finding(act: Act, name: str, one: regex.Match[str], other: regex.Match[str]) -> Finding:
    places = tuple((at.start, at.end) for at in (act.locate(*found.span("line")) for found in (other, one)))
    return Finding(
        message=f"les crédits pour {quoted(name, 60)} sont pris sur la ligne {one['line']}, et plus loin sur la ligne "
        f"{other['line']} (même nature, même chapitre).",
        places=places,
        act=act,
    )


CHECK = Check(
    code="credit_lines",
    severity="warning",
    says="Les crédits d'un même bénéficiaire sont pris sur deux lignes budgétaires, à un chiffre près.",
    silent="La nature, le chapitre ou le bénéficiaire ne sont pas imprimés avec les deux lignes.",
    find=check_credit_lines,
)
