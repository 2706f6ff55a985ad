"""Claims that matches tie to clusters: those of one happening each, and the passages that their words stand in.

What hangs together from claim to claim may be the better part of a corpus. Of its claims only what is compared is held,
and of what others have, too, nothing; of texts nothing but where they share words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from fogline.bulk import tables
from fogline.bulk.columns import Array, read_array, read_where, readable, write_table
from fogline.bulk.components import labels_of
from fogline.bulk.scoring import claims_of, places_of
from fogline.bulk.work import Counts, Work
from fogline.events.cluster import Groups
from fogline.matching.crowds import Crowd
from fogline.model.origin import Link
from fogline.model.span import Span
from fogline.origins.passages import PassageIndex, passages_of
from fogline.store import codec

MATCHED = """
    SELECT grp, one, other, score FROM {matched} AS matched JOIN groups ON groups.claim = matched.one ORDER BY grp
"""
"""The matches within each group."""

TIES = """
    SELECT tied.grp, links.first, links.second, links.record
    FROM tied JOIN {links} AS links USING (first, second) ORDER BY tied.grp
"""
"""The links among the documents of each group."""

CLUSTERED = {"claim": "int32", "cluster": "int32", "nearest": "int32", "passage": "string"}
"""Of each claim, by its number in the order of time: the first claim of its cluster, the one it is most like there
(null where it is alone), the passage that its words stand in."""

MATCHES_AT_ONCE = 100_000
"""Matches taken up as Python's own numbers together."""


class _Matches(NamedTuple):
    """Matches by the places of the claims' ids among all of a group, the smaller one first; the best come first."""

    one: Array
    other: Array
    score: Array


def tied(groups: Array, documents: Array, first: Array, second: Array) -> Mapping[str, Array]:
    """The links, by the documents that are their *first* and *second* ends, in each group that has both; *groups* have
    the *documents* beside them, each once."""
    size = int(max(documents.max(initial=0), second.max(initial=0))) + 1
    order = np.argsort(documents, kind="stable")
    groups, documents = groups[order], documents[order]
    begin = np.searchsorted(documents, first)
    count = np.searchsorted(documents, first, "right") - begin
    link = np.repeat(np.arange(len(first)), count)
    grp = groups[np.arange(len(link)) + np.repeat(begin - (np.cumsum(count) - count), count)]
    both = np.isin(grp * size + second[link], groups * size + documents, kind="sort")
    return {"grp": grp[both], "first": first[link[both]], "second": second[link[both]]}


def cluster(group: int, *, work: Work) -> Counts:
    """Write the clusters that one *group* of claims falls into.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("clustered", group, lambda: _clustered(group, work))


def _clustered(group: int, work: Work) -> Counts:
    groups = read_array(work.layout, work.name("groups", ending="npy"))
    claims = np.flatnonzero(groups == group)
    with readable(work.layout, work.name("claims")):
        crowd, ids = Crowd(), []
        for _, one in claims_of(work, claims):
            crowd.add(one)
            ids.append(one.claim.claim_id)
    place = places_of(ids)
    matches = _matches(group, work, claims, place)
    homes, components = _grown(crowd, place, matches)
    del crowd
    at = np.argsort(place)  # the claim at each place
    nearest = _nearest(homes, matches)[place]
    passages = _passages(group, work, claims, components[place])
    told = {
        "claim": claims,
        "cluster": claims[at[homes[place]]],
        "nearest": np.ma.masked_array(claims[at[nearest]], nearest < 0),
        "passage": [passages.get(number) for number in range(len(claims))],
    }
    write_table(work.layout, work.name("clusters", group), tables.filled(CLUSTERED, told))
    return {}


def _matches(group: int, work: Work, claims: Array, place: Array) -> _Matches:
    found = read_where(work.layout, work.name("matched"), "grp", group)
    where = place.astype(np.int32)  # there may be very many
    one, other = (where[np.searchsorted(claims, found[name].to_numpy())] for name in ("one", "other"))
    score = found["score"].to_numpy()
    order = np.lexsort((other, one, -score))
    return _Matches(one[order], other[order], score[order])


def _grown(crowd: Crowd, place: Array, matches: _Matches) -> tuple[Array, Array]:
    """The cluster of the claim at each place, by the place of its first, and the same of all that matches connect."""
    at = np.argsort(place).tolist()
    groups = Groups(range(len(at)), lambda one, other: crowd.score(at[one], at[other]))
    for start in range(0, len(matches.score), MATCHES_AT_ONCE):
        some = slice(start, start + MATCHES_AT_ONCE)
        for one, other in zip(matches.one[some].tolist(), matches.other[some].tolist(), strict=True):
            groups.may_take(one, other)
    homes = np.empty(len(at), np.int64)
    for members in groups.found():
        homes[members] = members[0]
    return homes, labels_of(len(at), matches.one, matches.other)


def _nearest(homes: Array, matches: _Matches) -> Array:
    """For the claim at each place the one of its cluster that it is most like, by its place; -1 where there is none."""
    inside = np.flatnonzero(homes[matches.one] == homes[matches.other])
    one, other, score = (column[inside] for column in matches)
    claim, near = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.lexsort((near, -np.tile(score, 2), claim))
    first, where = np.unique(claim[order], return_index=True)
    found = np.full(len(homes), -1, np.int64)
    found[first] = near[order][where]
    return found


def _passages(group: int, work: Work, claims: Array, components: Array) -> dict[int, str]:
    """The passage that each of *claims* (by its place among them) stands in, where there is one: a stretch of text that
    documents share which have claims in the same of *components*."""
    ties = read_where(work.layout, work.name("ties"), "grp", group)
    if not len(ties):
        return {}
    linked = _Links(ties["first"].to_pylist(), ties["second"].to_pylist(), ties["record"].to_pylist())
    owners = read_array(work.layout, work.name("owners", ending="npy"))[claims]
    spans = read_array(work.layout, work.name("marks", ending="npy"))[claims]
    found: dict[int, str] = {}
    order = np.argsort(components, kind="stable")
    bounds = np.flatnonzero(np.diff(components[order], prepend=-1, append=len(claims)))
    for start, end in pairwise(bounds.tolist()):
        members = order[start:end].tolist()
        index = linked.passages({int(owners[number]) for number in members})
        for number in members if index is not None else ():
            name = linked.names.get(int(owners[number]))
            span = Span(int(spans[number]["first"]), int(spans[number]["last"]))
            if index is not None and name is not None and (passage := index.at(name, span)) is not None:
                found[number] = passage
    return found


class _Links:
    """Links among documents, which go by their numbers among all."""

    def __init__(self, first: Sequence[int], second: Sequence[int], records: Sequence[str]) -> None:
        self._records = records
        self._from: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self.names: dict[int, str] = {}
        for number, (one, other) in enumerate(zip(first, second, strict=True)):
            self._from[one].append((other, number))
            if one not in self.names or other not in self.names:
                link = codec.loads(Link, records[number])
                self.names |= {one: link.first, other: link.second}

    def passages(self, documents: set[int]) -> PassageIndex | None:
        """The passages that *documents* share among themselves; ``None`` where they share nothing."""
        if len(documents) == 1:
            return None
        inside = [number for one in documents for other, number in self._from.get(one, ()) if other in documents]
        return PassageIndex(passages_of(codec.loads(Link, self._records[at]) for at in inside)) if inside else None
