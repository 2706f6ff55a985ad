"""Which words two documents share, exactly: the stretches, and how much of either they make up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fogline.model.origin import Stretch
from fogline.model.span import Span
from fogline.origins.prints import SHINGLE, Hashes, Prints

GAP = 6
"""Words that may differ between two shared runs for these to be one stretch: a word swapped, a clause dropped."""

LEAST_RUN = 10
"""Words in a row below which a shared run, standing alone, is a turn of phrase."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What two documents share.

    ``stretches`` stand in the order of the first; ``first`` and ``second`` say of each word of either document
    whether it is shared.
    """

    stretches: tuple[Stretch, ...]
    first: NDArray[np.bool_]
    second: NDArray[np.bool_]

    @property
    def of_first(self) -> float:
        """The share (0 to 1) of the first document's words that the second has, too."""
        return float(self.first.mean()) if len(self.first) else 0.0

    @property
    def of_second(self) -> float:
        """The same of the second document's words."""
        return float(self.second.mean()) if len(self.second) else 0.0


def likeness(first: Prints, second: Prints) -> Likeness:
    """What *first* and *second* share: runs of five words and more, near enough each other to be of one passage."""
    chains = [chain for chain in _chains(_runs(first, second)) if _counts(chain)]
    return Likeness(
        tuple(_stretch(chain, first, second) for chain in chains),
        _covered(((run.first, run.length) for chain in chains for run in chain), len(first)),
        _covered(((run.second, run.length) for chain in chains for run in chain), len(second)),
    )


def most_in_one(first: Prints, second: Prints) -> tuple[int, int]:
    """Words of *first* that one stretch can have in common with *second* at most, and all stretches together.

    Said from where shared shingles stand in the first alone, many times as quickly as :func:`likeness`.
    """
    at = np.flatnonzero(_among(first.shingles, second.shingles))
    if not len(at):
        return 0, 0
    breaks = np.flatnonzero(np.diff(at) > GAP + SHINGLE)
    starts, ends = np.r_[at[0], at[breaks + 1]], np.r_[at[breaks], at[-1]]
    lengths = ends - starts + SHINGLE
    return int(lengths.max()), int(lengths.sum())


def _among(some: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Which of *some* are among *others*: for arrays as short as these four times as quick as ``np.isin``."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    ordered = np.sort(others)
    at = np.minimum(np.searchsorted(ordered, some), len(ordered) - 1)
    return np.asarray(ordered[at] == some, np.bool_)


@dataclass(frozen=True, slots=True)
class _Run:
    """As many words from ``first`` on in one document as from ``second`` on in the other."""

    first: int
    second: int
    length: int


def _runs(first: Prints, second: Prints) -> list[_Run]:
    """The longest runs that both have, each word of the first used once, from the left."""
    shared = _among(first.shingles, second.shingles)
    where: dict[int, list[int]] = {}
    for position in np.flatnonzero(_among(second.shingles, first.shingles)).tolist():
        where.setdefault(int(second.shingles[position]), []).append(position)
    runs: list[_Run] = []
    done = 0
    for position in np.flatnonzero(shared).tolist():
        if position >= done:
            candidates = where[int(first.shingles[position])]
            there = max(candidates, key=lambda at: (_grown(first, second, position, at), -at))
            runs.append(_Run(position, there, _grown(first, second, position, there)))
            done = position + runs[-1].length
    return runs


def _grown(first: Prints, second: Prints, at: int, there: int) -> int:
    """For how many words the two go on alike."""
    room = min(len(first) - at, len(second) - there)
    different = first.words[at : at + room] != second.words[there : there + room]
    return int(different.argmax()) if different.any() else room


def _chains(runs: list[_Run]) -> list[list[_Run]]:
    """Runs that follow each other closely in both documents, together."""
    chains: list[list[_Run]] = []
    for run in runs:
        if chains and _follows(chains[-1][-1], run):
            chains[-1].append(run)
        else:
            chains.append([run])
    return chains


def _follows(last: _Run, run: _Run) -> bool:
    gap_first = run.first - last.first - last.length
    gap_second = run.second - last.second - last.length
    return 0 <= gap_first <= GAP and 0 <= gap_second <= GAP


def _counts(chain: list[_Run]) -> bool:
    return len(chain) > 1 or chain[0].length >= LEAST_RUN


def _covered(runs: Iterable[tuple[int, int]], length: int) -> NDArray[np.bool_]:
    covered = np.zeros(length, np.bool_)
    for start, count in runs:
        covered[start : start + count] = True
    return covered


def _stretch(chain: list[_Run], first: Prints, second: Prints) -> Stretch:
    head, tail = chain[0], chain[-1]
    return Stretch(
        Span(int(first.starts[head.first]), int(first.ends[tail.first + tail.length - 1])),
        Span(int(second.starts[head.second]), int(second.ends[tail.second + tail.length - 1])),
    )
