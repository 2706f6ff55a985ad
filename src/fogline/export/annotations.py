"""Reviewed documents as annotations: ``NAME.gold.json`` beside ``texts/NAME``, the form of docs/annotating.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fogline.errors import UsageError
from fogline.model.claim import Claim, Quantity, When, Where
from fogline.model.document import Document
from fogline.store.base import NARRATOR

SUFFIX = ".gold.json"

TOWN_KM, REGION_KM, COUNTRY_KM = 15.0, 150.0, 400.0
"""How far off a place may lie and still be right; docs/annotating.md."""

_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "his", "her", "their", "him", "them"})
_UNSAFE = re.compile(r"[^\w.\- ]+")


@dataclass(slots=True)
class Written:
    """What was written, by file name, with the number of claims; and the documents that are not wholly reviewed yet,
    each with how many of its claims are still open."""

    files: dict[str, int] = field(default_factory=dict)
    unfinished: dict[str, int] = field(default_factory=dict)


def write_annotations(reviewed: Iterable[tuple[Document, Sequence[Claim]]], folder: Path, *, replace: bool) -> Written:
    """Write each of *reviewed*, a document with the claims that it makes, as an annotation into *folder*.

    Raises:
        UsageError: a file is there already and *replace* does not allow for it, or cannot be written.
    """
    written = Written()
    try:
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        for document, claims in reviewed:
            name = _free_name(document.name, written)
            gold = folder / f"{name}{SUFFIX}"
            if gold.exists() and not replace:
                raise UsageError(f"{gold}: is there already; give another folder, or --replace")
            (folder / "texts" / name).write_bytes(document.text.encode("utf-8", "replace"))
            whole = annotation_of(document, claims) | {"text": f"texts/{name}"}
            gold.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            written.files[gold.name] = len(claims)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written: {error.strerror}") from error
    return written


def _free_name(name: str, written: Written) -> str:
    """*name* as a file name that is not taken: two documents may bear one name."""
    plain = _UNSAFE.sub("_", name).strip(". ") or "document"
    found, number = plain, 1
    while f"{found}{SUFFIX}" in written.files:
        number += 1
        found = f"{plain}-{number}"
    return found


def annotation_of(document: Document, claims: Sequence[Claim]) -> dict[str, Any]:
    """The annotation of *document*, which makes *claims* and, as far as anybody looked, no others.

    Parties are left out where no claim names one: the document is about another conflict.
    """
    sided = any(_parties(claim) for claim in claims)
    return {
        "document": document.name,
        "published": None if document.published is None else document.published.isoformat(),
        "claims": [_claim(document, claim, sided=sided) for claim in claims],
        "ignore": [],
    }


def _parties(claim: Claim) -> list[str]:
    roles = [role.actor.party for role in (claim.agent, claim.patient) if role is not None]
    return [party for party in (*roles, claim.speaker.party if claim.speaker else None) if party is not None]


def _claim(document: Document, claim: Claim, *, sided: bool) -> dict[str, Any]:
    whole: dict[str, Any] = _evidence(document, claim) | {"event_types": [claim.event_type]}
    speaker = claim.speaker
    if speaker is None:
        whole["speaker"] = NARRATOR
    else:
        whole["speaker"] = _names(speaker.name, speaker.role, speaker.organisation, speaker.text)
        if sided:
            whole["speaker_party"] = speaker.party
    for name, role in (("agent", claim.agent), ("patient", claim.patient)):
        if role is not None:
            whole[name] = _names(role.actor.name, role.text)
            if sided:
                whole[f"{name}_party"] = role.actor.party
    whole |= _place(claim.place) | _time(claim.time, document.published)
    if claim.quantities:
        whole["quantities"] = [_quantity(each) for each in claim.quantities]
    told = ("modality", "polarity", "certainty", "verification", "headline")
    return whole | {name: getattr(claim, name) for name in told} | {"optional": False}


def _evidence(document: Document, claim: Claim) -> dict[str, Any]:
    """The words, and which of their occurrences it is."""
    span, text = claim.evidence.to(claim.trigger), document.text
    words = span.of(text)
    nth, at = 0, text.find(words)
    while at != span.start:
        nth, at = nth + 1, text.find(words, at + 1)
    return {"evidence": words, "nth": nth}


def _names(*names: str | None) -> list[str]:
    told = [name for name in names if name and name.casefold() not in _PRONOUNS and any(c.isalnum() for c in name)]
    return list(dict.fromkeys(told or [name for name in names if name]))


def _place(where: Where | None) -> dict[str, Any]:
    """``place``: ``None`` where there is none; left out where it is named, but nobody knows where it lies."""
    if where is None:
        return {"place": None}
    place = where.place
    if place.latitude is None or place.longitude is None:
        return {}
    wide = {6: COUNTRY_KM, 4: REGION_KM}.get(place.where_prec or 1, max(TOWN_KM, place.radius_km or 0.0))
    return {"place": {"name": place.name, "lat": place.latitude, "lon": place.longitude, "tol_km": wide}}


def _time(when: When | None, published: date | None) -> dict[str, Any]:
    """``time``: left out where the text does not say; an open end is closed at the day of publication."""
    if when is None or not when.value.resolved:
        return {}
    start, end = when.value.start, when.value.end
    if start is not None and end is not None:
        return {"time": {"start": start.isoformat(), "end": end.isoformat(), "slack_days": 0}}
    known = start or end
    assert known is not None
    closed = max(published, known) if end is None and published is not None else known
    days = {"start": known.isoformat(), "end": closed.isoformat(), "slack_days": 0}
    return {"time": days | {"open": "end" if end is None else "start"}}


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {name: getattr(quantity, name) for name in ("measure", "low", "best", "high")}
