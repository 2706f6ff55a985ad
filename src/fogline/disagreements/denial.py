"""``denial``: somebody says it happened, another voice that it did not."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.disagreements.scene import Scene, happened, party_of, what
from fogline.lexicon.loader import words
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement

DAYS_APART = 7
"""Who denies answers what is said then."""

REFUSED = frozenset({"politics", "support"})
"""Families in which who rejects or denies mostly refuses ("rejected calls for sanctions"), and disputes no account."""


def find(scene: Scene) -> Iterator[Disagreement]:
    """Each voice that denies with those that say what it denies.

    A denial in so many words ("denied", "rejected", "false") answers anybody; a plain "not" only the other side, for
    within one report it mostly tells of something else that did not happen.
    """
    claims = [claim for claim in scene.claims if happened(claim)]
    denials = [claim for claim in claims if claim.polarity == "denied" and claim.speaker is not None]
    for voice in sorted({scene.voice(claim) for claim in denials}):
        denying = [claim for claim in denials if scene.voice(claim) == voice]
        said = [claim for claim in claims if scene.voice(claim) != voice and claim.polarity == "affirmed"]
        answered = [claim for claim in said if any(_answers(scene, one, claim) for one in denying)]
        if answered:
            yes, no = scene.side(answered), scene.side(denying)
            about = f"{yes.who}: it happened ({what(answered[0])}); {no.who}: it did not"
            yield scene.disagreement("denial", about, answered, denying)


def _answers(scene: Scene, denying: Claim, said: Claim) -> bool:
    if denying.event_type != said.event_type or not scene.near(denying, said, DAYS_APART):
        return False
    if scene.told(denying).family in REFUSED or _countrywide(denying):
        return False
    if not (_outright(denying) or _sides(denying, said)):
        return False
    return scene.match(denying, said).same


def _countrywide(claim: Claim) -> bool:
    """Whether it is told of a whole country, in which much happens that it could be about."""
    place = claim.place.place if claim.place else None
    return place is not None and (place.feature_code or "").startswith("PCL")


def _outright(claim: Claim) -> bool:
    cues = " ".join(cue.text.casefold() for cue in claim.cues if cue.kind in ("polarity", "attribution"))
    return any(word in cues for word in words("denials", "outright"))


def _sides(one: Claim, other: Claim) -> bool:
    """Whether speakers of two parties say them."""
    parties = {party_of(one), party_of(other)}
    return None not in parties and len(parties) > 1
