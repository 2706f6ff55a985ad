"""What kind of thing a noun names, by its lemma: the word classes that senses and figures are told by."""

from __future__ import annotations

from functools import cache

from fogline.lexicon.loader import table

_TABLE = "noun_classes"


@cache
def class_words(name: str) -> frozenset[str]:
    """The lemmas of class *name*.

    Raises:
        KeyError: there is no such class.
    """
    return frozenset(str(table(_TABLE)[name]).split())


@cache
def classes_of_lemma(lemma: str) -> frozenset[str]:
    """The classes that *lemma* (lower case) stands in; empty for an unknown word."""
    return _classes().get(lemma, frozenset())


@cache
def classed_words() -> frozenset[str]:
    """Every lemma that stands in some class."""
    return frozenset(_classes())


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in table(_TABLE):
        for word in class_words(name):
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
