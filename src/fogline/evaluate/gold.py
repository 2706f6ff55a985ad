"""Annotations: what careful readers found in a document, read from ``NAME.gold.json`` files.

The form is described in ``docs/annotating.md``. A key that an annotation leaves out says nothing about that field; a
key that is ``null`` says that there is nothing to find. Every field keeps the difference: ``None`` is silence, an
empty tuple is "there is none".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from fogline.codebook.loader import codebook
from fogline.errors import BadGold
from fogline.evaluate.entries import Entry
from fogline.model.claim import Certainty, Modality, Polarity, Verification

SUFFIX = ".gold.json"
NARRATOR = "narrator"
DEFAULT_TOLERANCE_KM = 15.0
"""How far from the annotated point a place may lie where the annotation names no tolerance: a town's reach."""


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Whose word it is: any of ``names``, or the outlet itself where ``narrator`` is set."""

    names: tuple[str, ...]
    narrator: bool


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place that is right: WGS 84 degrees, and how many kilometres off still counts."""

    name: str
    latitude: float
    longitude: float
    tolerance_km: float


@dataclass(frozen=True, slots=True)
class GoldTime:
    """First and last day, both included; each may be off by ``slack_days``. ``open`` names an end that may be open."""

    start: date
    end: date
    slack_days: int = 0
    open: Literal["start", "end"] | None = None


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A figure that must be there: any of ``measures``, with those bounds that the words support."""

    measures: tuple[str, ...]
    low: float | None = None
    best: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim that a document makes: characters ``start`` to ``end`` of its text, and what is right for each field.

    Of tuples with several values any one is right. ``times`` holds at most one value. An ``optional`` claim costs
    nothing when it is missed and nothing when it is found.
    """

    start: int
    end: int
    event_types: tuple[str, ...]
    speaker: GoldSpeaker | None = None
    agents: tuple[str, ...] | None = None
    patients: tuple[str, ...] | None = None
    speaker_parties: tuple[str | None, ...] | None = None
    agent_parties: tuple[str | None, ...] | None = None
    patient_parties: tuple[str | None, ...] | None = None
    places: tuple[GoldPlace, ...] | None = None
    times: tuple[GoldTime, ...] | None = None
    quantities: tuple[GoldQuantity, ...] | None = None
    modalities: tuple[str | None, ...] | None = None
    polarities: tuple[str | None, ...] | None = None
    certainties: tuple[str | None, ...] | None = None
    verifications: tuple[str | None, ...] | None = None
    headline: bool = False
    optional: bool = False

    def holds(self, position: float) -> bool:
        """Whether *position*, a place between two characters of the text, lies in the evidence, its ends included."""
        return self.start <= position <= self.end


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document: the base name of its file or record, its text, its claims.

    ``ignored`` are stretches ``(start, end)`` where whatever a system finds costs nothing.
    """

    name: str
    text: str
    claims: tuple[GoldClaim, ...]
    published: date | None = None
    published_slack_days: int = 0
    ignored: tuple[tuple[int, int], ...] = ()


def load_gold(
    folder: Path, *, texts: Mapping[str, str] | None = None, only: str | None = None
) -> tuple[GoldDocument, ...]:
    """All annotations of *folder*, in the order of their file names.

    Args:
        folder: where the ``*.gold.json`` files lie.
        texts: document name → text, as a ledger holds them; for a name that is not among them the file that the
            annotation's own ``text`` points to (relative to it) is read.
        only: keep just the documents whose name contains this.

    Raises:
        BadGold: the folder holds no annotations, or one of them cannot be used; says which and why.
    """
    paths = sorted(folder.glob("*" + SUFFIX))
    if not paths:
        raise BadGold(f"{folder}: no {SUFFIX} files there")
    documents = (read_gold(path, texts=texts) for path in paths if only is None or only in _name_in(path))
    return tuple(documents)


def read_gold(path: Path, *, texts: Mapping[str, str] | None = None) -> GoldDocument:
    """The annotation in *path*, checked against the text of its document (see `load_gold`).

    Raises:
        BadGold: the file breaks the form, its text cannot be had, or its evidence is not in the text.
    """
    data = _read_json(path)
    return parse_gold(data, where=str(path), text=_text_of(path, _name_in(path, data), data, texts or {}))


def parse_gold(data: dict[str, Any], *, where: str, text: str) -> GoldDocument:
    """The annotation in *data*, the JSON object of a file, checked against *text*; *where* names it in errors.

    Raises:
        BadGold: it breaks the form, or its evidence is not in the text.
    """
    entry = Entry(where, data)
    claims = entry.listed("claims", required=True)
    return GoldDocument(
        name=data["document"],
        text=text,
        claims=tuple(_claim(Entry(f"{where}: claim {n}", claim), text) for n, claim in enumerate(claims)),
        published=entry.day("published") if data.get("published") else None,
        published_slack_days=int(entry.number("published_slack_days", 0)),
        ignored=tuple(_locate(entry, text, quote, 0) for quote in entry.listed("ignore")),
    )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadGold(f"{path}: cannot be read as JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadGold(f"{path}: must hold one JSON object")
    return data


def _name_in(path: Path, data: dict[str, Any] | None = None) -> str:
    name: object = (data or _read_json(path)).get("document")
    if not isinstance(name, str) or not name:
        raise BadGold(f'{path}: "document" must name the annotated file or record')
    return name


def _text_of(path: Path, name: str, data: dict[str, Any], texts: Mapping[str, str]) -> str:
    if name in texts:
        return texts[name]
    if not isinstance(data.get("text"), str):
        raise BadGold(f'{path}: the text of {name} is not at hand; read it into the ledger, or add a "text" path')
    source = path.parent / str(data["text"])
    try:
        # newline="" keeps the text as it is in the file, which is what offsets count in
        with source.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise BadGold(f"{path}: cannot read the text {source}: {error}") from error


def _claim(entry: Entry, text: str) -> GoldClaim:
    types = entry.known("event_types", codebook().event_types)
    start, end = _locate(entry, text, entry.data.get("evidence"), int(entry.number("nth", 0)))
    return GoldClaim(
        start=start,
        end=end,
        event_types=types,
        speaker=_speaker(entry),
        agents=entry.words("agent") or None,
        patients=entry.words("patient") or None,
        speaker_parties=entry.choice("speaker_party"),
        agent_parties=entry.choice("agent_party"),
        patient_parties=entry.choice("patient_party"),
        places=_places(entry),
        times=_times(entry),
        quantities=tuple(_quantity(Entry(entry.where, q)) for q in entry.listed("quantities")) or None,
        modalities=entry.choice("modality", get_args(Modality)),
        polarities=entry.choice("polarity", get_args(Polarity)),
        certainties=entry.choice("certainty", get_args(Certainty)),
        verifications=entry.choice("verification", get_args(Verification)),
        headline=bool(entry.data.get("headline")),
        optional=bool(entry.data.get("optional")),
    )


def _locate(entry: Entry, text: str, quote: object, nth: int) -> tuple[int, int]:
    """Where the *nth* (from 0) occurrence of *quote* stands; a ``[start, end]`` pair stands for itself."""
    if isinstance(quote, list) and len(quote) == 2 and all(isinstance(n, int) for n in quote):
        return quote[0], quote[1]
    if not isinstance(quote, str) or not quote:
        raise BadGold(f"{entry.where}: evidence must be words of the text, not {quote!r}")
    at = -1
    for _ in range(nth + 1):
        at = text.find(quote, at + 1)
        if at < 0:
            raise BadGold(f"{entry.where}: not in the text{f' {nth + 1} times' if nth else ''}: {quote[:80]!r}")
    return at, at + len(quote)


def _speaker(entry: Entry) -> GoldSpeaker | None:
    names = entry.words("speaker")
    if names is None:
        return None
    if entry.data["speaker"] == NARRATOR:
        return GoldSpeaker((), narrator=True)
    return GoldSpeaker(names, narrator=NARRATOR in names)


def _places(entry: Entry) -> tuple[GoldPlace, ...] | None:
    if "place" not in entry.data:
        return None
    value = entry.data["place"]
    options = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(_place(Entry(f"{entry.where}: place", option)) for option in options)


def _place(entry: Entry) -> GoldPlace:
    return GoldPlace(
        name=str(entry.data.get("name", "")),
        latitude=entry.number("lat"),
        longitude=entry.number("lon"),
        tolerance_km=entry.number("tol_km", DEFAULT_TOLERANCE_KM),
    )


def _times(entry: Entry) -> tuple[GoldTime, ...] | None:
    if "time" not in entry.data:
        return None
    if entry.data["time"] is None:
        return ()
    time = Entry(f"{entry.where}: time", entry.data["time"])
    start, end = time.day("start"), time.day("end")
    if end < start:
        time.refuse(f"ends ({end}) before it starts ({start})")
    return (GoldTime(start, end, int(time.number("slack_days", 0)), time.data.get("open")),)


def _quantity(entry: Entry) -> GoldQuantity:
    measures = entry.known("measure", codebook().measures)
    return GoldQuantity(measures, entry.bound("low"), entry.bound("best"), entry.bound("high"))
