"""Who makes a claim and through what, what the outlet could verify, and whether it concedes something."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.grounds import Grounds
from fogline.claims.scene import Scene
from fogline.model.claim import Claim
from fogline.model.explanation import Ground, Option
from fogline.model.mention import Attribution, Speaker
from fogline.model.span import Span

_KINDS = {
    "direct": "a quotation",
    "indirect": "indirect speech",
    "mixed": "speech partly quoted",
    "belief": "a belief",
    "document": "a document's words",
}
_NEARBY = 2
"""Sentences before the claim's whose speakers are named among those it could have been."""


def speaker_ground(grounds: Grounds, claim: Claim) -> Ground:
    """Whose word the claim is: the innermost attribution over the trigger that names somebody, else the outlet's."""
    attribution = grounds.attribution
    others = tuple(_other_speakers(grounds))
    if attribution is None or claim.speaker is None:
        return Ground("speaker", None, "nobody's speech covers the trigger: the outlet says it itself", others=others)
    words = (*attribution.source, *attribution.cue)
    cue = " … ".join(grounds.scene.text(span) for span in attribution.cue)
    rule = f"{_KINDS[attribution.kind]} under “{cue}”" if cue else _KINDS[attribution.kind]
    return Ground(
        "speaker",
        speaker_in_words(claim.speaker),
        f"the innermost that covers the trigger: {rule}",
        because=tuple(_because(claim.speaker, attribution)),
        words=words,
        others=others,
    )


def speaker_in_words(speaker: Speaker) -> str:
    """Name, office and side: "Serhiy Haidai, governor of Luhansk (ukraine)"."""
    parts = (speaker.name, speaker.role if speaker.role != speaker.name else None, speaker.organisation)
    named = ", ".join(dict.fromkeys(part for part in parts if part))
    side = speaker.party or speaker.country
    return f"{named} ({side})" if side else named


def _because(speaker: Speaker, attribution: Attribution) -> Iterator[str]:
    if attribution.continues:
        yield "speech that runs on from an earlier sentence"
    if speaker.name not in speaker.text:
        yield f"“{speaker.text}” is {speaker.name}"
    if speaker.kind:
        yield f"kind: {speaker.kind}"


def _other_speakers(grounds: Grounds) -> Iterator[Option]:
    scene = grounds.scene
    for outer in grounds.governing:
        if outer is not grounds.attribution:
            yield _option(scene, outer, "an outer voice: the innermost one speaks" if outer.speaker else "names nobody")
    for attribution in scene.mentions.attributions:
        if attribution not in grounds.governing and _stands_near(scene, attribution):
            yield _option(scene, attribution, "what it covers does not hold the trigger")


def _stands_near(scene: Scene, attribution: Attribution) -> bool:
    """Whether the words of an attribution stand in the sentence or right before it."""
    near = [s for s in scene.mentions.sentences if 0 <= scene.sentence.index - s.index <= _NEARBY]
    return any(s.span.covers(span) for s in near for span in attribution.cue)


def _option(scene: Scene, attribution: Attribution, why: str) -> Option:
    spans = sorted((*attribution.source, *attribution.cue))
    text = " … ".join(scene.text(span) for span in spans)
    named = speaker_in_words(attribution.speaker) if attribution.speaker else None
    return Option(text, why, value=named, span=spans[0] if spans else None)


def channel_ground(grounds: Grounds, claim: Claim) -> Ground | None:
    """Through what it was said, where the words tell."""
    if claim.channel is None or grounds.attribution is None:
        return None
    return Ground("channel", claim.channel, "the medium that the attribution names", words=grounds.attribution.cue)


def verification_ground(grounds: Grounds, claim: Claim) -> Ground:
    """What the outlet says of whether it could check the words, and notes that speak of other words."""
    notes = grounds.scene.mentions.verifications
    over = next((note for note in notes if any(c.covers(claim.trigger) for c in note.covers)), None)
    others = tuple(
        Option(grounds.scene.text(note.span), "speaks of other words", value=note.status, span=note.span)
        for note in notes
        if note is not over and _is_close(note.span, claim.trigger)
    )
    if over is None:
        return Ground("verification", None, "the outlet does not say whether it checked this", others=others)
    return Ground("verification", claim.verification, "the outlet says so of these words", words=(over.span,))


_REACH = 600
"""Characters within which a note that does not speak of the trigger is worth naming."""


def _is_close(one: Span, other: Span) -> bool:
    return abs(one.start - other.start) < _REACH


def interest_ground(claim: Claim) -> Ground:
    """Whether the speaker says what their own side would rather not have so, with the sides compared."""
    sides = (
        ("speaker", claim.speaker.party if claim.speaker else None),
        ("agent", claim.agent.actor.party if claim.agent else None),
        ("patient", claim.patient.actor.party if claim.patient else None),
    )
    told = ", ".join(f"{name} {party or 'of no known side'}" for name, party in sides)
    value = "true" if claim.against_interest else "false"
    if claim.against_interest:
        return Ground("against_interest", value, f"{claim.event_type} is bad for the speaker's own side: {told}")
    if claim.speaker is None:
        return Ground("against_interest", value, "the outlet has no side")
    if sides[0][1] is None:
        return Ground("against_interest", value, "the speaker's side is not known: nothing is concluded")
    return Ground("against_interest", value, f"{claim.event_type} concedes nothing here: {told}")
