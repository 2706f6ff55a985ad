"""The words of texts: each stretch between blanks is taken apart once, and what is known of a word is kept with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from fogline.language.forms import Forms
from fogline.language.lemmas import lemma_of, past_forms
from fogline.language.network import Encoder
from fogline.language.tokens import Tokenizer, Word

_NOT_BLANK = re.compile(r"\S+")

MOST = 100_000
"""Stretches between blanks, or words, that are known together: a long run does not grow without end."""


class Known:
    """A word that came before: as written, in lower case, by the encoder's number; ``past`` says that it is a past form
    and nothing else."""

    __slots__ = ("_lemma", "_tag", "lower", "number", "past", "text")

    def __init__(self, text: str, number: int, *, past: bool) -> None:
        self.text: str = text
        self.lower: str = text.lower()
        self.number: int = number
        self.past: bool = past
        self._tag: str = ""
        self._lemma: str = ""

    def lemma(self, tag: str) -> str:
        """Its dictionary form with the Penn tag *tag*; that of the last tag, mostly the same again, is kept."""
        if tag != self._tag:
            self._lemma = lemma_of(self.text, tag)
            self._tag = tag
        return self._lemma


class _Stretch:
    """The words of a stretch of text without blanks, and where each begins in it."""

    __slots__ = ("begins", "words")

    def __init__(self, words: list[Known], begins: list[int]) -> None:
        self.words: list[Known] = words
        self.begins: list[int] = begins


class Vocabulary:
    """What is known of the words of texts, which *encoder* numbers by their *forms*; *most* of them at a time."""

    def __init__(self, tokenizer: Tokenizer, forms: Forms, encoder: Encoder, *, most: int = MOST) -> None:
        self._tokenizer, self._forms, self._encoder, self._most = tokenizer, forms, encoder, most
        self._stretches: dict[str, _Stretch] = {}
        self._words: dict[Word, Known] = {}

    def words(self, pieces: Sequence[str]) -> list[tuple[list[Known], list[int]]]:
        """The words of each piece of text, and where each begins in it.

        spaCy's tokenizer looks at each stretch between blanks by itself, so each is taken apart once.
        """
        parted = [_stretches(text) for text in pieces]
        known = self._stretches
        new: dict[str, None] = {}
        for parts in parted:
            for part in parts:
                if part not in known:
                    new[part] = None
        self._learn(list(new))
        return [self._put_together(parts) for parts in parted]

    def forget(self) -> None:
        """Forget all that came before if it has become much; no words are held meanwhile."""
        if max(len(self._stretches), len(self._encoder)) > self._most:
            self._stretches.clear()
            self._words.clear()
            self._forms.forget()
            self._encoder.forget()

    def _put_together(self, parts: list[str]) -> tuple[list[Known], list[int]]:
        words: list[Known] = []
        begins: list[int] = []
        at = 0
        for part in parts:
            stretch = self._stretches[part]
            if len(stretch.words) == 1:
                words.append(stretch.words[0])
                begins.append(at + stretch.begins[0])
            else:
                words.extend(stretch.words)
                for begin in stretch.begins:
                    begins.append(at + begin)
            at += len(part) + 1
        return words, begins

    def _learn(self, stretches: list[str]) -> None:
        """Take apart *stretches* of text that did not come before."""
        parted = [self._parted(text) for text in stretches]
        self._number(word for words, _ in parted for word in words)
        for text, (words, begins) in zip(stretches, parted, strict=True):
            self._stretches[text] = _Stretch([self._words[word] for word in words], begins)

    def _parted(self, text: str) -> tuple[list[Word], list[int]]:
        """The words of a stretch, and where each begins in it."""
        odd = _is_odd(text)
        parts = [(found.start(), found[0]) for found in _NOT_BLANK.finditer(text)] if odd else [(0, text)]
        words: list[Word] = []
        begins: list[int] = []
        for at, part in parts:
            for word, norm in self._tokenizer.words(part):
                # In training, words beside blanks that spaCy makes tokens of had no normal form but that of any word.
                words.append((word, None if odd else norm))
                begins.append(at)
                at += len(word)
        return words, begins

    def _number(self, words: Iterable[Word]) -> None:
        """Keep those of *words* that did not come before, with the encoder's numbers of them."""
        new = list(dict.fromkeys(word for word in words if word not in self._words))
        if new:
            rows = np.array([self._forms.row(*word) for word in new], np.uint64)
            pasts = past_forms()
            for word, number in zip(new, self._encoder.numbers(rows), strict=True):
                self._words[word] = Known(word[0], number, past=word[0] in pasts)


def _stretches(text: str) -> list[str]:
    return [text] if _is_odd(text) else text.split(" ")


def _is_odd(text: str) -> bool:
    """Whether *text* may hold blanks other than one between two words, of which spaCy makes tokens."""
    return not text or "  " in text or "\n" in text or not text.isprintable()
