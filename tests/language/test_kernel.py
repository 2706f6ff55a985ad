"""What is read is the same in C as with numpy."""

from __future__ import annotations

import pytest

from fogline.language.kernel import NATIVE, checked
from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.language.weights import Weights

compiled = pytest.mark.skipif(not NATIVE, reason="the loops in C were not compiled (make compiled)")

TEXTS = (
    "Militants.",
    "No. Nobody came.",
    "Two drones, said to have been launched at dusk, fell on the quay; a third, the harbour master said, burned out.",
    "The deputy governor, whose convoy had left the capital before the curfew that the council had "
    "announced, was neither hurt nor seen.\n\n" + "Shells hit the mill and the mosque and the market. " * 7,
)


@pytest.mark.skipif(NATIVE, reason="the loops in C are there")
def test_loops_that_are_not_there_cannot_be_had() -> None:
    with pytest.raises(ValueError, match="not compiled"):
        checked(True)


@compiled
@pytest.mark.parametrize("texts", [TEXTS[:1], TEXTS, TEXTS[::-1] * 3], ids=["one word", "all", "many"])
def test_sentences_read_the_same(weights: Weights, texts: tuple[str, ...]) -> None:
    split = [split_sentences(text) for text in texts]
    plain, native = (Parser(weights, native=n).parse(texts, split) for n in (False, True))
    assert plain == native
