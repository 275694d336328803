from __future__ import annotations

import unicodedata

import pytest

from pipeline.errors import Unreadable
from pipeline.read.encoding import clean, decode

TEXT = "Délibération n° 2024-07 : à l’unanimité, le conseil a délibéré, vœu adopté pour 1 250 €.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
def test_whatever_machine_wrote_it(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_old_dos_encoding() -> None:
    text = TEXT.replace("’", "'").replace("œ", "oe").replace("€", "EUR")
    assert decode(text.encode("cp850")) == text


def test_declared_encoding_is_used() -> None:
    assert decode("3 ¤ = 3 €".replace("¤", "fois").encode("iso-8859-15"), "iso-8859-15") == "3 fois = 3 €"


def test_unknown_declaration_is_passed_over() -> None:
    assert decode(TEXT.encode("cp1252"), "x-none") == TEXT


def test_a_few_damaged_bytes_do_not_spoil_the_rest() -> None:
    assert decode(TEXT.encode() + b"\xc3") == TEXT + "\ufffd"


@pytest.mark.parametrize("sign", ["🇫🇷", "_", "iVBORw0KGgo", "12/", "M."])
def test_a_text_is_one_whatever_stands_beside_it(sign: str) -> None:
    assert decode((TEXT * 3 + sign * 20_000 + "\n").encode()).startswith(TEXT)


CLEAN = {
    "line-ends": ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
    "composed": (unicodedata.normalize("NFD", "délibéré à Œuilly"), "délibéré à Œuilly"),
    "ligatures": ("ofﬁciel, aﬀaire", "officiel, affaire"),
    "soft-hyphens-and-zero-width": ("dé\u00adli\u200bbé\u2060ré\ufeff", "délibéré"),
    "escape-sequences": ("DÉ\x1b[31mCIDE\x07", "DÉ[31mCIDE"),
    "spaces-stay": ("1\u00a0250\u202f€  net\tTTC\f", "1\u00a0250\u202f€  net\tTTC\f"),
}


@pytest.mark.parametrize(("text", "cleaned"), CLEAN.values(), ids=CLEAN)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


BROKEN = {
    "nul-bytes": (b"\0" * 400, "binary"),
    "nul-inside": (b"Arti\0cle" * 20, "binary"),
    "control-characters": (bytes(range(1, 32)) * 40, "binary"),
    "encoding-of-a-mainframe": (TEXT.replace("’", "'").replace("œ", "oe").replace("€", "E").encode("cp037") * 3, "binary"),
    "pdf-saved-as-text": ("%PDF-1.4 Délibération".encode("utf-16"), "damaged"),
}


@pytest.mark.parametrize(("content", "code"), BROKEN.values(), ids=BROKEN)
def test_no_text(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as error:
        decode(content)
    assert error.value.code == code
