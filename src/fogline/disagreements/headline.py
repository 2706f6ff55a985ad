"""``headline``: a headline states what its own text only attributes, hedges or contradicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from fogline.matching import actors, kinds, places, times
from fogline.matching.sides import opposed, side_of_speaker
from fogline.matching.told import Told
from fogline.matching.wholes import is_partial
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement, Side
from fogline.model.document import Document
from fogline.model.ids import stable_id

STRONG = frozenset(
    {"capture", "control", "advance", "retreat", "siege", "offensive", "shelling", "air_strike", "attack", "casualties"}
    | {"abuse"}
)
"""Types of which a reader takes a plain headline for a fact. Who annexes does it by saying so."""


HARM = frozenset({"shelling", "air_strike", "attack", "casualties", "abuse"})
"""Types of harm done to people."""

WHOLES = frozenset({"capture", "control"})
"""Types of which a part is not the whole."""

OPENING = 300
"""Characters in which the headline of a text stands that is not told apart from it."""

NEWS_DAYS = 14
"""Days after which what happened is no news that a headline would be about."""

BESIDE = 200
"""Characters of its line on each side of a claim in which it may say that both sides say so."""

_FOES = re.compile(
    r"\b(?:militants?|terrorists?|insurgents?|gunm[ae]n|jihadists?|extremists?|fighters?|rebels?)\b", re.I
)
"""Words for those whose deaths somebody boasts of."""

_BOTH = re.compile(r"\bboth\b.{0,60}\band\b|\bboth (?:sides|countries|armies|governments|parties)\b", re.IGNORECASE)
"""Both sides say so: nobody's word alone."""

_SIDES = frozenset({"military", "government", "occupation_official", "armed_group"})
"""Kinds of speakers who have a side in it where no profile says which; an official may be a monitor's."""

_ATTRIBUTES = re.compile(
    r"\b(?:monitor(?:s|ing group)?|reports?|reported(?:ly)?|says?|said|claims?|claimed|alleged(?:ly)?|sources?"
    r"|officials?|announce[sd]?|confirm(?:s|ed)?|identif(?:y|ies|ied)|admit(?:s|ted)?|accuse[sd]?|blame[sd]?|vows?|claiming"
    r"|names?|tells?|thinks?|believes?|warns?|alleges?|estimates?|condemns?|slams?"
    r"|NGO|activists?|observatory|according to|witnesses|media|appears?|may|might|likely|feared)\b|[?‘’'“”\"]",
    re.IGNORECASE,
)
"""Words and marks by which a headline keeps its distance."""

_SIGNED = re.compile(r"\s[-–—]\s+(?P<who>[\w'’.-]+(?:\s+[\w'’.-]+){0,5})\s*(?:[(«|,]|$)", re.MULTILINE)
"""A headline that names whose word it is behind a dash: "… – General Staff", "… - intelligence data"."""


def find(claims: Iterable[Told], documents: Mapping[str, Document]) -> Iterator[Disagreement]:
    """Each headline that goes further than all its own text says of the same; what it says in two claims is one."""
    by_document: defaultdict[str, list[Told]] = defaultdict(list)
    for one in claims:
        if one.claim.event_type in STRONG and one.claim.modality in ("occurred", "ongoing"):
            by_document[one.claim.document_id].append(one)
    for document_id, own in sorted(by_document.items()):
        document = documents[document_id]
        bold: dict[str, Claim] = {}
        body: dict[str, Claim] = {}
        for one in own:
            if not _stands_out(one.claim, document) or any(_stands_behind(other, one) for other in own):
                continue
            again = [
                other.claim for other in own if _tells_again(other, one) and not _less(other.claim, one.claim, document)
            ]
            if any(claim.polarity == "affirmed" for claim in again) and _one_sided(again, one.claim, document):
                bold[one.claim.claim_id] = one.claim
                body.update((claim.claim_id, claim) for claim in again)
        if bold and not _guarded(next(iter(bold.values())), document):
            yield _made([*bold.values()], [*body.values()], document)


def _stands_out(claim: Claim, document: Document) -> bool:
    """Whether *claim* is stated as a fact in the headline of the article, not in a heading within it."""
    return claim.headline and _plain(claim) and claim.trigger.start < max(document.title_end, OPENING)


def _less(claim: Claim, bold: Claim, document: Document) -> bool:
    """Whether *claim* gives up a part of the place of which the headline says that all was taken."""
    if claim.event_type not in WHOLES:
        return False
    whole = not is_partial(bold, bold.evidence.of(document.text))
    return whole and is_partial(claim, claim.evidence.of(document.text))


def _one_sided(again: Sequence[Claim], bold: Claim, document: Document) -> bool:
    """Whether all that the text says of *bold* is hedged, denied or the word of one side, and not of both."""
    if any(_BOTH.search(_sentence(claim, document)) for claim in again):
        return False
    sides = [side for claim in again if claim.polarity == "affirmed" and (side := side_of_speaker(claim)) is not None]
    one_sided = all(_interested(claim, blaming=_names_doer(bold) and _one_doer(claim, bold)) for claim in again)
    return one_sided and not any(opposed(one, other) for one, other in combinations(sides, 2))


def _sentence(claim: Claim, document: Document) -> str:
    """The evidence of *claim* with what stands about it on its line."""
    start = max(document.text.rfind("\n", 0, claim.evidence.start) + 1, claim.evidence.start - BESIDE)
    end = document.text.find("\n", claim.evidence.end)
    return document.text[start : min(end if end >= 0 else len(document.text), claim.evidence.end + BESIDE)]


