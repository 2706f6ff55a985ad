"""Calls of ``re.compile`` as calls of what looks among the programs first that were kept (``fogline/programs.py``)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import accumulate

NAME = "_kept_pattern"
HEAD = f"from fogline.programs import pattern as {NAME}"


def with_programs(source: str) -> str:
    """*source*, a module's, with its calls of ``re.compile`` as calls of what looks among the kept programs first, on
    the lines that they are on."""
    tree = ast.parse(source)
    calls = list(_calls(tree))
    if not calls:
        return source
    starts = [0, *accumulate(len(line.encode()) for line in source.splitlines(keepends=True))]
    imports = ((node, f"import re; {HEAD}") for node in tree.body if ast.unparse(node) == "import re")
    text = source.encode()
    for node, instead in sorted(
        [*imports, *calls], key=lambda edit: (edit[0].lineno, edit[0].col_offset), reverse=True
    ):
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        text = text[:begin] + instead.encode() + text[end:]
    return text.decode()


def _calls(tree: ast.Module) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Each ``re.compile`` that is called, with what stands for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield node.func, NAME
