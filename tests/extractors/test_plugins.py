"""An extractor from another package, installed beside this one."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from extractors import EXTRACTORS, plugins

QUORUMS = """
from dataclasses import dataclass
import regex
from extractors.base import Extractor, Mention, column

_QUORUM = regex.compile(r"quorum (?:requis )?: (?P<needed>[0-9]{1,3})")

@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum(Mention):
    needed: int = column("membres requis")

def find_quorums(passage):
    for match in _QUORUM.finditer(passage.folded):
        yield Quorum(**passage.at(*match.span()), rule="quorum", needed=int(match["needed"]))

EXTRACTOR = Extractor("quorums", Quorum, find_quorums, description="Un quorum imprimé par ligne.")
"""

SHOW = """
from pipeline.api import extract_text
from pipeline.tables import TABLES
text = "Le conseil municipal, dûment convoqué, se réunit en mairie. Quorum requis : 12 membres présents."
print([fact.mention.needed for fact in extract_text(text).facts["quorums"]])
print(TABLES["quorums"].schema.names[-1])
"""


def points(*targets: str) -> EntryPoints:
    return EntryPoints(EntryPoint(name=target.split(".")[-1], value=target, group=plugins.GROUP) for target in targets)


def test_a_package_beside_this_one_adds_a_table(tmp_path: Path) -> None:
    (tmp_path / "our_quorums.py").write_text(QUORUMS, encoding="utf-8")
    (tmp_path / "our_quorums-1.0.dist-info").mkdir()
    (tmp_path / "our_quorums-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: our_quorums\nVersion: 1.0\n")
    (tmp_path / "our_quorums-1.0.dist-info" / "entry_points.txt").write_text(
        "[delib.extractors]\nquorums = our_quorums:EXTRACTOR\n"
    )
    path = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(Path(__file__).parents[2])!r}]\n"
    done = subprocess.run([sys.executable, "-c", path + SHOW], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines() == ["[12]", "needed"]


def test_one_name_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: points("extractors.votes:EXTRACTOR"))
    with pytest.raises(ValueError, match="two extractors are called votes"):
        plugins.with_plugins(EXTRACTORS)


def test_what_is_no_extractor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: points("extractors.votes:find_votes"))
    with pytest.raises(TypeError, match="is no Extractor"):
        plugins.with_plugins(EXTRACTORS)
