"""Whether a claim says in plain words who holds a place: who, the verb and the place right beside each other.

A wrong spell is worse than a missing one, and what can go wrong between a doer, a verb and a name cannot be listed. So
the forms are listed that cannot go wrong in many ways: "Crown troops took the town of Northford", "Northford was taken
by the Crown", "Northford is under the Crown's control", "Crown-held Northford", "Northford, which the Crown took",
"Northford is ours". Every word between the three comes from a short list (``lexicon/plain.toml``). What is told in
another form makes no spell; it only backs one.
"""

from __future__ import annotations

import re

from fogline.matching.between import LONG, behind, held, leads, made_of, takes, without_aside, without_doing
from fogline.matching.itself import is_itself, plain_words
from fogline.matching.pronouns import is_subject
from fogline.matching.sides import side_of_agent, side_of_speaker
from fogline.matching.wholes import without_part
from fogline.model.claim import Claim
from fogline.model.span import Span

DENIED_NEAR = 30
"""Characters before the verb within which the word stands that denies it."""

_OUTRIGHT = re.compile(r"\b(?:den(?:y|ies|ied)|refut\w+|false(?:ly)?|untrue|dismiss\w+)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_BY = re.compile(r"^\s+(?:by|to|of)\s+", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|in|within|into)\b", re.IGNORECASE)
_OURS = re.compile(
    r"^\W*(?:is|are|remains?|stays?)\s+(?:now |all )?(?:ours|in our hands|under our control)\b", re.IGNORECASE
)
_APPOSED = re.compile(
    r"^,?\s+an?\s+(?:[\w-]+\s+){0,3}?(?:city|town|village|settlement|stronghold)(?=\s)(?:,?\s+(?:which|that))?",
    re.IGNORECASE,
)
"""What the place is: "Northford, a small town taken by …"."""

_BOAST = re.compile(
    r"\b(?:declar(?:es?|ed|ing)|announc(?:es?|ed|ing)|proclaim(?:s|ed|ing)?|claim(?:s|ed|ing)?|boast(?:s|ed|ing)?)"
    r"\s+(?:that\s+)?(?:the\s+)?(?:(?:city|town|village|settlement)\s+of\s+)?$",
    re.IGNORECASE,
)
_BEEN = re.compile(
    r"^\s+(?:has|had|have|was|were|is)\s+(?:now\s+|already\s+)?(?:been\s+)?(?:fully\s+|completely\s+)?$", re.IGNORECASE
)
_FREED = re.compile(r"^(?:liberated|freed)$", re.IGNORECASE)
_KIND = re.compile(
    r"^(?:\s+(?:city|town|village|region|oblast|province|nuclear|thermal|power|iron|and|steel|plant|station|airport|factory"
    r"|steelworks|facility|[NT]PP))+(?=[\s,])",
    re.IGNORECASE,
)
"""What kind of place it is, behind its name."""

_OF = re.compile(
    r"\b(?:in|of|from|to|at|on|inside|into|for|within|across|over|through|visit(?:s|ed|ing)?|newly|recently|turned"
    r"|shows?)\s+$",
    re.IGNORECASE,
)
"""Before "occupied Northford", where that is no verb."""

_FOREIGN = re.compile(r"^(?:(?:re)?occupied|captured|seized|conquered)$", re.IGNORECASE)
_NOUN = re.compile(r"(?:tion|ture|sure|ure|al|back|over)$|^(?:control|grip|hands|fall|loss|retreat|withdrawal)$", re.I)
_FOR_A_WHILE = re.compile(r"\b(?:temporarily|briefly)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_DONE_TO = re.compile(r"^(?:withdrawn|driven|pushed|forced|thrown|pulled|expelled|evacuated)\b", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:have|has|had|is|are|was|were|been|being|be)\b", re.IGNORECASE)


def is_plain(claim: Claim, text: str, *, whole: bool = True, relayed: bool = False) -> bool:
    """Whether *claim*, on words of *text*, takes a plain form in which its holder and its place cannot be mistaken.

    Of a part of a place, not the *whole*, the words may name the part. What is *relayed* of somebody's own deeds
    ("the Crown says they took Northford") may name them by a pronoun.
    """
    place, agent = claim.place, claim.agent
    if place is None or place.span is None or claim.certainty == "hedged" or not _denied_here(claim, text):
        return False
    if claim.event_type == "capture" and _is_for_a_while(claim, text):
        return False
    if not is_itself(claim, text, whole=whole):
        return False
    if agent is None:
        return place.span.end <= claim.trigger.start and (
            _OURS.match(text[place.span.end :]) is not None or is_boast(claim, text) or is_denied_loss(claim, text)
        )
    if agent.span is None or not (relayed or _is_somebody(claim) or _is_known(claim, text)):
        return False
    if claim.event_type == "hold" and claim.trigger.of(text).casefold() not in plain_words("holds"):
        return False  # who is "defending" a town may be long out of it
    if _is_called_so(claim, text):
        return True
    forms = (_active,) if claim.event_type == "hold" else (_active, _passive, _relative)
    return any(form(claim, text, agent.span, place.span) for form in forms)


def is_boast(claim: Claim, text: str) -> bool:
    """Whether a side says that a town was taken, and can but mean by whom.

    Who "declares" or "claims" it taken took it, while who admits it lost it; who calls it freed is for those who did.
    """
    place, trigger = claim.place.span if claim.place else None, claim.trigger
    if claim.event_type != "capture" or place is None or place.end > trigger.start or claim.against_interest:
        return False
    side = side_of_speaker(claim)
    if claim.polarity == "denied" or side is None:
        return False
    if side.kind == "state" and claim.place is not None and side.country != claim.place.place.country:
        return False  # an ally's word
    if _BEEN.match(text[place.end : trigger.start]) is None:
        return False
    return _FREED.match(trigger.of(text)) is not None or _BOAST.search(text[: place.start][-LONG:]) is not None


