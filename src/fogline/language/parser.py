"""Tokens, tags and trees for sentences that have been split already."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.model.sentence import Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Sentences are parsed by length in rounds of this many characters, which bounds memory at about 0.3 GB.
_ROUND = 200_000
_BATCH = 64


class Parser:
    """Reads sentences into tokens with lemma, tag and dependency.

    Loading imports spaCy, which takes seconds: use :meth:`load`, which does it once per process.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @staticmethod
    @cache
    def load() -> Parser:
        """The parser over the shipped weights, loaded once per process."""
        import spacy

        path = os.environ.get("FOGLINE_MODEL")
        if not path:
            raise FileNotFoundError("no weights yet: set FOGLINE_MODEL")
        return Parser(spacy.load(Path(path), exclude=["ner"]))

    @property
    def version(self) -> str:
        """Name and version of the weights."""
        return f"{self._nlp.meta['name']}@{self._nlp.meta['version']}"

    def parse(
        self,
        texts: Sequence[str],
        sentences: Sequence[tuple[Sentence, ...]],
        wanted: Sequence[Sequence[bool]] | None = None,
    ) -> list[tuple[Sentence, ...]]:
        """Fill in the tokens of *sentences*.

        *texts* holds one text per document, *sentences* the sentences of each (offsets into its text). *wanted*,
        of the same shape as *sentences*, says which to parse; the others, and blank ones, come back as they were.
        """
        out = [list(of_document) for of_document in sentences]
        places = [
            (d, s)
            for d, of_document in enumerate(sentences)
            for s in range(len(of_document))
            if wanted is None or wanted[d][s]
        ]
        for some in _rounds(places, sentences):
            some.sort(key=lambda place: len(sentences[place[0]][place[1]].span))
            pieces = [
                (
                    place,
                    texts[place[0]][sentences[place[0]][place[1]].start : sentences[place[0]][place[1]].end],
                )
                for place in some
            ]
            for (d, s), tokens in self._read(pieces, sentences):
                out[d][s] = replace(out[d][s], tokens=tokens)
        return [tuple(of_document) for of_document in out]

    def _read(
        self, pieces: list[tuple[tuple[int, int], str]], sentences: Sequence[tuple[Sentence, ...]]
    ) -> Iterator[tuple[tuple[int, int], tuple[Token, ...]]]:
        made = [(place, self._document(text)) for place, text in pieces]
        made = [(place, both) for place, both in made if len(both[0])]
        docs = self._nlp.pipe([both[0] for _, both in made], batch_size=_BATCH)
        for (place, (_, offsets)), doc in zip(made, docs, strict=True):
            yield place, _tokens(doc, offsets, sentences[place[0]][place[1]].start)

    def _document(self, text: str) -> tuple[Doc, list[int]]:
        """The sentence's words, kept whole as one sentence, and where each stands in *text*."""
        import numpy
        from spacy.tokens import Doc

        doc = self._nlp.make_doc(text)
        offsets = [token.idx for token in doc]
        if any(token.is_space for token in doc):  # blanks are no words of a tree
            kept = [token for token in doc if not token.is_space]
            offsets = [token.idx for token in kept]
            doc = Doc(
                doc.vocab,
                words=[token.text for token in kept],
                spaces=[
                    bool(token.whitespace_)
                    or (token.idx + len(token) < len(text) and text[token.idx + len(token)].isspace())
                    for token in kept
                ],
            )
        if len(doc):
            starts = numpy.full((len(doc), 1), -1, dtype="int64")
            starts[0] = 1
            doc.from_array(["SENT_START"], starts.astype("uint64"))
        return doc, offsets


def _rounds(
    places: list[tuple[int, int]], sentences: Sequence[tuple[Sentence, ...]]
) -> Iterator[list[tuple[int, int]]]:
    """*places* in groups whose sentences stay under a bound of characters together."""
    some: list[tuple[int, int]] = []
    size = 0
    for d, s in places:
        some.append((d, s))
        size += len(sentences[d][s].span)
        if size >= _ROUND:
            yield some
            some, size = [], 0
    if some:
        yield some


def _tokens(doc: Any, offsets: list[int], base: int) -> tuple[Token, ...]:
    """The words of *doc* as tokens of one tree."""
    heads = [token.head.i for token in doc]
    deps = [token.dep_.lower() for token in doc]
    main = _main_root(doc, heads)
    for i, head in enumerate(heads):
        if head == i and i != main:
            # The parser left a second tree: hang it on the main one (UD's label for loosely joined clauses).
            heads[i] = main
            deps[i] = "punct" if doc[i].pos_ == "PUNCT" else "parataxis"
    deps[main] = "root"
    return tuple(
        Token(
            index=i,
            start=base + offsets[i],
            end=base + offsets[i] + len(token),
            text=token.text,
            lemma=token.lemma_,
            tag=token.tag_,
            pos=token.pos_,
            dep=deps[i],
            head=heads[i],
        )
        for i, token in enumerate(doc)
    )


def _main_root(doc: Any, heads: list[int]) -> int:
    """The root that the sentence is about: the first verb among the roots, else the one with most below it."""
    roots = [i for i, head in enumerate(heads) if head == i]
    if len(roots) == 1:
        return roots[0]
    sizes = {root: doc[root].right_edge.i - doc[root].left_edge.i for root in roots}
    verbs = [root for root in roots if doc[root].pos_ in ("VERB", "AUX")]
    return max(verbs or roots, key=lambda root: (sizes[root], -root))
