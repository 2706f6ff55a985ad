"""What a claim's confidence goes by: how it was read, as names and values that have weights."""

from __future__ import annotations

from fogline.claims.grounds import Grounds
from fogline.claims.where import Placing
from fogline.model.claim import Claim

# Tokens beyond which a sentence counts as long: two thirds of those of news prose are shorter.
_LONG_SENTENCE = 30

FEATURES = {
    "type": "event type",
    "link": "label of the trigger in the parse",
    "place": "step that found the place",
    "scene": "how closely it is placed",
    "places": "places that the sentence names",
    "time": "step that found the time",
    "agent": "agent",
    "patient": "patient",
    "speaker": "speaker",
    "voice": "kind of speaker",
    "voices": "voices over the trigger",
    "beside": "other speech beside it",
    "modality": "modality",
    "factuality": "words that bear on it",
    "standing": "where it stands",
    "sentence": "length of the sentence",
}
"""Every feature, with what it is in words."""


def features_of(claim: Claim, grounds: Grounds) -> dict[str, str]:
    """The value of each of :data:`FEATURES` for *claim*, read on *grounds*."""
    scene, placing = grounds.scene, grounds.placing
    return {
        "type": claim.event_type,
        "link": scene.tokens[grounds.happening.head].dep,
        "place": placing.step,
        "scene": _scene_kind(placing),
        "places": _few(len({m.place.name for m in scene.places if m.use == "location"})),
        "time": grounds.dating.step,
        "agent": "none" if claim.agent is None else "resolved",
        "patient": "none" if claim.patient is None else "resolved",
        "speaker": _speaker_kind(claim),
        "voice": _voice(claim),
        "voices": _few(len(grounds.governing)),
        "beside": _speech_beside(claim, grounds),
        "modality": claim.modality,
        "factuality": "marked" if grounds.factuality.cues else "plain",
        "standing": "headline" if claim.headline else "body",
        "sentence": "long" if len(scene.tokens) > _LONG_SENTENCE else "short",
    }


def _scene_kind(placing: Placing) -> str:
    """How closely a claim is placed: not at all, in a country, or in something smaller, resolved or not."""
    if not placing.places:
        return "none"
    if not placing.places[0].place.resolved:
        return "unresolved"
    return "smaller" if placing.smaller_than_country else "country"


def _speaker_kind(claim: Claim) -> str:
    """Who makes the claim: the outlet, somebody named beside it, or somebody who speaks on from before."""
    if claim.speaker is None:
        return "narrator"
    return "implied" if claim.speaker.span is None else "named"


def _voice(claim: Claim) -> str:
    if claim.speaker is None:
        return "narrator"
    return claim.speaker.kind or "unknown"


def _speech_beside(claim: Claim, grounds: Grounds) -> str:
    """Whether speech that does not cover the trigger is led in by its sentence, or by the one before it.

    There the outlet's own word may be somebody's that speaks on, and somebody's word another's.
    """
    who = "outlet" if claim.speaker is None else "speaker"
    index, passage = grounds.scene.sentence.index, grounds.passage
    for where, at in (("in the sentence", index), ("right before", index - 1)):
        if any(all(a is not over for over in grounds.governing) for a in passage.speech_led_in_by(at)):
            return f"{who}, {where}"
    return f"{who}, none"


def _few(count: int) -> str:
    """A small number as a word, so that it can have a weight: "0", "1", "2" or "many"."""
    return str(count) if count < 3 else "many"
