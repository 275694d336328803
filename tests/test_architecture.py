"""Who may import whom, read from the sources themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("ingest", "read", "segment", "identify", "extract", "link", "check", "publish")
FOUNDATION = {
    "pipeline.model",
    "pipeline.errors",
    "pipeline.tables",
    "pipeline.matter",
    "pipeline.nomenclature",
    "pipeline.actes",
    "pipeline.legibility",
    "pipeline.storage",
}
MODULES = sorted(p.relative_to(ROOT) for folder in ("pipeline", "extractors") for p in (ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module of ours that ``path`` imports, also inside functions."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module in ("pipeline", "extractors"):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in ("pipeline", "extractors"))


def stage_of(name: str) -> str | None:
    """The stage that a module belongs to."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "pipeline" and parts[1] in STAGES else None


def test_modules_are_found() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", [p for p in MODULES if p.parts[0] == "extractors"], ids=str)
def test_extractors_know_nothing_of_the_pipeline(path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith("pipeline")]


@pytest.mark.parametrize("path", [p for p in MODULES if stage_of(".".join(p.with_suffix("").parts))], ids=str)
def test_stages_do_not_import_each_other(path: Path) -> None:
    own = stage_of(".".join(path.with_suffix("").parts))
    others = [n for n in imports(path) if n.startswith("pipeline") and stage_of(n) != own and n not in FOUNDATION]
    assert not others


@pytest.mark.parametrize("path", [Path("pipeline/model.py"), Path("pipeline/errors.py")], ids=str)
def test_the_foundation_imports_nothing_of_ours(path: Path) -> None:
    assert not list(imports(path))


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_can_be_read_in_a_sitting(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 500
    assert path.stem not in ("utils", "helpers", "common", "misc")
