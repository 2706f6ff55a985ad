"""Which claims are asked for, and finding them in the index."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from fogline.store.base import NARRATOR
from fogline.views.columns import NO_END, NO_START, UNKNOWN, Codes, Ints, Mask
from fogline.views.index import REVIEWED, Index

NONE = "none"
"""The word for claims that have no value of a kind."""

Sort = Literal["time", "-time", "confidence", "-confidence", "document"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims are asked for: every condition given must hold; of several values of one any will do.

    ``place`` is a name in any spelling or a place's key. ``speaker`` is part of a name or role, or ``narrator``.
    ``since`` and ``until`` are days, both included. ``undated`` says whether claims without a known day are asked for
    alone, or beside the range. ``words`` stand in the claim's document. Rejected claims are left out unless
    ``reviewed`` names them.
    """

    place: str | None = None
    speaker: str | None = None
    event_types: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    min_confidence: float | None = None
    since: date | None = None
    until: date | None = None
    undated: Literal["only", "with"] | None = None
    reviewed: tuple[str, ...] = ()
    document: str | None = None
    event: str | None = None
    disagreement: str | None = None
    words: str | None = None


def select(
    index: Index,
    asked: Asked,
    *,
    place_ids: Callable[[str], Collection[int]],
    search: Callable[[str], Collection[str]],
) -> Mask:
    """Which rows of *index* are *asked* for.

    *place_ids* gives the gazetteer's ids for a name, *search* the ids of the documents that hold words.
    """
    columns, known = index.columns, index.known
    mask = _reviewed(index, asked.reviewed)
    for codes, column, values in (
        (known.types, columns.event_type, asked.event_types),
        (known.parties, columns.party, asked.parties),
        (known.modalities, columns.modality, asked.modalities),
        (known.certainties, columns.certainty, asked.certainties),
        (known.polarities, columns.polarity, asked.polarities),
    ):
        if values:
            mask &= _any_of(codes, column, values)
    if asked.min_confidence is not None:
        mask &= columns.confidence >= np.float32(asked.min_confidence)
    if asked.place is not None:
        mask &= _at(index, asked.place, place_ids)
    if asked.speaker is not None:
        mask &= _spoken_by(index, asked.speaker.casefold())
    if asked.statuses:
        mask &= _with_status(index, asked.statuses)
    if asked.outlets:
        mask &= _of_outlets(index, asked.outlets)
    if asked.document is not None:
        mask &= columns.document == _number(known.documents, asked.document)
    if asked.event is not None:
        mask &= index.event == index.event_number.get(asked.event, UNKNOWN - 1)
    if asked.disagreement is not None:
        ids = [claim for claim, found in index.disputes.items() if asked.disagreement in found]
        mask &= np.isin(columns.claim, [_number(known.claims, key) for key in ids])
    if asked.words:
        numbers = [_number(known.documents, key) for key in search(asked.words)]
        mask &= np.isin(columns.document, np.array(numbers, np.int32))
    return np.logical_and(mask, in_range(index, asked))


def in_range(index: Index, asked: Asked) -> Mask:
    """Which rows are of the time asked for."""
    columns = index.columns
    dated: Mask = (columns.start != NO_START) | (columns.end != NO_END)
    if asked.undated == "only":
        return np.logical_not(dated)
    if asked.since is None and asked.until is None:
        return np.ones(len(columns), np.bool_)
    mask: Mask = dated
    if asked.since is not None:
        mask = mask & (columns.end >= asked.since.toordinal())
    if asked.until is not None:
        mask = mask & (columns.start <= asked.until.toordinal())
    return np.logical_or(mask, ~dated) if asked.undated == "with" else mask


def ordered(index: Index, mask: Mask, sort: Sort) -> Ints:
    """The rows of *mask* in the order asked for; what is undated comes last, whichever way time runs."""
    rows = np.flatnonzero(mask).astype(np.int32)
    columns = index.columns
    place = index.by_document[columns.document[rows]]
    if sort in ("time", "-time"):
        start, end = columns.start[rows], columns.end[rows]
        day = np.where(start != NO_START, start, end)
        late = day == NO_END
        day = np.where(late, 0, -day if sort == "-time" else day)
        order = np.lexsort((place, day, late))
    elif sort in ("confidence", "-confidence"):
        confidence = columns.confidence[rows]
        order = np.lexsort((place, -confidence if sort == "-confidence" else confidence))
    else:
        order = np.lexsort((rows, place))
    found: Ints = rows[order]
    return found


def _reviewed(index: Index, wanted: tuple[str, ...]) -> Mask:
    if not wanted:
        return np.asarray(index.review != REVIEWED.index("reject"))
    numbers = [UNKNOWN if each == NONE else REVIEWED.index(each) for each in wanted]
    return np.isin(index.review, numbers)


def _any_of(codes: Codes[str], column: Ints, values: tuple[str, ...]) -> Mask:
    numbers = [UNKNOWN if value == NONE else _number(codes, value.casefold()) for value in values]
    return np.isin(column, numbers)


def _number(codes: Codes[str], value: str) -> int:
    """The number of *value*; one that no row has where it was never met."""
    found = codes.find(value)
    return UNKNOWN - 1 if found is None else found


def _at(index: Index, place: str, place_ids: Callable[[str], Collection[int]]) -> Mask:
    known, columns = index.known, index.columns
    exact = known.places.find(place)
    if exact is not None:
        return np.asarray(columns.place == exact)
    ids = [_number(known.places, str(one)) for one in place_ids(place)]
    name = _number(known.names, place.casefold())
    named: Mask = (columns.name == name) | (columns.words == name)
    return np.logical_or(np.isin(columns.place, ids), named)


def _spoken_by(index: Index, wanted: str) -> Mask:
    column, speakers = index.columns.speaker, index.known.speakers
    mask = np.isin(column, speakers.matching(lambda key: wanted in key))
    return np.logical_or(mask, column == UNKNOWN) if wanted == NARRATOR else mask


def _with_status(index: Index, wanted: tuple[str, ...]) -> Mask:
    names = {name: at for at, name in enumerate(index.status_names)}
    # The last entry stands for claims in no event: numpy takes it for the number -1.
    status = np.append(index.statuses, np.int32(UNKNOWN))[index.event]
    return np.isin(status, [UNKNOWN if each == NONE else names.get(each, UNKNOWN - 1) for each in wanted])


def _of_outlets(index: Index, wanted: tuple[str, ...]) -> Mask:
    names = {None if each == NONE else each.casefold() for each in wanted}
    heads = index.head_of
    chosen = [
        number
        for number, key in enumerate(index.known.documents.values)
        if key in heads and (outlet.casefold() if (outlet := heads[key].outlet) else None) in names
    ]
    return np.isin(index.columns.document, np.array(chosen, np.int32))
