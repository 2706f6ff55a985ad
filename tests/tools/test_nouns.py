"""Dataclasses written out as plain classes are to who uses them what they were: what is compiled is the same noun."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest

ROOT = Path(__file__).parents[2]
MODEL = sorted((ROOT / "src" / "fogline" / "model").glob("[a-z]*.py"))

SOURCE = '''
"""A harbour's boats."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Boat:
    """A boat."""

    name: str
    """As painted on it."""
    length: float | None = None
    crew: tuple[str, ...] = ()
    note: str = field(default="", compare=False)

    @property
    def manned(self) -> bool:
        return bool(self.crew)


@dataclass(slots=True)
class Pier:
    boats: list[Boat] = field(default_factory=list)


@dataclass
class Loose:
    name: str


class Ferry:
    name = "ferry"
'''


@pytest.fixture
def nouns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    yield importlib.import_module("nouns")


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    yield importlib.import_module("changes")


def _run(text: str, monkeypatch: pytest.MonkeyPatch, name: str = "harbour") -> Any:
    """The module that *text* is the source of.

    As Python: mypyc's decorator changes nothing, and nothing is frozen, for only compiled methods could set it then.
    """
    text = re.sub(r"^(_native_described.*)frozen=True\)$", r"\1frozen=False)", text, flags=re.MULTILINE)
    module = ModuleType(name)
    module.__dict__["_mypyc_attr"] = lambda **_: lambda cls: cls
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(text, name, "exec", dont_inherit=True), module.__dict__)
    return module


def test_it_looks_and_compares_as_before(nouns: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _run(SOURCE, monkeypatch)
    native = _run(nouns.written(SOURCE).text, monkeypatch)
    for module in (plain, native):
        boat = module.Boat("Ann", 9, ("Bo",), note="leaks")
        assert repr(boat) == "Boat(name='Ann', length=9, crew=('Bo',), note='leaks')"
        assert boat == module.Boat("Ann", 9, ("Bo",)) != module.Boat("Ann")
        assert hash(boat) == hash(("Ann", 9, ("Bo",)))
        assert boat.manned and sorted([boat, module.Boat("Ada")])[0].name == "Ada"
        assert boat != "Ann"
        assert replace(boat, name="Eve").crew == ("Bo",)
        assert module.Boat.__match_args__ == ("name", "length", "crew", "note")
        assert module.Pier().boats == []
        assert module.Pier().boats is not module.Pier().boats
    assert native.Boat("Ann").__reduce__() == (native.Boat, ("Ann", None, (), ""))
    assert get_type_hints(native.Boat) == get_type_hints(plain.Boat)


def test_only_dataclasses_with_slots_are_written(nouns: Any) -> None:
    text = nouns.written(SOURCE).text
    assert "@dataclass\nclass Loose" in text and "class Ferry:" in text
    assert text.count("@dataclass") == 1
    assert nouns.written("X = 1\n").text == "X = 1\n"


def test_each_line_knows_where_it_comes_from(nouns: Any) -> None:
    made = nouns.written(SOURCE)
    text, before = made.text.splitlines(), SOURCE.splitlines()
    (at,) = (number for number, line in enumerate(text) if "return bool(self.crew)" in line)
    assert before[made.lines[at] - 1] == text[at]


def test_options_that_are_not_known_are_refused(nouns: Any) -> None:
    with pytest.raises(ValueError, match="field name has options"):
        nouns.written(SOURCE.replace("name: str\n", "name: str = field(metadata={})\n", 1))
    with pytest.raises(ValueError, match="made of"):
        nouns.written(SOURCE.replace("name: str\n", "name: str = field(init=False)\n", 1))


@pytest.mark.parametrize("path", MODEL, ids=lambda path: path.name)
def test_the_nouns_of_the_model_keep_their_fields(path: Path, nouns: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source = path.read_text()
    plain = _run(source, monkeypatch, f"plain_{path.stem}")
    native = _run(nouns.written(source).text, monkeypatch, f"native_{path.stem}")
    for name, before in vars(plain).items():
        if hasattr(before, "__dataclass_fields__") and before.__module__ == plain.__name__:
            now = getattr(native, name)
            assert [_told(each) for each in fields(now)] == [_told(each) for each in fields(before)]
            assert now.__match_args__ == before.__match_args__


def _told(one: Any) -> tuple[Any, ...]:
    return one.name, one.type, one.default, one.default_factory, one.init, one.repr, one.compare, one.kw_only


CHANGING = """
from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Boat:
    name: str
    crew: tuple[str, ...] = ()


def swapped(one: Boat, other: Boat) -> Boat:
    return replace(
        replace(one, name="é"), crew=replace(other, name="x", crew=("Eve", *other.crew)).crew
    )


def cut(text: str) -> str:
    return text.replace("a", "b")
"""


def test_changes_are_made_by_methods(changes: Any, nouns: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = changes.changed(CHANGING)
    assert kinds == {("crew",), ("name",), ("crew", "name")}
    text = changes.as_methods(CHANGING)
    assert text.count("\n") == CHANGING.count("\n") and "replace(one" not in text
    native = _run(nouns.written(text, changes=kinds).text, monkeypatch)
    assert native.swapped(native.Boat("a"), native.Boat("b", ("Al",))) == native.Boat("é", ("Eve", "Al"))
    assert native.cut("cart") == "cbrt"
