"""Whether a denial is of one thing that happened, or of such things altogether.

"The army denies targeting civilians" stands in a hundred reports, and disputes no one strike of them. Of one thing is
what names its own place or day, or a thing by "the", "that" or "its", or tells in the past that it was done; and
what is said right behind the thing it answers.
"""

from __future__ import annotations

import re

from fogline.disagreements.scene import Scene
from fogline.matching.denied import owned
from fogline.matching.sides import side_of_agent, side_of_speaker
from fogline.model.claim import Claim
from fogline.model.span import Span

RIGHT_BEHIND = 200
"""Characters between what is said and a denial behind it, in one article, that answers it."""

_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject|dismiss|refut|rebut|disput|false|untrue)\w*", re.IGNORECASE
)
_ALTOGETHER = re.compile(
    r"\b(?:repeatedly|always|long|routinely|regularly|generally) (?:den|reject|dismiss|refut|disput)", re.IGNORECASE
)
_THE_ONE = r"(?<!\bin )(?<!\bduring )(?<!\bagainst )\b(?:the|this|that|these|those|its|his|their|any)\b"
_ONE_THING = re.compile(
    rf"{_THE_ONE}(?! (?:use|idea|notion|existence) )[^.;,]{{0,40}}$|\b(?:had|has|have|was|were|did)\b[^.;]{{0,60}}$",
    re.IGNORECASE,
)
"""What stands between the word that denies and the end of what it denies, where that is one thing."""

_POINTING = re.compile(r"\b(?:there|here|that (?:day|night|morning|evening|time)|at the time)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:the|this|that|these|those|its|his|their)\s+\w", re.IGNORECASE)
_SAYS_ON = re.compile(
    r"\b(?:and|but|while)\s+(?:has |have |had )?(?:\w+ ){0,2}?(?:said|says|insist|claim|add|accus|call|blam)"
    r"|\bsaying\b(?!.*\b(?:not|no|never)\b)",
    re.I,
)


def is_particular(scene: Scene, denied: Claim, said: Claim) -> bool:
    """Whether *denied* is the denial of one happening, of which *said* may tell."""
    if said.document_id == denied.document_id and 0 <= denied.evidence.start - said.evidence.end <= RIGHT_BEHIND:
        return True
    text = scene.documents[denied.document_id].text
    start, end = _sentence(text, denied)
    if _ALTOGETHER.search(text[start:end]):
        return False
    cue = next((match for match in _DENIED.finditer(text, start, denied.trigger.start)), None)
    if cue is None:
        return True  # what follows its denial ("… are untrue") is named before it
    between = text[cue.end() : denied.trigger.start]
    if _SAYS_ON.search(between):
        return False  # "denied it and said that …": what is said on is not denied
    if any(_within(span, start, end) for span in _own(denied)) or _POINTING.search(text[denied.trigger.end : end]):
        return True
    return _ONE_THING.search(between) is not None or _OBJECT.match(text, denied.trigger.end) is not None


def is_own(scene: Scene, denied: Claim, said: Claim) -> bool:
    """Whether who denies a part in it is who is said to have done it; true where no part in it is what is denied."""
    text = scene.documents[denied.document_id].text
    start, end = _sentence(text, denied)
    if denied.speaker is None or owned().search(text[start:end]) is None:
        return True
    if said.agent is None:
        return False
    one, other = side_of_speaker(denied), side_of_agent(said)
    if one is not None and other is not None:
        return one == other
    return bool(_names(denied.speaker.name) & _names(said.agent.text))


def _own(claim: Claim) -> list[Span]:
    """Where the words are that place and date *claim*."""
    spans = (one.span for one in (claim.place, claim.time) if one is not None)
    return [span for span in spans if span is not None]


def _within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end


def _sentence(text: str, claim: Claim) -> tuple[int, int]:
    """Where the sentence of *claim* begins and ends, as far as full stops tell."""
    start = max(text.rfind(". ", 0, claim.evidence.start), text.rfind("\n", 0, claim.evidence.start)) + 1
    ends = [at for at in (text.find(". ", claim.evidence.end), text.find("\n", claim.evidence.end)) if at >= 0]
    return start, min(ends, default=len(text))


def _names(name: str) -> set[str]:
    """The beginnings of the words of a name: "Russia" and "Russian aircraft" are of one."""
    return {word.casefold()[:5] for word in re.findall(r"\w{4,}", name)}
