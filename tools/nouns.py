"""Dataclasses written out as plain classes, which mypyc turns into native ones: their fields a C struct, their
``__init__`` C, too.

What mypyc makes of a dataclass has its fields in a struct, but an ``__init__``, ``__eq__`` and ``__hash__`` that Python
runs, and nothing of it can be pickled; a class under a decorator that mypyc does not know stays Python altogether. The
sources stay as they are: what is written here is compiled and thrown away. For who asks at run time a class stays a
dataclass (:mod:`fogline.model.native`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import constants
from changes import method

HEAD = (
    constants.HEAD,
    "from typing import TYPE_CHECKING, Any as _NativeAny, ClassVar as _NativeVar",
    "from typing import final as _native_final",
    "from fogline.model.native import described as _native_described, spec as _native_spec",
    "if TYPE_CHECKING:",
    "    from mypy_extensions import mypyc_attr as _mypyc_attr",
)
"""What the classes name, under names that no module has. mypyc's decorator is none at run time."""

WRITTEN_ANEW = frozenset({"__new__", "__reduce__"})
"""Methods that a class may have for the sake of plain Python's speed, and that are written here."""

_SETTER = re.compile(r"\b_set_(\w+)\(self, (.*)\)$")
"""``_set_start(self, start)`` sets a slot of a frozen class."""


@dataclass(frozen=True, slots=True)
class Written:
    """A module's source, and of each of its lines the number of the line that it comes from."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    type: str
    default: str | None = None
    factory: str | None = None
    init: bool = True
    compare: bool = True
    repr: bool = True
    made: str | None = None
    """What it is made of, where it is no argument."""

    @property
    def argument(self) -> str:
        if self.factory is not None:
            return f"{self.name}: {self.type} | None = None"
        return f"{self.name}: {self.type}" + ("" if self.default is None else f" = {self.default}")

    @property
    def value(self) -> str:
        if self.factory is not None:
            return f"({self.factory})() if {self.name} is None else {self.name}"
        return self.made or self.name


@dataclass(slots=True)
class _Edits:
    """Changes to a source by line, counted from 1."""

    instead: dict[int, list[str]] = field(default_factory=dict)
    after: dict[int, list[str]] = field(default_factory=dict)

    def drop(self, node: ast.stmt) -> None:
        for line in range(_first_line(node), (node.end_lineno or node.lineno) + 1):
            self.instead.setdefault(line, [])


def written(source: str, *, changes: Iterable[tuple[str, ...]] = (), acyclic: bool = False) -> Written:
    """*source*, a module's, with its dataclasses with slots as plain classes.

    Not those that have bases, arguments by keyword only, or an own ``__setattr__``. They get a method for each of
    *changes*, fields that are changed at once somewhere, that they can have (``changes.py``). *acyclic* says that none
    of its objects can hold itself: the garbage collector then need not know of them.

    Raises:
        ValueError: a class is declared in a way that is not known here.
    """
    tree = ast.parse(source)
    edits = _Edits()
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and _is_noun(node)]
    for node in classes:
        _write_class(node, source, edits, sorted(changes), acyclic=acyclic)
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]).lstrip("(").startswith("_set_"):
            edits.drop(statement)
    if classes or "_NativeFinal" in source:
        edits.after.setdefault(head_line(tree), []).extend(HEAD)
    return _applied(source, edits)


def _is_noun(node: ast.ClassDef) -> bool:
    names = {ast.unparse(each).partition("(")[0] for each in node.decorator_list}
    options = _options(node)
    return (
        "dataclass" in names
        and names <= {"dataclass", "quickly_made", "sent_by_arguments"}
        and options.get("slots") == "True"
        and options.get("kw_only") is None
        and not node.bases
        and "__setattr__" not in ast.unparse(node)
    )


def _options(node: ast.ClassDef) -> dict[str, str]:
    calls = (each for each in node.decorator_list if isinstance(each, ast.Call))
    return {str(each.arg): ast.unparse(each.value) for call in calls for each in call.keywords}


def _write_class(
    node: ast.ClassDef, source: str, edits: _Edits, changes: list[tuple[str, ...]], *, acyclic: bool
) -> None:
    """Have *edits* turn *node* into a plain class."""
    options = _options(node)
    methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    declared = [each for each in node.body if isinstance(each, ast.AnnAssign) and "ClassVar" not in ast.unparse(each)]
    fields = [_field(each, methods.get("__new__")) for each in declared]
    for each in node.decorator_list:
        for line in range(each.lineno, (each.end_lineno or each.lineno) + 1):
            edits.instead[line] = []
    for statement in node.body:
        anew = isinstance(statement, ast.FunctionDef) and statement.name in WRITTEN_ANEW
        if anew or statement in declared:
            edits.drop(statement)
    lines = ["__dataclass_fields__: _NativeVar[dict[str, _NativeAny]]"]
    lines += [f"{each.name}: {each.type}" for each in fields]
    if "__init__" in methods:
        _set_plainly(methods["__init__"], source, edits)
    else:
        lines += _init(fields, then="__post_init__" if "__post_init__" in methods else None)
    lines += _rest(node.name, fields, set(methods), options)
    lines += [line for names in changes for line in _with(node.name, fields, names)]
    attributes = ", ".join(("native_class=True", *(("acyclic=True",) if acyclic else ())))
    edits.instead[_first_line(node)] = ["@_native_final", f"@_mypyc_attr({attributes})"]
    edits.after[node.end_lineno or node.lineno] = [f"    {line}" for line in lines] + [
        _description(node.name, fields, frozen=options.get("frozen") == "True")
    ]


def _field(node: ast.AnnAssign, new: ast.FunctionDef | None) -> _Field:
    """The field that *node* declares; *new* makes those that are no arguments.

    Raises:
        ValueError: it has options that are not known here.
    """
    name, kind = ast.unparse(node.target), ast.unparse(node.annotation)
    call = node.value
    if not isinstance(call, ast.Call) or ast.unparse(call.func) != "field":
        return _Field(name, kind, default=None if call is None else ast.unparse(call))
    given = {str(each.arg): ast.unparse(each.value) for each in call.keywords}
    if not given.keys() <= {"default", "default_factory", "init", "compare", "repr"}:
        raise ValueError(f"line {node.lineno}: the field {name} has options that tools/nouns.py does not know")
    init = given.get("init") != "False"
    made = None if init or new is None else _made_of(name, new)
    if not init and made is None:
        raise ValueError(f"line {node.lineno}: nothing says what the field {name} is made of")
    return _Field(
        name,
        kind,
        default=given.get("default"),
        factory=given.get("default_factory"),
        init=init,
        compare=given.get("compare") != "False",
        repr=given.get("repr") != "False",
        made=made,
    )


def _made_of(name: str, new: ast.FunctionDef) -> str | None:
    """The value that *new*, a class's ``__new__``, gives to the attribute *name*."""
    for statement in new.body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        if isinstance(statement, ast.Assign) and isinstance(target, ast.Attribute) and target.attr == name:
            return ast.unparse(statement.value)
    return None


