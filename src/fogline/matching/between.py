"""What may stand between a doer, a verb and a place, where these belong together beyond doubt.

Whatever is not known to leave them together parts them: every word comes from a list (``lexicon/plain.toml``).
"""

from __future__ import annotations

import re

from fogline.matching.itself import plain_words
from fogline.matching.sides import side_of_agent, side_of_speaker
from fogline.model.claim import Claim
from fogline.model.span import Span

LONG = 110
"""Characters at most between a doer, or a place, and the verb."""

_CONTROL = re.compile(r"(?:\s+(?:back|full|complete|total|partial))*\s+control\s+(?:of|over)\b", re.IGNORECASE)
_FLAG = re.compile(r"\s+(?:\w+\s+){0,2}flags?\s+(?:over|in|above)\b", re.IGNORECASE)
_OUT = re.compile(r"\s+(?:from|out of|of)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+,?\s*(?:and\b|&)?")
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ish|ese|an|i)\b")
_WORD = re.compile(r"[\w'’-]+")
_BREAK = re.compile(r"[.;:()\[\]/|]")
_UNDER = re.compile(r"\b(?:under|in|within|into)\b", re.IGNORECASE)
_IN_FULL = re.compile(r"\s+in(?:\s+(?:full|complete|total|sole))?\s*$", re.IGNORECASE)
_OVER = re.compile(r"[”\"’]?\s+(?:of|over)\b", re.IGNORECASE)
_TERRITORY = re.compile(r"^\s+(?:the |its )?(?:whole |entire )?territory of\b", re.IGNORECASE)
_IN_YEAR = re.compile(r"\bin \d{4}\b")
_HOLD = re.compile(r"^(?:control|grip)$", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:[A-Z]\w+|country|nation)(?:['’]s|s['’])")
_SAYS = re.compile(
    r"^\s+(?:ha[sd] |have )?(?:says?|said|claims?|claimed|announced?|declared?)(?: that)?"
    r" (?:it|they|its forces|their forces|its troops)\b",
    re.IGNORECASE,
)
"""Who says of themselves."""

_DOING = re.compile(r"[^.;:]*\b(?:after|since|by|having|while)\s+(?:\w+ly )?$", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:would|could|might|may|will|shall|should|wants?|hopes?|plans?|aims?|vows?|intends?|tr(?:y|ies)"
    r"|not|never|failed|one another|each other)\b",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(
    r"^,?\s+(?:and (?:(?:its|their|the) )?(?:allied|affiliated|loyal|pro-\w+) [\w-]+(?: [\w-]+)?(?=\s)"
    r"|and (?:its |their )?allies|(?:backed|supported|aided|helped) by (?:the )?(?:[\w’'-]+ ){0,4}?"
    r"(?:militias?|militiamen|forces|jets|warplanes|aircraft|air ?strikes|aviation|allies|fighters|troops"
    r"|groups)),?(?=\s)",
)
"""Who is at it, too: "Crown troops and allied militias"."""

_MANAGED = re.compile(r"\b(?:managed to|succeeded in)\s*$", re.IGNORECASE)
_THEIR_MEN = re.compile(r"(?:\s+(?:its|their|our|his|all|the|remaining|last))*\s+(?:troops|forces|soldiers|units)\b")


def is_right_behind(claim: Claim, text: str) -> bool:
    """Whether the verb is done to the place by where its name stands: "freed the town of Northford from the Crown"."""
    place = claim.place.span if claim.place else None
    return (
        place is not None and claim.trigger.end <= place.start and takes(claim, text[claim.trigger.end : place.start])
    )


def leads(between: str) -> bool:
    """Whether only helping words stand between a doer and the verb, or what they did before in the same breath."""
    if between == "-":
        return True
    if len(between) > LONG or _BREAK.search(between):
        return False
    rest = _IN_FULL.sub("", without_aside(between.removeprefix("'s").removeprefix("’s")))
    before, joined, last = rest.rpartition(" and ")
    if joined and not re.search(r"[A-Z]", before):
        rest = last  # "stormed the hill and took"
    return made_of(rest, "beside", "forces")


def without_doing(claim: Claim, between: str, verb: str) -> str:
    """*between* without what does not part the doer from the *verb*: "say they", "dealt a blow by", "gained"."""
    said = _SAYS.match(between)
    own = side_of_speaker(claim)
    if said is not None and own is not None and own == side_of_agent(claim):
        between = between[said.end() :]
    if (
        verb.casefold().partition(" ")[0].endswith("ing")
        and _DOING.fullmatch(between)
        and not _NOT_DONE.search(between)
    ):
        return " "
    between = _IN_YEAR.sub(" ", between)
    between = _WITH_OTHERS.sub(" ", _MANAGED.sub(" ", between))
    if _HOLD.match(verb) is None:
        return between
    return " ".join(word for word in between.split() if word.strip('“"‘').casefold() not in plain_words("gets"))


def behind(text: str, trigger: Span, place: Span) -> str:
    """The words from the verb to the place's name; of "control over" only those behind "over"."""
    words = text[trigger.end : place.start]
    over = _OVER.match(words) if _HOLD.match(trigger.of(text)) else None
    return words[over.end() :] if over else words


def takes(claim: Claim, between: str) -> bool:
    """Whether what stands between the verb and the place's name leaves the place what the verb is done to."""
    if len(between) > LONG or _BREAK.search(between):
        return False
    leads = (_THEIR_MEN, _OUT) if claim.event_type == "retreat" else (_CONTROL, _FLAG)
    for lead in leads:
        found = lead.match(between)
        between = between[found.end() :] if found else between
    if claim.event_type != "retreat":
        between = _TERRITORY.sub(" ", between)
    if "," in between or " and " in between:
        between = _NAME.sub(" ", between)  # one of several that were taken
    return made_of(_DEMONYM.sub(" ", _WHOSE.sub(" ", between)), "before")


def held(between: str) -> bool:
    plain = _UNDER.sub(" ", re.sub(r"\b(?:full|complete|total|the|whose)\b|['’]s\b", " ", between))
    return made_of(plain, "beside", "forces")


def without_aside(between: str) -> str:
    """*between* without what stands between two commas, or a dash at its begin: "Northford, North region, was …"."""
    return re.sub(r"^\s*,[^,]{1,45},", " ", between, count=1)


def made_of(said: str, *keys: str) -> bool:
    """Whether all words of *said* are from these lists."""
    known = frozenset().union(*map(plain_words, keys))
    return all(word.casefold() in known for word in _WORD.findall(said))
