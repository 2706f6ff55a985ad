"""``denial``: somebody says it happened, another voice that it did not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from fogline.disagreements.scene import Scene, document_scene, happened, party_of, what
from fogline.lexicon.loader import words
from fogline.matching import actors, kinds, places, times
from fogline.matching.sides import opposed, side_of_speaker
from fogline.matching.told import Told
from fogline.model.claim import Claim, Role
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document

DAYS_APART = 7
"""Who denies answers what is said then."""

NEAR = 700
"""Characters within which, in one article, a denial answers what is said of the same kind of happening."""

REFUSED = frozenset({"politics", "support"})
"""Families in which who rejects or denies mostly refuses ("rejected calls for sanctions"), and disputes no account."""

_NOT_YET = re.compile(r"\b(?:not|n['’]t|never) (?:yet|only|just|merely)\b|\byet been\b|\byet to\b|\bno longer\b", re.I)
"""What is "not yet" so is not denied."""

_SUPPOSED = re.compile(r"^(?:that |but )?(?:only |even )?(?:when there|whenever|if|unless|should|were)\b", re.I)
"""Words with which one begins to speak of what may be."""

_NO = re.compile(r"\b(?:not?|never|none|nobody|neither|nor|nothing)\b|n['’]t\b", re.I)
"""Plain denials. Who "avoided" or "prevented" something denies nothing."""

_VERB = re.compile(r"\s+(?:ha[sd]|have|was|were|is|are|been)(?:\s+(?:been|being))?\s+(?P<verb>\w+)")
"""The verb of which a happening is the subject."""

CUE_BEFORE = 120
"""Characters before a claim's words within which the word that denies it stands."""

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
        for one in told:
            if _denies(scene, one.claim) and _outright(one.claim):
                answered = [other.claim for other in told if _answers_beside(scene, one, other)]
                if answered and not any(_answers(scene, one.claim, claim) for claim in answered):
                    yield _made(scene, answered, [one.claim])


def _made(scene: Scene, answered: list[Claim], denying: list[Claim]) -> Disagreement:
    yes, no = scene.side(answered), scene.side(denying)
    about = f"{yes.who}: it happened ({what(answered[0])}); {no.who}: it did not"
    return scene.disagreement("denial", about, answered, denying)


def _denies(scene: Scene, claim: Claim) -> bool:
    """Whether somebody denies in *claim* that a thing happened, rather than refuses what is asked."""
    if claim.polarity != "denied" or claim.speaker is None or scene.told(claim).family in REFUSED:
        return False
    said = scene.words(claim)
    if _NOT_YET.search(said) or _refuses().search(said) or _of_what_it_did(scene, claim):
        return False
    return _outright(claim) or all(_NO.search(cue.text) for cue in claim.cues if cue.kind == "polarity")


def _of_what_it_did(scene: Scene, claim: Claim) -> bool:
    """Whether it is denied what the thing did, not that it was: "denied that the raids had forced them to flee"."""
    behind = _VERB.match(scene.documents[claim.document_id].text, claim.trigger.end)
    return behind is not None and behind["verb"].casefold() not in words("denials", "took_place")


def _answers(scene: Scene, denying: Claim, said: Claim) -> bool:
    if denying.event_type != said.event_type or not scene.near(denying, said, DAYS_APART):
        return False
    if _countrywide(denying) or _SUPPOSED.match(scene.words(said)) or not _one_doer(scene, denying, said):
        return False
    if not (_outright(denying) or _sides(denying, said)):
        return False
    return scene.match(denying, said).same


def _answers_beside(scene: Scene, denying: Told, said: Told) -> bool:
    """Whether *said* tells, close to *denying*, of what it denies."""
    one, other = denying.claim, said.claim
    if other.polarity == "denied" or scene.voice(one) == scene.voice(other):
        return False
    if abs(one.trigger.start - other.trigger.start) > NEAR or one.evidence.overlaps(other.evidence):
        return False
    if one.event_type != other.event_type or _SUPPOSED.match(scene.words(other)) or not _accuses(scene, one, other):
        return False
    aspects = [compare(denying, said) for compare in (kinds.compare, places.compare, times.compare, actors.compare)]
    return not any(aspect.excludes for aspect in aspects) and aspects[1].score >= 0


def _accuses(scene: Scene, denying: Claim, said: Claim) -> bool:
    """Whether *said* names as doer, or another side says, what *denying* denies."""
    if not _one_doer(scene, denying, said):
        return False
    return _sides(denying, said) or (_doer(scene, denying) is not None and _doer(scene, said) is not None)


def _one_doer(scene: Scene, denying: Claim, said: Claim) -> bool:
    """Whether the two do not name two doers. "Denied involvement" names the one who denies."""
    here, there = _doer(scene, denying), _doer(scene, said)
    return here is None or there is None or not _differ(here, there)


def _doer(scene: Scene, claim: Claim) -> tuple[str | None, str | None, frozenset[str]] | None:
    """Party, country and name of who does it."""
    if claim.agent is not None:
        return _known_as(claim.agent)
    speaker = claim.speaker
    if claim.polarity == "denied" and speaker is not None and _owns().search(scene.words(claim)):
        return speaker.party, speaker.country, frozenset(_PROPER.findall(speaker.name))
    return None


def _known_as(role: Role) -> tuple[str | None, str | None, frozenset[str]]:
    return role.actor.party, role.actor.country, frozenset(_PROPER.findall(role.actor.name))


def _differ(
    one: tuple[str | None, str | None, frozenset[str]], other: tuple[str | None, str | None, frozenset[str]]
) -> bool:
    """Whether two doers are not one: by party, else by country, else by names that share no word."""
    for here, there in zip(one[:2], other[:2], strict=True):
        if here is not None and there is not None:
            return here != there
    return bool(one[2] and other[2] and not one[2] & other[2])


def _countrywide(claim: Claim) -> bool:
    """Whether it is told of a whole country, in which much happens that it could be about."""
    place = claim.place.place if claim.place else None
    return place is not None and (place.feature_code or "").startswith("PCL")


def _outright(claim: Claim) -> bool:
    near = claim.evidence.start - CUE_BEFORE
    cues = " ".join(
        cue.text for cue in claim.cues if cue.kind in ("polarity", "attribution") and cue.span.start >= near
    )
    return _flatly().search(cues) is not None


@cache
def _flatly() -> re.Pattern[str]:
    begins = "|".join(map(re.escape, sorted(words("denials", "outright"))))
    whole = "|".join(map(re.escape, sorted(words("denials", "outright_whole"))))
    return re.compile(rf"\b(?:(?:{begins})|(?:{whole})\b)", re.IGNORECASE)


@cache
def _refuses() -> re.Pattern[str]:
    asked = "|".join(map(re.escape, sorted(words("denials", "asked"))))
    return re.compile(
        rf"\b(?:reject|dismiss|refus|rebuff|turned down)\w*\b(?:[^.]{{0,50}})\b(?:{asked})", re.IGNORECASE
    )


@cache
def _owns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words('denials', 'own'))))})", re.IGNORECASE)


def _sides(one: Claim, other: Claim) -> bool:
    """Whether speakers of two sides say them: two parties, or a state and who fights it."""
    parties = {party_of(one), party_of(other)}
    if None not in parties and len(parties) > 1:
        return True
    here, there = side_of_speaker(one), side_of_speaker(other)
    return here is not None and there is not None and opposed(here, there)
