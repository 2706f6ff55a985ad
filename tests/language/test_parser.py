"""What the shipped pipeline makes of sentences; the rows are such that a weaker parser may not get them wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.language.tree import Tree
from fogline.model.sentence import Sentence

EVENTS = [
    ("active", "Rebels seized the airport on Friday.", "seize", "nsubj", "Rebels"),
    ("object", "Rebels seized the airport on Friday.", "seize", "obj", "airport"),
    ("passive", "Three villages were shelled overnight.", "shell", "nsubj:pass", "villages"),
    ("agent of a passive", "The bridge was destroyed by government forces.", "destroy", "obl:agent", "forces"),
    ("speaker after a quote", "“They have left,” said mayor Omar Nur.", "say", "nsubj", "Nur Omar mayor"),
    ("speaker before what is said", "The ministry said that its troops had withdrawn.", "say", "nsubj", "ministry"),
    ("a weekday behind said", "The army said Friday that it had retaken the port.", "say", "ccomp", "retaken"),
    ("negation is seen", "The army did not confirm the losses.", "confirm", "advmod", "not"),
    ("headline without stop", "Rebels seize airport", "seize", "obj", "airport"),
    ("ordered to do", "Troops were ordered to leave the city.", "order", "xcomp", "leave"),
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


@pytest.mark.parametrize(("why", "text", "verb", "dep", "words"), EVENTS, ids=[row[0] for row in EVENTS])
def test_who_did_what(parser: Parser, why: str, text: str, verb: str, dep: str, words: str) -> None:
    tree = Tree(parse_one(parser, text))
    (head,) = tree.find(lemma=verb)
    found = [tree.tokens[i].text for i in tree.children(head, dep)]
    assert set(found) & set(words.split()), f"{why}: {dep} of {verb} is {found}"


TOKENS = [
    ("a joined prefix", "pro-government militia", ["pro-government", "militia"]),
    ("a hyphen between words", "Moscow-backed forces", ["Moscow", "-", "backed", "forces"]),
    ("a country in letters", "U.S.-led forces", ["U.S.", "-", "led", "forces"]),
    ("units on figures", "a 10km strip", ["a", "10", "km", "strip"]),
    ("ranks keep their stop", "Lt. Col. Nur", ["Lt.", "Col.", "Nur"]),
    ("possessives", "Syria’s army", ["Syria", "’s", "army"]),
    ("a double blank is no word", "two  jets can’t fly", ["two", "jets", "ca", "n’t", "fly"]),
    ("nor is a line break", "two\njets", ["two", "jets"]),
    ("a no-break space parts words", "two\u00a0jets flew", ["two", "jets", "flew"]),
    ("types of weapons", "two Su-34 jets", ["two", "Su-34", "jets"]),
]


@pytest.mark.parametrize(("why", "text", "expected"), TOKENS, ids=[row[0] for row in TOKENS])
def test_words(parser: Parser, why: str, text: str, expected: list[str]) -> None:
    assert [token.text for token in parse_one(parser, text).tokens] == expected, why


def test_tags_and_lemmas(parser: Parser) -> None:
    tokens = parse_one(parser, "The soldiers have withdrawn from Aleppo.").tokens
    assert [(t.lemma, t.tag, t.pos) for t in tokens] == [
        ("the", "DT", "DET"),
        ("soldier", "NNS", "NOUN"),
        ("have", "VBP", "AUX"),
        ("withdraw", "VBN", "VERB"),
        ("from", "IN", "ADP"),
        ("Aleppo", "NNP", "PROPN"),
        (".", ".", "PUNCT"),
    ]


def test_documents_keep_their_places(parser: Parser) -> None:
    texts = [
        "",
        "It fell. The long column of trucks never reached the town.",
        "Nobody who lived on the left bank of the river\nknew  why.",
    ]
    sentences = [split_sentences(text) for text in texts]
    parsed = parser.parse(texts, sentences)
    assert [len(of_document) for of_document in parsed] == [0, 2, 1]
    for text, of_document in zip(texts, parsed, strict=True):
        assert all(token.span.of(text) == token.text for s in of_document for token in s.tokens)
    assert [token.text for token in parsed[2][0].tokens[-3:]] == ["knew", "why", "."]


def test_only_what_is_wanted_is_parsed(parser: Parser) -> None:
    text = "It fell. They fled. We stayed."
    (parsed,) = parser.parse([text], [split_sentences(text)], [[False, True, False]])
    assert [s.parsed for s in parsed] == [False, True, False]


def test_the_version_names_the_weights_and_how_they_are_run(parser: Parser) -> None:
    name, _, version = parser.version.partition("@")
    assert name == "fogline_en"
    assert version.endswith("-8bit")


def test_the_version_is_known_without_the_weights(parser: Parser) -> None:
    assert Parser.shipped_version() == parser.version


def test_reading_costs_no_spacy() -> None:
    code = (
        "import sys\n"
        "from fogline.language.parser import Parser\n"
        "from fogline.language.sentences import split_sentences\n"
        "text = 'Rebels  seized the airport, he said.'\n"
        "[read] = Parser.load().parse([text], [split_sentences(text)])\n"
        "sys.exit(not read[0].tokens or 'spacy' in sys.modules or 'thinc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("abT .,“”’'-—\n\t\u00a0\u200b😀é5$@#("), min_size=1, max_size=80))
def test_any_text_gives_one_tree(parser: Parser, text: str) -> None:
    (parsed,) = parser.parse([text], [split_sentences(text)])
    for sentence in parsed:
        tokens = sentence.tokens
        assert all(text[t.start : t.end] == t.text for t in tokens)
        assert [t.head for t in tokens if t.head == t.index] == [Tree(sentence).root()] if tokens else True
        assert all(t.dep == "root" for t in tokens if t.head == t.index)
        assert all(len(Tree(sentence).ancestors(t.index)) < len(tokens) for t in tokens)


def parse_one(parser: Parser, text: str) -> Sentence:
    ((sentence,),) = parser.parse([text], [(Sentence(0, 0, len(text), "body", 0),)])
    return sentence


def test_a_preposition_hangs_on_the_head_of_its_phrase(parser: Parser) -> None:
    text = "Turkey now controls the whole of Afrin district - leaving just Manbij to conquer in Aleppo."
    tokens = parse_one(parser, text).tokens
    assert not [t.text for t in tokens if t.dep == "case" and t.index < t.head and tokens[t.head].dep == "compound"]


def test_past_forms_that_are_nothing_else_are_verbs(parser: Parser) -> None:
    sentence = parse_one(parser, "Government troops retook Palmyra.")
    retook = sentence.tokens[2]
    assert (retook.tag, retook.pos, retook.lemma) == ("VBD", "VERB", "retake")
