"""What a claim says is taken, held or left: the place it gives, a part of it, or something else there."""

from __future__ import annotations

import re

from fogline.matching.between import is_right_behind
from fogline.matching.wholes import is_partial, is_town
from fogline.model.claim import Claim
from fogline.model.values import Place

AROUND = 30
"""Characters before the trigger and the place, whichever comes first, in which a part is named."""

BEHIND = 14
"""Characters behind a possessive name in which the part is: "Northford's outskirts"."""

CLOSE = 60
FAR = 100
"""Characters between the name of a region, or of a town, and the word that it is held; further off, something else is
meant."""

_TOWN = re.compile(r"\b(?:city|town|village|settlement|capital|place|it|them|stronghold|bastion|hub|hometown)$")
_REGION = re.compile(r"\b(?:region|province|oblast|governorate|territory|peninsula|it|them)$")
_SITE = re.compile(
    r"\b(?:plant|base|airport|airfield|island|port|works|steelworks|station|district|neighbou?rhood|it|them)$"
)
_WITHIN = r"\b(?:in|near|outside|around|at|inside|across|within)\b"
_ONE_IN = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|strongholds?|bastions?|bases?|neighbou?rhoods?|districts?|areas?|positions?|places?"
    r"|territor(?:y|ies)|ground|lands?"
    r"|fields?|settlements?|hills?|checkpoints?|refuges?|airbases?|airports?),? (?:in|near|outside|around) (?:the )?"
    r"(?:[\w'’-]+ ){0,3}$"
    r"|\b(?:stations?|plants?|airports?|airbases?|bases?|airfields?|hospitals?|prisons?|buildings?|headquarters|gates?"
    r"|entrances?|cent(?:re|er)|heart|square|university|checkpoints?|hills?|bridges?) (?:of|in|near|at) (?:the )?$"
    r"|\b(?:directions?|areas?|axis|vicinity|territories) of [^.;:]{0,60}$"
    r"|\bborders? (?:of|between|with) [^.;:]{0,60}$",
    re.IGNORECASE,
)
_HELD_BY = re.compile(r"\b(?P<who>[\w'’.]+)-(?:held|controlled|occupied|run|$)", re.IGNORECASE)
_THING = re.compile(
    r"^\s+(?:(?:full |total |complete )?control (?:of|over) )?(?:the|its|a|an|his|their|several|some|two|three|four"
    r"|five|many|most|another|at least|\d+)\s+(?P<what>(?:[\w'’-]+\s?){1,4})",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"^\s+(?:land|property|housing|homes|houses|grain|food|cars|vehicles|equipment|weapons|arms|documents|passports|phones"
    r"|hospitals?|schools?|police|stations?|buildings?|offices?|checkpoints?|ships?|vessels?|boats?|tanks?|soldiers|prisoners)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^(?:\w+ )?(?:days?|weeks?|months?|years?|morning|evening|night|time|moment|end|beginning)\b", re.I)
_BESIDE = re.compile(
    r"^(?:(?:,| and| or)* [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)*(?:,| and)*[ -](?:directions?|axis|axes|sectors?|fronts?"
    r"|frontlines?|districts?|raions?)\b"
)
"""Behind a town's name, or a list of them: it is not the town, but a stretch of the front, or the land about it."""

_WORKS = re.compile(
    r"^(?: nuclear| thermal| hydro\w*| international| power| railway| train)* (?:NPPs?|TPPs?|plants?|airports?"
    r"|stations?|bridges?|dams?|reservoirs?|steelworks|refiner(?:y|ies)|mines?|formats?|process|agreements?|accords?|talks|protocols?"
    r"|groups?|summits?|conventions?)\b"
)
"""Behind a town's name: a work or a treaty called after it is meant."""

_GENERIC = re.compile(
    r"\b(?:city|town|village|settlement|capital|place|region|province|oblast|island|plant|base|airport|port|stronghold)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"^(?:regroup|redeploy|reposition|relocat|rotat|chang|tak|took|mov|los|shift|ced|giv)", re.IGNORECASE
)
"""Retreats that leave open what was left: a regrouping, "better positions", "losing ground"."""

_WHOSE = re.compile(r"^['’]s? (?:\w+ )?(?:forces|troops|army|military|soldiers|hands|control|officials)\b")
_AND_SO = re.compile(r"[,–—-]\s*(?:thus |thereby )?$")
"""Before "leaving": what is left there is not the place, but how things stand ("…, leaving just Northford to take")."""

