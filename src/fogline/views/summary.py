"""How much a ledger holds, of what and of whom: what a page's filters can offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np

from fogline.profiles.loader import load_profile, shipped_profiles
from fogline.store.base import Store
from fogline.views.columns import NO_END, NO_START, UNKNOWN
from fogline.views.index import Index


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A side: its name where a profile knows it, its colour in the page's palette, what its speakers claim."""

    party: str
    name: str
    colour: int
    claims: int


@dataclass(frozen=True, slots=True)
class Summary:
    """``counts`` by noun; ``first`` and ``last`` are the days that claims tell of; the rest is what they are told
    apart by, the commonest first. An outlet that is ``None`` stands for documents that give none."""

    counts: Mapping[str, int]
    first: date | None
    last: date | None
    parties: tuple[PartyLine, ...]
    outlets: tuple[tuple[str | None, int], ...]
    statuses: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]


def summary(store: Store, index: Index) -> Summary:
    """What *index* holds in all."""
    kinds = Counter(one.kind for one in store.derived.disagreements())
    columns = index.columns
    days = np.concatenate([columns.start[columns.start != NO_START], columns.end[columns.end != NO_END]])
    counts = {key: value for key, value in asdict(store.counts()).items() if key != "extracted"}
    counts |= {"events": len(index.events), "disagreements": sum(kinds.values())}
    return Summary(
        counts=counts | {"places": len(np.unique(columns.place[columns.place != UNKNOWN]))},
        first=date.fromordinal(int(days.min())) if len(days) else None,
        last=date.fromordinal(int(days.max())) if len(days) else None,
        parties=_parties(index),
        outlets=_outlets(index),
        statuses=tuple(Counter(event.status for event in index.events).most_common()),
        kinds=tuple(kinds.most_common()),
    )


def _parties(index: Index) -> tuple[PartyLine, ...]:
    """Those whom a profile knows keep its order of colours, whatever else the ledger holds."""
    known = {party.party_id: party.name for name in shipped_profiles() for party in load_profile(name).parties}
    numbers = index.columns.party[index.columns.party != UNKNOWN]
    counts = dict(zip(*(part.tolist() for part in np.unique(numbers, return_counts=True)), strict=True))
    told = {index.known.parties.values[number]: count for number, count in counts.items()}
    order = [*known, *sorted(set(told) - set(known))]
    lines = [PartyLine(party, known.get(party, party), order.index(party), count) for party, count in told.items()]
    return tuple(sorted(lines, key=lambda line: (-line.claims, line.party)))


def _outlets(index: Index) -> tuple[tuple[str | None, int], ...]:
    numbers, counts = np.unique(index.columns.document, return_counts=True)
    found: Counter[str | None] = Counter()
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        head = index.head_of.get(index.known.documents.values[number])
        found[head.outlet if head else None] += count
    return tuple(found.most_common())
