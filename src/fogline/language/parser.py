"""Tokens, tags and trees for sentences that have been split already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from fogline.language.kernel import NATIVE
from fogline.language.lemmas import lemma_of, past_forms
from fogline.language.mending import mend
from fogline.language.network import Encoder, Tagger
from fogline.language.prepositions import settle_prepositions
from fogline.language.tokens import Tokenizer, Word
from fogline.language.transitions import TransitionParser
from fogline.language.weights import NAME, Weights, read_weights
from fogline.model.sentence import Sentence, Token

_Stretch = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]
"""The words of a stretch of text without blanks, where each begins in it, and the encoder's numbers of them."""
_NOT_BLANK = re.compile(r"\S+")

_WEIGHTS = Path(__file__).parent / "data" / "english.zip"

# Sentences are parsed in batches of about this many characters, of like length: with 16,000 the parser makes its moves
# for too few at a time, with 32,000 what it adds up no longer stays at hand (5 % and 20 % more time for the trees).
_BATCH_CHARACTERS = 24_000
# With this many stretches between blanks, or words, known, all are forgotten: a long run does not grow without end.
_KEPT_STRETCHES = 100_000


class Parser:
    """Reads sentences into tokens with lemma, tag and dependency; :meth:`load` gives one that all share.

    *native* has the network's loops run in C, which gives the same.
    """

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        self._weights = weights
        self._tokenizer = Tokenizer(weights.rules)
        self._encoder = Encoder(weights, native=native)
        self._tagger, self._transitions = Tagger(weights), TransitionParser(weights, native=native)
        # Of the matrix products, too small to be shared out; processes side by side are what gives speed.
        self._threads = ThreadpoolController()
        self._tags: list[tuple[str, str]] = [_parted(label) for label in weights.tags]
        self._known: dict[str, _Stretch] = {}
        self._numbers: dict[Word, int] = {}

    @staticmethod
    @cache
    def load() -> Parser:
        """The parser over the shipped weights, loaded once per process.

        Raises:
            FileNotFoundError: the package was built without its weights.
        """
        return Parser(read_weights(_WEIGHTS))

    @property
    def version(self) -> str:
        """Name and version of the weights, as ``name@version``."""
        return f"{NAME}@{self._weights.version}"

    def parse(
        self,
        texts: Sequence[str],
        sentences: Sequence[tuple[Sentence, ...]],
        wanted: Sequence[Sequence[bool]] | None = None,
    ) -> list[tuple[Sentence, ...]]:
        """The same *sentences*, with tokens.

        *texts* holds one text per document, *sentences* the sentences of each (offsets into its text). *wanted*,
        of the same shape as *sentences*, says which to parse; the others, and blank ones, come back as they were.
        Many documents at once are parsed faster than one by one.
        """
        out = [list(of_document) for of_document in sentences]
        places = [
            (d, s)
            for d, of_document in enumerate(sentences)
            for s in range(len(of_document))
            if wanted is None or wanted[d][s]
        ]
        places.sort(key=lambda place: len(sentences[place[0]][place[1]].span))
        self._forget()
        with self._threads.limit(limits=1, user_api="blas"):
            for batch in _batches(places, sentences):
                chosen = [out[d][s] for d, s in batch]
                pieces = [texts[d][chosen[k].start : chosen[k].end] for k, (d, _) in enumerate(batch)]
                for (d, s), sentence, tokens in zip(batch, chosen, self._read(pieces, chosen), strict=True):
                    out[d][s] = Sentence(
                        sentence.index, sentence.start, sentence.end, sentence.kind, sentence.paragraph, tokens
                    )
        return [tuple(of_document) for of_document in out]

    def _forget(self) -> None:
        if max(len(self._known), len(self._encoder)) > _KEPT_STRETCHES:
            self._known.clear()
            self._numbers.clear()
            self._weights.forms.forget()
            self._encoder.forget()

    def _read(self, pieces: list[str], sentences: list[Sentence]) -> Iterator[tuple[Token, ...]]:
        """The tokens of each piece of text, which is the sentence at the same place."""
        made = self._words(pieces)
        lengths = [len(words) for words, _, _ in made if words]
        if not lengths:
            yield from (() for _ in made)
            return
        vectors = self._encoder.vectors([numbers for words, _, numbers in made if words])
        tags = [self._tags[number] for number in self._tagger.tags(vectors).tolist()]
        done = 0
        trees = zip(*self._transitions.trees(vectors, lengths), strict=True)
        for (words, offsets, _), sentence in zip(made, sentences, strict=True):
            if not words:
                yield ()
                continue
            heads, deps = next(trees)
            yield _tokens(words, offsets, sentence.start, tags[done : done + len(words)], heads, deps)
            done += len(words)

    def _words(self, pieces: Sequence[str]) -> list[tuple[list[str], list[int], list[int]]]:
        """The words of each piece of text, where each begins in it, and the encoder's numbers of them.

        spaCy's tokenizer looks at each stretch between blanks by itself, so each is taken apart once.
        """
        parted = [_stretches(text) for text in pieces]
        self._learn(dict.fromkeys(part for parts in parted for part in parts if part not in self._known))
        made = []
        for parts in parted:
            words: list[str] = []
            offsets: list[int] = []
            numbers: list[int] = []
            at = 0
            for part in parts:
                more, begins, their_numbers = self._known[part]
                if len(more) == 1:
                    words.append(more[0])
                    offsets.append(at + begins[0])
                    numbers.append(their_numbers[0])
                else:
                    words += more
                    offsets += [at + begin for begin in begins]
                    numbers += their_numbers
                at += len(part) + 1
            made.append((words, offsets, numbers))
        return made

    def _learn(self, stretches: Iterable[str]) -> None:
        """Take apart *stretches* of text that did not come before."""
        parted = {text: self._parted(text) for text in stretches}
        self._number(word for words, _ in parted.values() for word in words)
        for text, (words, begins) in parted.items():
            numbers = tuple([self._numbers[word] for word in words])
            self._known[text] = tuple([word for word, _ in words]), begins, numbers

    def _parted(self, text: str) -> tuple[list[Word], tuple[int, ...]]:
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
        return words, tuple(begins)

    def _number(self, words: Iterable[Word]) -> None:
        """Keep the encoder's numbers of *words* that did not come before."""
        new = list(dict.fromkeys(word for word in words if word not in self._numbers))
        if new:
            rows = np.array([self._weights.forms.row(*word) for word in new], np.uint64)
            self._numbers.update(zip(new, self._encoder.numbers(rows), strict=True))


