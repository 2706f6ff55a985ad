"""Functions whose answers are kept, with the keeping written out, which mypyc turns into plain look-ups.

What it makes of ``@cache`` is a call of Python's: the function looked up by its name, its arguments put into a tuple,
which is hashed anew. Written out, a call from another room goes straight to the function, and on to one dictionary.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from nouns import Written, head_line

HEAD = "from typing import Final as _MemoFinal, cast as _memo_cast"


@dataclass(frozen=True, slots=True)
class _Memo:
    """A function whose answers are kept: the line of its decorator, and how many answers at most."""

    node: ast.FunctionDef
    kind: str
    most: str | None = None

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def answer(self) -> str:
        return ast.unparse(self.node.returns) if self.node.returns is not None else "object"

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """The name and the type of each."""
        return [(each.arg, ast.unparse(each.annotation)) for each in self.node.args.args if each.annotation is not None]


def with_memos(written: Written, module: str) -> Written:
    """*written*, the source of *module*, with its functions under ``@cache``, ``@lru_cache(maxsize=…)`` and the claims'
    ``@once`` so.

    What holds its most answers forgets them all, where ``lru_cache`` forgets the one that was not asked for longest.
    Left as they are: methods, functions with defaults, and with arguments by keyword.
    """
    tree = ast.parse(written.text)
    memos = [memo for node in tree.body if isinstance(node, ast.FunctionDef) and (memo := _memo(node)) is not None]
    if not memos:
        return written
    dropped = {memo.node.decorator_list[0].lineno for memo in memos}
    named = {memo.node.lineno: memo.name for memo in memos}
    after = {memo.node.end_lineno or memo.node.lineno: _written_out(memo, module) for memo in memos}
    after.setdefault(head_line(tree), []).append(HEAD)
    text: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(written.text.splitlines(), start=1):
        own = [line.replace(f"def {named[number]}(", f"def _made_{named[number]}(", 1) if number in named else line]
        made = ([] if number in dropped else own) + after.get(number, [])
        text += made
        lines += [written.lines[number - 1]] * len(made)
    return Written("\n".join(text) + "\n", tuple(lines))


def _memo(node: ast.FunctionDef) -> _Memo | None:
    """What *node* is kept by; ``None`` where it is not, or in a way that is not written out here."""
    arguments = node.args
    plain = not (arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg)
    typed = all(each.annotation is not None for each in arguments.args) and node.returns is not None
    if len(node.decorator_list) != 1 or not plain or arguments.defaults or not typed:
        return None
    decorator = node.decorator_list[0]
    if isinstance(decorator, ast.Name) and decorator.id in ("cache", "once"):
        return _Memo(node, decorator.id)
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "lru_cache" and arguments.args:
        given = {each.arg: ast.unparse(each.value) for each in decorator.keywords}
        return _Memo(node, "lru_cache", given["maxsize"]) if given.keys() == {"maxsize"} else None
    return None


def _written_out(memo: _Memo, module: str) -> list[str]:
    """The function of *memo*, which asks what is kept first."""
    signature = ", ".join(f"{name}: {kind}" for name, kind in memo.arguments)
    body = _of_scenes(memo, module) if memo.kind == "once" else _of_all(memo)
    return [*_store(memo), f"def {memo.name}({signature}) -> {memo.answer}:", *(f"    {line}" for line in body)]


def _store(memo: _Memo) -> list[str]:
    """What answers are kept in: a list of one, or a dictionary by the argument, or by all of them."""
    if memo.kind == "once":
        return []
    kinds = [kind for _, kind in memo.arguments]
    if not kinds:
        return [f"_kept_{memo.name}: _MemoFinal[list[{memo.answer}]] = []"]
    if _nested(memo):
        return [f"_kept_{memo.name}: _MemoFinal[dict[{kinds[0]}, dict[{kinds[1]}, {memo.answer}]]] = {{}}"]
    key = kinds[0] if len(kinds) == 1 else f"tuple[{', '.join(kinds)}]"
    return [f"_kept_{memo.name}: _MemoFinal[dict[{key}, {memo.answer}]] = {{}}"]


def _nested(memo: _Memo) -> bool:
    """Whether answers by two arguments are looked up by one after the other: no tuple is made and hashed."""
    return len(memo.arguments) == 2 and memo.kind == "cache"


def _of_all(memo: _Memo) -> list[str]:
    """What looks among the answers to all who ever asked."""
    names = [name for name, _ in memo.arguments]
    made, kept = f"_made_{memo.name}({', '.join(names)})", f"_kept_{memo.name}"
    if not names:
        return [f"if not {kept}:", f"    {kept}.append({made})", f"return {kept}[0]"]
    lines = [f"if len({kept}) >= {memo.most}:", f"    {kept}.clear()"] if memo.most is not None else []
    if _nested(memo):
        inner = [f"_kept = {kept}.get({names[0]})", "if _kept is None:", f"    _kept = {kept}[{names[0]}] = {{}}"]
        return [*inner, *_looked_up(memo, "_kept", names[1], made, lines)]
    if len(names) == 1:
        return _looked_up(memo, kept, names[0], made, lines)
    return [f"_key = ({', '.join(names)})", *_looked_up(memo, kept, "_key", made, lines)]


def _looked_up(memo: _Memo, kept: str, key: str, made: str, before: list[str]) -> list[str]:
    """What looks *key* up in *kept*; *before* it keeps a new answer there is more to do."""
    new = [*before, f"{kept}[{key}] = _new = {made}", "return _new"]
    if _may_be_none(memo):
        return [f"if {key} in {kept}:", f"    return {kept}[{key}]", *new]
    return [f"_known = {kept}.get({key})", "if _known is not None:", "    return _known", *new]


def _may_be_none(memo: _Memo) -> bool:
    return not {"None", "Any", "object"}.isdisjoint(map(ast.unparse, _alternatives(memo.node.returns)))


def _alternatives(annotation: ast.expr | None) -> Iterator[ast.expr]:
    """The types of a union, or the one type that *annotation* is."""
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        yield from _alternatives(annotation.left)
        yield from _alternatives(annotation.right)
    elif annotation is not None:
        yield annotation


def _of_scenes(memo: _Memo, module: str) -> list[str]:
    """What looks among the answers about one scene (``fogline.claims.scene``)."""
    (scene, _), (token, _) = memo.arguments
    question = f"{module}.{memo.name}"
    return [
        f"_kept = {scene}.answers.get({question!r})",
        "if _kept is None:",
        f"    _kept = {scene}.answers[{question!r}] = {{}}",
        f"if {token} in _kept:",
        f"    return _memo_cast({memo.answer!r}, _kept[{token}])",
        f"_kept[{token}] = _new = _made_{memo.name}({scene}, {token})",
        "return _new",
    ]
