"""Tokens, tags and trees for sentences that have been split already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.language.lemmas import lemma_of
from fogline.language.pipeline import load_weights
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
        self._tok2vec, self._tagger, self._parser = pipes["tok2vec"], pipes["tagger"], pipes["parser"]
        self._tags: list[tuple[str, str]] = [_parted(label) for label in self._tagger.labels]
        self._deps: dict[int, str] = {}

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
        with self._zone():
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
        made = [self._document(piece) for piece in pieces]
        docs = [doc for doc, _ in made if len(doc)]
        tags: Iterator[Any] = iter(())
        if docs:
            # Calling the components in turn leaves out what `nlp.pipe` does around them, a fifth of the time.
            self._tok2vec.set_annotations(docs, self._tok2vec.predict(docs))
            tags = iter(self._tagger.predict(docs))
            self._parser.set_annotations(docs, self._parser.predict(docs))
        for (doc, offsets), sentence in zip(made, sentences, strict=True):
            yield self._tokens(doc, offsets, sentence.start, next(tags).tolist()) if len(doc) else ()

    def _document(self, text: str) -> tuple[Doc, list[int]]:
        """The words of *text*, bound to stay one sentence, and where each stands in it."""
        import numpy
        from spacy.attrs import IDX, SENT_START

        doc = self._nlp.make_doc(text)
        if "  " in text or "\n" in text or not text.isprintable():
            doc, offsets = _without_blanks(doc)
        else:
            offsets = doc.to_array(IDX).tolist()
        if len(doc) > 1:
            starts = numpy.full(len(doc), -1, dtype="int64")
            starts[0] = 1
            doc.from_array([SENT_START], starts.view("uint64"))  # type: ignore[arg-type]
        return doc, offsets

    def _tokens(self, doc: Doc, offsets: list[int], base: int, tags: list[int]) -> tuple[Token, ...]:
        """The words of a parsed *doc* as tokens of one tree; *base* is where it begins in the document's text."""
        from spacy.attrs import DEP, HEAD

        rows = doc.to_array([HEAD, DEP])
        heads = [i + step for i, step in enumerate(rows[:, 0].view("int64").tolist())]
        deps = [self._deps.get(key) or self._dep(key) for key in rows[:, 1].tolist()]
        named = [self._tags[tag] for tag in tags]
        _make_one_tree(heads, deps, [pos for _, pos in named])
        out = []
        for i, (text, (tag, pos)) in enumerate(zip(map(str, doc), named, strict=True)):
            start = base + offsets[i]
            lemma = lemma_of(text, tag)
            out.append(Token(i, start, start + len(text), text, lemma, tag, pos, deps[i], heads[i]))
        return tuple(out)

    def _dep(self, key: int) -> str:
        label = self._deps[key] = self._nlp.vocab.strings[key].lower() or "dep"
        return label


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