_UNIT = re.compile(
    r"\b\d+(?:st|nd|rd|th)\b|\b(?:brigade|regiment|battalion|corps|division|detachment)s?\b", re.IGNORECASE
)
"""One unit that goes leaves others."""

_TRANSPORT = re.compile(
    r"\b(?:movement|equipment|convoys?|columns?|vehicles?|warships?|ships?|vessels?|fleet)\b", re.IGNORECASE
)

_ATTACKED = re.compile(r"\b(?:offensive|attempt|attack|assault|advanc|storm|repuls|repel)", re.IGNORECASE)
"""Who attacked a town, and went back, never had it."""

_FAILED = re.compile(r"\b(?:failed|unsuccessful|fruitless)\b", re.IGNORECASE)

_GOES_ON = re.compile(r"\band (?:is|was|are|were|has|have|then|now)\b|[;:]")
"""A sentence goes on to something else."""

_OFF = re.compile(r"^\s+(?:(?:off )?on|off from|talks|elections|a meeting|meetings|positions?)\b", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:troops?|forces?|soldiers?|army|units?|fighters?(?! (?:jets?|planes?|aircraft))|men|garrison|them"
    r"|defenders?|servicemen|brigades?|military)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:to|into|toward|towards|onto|around|near|beyond|behind|north|south|east|west|outside|in|within|across)\s+(?:of\s+)?(?:the\s+)?"
    r"(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SOMETHING = re.compile(
    r"\b(?:territor(?:y|ies)|areas?|ground|lands?|parts?|zones?|villages|towns|cities|districts|neighbou?rhoods"
    r"|positions|pockets?|enclaves?|settlements)\s+(?:(?:that|which) (?:is|are|was|were)\s+)?(?:still |now )?$",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"^(?:h[eo]ld(?:s|ing|ers?)?|held|retain\w*|defend\w*|keep\w*|kept|remain\w*|maintain\w*)", re.IGNORECASE
)


