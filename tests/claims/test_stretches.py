"""What a stretch of a document holds, looked up in one step."""

from __future__ import annotations

import pytest

from fogline.claims.stretches import Stretches
from fogline.model.mention import Attribution, Mentions, PlaceMention
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Place


def sentence(index: int, start: int, end: int, paragraph: int = 0) -> Sentence:
    return Sentence(index=index, start=start, end=end, paragraph=paragraph, kind="title" if index == 0 else "body")


def said(source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]) -> Attribution:
    return Attribution(source=source, cue=cue, content=content, speaker=None, cue_lemma="say")


def place(name: str, start: int, country: str | None = None) -> PlaceMention:
    return PlaceMention(Span(start, start + 4), name, Place(name=name, country=country), "location")


SENTENCES = (sentence(0, 0, 10), sentence(1, 12, 20, 1), sentence(2, 21, 30, 1), sentence(3, 32, 40, 2))
# A quotation over two sentences that is led in by the one before it, and speech within one.
LONG = said((Span(0, 3),), (Span(4, 8),), (Span(12, 30),))
SHORT = said((Span(21, 23), Span(24, 25)), (Span(26, 28),), (Span(28, 30),))
MENTIONS = Mentions(
    sentences=SENTENCES,
    places=(place("Arda", 0, "AA"), place("Bork", 13), place("Cern", 21, "AA"), place("Dorn", 33, "DD")),
    attributions=(LONG, SHORT),
)


@pytest.mark.parametrize(
    ("number", "sources", "attributing", "attributed"),
    [
        (0, LONG.source, (LONG,), ()),
        (1, (), (), (LONG,)),
        (2, SHORT.source, (SHORT,), (LONG, SHORT)),
        (3, (), (), ()),
    ],
)
@pytest.mark.parametrize("alone", [False, True])
def test_speech_is_found_in_every_sentence_it_reaches_into_and_in_no_other(
    number: int,
    sources: tuple[Span, ...],
    attributing: tuple[Attribution, ...],
    attributed: tuple[Attribution, ...],
    alone: bool,
) -> None:
    asked = SENTENCES[number]
    stretches = Stretches(MENTIONS, (asked,) if alone else None)
    assert stretches.sources(asked) == sources
    assert stretches.attributing(asked) == attributing
    assert stretches.attributed(asked) == attributed


def test_places_begin_in_the_stretch() -> None:
    stretches = Stretches(MENTIONS)
    assert [m.text for m in stretches.places(13, 33)] == ["Bork", "Cern"]
    assert stretches.places(14, 21) == ()
    assert [m.text for m in stretches.places_of("AA")] == ["Arda", "Cern"]
    assert [m.text for m in stretches.places_of(None)] == ["Bork"]
    assert list(stretches.places_of("XX")) == []


def test_sentences_before_and_where_paragraphs_begin() -> None:
    stretches = Stretches(MENTIONS)
    assert [SENTENCES[at].index for at in stretches.before(SENTENCES[2])] == [0, 1, 2]
    assert [SENTENCES[at].index for at in stretches.paragraphs_before(SENTENCES[2])] == [0]
    assert stretches.paragraph_starts == {0: 0, 1: 12, 2: 32}
    assert stretches.titles == SENTENCES[:1]