def _stretches(text: str) -> list[str]:
    return [text] if _is_odd(text) else text.split(" ")


def _is_odd(text: str) -> bool:
    """Whether *text* may hold blanks other than one between two words, of which spaCy makes tokens."""
    return not text or "  " in text or "\n" in text or not text.isprintable()


def _parted(label: str) -> tuple[str, str]:
    tag, _, pos = label.rpartition("|")
    return tag, pos


def _batches(
    places: list[tuple[int, int]], sentences: Sequence[tuple[Sentence, ...]]
) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    size = 0
    for d, s in places:
        batch.append((d, s))
        size += len(sentences[d][s].span)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _tokens(
    words: list[str], offsets: list[int], base: int, tags: list[tuple[str, str]], heads: list[int], deps: list[str]
) -> tuple[Token, ...]:
    """The *words* as tokens of one tree; *base* is where their sentence begins in the document's text."""
    mended, poses = (list(each) for each in zip(*tags, strict=True))
    _make_one_tree(heads, deps, poses)
    settle_prepositions([word.lower() for word in words], mended, heads, deps)
    mend(words, mended, heads, deps)
    out = []
    pasts = past_forms()
    for i, (text, (tag, pos)) in enumerate(zip(words, tags, strict=True)):
        if mended[i] != tag:
            tag, pos = mended[i], "NOUN" if mended[i][0] == "N" else "VERB"
        if text in pasts and tag[0] not in "NV":  # those taken for nouns are looked at with their tree
            tag, pos = "VBD", "VERB"
        start = base + offsets[i]
        out.append(Token(i, start, start + len(text), text, lemma_of(text, tag), tag, pos, deps[i], heads[i]))
    return tuple(out)


def _make_one_tree(heads: list[int], deps: list[str], poses: Iterable[str]) -> None:
    """Hang what the parser left as trees of their own on the main one, in place; the main root is ``root``."""
    roots = [i for i, head in enumerate(heads) if head == i]
    main = roots[0]
    if len(roots) > 1:
        pos = list(poses)
        sizes = _sizes(heads)
        verbs = [root for root in roots if pos[root] in ("VERB", "AUX")]
        main = max(verbs or roots, key=lambda root: (sizes[root], -root))
        for root in roots:
            if root != main:
                heads[root] = main
                deps[root] = "punct" if pos[root] == "PUNCT" else "parataxis"
    deps[main] = "root"


def _sizes(heads: list[int]) -> list[int]:
    """How many words hang below each root, itself counted."""
    sizes = [0] * len(heads)
    for i in range(len(heads)):
        top = i
        while heads[top] != top:
            top = heads[top]
        sizes[top] += 1
    return sizes
