"""The house: imports run downward only, stages are siblings, nobody imports from the package root."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "fogline"

TIERS: tuple[frozenset[str], ...] = (
    frozenset(
        {"model", "errors", "version", "connected", "distinct", "letters", "limits", "tables", "programs", "kept"}
    ),
    frozenset({"language", "gazetteer", "lexicon", "codebook", "profiles", "config"}),
    frozenset({"matching", "correcting"}),
    frozenset(
        {"ingest", "mentions", "claims", "dating", "origins", "events", "disagreements", "control", "store", "engine"}
        | {"sample"}
    ),
    frozenset({"toolbox", "reading"}),
    frozenset({"pipeline", "undated", "derivation", "evaluate", "views"}),
    frozenset({"explaining", "reviewing", "ready"}),
    frozenset({"export", "building"}),
    frozenset({"brief", "keeping", "bulk"}),
    frozenset({"facade"}),
    frozenset({"ledger"}),
    frozenset({"web"}),
    frozenset({"cli"}),
)
"""From the bottom up. A room may use the tiers below its own; within a tier, only what :data:`SHARED` names."""

SHARED = frozenset({"lexicon", "model", "errors"})
"""Rooms of data that their own tier may use."""

FACADES = frozenset({"__init__", "__main__"})


def tier_of(room: str) -> int:
    return next(number for number, rooms in enumerate(TIERS) if room in rooms)


def imports() -> list[tuple[Path, str, str]]:
    """Every import of ours: the file, the room it is in, and the room it asks (``""`` for the package root)."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if room in FACADES:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "fogline":
                asked = node.module.split(".")[1:2]
                found.append((path, room, asked[0] if asked else ""))
            elif isinstance(node, ast.Import):
                found.extend(
                    (path, room, (alias.name.split(".")[1:2] or [""])[0])
                    for alias in node.names
                    if alias.name.split(".")[0] == "fogline"
                )
    return found


@pytest.mark.parametrize(("path", "room", "asked"), imports(), ids=lambda value: str(value).rsplit("/", 1)[-1])
def test_imports_run_downward(path: Path, room: str, asked: str) -> None:
    assert asked, f"{path} imports from the package root"
    if asked != room and asked not in SHARED:
        assert tier_of(asked) < tier_of(room), f"{path}: {room} may not use {asked}"
