"""Why a claim reads as it does, field by field, from what was decided on the way to it."""

from __future__ import annotations

from collections.abc import Mapping

from fogline.claims.explain_confidence import contributions
from fogline.claims.explain_factuality import factuality_grounds
from fogline.claims.explain_figures import figure_grounds
from fogline.claims.explain_places import place_ground
from fogline.claims.explain_roles import role_ground
from fogline.claims.explain_speech import channel_ground, interest_ground, speaker_ground, verification_ground
from fogline.claims.explain_times import time_ground
from fogline.claims.explain_trigger import acled_ground, trigger_ground, type_ground
from fogline.claims.grounds import Grounds
from fogline.model.claim import Claim
from fogline.model.explanation import Explanation, Ground, Option
from fogline.model.span import Span


def explain(claim: Claim, grounds: Grounds, *, namesakes: Mapping[Span, tuple[Option, ...]]) -> Explanation:
    """The explanation of *claim*, read on *grounds*; *namesakes* are the other places of each name of the document."""
    found = (
        trigger_ground(grounds, claim.trigger),
        type_ground(grounds, claim.event_type),
        acled_ground(grounds, claim),
        speaker_ground(grounds, claim),
        channel_ground(grounds, claim),
        role_ground(grounds, "agent", claim.agent),
        role_ground(grounds, "patient", claim.patient),
        place_ground(grounds, claim.place, namesakes),
        time_ground(grounds, claim),
        *figure_grounds(grounds, claim),
        *factuality_grounds(grounds, claim),
        verification_ground(grounds, claim),
        interest_ground(claim),
    )
    kept: tuple[Ground, ...] = tuple(ground for ground in found if ground is not None)
    return Explanation(claim, grounds.scene.sentence.span, kept, contributions(claim))
