"""Nouns that were compiled (``tools/nouns.py``) told to who asks of them what is asked of a dataclass."""

from __future__ import annotations

import dataclasses
from dataclasses import Field, FrozenInstanceError
from typing import Any, NoReturn

from fogline.model.quick import parts_of

_KIND = getattr(dataclasses, "_FIELD")  # noqa: B009 - no part of what the module promises


def spec(name: str, kind: str, **options: Any) -> Field[Any]:
    """A field of a dataclass: its name, its type as written, and what ``dataclasses.field`` takes."""
    made: Field[Any] = dataclasses.field(**options)
    made.name, made.type, made.kw_only = name, kind, options.get("kw_only", False)
    made._field_type = _KIND  # type: ignore[attr-defined]
    return made


def described(cls: type, own: tuple[Field[Any], ...], *, frozen: bool) -> None:
    """Tell *cls*'s fields, which are its *own*, to ``dataclasses.fields``, ``replace`` and ``asdict``, to
    ``typing.get_type_hints``, to ``match``, and to :func:`fogline.model.quick.replaced`.

    Where it is *frozen* nobody can set them any more but its compiled methods, which write to the struct.
    """
    told: dict[str, object] = {
        "__dataclass_fields__": {each.name: each for each in own},
        "__match_args__": tuple(each.name for each in own if each.init),
        "__annotations__": {each.name: each.type for each in own},
    }
    if frozen:
        told |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    for name, value in told.items():
        setattr(cls, name, value)
    parts_of(cls, tuple(each.name for each in own if each.init))


def _refuse_to_set(noun: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(noun: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
