"""Copies made of articles, as outlets make them, and which pairs of texts are copies of each other."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from fogline.language.sentences import split_sentences

KINDS = ("reprint", "rewrite", "abridged")
REPRINT_CHANGED, REWRITE_CHANGED, REWRITE_DROPPED = 0.03, 0.12, 0.25
ABRIDGED_SHARE = 0.3
JACCARD, CONTAINED, LEAST_WORDS, SHINGLE = 0.5, 0.8, 15, 5
TOO_COMMON = 60
_WORD = re.compile(r"\w+")
_FINE = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts, the made pairs among them by kind, and all pairs that are copies by their shingles or their making."""

    texts: list[str]
    made: dict[str, set[tuple[int, int]]]
    natural: set[tuple[int, int]]
    families: set[tuple[int, int]]


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
    return Copies(out, made, natural_copies(texts), families)


def natural_copies(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs with half of their shingles in common, or with four fifths of the shorter one's in the other.

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
    few = LEAST_WORDS - SHINGLE
    return {
        pair
        for pair, count in shared.items()
        if min(a := len(shingles[pair[0]]), b := len(shingles[pair[1]])) >= few
        and (count >= JACCARD * (a + b - count) or count >= CONTAINED * min(a, b))
    }


def judge(found: Sequence[Sequence[int]], copies: Copies) -> dict[str, float]:
    """Precision over all pairs found; recall of each kind of made copy, and of those that were there before."""
    pairs = {(min(pair), max(pair)) for pair in found}
    right = pairs & (copies.families | copies.natural) | {pair for pair in pairs if _relayed(pair, copies)}
    recalls = {kind: len(pairs & wanted) / len(wanted) for kind, wanted in copies.made.items() if wanted}
    if copies.natural:
        recalls["there before"] = len(pairs & copies.natural) / len(copies.natural)
    return {"precision": len(right) / len(pairs) if pairs else 0.0, **recalls, "pairs": float(len(pairs))}


def _relayed(pair: tuple[int, int], copies: Copies) -> bool:
    """Whether one is a made copy of what the other, or its own source, was a copy of before."""
    source = {copy: origin for wanted in copies.made.values() for origin, copy in wanted}
    first, second = sorted(source.get(number, number) for number in pair)
    return first == second or (first, second) in copies.natural


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