def _tells_again(one: Told, bold: Told) -> bool:
    """Whether *one*, of the text, tells of what the headline *bold* does, at its place, in its time, with its doer."""
    return one.claim.event_type == bold.claim.event_type and _may_be(one, bold) and not _own_act(one.claim)


def _stands_behind(one: Told, bold: Told) -> bool:
    """Whether the text itself states, if in other words ("the strike killed …"), what the headline *bold* does."""
    if bold.claim.event_type in WHOLES and one.claim.event_type not in WHOLES and places.compare(one, bold).score < 1.0:
        return False  # who pulls back from a village near by has not lost the town
    return _plain(one.claim) and not _long_ago(one) and _may_be(one, bold)


def _long_ago(one: Told) -> bool:
    """Whether *one* is told of a time that was over long before the article: its headline is news."""
    return one.end is not None and one.published is not None and (one.published - one.end).days > NEWS_DAYS


def _may_be(one: Told, bold: Told) -> bool:
    if one.claim.headline:
        return False
    told = [*(find(one, bold) for find in (kinds.compare, places.compare, times.compare, actors.compare))]
    return not any(aspect.excludes for aspect in told) and told[1].score >= 0


def _own_act(claim: Claim) -> bool:
    """Whether the speaker tells of doing it: who claims an attack is no partial witness of it."""
    speaker, agent = claim.speaker, claim.agent
    return (
        speaker is not None
        and agent is not None
        and speaker.kind == "armed_group"
        and (speaker.name == agent.actor.name)
    )


def _made(bold: Sequence[Claim], body: Sequence[Claim], document: Document) -> Disagreement:
    outlet = document.outlet or document.name
    who = sorted({claim.speaker.name for claim in body if claim.speaker} or {outlet})
    sides = (
        Side(f"headline of {outlet}", None, tuple(sorted(claim.claim_id for claim in bold))),
        Side(", ".join(who), None, tuple(sorted(claim.claim_id for claim in body))),
    )
    key = sorted(claim for side in sides for claim in side.claims)
    about = f"the headline of {document.name} states it as a fact; its text only {_how(body)}"
    place = next((claim.place.place for claim in bold if claim.place), None)
    return Disagreement(stable_id("disagreement", "headline", *key), "headline", about, sides, None, place)


def _guarded(bold: Claim, document: Document) -> bool:
    """Whether the headline's line itself says whose word it is: "…: monitor", "… – Ministry", "… says minister"."""
    line = document.text[: document.title_end] if document.title_end else bold.evidence.of(document.text)
    return _ATTRIBUTES.search(line) is not None or _is_signed(line, document.outlet or "")


def _is_signed(line: str, outlet: str) -> bool:
    """Whether somebody stands behind a dash in *line*, other than the *outlet* itself ("… - Front Page")."""
    own = _letters(outlet)
    names = [_letters(found["who"]) for found in _SIGNED.finditer(line)]
    return any(name and not (own and (name in own or own in name)) for name in names)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalpha())


def _names_doer(claim: Claim) -> bool:
    """Whether *claim* says of somebody, not only of a thing ("a missile"), that they did it."""
    agent = claim.agent.actor if claim.agent else None
    return agent is not None and (agent.party is not None or agent.country is not None or agent.kind is not None)


def _one_doer(claim: Claim, bold: Claim) -> bool:
    """Whether the two name one doer, by party, country or name."""
    if claim.agent is None or bold.agent is None:
        return False
    here, there = claim.agent.actor, bold.agent.actor
    pairs = ((here.party, there.party), (here.country, there.country), (here.name, there.name))
    return any(one is not None and one == other for one, other in pairs)


def _interested(claim: Claim, *, blaming: bool) -> bool:
    """Whether *claim* is hedged, denied, or the word of somebody with a side in it: no monitor, no witness.

    Nor who tells of harm done to their own side without saying by whom, or where the headline does not say it
    (*blaming*): of that a government knows as much as anybody.
    """
    if claim.certainty == "hedged" or claim.polarity == "denied":
        return True
    if claim.speaker is None or claim.against_interest:
        return False
    with_side = claim.speaker.party is not None or claim.speaker.kind in _SIDES
    return with_side and (claim.event_type not in HARM or takes_sides(claim, blaming=blaming))


def takes_sides(claim: Claim, *, blaming: bool) -> bool:
    """Whether a claim of harm boasts of it or blames somebody: who does it is named, or it is the enemy's loss."""
    speaker, agent = claim.speaker, claim.agent.actor if claim.agent else None
    if blaming and agent is not None and speaker is not None and agent.name not in (speaker.name, speaker.organisation):
        return _names_doer(claim)
    if any(_FOES.search(figure.of or "") for figure in claim.quantities):
        return True
    own, whose = side_of_speaker(claim), {figure.party for figure in claim.quantities} - {None}
    if claim.patient is not None and claim.patient.actor.party is not None:
        whose.add(claim.patient.actor.party)
    return own is not None and bool(whose) and own.name not in whose


def _plain(claim: Claim) -> bool:
    """Whether the outlet states it as a fact in its own voice."""
    return claim.speaker is None and claim.certainty == "stated" and claim.polarity == "affirmed"


def _how(body: Sequence[Claim]) -> str:
    ways = []
    if any(claim.polarity == "denied" for claim in body):
        ways.append("contradicts it")
    if any(claim.speaker is not None for claim in body):
        ways.append("gives it as what somebody says")
    if any(claim.certainty == "hedged" for claim in body):
        ways.append("hedges it")
    return " and ".join(ways)
