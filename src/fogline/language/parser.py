"""Tokens, tags and trees for sentences that have been split already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from fogline.language.lemmas import lemma_of, past_forms
from fogline.language.network import Encoder, Keys, Tagger
from fogline.language.pipeline import ATTRIBUTES, load_weights
from fogline.language.transitions import TransitionParser
from fogline.model.sentence import Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_WEIGHTS = Path(__file__).parent / "data" / "english.zip"

# Sentences are parsed in batches of about this many characters, of like length: memory stays under 0.3 GB, and larger
# ones are no faster.
_BATCH_CHARACTERS = 16_000
# With this many words known, new ones are forgotten after each call, so that a long run does not grow without end.
_KEPT_WORDS = 200_000


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
        with self._zone(), self._threads.limit(limits=1, user_api="blas"):
            for batch in _batches(places, sentences):
                chosen = [out[d][s] for d, s in batch]
                pieces = [texts[d][chosen[k].start : chosen[k].end] for k, (d, _) in enumerate(batch)]
                for (d, s), sentence, tokens in zip(batch, chosen, self._read(pieces, chosen), strict=True):
                    out[d][s] = replace(sentence, tokens=tokens)
        return [tuple(of_document) for of_document in out]

    def _zone(self) -> AbstractContextManager[Any]:
        return self._nlp.memory_zone() if len(self._nlp.vocab) > _KEPT_WORDS else nullcontext()

    def _read(self, pieces: list[str], sentences: list[Sentence]) -> Iterator[tuple[Token, ...]]:
        """The tokens of each piece of text, which is the sentence at the same place."""
        made = [self._words(piece) for piece in pieces]
        lengths = [len(words) for words, _, _ in made if words]
        if not lengths:
            yield from (() for _ in made)
            return
        vectors = self._encoder.vectors([keys for words, _, keys in made if words])
        tags = iter(self._tagger.tags(vectors).tolist())
        trees = zip(*self._transitions.trees(vectors, lengths), strict=True)
        for (words, offsets, _), sentence in zip(made, sentences, strict=True):
            if not words:
                yield ()
                continue
            heads, deps = next(trees)
            named = [self._tags[next(tags)] for _ in words]
            yield _tokens(words, offsets, sentence.start, named, heads, deps)

    def _words(self, text: str) -> tuple[list[str], list[int], Keys]:
        """The words of *text*, where each begins in it, and what the network reads of them."""
        from spacy.attrs import IDX

        doc = self._nlp.make_doc(text)
        if "  " in text or "\n" in text or not text.isprintable():
            doc, offsets = _without_blanks(doc)
        else:
            offsets = doc.to_array(IDX).tolist()
        rows: Any = doc.to_array(["LENGTH", *ATTRIBUTES])
        words = [text[start : start + length] for start, length in zip(offsets, rows[:, 0].tolist(), strict=True)]
        return words, offsets, rows[:, 1:]


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
    _make_one_tree(heads, deps, [pos for _, pos in tags])
    out = []
    for i, (text, (tag, pos)) in enumerate(zip(words, tags, strict=True)):
        if tag[0] not in "NV" and text in past_forms():  # those taken for nouns are looked at with their tree
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
