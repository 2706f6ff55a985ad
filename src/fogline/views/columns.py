"""Every claim as columns of numbers: what the page counts and looks through in milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from fogline.store.overview import ClaimLine

V = TypeVar("V", bound=Hashable)

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]

UNKNOWN = -1
"""The number of a value that is not known."""

NO_START = np.int32(-(2**30))
NO_END = np.int32(2**30)
"""Days of a time that is open at one end; a claim whose day is not known has both."""


class Codes(Generic[V]):
    """Values, numbered in the order in which they are met; ``None`` is :data:`UNKNOWN`."""

    def __init__(self) -> None:
        self.values: list[V] = []
        self._number: dict[V | None, int] = {None: UNKNOWN}

    def __len__(self) -> int:
        return len(self.values)

    def extend(self, values: Iterable[V]) -> None:
        """Number *values*, none of them known and each once, after those that are."""
        before = len(self.values)
        self.values.extend(values)
        self._number.update(zip(self.values[before:], range(before, len(self.values)), strict=True))

    def number(self, value: V | None) -> int:
        """The number of *value*, which gets one where it has none."""
        found = self._number.get(value)
        if found is None and value is not None:
            found = self._number[value] = len(self.values)
            self.values.append(value)
        return UNKNOWN if found is None else found

    def find(self, value: V | None) -> int | None:
        """The number of *value*; ``None`` where it was never met."""
        return self._number.get(value)

    def encode(self, column: Iterable[V | None]) -> Ints:
        """The numbers of the values of a column."""
        return np.fromiter(map(self.number, column), np.int32)

    def matching(self, wanted: Callable[[V], bool]) -> Ints:
        """The numbers of the values that are *wanted*."""
        return np.array([number for number, value in enumerate(self.values) if wanted(value)], np.int32)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the numbers in columns stand for. It only grows: old columns keep their meaning."""

    claims: Codes[str] = field(default_factory=Codes)
    documents: Codes[str] = field(default_factory=Codes)
    types: Codes[str] = field(default_factory=Codes)
    speakers: Codes[str] = field(default_factory=Codes)
    parties: Codes[str] = field(default_factory=Codes)
    places: Codes[str] = field(default_factory=Codes)
    names: Codes[str] = field(default_factory=Codes)
    polarities: Codes[str] = field(default_factory=Codes)
    modalities: Codes[str] = field(default_factory=Codes)
    certainties: Codes[str] = field(default_factory=Codes)
    samples: dict[int, str] = field(default_factory=dict)
    """By a place's number, a claim that is at it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a claim in each. ``start`` and ``end`` are ordinal days, see :data:`NO_START`."""

    claim: Ints
    document: Ints
    event_type: Ints
    speaker: Ints
    party: Ints
    place: Ints
    name: Ints
    words: Ints
    start: Ints
    end: Ints
    polarity: Ints
    modality: Ints
    certainty: Ints
    confidence: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.claim)

    def kept(self, mask: Mask) -> Columns:
        """The claims that *mask* keeps."""
        return Columns(*(getattr(self, name)[mask] for name in self.__slots__))

    def joined(self, others: Columns) -> Columns:
        """These claims, then *others*."""
        return Columns(*(np.concatenate([getattr(self, n), getattr(others, n)]) for n in self.__slots__))


def place_key(geonameid: int | None, name: str | None) -> str | None:
    """What a place goes by in addresses: the gazetteer's id, else ``~`` and its folded name."""
    if geonameid is not None:
        return str(geonameid)
    return None if name is None else f"~{name}"


def columns_of(lines: Iterable[ClaimLine], known: Vocabulary) -> Columns:
    """*lines* as columns, whose numbers *known* explains (and learns)."""
    rows = list(lines)
    taken: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) or [()] * len(ClaimLine._fields)
    column = dict(zip(ClaimLine._fields, taken, strict=True))
    keys = [place_key(row.geonameid, row.place_key) for row in rows]
    made = Columns(
        claim=known.claims.encode(column["claim_id"]),  # type: ignore[arg-type]
        document=known.documents.encode(column["document_id"]),  # type: ignore[arg-type]
        event_type=known.types.encode(column["event_type"]),  # type: ignore[arg-type]
        speaker=known.speakers.encode(column["speaker_key"]),  # type: ignore[arg-type]
        party=known.parties.encode(column["speaker_party"]),  # type: ignore[arg-type]
        place=known.places.encode(keys),
        name=known.names.encode(column["place_key"]),  # type: ignore[arg-type]
        words=known.names.encode(column["place_words_key"]),  # type: ignore[arg-type]
        start=days_of(column["time_start"], NO_START),  # type: ignore[arg-type]
        end=days_of(column["time_end"], NO_END),  # type: ignore[arg-type]
        polarity=known.polarities.encode(column["polarity"]),  # type: ignore[arg-type]
        modality=known.modalities.encode(column["modality"]),  # type: ignore[arg-type]
        certainty=known.certainties.encode(column["certainty"]),  # type: ignore[arg-type]
        confidence=np.array(column["confidence"], np.float32),
    )
    _note_places(rows, made.place, known)
    return made


def _note_places(rows: Sequence[ClaimLine], places: Ints, known: Vocabulary) -> None:
    """Keep, of each new place, one claim that is at it."""
    numbers, first = np.unique(places, return_index=True)
    for number, at in zip(numbers.tolist(), first.tolist(), strict=True):
        if number == UNKNOWN or number in known.samples:
            continue
        known.samples[number] = rows[at].claim_id


def days_of(column: Iterable[str | None], absent: np.int32) -> Ints:
    """ISO days as ordinals; *absent* where there is none. The same few thousand days come again and again."""
    numbers: dict[str | None, int] = {None: int(absent)}

    def number(day: str | None) -> int:
        found = numbers.get(day)
        if found is None:
            found = numbers[day] = date.fromisoformat(str(day)).toordinal()
        return found

    return np.fromiter(map(number, column), np.int32)
