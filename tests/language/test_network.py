"""The network and the transitions read exactly as the spaCy pipeline whose weights they run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from spacy.attrs import DEP, HEAD, SENT_START

from fogline.language.network import Encoder, Tagger
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


def test_vectors(nlp: Any, docs: list[Any], vectors: Any) -> None:
    expected = np.concatenate(nlp.get_pipe("tok2vec").predict(docs))
    np.testing.assert_allclose(vectors, expected, atol=1e-4)


def test_tags(weights: Weights, docs: list[Any], vectors: Any) -> None:
    named = [weights.tags[tag] for tag in Tagger(weights).tags(vectors)]
    assert named == [token.tag_ for doc in docs for token in doc]


def test_trees(weights: Weights, docs: list[Any], vectors: Any) -> None:
    heads, labels = TransitionParser(weights).trees(vectors, [len(doc) for doc in docs])
    for doc, own_heads, own_labels in zip(docs, heads, labels, strict=True):
        expected = doc.to_array([HEAD, DEP])
        assert own_heads == [i + step for i, step in enumerate(expected[:, 0].view("int64").tolist())]
        assert [label or "root" for label in own_labels] == [doc.vocab.strings[key].lower() for key in expected[:, 1]]


@pytest.mark.parametrize("met_before", [True, False])
def test_a_sentence_reads_the_same_in_any_company(
    weights: Weights, encoder: Encoder, docs: list[Any], vectors: Any, met_before: bool
) -> None:
    reader = encoder if met_before else Encoder(weights)
    alone = reader.vectors([reader.numbers(_keys(docs[1]))])
    np.testing.assert_allclose(vectors[len(docs[0]) :][: len(docs[1])], alone, atol=1e-5)


def test_words_met_late_read_as_those_met_early(weights: Weights, docs: list[Any]) -> None:
    """Of the first few thousand words some of the work is kept, of later ones it is done again."""
    early, late = Encoder(weights), Encoder(weights)
    keys = np.random.default_rng(1).integers(1, 2**60, (5_000, len(ATTRIBUTES)), dtype=np.uint64)
    late.numbers(keys)
    sentences = [_keys(doc) for doc in docs]
    first, second = (reader.vectors([reader.numbers(keys) for keys in sentences]) for reader in (early, late))
    assert first.tobytes() == second.tobytes()
