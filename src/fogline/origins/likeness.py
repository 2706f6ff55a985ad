"""Which words two documents share, exactly: the stretches, and how much of either they make up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fogline.model.origin import Stretch
from fogline.model.span import Span
from fogline.origins.prints import SHINGLE, Prints

GAP = 6
"""Words that may differ between two shared runs for these to be one stretch: a word swapped, a clause dropped."""

LEAST_RUN = 10
"""Words in a row below which a shared run, standing alone, is a turn of phrase."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What two documents share.

    ``stretches`` stand in the order of the first, ``words`` says how many of its words each covers; ``first`` and
    ``second`` say of each word of either document whether it is shared.
    """

    stretches: tuple[Stretch, ...]
    words: tuple[int, ...]
    first: NDArray[np.bool_]
    second: NDArray[np.bool_]

    @property
    def of_first(self) -> float:
        """The share (0 to 1) of the first document's words that the second has, too."""
        return int(np.count_nonzero(self.first)) / max(1, len(self.first))

    @property
    def of_second(self) -> float:
        """The same of the second document's words."""
        return int(np.count_nonzero(self.second)) / max(1, len(self.second))

    @property
    def worked_over(self) -> float:
        """The share of either document's words, the smaller of the two, that is shared but for small changes."""
        return min(_with_changes(self.first), _with_changes(self.second))


def _with_changes(shared: NDArray[np.bool_]) -> float:
    """The share of words that are shared, or stand between such that are no further apart than :data:`GAP`."""
    at = np.flatnonzero(shared)
    between = np.diff(at) - 1
    return (len(at) + int(between[between <= GAP].sum())) / max(1, len(shared))


def likeness(first: Prints, second: Prints, alike: Alike | None = None) -> Likeness:
    """What *first* and *second* share: runs of five words and more, near enough each other to be of one passage.

    *alike* is what :func:`alike_shingles` says of the two, if that is known already.
    """
    alike = alike_shingles(first, second) if alike is None else alike
    chains = [chain for chain in _chains(_runs(first, second, alike)) if _counts(chain)]
    return Likeness(
        tuple(_stretch(chain, first, second) for chain in chains),
        tuple(chain[-1].first + chain[-1].length - chain[0].first for chain in chains),
        _covered(((run.first, run.length) for chain in chains for run in chain), len(first)),
        _covered(((run.second, run.length) for chain in chains for run in chain), len(second)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Where shingles of one document (``first``, in order) stand that another has, too, and the first place that
    each has there (``second``); ``repeated`` says that it stands there more than once."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    repeated: NDArray[np.bool_]


def alike_shingles(first: Prints, second: Prints) -> Alike:
    """The shingles of *first* that *second* has, too."""
    here, there = first.ordered, second.ordered
    if not len(here) or not len(there):
        return Alike(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0, np.bool_))
    at = there.searchsorted(here)  # sorted ones are found in a third of the time
    same = np.flatnonzero(there.take(at, mode="clip") == here)
    at, places = at[same], first.order[same]
    again = there.take(at + 1, mode="clip") == there[at]
    again &= at + 1 < len(there)
    found = places.argsort()
    return Alike(places[found], second.order[at[found]], again[found])


def most_in_one(alike: Alike) -> tuple[int, int]:
    """Words of one document that one stretch can have in common with the other at most, and all stretches together.

    Said from where shared shingles stand in the first alone, many times as quickly as :func:`likeness`.
    """
    at = alike.first
    if not len(at):
        return 0, 0
    begins, ends = _bounds(at[1:] - at[:-1] > GAP + SHINGLE)
    lengths = at[ends] - at[begins] + SHINGLE
    return int(lengths.max()), int(lengths.sum())


def _bounds(breaks: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the stretches of a row begin, and where they end, which *breaks* part: one between each two of its members.

    Rows are short, and there are many: `numpy.append` and `numpy.diff` would take longer than all else.
    """
    (at,) = breaks.nonzero()
    begins, ends = np.empty(len(at) + 1, np.intp), np.empty(len(at) + 1, np.intp)
    begins[0], ends[-1] = 0, len(breaks)
    np.add(at, 1, out=begins[1:])
    ends[:-1] = at
    return begins, ends


class _Run(NamedTuple):
    """As many words from ``first`` on in one document as from ``second`` on in the other."""

    first: int
    second: int
    length: int


def _runs(first: Prints, second: Prints, alike: Alike) -> list[_Run]:
    """The longest runs that both have, each word of the first used once, from the left."""
    if alike.repeated.any() or not len(alike.first):
        return _longest_runs(first, second, alike)
    # Each shingle stands in one place: a run goes on as long as both places do.
    begun, last = _bounds((alike.first[1:] != alike.first[:-1] + 1) | (alike.second[1:] != alike.second[:-1] + 1))
    runs: list[_Run] = []
    reached = 0
    each = (alike.first[begun], alike.second[begun], alike.first[last])
    for here, there, until in zip(*(places.tolist() for places in each), strict=True):
        used = max(0, reached - here)
        if here + used <= until:
            reached = until + SHINGLE
            runs.append(_Run(here + used, there + used, reached - here - used))
    return runs


def _longest_runs(first: Prints, second: Prints, alike: Alike) -> list[_Run]:
    """The same where shingles stand in several places: of these that from which on the two go on alike longest."""
    positions, shingles = alike.first.tolist(), first.shingles[alike.first]
    since = second.ordered.searchsorted(shingles).tolist()
    until = second.ordered.searchsorted(shingles, "right").tolist()
    runs: list[_Run] = []
    at = 0
    while at < len(positions):
        position = positions[at]
        theirs = second.order[since[at] : until[at]].tolist()
        length, there = max((_grown(first, second, position, start), -start) for start in theirs)
        runs.append(_Run(position, -there, length))
        at = bisect_left(positions, position + length, at + 1)
    return runs


def _grown(first: Prints, second: Prints, at: int, there: int) -> int:
    """For how many words the two go on alike."""
    room = min(len(first) - at, len(second) - there)
    different = first.words[at : at + room] != second.words[there : there + room]
    length = int(different.argmax())
    return length if length or different[0] else room


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
