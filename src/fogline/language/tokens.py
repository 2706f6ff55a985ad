"""Stretches of text between blanks, taken apart into words by spaCy's rules, without spaCy.

The rules are spaCy's English ones as ``pipeline.set_tokenizer`` changes them, kept with the weights, which were trained
on what they give: punctuation and the like comes off a stretch's ends, the rest is parted within, and some stretches
are taken apart as a list says ("can't" is "ca" and "n't"). The steps are those of its ``Tokenizer``
(https://spacy.io/usage/linguistic-features#how-tokenizer-works). What is saved is its import: most of a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Word = tuple[str, str | None]
"""A word as it stands, and its normal form where the list of special stretches says one."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How stretches are taken apart.

    ``specials`` says how those are that are not taken apart by the patterns; ``plainly`` how the patterns would part
    some of them, by which they are found where a stretch was. A word without a normal form of its own that is in
    ``norms`` has that; the patterns are regular expressions.
    """

    specials: Mapping[str, Sequence[Word]]
    plainly: Mapping[str, Sequence[str]]
    norms: Mapping[str, str]
    prefix: str
    suffix: str
    infix: str
    url: str


class Tokenizer:
    """Takes stretches of text apart by *rules*."""

    def __init__(self, rules: Rules) -> None:
        self._specials = rules.specials
        self._prefix, self._suffix = re.compile(rules.prefix), re.compile(rules.suffix)
        self._infix, self._url = re.compile(rules.infix), re.compile(rules.url)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in rules.plainly.values():
            self._by_first.setdefault(words[0], []).append(tuple(words))

    def words(self, stretch: str) -> list[Word]:
        """The words of *stretch*, which holds no blank, in turn; put together they are the stretch."""
        words = self._parted(stretch)
        return words if self._by_first.keys().isdisjoint([word for word, _ in words]) else self._renewed(words)

    def _parted(self, stretch: str) -> list[Word]:
        """*stretch* by the patterns, what is special in it as the list says."""
        if (special := self._specials.get(stretch)) is not None:
            return list(special)
        before: list[Word] = []
        after: list[Word] = []
        size = -1
        while stretch and len(stretch) != size and stretch not in self._specials and not _is_plain(stretch):
            size = len(stretch)
            first = self._prefix.search(stretch)
            start = 0 if first is None else first.end() - first.start()
            if start and stretch[start:] in self._specials:
                before.append((stretch[:start], None))
                stretch = stretch[start:]
                break
            last = self._suffix.search(stretch[start:])
            end = 0 if last is None else last.end() - last.start()
            if end and stretch[:-end] in self._specials:
                after.append((stretch[-end:], None))
                stretch = stretch[:-end]
                break
            if start and end and start + end > size:
                end = 0
            if start:
                before.append((stretch[:start], None))
            if end:
                after.append((stretch[-end:], None))
            stretch = stretch[start : size - end]
        return [*before, *self._middle(stretch), *reversed(after)]

    def _middle(self, stretch: str) -> list[Word]:
        if not stretch:
            return []
        if (special := self._specials.get(stretch)) is not None:
            return list(special)
        if _is_plain(stretch) or self._url.match(stretch):
            return [(stretch, None)]
        words: list[Word] = []
        start = 0
        for found in self._infix.finditer(stretch):
            if found.start() == 0:
                continue
            if found.start() != start:
                words.append((stretch[start : found.start()], None))
            if found.end() != found.start():
                words.append((found[0], None))
            start = found.end()
        if start < len(stretch):
            words.append((stretch[start:], None))
        return words

    def _renewed(self, words: list[Word]) -> list[Word]:
        """*words*, those in a row that are a special stretch together, parted by the patterns, as the list has it."""
        texts = [word for word, _ in words]
        met = [
            (start, start + len(plain))
            for start, text in enumerate(texts)
            for plain in self._by_first.get(text, ())
            if tuple(texts[start : start + len(plain)]) == plain
        ]
        chosen: dict[int, int] = {}
        seen: set[int] = set()
        for start, end in sorted(met, key=lambda span: (span[0] - span[1], span[0])):  # the longest first
            if start not in seen and end - 1 not in seen:
                chosen[start] = end
            seen.update(range(start, end))
        out: list[Word] = []
        at = 0
        while at < len(words):
            end = chosen.get(at, at + 1)
            special = self._specials.get("".join(texts[at:end])) if at in chosen else None
            out += words[at:end] if special is None else special
            at = end
        return out


def _is_plain(stretch: str) -> bool:
    """Whether *stretch* holds nothing that a pattern parts at."""
    return stretch.isascii() and stretch.isalpha()
