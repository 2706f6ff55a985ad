"""What hangs together among numbered things, millions at once: connected components on columns of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.distinct import distinct

Numbers = NDArray[np.int64]

_NONE = np.empty((2, 0), np.int32)


def labels_of(size: int, one: NDArray[Any], other: NDArray[Any]) -> Numbers:
    """For each of *size* things the smallest one that the pairs *one* and *other* (two columns) tie it to.

    Roots are hooked onto the smallest root they meet, and every thing then points at its root, until no pair spans
    two of them: some ten rounds, each as long as the pairs that are left (after Shiloach and Vishkin 1982).
    """
    labels = np.arange(size)
    one, other = np.asarray(one, np.int64), np.asarray(other, np.int64)
    while True:
        here, there = labels[one], labels[other]
        apart = here != there
        if not apart.any():
            return labels
        one, other, here, there = one[apart], other[apart], here[apart], there[apart]
        np.minimum.at(labels, np.maximum(here, there), np.minimum(here, there))
        while not np.array_equal(up := labels[labels], labels):
            labels = up


def labels_of_all(size: int, tied: Iterable[tuple[NDArray[Any], NDArray[Any]]]) -> Numbers:
    """The same of the pairs of all columns in *tied*, of which few are held at a time.

    Each round goes through all things, so that pairs wait until there are as many as things.
    """
    labels, waiting, count = np.arange(size), [_NONE], 0
    for one, other in tied:
        waiting.append(np.stack([one, other]))
        count += len(one)
        if count >= size:
            labels, waiting, count = _joined(labels, *np.concatenate(waiting, axis=1)), [_NONE], 0
    return _joined(labels, *np.concatenate(waiting, axis=1))


def _joined(labels: Numbers, one: NDArray[Any], other: NDArray[Any]) -> Numbers:
    """*labels* (of :func:`labels_of`) where the pairs *one* and *other* tie things, too."""
    return np.asarray(labels_of(len(labels), labels[one], labels[other])[labels], np.int64)


def groups_of(labels: Numbers, size: int, *, least: int = 2) -> Numbers:
    """The group (from 0) of each thing: whole components, so many in each that they are *size* things or some more.

    A thing of a component of fewer than *least* (that is alone) is in none: -1.
    """
    roots, members = np.unique(labels, return_counts=True)
    members = np.where(members >= least, members, 0)
    before = np.cumsum(members) - members
    found = np.where(members > 0, before // size, -1)
    # Components that fill more than one group leave numbers out: counted up, none is empty.
    used = distinct(found[found >= 0])
    dense = np.where(found >= 0, np.searchsorted(used, found), -1)
    return np.asarray(dense[np.searchsorted(roots, labels)], np.int64)
