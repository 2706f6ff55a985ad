"""Who is somebody in particular."""

from __future__ import annotations

from fogline.model.claim import Claim

NAMELESS = frozenset({"witness", "social_media", "anonymous_official", "public"})
"""Kinds of speakers whose description ("officials", "residents") names others in another report."""


def named(claim: Claim) -> bool:
    """Whether the speaker of *claim* is somebody in particular, the same wherever the name stands."""
    speaker = claim.speaker
    if speaker is None or speaker.kind in NAMELESS:
        return False
    return any(word[:1].isupper() for word in speaker.name.split())