def is_denied_loss(claim: Claim, text: str) -> bool:
    """Whether somebody denies in so many words that a town was lost, or taken, and names nobody."""
    place, trigger = claim.place.span if claim.place else None, claim.trigger
    if claim.event_type != "capture" or claim.polarity != "denied" or claim.agent is not None:
        return False
    if place is None or place.end > trigger.start or _BEEN.match(text[place.end : trigger.start]) is None:
        return False
    return any(cue.kind == "polarity" and _OUTRIGHT.search(cue.text) for cue in claim.cues)


def _is_called_so(claim: Claim, text: str) -> bool:
    """ "In occupied Northford", where the doer comes from abroad; "liberated Northford", where they are at home."""
    place, agent, verb = claim.place, claim.agent, claim.trigger.of(text)
    side = side_of_agent(claim)
    if place is None or place.span is None or agent is None or side is None or side.kind != "party":
        return False
    if text[claim.trigger.end : place.span.start].strip() or _OF.search(text[: claim.trigger.start][-LONG:]) is None:
        return False
    if agent.actor.country is None or place.place.country is None:
        return False
    at_home = agent.actor.country == place.place.country
    return (_FREED if at_home else _FOREIGN).match(verb) is not None


def _active(claim: Claim, text: str, agent: Span, place: Span) -> bool:
    """ "Crown troops have taken the town of Northford", "the Crown took control of it", "Crown-held Northford"."""
    trigger = claim.trigger
    if not agent.start < trigger.start or not trigger.end <= place.start:
        return False
    between = text[agent.end : trigger.start]
    if _is_noun(trigger.of(text)) and not between.strip():
        return False  # "fled Crown occupation": of whatever day, but for "the Crown's capture of Northford"
    if _DONE_TO.match(trigger.of(text)) and not _HELPED.search(between):
        return False  # "soldiers withdrawn from Northford" are some
    if claim.polarity == "denied":
        between = _NOT.sub(" ", between)
    between = without_doing(claim, between, trigger.of(text))
    return leads(between) and takes(claim, without_part(behind(text, trigger, place)))


def _passive(claim: Claim, text: str, agent: Span, place: Span) -> bool:
    """ "Northford was taken by the Crown", "Northford is under Crown control", "Northford fell to the Crown"."""
    trigger = claim.trigger
    if not place.end <= trigger.start or trigger.start - place.end > LONG:
        return False
    between = _APPOSED.sub(" ", without_aside(_KIND.sub(" ", text[place.end : trigger.start])))
    if agent.start >= trigger.end:
        led = _BY.match(text[trigger.end : agent.start])
        if led is None or not made_of(text[trigger.end + led.end() : agent.start], "before"):
            return False
        if _is_noun(trigger.of(text)):
            return _UNDER.search(between) is not None and held(between)
        return made_of(between, "beside")
    if place.end <= agent.start:  # "under Crown control", "in Crown hands"
        said = text[place.end : agent.start] + " " + text[agent.end : trigger.start]
        within = trigger.start <= agent.start
        return (within or _UNDER.search(said) is not None) and held(without_aside(said))
    return False


def _relative(claim: Claim, text: str, agent: Span, place: Span) -> bool:
    """ "Northford, which the Crown took in May"."""
    trigger = claim.trigger
    if not place.end <= agent.start or not agent.end <= trigger.start or _is_noun(trigger.of(text)):
        return False
    led = re.fullmatch(r",?\s*(?:which|that)\s+(?:the\s+)?", _KIND.sub("", text[place.end : agent.start]))
    ends = trigger.of(text).endswith(" in") or re.match(
        r"\s*(?:$|[.,;]|(?:in|on|last|this|earlier|early|late|since|after|during|at|by|from)\b)",
        text[trigger.end :],
    )
    return led is not None and bool(ends) and leads(text[agent.end : trigger.start])


def _is_for_a_while(claim: Claim, text: str) -> bool:
    return _FOR_A_WHILE.search(text, max(0, claim.trigger.start - DENIED_NEAR), claim.trigger.start) is not None


def _is_somebody(claim: Claim) -> bool:
    """Whether the doer is named, or is the speakers themselves: "the enemy" is anybody's."""
    agent = claim.agent
    if agent is None:
        return False
    names = [word.casefold() for word in _WORD.findall(agent.text)]
    if any(word not in plain_words("anyone") | {"the", "an", "a"} for word in names):
        return True
    speaker = side_of_speaker(claim)
    return speaker is not None and speaker == side_of_agent(claim)


def _is_known(claim: Claim, text: str) -> bool:
    """Whether "it" or "they" plainly are whom the sentence began with."""
    agent = claim.agent
    pronoun = agent is not None and agent.text.casefold() in ("it", "they")
    return agent is not None and pronoun and claim.polarity == "affirmed" and is_subject(agent, text)


def _denied_here(claim: Claim, text: str) -> bool:
    """Whether a denial, if it is one, is of the verb itself, not of something else in the sentence."""
    if claim.polarity != "denied":
        return True
    cues = [cue for cue in claim.cues if cue.kind == "polarity"]
    if any(_OUTRIGHT.search(cue.text) for cue in cues):
        return True
    ahead = [text[cue.span.end : claim.trigger.start] for cue in cues if cue.span.end <= claim.trigger.start]
    return any(len(one) <= DENIED_NEAR and made_of(one, "beside", "before") for one in ahead)


def _is_noun(trigger: str) -> bool:
    return _NOUN.search(trigger.casefold().rpartition(" ")[2]) is not None and " " not in trigger
