"""Whether a claim says in plain words who holds a place: who, the verb and the place right beside each other.

A wrong spell is worse than a missing one, and what can go wrong between a doer, a verb and a name cannot be listed. So
the forms are listed that cannot go wrong in many ways: "Crown troops took the town of Northford", "Northford was taken
by the Crown", "Northford is under the Crown's control", "Crown-held Northford", "Northford, which the Crown took",
"Northford is ours". Every word between the three comes from a short list (``lexicon/plain.toml``). What is told in
another form makes no spell; it only backs one.
"""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.matching.sides import side_of_agent, side_of_speaker
from fogline.matching.wholes import is_town, without_part
from fogline.model.claim import Claim
from fogline.model.span import Span

LONG = 110
"""Characters at most between a doer, or a place, and the verb."""

BEFORE = 60
"""Characters before the name in which a part of the place is told of."""

DENIED_NEAR = 30
"""Characters before the verb within which the word stands that denies it."""

_OUTRIGHT = re.compile(r"\b(?:den(?:y|ies|ied)|refut\w+|false(?:ly)?|untrue|dismiss\w+)\b", re.IGNORECASE)
_CONTROL = re.compile(r"(?:\s+(?:back|full|complete|total|partial))*\s+control\s+(?:of|over)\b", re.IGNORECASE)
_FLAG = re.compile(r"\s+(?:\w+\s+){0,2}flags?\s+(?:over|in|above)\b", re.IGNORECASE)
_OUT = re.compile(r"\s+(?:from|out of|of)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+,?\s*(?:and\b|&)?")
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ish|ese|an|i)\b")
_WORD = re.compile(r"[\w'’-]+")
_BREAK = re.compile(r"[.;:()\[\]/|]")
_BY = re.compile(r"^\s+(?:by|to|of)\s+", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|in|within|into)\b", re.IGNORECASE)
_IN_FULL = re.compile(r"\s+in(?:\s+(?:full|complete|total|sole))?\s*$", re.IGNORECASE)
_OURS = re.compile(
    r"^\W*(?:is|are|remains?|stays?)\s+(?:now |all )?(?:ours|in our hands|under our control)\b", re.IGNORECASE
)
_NOUN = re.compile(r"(?:tion|ture|sure|ure|al|back|over)$|^(?:control|grip|hands|fall|loss|retreat|withdrawal)$", re.I)
_ITS_OWN = re.compile(r"['’]s?\b|-\w")
_SIDE = re.compile(
    r"\b(?:(?:(?:north|south)?-?(?:east|west)(?:ern)?|north(?:ern)?|south(?:ern)?|central|outer|downtown)[ -]"
    r"|old[ -](?:(?:city|town)\s+of\s+)?)$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:neighbou?rhood|district|suburb|outskirt|quarter|part|half|area|side|building|street|edge|cent(?:re|er)"
    r"|position|pocket)s? (?:of|in) (?:[\w'’-]+ ){0,7}$",
    re.IGNORECASE,
)
"""Before the name: a part of the place, or something in it."""

_SITE = re.compile(
    r"(?:\s+(?:nuclear|thermal|power|international))+\s+(?:plant|station|airport)\b|\s+[NT]PP\b", re.IGNORECASE
)
_FOR_A_WHILE = re.compile(r"\b(?:temporarily|briefly)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_DONE_TO = re.compile(r"^(?:withdrawn|driven|pushed|forced|thrown|pulled|expelled|evacuated)\b", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:have|has|had|is|are|was|were|been|being|be)\b", re.IGNORECASE)
_THEIR_MEN = re.compile(r"(?:\s+(?:its|their|our|his|all|the|remaining|last))*\s+(?:troops|forces|soldiers|units)\b")


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
        return place.span.end <= claim.trigger.start and _OURS.match(text[place.span.end :]) is not None
    if agent.span is None or not (relayed or _is_somebody(claim)):
        return False
    if claim.event_type == "hold" and claim.trigger.of(text).casefold() not in _words("holds"):
        return False  # who is "defending" a town may be long out of it
    forms = (_active,) if claim.event_type == "hold" else (_active, _passive, _relative)
    return any(form(claim, text, agent.span, place.span) for form in forms)


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
    return _leads(between) and _takes(claim, without_part(text[trigger.end : place.start]))


def _passive(claim: Claim, text: str, agent: Span, place: Span) -> bool:
    """ "Northford was taken by the Crown", "Northford is under Crown control", "Northford fell to the Crown"."""
    trigger = claim.trigger
    if not place.end <= trigger.start or trigger.start - place.end > LONG:
        return False
    between = _without_aside(text[place.end : trigger.start])
    if agent.start >= trigger.end:
        led = _BY.match(text[trigger.end : agent.start])
        if led is None or not _made_of(text[trigger.end + led.end() : agent.start], "before"):
            return False
        if _is_noun(trigger.of(text)):
            return _UNDER.search(between) is not None and _held(between)
        return _made_of(between, "beside")
    if place.end <= agent.start:  # "under Crown control", "in Crown hands"
        said = text[place.end : agent.start] + " " + text[agent.end : trigger.start]
        within = trigger.start <= agent.start
        return (within or _UNDER.search(said) is not None) and _held(_without_aside(said))
    return False


