"""Attitudes: who backs, resents or wants what, told beside what is said."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.mentions.attributions.cues import wants_parse
from fogline.mentions.attributions.find import find_attributions, outermost, with_attitudes
from fogline.model.mention import Attribution

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "attitudes.toml").read_text(encoding="utf-8"))["case"]


@cache
def attitudes(text: str) -> tuple[Attribution, ...]:
    return tuple(a for a in both(text) if a.type == "attitude")


@cache
def both(text: str) -> tuple[Attribution, ...]:
    (sentences,) = Parser.load().parse([text], [split_sentences(text)])
    said = find_attributions(text, sentences=sentences, actors=())
    return with_attitudes(text, sentences=sentences, actors=(), attributions=said)


def seen(text: str, attribution: Attribution, keys: list[str]) -> dict[str, Any]:
    """The attribution in the words of a case."""
    whole: dict[str, Any] = {
        "source": " ".join(span.of(text) for span in attribution.source),
        "cue": " ".join(span.of(text) for span in attribution.cue),
        "content": [span.of(text) for span in attribution.content],
        "speaker": attribution.speaker.name if attribution.speaker else "",
    }
    return {key: whole[key] for key in keys}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text, found = case["text"], attitudes(case["text"])
    wanted = [] if case.get("none") else case["says"]
    assert [seen(text, a, list(w)) for a, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted), [seen(text, a, ["source", "cue", "content"]) for a in found]


def test_claims_see_none_of_them() -> None:
    text = "The union backs the deal on grain."
    (sentences,) = Parser.load().parse([text], [split_sentences(text)])
    assert find_attributions(text, sentences=sentences, actors=()) == ()


def test_they_are_no_reason_to_parse() -> None:
    assert not wants_parse("The union backs the deal on grain.")


def test_what_an_attitude_holds_is_within_it() -> None:
    text = "The secretary mourned what he called a brazen breach."
    (whole,) = outermost(both(text))
    assert [part.of(text) for part in whole.content] == ["what he called a brazen breach"]
