"""Files that were made to do harm: each is small, made here, and once broke something."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from tests.fiction import act

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 4 0 R>>"
_LINE = b"BT /F1 12 Tf 50 800 Td (Le conseil municipal, apres en avoir delibere, approuve le budget.) Tj ET\n"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream with these entries in its dictionary."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def pdf(objects: Mapping[int, bytes], resources: bytes = b"/Font<</F1 5 0 R>>") -> bytes:
    """A PDF of one page with a line of text, in which these objects stand in for its own."""
    plain = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: _PAGE % resources,
        4: stream(_LINE),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, value in sorted((plain | dict(objects)).items()):
        places.append((number, len(body)))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    end = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    return bytes(body) + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (places[-1][0] + 1, end)


def forms_within_forms() -> bytes:
    """Ten drawings in each of ten drawings, nine times over."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
    nested = {10 + depth: stream(b"/X Do " * 10, form % (11 + depth)) for depth in range(9)}
    return pdf({4: stream(b"/X Do"), **nested, 19: stream(_LINE, form % 5)}, b"/XObject<</X 10 0 R>>")


def letters_without_end() -> bytes:
    """A font in which every sign stands for a hundred thousand letters."""
    codes = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <%s> endbfrange"
    unicode = b"/CIDInit /ProcSet findresource begin begincmap " + codes % (b"0041" * 100_000) + b" endcmap end"
    return pdf(
        {
            4: stream(b"BT /F1 12 Tf 50 800 Td <00480065> Tj ET"),
            5: b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
            7: stream(unicode),
        }
    )


def three_pages_called_one() -> bytes:
    """A page tree of three pages that says it has one."""
    return pdf({2: b"<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]/Count 1>>"})


#: Texts that say something all the same, whatever stands beside it.
TEXTS = {
    "flags.txt": act() + "🇫🇷" * 5_000,
    "numbers-run-together.txt": act() + "Soit 123 456 789 012 345 678 milliards d'euros, solde : -99 999 999 999 999,00 €.\n",
    "price-per-unit.txt": act(amount="0,3456"),
    "budget-of-rates.txt": act() + "Chapitre\tLibellé\tBP 2025\n011\tEau\t0,3456\n012\tGaz\t9999999999999999999999999\n",
    "slashes.txt": act() + "12/" * 30_000,
    "image-inside.md": act() + "![](data:image/png;base64," + "iVBORw0KGgo" * 10_000 + ")\n",
    "initials.txt": act() + "M." * 40_000,
}