def _relative(claim: Claim, text: str, agent: Span, place: Span) -> bool:
    """ "Northford, which the Crown took in May"."""
    trigger = claim.trigger
    if not place.end <= agent.start or not agent.end <= trigger.start or _is_noun(trigger.of(text)):
        return False
    led = re.fullmatch(r",?\s*(?:which|that)\s+(?:the\s+)?", text[place.end : agent.start])
    ends = re.match(r"\s*(?:$|[.,;]|(?:in|on|last|this|earlier|since|after|during|at|by)\b)", text[trigger.end :])
    return led is not None and ends is not None and _leads(text[agent.end : trigger.start])


def _leads(between: str) -> bool:
    """Whether only helping words stand between a doer and the verb, or what they did before in the same breath."""
    if between == "-":
        return True
    if len(between) > LONG or _BREAK.search(between):
        return False
    rest = _IN_FULL.sub("", _without_aside(between.removeprefix("'s").removeprefix("’s")))
    before, joined, last = rest.rpartition(" and ")
    if joined and not re.search(r"[A-Z]", before):
        rest = last  # "stormed the hill and took"
    return _made_of(rest, "beside", "forces")


def _takes(claim: Claim, between: str) -> bool:
    """Whether what stands between the verb and the place's name leaves the place what the verb is done to."""
    if len(between) > LONG or _BREAK.search(between):
        return False
    leads = (_THEIR_MEN, _OUT) if claim.event_type == "retreat" else (_CONTROL, _FLAG)
    for lead in leads:
        found = lead.match(between)
        between = between[found.end() :] if found else between
    if "," in between or " and " in between:
        between = _NAME.sub(" ", between)  # one of several that were taken
    return _made_of(_DEMONYM.sub(" ", between), "before")


def _held(between: str) -> bool:
    plain = _UNDER.sub(" ", re.sub(r"\b(?:full|complete|total|the|whose)\b|['’]s\b", " ", between))
    return _made_of(plain, "beside", "forces")


def _without_aside(between: str) -> str:
    """*between* without what stands between two commas, or a dash at its begin: "Northford, North region, was …"."""
    return re.sub(r"^\s*,[^,]{1,45},", " ", between, count=1)


def is_itself(claim: Claim, text: str, *, whole: bool) -> bool:
    """Whether the place's name in *text* stands for the place itself, not for a thing called after it, or its region.

    Nor, where it must be the *whole*, for a part of it.
    """
    place = claim.place.span if claim.place else None
    if place is None:
        return False
    behind, before = text[place.end : place.end + 40], text[max(0, place.start - BEFORE) : place.start]
    if _ITS_OWN.match(behind) or (whole and _PART.search(before)):
        return False
    town = claim.place is not None and is_town(claim.place.place)
    if whole and town and _SIDE.search(before):
        return False
    if place.end <= claim.trigger.start <= place.end + 2 or (_is_site(claim) and _SITE.match(behind)):
        return True
    follows = re.match(r"\s+([\w'’-]+)(\s+of\b)?", behind)
    if follows is None:
        return True
    word = follows[1].casefold()
    if word not in _words("behind") or follows[2]:
        return word[:1].isdigit()
    return not (town and word in _words("region"))


def _is_for_a_while(claim: Claim, text: str) -> bool:
    return _FOR_A_WHILE.search(text, max(0, claim.trigger.start - DENIED_NEAR), claim.trigger.start) is not None


def _is_site(claim: Claim) -> bool:
    """Whether the place is a work or a site, whose name goes on behind the town's that it is called after."""
    code = (claim.place.place.feature_code or "") if claim.place else ""
    return code.startswith(("PS", "AIR", "S"))


def _is_somebody(claim: Claim) -> bool:
    """Whether the doer is named, or is the speakers themselves: "the enemy" is anybody's."""
    agent = claim.agent
    if agent is None:
        return False
    names = [word.casefold() for word in _WORD.findall(agent.text)]
    if any(word not in _words("anyone") | {"the", "an", "a"} for word in names):
        return True
    speaker = side_of_speaker(claim)
    return speaker is not None and speaker == side_of_agent(claim)


def _denied_here(claim: Claim, text: str) -> bool:
    """Whether a denial, if it is one, is of the verb itself, not of something else in the sentence."""
    if claim.polarity != "denied":
        return True
    cues = [cue for cue in claim.cues if cue.kind == "polarity"]
    if any(_OUTRIGHT.search(cue.text) for cue in cues):
        return True
    ahead = [text[cue.span.end : claim.trigger.start] for cue in cues if cue.span.end <= claim.trigger.start]
    return any(len(one) <= DENIED_NEAR and _made_of(one, "beside", "before") for one in ahead)


def _is_noun(trigger: str) -> bool:
    return _NOUN.search(trigger.casefold().rpartition(" ")[2]) is not None and " " not in trigger


def _made_of(said: str, *keys: str) -> bool:
    """Whether all words of *said* are from these lists."""
    known = frozenset().union(*map(_words, keys))
    return all(word.casefold() in known for word in _WORD.findall(said))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word for line in table("plain")[key] for word in line.split())
