"""A parsed sentence as a tree: pure look-ups over Universal Dependencies heads and labels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Literal

from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span

Direction = Literal["up", "down"]
Step = tuple[int, str, Direction]

# What belongs to a bare noun phrase besides its head (UD v2 nominal dependents). Prepositions (`case`) and
# everything of a noun's clause use (`cop`, `nsubj`, `mark`) stay outside.
_CORE = frozenset(
    {"det", "det:predet", "amod", "nummod", "compound", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"}
    | {"fixed", "goeswith", "advmod", "list", "reparandum"}
)
# What the full noun phrase has on top.
_WIDE = _CORE | frozenset({"appos", "acl", "acl:relcl", "conj", "cc", "cc:preconj", "parataxis"})
# Left out of a core noun phrase wherever they hang under its modifiers.
_TRAILING = frozenset({"appos", "acl:relcl", "parataxis"})
# On a predicate noun these modify the clause, not the noun: kept only between the phrase's first and last word.
_LOOSE = frozenset({"advmod", "cc", "cc:preconj"})

# Trees that are kept, some documents' worth: mentions and claims of a sentence ask for the same.
_KEPT = 1_000


class Tree:
    """Heads and children of one parsed sentence, computed once.

    Indexes in and out are token indexes of the sentence (from 0); spans and offsets are the document's.
    """

    __slots__ = (
        "_at",
        "_children",
        "_deps",
        "_depth",
        "_ends",
        "_heads",
        "_labels",
        "_root",
        "_starts",
        "_subtrees",
        "sentence",
        "tokens",
    )

    def __init__(self, sentence: Sentence) -> None:
        if not sentence.tokens:
            raise ValueError("the sentence has not been parsed")
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self._deps = [token.dep for token in self.tokens]
        below: dict[int, list[int]] = {}
        self._root = 0
        for token in self.tokens:
            head = token.head
            if head == token.index:
                self._root = head
            else:
                siblings = below.get(head)
                if siblings is None:
                    below[head] = [token.index]
                else:
                    siblings.append(token.index)
        self._children: list[tuple[int, ...]] = [()] * len(self.tokens)
        # Most words have nothing below them, and of those that have most are never asked for a label.
        self._labels: list[set[str] | None] = [None] * len(self.tokens)
        for head, children in below.items():
            self._children[head] = tuple(children)
        self._at: dict[int, int] | None = None
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        self._subtrees: dict[int, tuple[int, ...]] = {}
        self._depth: dict[int, int] = {}
        self._heads: dict[tuple[int, int], int] = {}

    def root(self) -> int:
        """The index of the sentence's root."""
        return self._root

    def children(self, i: int, *deps: str) -> tuple[int, ...]:
        """The dependents of token *i* in text order; with *deps*, those of exactly these labels."""
        below = self._children[i]
        if not deps or not below:
            return below
        # Asked more than anything else, two thousand times a document, and mostly for what is not there.
        labels = self._deps
        here = self._labels[i]
        if here is None:
            here = self._labels[i] = {labels[c] for c in below}
        for dep in deps:
            if dep in here:
                return tuple([c for c in below if labels[c] in deps])
        return ()

    def subtree(self, i: int) -> tuple[int, ...]:
        """Token *i* and everything below it, in text order."""
        if not self._children[i]:
            return (i,)
        known = self._subtrees.get(i)
        if known is None:
            known = self._subtrees[i] = tuple(sorted(self._below(i)))
        return known

    def ancestors(self, i: int) -> tuple[int, ...]:
        """The heads above token *i*, nearest first, up to the root; empty for the root."""
        above: list[int] = []
        while (head := self.tokens[i].head) != i:
            above.append(head)
            i = head
        return tuple(above)

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """The other members of token *i*'s coordination (the UD ``conj`` chain, either way), in text order."""
        first = i
        while self.tokens[first].dep == "conj":
            first = self.tokens[first].head
        found = [first]
        for member in found:  # grows while it is read: conjuncts of conjuncts count too
            found.extend(self.children(member, "conj"))
        return tuple(sorted(member for member in found if member != i))

    def find(
        self,
        *,
        dep: str | Iterable[str] | None = None,
        pos: str | None = None,
        lemma: str | None = None,
        tag: str | None = None,
    ) -> tuple[int, ...]:
        """The tokens that have all the given properties (*dep*: one exact label or several), in text order."""
        deps = frozenset((dep,) if isinstance(dep, str) else dep) if dep is not None else None
        return tuple(
            token.index
            for token in self.tokens
            if (deps is None or token.dep in deps)
            and (pos is None or token.pos == pos)
            and (lemma is None or token.lemma == lemma)
            and (tag is None or token.tag == tag)
        )

    def path(self, a: int, b: int) -> list[Step]:
        """The steps from token *a* to token *b*.

        Each step is (the token stepped onto, the label of the arc crossed, ``up`` to a head or ``down`` to a
        dependent). Empty where *a* is *b*.
        """
        up_a, up_b = (a, *self.ancestors(a)), (b, *self.ancestors(b))
        shared = set(up_b)
        steps: list[Step] = []
        meet = a
        for here in up_a:
            meet = here
            if here in shared:
                break
            steps.append((self.tokens[here].head, self.tokens[here].dep, "up"))
        down = up_b[: up_b.index(meet)]
        steps.extend((here, self.tokens[here].dep, "down") for here in reversed(down))
        return steps

    def tokens_in(self, span: Span) -> tuple[int, ...]:
        """The tokens that share at least one character with *span*, in text order."""
        only = self._only_token(span)
        if only >= 0:
            return (only,)
        starts = self._starts
        if starts is None:
            starts = self._starts = [token.start for token in self.tokens]
            self._ends = [token.end for token in self.tokens]
        first = bisect_right(self._ends, span.start)
        return tuple(range(first, bisect_left(starts, span.end, first)))

    def _only_token(self, span: Span) -> int:
        """The token that *span* begins with and does not reach beyond; -1 where there is none. Most mentions are so."""
        at = self._at
        if at is None:
            at = self._at = {token.start: token.index for token in self.tokens}
        first = at.get(span.start)
        return first if first is not None and span.end <= self.tokens[first].end else -1

    def head_of_span(self, span: Span) -> int | None:
        """The token of *span* nearest to the root (the first among equals); None where it holds no token."""
        only = self._only_token(span)
        if only >= 0:
            return only
        key = (span.start, span.end)
        known = self._heads.get(key)
        if known is None:
            known = self._heads[key] = self._highest(self.tokens_in(span))
        return known if known >= 0 else None

    def _highest(self, inside: tuple[int, ...]) -> int:
        """The first of those of *inside* with the fewest heads above them, -1 where there is none."""
        if not inside:
            return -1
        top = inside[0]
        for i in inside[1:]:
            if self.depth(i) < self.depth(top):
                top = i
        return top

    def depth(self, i: int) -> int:
        """How many heads stand above token *i* (root: 0)."""
        known = self._depth.get(i)
        if known is None:
            known, here = 0, i
            while (head := self.tokens[here].head) != here:
                known, here = known + 1, head
            self._depth[i] = known
        return known

    def span_of(self, indexes: Iterable[int]) -> Span:
        """The smallest span over the tokens *indexes* (at least one)."""
        chosen = sorted(indexes)
        return Span(self.tokens[chosen[0]].start, self.tokens[chosen[-1]].end)

    def noun_phrase(self, i: int, *, full: bool = False) -> Span:
        """The contiguous noun phrase around the noun *i*.

        Determiners, adjectives, numbers, names and ``of`` phrases belong to it; its preposition and a trailing
        possessive mark do not. Relative clauses, appositions and coordination come only with *full*.
        """
        phrase = self.noun_phrase_tokens(i, full=full)
        return Span(self.tokens[phrase[0]].start, self.tokens[phrase[-1]].end)

    def noun_phrase_tokens(self, i: int, *, full: bool = False) -> tuple[int, ...]:
        """The tokens of :meth:`noun_phrase`, in text order."""
        inside = {i}
        for child in self._children[i]:
            if self._belongs(child, i, _WIDE if full else _CORE):
                inside.update(self.subtree(child) if full else self._below(child, _TRAILING))
        low = high = i
        while low - 1 in inside:
            low -= 1
        while high + 1 in inside:
            high += 1
        return tuple(range(*self._trimmed(low, high, i)))

    def _belongs(self, child: int, noun: int, allowed: frozenset[str]) -> bool:
        """Whether *child* and what hangs on it is part of the phrase around *noun*."""
        dep = self.tokens[child].dep
        if child < noun and dep == "nmod" and self.children(child, "case"):
            return False  # "since the invasion 500 troops": prepositions stand behind their noun in English
        if child > noun and dep == "nmod" and self.tokens[child].tag == "VBG":
            return False  # "accused the army of planning"
        if child > noun and dep == "advmod" and self.children(child, "obl"):
            return False  # "airports early on Friday"
        return dep in allowed or dep == "punct"

    def _below(self, i: int, barred: frozenset[str] = frozenset()) -> list[int]:
        found = [i]
        for here in found:  # grows while it is read: breadth first
            children = self._children[here]
            found.extend([c for c in children if self.tokens[c].dep not in barred] if barred else children)
        return found

    def _trimmed(self, low: int, high: int, i: int) -> tuple[int, int]:
        """The bounds without marks and loose adverbs at the edges, as a half-open range."""
        while low < i and self._is_edge_waste(low, i):
            low += 1
        while high > i and self._is_edge_waste(high, i):
            high -= 1
        return low, high + 1

    def _is_edge_waste(self, edge: int, i: int) -> bool:
        token = self.tokens[edge]
        if token.dep == "punct":
            return True
        # "only the army", "now president": an adverb of the noun's own that opens or closes the phrase; those
        # that bound a figure ("almost 500 men") hang on the number and stay.
        return token.head == i and token.dep in _LOOSE


_trees: dict[int, Tree] = {}


def tree_of(sentence: Sentence) -> Tree:
    """The tree of *sentence*; the same object for the same one, as long as it is among the latest.

    Raises:
        ValueError: the sentence has not been parsed.
    """
    known = _trees.get(id(sentence))
    if known is None or known.sentence is not sentence:
        if len(_trees) >= _KEPT:
            _trees.clear()
        known = _trees[id(sentence)] = Tree(sentence)
    return known
