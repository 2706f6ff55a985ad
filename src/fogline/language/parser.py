"""Tokens, tags and trees for sentences that have been split already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from fogline.language.lemmas import lemma_of, past_forms
from fogline.language.mending import mend
from fogline.language.network import Encoder, Tagger
from fogline.language.pipeline import ATTRIBUTES, load_weights
from fogline.language.prepositions import settle_prepositions
from fogline.language.transitions import TransitionParser
from fogline.model.sentence import Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_Stretch = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]
"""The words of a stretch of text without blanks, where each begins in it, and the encoder's numbers of them."""
_FIRST = (0,)

_WEIGHTS = Path(__file__).parent / "data" / "english.zip"

# Sentences are parsed in batches of about this many characters, of like length: with 16,000 the parser makes its moves
# for too few at a time, with 32,000 what it adds up no longer stays at hand (5 % and 20 % more time for the trees).
_BATCH_CHARACTERS = 24_000
# With this many words known to spaCy, new ones are forgotten after each call, and with this many stretches between
# blanks or words known to the encoder, all of these: a long run does not grow without end.
_KEPT_WORDS = 200_000
_KEPT_STRETCHES = 100_000


class Parser:
    """Reads sentences into tokens with lemma, tag and dependency.

    Loading imports spaCy, which takes seconds: use :meth:`load`, which does it once per process.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        pipes: dict[str, Any] = dict(nlp.pipeline)
        self._encoder = Encoder(pipes["tok2vec"].model)
        self._tagger, self._transitions = Tagger(pipes["tagger"].model), TransitionParser(pipes["parser"])
        # Of the matrix products, too small to be shared out; processes side by side are what gives speed.
        self._threads = ThreadpoolController()
        self._tags: list[tuple[str, str]] = [_parted(label) for label in pipes["tagger"].labels]
        self._known: dict[str, _Stretch] = {}

    @staticmethod
    @cache
    def load() -> Parser:
        """The parser over the shipped weights, loaded once per process.

        Raises:
            FileNotFoundError: the package was built without its weights.
        """
        return Parser(load_weights(_WEIGHTS))

    @property
    def version(self) -> str:
        """Name and version of the weights, as ``name@version``."""
        return f"{self._nlp.meta['name']}@{self._nlp.meta['version']}"

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
        with self._zone(), self._threads.limit(limits=1, user_api="blas"):
            for batch in _batches(places, sentences):
                chosen = [out[d][s] for d, s in batch]
                pieces = [texts[d][chosen[k].start : chosen[k].end] for k, (d, _) in enumerate(batch)]
                for (d, s), sentence, tokens in zip(batch, chosen, self._read(pieces, chosen), strict=True):
                    out[d][s] = Sentence(
                        sentence.index, sentence.start, sentence.end, sentence.kind, sentence.paragraph, tokens
                    )
        return [tuple(of_document) for of_document in out]

    def _zone(self) -> AbstractContextManager[Any]:
        return self._nlp.memory_zone() if len(self._nlp.vocab) > _KEPT_WORDS else nullcontext()

    def _forget(self) -> None:
        if max(len(self._known), len(self._encoder)) > _KEPT_STRETCHES:
            self._known.clear()
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
                words += more
                offsets += [at] if begins == _FIRST else [at + begin for begin in begins]
                numbers += their_numbers
                at += len(part) + 1
            made.append((words, offsets, numbers))
        return made

    def _learn(self, stretches: Iterable[str]) -> None:
        """Take apart *stretches* of text that did not come before: the plain ones in one go."""
        plain: list[str] = []
        for text in stretches:
            if _is_odd(text):
                doc, offsets = _without_blanks(self._nlp.make_doc(text))
                self._know([text], doc, offsets)
            else:
                plain.append(text)
        if plain:
            from spacy.attrs import IDX

            doc = self._nlp.make_doc(" ".join(plain))
            self._know(plain, doc, doc.to_array(IDX).tolist())

    def _know(self, stretches: Sequence[str], doc: Doc, offsets: list[int]) -> None:
        """Keep the words of *stretches*, which are those of *doc*, one blank between two; *offsets* are its words'."""
        rows: Any = doc.to_array(["LENGTH", *ATTRIBUTES])
        lengths: list[int] = rows[:, 0].tolist()
        numbers = self._encoder.numbers(rows[:, 1:])
        start = first = 0
        for text in stretches:
            end, last = start + len(text), bisect_left(offsets, start + len(text), lo=first)
            begins = tuple(offset - start for offset in offsets[first:last])
            words = tuple(text[at : at + length] for at, length in zip(begins, lengths[first:last], strict=True))
            self._known[text] = words, begins, tuple(numbers[first:last])
            start, first = end + 1, last


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


def _without_blanks(doc: Doc) -> tuple[Doc, list[int]]:
    """*doc* less the tokens that spaCy makes of line breaks and double blanks, which are no words of a tree."""
    from spacy.tokens import Doc

    kept = [token for token in doc if not token.is_space]
    after = [doc[token.i + 1 : token.i + 2].text.isspace() for token in kept]
    spaces = [bool(token.whitespace_) or blank for token, blank in zip(kept, after, strict=True)]
    return Doc(doc.vocab, words=[token.text for token in kept], spaces=spaces), [token.idx for token in kept]


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
