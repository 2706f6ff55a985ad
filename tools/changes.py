"""Calls of ``replace`` and ``replaced`` as calls of methods, which mypyc can make native ones.

``replace(claim, headline=True)`` looks up at run time what a claim is made of. Written as ``(claim)._with_headline(
headline=True)``, with the method written out beside the class's others (``nouns.py``), it is one call of C.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import accumulate

FUNCTIONS = {"replace": "dataclasses", "replaced": "fogline.model.quick"}
"""The functions, by name, with where they come from."""


def changed(source: str) -> set[tuple[str, ...]]:
    """What is changed at once somewhere in *source*, a module's: names of fields, sorted."""
    return {_changed(call) for call in _calls(ast.parse(source))}


def method(names: tuple[str, ...]) -> str:
    """The name of the method that changes the fields *names*."""
    return f"_with_{'_and_'.join(names)}"


def as_methods(source: str) -> str:
    """*source* with these calls as calls of methods, on the lines that they are on."""
    lines = source.splitlines(keepends=True)
    starts = [0, *accumulate(len(line.encode()) for line in lines)]
    text = source.encode()
    edits: list[tuple[int, int, str]] = []
    for call in _calls(ast.parse(source)):
        record = call.args[0]
        begin, first = (starts[node.lineno - 1] + node.col_offset for node in (call, record))
        last = starts[(record.end_lineno or 0) - 1] + (record.end_col_offset or 0)
        opening = text.index(b"(", begin, first) + 1
        edits.append((begin, opening, "("))
        edits.append((last, text.index(b",", last) + 1, f").{method(_changed(call))}("))
    for begin, end, instead in sorted(edits, reverse=True):
        text = text[:begin] + instead.encode() + text[end:]
    return text.decode()


def _changed(call: ast.Call) -> tuple[str, ...]:
    return tuple(sorted(str(each.arg) for each in call.keywords))


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    imported = {
        name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if FUNCTIONS.get(name.name) == node.module and name.asname is None
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in imported):
            continue
        if len(node.args) == 1 and node.keywords and all(each.arg for each in node.keywords):
            yield node
