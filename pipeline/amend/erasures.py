"""What has to be forgotten: documents and private persons that are to be in no table, and to stay out of them.

The list keeps no name: a person is known by a keyed hash of the words of the name, in any order, without case or accents.
Only the words as they were given are recognised: a name has to be given in each of its spellings.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.french import fold
from pipeline.errors import UsageError, output_errors
from pipeline.model import Document
from pipeline.publish.version import ERASURES
from pipeline.storage import Place, read_file, write_file

#: What stands in the text for each letter of a name.
BLOT = "█"

_WORD = re.compile(r"[^\W\d_]+")

#: Between two words of a name stand at most so many characters, and no digit.
_GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasures:
    """What is to be forgotten.

    Attributes:
        salt: the key of the hashes.
        contents: SHA-256 of each document.
        names: hashes of names, by how many words they have.
        touched: SHA-256 of documents that are known to name somebody, and how many names there were when they did.
    """

    salt: str = field(default_factory=lambda: secrets.token_hex(16))
    contents: frozenset[str] = frozenset()
    names: dict[int, frozenset[str]] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.contents or self.names)

    @property
    def code(self) -> str:
        """A code of the list: tables with another one may hold what is to be forgotten. Empty when nothing is."""
        return hashlib.sha256(self.packed()).hexdigest()[:16] if self else ""

    def packed(self) -> bytes:
        """The list as it is kept."""
        said = {
            "salt": self.salt,
            "contents": sorted(self.contents),
            "names": {str(count): sorted(hashes) for count, hashes in sorted(self.names.items())},
            "touched": dict(sorted(self.touched.items())),
        }
        return (json.dumps(said, indent=1) + "\n").encode()

    def mark(self, sha256: str) -> str:
        """What has to be read anew for the sake of the list: the same as long as nothing is added for this content."""
        if sha256 in self.contents:
            return "forgotten"
        return f"blotted{self.touched[sha256]}" if sha256 in self.touched else ""

    def hash(self, words: Iterable[str]) -> str:
        """The hash of a name."""
        return hashlib.blake2b(" ".join(sorted(words)).encode(), key=bytes.fromhex(self.salt), digest_size=16).hexdigest()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where somebody of the list is named in a text."""
        words = list(_WORD.finditer(fold(text))) if self.names else []
        last = 0
        for first, word in enumerate(words):
            for count, hashes in sorted(self.names.items(), reverse=True):
                run = words[first : first + count]
                if word.start() >= last and len(run) == count and _close(text, run) and self.hash(w.group() for w in run) in hashes:
                    last = run[-1].end()
                    yield word.start(), last
                    break

    def blotted(self, document: Document) -> Document:
        """The document with every name of the list made unreadable; all else stands where it stood."""
        if not self.names:
            return document
        pages = tuple(dataclasses.replace(page, text=self.blot(page.text)) for page in document.pages)
        envelope = document.envelope
        if envelope and envelope.title:
            envelope = dataclasses.replace(envelope, title=self.blot(envelope.title))
        return dataclasses.replace(document, pages=pages, envelope=envelope)

    def blot(self, text: str) -> str:
        """The text, as long as it was, with every name of the list made unreadable."""
        for start, end in self.find(text):
            text = text[:start] + re.sub(r"\S", BLOT, text[start:end]) + text[end:]
        return text

    def with_names(self, names: Iterable[str], touched: Iterable[str]) -> Erasures:
        """The list with persons added.

        Args:
            names: as they are printed.
            touched: SHA-256 of the documents that name them.

        Raises:
            UsageError: when a name has one word only: it would blot half the commune.
        """
        added = {count: set(hashes) for count, hashes in self.names.items()}
        for name in names:
            words = _WORD.findall(fold(name))
            if len(words) < 2:
                raise UsageError(f"{name!r} is no full name: give the given name and the family name")
            added.setdefault(len(words), set()).add(self.hash(words))
        total = sum(map(len, added.values()))
        marks = self.touched | dict.fromkeys(touched, total)
        return dataclasses.replace(self, names={count: frozenset(hashes) for count, hashes in added.items()}, touched=marks)

    def with_contents(self, contents: Iterable[str]) -> Erasures:
        """The list with documents added, by their SHA-256."""
        return dataclasses.replace(self, contents=self.contents | frozenset(contents))


def _close(text: str, words: list[re.Match[str]]) -> bool:
    """Whether words follow each other as those of a name do."""
    gaps = (text[a.end() : b.start()] for a, b in itertools.pairwise(words))
    return all(len(gap) <= _GAP and not any(c.isdigit() for c in gap) for gap in gaps)


def read_erasures(out: Place) -> Erasures:
    """The list of OUT; an empty one where there is none.

    Raises:
        UsageError: when it cannot be understood: going on would publish what was to be forgotten.
    """
    try:
        kept = read_file(out / ERASURES)
        if kept is None:
            return Erasures()
        said = json.loads(kept)
        return Erasures(
            salt=str(said["salt"]),
            contents=frozenset(map(str, said["contents"])),
            names={int(count): frozenset(hashes) for count, hashes in said["names"].items()},
            touched={str(sha256): int(count) for sha256, count in said["touched"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{out / ERASURES} cannot be read ({error}): it says what must stay out of the tables") from error


def write_erasures(out: Place, erasures: Erasures) -> None:
    """Keep the list, whole or as it was.

    Raises:
        OutputError: when it could not be written.
    """
    with output_errors(out):
        write_file(out / ERASURES, erasures.packed(), mode=0o600)
