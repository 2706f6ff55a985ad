"""``denial``: somebody says it happened, another voice that it did not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from fogline.disagreements.scene import Scene, document_scene, happened, party_of, what
from fogline.lexicon.loader import words
from fogline.matching import actors, kinds, places, times
from fogline.matching.denied import PLAINLY, any_of, outright, owned, reported, said_near
from fogline.matching.sides import opposed, side_of_speaker
from fogline.matching.told import Told
from fogline.matching.words import content
from fogline.model.claim import Claim, Role
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document

DAYS_APART = 7
"""Who denies answers what is said then."""

NEAR = 500
"""Characters within which, in one article, a denial answers what is said of such a happening."""

ABOUT_AS_NEAR = 150
"""Characters by which what it answers may be further off than the nearest of it."""

HARM = frozenset({"shelling", "air_strike", "attack", "casualties", "abuse", "explosion"})
"""Types of harm to people, of which one report tells by several."""

HELD = frozenset({"capture", "control"})
"""Types that somebody must have done: nobody's control is none."""

REFUSED = frozenset({"politics", "support"})
"""Families in which who rejects or denies mostly refuses ("rejected calls for sanctions"), and disputes no account."""

_NOT_YET = re.compile(r"\b(?:not|n['’]t|never) (?:yet|only|just|merely)\b|\byet been\b|\byet to\b|\bno longer\b", re.I)
"""What is "not yet" so is not denied."""

_MODAL = re.compile(
    r"\b(?:need|should|must|will|would|can|could|may|might|shall)(?:n['’]t|not| not)\b|\bwon['’]t\b", re.I
)
"""What must or will not be is no account of what was."""

_SELF = frozenset({"he", "she", "i"})
"""Doers who speak of themselves alone."""

_SUPPOSED = re.compile(r"^(?:that |but )?(?:only |even )?(?:when there|whenever|if|unless|should|were)\b", re.I)
"""Words with which one begins to speak of what may be."""

_NONE_OF = re.compile(r"\bnone of\b", re.IGNORECASE)
"""Some are left out of it: others are not."""

_TWICE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss|reject|refut|disput)\w*\b[^.;,]{0,60}\b(?:that|claims?|suggestions?)\b[^.;,]{0,60}"
    r"(?:\b(?:not|never|no)\b|n['’]t\b)",
    re.IGNORECASE,
)
"""Who dismisses that somebody did not do it says that they did."""

_VERB = re.compile(r"\s+(?:ha[sd]|have|was|were|is|are|been)(?:\s+(?:been|being))?\s+(?P<verb>\w+)")
"""The verb of which a happening is the subject."""

_PROPER = re.compile(r"\b[A-Z]\w+")


def find(scene: Scene) -> Iterator[Disagreement]:
    """Each voice that denies with those that say what it denies.

    A denial in so many words ("denied", "rejected", "false") answers anybody; a plain "not" only the other side, for
    within one report it mostly tells of something else that did not happen.
    """
    claims = [claim for claim in scene.claims if happened(claim)]
    denials = [claim for claim in claims if _denies(scene, claim)]
    for voice in sorted({scene.voice(claim) for claim in denials}):
        denying = [claim for claim in denials if scene.voice(claim) == voice]
        said = [claim for claim in claims if scene.voice(claim) != voice and claim.polarity == "affirmed"]
        answered = [claim for claim in said if any(_answers(scene, one, claim) for one in denying)]
        if answered:
            yield _made(scene, answered, denying)


