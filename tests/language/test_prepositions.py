"""Prepositions in parsed sentences: on the head of their phrase, and never before an object."""

from __future__ import annotations

import pytest

from fogline.language.parser import Parser
from fogline.language.tree import Tree
from tests.language.test_parser import parse_one

ROWS = [
    ("a count with 'as many as' is an object", "The rebels said they had encircled as many as 900 soldiers near Goma.",
     "encircle", "obj", "soldiers"),
    ("what is claimed is a noun", "Army claims capture of Goma", "claim", "obj", "capture"),
    ("a phrase with a preposition is no object", "The aid agency said that more than 300 families were still hiding "
     "below the Nile Textile plant.", "hide", "obl", "plant"),
    ("a particle is no preposition", "Forty soldiers laid down their arms.", "lay", "obj", "arms"),
    ("behind 'to' stands a verb with its object", "The militia vowed to free the town of Bunia from occupation.",
     "free", "obj", "town"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "verb", "dep", "word"), ROWS, ids=[row[0] for row in ROWS])
def test_what_hangs_on_the_verb(why: str, text: str, verb: str, dep: str, word: str) -> None:
    tree = Tree(parse_one(Parser.load(), text))
    (head,) = tree.find(lemma=verb)
    assert word in [tree.tokens[i].text for i in tree.children(head, dep)], why


def test_a_noun_is_tagged_as_one() -> None:
    (capture,) = [t for t in parse_one(Parser.load(), "Army claims capture of Goma").tokens if t.text == "capture"]
    assert (capture.tag, capture.pos) == ("NN", "NOUN")
