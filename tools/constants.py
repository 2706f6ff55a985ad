"""Constants of modules marked ``Final``, which mypyc then reads from a place of their own, not out of a dictionary."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

HEAD = "from typing import Final as _NativeFinal"

_TYPES = frozenset({"TypeVar", "ParamSpec", "NewType", "namedtuple", "NamedTuple"})
"""Functions that make types: mypy has to find them as they stand."""


def as_final(source: str) -> str:
    """*source*, a module's, with the constants that it sets once ``Final``, on the lines that they are on.

    Not those whose value could be a type (a name, ``tuple[int, int]``), nor what functions set.
    """
    tree = ast.parse(source)
    bound = Counter(_bound(tree))
    lines = source.splitlines(keepends=True)
    for node in tree.body:
        name = _name(node)
        if name is None or bound[name] > 1 or not _is_value(node.value):  # type: ignore[attr-defined]
            continue
        target = node.annotation if isinstance(node, ast.AnnAssign) else node.targets[0]  # type: ignore[attr-defined]
        if target.end_lineno != target.lineno:
            continue
        line = lines[target.lineno - 1].encode()
        begin, end = target.col_offset, target.end_col_offset
        told = b"_NativeFinal[" + line[begin:end] + b"]" if isinstance(node, ast.AnnAssign) else None
        made = line[:begin] + told if told else line[:end] + b": _NativeFinal"
        lines[target.lineno - 1] = (made + line[end:]).decode()
    return "".join(lines)


def _name(node: ast.stmt) -> str | None:
    """The one name that *node* gives a value."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        target: ast.expr = node.target
        if {"TypeAlias", "Final"} & {each.id for each in ast.walk(node.annotation) if isinstance(each, ast.Name)}:
            return None
    elif isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
    else:
        return None
    return target.id if isinstance(target, ast.Name) and not target.id.startswith("__") else None


def _bound(tree: ast.Module) -> Iterator[str]:
    """Each name of the module once for every place that binds it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names * 2
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                yield node.id
            elif isinstance(node, ast.alias):
                yield (node.asname or node.name).partition(".")[0]


def _is_value(value: ast.expr | None) -> bool:
    """Whether *value* is an object that is no type."""
    if isinstance(value, ast.BinOp):
        return _is_value(value.left) or _is_value(value.right)
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] not in _TYPES
    plain = (ast.Dict, ast.DictComp, ast.List, ast.ListComp, ast.Set, ast.SetComp, ast.Tuple, ast.JoinedStr)
    return isinstance(value, plain) or (isinstance(value, ast.Constant) and value.value is not None)
