"""Nouns to plain JSON values and back, by their type hints.

A dataclass becomes an object without the fields that have their default value, a span ``[start, end]``, a day or a
moment its ISO 8601 form, a tuple a list. Reading ignores keys it does not know and gives absent ones their default,
so that a noun may gain a field without a migration. Tokens of sentences are not kept: they are the parser's working
state, a multiple of the text in size, and parsing again restores them.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from fogline.model.claim import Reason
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Place, Toponym

T = TypeVar("T")

Convert = Callable[[Any], Any]

OFTEN_THE_SAME = frozenset({Place, Reason, Toponym})
"""Classes, hashable and small, whose objects are much alike: the form of one serves all that are equal to it."""

_REMEMBERED = 50_000
"""Objects of such a class whose form is kept."""

NOT_KEPT: Mapping[type, frozenset[str]] = {Sentence: frozenset({"tokens"})}
"""Fields that are left out of what is stored, by class; each has a default."""


def dumps(value: object) -> str:
    """*value*, a noun or a tuple of nouns, as compact JSON text."""
    plain = to_plain(value)
    text = _compact(plain).decode()
    # msgspec takes a fifth of json's time, but writes what is not a number as null, where json refuses it.
    return _strict(plain) if "null" in text and _may_hold_anything(value) else text


def loads(cls: type[T], text: str) -> T:
    """The *cls* that :func:`dumps` wrote as *text*."""
    return from_plain(cls, _plain(text))


def from_plain(cls: type[T], plain: object) -> T:
    """The *cls* that :func:`to_plain` gave as *plain*."""
    return typing.cast("T", _decoder(cls)(plain))


def cut(text: str, last: str) -> str:
    """*text*, which :func:`dumps` wrote, without its *last* field; as it is where it has none.

    Within a value quotes are escaped: nothing but the field itself reads like this.
    """
    head, found, _ = text.partition(f',"{last}":')
    return f"{head}}}" if found else text


def loads_tuple(cls: type[T], text: str) -> tuple[T, ...]:
    """The tuple of *cls* that :func:`dumps` wrote as *text*."""
    decode = _decoder(cls)
    return tuple(decode(item) for item in _plain(text))


def to_plain(value: object) -> Any:
    """*value*, a noun or a tuple of nouns, as JSON values."""
    if isinstance(value, tuple):
        return [_encoder(type(item))(item) for item in value]
    return _encoder(type(value))(value)


_plain = msgspec.json.Decoder().decode
_compact = msgspec.json.Encoder().encode
_strict = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _same(value: Any) -> Any:
    return value


def _finite(number: float) -> float:
    """*number*, which is one.

    Raises:
        ValueError: it is infinite or none at all, which JSON has no form for.
    """
    if isfinite(number):
        return number
    raise ValueError(f"JSON has no form for the number {number}")


def _may_hold_anything(value: object) -> bool:
    kinds: Any = {type(item) for item in value} if isinstance(value, tuple) else (type(value),)
    return any(map(_takes_anything, kinds))


@cache
def _takes_anything(kind: Any) -> bool:
    """Whether objects of *kind* may hold values of which their hints say nothing, so that no encoder has seen them."""
    if not is_dataclass(kind):
        return True
    hints = get_type_hints(kind)
    return any(map(_is_open, (hints[field.name] for field in fields(kind))))


def _is_open(hint: Any) -> bool:
    hint = _inner(hint)
    if get_origin(hint) is tuple:
        return _is_open(get_args(hint)[0])
    if isinstance(hint, type) and is_dataclass(hint):
        return _takes_anything(hint)
    return hint in (object, Any) or get_origin(hint) is Mapping


def _inner(hint: Any) -> Any:
    """*hint* without ``None``, which is its own JSON form."""
    if get_origin(hint) not in (typing.Union, types.UnionType):
        return hint
    rest = [arg for arg in get_args(hint) if arg is not type(None)]
    if len(rest) != 1:
        raise TypeError(f"no JSON form for {hint}")
    return rest[0]


def _encoder(hint: Any) -> Convert:
    """The function that turns values of *hint* but ``None`` into JSON values; ``_same`` where they already are."""
    return _encoder_of(hint)


@cache
def _encoder_of(hint: Any) -> Convert:
    hint = _inner(hint)
    if hint is Span:
        encode: Convert = _encode_span
    elif hint is float:
        encode = _finite
    elif hint in (date, datetime):
        encode = hint.isoformat
    elif get_origin(hint) is tuple:
        encode = _sequence(_encoder(get_args(hint)[0]), list)
    elif isinstance(hint, type) and is_dataclass(hint):
        encode = _object_encoder(hint)
    else:
        _check_plain(hint)
        return dict if get_origin(hint) is Mapping else _same
    return encode


def _decoder(hint: Any) -> Convert:
    """The function that turns JSON values but ``null`` back into values of *hint*."""
    return _decoder_of(hint)


@cache
def _decoder_of(hint: Any) -> Convert:
    hint = _inner(hint)
    if hint is Span:
        decode: Convert = _decode_span
    elif hint in (date, datetime):
        decode = hint.fromisoformat
    elif get_origin(hint) is tuple:
        decode = _sequence(_decoder(get_args(hint)[0]), tuple)
    elif isinstance(hint, type) and is_dataclass(hint):
        decode = _object_decoder(hint)
    else:
        _check_plain(hint)
        return _same
    return decode


def _check_plain(hint: Any) -> None:
    if hint not in (str, int, float, bool, object, Any) and get_origin(hint) not in (Literal, Mapping):
        raise TypeError(f"no JSON form for {hint}")


def _encode_span(span: Span) -> list[int]:
    return [span.start, span.end]


def _decode_span(pair: list[int]) -> Span:
    return Span(pair[0], pair[1])


def _sequence(convert: Convert, kind: type) -> Convert:
    if convert is _same:
        return kind
    return lambda items: kind([convert(item) for item in items])


def _object_encoder(cls: type) -> Convert:
    """What makes a JSON object of a *cls*: generated source, as the ``__init__`` of a dataclass is."""
    hints = get_type_hints(cls)
    kept = [f for f in fields(cls) if f.name not in NOT_KEPT.get(cls, frozenset())]
    names: dict[str, Any] = {"isfinite": isfinite}
    lines = []
    for f in kept:
        names |= {f"as_{f.name}": _encoder(hints[f.name]), f"default_{f.name}": f.default}
        lines.append(f"    part = value.{f.name}")
        # Identity is enough: writing a default out does no harm. Compiled nouns make their numbers anew, though.
        unlike = "!=" if hints[f.name] is float else "is not"
        told = _encoding(hints[f.name], f"as_{f.name}", names)
        lines.append(f"    if part {unlike} default_{f.name}: plain[{f.name!r}] = {told}")
    made: dict[str, Any] = {}
    exec("\n".join(["def encode(value):", "    plain = {}", *lines, "    return plain"]), names, made)
    encode: Convert = made["encode"]
    return _remembering(cls, encode) if cls in OFTEN_THE_SAME else encode


def _encoding(hint: Any, convert: str, names: dict[str, Any]) -> str:
    """The expression that gives the JSON value of ``part``, which is of *hint*; *convert* is its function's name.

    What is quick to say in place is said there: a call takes longer.
    """
    kind = _inner(hint)
    if names[convert] is _same:
        return "part"
    if kind is float:
        return f"part if part is None or isfinite(part) else {convert}(part)"
    told = f"{convert}(part)"
    if kind is Span:
        told = "[part.start, part.end]"
    elif get_origin(kind) is tuple and names[convert] is not list:
        each = names[f"each_{convert}"] = _encoder(get_args(kind)[0])
        item = "[item.start, item.end]" if each is _encode_span else f"each_{convert}(item)"
        told = f"[{item} for item in part]"
    return told if kind is hint else f"None if part is None else {told}"


def _remembering(cls: type, encode: Convert) -> Convert:
    """*encode* for objects of *cls* that are much alike: what has been written for one is not written again."""
    values = attrgetter(*(field.name for field in fields(cls)))
    known: dict[object, msgspec.Raw] = {}

    def remembered(value: object) -> Any:
        key = values(value)
        found = known.get(key)
        if found is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[key] = msgspec.Raw(_compact(encode(value)))
        return found

    return remembered


def _object_decoder(cls: type) -> Convert:
    """What makes a *cls* of a JSON object: generated source, as the ``__init__`` of a dataclass is.

    Keys that *cls* does not know are passed over, absent ones get their default.
    """
    hints = get_type_hints(cls)
    if any(not field.init or field.kw_only or field.default_factory is not MISSING for field in fields(cls)):
        return _slow_object_decoder(cls)
    names: dict[str, Any] = {"make": cls}
    for field in fields(cls):
        names |= {f"as_{field.name}": _decoder(hints[field.name]), f"default_{field.name}": field.default}
    parts = (_decoding(field, names[f"as_{field.name}"] is _same) for field in fields(cls))
    made: dict[str, Any] = {}
    exec(f"def decode(plain):\n    get = plain.get\n    return make({', '.join(parts)})", names, made)
    decode: Convert = made["decode"]
    return decode


def _decoding(field: Field[Any], as_it_is: bool) -> str:
    """The expression that gives a field's value out of ``plain``."""
    key, default = repr(field.name), f"default_{field.name}"
    absent = "None" if field.default in (None, MISSING) else default
    told = f"plain[{key}]" if field.default is MISSING else f"get({key}, {default})"
    if as_it_is:
        return told
    converted = f"as_{field.name}(part)" if absent == "None" else f"None if part is None else as_{field.name}(part)"
    return f"{absent} if (part := {told}) is {absent} else {converted}"


def _slow_object_decoder(cls: type) -> Convert:
    """The same for classes of which a field has a default that is made anew for each."""
    hints = get_type_hints(cls)
    plan = {f.name: _decoder(hints[f.name]) for f in fields(cls)}

    def decode(plain: dict[str, Any]) -> Any:
        return cls(**{name: _unless_unknown(plan[name], part) for name, part in plain.items() if name in plan})

    return decode


def _unless_unknown(convert: Convert, part: Any) -> Any:
    return None if part is None else convert(part)
