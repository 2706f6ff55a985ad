"""``framing``: one happening in words that take sides, held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from fogline.disagreements.scene import Scene, document_scene, happened, party_of
from fogline.lexicon.loader import table
from fogline.matching import places, times
from fogline.matching.told import Told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document

NEAR = 1200
"""Characters within which an article that puts two words for one thing side by side does so."""


def find(scene: Scene) -> Iterator[Disagreement]:
    """For each frame the voices that tell it softly against those that tell it hard, where both are there.

    Only words that somebody stands behind count: a speaker's. What an outlet writes in its own voice is its style.
    Who uses both ("fleeing, not regrouping") holds one against the other, and is on the hard side.
    """
    spoken = [claim for claim in scene.claims if claim.speaker is not None]
    for frame in table("framing")["frame"]:
        told = [claim for claim in spoken if claim.event_type in frame["types"]]
        hard = [claim for claim in told if _says(scene, claim, frame["id"], "hard")]
        blunt = {scene.voice(claim) for claim in hard}
        soft = [c for c in told if _says(scene, c, frame["id"], "soft") and scene.voice(c) not in blunt]
        if soft and hard and _two_sides(soft, hard):
            about = f"{scene.side(soft).who} and {scene.side(hard).who} tell it in opposite words: {frame['why']}"
            yield scene.disagreement("framing", about, soft, hard)


def in_documents(claims: Iterable[Told], documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    """The same within one article, of one place, where no event has both: "regrouping near the town", "fleeing it"."""
    by_document: dict[str, list[Told]] = {}
    for one in claims:
        if one.claim.speaker is not None and happened(one.claim):
            by_document.setdefault(one.claim.document_id, []).append(one)
    for document_id in sorted(by_document):
        told = by_document[document_id]
        scene = document_scene([one.claim for one in told], document_id, documents[document_id])
        for frame in table("framing")["frame"]:
            yield from _beside(scene, [one for one in told if one.claim.event_type in frame["types"]], frame)


def _beside(scene: Scene, told: Sequence[Told], frame: dict[str, Any]) -> Iterator[Disagreement]:
    hard = [one for one in told if _says(scene, one.claim, frame["id"], "hard")]
    blunt = {scene.voice(one.claim) for one in hard}
    soft = [one for one in told if _says(scene, one.claim, frame["id"], "soft") and scene.voice(one.claim) not in blunt]
    pairs = [(one, other) for one in soft for other in hard if _of_one(one, other)]
    if pairs and not any(scene.match(one.claim, other.claim).same for one, other in pairs):
        softly, hardly = (
            [*{one.claim.claim_id: one.claim for one in side}.values()] for side in zip(*pairs, strict=True)
        )
        if _two_sides(softly, hardly):
            about = f"{scene.side(softly).who} and {scene.side(hardly).who} tell it in opposite words: {frame['why']}"
            yield scene.disagreement("framing", about, softly, hardly)


def _of_one(one: Told, other: Told) -> bool:
    """Whether two claims of an article tell of one side at one place, or beside it, at one time."""
    ours, theirs = (told.claim.agent.actor.party if told.claim.agent else None for told in (one, other))
    if ours is None or ours != theirs or abs(one.claim.trigger.start - other.claim.trigger.start) > NEAR:
        return False
    place, time = places.compare(one, other), times.compare(one, other)
    return place.score >= 0.5 and not time.excludes and time.score >= 0


def _two_sides(soft: list[Claim], hard: list[Claim]) -> bool:
    return any(party_of(claim) is not None for claim in soft + hard)


def _says(scene: Scene, claim: Claim, frame: str, tone: str) -> bool:
    return _words(frame, tone).search(scene.words(claim)) is not None


@cache
def _words(frame: str, tone: str) -> re.Pattern[str]:
    (found,) = (one for one in table("framing")["frame"] if one["id"] == frame)
    longest_first = sorted(found[tone], key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
