"""Who may import whom. Data flows one way, and so do imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"

#: Part of the package → the parts it may import. A part is a module or a folder right below the package.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "months": set(),
    "corpus": {"errors", "model"},
    "stage": {"model", "errors"},
    "recipe": set(),
    "pipeline": {"model", "errors", "stage", "recipe"},
    "read": {"model", "errors", "months"},
    "models": {"errors"},
    "annotate": {"model", "errors", "stage"},
    "attribute": {"model", "errors", "stage", "annotate", "models"},
    "resolve": {"model", "errors", "months", "stage"},
    "evaluate": {"model", "errors", "pipeline", "corpus"},
    "train": {"model", "errors", "annotate", "attribute", "models", "corpus", "evaluate", "pipeline", "recipe", "stage"},
    "service": {"model", "errors", "recipe", "pipeline", "read", "corpus", "evaluate", "stage"},
    "faces": {"model", "errors", "service", "stage", "recipe", "train"},
    "__init__": {"model", "service", "pipeline", "recipe"},
}


def _part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from names


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    part = _part(path)
    found = {name.split(".")[1] for name in _imports(path) if name.startswith("onrecord.") and not name.startswith("onrecord.__")}
    assert found - {part} <= ALLOWED[part], f"{part} may import {sorted(ALLOWED[part])}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if _part(path) != "train"], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_torch_is_imported_for_training_only(path: Path) -> None:
    assert not {name.split(".")[0] for name in _imports(path)} & {"torch", "transformers", "safetensors"}


def test_the_data_model_needs_the_standard_library_only() -> None:
    roots = {name.split(".")[0] for name in _imports(PACKAGE / "model.py")}
    assert roots <= {"__future__", "dataclasses", "datetime", "enum", "hashlib", "typing"}
