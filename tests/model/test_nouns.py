"""Nouns are the same to whoever holds them, whether Python or C is beneath: frozen, hashable, stored and sent."""

from __future__ import annotations

import copy
import importlib
import pickle
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import get_type_hints

import pytest

from fogline.model.claim import Claim, Quantity, Reason
from fogline.model.mention import Mentions
from fogline.model.quick import replaced
from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span
from fogline.model.values import Place

MODEL = sorted((Path(__file__).parents[2] / "src" / "fogline" / "model").glob("[a-z]*.py"))
TOKEN = Token(0, 4, 10, "Bridge", "bridge", "NN", "NOUN", "root", 0)
TWO = Quantity("two", "killed", Span(0, 3), low=2)
CLAIM = Claim("c1", "d1", Span(0, 20), Span(4, 10), "capture", quantities=(TWO,))
NOUNS = [TOKEN, Span(4, 10), Sentence(0, 0, 20, "body", 0, (TOKEN,)), CLAIM, Place("Dry Ford"), Mentions()]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: type(noun).__name__)
def test_one_that_was_stored_sent_or_copied_is_the_same(noun: object) -> None:
    for again in (pickle.loads(pickle.dumps(noun)), copy.copy(noun), copy.deepcopy(noun)):
        assert again == noun and hash(again) == hash(noun) and repr(again) == repr(noun)


@pytest.mark.parametrize("path", MODEL, ids=lambda path: path.name)
def test_plain_and_compiled_ones_are_sent_in_one_form(path: Path) -> None:
    """A worker that has them compiled reads what one that has not was sent."""
    module = importlib.import_module(f"fogline.model.{path.stem}")
    nouns = [each for each in vars(module).values() if isinstance(each, type) and is_dataclass(each)]
    assert all("__reduce__" in vars(each) for each in nouns)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: type(noun).__name__)
def test_none_can_be_changed(noun: object) -> None:
    name = next(iter(get_type_hints(type(noun))))
    with pytest.raises(AttributeError):
        setattr(noun, name, getattr(noun, name))
    with pytest.raises((AttributeError, TypeError)):
        setattr(noun, "no_such_field", 1)  # noqa: B010 - what is tried


def test_each_tells_its_fields() -> None:
    assert [each.name for each in fields(Token) if each.init][-3:] == ["pos", "dep", "head"]
    assert {each.name: each.default for each in fields(Place)}["score"] == 0.0
    assert get_type_hints(Reason)["weight"] == float | None
    assert asdict(Span(1, 2)) == {"start": 1, "end": 2}


def test_one_with_changes_is_another() -> None:
    assert replace(CLAIM, headline=True) == replaced(CLAIM, headline=True) != CLAIM
    assert replace(TOKEN, text="BRIDGE").lower == "bridge"
    with pytest.raises(TypeError):
        replaced(CLAIM, no_such_field=1)


def test_what_is_not_compared_is_not() -> None:
    told = replace(CLAIM, reasons=(Reason("event_type", "trigger"),))
    assert told == CLAIM and hash(told) == hash(CLAIM)


def test_spans_have_an_order_and_are_like_nothing_else() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]
    pair: object = (1, 2)
    assert Span(1, 2) != pair and repr(Span(1, 2)) == "Span(start=1, end=2)"
    match Span(1, 2):
        case Span(start, end):
            assert (start, end) == (1, 2)


def test_a_figure_is_kept_as_it_was_given() -> None:
    assert repr(TWO.low) == "2"
