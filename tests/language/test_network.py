"""The network and the transitions read as the spaCy pipeline whose weights they run, but for what is rounded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from spacy.attrs import DEP, HEAD, SENT_START

from fogline.language.network import STEP, Encoder, Tagger
from fogline.language.pipeline import ATTRIBUTES
from fogline.language.transitions import TransitionParser
from fogline.language.weights import Weights

SENTENCES = (
    "Shelling.",
    "The governor said that two people, both of them medics, had been killed near the old mill.",
    "What did the rebels, whom nobody had seen since spring, want the elders of the valley to sign?",
    "A hearing is scheduled on the issue today, and more are expected than last year from the coast.",
    "Guns guns guns of of the the , , - - and and but !",
    "U.S.-made drones hit the depot at 3 a.m. (local time), destroying 12,000 rounds — the third such raid in a week.",
)


@pytest.fixture(scope="module")
def docs(nlp: Any) -> list[Any]:
    """The sentences as spaCy reads them, each kept whole."""
    docs = [nlp.make_doc(text) for text in SENTENCES]
    for doc in docs:
        if len(doc) > 1:
            starts = np.full(len(doc), -1, dtype="int64")
            starts[0] = 1
            doc.from_array([SENT_START], starts.view("uint64"))
        for _, component in nlp.pipeline:
            component(doc)
    return docs


@pytest.fixture(scope="module")
def encoder(weights: Weights) -> Encoder:
    return Encoder(weights)


@pytest.fixture(scope="module")
def vectors(encoder: Encoder, docs: list[Any]) -> Any:
    return encoder.vectors([encoder.numbers(_keys(doc)) for doc in docs])


def _keys(doc: Any) -> Any:
    return doc.to_array(list(ATTRIBUTES))


def _floats(vectors: Any) -> Any:
    """What rounded *vectors* stand for."""
    return (vectors.astype(np.float32) - 128) * STEP if vectors.dtype == np.uint8 else vectors


def test_vectors(nlp: Any, docs: list[Any], vectors: Any) -> None:
    expected = np.concatenate(nlp.get_pipe("tok2vec").predict(docs))
    assert np.sqrt(((_floats(vectors) - expected) ** 2).mean()) < 0.05 * np.sqrt((expected**2).mean())


def test_tags(weights: Weights, docs: list[Any], vectors: Any) -> None:
    named = [weights.tags[tag] for tag in Tagger(weights).tags(vectors)]
    assert named == [token.tag_ for doc in docs for token in doc]


def test_trees(weights: Weights, docs: list[Any], vectors: Any) -> None:
    """Where two readings are all but equally likely, rounding may decide: of these hundred words for two."""
    heads, labels = TransitionParser(weights).trees(vectors, [len(doc) for doc in docs])
    found: list[tuple[int, str]] = []
    expected: list[tuple[int, str]] = []
    for doc, own_heads, own_labels in zip(docs, heads, labels, strict=True):
        found += zip(own_heads, (label or "root" for label in own_labels), strict=True)
        steps, names = doc.to_array([HEAD, DEP]).T
        wanted = (i + step for i, step in enumerate(steps.view("int64").tolist()))
        expected += zip(wanted, (doc.vocab.strings[key].lower() for key in names), strict=True)
    assert sum(own != other for own, other in zip(found, expected, strict=True)) <= 2


@pytest.mark.parametrize("met_before", [True, False])
def test_a_sentence_reads_the_same_in_any_company(
    weights: Weights, encoder: Encoder, docs: list[Any], vectors: Any, met_before: bool
) -> None:
    reader = encoder if met_before else Encoder(weights)
    alone = reader.vectors([reader.numbers(_keys(docs[1]))])
    assert vectors[len(docs[0]) :][: len(docs[1])].tobytes() == alone.tobytes()


def test_words_met_late_read_as_those_met_early(weights: Weights, docs: list[Any]) -> None:
    """Of the first few thousand words some of the work is kept, of later ones it is done again."""
    early, late = Encoder(weights), Encoder(weights)
    keys = np.random.default_rng(1).integers(1, 2**60, (5_000, len(ATTRIBUTES)), dtype=np.uint64)
    late.numbers(keys)
    sentences = [_keys(doc) for doc in docs]
    first, second = (reader.vectors([reader.numbers(keys) for keys in sentences]) for reader in (early, late))
    assert first.tobytes() == second.tobytes()
