"""The words of texts, with what is known of them."""

from __future__ import annotations

from fogline.language.network import Encoder
from fogline.language.tokens import Tokenizer
from fogline.language.vocabulary import Vocabulary
from fogline.language.weights import Weights

TEXT = "The army’s 10km advance, it said, overran Northford."


def test_words_stand_where_they_begin(weights: Weights) -> None:
    ((words, begins), (none, _)) = _vocabulary(weights).words([TEXT, ""])
    assert [(word.text, begin) for word, begin in zip(words, begins, strict=True)] == [
        *(("The", 0), ("army", 4), ("’s", 8), ("10", 11), ("km", 13), ("advance", 16), (",", 23), ("it", 25)),
        *(("said", 28), (",", 32), ("overran", 34), ("Northford", 42), (".", 51)),
    ]
    assert none == []


def test_a_word_keeps_its_number_and_says_what_it_is(weights: Weights) -> None:
    ((words, _),) = _vocabulary(weights).words([TEXT])
    of = {word.text: word for word in words}
    assert [word.number for word in words if word.text == ","] == [of[","].number] * 2
    assert len({word.number for word in of.values()}) == len(of)
    assert of["The"].lower == "the"
    assert [word.text for word in words if word.past] == ["said", "overran"]


def test_the_dictionary_form_is_that_of_the_tag_asked_for(weights: Weights) -> None:
    (((word,), _),) = _vocabulary(weights).words(["leaves"])
    assert [word.lemma(tag) for tag in ("NNS", "VBZ", "VBZ", "NNS")] == ["leaf", "leave", "leave", "leaf"]


def test_what_was_forgotten_is_read_as_before(weights: Weights) -> None:
    known = Vocabulary(Tokenizer(weights.rules), weights.forms, Encoder(weights), most=3)
    ((before, begins),) = known.words([TEXT])
    known.forget()
    ((after, begins_after),) = known.words([TEXT])
    assert [(word.text, word.number) for word in after] == [(word.text, word.number) for word in before]
    assert begins_after == begins


def _vocabulary(weights: Weights) -> Vocabulary:
    return Vocabulary(Tokenizer(weights.rules), weights.forms, Encoder(weights))
