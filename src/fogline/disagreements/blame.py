"""``framing``, of who did it: each side names the other, or one names somebody where nobody is said to know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from fogline.disagreements.scene import Scene, happened
from fogline.matching.sides import ArmedSide, opposed, side_of_agent, side_of_speaker
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement

UNEXPLAINED = frozenset({"explosion", "damage"})
"""Types of which nobody may know the cause."""

BLAMED = frozenset({"shelling", "air_strike", "explosion", "attack", "casualties", "abuse", "damage"})
"""Types of which it matters who did it."""

UNKNOWN = re.compile(
    r"\b(?:cause|origin|culprits?|perpetrators?|who was behind)\b[^.;]{0,40}\b(?:not (?:been |yet been |yet )?"
    r"(?:determined|established|known|clear|immediately clear|identified|confirmed)|unclear|unknown|undetermined"
    r"|disputed|(?:under|being) investigat\w+)"
    r"|\bit (?:was|is) (?:not (?:immediately )?(?:clear|known)|unclear) (?:what|who|why)\b",
    re.IGNORECASE,
)
"""An outlet says that nobody knows what, or who, it was."""

SAME_STORY = 400
"""Characters behind what happened within which its cause is told."""

ANOTHER = re.compile(
    r"\b(?:elsewhere|meanwhile|separately|other side|another (?:city|town|incident|attack|blast))\b", re.I
)
"""Here a report goes on to something else."""


def find(scene: Scene) -> Iterator[Disagreement]:
    """Voices that name two doers who fight each other; a voice that names one where its report says nobody knows."""
    accusing = [(claim, side) for claim in scene.claims if (side := _accused(claim)) is not None]
    for (claim, side), (other, another) in combinations(accusing, 2):
        if opposed(side, another) and _answers(claim, another, other, side) and _same(scene, claim, other):
            about = f"who did it: {side.name} to {scene.voice(claim)}, {another.name} to {scene.voice(other)}"
            yield scene.disagreement("framing", about, [claim], [other])
            return
    for claim, side in accusing:
        speaker = side_of_speaker(claim)
        if speaker is None or not opposed(side, speaker):
            continue
        open_to = [one for one in scene.claims if _leaves_open(scene, one, claim)]
        if open_to:
            about = f"who did it: {side.name} to {scene.voice(claim)}, to {scene.voice(open_to[0])} it is not known"
            yield scene.disagreement("framing", about, [claim], open_to)
            return


def _accused(claim: Claim) -> ArmedSide | None:
    """The side that a speaker says did it, not their own."""
    if claim.event_type not in BLAMED or claim.speaker is None or claim.polarity == "denied" or not happened(claim):
        return None
    side = side_of_agent(claim)
    return side if side is not None and side != side_of_speaker(claim) else None


def _answers(claim: Claim, another: ArmedSide, other: Claim, side: ArmedSide) -> bool:
    """Whether one of the two is the word of the side that the other accuses.

    That two outsiders name two doers is no dispute: in one city on one day both sides fire.
    """
    return side_of_speaker(claim) == another or side_of_speaker(other) == side


def _same(scene: Scene, claim: Claim, other: Claim) -> bool:
    """Whether the two tell of one happening but for who did it."""
    one, another = scene.match(claim, other), scene.told(claim)
    told = {found.aspect: found for found in one.comparisons if not found.excludes}
    place, time = told.get("place"), told.get("time")
    if place is None or time is None or claim.event_type != other.event_type:
        return False
    if another.days.day is None:
        return one.same and place.score > 0.5 and time.score >= 0.3
    return place.score > 0.5 and time.score > 0.3


def _leaves_open(scene: Scene, one: Claim, blaming: Claim) -> bool:
    """Whether an article in its own voice tells what *blaming* blames somebody for, and that nobody knows the cause."""
    if one.speaker is not None or one.document_id != blaming.document_id or one.event_type not in UNEXPLAINED:
        return False
    if one.polarity == "denied" or one.headline or one.agent is not None or not happened(one):
        return False
    if scene.match(one, blaming).excluded:
        return False
    behind = scene.documents[one.document_id].text[one.evidence.start : one.evidence.end + SAME_STORY]
    found = UNKNOWN.search(behind)
    return found is not None and ANOTHER.search(behind[: found.start()]) is None
