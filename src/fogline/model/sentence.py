"""Sentences and their tokens, as the language pipeline reads them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal

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

    def __new__(
        cls, index: int, start: int, end: int, text: str, lemma: str, tag: str, pos: str, dep: str, head: int
    ) -> Token:
        """A token of these, its text put into lower case."""
        made: Any = _OpenToken()
        made.index, made.start, made.end = index, start, end
        made.text, made.lemma, made.tag = text, lemma, tag
        made.pos, made.dep, made.head = pos, dep, head
        made.lower = text.lower()
        made.__class__ = cls
        token: Token = made
        return token

    def __reduce__(self) -> tuple[type[Token], tuple[object, ...]]:
        """Pickled as what it is made of: in a fifth of the time that a frozen class's own way takes."""
        return Token, _arguments(self)

    @property
    def span(self) -> Span:
        """Where the token stands in the document."""
        return Span(self.start, self.end)


class _OpenToken:
    """A token while it is made.

    A document makes hundreds of tokens of ten fields. A frozen class can set its fields only through its slots, one
    call each; an open one of the same slots, turned into a token in the end, is filled in half the time.
    """

    __slots__ = tuple(each.name for each in fields(Token))


_arguments = attrgetter(*(each.name for each in fields(Token) if each.init))


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
