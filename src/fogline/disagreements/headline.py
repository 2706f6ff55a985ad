"""``headline``: a headline states what its own text only attributes, hedges or contradicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fogline.matching import actors, kinds, places, times
from fogline.matching.told import Told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement, Side
from fogline.model.document import Document
from fogline.model.ids import stable_id

STRONG = frozenset(
    {"capture", "control", "advance", "retreat", "siege", "offensive", "annexation", "shelling", "air_strike", "attack"}
    | {"casualties", "abuse"}
)
"""Types of which a reader takes a plain headline for a fact."""


_SIDES = frozenset({"military", "government", "occupation_official", "armed_group"})
"""Kinds of speakers who have a side in it where no profile says which; an official may be a monitor's."""

_ATTRIBUTES = re.compile(
    r"\b(?:monitor(?:s|ing group)?|reports?|reported(?:ly)?|says?|said|claims?|claimed|alleged(?:ly)?|sources?"
    r"|officials?"
    r"|NGO|activists?|observatory|according to|witnesses|media|appears?|may|might|likely|feared)\b|[?‘’'“”\"]",
    re.IGNORECASE,
)
"""Words and marks by which a headline keeps its distance."""


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
            if not one.claim.headline or not _plain(one.claim) or any(_stands_behind(other, one) for other in own):
                continue
            again = [other.claim for other in own if _tells_again(other, one)]
            if any(claim.polarity == "affirmed" for claim in again) and all(map(_interested, again)):
                bold[one.claim.claim_id] = one.claim
                body.update((claim.claim_id, claim) for claim in again)
        if bold and not _guarded(next(iter(bold.values())), document):
            yield _made([*bold.values()], [*body.values()], document)


def _tells_again(one: Told, bold: Told) -> bool:
    """Whether *one*, of the text, tells of what the headline *bold* does, at its place, in its time, with its doer."""
    return one.claim.event_type == bold.claim.event_type and _may_be(one, bold) and not _own_act(one.claim)


def _stands_behind(one: Told, bold: Told) -> bool:
    """Whether the text itself states, if in other words ("the strike killed …"), what the headline *bold* does."""
    return _plain(one.claim) and _may_be(one, bold)


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
    """Whether the headline's line itself says whose word it is: "…: monitor", "… – report", "… says minister"."""
    line = document.text[: document.title_end] if document.title_end else bold.evidence.of(document.text)
    return _ATTRIBUTES.search(line) is not None


def _interested(claim: Claim) -> bool:
    """Whether *claim* is hedged, denied, or the word of somebody with a side in it: no monitor, no witness."""
    if claim.certainty == "hedged" or claim.polarity == "denied":
        return True
    return claim.speaker is not None and (claim.speaker.party is not None or claim.speaker.kind in _SIDES)


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
