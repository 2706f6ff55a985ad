"""Words are parted, and numbered, as in the spaCy pipeline that the weights were trained in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fogline.language.pipeline import ATTRIBUTES, reading_of
from fogline.language.tokens import Tokenizer
from fogline.language.weights import Weights

STRETCHES = [
    "shelling",
    "shelled.",
    "(Friday),",
    "“We’ll",
    "Syria’s",
    "can't",
    "CANNOT",
    "pro-government",
    "Moscow-backed",
    "U.S.-led",
    "10km",
    "3a.m.,",
    "a.m.",
    "Jan.",
    "St.",
    "US$2.5bn",
    "$1,200,000",
    "20°C.",
    "https://example.org/a-page?x=1),",
    "@minister_of#peace",
    "wounded…and",
    "north/south",
    "1990s–2000s",
    "12:30",
    "agent",
    "X",
    "Ид",
    "х" * 120,
    "'s",
    "d'etat",
    ":-)",
]


@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_stretch_is_what_spacy_makes_of_it(nlp: Any, weights: Weights, stretch: str) -> None:
    assert_alike(nlp, weights, stretch)


def test_so_is_each_that_the_list_names(nlp: Any, weights: Weights) -> None:
    for stretch in weights.rules.specials:
        assert_alike(nlp, weights, stretch)


pieces = st.sampled_from([*STRETCHES, *".,;:!?()[]\"'“”’-–—…/*%$€£#@+=<>~°•", "'s", "’s", "n't", "km", "U.S.", "p.m."])


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces | st.text(max_size=4), min_size=1, max_size=4).map("".join))
@example("a.m.'s")
@example("''")
def test_so_is_any_other(nlp: Any, weights: Weights, stretch: str) -> None:
    for part in stretch.split():
        assert_alike(nlp, weights, part)


def test_what_is_kept_with_the_weights_is_what_the_pipeline_has(nlp: Any, weights: Weights) -> None:
    reading = reading_of(nlp)
    assert reading["moves"] == list(weights.moves)
    assert reading["tokenizer"]["plainly"] == weights.rules.plainly
    assert {pattern: reading["tokenizer"][pattern] for pattern in ("prefix", "suffix", "infix", "url")} == {
        "prefix": weights.rules.prefix,
        "suffix": weights.rules.suffix,
        "infix": weights.rules.infix,
        "url": weights.rules.url,
    }


def assert_alike(nlp: Any, weights: Weights, stretch: str) -> None:
    doc = nlp.make_doc(stretch)
    words = Tokenizer(weights.rules).words(stretch)
    assert [word for word, _ in words] == [token.text for token in doc], stretch
    rows = np.array([weights.forms.row(*word) for word in words], np.uint64)
    assert rows.tolist() == doc.to_array(list(ATTRIBUTES)).reshape(len(doc), -1).tolist(), stretch
