"""Tokens, tags and trees for sentences that have been split already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any

from fogline.language.kernel import NATIVE
from fogline.language.mending import mend
from fogline.language.network import Encoder, Tagger
from fogline.language.prepositions import settle_prepositions
from fogline.language.tokens import Tokenizer
from fogline.language.transitions import TransitionParser
from fogline.language.vocabulary import Known, Vocabulary
from fogline.language.weights import NAME, Weights, read_weights, version_of
from fogline.model.sentence import Sentence, Token

_ROUNDING = "8bit"
"""What becomes of the weights when they are run; another name where what is read changes."""
WEIGHTS = Path(__file__).parent / "data" / "english.zip"
"""The shipped weights."""

# Sentences are parsed in batches of about this many characters, of like length: with 16,000 the parser makes its moves
# for too few at a time, with 32,000 what it adds up no longer stays at hand (5 % and 20 % more time for the trees).
_BATCH_CHARACTERS = 24_000


class Parser:
    """Reads sentences into tokens with lemma, tag and dependency; :meth:`load` gives one that all share.

    *native* has the network's loops run in C, which gives the same.
    """

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        self._weights = weights
        self._encoder = Encoder(weights, native=native)
        self._vocabulary = Vocabulary(Tokenizer(weights.rules), weights.forms, self._encoder)
        self._tagger, self._transitions = Tagger(weights, native=native), TransitionParser(weights, native=native)
        self._native = native
        labels = [label.rpartition("|") for label in weights.tags]
        # One object with the same name in a rule, which so is known without comparing letters.
        self._tags: list[str] = [intern(tag) for tag, _, _ in labels]
        self._poses: list[str] = [intern(pos) for _, _, pos in labels]

    @staticmethod
    @cache
    def load() -> Parser:
        """The parser over the shipped weights, loaded once per process.

        Raises:
            FileNotFoundError: the package was built without its weights.
        """
        return Parser(read_weights(WEIGHTS))

    @staticmethod
    @cache
    def shipped_version() -> str:
        """The version that :meth:`load` gives, without loading it.

        Raises:
            FileNotFoundError: the package was built without its weights.
        """
        return _named(version_of(WEIGHTS))

    @property
    def version(self) -> str:
        """Name and version of the weights and how they are run, as ``name@version``."""
        return _named(self._weights.version)

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
        places.sort(key=lambda place: _length(sentences[place[0]][place[1]]))
        self._vocabulary.forget()
        with nullcontext() if self._native else _one_thread():
            for batch in _batches(places, sentences):
                chosen = [out[d][s] for d, s in batch]
                pieces = [texts[d][chosen[k].start : chosen[k].end] for k, (d, _) in enumerate(batch)]
                for k, tokens in enumerate(self._read(pieces, chosen)):
                    d, s = batch[k]
                    of = chosen[k]
                    out[d][s] = Sentence(of.index, of.start, of.end, of.kind, of.paragraph, tokens)
        return [tuple(of_document) for of_document in out]

    def _read(self, pieces: list[str], sentences: list[Sentence]) -> list[tuple[Token, ...]]:
        """The tokens of each piece of text, which is the sentence at the same place."""
        made = self._vocabulary.words(pieces)
        lengths = [len(words) for words, _ in made if words]
        if not lengths:
            return [() for _ in made]
        vectors = self._encoder.vectors([[word.number for word in words] for words, _ in made if words])
        tags: list[int] = self._tagger.tags(vectors).tolist()
        heads, deps = self._transitions.trees(vectors, lengths)
        read: list[tuple[Token, ...]] = []
        done = at = 0
        for k, (words, begins) in enumerate(made):
            if words:
                end = done + len(words)
                read.append(self._tokens(words, begins, sentences[k].start, tags[done:end], heads[at], deps[at]))
                done, at = end, at + 1
            else:
                read.append(())
        return read

    def _tokens(
        self, words: list[Known], begins: list[int], base: int, tags: list[int], heads: list[int], deps: list[str]
    ) -> tuple[Token, ...]:
        """The *words* as tokens of one tree; *base* is where their sentence begins in the document's text."""
        names = self._tags
        mended = [names[tag] for tag in tags]
        _make_one_tree(heads, deps, [self._poses[tag] for tag in tags])
        lower = [word.lower for word in words]
        settle_prepositions(lower, mended, heads, deps)
        mend(lower, mended, heads, deps)
        out = []
        for i, word in enumerate(words):
            tag, pos = mended[i], self._poses[tags[i]]
            if tag != names[tags[i]]:
                pos = "NOUN" if tag[0] == "N" else "VERB"
            if word.past and tag[0] not in "NV":  # those taken for nouns are looked at with their tree
                tag, pos = "VBD", "VERB"
            start = base + begins[i]
            end = start + len(word.text)
            out.append(Token(i, start, end, word.text, word.lemma(tag), tag, pos, deps[i], heads[i]))
        return tuple(out)


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


def _one_thread() -> AbstractContextManager[Any]:
    """One thread for numpy's products of matrices, too small to be shared out: processes side by side give speed."""
    limited: AbstractContextManager[Any] = _threads().limit(limits=1, user_api="blas")
    return limited


def _named(version: str) -> str:
    return f"{NAME}@{version}-{_ROUNDING}"


def _batches(
    places: list[tuple[int, int]], sentences: Sequence[tuple[Sentence, ...]]
) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    size = 0
    for d, s in places:
        batch.append((d, s))
        size += _length(sentences[d][s])
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _length(sentence: Sentence) -> int:
    return sentence.end - sentence.start


def _make_one_tree(heads: list[int], deps: list[str], pos: list[str]) -> None:
    """Hang what the parser left as trees of their own on the main one, in place; the main root is ``root``."""
    roots = [i for i, head in enumerate(heads) if head == i]
    main = roots[0]
    if len(roots) > 1:
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
