"""The rule extractor: claims from the parse, the lexicon and the mentions, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.claims.confidence import score
from fogline.claims.evidence import find_evidence
from fogline.claims.factuality import read_factuality
from fogline.claims.features import features_of
from fogline.claims.figures import find_quantities
from fogline.claims.grounds import Grounds
from fogline.claims.grouping import Told, group_told
from fogline.claims.happening import Happening
from fogline.claims.happenings import find_happenings
from fogline.claims.interest import against_interest
from fogline.claims.passage import Passage
from fogline.claims.roles import find_parts
from fogline.claims.scene import Scene
from fogline.claims.speaker import governing_attributions, speaking
from fogline.claims.stretches import Stretches
from fogline.claims.sub_event import find_sub_event, is_told_as_fact
from fogline.claims.when import (
    Dating,
    find_time,
    has_time_of_its_own,
    points_at_a_time,
    points_at_the_day,
    within_reach,
)
from fogline.claims.where import Placing, find_places
from fogline.model.claim import Claim, Cue, Modality, Reason, Role, Verification, When, Where
from fogline.model.document import Document
from fogline.model.ids import claim_id
from fogline.model.mention import Attribution, Mentions
from fogline.model.profile import Profile
from fogline.model.quick import quickly_made, replaced
from fogline.model.span import Span

# Steps by which a claim names its own place, rather than taking over that of its passage.
_OWN_STEPS = frozenset({"argument", "modifier", "patient", "clause"})
# Types that tell how things stand: the time of the event told before is not theirs.
_STATES = frozenset({"control", "arms_transfer", "sanctions"})


class RuleExtractor:
    """Claims by rule: triggers from a lexicon, arguments from the parse."""

    version = "rules@4"

    def extract(self, document: Document, mentions: Mentions, *, profile: Profile) -> tuple[Claim, ...]:
        """The claims of *document*, in the order of their triggers.

        Only parsed sentences are read; each claim's spans are offsets into the document's text.
        """
        return tuple(claim for claim, _ in self.extract_with_grounds(document, mentions, profile=profile))

    def extract_with_grounds(
        self, document: Document, mentions: Mentions, *, profile: Profile
    ) -> tuple[tuple[Claim, Grounds], ...]:
        """The same claims, each with what was decided on the way to it."""
        claims: list[tuple[Claim, Grounds]] = []
        twins = _Twins()
        stretches = Stretches(mentions)
        passage = Passage(mentions, stretches)
        for sentence in mentions.sentences:
            if sentence.parsed:
                scene = Scene(document, mentions, sentence, stretches)
                noted: list[tuple[Where | None, When | None]] = []
                for told in group_told(scene, find_happenings(scene)):
                    claim, weighed, grounds = _claim_of(scene, told, passage, profile, self.version)
                    for place in grounds.placing.places or (None,):
                        noted.append((place, claim.time))
                        key = twins.key(claim, place)
                        if key is not None:
                            claims.append((_complete(claim, key, place, weighed), grounds))
                for place, time in noted:
                    passage.note(sentence, place, time)
        return tuple(claims)


@quickly_made
@dataclass(frozen=True, slots=True)
class _Weighed:
    """What follows from a claim for other fields of its record."""

    against_interest: bool
    sub_event: str | None
    confidence: float
    reasons: tuple[Reason, ...]


def _complete(claim: Claim, key: str, place: Where | None, weighed: _Weighed) -> Claim:
    return replaced(
        claim,
        claim_id=key,
        place=place,
        against_interest=weighed.against_interest,
        sub_event=weighed.sub_event,
        confidence=weighed.confidence,
        reasons=weighed.reasons,
    )


def _claim_of(
    scene: Scene, told: Told, passage: Passage, profile: Profile, version: str
) -> tuple[Claim, _Weighed, Grounds]:
    """The claim one happening makes, and what follows from it for other fields of the record.

    It is not yet placed or identified: there is one for each of its places.
    """
    happening = told.happening
    trigger = scene.tree.span_of(happening.trigger)
    governing = governing_attributions(scene.attributed, trigger)
    attribution = speaking(governing)
    factuality = read_factuality(scene, happening, governing)
    placing = find_places(scene, happening, passage, scene.sources)
    dating = _dated(scene, told, passage, placing, governing, factuality.modality)
    speaker = attribution.speaker if attribution else None
    parts = find_parts(scene, happening, profile, speaker=speaker)
    claim = Claim(
        claim_id="",
        document_id=scene.document.document_id,
        evidence=find_evidence(scene, happening, factuality.cues),
        trigger=trigger,
        event_type=happening.event_type,
        speaker=speaker,
        channel=attribution.channel if attribution else None,
        agent=parts.agent,
        patient=parts.patient,
        time=dating.when,
        quantities=find_quantities(scene, happening, told.coordinated),
        headline=scene.sentence.kind in ("title", "heading"),
        polarity=factuality.polarity,
        modality=factuality.modality,
        certainty=factuality.certainty,
        verification=_verification(scene.mentions, trigger),
        cues=(*_attribution_cues(scene, attribution), *factuality.cues),
        extractor=version,
    )
    conceded, sub_event = _concedes(claim, profile), _sub_event(scene, happening, claim)
    grounds = Grounds(
        scene, told, passage, passage.length, profile, governing, attribution, factuality, placing, dating
    )
    confidence, reasons = _weighed(claim, grounds)
    return claim, _Weighed(conceded, sub_event, confidence, reasons), grounds


def _dated(
    scene: Scene,
    told: Told,
    passage: Passage,
    placing: Placing,
    governing: tuple[Attribution, ...],
    modality: Modality,
) -> Dating:
    """When it happened: its own time; for a demand or an order when it was made; else that of the passage."""
    happening = told.happening
    dating = find_time(scene, happening, governing)
    if modality not in ("occurred", "ongoing"):
        if dating.when is None and modality == "requested":
            dating = find_time(scene, happening, governing, when_said=True)
        if dating.when is not None:
            value = within_reach(dating.when.value, scene.document.published)
            dating = replaced(dating, when=replaced(dating.when, value=value))
        return dating
    if dating.when is None and points_at_a_time(scene):
        when = passage.time_meant(scene.sentence)
        return Dating(when, "passage" if when else "none")
    if dating.when is not None or happening.event_type in _STATES:
        return dating
    goes_on = points_at_the_day(scene) or not has_time_of_its_own(scene, governing)
    return _continued(scene, passage, placing) if goes_on else dating


def _continued(scene: Scene, passage: Passage, placing: Placing) -> Dating:
    """The time of the passage, for a sentence that goes on telling of the same scene without a time of its own."""
    if scene.sentence.kind in ("title", "heading"):
        return Dating(None, "none")
    placed = placing.places and placing.step in _OWN_STEPS and not points_at_the_day(scene)
    own = placing.places[0] if placed else None
    when = passage.time_before(scene.sentence, own) or passage.time_over_list(scene.sentence, scene.document.text)
    return Dating(when, "passage" if when else "none")


def _verification(mentions: Mentions, trigger: Span) -> Verification | None:
    """What the outlet says of whether it could verify the words at *trigger*."""
    return next((n.status for n in mentions.verifications if any(c.covers(trigger) for c in n.covers)), None)


def _attribution_cues(scene: Scene, attribution: Attribution | None) -> tuple[Cue, ...]:
    if attribution is None:
        return ()
    return tuple(Cue("attribution", scene.text(span), span) for span in attribution.cue)


def _sub_event(scene: Scene, happening: Happening, claim: Claim) -> str | None:
    rule = find_sub_event(scene, happening, told_as_fact=is_told_as_fact(claim))
    return None if rule is None else rule.key


def _concedes(claim: Claim, profile: Profile) -> bool:
    return against_interest(
        claim.speaker.party if claim.speaker else None,
        claim.event_type,
        agent_party=_party(claim.agent),
        patient_party=_party(claim.patient),
        affirmed=claim.polarity == "affirmed",
        told_as_fact=claim.modality in ("occurred", "ongoing"),
        profile=profile,
    )


def _party(role: Role | None) -> str | None:
    return role.actor.party if role else None


def _weighed(claim: Claim, grounds: Grounds) -> tuple[float, tuple[Reason, ...]]:
    """The confidence of *claim*, and the reasons for how it reads."""
    confidence, reasons = score(features_of(claim, grounds))
    happening, placing, dating = grounds.happening, grounds.placing, grounds.dating
    found = (
        Reason("event_type", happening.rule, " ".join(happening.frame.path)),
        Reason("place", placing.step, placing.places[0].text if placing.places else ""),
        Reason("time", dating.step, claim.time.text if claim.time else ""),
    )
    return confidence, (*found, *reasons)


class _Twins:
    """Identifies the claims of one document.

    The first claim of a trigger and type needs no twin; a later one is told apart by its place, else by whom it is
    about. What neither tells apart is one claim.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[int, int, str], tuple[Claim, Where | None]] = {}
        self._seen: set[str] = set()

    def key(self, claim: Claim, place: Where | None) -> str | None:
        """The identifier of *claim* at *place*, ``None`` where another has it already."""
        start, end, event_type = claim.trigger.start, claim.trigger.end, claim.event_type
        first, first_place = self._first.setdefault((start, end, event_type), (claim, place))
        key = claim_id(claim.document_id, start, end, event_type, _twin(first, first_place, claim, place))
        if key in self._seen:
            return None
        self._seen.add(key)
        return key


def _twin(first: Claim, first_place: Where | None, claim: Claim, place: Where | None) -> str:
    """What tells *claim* at *place* from the *first* one of its trigger and type; empty for that one itself."""
    if place is not None and first_place is not None and place.place.name != first_place.place.name:
        return place.place.name
    if claim.patient is not None and first.patient is not None and claim.patient.text != first.patient.text:
        return claim.patient.text
    if claim.agent is not None and first.agent is not None and claim.agent.text != first.agent.text:
        return claim.agent.text
    return ""
