"""``framing``: one happening in words that take sides, held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fogline.disagreements.scene import Scene, party_of
from fogline.lexicon.loader import table
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement


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


def _two_sides(soft: list[Claim], hard: list[Claim]) -> bool:
    return any(party_of(claim) is not None for claim in soft + hard)


def _says(scene: Scene, claim: Claim, frame: str, tone: str) -> bool:
    return _words(frame, tone).search(scene.words(claim)) is not None


@cache
def _words(frame: str, tone: str) -> re.Pattern[str]:
    (found,) = (one for one in table("framing")["frame"] if one["id"] == frame)
    longest_first = sorted(found[tone], key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
