"""From bytes to clean characters, whatever machine wrote the file."""

from __future__ import annotations

import codecs
import unicodedata

from extractors import patterns
from pipeline.errors import Unreadable

#: A UTF-32 mark begins like a UTF-16 one, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: The encodings French offices have used, the likeliest first.
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")

#: What French writes besides ASCII. Read in the wrong encoding, the same bytes give other signs: a detector for all
#: languages reads short French texts as Japanese, and those of DOS as Windows'.
_FRENCH = frozenset("éèàùêâîôûçëïüœæÉÈÀÊÂÎÔÛÇŒ°€«»’–²\u00a0")

#: How much of a text is counted: enough to tell, and bounded.
_SAMPLE = 100_000

#: A text is told from a string of signs by so many characters.
_STRETCH = 400

_LINE_END = patterns.compile(r"\r\n?|[\u0085\u2028\u2029\v]")

#: Signs nobody sees: control characters, zero-width spaces, soft hyphens, switches of writing direction.
_UNSEEN = patterns.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_CONTROL = patterns.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

#: One glyph for two letters, as some fonts and their OCR write "ffi" and "fl".
_LIGATURE = patterns.compile(r"[\ufb00-\ufb06]")


def decode(content: bytes, declared: str | None = None) -> str:
    """The characters of a text file, cleaned as :func:`clean` does.

    A byte order mark is believed, then strict UTF-8 (a few damaged bytes are forgiven), then UTF-16 without a mark,
    then what the file declares, then the old encodings of French offices.

    Args:
        content: the whole file.
        declared: the name of an encoding that the file gives itself, such as HTML's ``charset``.

    Raises:
        Unreadable: ``binary``, when it is no text at all; ``damaged``, when it is what became of a PDF.
    """
    text = _decode(content, declared)
    if text.startswith("%PDF-"):
        raise Unreadable("damaged", "a PDF that some program has saved as text")
    sample = text[:_SAMPLE]
    if "\0" in text or len(_CONTROL.findall(sample)) > 0.05 * len(sample):
        raise Unreadable("binary", "NUL bytes or mostly control characters")
    if sum(map(str.isalnum, sample)) > 400 and not _has_words(sample):
        raise Unreadable("binary", "no spaces between words, in any encoding known here")
    return clean(text)


def _has_words(sample: str) -> bool:
    """Whether spaces part the letters of some stretch, as in all writing; an image may stand beside it as one long string."""
    for start in range(0, len(sample), _STRETCH):
        stretch = sample[start : start + _STRETCH]
        letters = sum(map(str.isalnum, stretch))
        if letters > _STRETCH / 4 and sum(map(str.isspace, stretch)) * 50 >= letters:
            return True
    return False


def clean(text: str) -> str:
    """``text`` composed (NFC), with plain line ends, without unseen characters and without typographic ligatures.

    >>> clean("de\\u0301libe\\u0301ration\\r\\nﬁnancie\\u0300re")
    'délibération\\nfinancière'
    """
    text = _LINE_END.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return unicodedata.normalize("NFC", text)


def _decode(content: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(codecs.BOM_UTF8).decode(encoding, errors="replace")
    try:
        text = content.decode("utf-8")
        if "\0" not in text:
            return text
    except UnicodeDecodeError:
        pass
    wide = _wide_encoding(content[:4096])
    if wide:
        return content.decode(wide, errors="replace")
    return _nearly_utf8(content) or _old(content, declared)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without its mark: nearly every second byte of a French text is then NUL, and hardly any other."""
    even, odd = sample[0::2], sample[1::2]
    for encoding, high, low in (("utf-16-be", even, odd), ("utf-16-le", odd, even)):
        if high and high.count(0) > 0.7 * len(high) and low.count(0) < 0.05 * len(low):
            return encoding
    return None


def _nearly_utf8(content: bytes) -> str | None:
    """A file that is UTF-8 but for a few bytes: cut in the middle of a letter, or with a foreign paragraph pasted in."""
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    accented = sum(1 for character in text[:_SAMPLE] if "\u007f" < character != "\ufffd")
    return text if damaged * 3 <= accented else None


def _old(content: bytes, declared: str | None) -> str:
    if declared:
        try:
            return content.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    texts = [content[:_SAMPLE].decode(encoding, errors="replace") for encoding in _OLD_ENCODINGS]
    french = [sum(character in _FRENCH for character in text) for text in texts]
    return content.decode(_OLD_ENCODINGS[french.index(max(french))], errors="replace")
