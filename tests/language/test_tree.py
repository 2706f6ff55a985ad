"""Look-ups over a tree written out by hand: word/dep/head (from 1, 0 for the root) with an optional /POS."""

from __future__ import annotations

import pytest

from fogline.language.tree import Tree
from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span

OFFICIAL = (
    "Gen./nmod:desc/2 Omar/nsubj/9 Nur/flat/2 ,/punct/6 the/det/6 mayor/appos/2 of/case/8 Lyman/nmod/6 told/root/0 "
    "Reuters/iobj/9 that/mark/13 rebels/nsubj/13 shelled/ccomp/9 the/det/15 town/nmod:poss/17 's/case/15 bridge/obj/13 "
    "and/cc/20 two/nummod/20 villages/conj/17 ./punct/9"
)
CLAUSES = (
    "Only/advmod/3 the/det/3 army/nsubj/10 ,/punct/7 which/nsubj/7 had/aux/7 left/acl:relcl/3 Kharkiv/obj/7 ,/punct/7 "
    "claims/root/0 almost/advmod/12 500/nummod/13 prisoners/obj/10 from/case/16 the/det/16 north/nmod/13"
)


@pytest.fixture
def official() -> Tree:
    return Tree(sentence_of(OFFICIAL))


@pytest.fixture
def clauses() -> Tree:
    return Tree(sentence_of(CLAUSES))


def test_root_children_and_subtree(official: Tree) -> None:
    assert official.root() == 8
    assert official.children(8) == (1, 9, 12, 20)
    assert official.children(8, "nsubj", "iobj") == (1, 9)
    assert official.subtree(5) == (3, 4, 5, 6, 7)


def test_ancestors_and_depth(official: Tree) -> None:
    assert official.ancestors(14) == (16, 12, 8)
    assert official.ancestors(8) == ()
    assert official.depth(14) == 3


def test_conjuncts_are_the_same_from_either_end(official: Tree) -> None:
    assert official.conjuncts(16) == (19,)
    assert official.conjuncts(19) == (16,)
    assert official.conjuncts(8) == ()


def test_conjuncts_of_conjuncts() -> None:
    tree = Tree(sentence_of("Rubizhne/root/0 ,/punct/3 Lyman/conj/1 and/cc/5 Izium/conj/1 or/cc/7 Popasna/conj/5"))
    assert tree.conjuncts(2) == (0, 4, 6)


def test_path_goes_up_and_down(official: Tree) -> None:
    assert official.path(1, 18) == [
        (8, "nsubj", "up"),
        (12, "ccomp", "down"),
        (16, "obj", "down"),
        (19, "conj", "down"),
        (18, "nummod", "down"),
    ]
    assert official.path(16, 8) == [(12, "obj", "up"), (8, "ccomp", "up")]
    assert official.path(3, 3) == []


def test_find_by_label(official: Tree) -> None:
    assert official.find(dep="nsubj") == (1, 11)
    assert official.find(dep=("nsubj", "obj")) == (1, 11, 16)
    assert official.find(dep="nsubj", lemma="rebels") == (11,)


def test_head_of_span(official: Tree) -> None:
    text = text_of(official)
    start = text.index("the town")
    assert official.head_of_span(Span(start, start + len("the town 's bridge"))) == 16
    assert official.head_of_span(Span(500, 510)) is None


def test_tokens_that_a_span_touches(official: Tree) -> None:
    text = text_of(official)
    start = text.index("told")
    assert official.tokens_in(Span(start + 2, start + 6)) == (8, 9), "parts count"
    assert official.tokens_in(Span(start + 4, start + 5)) == (), "the blank between"
    assert official.tokens_in(Span(0, len(text))) == tuple(range(21))


NOUN_PHRASES = [
    ("a name with its rank, not its apposition", "Omar", False, "Gen. Omar Nur"),
    ("full: with the apposition", "Omar", True, "Gen. Omar Nur , the mayor of Lyman"),
    ("of phrases belong to it", "mayor", False, "the mayor of Lyman"),
    ("a possessor loses its mark", "town", False, "the town"),
    ("coordination only in the full phrase", "bridge", False, "the town 's bridge"),
    ("full: with coordination", "bridge", True, "the town 's bridge and two villages"),
    ("a conjunct comes without its conjunction", "villages", True, "two villages"),
]


@pytest.mark.parametrize(("why", "word", "full", "expected"), NOUN_PHRASES, ids=[row[0] for row in NOUN_PHRASES])
def test_noun_phrases(official: Tree, why: str, word: str, full: bool, expected: str) -> None:
    assert phrase(official, word, full=full) == expected, why


def test_noun_phrase_leaves_relative_clauses_and_loose_adverbs(clauses: Tree) -> None:
    assert phrase(clauses, "army") == "the army"
    assert phrase(clauses, "army", full=True) == "the army , which had left Kharkiv"


def test_noun_phrase_keeps_what_bounds_a_figure(clauses: Tree) -> None:
    assert phrase(clauses, "prisoners") == "almost 500 prisoners from the north"


def test_noun_phrase_begins_behind_a_misplaced_preposition() -> None:
    tree = Tree(sentence_of("Since/case/3 the/det/3 raid/nmod/5 500/nummod/5 troops/nsubj/6 died/root/0"))
    assert phrase(tree, "troops") == "500 troops"


def test_unparsed_sentences_have_no_tree() -> None:
    with pytest.raises(ValueError, match="not been parsed"):
        Tree(Sentence(0, 0, 5, "body", 0))


def sentence_of(notation: str) -> Sentence:
    rows = [piece.split("/") for piece in notation.split()]
    tokens, at = [], 0
    for i, (text, dep, head) in enumerate(rows):
        governor = int(head) - 1 if head != "0" else i
        tokens.append(Token(i, at, at + len(text), text, text.lower(), "", "", dep, governor))
        at += len(text) + 1
    return Sentence(0, 0, at - 1, "body", 0, tuple(tokens))


def text_of(tree: Tree) -> str:
    return " ".join(token.text for token in tree.tokens)


def phrase(tree: Tree, word: str, *, full: bool = False) -> str:
    index = next(t.index for t in tree.tokens if t.text == word)
    return tree.noun_phrase(index, full=full).of(text_of(tree))