def is_about_place(claim: Claim, text: str) -> bool:
    """Whether the place itself is taken, held or left in *text*, rather than something in it, or left for it."""
    before = text[max(0, claim.trigger.start - AROUND) : claim.trigger.start]
    span = claim.place.span if claim.place else None
    if span is not None and _ONE_IN.search(text[max(0, span.start - FAR) : span.start]):
        return False
    if span is not None and _WHOSE.match(text[span.end : span.end + AROUND]):
        return False  # "Moscow's forces" hold something else
    if span is not None and _is_another(claim, text[span.end : span.end + FAR]):
        return False
    if claim.event_type == "hold":
        behind = text[claim.trigger.end : claim.trigger.end + FAR // 2]
        trigger = claim.trigger.of(text).casefold()
        kept = _KEEPS.match(trigger) is not None and not _OFF.match(behind)
        if span is not None and "," in text[claim.trigger.end : span.start]:
            return False  # "holding in three areas, the enemy nearing Northford"
        if trigger == "defended" and (claim.time is None or not claim.time.value.resolved):
            return False  # some day, before it fell
        return kept and not is_partial(claim, behind)
    if claim.event_type == "retreat":
        return _leaves(claim, text)
    if _SOMETHING.search(before) or _of_another(claim, text) or _takes_another(claim, text):
        return False
    if span is not None and _GOES_ON.search(text[claim.trigger.end : span.start]):
        return False
    return _is_object(claim) or _held_after(claim, before) or is_right_behind(claim, text)


def _is_another(claim: Claim, behind: str) -> bool:
    """Whether the words *behind* a town's name make something else of it: "the Northford direction"."""
    code = (claim.place.place.feature_code or "") if claim.place else ""
    return code.startswith("PPL") and (_BESIDE.match(behind) or _WORKS.match(behind)) is not None


def _of_another(claim: Claim, text: str) -> bool:
    """Whether the word itself names a holder, not the claim's agent: rebels fire on "government-held" ground."""
    holder = _HELD_BY.search(text[max(0, claim.trigger.start - AROUND) : claim.trigger.end])
    agent = claim.agent.text.casefold() if claim.agent else ""
    return holder is not None and holder["who"][:4].casefold() not in agent


def _takes_another(claim: Claim, text: str) -> bool:
    """Whether the place stands before the verb, and something else behind it: "entered Northford, taking a mill"."""
    span = claim.place.span if claim.place else None
    if span is not None and span.start > claim.trigger.start:
        return False
    behind = text[claim.trigger.end : claim.trigger.end + FAR]
    thing = _THING.match(behind)
    if thing is None:
        return _GOODS.match(behind) is not None
    return _GENERIC.search(thing["what"]) is None and _WHEN.match(thing["what"]) is None


def is_whole_of(claim: Claim, text: str) -> bool:
    """Whether *claim* is told of the whole of its place: of no part, not of what is near it.

    Of a region only where its name stands close to the word that it is held.
    """
    place = claim.place.place if claim.place else None
    if place is None or (place.geo_precision == 2 and place.feature_code is not None and is_town(place)):
        return False
    gap = _gap(claim)
    if gap is None:
        return is_town(place) and not is_partial(claim, _focus(claim, text))
    if gap > (FAR if is_town(place) else CLOSE):
        return False
    return not is_partial(claim, _focus(claim, text))


def _is_object(claim: Claim) -> bool:
    """Whether whom or what it is done to is the place: by its name, or by a word for a place; or nothing is named."""
    if claim.patient is None or claim.patient.span is None or claim.place is None:
        return True
    named, name = claim.patient.text.strip(" ,."), claim.place.text
    if re.search(rf"{_WITHIN}.*{re.escape(name)}", named, re.IGNORECASE):
        return False  # "a base in Northford"
    return name.casefold() in named.casefold() or _means_it(named, claim.place.place)


def _means_it(named: str, place: Place) -> bool:
    """Whether *named*, which has no name in it, can be *place*: "the town" is no region."""
    if any(word[:1].isupper() for word in named.split()[1:]):
        return False
    code = place.feature_code or ""
    kind = _TOWN if code.startswith("PPL") or not code else _SITE if is_town(place) else _REGION
    return kind.search(named.casefold()) is not None


def _held_after(claim: Claim, before: str) -> bool:
    """Whether the place's name stands right before the trigger: "Northford fell", "Northford, held by …"."""
    return claim.place is not None and claim.place.text.casefold() in before.casefold()


def _leaves(claim: Claim, text: str) -> bool:
    """Whether forces leave the place: they go nowhere near it, and it is not only their guns that go."""
    if claim.patient is not None and claim.patient.span is not None and not _FORCES.search(claim.patient.text):
        return False
    if any(role is not None and _UNIT.search(role.text) for role in (claim.patient, claim.agent)):
        return False
    if any(role is not None and _TRANSPORT.search(role.text) for role in (claim.patient, claim.agent)):
        return False
    trigger = claim.trigger.of(text)
    if _MOVES.match(trigger) or (trigger.casefold() == "leaving" and _AND_SO.search(text[: claim.trigger.start])):
        return False
    span, place = (claim.place.span, claim.place.place) if claim.place else (None, None)
    if span is None or span.start < claim.trigger.end:
        ahead = text[max(0, claim.trigger.start - 2 * FAR) : claim.trigger.start].rpartition(". ")[2]
        behind = text[claim.trigger.end : claim.trigger.end + FAR].partition(". ")[0]
        if _ATTACKED.search(ahead) or _FAILED.search(behind):
            return False
        return place is not None and is_town(place)  # of a region, only "left the North" is the whole of it
    return _ELSEWHERE.search(text[claim.trigger.end : span.start]) is None


def _gap(claim: Claim) -> int | None:
    span = claim.place.span if claim.place else None
    if span is None:
        return None
    return max(span.start - claim.trigger.end, claim.trigger.start - span.end, 0)


def _focus(claim: Claim, text: str) -> str:
    """The words from before trigger and place to just behind them."""
    span = claim.place.span if claim.place and claim.place.span else claim.trigger
    if (_gap(claim) or 0) > 2 * CLOSE:
        span = claim.trigger
    first, last = min(span.start, claim.trigger.start), max(span.end, claim.trigger.end)
    if span.start >= claim.trigger.start:
        first += AROUND  # "took the outskirts of …": a part stands between the two
    ahead = BEHIND if text[last : last + 1] in ("'", "’") else 0
    if claim.place is None or claim.place.span is None or claim.place.span.start < claim.trigger.start:
        ahead = AROUND + BEHIND  # what is taken stands behind the verb
    return text[max(first - AROUND, 0) : last + ahead]