def in_documents(claims: Iterable[Told], documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    """Each denial in so many words with what stands near it in its own article, where no event has both.

    Reports name the place or the day of a thing once; what is said right beside its denial is of the same.
    """
    by_document: dict[str, list[Told]] = {}
    for one in claims:
        if happened(one.claim):
            by_document.setdefault(one.claim.document_id, []).append(one)
    for document_id in sorted(by_document):
        told = by_document[document_id]
        scene = document_scene([one.claim for one in told], document_id, documents[document_id])
        found: dict[tuple[str, ...], tuple[list[Claim], list[Claim]]] = {}
        for one in told:
            if _denies(scene, one.claim) and _outright(one.claim):
                answered = _beside(one, told, scene)
                if answered and not any(_answers(scene, one.claim, claim) for claim in answered):
                    key = (scene.voice(one.claim), *(claim.claim_id for claim in answered))
                    found.setdefault(key, (answered, []))[1].append(one.claim)
        for answered, denying in found.values():
            yield _made(scene, answered, denying)


def _made(scene: Scene, answered: list[Claim], denying: list[Claim]) -> Disagreement:
    yes, no = scene.side(answered), scene.side(denying)
    about = f"{yes.who}: it happened ({what(answered[0])}); {no.who}: it did not"
    return scene.disagreement("denial", about, answered, denying)


def _denies(scene: Scene, claim: Claim) -> bool:
    """Whether somebody denies in *claim* that a thing happened, rather than refuses what is asked."""
    if claim.polarity != "denied" or claim.speaker is None or scene.told(claim).family in REFUSED:
        return False
    said = scene.words(claim)
    if _NOT_YET.search(said) or _MODAL.search(said) or _of_what_it_did(scene, claim) or _TWICE.search(said):
        return False
    if _rejects().search(said) and (_refuses().search(said) or not reported().search(said)):
        return False  # who rejects calls, or violence itself, disputes no account
    return _outright(claim) or all(PLAINLY.search(cue.text) for cue in claim.cues if cue.kind == "polarity")


def _of_what_it_did(scene: Scene, claim: Claim) -> bool:
    """Whether it is denied what the thing did, not that it was: "denied that the raids had forced them to flee"."""
    behind = _VERB.match(scene.documents[claim.document_id].text, claim.trigger.end)
    return behind is not None and behind["verb"].casefold() not in words("denials", "took_place")


def _answers(scene: Scene, denying: Claim, said: Claim) -> bool:
    if denying.event_type != said.event_type or not scene.near(denying, said, DAYS_APART):
        return False
    if said.event_type in HELD and said.agent is None and said.speaker is None:
        return False  # "a fight for control" says of nobody that they have it
    if _countrywide(denying) or _SUPPOSED.match(scene.words(said)) or not _one_doer(scene, denying, said):
        return False
    if not _outright(denying) and (not _sides(denying, said) or _of_others(scene, denying, said)):
        return False
    return scene.match(denying, said).same


def _of_others(scene: Scene, denying: Claim, said: Claim) -> bool:
    """Whether a plain "not" is said of others than *said* is: no guard was hurt, where prisoners were."""
    here, there = content(scene.told(denying)), content(scene.told(said))
    return _NONE_OF.search(scene.words(denying)) is not None or bool(here and there and not here & there)


def _answers_beside(scene: Scene, denying: Told, said: Told) -> bool:
    """Whether *said* tells, close to *denying*, of what it denies."""
    one, other = denying.claim, said.claim
    if other.polarity == "denied" or scene.voice(one) == scene.voice(other):
        return False
    if abs(one.trigger.start - other.trigger.start) > NEAR or one.evidence.overlaps(other.evidence):
        return False
    if not _one_kind(denying, said) or _SUPPOSED.match(scene.words(other)) or not _accuses(scene, one, other):
        return False
    aspects = [compare(denying, said) for compare in (kinds.compare, places.compare, times.compare, actors.compare)]
    return not any(aspect.excludes for aspect in aspects) and aspects[1].score >= 0


def _beside(denying: Told, told: Sequence[Told], scene: Scene) -> list[Claim]:
    """What stands nearest to *denying*, of all that it may be about."""
    found = sorted(
        (abs(denying.claim.trigger.start - other.claim.trigger.start), other.claim.claim_id, other.claim)
        for other in told
        if _answers_beside(scene, denying, other)
    )
    return [claim for far, _, claim in found if far <= found[0][0] + ABOUT_AS_NEAR]


def _one_kind(denying: Told, said: Told) -> bool:
    """Whether a denial right beside it can be of it: harm to people goes by many names, and so does holding ground."""
    one, other = denying.claim.event_type, said.claim.event_type
    if one == other or {one, other} <= HARM:
        return True
    return denying.family == said.family == "territory"


def _accuses(scene: Scene, denying: Claim, said: Claim) -> bool:
    """Whether *said* names as doer, or another side says, what *denying* denies."""
    here, there = _doer(scene, denying), _doer(scene, said)
    if not _one_doer(scene, denying, said) or (here is not None and there is not None and not _alike(here, there)):
        return False
    return _sides(denying, said) or (here is not None and there is not None)


def _one_doer(scene: Scene, denying: Claim, said: Claim) -> bool:
    """Whether the two do not name two doers. "Denied involvement" names the one who denies."""
    here, there = _doer(scene, denying), _doer(scene, said)
    if denying.agent is not None and denying.agent.text.casefold() in _SELF:
        return there is not None and said.agent is not None and said.agent.actor.name == denying.agent.actor.name
    return here is None or there is None or not _differ(here, there)


_Doer = tuple[str | None, str | None, frozenset[str]]
"""Somebody's party, country and the words of their name."""


def _doer(scene: Scene, claim: Claim) -> _Doer | None:
    """Party, country and name of who does it."""
    if claim.agent is not None:
        return _known_as(claim.agent)
    speaker = claim.speaker
    if claim.polarity == "denied" and speaker is not None and owned().search(scene.words(claim)):
        return speaker.party, speaker.country, frozenset(_PROPER.findall(speaker.name))
    return None


def _known_as(role: Role) -> _Doer:
    return role.actor.party, role.actor.country, frozenset(_PROPER.findall(role.actor.name))


def _differ(one: _Doer, other: _Doer) -> bool:
    """Whether two doers are not one: by party, else by country, else by names that share no word."""
    for here, there in zip(one[:2], other[:2], strict=True):
        if here is not None and there is not None:
            return here != there
    return bool(one[2] and other[2] and not one[2] & other[2])


def _alike(one: _Doer, other: _Doer) -> bool:
    """Whether two doers are known to be one: by party, country, or a word of the name; "militants" fits militants."""
    same = (here is not None and here == there for here, there in zip(one[:2], other[:2], strict=True))
    return any(same) or bool(one[2] & other[2]) or not (one[2] or other[2] or one[1] or other[1])


def _countrywide(claim: Claim) -> bool:
    """Whether it is told of a whole country, in which much happens that it could be about."""
    place = claim.place.place if claim.place else None
    return place is not None and (place.feature_code or "").startswith("PCL")


def _outright(claim: Claim) -> bool:
    return outright().search(said_near(claim)) is not None


@cache
def _rejects() -> re.Pattern[str]:
    return re.compile(r"\b(?:reject|dismiss|refus|rebuff|condemn|turned down)", re.IGNORECASE)


@cache
def _refuses() -> re.Pattern[str]:
    asked = any_of(words("denials", "asked"))
    return re.compile(
        rf"\b(?:reject|dismiss|refus|rebuff|turned down)\w*\b(?:[^.]{{0,50}})\b(?:{asked})", re.IGNORECASE
    )


def _sides(one: Claim, other: Claim) -> bool:
    """Whether speakers of two sides say them: two parties, or a state and who fights it."""
    parties = {party_of(one), party_of(other)}
    if None not in parties and len(parties) > 1:
        return True
    here, there = side_of_speaker(one), side_of_speaker(other)
    return here is not None and there is not None and opposed(here, there)
