"""Which of a type's ACLED alternatives a claim's actors and place call for, where its words did not settle it."""

from __future__ import annotations

from fogline.model.claim import Claim

_STATE_KINDS = frozenset({"military", "government", "official", "intelligence"})


def sub_event_of(claim: Claim) -> str | None:
    """The sub-event key of *claim*: what extraction set, else what its roles and place say, else ``None``.

    ACLED's codebook counts a capture as "Government regains territory" only where the forces of the place's own
    state take it; foreign and non-state forces "overtake" it. An attack on civilians is "Violence against civilians".
    """
    if claim.sub_event is not None:
        return claim.sub_event
    if claim.event_type == "capture":
        return "government" if _own_state_takes(claim) else None
    if claim.event_type == "attack" and claim.patient is not None and claim.patient.actor.kind == "public":
        return "civilians"
    return None


def _own_state_takes(claim: Claim) -> bool:
    if claim.agent is None or claim.place is None:
        return False
    actor, country = claim.agent.actor, claim.place.place.country
    return country is not None and actor.country == country and actor.kind in _STATE_KINDS
