"""Learns the weights of the name typer: the likelihood of the gold cuts of every stretch, by AdaGrad."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fogline.language import name_features as features
from fogline.language import name_spans as spans_of
from fogline.language.names import BUCKETS, KINDS, bucket
from names_corpora import Sample

COLUMNS = len(KINDS) + 1
_LOW = -1e9
_LEXICAL = ("w=", "f=", "l=", "in=")


@dataclass(slots=True)
class Stretch:
    """A stretch ready to learn from: its candidates, their features, which cells are possible, which are right."""

    size: int
    spans: list[tuple[int, int]]
    ids: NDArray[np.int64]  # features of all candidates, one after another
    offsets: NDArray[np.int64]  # where each candidate's begin
    lexical: NDArray[np.bool_]
    possible: NDArray[np.bool_]  # candidates x COLUMNS
    right: NDArray[np.bool_]
    weight: float


def prepared(sample: Sample, place_size: Callable[[str], int]) -> Iterator[Stretch]:
    """The stretches of *sample*; one whose gold names cannot be cut out of it is left out."""
    tokens = spans_of.read_tokens(sample.text)
    gold = {(start, end): kind for start, end, kind in sample.names}
    for first, last in spans_of.stretches(tokens):
        stretch = _stretch(tokens, first, last, sample, gold, place_size)
        if stretch is not None:
            yield stretch


def _stretch(
    tokens: spans_of.Tokens, first: int, last: int, sample: Sample, gold: dict[tuple[int, int], str],
    place_size: Callable[[str], int],
) -> Stretch | None:  # fmt: skip
    found = spans_of.candidates(tokens, first, last, place_size)
    possible = np.zeros((len(found), COLUMNS), np.bool_)
    right = np.zeros((len(found), COLUMNS), np.bool_)
    low, high = tokens.starts[first], tokens.end(last - 1)
    names = [span for span in gold if span[0] < high and low < span[1]]
    free = [span for span in sample.free if span[0] < high and low < span[1]]
    cut = {(tokens.starts[c.first], tokens.end(c.last - 1)) for c in found}
    things = [span for span in names if span not in cut and gold[span] == "other"]
    free += [span for span in names if span not in cut and gold[span] != "other"]
    names = [span for span in names if span in cut]
    ids: list[int] = []
    lexical: list[bool] = []
    offsets = []
    beside = features.context_rows(features.context(tokens, found), BUCKETS)
    for row, candidate in enumerate(found):
        a, b = tokens.starts[candidate.first], tokens.end(candidate.last - 1)
        one = candidate.last - candidate.first == 1
        possible[row, :-1] = not candidate.link
        possible[row, -1] = one
        if (a, b) in gold:
            right[row, KINDS.index(gold[a, b])] = not candidate.link
        elif not any(a < y and x < b for x, y in names):
            if free and any(a < y and x < b for x, y in free):
                right[row] = possible[row]
            elif things and any(a < y and x < b for x, y in things):
                right[row, -1] = one
                right[row, KINDS.index("other")] = possible[row, 0]
            else:
                right[row, -1] = one
                right[row, KINDS.index("other")] = (
                    possible[row, 0] and not sample.complete and _thing(tokens, candidate)
                )
        offsets.append(len(ids))
        ids.extend(beside[row])
        lexical.extend([False] * len(beside[row]))
        own = features.inner(*features.inner_key(tokens, candidate))
        for name in (*own, *features.around(*features.around_key(tokens, candidate))):
            ids.append(bucket(name))
            lexical.append(name.startswith(_LEXICAL))
    spans = [(c.first - first, c.last - first) for c in found]
    if _total(spans, np.where(right, 0.0, _LOW), last - first)[0] < _LOW / 2:
        return None
    return Stretch(
        last - first, spans, np.array(ids), np.array(offsets), np.array(lexical), possible, right, sample.weight
    )


def _thing(tokens: spans_of.Tokens, candidate: spans_of.Candidate) -> bool:
    """Whether the words look like a people, a day or the like: names of kind "other" that most corpora leave out.

    Letting any unmarked capitals be "other" gave 1 to 2 points on posts and took as much from toponyms in news.
    """
    return any(spans_of.kind_of(word) in ("D", "M") for word in tokens.words[candidate.first : candidate.last])


def _total(spans: list[tuple[int, int]], scores: NDArray[np.float64], size: int) -> tuple[float, NDArray[np.float64]]:
    """The log of the summed weight of all cuts, and the probability of every cell."""
    peak = scores.max(axis=1)
    mass = peak + np.log(np.exp(scores - peak[:, None]).sum(axis=1))
    ahead, behind = [_LOW] * (size + 1), [_LOW] * (size + 1)
    ahead[0] = behind[size] = 0.0
    masses = mass.tolist()
    for (i, j), m in zip(spans, masses, strict=True):
        ahead[j] = np.logaddexp(ahead[j], ahead[i] + m)
    for (i, j), m in zip(reversed(spans), reversed(masses), strict=True):
        behind[i] = np.logaddexp(behind[i], behind[j] + m)
    base = np.array([ahead[i] + behind[j] for i, j in spans]) - ahead[size]
    return ahead[size], np.exp(np.minimum(0.0, scores + base[:, None]))


def learn(
    stretches: list[Stretch],
    *,
    epochs: int,
    rate: float = 0.15,
    decay: float = 1e-6,
    dropped: float = 0.3,
    seed: int = 1,
) -> NDArray[np.float32]:
    """Averaged weights, ``BUCKETS`` rows by five columns."""
    weights = np.zeros((BUCKETS, COLUMNS))
    power = np.full((BUCKETS, COLUMNS), 1e-2)
    average = np.zeros_like(weights)
    order = random.Random(seed)
    noise = np.random.default_rng(seed)
    queue = list(stretches)
    for epoch in range(epochs):
        order.shuffle(queue)
        loss = 0.0
        for stretch in queue:
            loss += _step(stretch, weights, power, rate, decay, dropped, noise)
        if epoch >= epochs // 2:
            average += weights
        print(f"  epoch {epoch + 1}: loss {loss / len(queue):.4f}", flush=True)
    return (average / (epochs - epochs // 2)).astype(np.float32)


def _step(
    stretch: Stretch, weights: NDArray[np.float64], power: NDArray[np.float64], rate: float, decay: float,
    dropped: float, noise: np.random.Generator,
) -> float:  # fmt: skip
    ids = stretch.ids
    keep = np.ones(len(ids))
    chance = noise.random(len(ids))
    keep[stretch.lexical & (chance < dropped)] = 0.0
    keep[~stretch.lexical & (chance < 0.1)] = 0.0
    rows = weights[ids]
    scores = np.add.reduceat(rows * keep[:, None], stretch.offsets, axis=0)
    if stretch.size == 1:
        cells = np.where(stretch.possible[0], scores[0], _LOW)
        everything = np.exp(cells - cells.max())
        wanted = everything * stretch.right[0]
        loss = float(np.log(everything.sum()) - np.log(wanted.sum() + 1e-300))
        gradient = (everything / everything.sum() - wanted / (wanted.sum() + 1e-300))[None, :]
    else:
        z, everything = _total(stretch.spans, np.where(stretch.possible, scores, _LOW), stretch.size)
        y, wanted = _total(stretch.spans, np.where(stretch.right, scores, _LOW), stretch.size)
        loss = float(z - y)
        gradient = everything - wanted
    if np.abs(gradient).max() < 1e-3:
        return loss
    lengths = np.diff(np.append(stretch.offsets, len(ids)))
    spread = np.repeat(gradient, lengths, axis=0) * keep[:, None] * stretch.weight + decay * rows
    np.add.at(power, ids, spread * spread)
    np.subtract.at(weights, ids, rate * spread / np.sqrt(power[ids]))
    return loss


def packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.int32], NDArray[np.int8], float]:
    """The rows that matter, their values in 8 bits, and the scale of these."""
    scale = float(np.abs(weights).max()) / 127
    values = np.rint(weights / scale).astype(np.int8)
    rows = np.flatnonzero(np.abs(values).max(axis=1) > 0).astype(np.int32)
    return rows, values[rows], scale
