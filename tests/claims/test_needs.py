"""No sense is passed over that would hold: on the shipped dispatches, asked both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.claims.conditions import holds
from fogline.claims.needs import Needs, may_be, noun_needs, possible, verb_needs
from fogline.claims.noun_frames import noun_frame
from fogline.claims.scene import Scene
from fogline.claims.triggers import Sense, load_triggers
from fogline.claims.verb_frames import verb_frame
from fogline.model.extraction import Extraction
from fogline.pipeline import extract_batch
from tests.factories import a_document

DISPATCHES = sorted((Path(__file__).parents[2] / "sample" / "dispatches").glob("*.txt"))[:12]


def scenes(text: str) -> list[Scene]:
    (read,) = extract_batch([a_document(text, language="en")], profile="generic")
    assert isinstance(read, Extraction), read
    return [Scene(read.document, read.mentions, s) for s in read.mentions.sentences if s.parsed]


@pytest.fixture(scope="module")
def told() -> list[Scene]:
    assert DISPATCHES
    return [scene for path in DISPATCHES for scene in scenes(path.read_text(encoding="utf-8"))]


def test_a_sense_that_holds_is_possible(told: list[Scene]) -> None:
    lexicon, held = load_triggers(), 0
    for scene in told:
        for i, lemma in enumerate(scene.lemmas):
            verb = scene.tokens[i].pos == "VERB"
            senses: tuple[Sense, ...] = (lexicon.verbs if verb else lexicon.nouns).get(lemma, ())
            if not senses or (not verb and scene.tokens[i].pos not in ("NOUN", "PROPN", "ADJ")):
                continue
            frame = verb_frame(scene, i) if verb else noun_frame(scene, i)
            needs: tuple[Needs, ...] = verb_needs(lemma) if verb else noun_needs(lemma)
            holding = [number for number, sense in enumerate(senses) if holds(scene, frame, sense)]
            held += len(holding)
            assert set(holding) <= set(possible(scene, needs)), (lemma, scene.text(scene.sentence.span))
    assert held > 30


def test_no_word_has_a_class_that_its_sentence_does_not_offer(told: list[Scene]) -> None:
    for scene in told:
        for i, token in enumerate(scene.tokens):
            offered = all(may_be(scene, name) for name in scene.classes(i))
            assert offered, (token.text, scene.text(scene.sentence.span))


def test_what_the_sentence_cannot_tell_is_not_read() -> None:
    text = "The minister called for an early vote on the budget."
    (scene,) = scenes(text + " Soldiers shelled the town.")[:1]
    senses = load_triggers().verbs["call"]
    wanted = [n for n, sense in enumerate(senses) if sense.obl == ("for:weaponry",)]
    assert wanted and not set(wanted) & set(possible(scene, verb_needs("call")))
