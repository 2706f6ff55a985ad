"""Classes of words that keep the same company: a table that the network reads besides a word's own form."""

from __future__ import annotations

from collections.abc import Mapping

_BROAD_BITS = 0b111111
"""A class's number holds its path through the tree of classes, the first fork in the lowest bit: six make 60 kinds."""


class WordClasses:
    """The class of a word, a positive number; 0 where it has none."""

    __slots__ = ("_classes",)

    def __init__(self, classes: Mapping[str, int]) -> None:
        self._classes = classes

    @classmethod
    def parse(cls, table: str) -> WordClasses:
        """Those of a *table* as :func:`word_classes` reads it."""
        return cls(word_classes(table))

    def of(self, word: str) -> int:
        """The class of *word* as written; else in small letters; else, of a word in capitals, with one capital."""
        found = self._classes.get(word)
        if found is None and not word.islower():
            found = self._classes.get(word.lower()) or self._classes.get(word.capitalize())
        return found or 0

    def broad(self, word: str) -> int:
        """The kind that the class of *word* belongs to, from 1; 0 where it has none."""
        number = self.of(word)
        return (number & _BROAD_BITS) + 1 if number else 0


def word_classes(table: str) -> dict[str, int]:
    """The class of each word of *table*: lines of a class's number, a tab and its words with blanks between."""
    classes: dict[str, int] = {}
    for line in filter(None, table.split("\n")):
        number, _, words = line.partition("\t")
        classes.update(dict.fromkeys(words.split(" "), int(number)))
    return classes
