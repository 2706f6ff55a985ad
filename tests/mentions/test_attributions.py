"""Attribution: who is said to say what, on which words, through what; and what is no attribution at all."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.lexicon.loader import table
from fogline.mentions.attributions.cues import noun_cues, verb_cues, wants_parse
from fogline.mentions.attributions.find import find_attributions, outermost
from fogline.mentions.attributions.quotes import find_quotations
from fogline.model.mention import ActorMention, Attribution
from fogline.model.span import Span
from fogline.model.values import Actor

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "attributions.toml").read_text(encoding="utf-8"))["case"]


@cache
def attributions(text: str, actors: tuple[ActorMention, ...] = ()) -> tuple[Attribution, ...]:
    (sentences,) = Parser.load().parse([text], [split_sentences(text)])
    return find_attributions(text, sentences=sentences, actors=actors)


def actor(text: str, words: str, head: str, known: Actor, **fields: Any) -> ActorMention:
    start = text.index(words)
    at = text.index(head, start)
    return ActorMention(
        Span(start, start + len(words)), words, Span(at, at + len(head)), known, **{"entity": 0, **fields}
    )


def seen(text: str, attribution: Attribution, keys: list[str]) -> dict[str, Any]:
    """The attribution in the words of a case."""
    whole: dict[str, Any] = {
        "source": " ".join(span.of(text) for span in attribution.source),
        "cue": " ".join(span.of(text) for span in attribution.cue),
        "content": [span.of(text) for span in attribution.content],
        "speaker": attribution.speaker.name if attribution.speaker else "",
        "channel": attribution.channel or "",
        "kind": attribution.kind,
        "stance": attribution.stance,
        "continues": attribution.continues,
        "parent": -1 if attribution.parent is None else attribution.parent,
    }
    return {key: whole[key] for key in keys}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = attributions(text)
    wanted = [] if case.get("none") else case["says"]
    if case.get("only") or case.get("none"):
        assert len(found) == len(wanted), [seen(text, a, ["source", "cue", "content"]) for a in found]
    at = 0
    for want in wanted:
        rest = [seen(text, a, list(want)) for a in found[at:]]
        assert want in rest, rest
        at += rest.index(want) + 1


class TestSpeaker:
    def test_is_the_actor_whose_head_the_source_holds(self) -> None:
        text = "Ada Marsh, governor of the delta, said the dam had held."
        known = Actor("Ada Marsh", "official", role="governor of the delta", party="crown", country="XX")
        (said,) = attributions(text, (actor(text, "Ada Marsh", "Marsh", known),))
        assert said.speaker is not None
        assert (said.speaker.name, said.speaker.kind, said.speaker.role) == (
            "Ada Marsh",
            "official",
            "governor of the delta",
        )
        assert (said.speaker.party, said.speaker.country) == ("crown", "XX")
        assert said.speaker.text == "Ada Marsh, governor of the delta"

    def test_of_a_pronoun_is_whom_the_mention_resolves_it_to(self) -> None:
        text = "He said the dam had held."
        known = Actor("Ivan Reed", "military")
        (said,) = attributions(text, (actor(text, "He", "He", known, form="pronoun"),))
        assert said.speaker is not None
        assert (said.speaker.name, said.speaker.text) == ("Ivan Reed", "He")

    def test_a_pronoun_without_antecedent_is_not_guessed(self) -> None:
        (said,) = attributions("He said the dam had held.")
        assert said.speaker is not None
        assert said.speaker.name == "He"

    def test_a_person_does_not_answer_for_a_body(self) -> None:
        first, second = attributions("Ada Marsh said the dam had held. It said the road was open.")
        assert first.speaker is not None and first.speaker.name == "Ada Marsh"
        assert second.speaker is not None and second.speaker.name == "It"

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("A source said the dam had held.", "anonymous_official"),
            ("An official who asked not to be named said the dam had held.", "anonymous_official"),
            ("Residents said the dam had held.", "witness"),
            ("Analysts said the dam had held.", "analyst"),
            ("The defence ministry said the dam had held.", "government"),
            ("The army said the dam had held.", "military"),
            ("The newspaper said the dam had held.", "media"),
            ("Rebels said the dam had held.", "armed_group"),
            ("The mayor said the dam had held.", "official"),
        ],
    )
    def test_kind_comes_from_the_words_where_no_actor_is_known(self, text: str, kind: str) -> None:
        said = attributions(text)[0]
        assert said.speaker is not None
        assert said.speaker.kind == kind


class TestSpans:
    @pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
    def test_parent_holds_its_child(self, case: dict[str, Any]) -> None:
        found = attributions(case["text"])
        for attribution in found:
            if attribution.parent is not None:
                assert found[attribution.parent].covers((attribution.cue or attribution.content)[0])

    @pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
    def test_content_and_cue_keep_apart(self, case: dict[str, Any]) -> None:
        for attribution in attributions(case["text"]):
            assert not any(cue.overlaps(part) for cue in attribution.cue for part in attribution.content)

    def test_unparsed_sentences_are_passed_over(self) -> None:
        text = "The mayor said the dam had held."
        assert find_attributions(text, sentences=split_sentences(text), actors=()) == ()

    def test_empty_text(self) -> None:
        assert find_attributions("", sentences=(), actors=()) == ()


def test_outermost_joins_what_runs_on_and_leaves_out_what_lies_within() -> None:
    text = "“We stay,” Ada Marsh said. The wind rose. “The rebels said they had left.”"
    (whole,) = outermost(attributions(text))
    assert [part.of(text) for part in whole.content] == ["“We stay,”", "“The rebels said they had left.”"]


class TestWantsParse:
    @pytest.mark.parametrize(
        "text",
        [
            "The mayor said nothing new.",
            "“It is over.”",
            "Three died, according to police.",
            "Reports of looting spread.",
            "The army reportedly left.",
            "'It is over.'",
        ],
    )
    def test_where_somebody_may_speak(self, text: str) -> None:
        assert wants_parse(text)

    @pytest.mark.parametrize("text", ["Three people died.", "The road was open.", "The soldiers’ trench fell.", ""])
    def test_not_where_nobody_does(self, text: str) -> None:
        assert not wants_parse(text)


class TestQuotations:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("He said “no more” and left.", ["“no more”"]),
            ('"One." "Two."', ['"One."', '"Two."']),
            ("'Don't go,' she said, 'it isn't safe.'", ["'Don't go,'", "'it isn't safe.'"]),
            ("The soldiers' trench and the mayor's house", []),
            ("‘Old’ and «new»", ["‘Old’", "«new»"]),
            ("“He called it a ‘trap’ once.”", ["“He called it a ‘trap’ once.”"]),
            ("“He said “no” twice.”", ["“He said “no” twice.”"]),
            ("“It goes on\n\n“and ends.”", ["“It goes on", "“and ends.”"]),
            ('It is over."The army left.', []),
            ("''Doubled marks,'' he said.", ["''Doubled marks,''"]),
            ("a 6' wall and a 5\" shell", []),
        ],
    )
    def test_marks_of_every_style(self, text: str, found: list[str]) -> None:
        assert [quotation.span.of(text) for quotation in find_quotations(text)] == found

    def test_an_open_quotation_ends_with_its_sentence(self) -> None:
        text = "He said “we stay. The wind rose."
        (quotation,) = find_quotations(text)
        assert quotation.span.of(text) == "“we stay."
        assert not quotation.closed

    def test_reopened_in_the_next_paragraph_it_resumes(self) -> None:
        first, second = find_quotations("“It goes on\n\n“and ends.”")
        assert (first.closed, first.resumes, second.closed, second.resumes) == (False, False, True, True)


class TestLexicon:
    def test_every_verb_stands_in_one_class(self) -> None:
        words = [word for entry in table("speech")["verbs"].values() for word in entry["words"]]
        doubled = {word for word in words if words.count(word) > 1}
        assert doubled <= {"agree", "decide"}, doubled  # with a clause they state, with an infinitive they plan

    def test_stances_are_those_of_the_model(self) -> None:
        cues = [cue for cues in (*verb_cues().values(), *noun_cues().values()) for cue in cues]
        assert {cue.stance for cue in cues} <= {"affirm", "deny", "hedge", "demand", "plan", "expect", "neutral"}

    @pytest.mark.parametrize(
        ("form", "lemma"),
        [("said", "say"), ("denies", "deny"), ("told", "tell"), ("hoping", "hope"), ("swore", "swear")],
    )
    def test_forms_lead_to_their_verb(self, form: str, lemma: str) -> None:
        assert {cue.lemma for cue in verb_cues()[form]} == {lemma}


def test_a_pronoun_passes_over_names_in_quoted_words() -> None:
    text = (
        "Denis Marsh spoke. “General Ivan Bell kills children,” Colonel Marsh said. He later claimed his men had won."
    )
    marsh, bell = Actor(name="Denis Marsh", kind="official"), Actor(name="Ivan Bell", kind="official")
    named = (
        actor(text, "Denis Marsh", "Marsh", marsh),
        actor(text, "Ivan Bell", "Bell", bell, entity=1),
        replace(
            actor(text, "Marsh said", "Marsh", marsh), span=Span(text.index("Marsh said"), text.index("Marsh said") + 5)
        ),
        actor(text, "He", "He", bell, entity=1, form="pronoun"),
    )
    claimed = next(a for a in attributions(text, named) if a.cue_lemma == "claim")
    assert claimed.speaker is not None
    assert claimed.speaker.name == "Denis Marsh"


def test_a_surname_before_a_colon_speaks_where_the_text_names_the_person_in_full() -> None:
    text = "Marsh: the bridge will hold\n\nGovernor Ada Marsh spoke at noon."
    person = Actor(name="Ada Marsh", kind="official")
    named = (actor(text, "Governor Ada Marsh", "Ada", person),)
    said = attributions(text, named)[0]
    assert [span.of(text) for span in said.source] == ["Marsh"]
    assert not attributions(text)
