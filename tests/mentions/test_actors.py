"""Actors: who acts and speaks, with role, body, country and side; what names the same actor; what names none."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from fogline.gazetteer.frozen import built_in
from fogline.gazetteer.layered import for_profile
from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.mentions.actors.find import find_actors
from fogline.mentions.places.find import find_places
from fogline.model.mention import ActorMention
from fogline.profiles.loader import load_profile

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "actors.toml").read_text(encoding="utf-8"))["case"]


@cache
def actors(text: str, profile: str = "generic", *, parsed: bool = True) -> tuple[ActorMention, ...]:
    known = load_profile(profile)
    sentences = split_sentences(text)
    if parsed:
        (sentences,) = Parser.load().parse([text], [sentences])
    places = find_places(text, sentences=sentences, gazetteer=for_profile(known, built_in()), profile=known)
    return find_actors(text, sentences=sentences, places=places, profile=known)


def named(mentions: tuple[ActorMention, ...], words: str) -> ActorMention:
    found = [mention for mention in mentions if mention.text == words]
    assert found, f"{words!r} is not among {[mention.text for mention in mentions]}"
    return found[-1]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    mentions = actors(case["text"], case["profile"])
    for wanted in case.get("find", []):
        mention = named(mentions, wanted["text"])
        values = {field: getattr(mention.actor, field) for field in wanted if field not in ("text", "form")}
        assert values == {field: wanted[field] or None for field in values}
        assert mention.form == wanted.get("form", mention.form)
    for words in case.get("absent", []):
        assert words not in [mention.text for mention in mentions]
    for one, other in case.get("same", []):
        assert named(mentions, one).entity == named(mentions, other).entity
    for one, other in case.get("differ", []):
        assert named(mentions, one).entity != named(mentions, other).entity


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_spans_are_verbatim_and_in_order(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = actors(text, case["profile"])
    assert [m.span.start for m in mentions] == sorted(m.span.start for m in mentions)
    for mention in mentions:
        assert mention.span.of(text) == mention.text
        assert mention.span.covers(mention.head)


def test_without_a_parse_only_known_names_are_found() -> None:
    text = "Zelensky met Joao Costa, the mayor of Lisbon."
    (only,) = actors(text, "ukraine", parsed=False)
    assert (only.text, only.actor.name, only.actor.party) == ("Zelensky", "Volodymyr Zelensky", "ukraine")


def test_apostrophes_may_be_curly() -> None:
    (only,) = actors("Ukraine’s general staff reported losses.", "ukraine", parsed=False)
    assert only.text == "Ukraine’s general staff"


def test_nothing_to_read() -> None:
    assert actors("", "ukraine") == ()


def test_a_long_text_takes_time_in_proportion() -> None:
    story = "Governor Lena Haddad said her troops held. The governor of Homs, Talal Aziz, said they had not. "
    short, long = story * 40, story * 320
    known = load_profile("generic")
    took = []
    for text in (short, long):
        (sentences,) = Parser.load().parse([text], [split_sentences(text)])
        started = process_time()
        found = find_actors(text, sentences=sentences, places=(), profile=known)
        took.append((process_time() - started) / len(found))
    assert took[1] < 6 * took[0], "eight times the text may not take more than six times as long for each mention"
