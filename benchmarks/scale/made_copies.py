"""Copies made of articles, as outlets make them, and which pairs of texts are copies of each other."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from fogline.language.sentences import split_sentences

KINDS = ("reprint", "rewrite", "abridged")
REPRINT_CHANGED, REWRITE_CHANGED, REWRITE_DROPPED = 0.03, 0.12, 0.25
ABRIDGED_SHARE = 0.3
JACCARD, CONTAINED, LEAST_WORDS, SHINGLE = 0.5, 0.8, 15, 5
IN_PART = 1 / 3
"""From this share of the shorter one's shingles on, up to what makes a copy, shingles do not tell whether it is one."""
TOO_COMMON = 60
_WORD = re.compile(r"\w+")
_FINE = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts, the made pairs among them by kind, and all pairs that are copies by their shingles or their making;
    ``open`` are those that shingles do not settle."""

    texts: list[str]
    made: dict[str, set[tuple[int, int]]]
    natural: set[tuple[int, int]]
    families: set[tuple[int, int]]
    open: set[tuple[int, int]] = field(default_factory=set)


def with_copies(texts: Sequence[str], *, of: int, seed: int) -> Copies:
    """*texts* with a reprint, a rewrite and an abridged copy of each of *of* of them behind."""
    chance = random.Random(seed)
    long_enough = [number for number, text in enumerate(texts) if len(text.split()) >= 200]
    sources = chance.sample(long_enough, min(of, len(long_enough)))
    out = list(texts)
    made: dict[str, set[tuple[int, int]]] = {kind: set() for kind in KINDS}
    families: set[tuple[int, int]] = set()
    for source in sources:
        numbers = [source]
        for kind in KINDS:
            made[kind].add((source, len(out)))
            numbers.append(len(out))
            out.append(_copy(texts[source], kind, chance))
        families |= {(min(pair), max(pair)) for pair in combinations(numbers, 2)}
    natural, open_ = natural_copies(texts)
    return Copies(out, made, natural, families, open_)


def natural_copies(texts: Sequence[str]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs with half of their shingles in common, or with four fifths of the shorter one's in the other; and others
    that have a third of these.

    Counted exactly, over all pairs that share a shingle which fewer than 60 texts have.
    """
    shingles = [_shingles(text) for text in texts]
    having: defaultdict[int, list[int]] = defaultdict(list)
    for number, mine in enumerate(shingles):
        for each in mine:
            having[each].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in having.values():
        if 1 < len(numbers) < TOO_COMMON:
            shared.update(combinations(numbers, 2))
    copies: set[tuple[int, int]] = set()
    in_part: set[tuple[int, int]] = set()
    for pair, count in shared.items():
        one, other = (len(shingles[number]) for number in pair)
        shorter = min(one, other)
        if shorter < LEAST_WORDS - SHINGLE:
            continue
        if count >= JACCARD * (one + other - count) or count >= CONTAINED * shorter:
            copies.add(pair)
        elif count >= IN_PART * shorter:
            in_part.add(pair)
    return copies, in_part


def judge(found: Sequence[Sequence[int]], copies: Copies) -> dict[str, float]:
    """Precision over all pairs found but those that shingles do not settle (told apart as ``open``); recall of each
    kind of made copy, and of those that were there before."""
    pairs = {(min(pair), max(pair)) for pair in found}
    source = {copy: origin for wanted in copies.made.values() for origin, copy in wanted}
    right, open_ = 0, 0
    for pair in pairs:
        first, second = sorted(source.get(number, number) for number in pair)
        if pair in copies.families or first == second or (first, second) in copies.natural:
            right += 1
        elif (first, second) in copies.open:
            open_ += 1
    told = len(pairs) - open_
    recalls = {kind: len(pairs & wanted) / len(wanted) for kind, wanted in copies.made.items() if wanted}
    if copies.natural:
        recalls["there before"] = len(pairs & copies.natural) / len(copies.natural)
    return {"precision": right / told if told else 0.0, **recalls, "pairs": float(len(pairs)), "open": float(open_)}


def _copy(text: str, kind: str, chance: random.Random) -> str:
    sentences = [text[sentence.start : sentence.end] for sentence in split_sentences(text)]
    if kind == "reprint":
        headline = " ".join(chance.sample(_WORD.findall(text), 7)).capitalize()
        return f"{headline}\n\n" + _changed(text, REPRINT_CHANGED, chance)
    if kind == "rewrite":
        kept = [each for at, each in enumerate(sentences) if at < 2 or chance.random() >= REWRITE_DROPPED]
        return _changed(" ".join(kept), REWRITE_CHANGED, chance)
    return _abridged(sentences, len(text.split()), chance)


def _abridged(sentences: list[str], words: int, chance: random.Random) -> str:
    """The first two sentences and others, in their order, up to three tenths of the *words*."""
    kept, room = {0, 1}, ABRIDGED_SHARE * words
    rest = list(range(2, len(sentences)))
    chance.shuffle(rest)
    for at in rest:
        if sum(len(sentences[each].split()) for each in kept if each < len(sentences)) >= room:
            break
        kept.add(at)
    return " ".join(sentences[at] for at in sorted(kept) if at < len(sentences))


def _changed(text: str, share: float, chance: random.Random) -> str:
    """*text* with that share of its words replaced by others of its own."""
    words = _WORD.findall(text)
    return _WORD.sub(lambda found: chance.choice(words) if chance.random() < share else found.group(), text)


def _shingles(text: str) -> set[int]:
    words = [word.casefold() for word in _FINE.findall(text)]
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)}
