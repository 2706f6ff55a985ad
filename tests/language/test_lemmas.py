"""Dictionary forms: the word with its Penn tag, and the form expected."""

from __future__ import annotations

import pytest

from fogline.language.lemmas import lemma_of

WORDS = [
    ("regular past", "shelled/VBD", "shell"),
    ("lost e", "seized/VBN", "seize"),
    ("lost e behind two vowels", "besieged/VBN", "besiege"),
    ("doubled letter", "planned/VBD", "plan"),
    ("British doubled letter", "pummelled/VBD", "pummel"),
    ("double l of its own", "pulled/VBD", "pull"),
    ("y for i", "occupied/VBN", "occupy"),
    ("irregular", "withdrew/VBD", "withdraw"),
    ("same letters, other verb", "lay/VBD", "lie"),
    ("going on", "retreating/VBG", "retreat"),
    ("third person", "pushes/VBZ", "push"),
    ("to be, cut short", "’s/VBZ", "be"),
    ("not, cut short", "n’t/RB", "not"),
    ("plural", "missiles/NNS", "missile"),
    ("plural in ies", "casualties/NNS", "casualty"),
    ("men", "gunmen/NNS", "gunman"),
    ("people in i", "Houthis/NNPS", "Houthi"),
    ("place names stay", "Kharkiv/NNP", "Kharkiv"),
    ("name in s stays", "Homs/NNP", "Homs"),
    ("comparison", "heavier/JJR", "heavy"),
    ("an irregular one", "worst/JJS", "bad"),
    ("adjectives of names lose their capital", "Syrian/JJ", "syrian"),
    ("decades", "1990s/NNS", "1990s"),
]


@pytest.mark.parametrize(("why", "word", "expected"), WORDS, ids=[row[0] for row in WORDS])
def test_dictionary_forms(why: str, word: str, expected: str) -> None:
    text, tag = word.rsplit("/", 1)
    assert lemma_of(text, tag) == expected, why