def _set_plainly(init: ast.FunctionDef, source: str, edits: _Edits) -> None:
    """Have *edits* turn what *init* says to a frozen class's slots into plain assignments."""
    for statement in init.body:
        line = source.splitlines()[statement.lineno - 1]
        if _SETTER.search(line):
            edits.instead[statement.lineno] = [_SETTER.sub(r"self.\1 = \2", line)]


def _init(fields: list[_Field], then: str | None) -> list[str]:
    arguments = ", ".join(each.argument for each in fields if each.init)
    lines = [f"def __init__(self, {arguments}) -> None:", *(f"    self.{each.name} = {each.value}" for each in fields)]
    return lines if then is None else [*lines, f"    self.{then}()"]


def _rest(name: str, fields: list[_Field], own: set[str], options: dict[str, str]) -> list[str]:
    """The methods that a dataclass gets beside its ``__init__``, but for those that it has of its *own*."""
    compared = [each.name for each in fields if each.compare]
    shown = ", ".join(f"{each.name}={{self.{each.name}!r}}" for each in fields if each.repr)
    same = " and ".join(f"self.{each} == other.{each}" for each in compared) or "True"
    unlike = f"if not isinstance(other, {name}): return NotImplemented"
    given = _tuple("self", [each.name for each in fields if each.init])
    methods = {
        "__repr__": ["def __repr__(self) -> str:", f"    return f{f'{name}({shown})'!r}"],
        "__reduce__": ["def __reduce__(self) -> tuple[_NativeAny, ...]:", f"    return {name}, {given}"],
    }
    if options.get("eq") != "False":
        methods["__eq__"] = ["def __eq__(self, other: object) -> bool:", f"    {unlike}", f"    return {same}"]
        if options.get("frozen") == "True":
            methods["__hash__"] = ["def __hash__(self) -> int:", f"    return hash({_tuple('self', compared)})"]
    if options.get("order") == "True":
        for method, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            told = f"{_tuple('self', compared)} {sign} {_tuple('other', compared)}"
            methods[method] = [f"def {method}(self, other: {name}) -> bool:", f"    return {told}"]
    return [line for method, lines in methods.items() if method not in own - WRITTEN_ANEW for line in lines]


def _with(name: str, fields: list[_Field], changes: tuple[str, ...]) -> list[str]:
    """The method that gives an object with *changes*; none where the class *name* has no such *fields*."""
    own = {each.name: each.type for each in fields if each.init}
    if not own.keys() >= set(changes):
        return []
    arguments = ", ".join(f"{each}: {own[each]}" for each in changes)
    values = ", ".join(each if each in changes else f"self.{each}" for each in own)
    return [f"def {method(changes)}(self, {arguments}) -> {name}:", f"    return {name}({values})"]


def _tuple(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _description(name: str, fields: list[_Field], *, frozen: bool) -> str:
    """What tells the class's fields to who asks at run time, and freezes it.

    Not by ``Final``: mypyc 2.4 borrows from such attributes for too long where a condition has an ``and`` in it.
    """
    return f"_native_described({name}, ({''.join(f'{_spec(each)}, ' for each in fields)}), frozen={frozen})"


def _spec(one: _Field) -> str:
    options = [f"{option}=False" for option in ("init", "compare", "repr") if not getattr(one, option)]
    if one.default is not None:
        options.append(f"default={one.default}")
    if one.factory is not None:
        options.append(f"default_factory={one.factory}")
    return f"_native_spec({', '.join((repr(one.name), repr(one.type), *options))})"


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min(node.lineno, *(each.lineno for each in decorators)) if decorators else node.lineno


def head_line(tree: ast.Module) -> int:
    """The last line of what has to stand before everything else in *tree*."""
    first, *rest = tree.body
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    future = [each for each in tree.body if isinstance(each, ast.ImportFrom) and each.module == "__future__"]
    node = future[-1] if future else first
    assert future or is_text or rest
    return node.end_lineno or node.lineno


def _applied(source: str, edits: _Edits) -> Written:
    text: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(source.splitlines(), start=1):
        made = edits.instead.get(number, [line]) + edits.after.get(number, [])
        text += made
        lines += [number] * len(made)
    return Written("\n".join(text) + "\n", tuple(lines))
