"""Sentences and their tokens, as the language pipeline reads them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal

from fogline.model.quick import quickly_made
from fogline.model.span import Span

SentenceKind = Literal["title", "heading", "body", "post"]
"""Where a sentence stands: the document's title, a sub-heading or standfirst, running text, an embedded post."""


@dataclass(frozen=True, slots=True, init=False)
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

    def __init__(
        self, index: int, start: int, end: int, text: str, lemma: str, tag: str, pos: str, dep: str, head: int
    ) -> None:
        _set_index(self, index)
        _set_start(self, start)
        _set_end(self, end)
        _set_text(self, text)
        _set_lemma(self, lemma)
        _set_tag(self, tag)
        _set_pos(self, pos)
        _set_dep(self, dep)
        _set_head(self, head)
        _set_lower(self, text.lower())

    @property
    def span(self) -> Span:
        """Where the token stands in the document."""
        return Span(self.start, self.end)


# A document makes hundreds of tokens: set so, one takes half the time that a frozen class's own way takes.
_set_index, _set_start, _set_end, _set_text, _set_lemma, _set_tag, _set_pos, _set_dep, _set_head, _set_lower = (
    getattr(Token, each.name).__set__ for each in fields(Token)
)


@quickly_made
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
