"""Sentences and their tokens, as the language pipeline reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fogline.model.span import Span

SentenceKind = Literal["title", "heading", "body", "post"]
"""Where a sentence stands: the document's title, a sub-heading or standfirst, running text, an embedded post."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a parsed sentence.

    ``index`` and ``head`` count tokens of the sentence from 0 (the root is its own head). ``start`` and ``end`` are
    offsets into the *document's* text. ``tag`` is a Penn Treebank tag, ``pos`` and ``dep`` are Universal
    Dependencies v2 labels (``dep`` in lower case with its subtype, as in ``nsubj:pass``; the root's is ``root``).
    ``lower`` is the text in lower case, kept because rules ask for it ten times a word.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    lower: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())

    @property
    def span(self) -> Span:
        """Where the token stands in the document."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document; ``tokens`` is empty where the sentence was not worth parsing.

    ``index`` counts the document's sentences from 0, ``paragraph`` its paragraphs.
    """

    index: int
    start: int
    end: int
    kind: SentenceKind
    paragraph: int
    tokens: tuple[Token, ...] = ()

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return Span(self.start, self.end)

    @property
    def parsed(self) -> bool:
        """Whether the sentence has been tokenised and parsed."""
        return bool(self.tokens)
