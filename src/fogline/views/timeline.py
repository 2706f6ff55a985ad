"""When it is said to have happened: claims by day and type, with the imprecise and the undated counted apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from fogline.views.columns import NO_END, NO_START, UNKNOWN, Ints, Mask
from fogline.views.index import Index


@dataclass(frozen=True, slots=True)
class Stretch:
    """Claims whose time is longer than a day, by type; an open end is ``None``."""

    start: date | None
    end: date | None
    claims: int
    types: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """``counts`` has a row for each of ``types``, an entry for each of ``days`` (those with something on them).

    ``events`` counts, for each day, the events that begin on it. ``undated`` are claims by type whose day is not known.
    """

    days: tuple[date, ...]
    types: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    events: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    undated: Mapping[str, int]
    total: int


def timeline(index: Index, mask: Mask) -> Timeline:
    """The claims of *mask* in time."""
    columns, names = index.columns, index.known.types.values
    start, end, kind = columns.start[mask], columns.end[mask], columns.event_type[mask]
    exact, undated = start == end, (start == NO_START) & (end == NO_END)
    begun = _begun(index, mask)
    days, at = np.unique(np.concatenate([start[exact], begun]), return_inverse=True)
    size = int(exact.sum())
    counts = np.zeros((len(names), len(days)), np.int64)
    np.add.at(counts, (kind[exact], at[:size]), 1)
    events = np.bincount(at[size:], minlength=len(days)) if len(days) else np.zeros(0, np.int64)
    used = np.flatnonzero(counts.sum(axis=1))
    return Timeline(
        days=tuple(map(date.fromordinal, days.tolist())),
        types=tuple(names[number] for number in used.tolist()),
        counts=tuple(tuple(row) for row in counts[used].tolist()),
        events=tuple(events.tolist()),
        stretches=_stretches(start, end, kind, ~exact & ~undated, names),
        undated=_by_type(kind[undated], names),
        total=int(mask.sum()),
    )


def _begun(index: Index, mask: Mask) -> Ints:
    """The first days of the events that claims of *mask* are in, where they are known to the day."""
    inside = index.event[mask]
    days: Ints = index.begun[np.unique(inside[inside != UNKNOWN])]
    known: Ints = days[days != NO_START]
    return known


def _stretches(
    start: Ints,
    end: Ints,
    kind: Ints,
    which: Mask,
    names: list[str],
) -> tuple[Stretch, ...]:
    pairs = np.stack([start[which], end[which]], axis=1)
    found, at = np.unique(pairs, axis=0, return_inverse=True)
    counts = np.zeros((len(found), len(names)), np.int64)
    np.add.at(counts, (at.ravel(), kind[which]), 1)
    return tuple(
        Stretch(
            start=None if first == NO_START else date.fromordinal(first),
            end=None if last == NO_END else date.fromordinal(last),
            claims=sum(row),
            types={names[number]: count for number, count in enumerate(row) if count},
        )
        for (first, last), row in zip(found.tolist(), counts.tolist(), strict=True)
    )


def _by_type(kind: Ints, names: list[str]) -> dict[str, int]:
    counts = np.bincount(kind, minlength=len(names)).tolist() if len(kind) else []
    return {names[number]: count for number, count in enumerate(counts) if count}
