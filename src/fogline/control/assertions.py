"""Whether a sentence says that a place is held, or only that it may be, was once, or should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from fogline.lexicon.loader import table
from fogline.matching.wholes import is_country
from fogline.model.claim import Claim
from fogline.model.mention import PlaceMention
from fogline.model.span import Span

BEFORE = 110
"""Characters before the verb or noun in which a sentence says that it is not so, or no longer."""

NEAR = 220
"""Characters before a claim within which the place that its passage is about was last named."""

_LISTED = re.compile(
    r"^[\s,]*(?:and|or|as well as|then|&)?\s*(?:(?:the|nearby|neighbouring|neighboring)\s+)?(?:\w+ of\s+)?$"
)
"""What stands between two places of one list."""

_IT = re.compile(
    r"\b(?:the|this|that|our|their|his) (?:[\w'’-]+ ){0,2}(?:city|town|village|settlement|plant|base|airport|airfield"
    r"|port|capital|region|province|oblast|island|area|complex|steelworks|camp|enclave|stronghold|facility|site)\b|\bthere\b",
    re.IGNORECASE,
)


def is_asserted(claim: Claim, text: str, sentence: Span) -> bool:
    """Whether the *sentence* of *text* gives what *claim* tells as so, now, rather than wanted, supposed or past.

    A claim with a time of its own says when it was so.
    """
    start = max(sentence.start, claim.trigger.start - BEFORE)
    before, behind = text[start : claim.trigger.start], text[claim.trigger.end : sentence.end]
    if _says("unreal", before) or _says("unreal_after", behind):
        return False
    dated = claim.time is not None and claim.time.value.resolved
    return (
        dated
        or claim.event_type not in ("control", "hold")
        or not (_says("past", before) or _says("past_after", behind))
    )


def is_aim(before: str) -> bool:
    """Whether the words *before* a claim's trigger make it what somebody is after: "trying to gain full (control)"."""
    return _says("unreal", before)


def is_of_place(claim: Claim, text: str, mentions: Sequence[PlaceMention]) -> bool:
    """Whether *claim* is about its place by its own words: it names it, or speaks of the place named last before.

    What only a passage's subject places ("the army was pushed back") may have been anywhere.
    """
    if claim.place is None:
        return False
    named = [one for one in mentions if one.use in ("location", "modifier") and not is_country(one.place)]
    if claim.place.span is not None:
        return _is_next(claim.trigger, claim.place.span, text, named)
    if any(claim.evidence.covers(one.span) and one.place != claim.place.place for one in named):
        return False
    pointing = _IT.search(claim.evidence.of(text)) is not None
    before = [one for one in named if claim.trigger.start - (3 if pointing else 1) * NEAR <= one.span.start]
    ahead = sorted((one.span.start, one.place.name) for one in before if one.span.start < claim.trigger.start)
    last = [*dict.fromkeys(name for _, name in reversed(ahead))][: 2 if pointing else 1]
    return claim.place.place.name in last and (pointing or claim.certainty == "stated")


def _is_next(trigger: Span, place: Span, text: str, named: Sequence[PlaceMention]) -> bool:
    """Whether no other place stands between *trigger* and *place*, but for those of one list ("Northford and Weir")."""
    between = [one.span for one in named if trigger.end <= one.span.start and one.span.end <= place.start]
    last = max(between, key=lambda span: span.start, default=None)
    return last is None or _LISTED.match(text[last.end : place.start]) is not None


def _says(key: str, text: str) -> bool:
    """Whether *text*, in whatever case, holds a pattern of the list *key*, all of which are in lower case."""
    # Made lower once, letter by letter as patterns do it: in any case they take three times as long.
    return _any(key).search(text.replace("İ", "i").lower()) is not None


@cache
def _any(key: str) -> re.Pattern[str]:
    """The patterns of the list *key* as one, which tries those that begin with a word only where one begins."""
    patterns = table("holding")[key]
    words = [pattern.removeprefix(_BEGINS) for pattern in patterns if pattern.startswith(_BEGINS)]
    others = [pattern for pattern in patterns if not pattern.startswith(_BEGINS)]
    return re.compile("|".join([f"{_BEGINS}(?:{_either(words)})"] * bool(words) + [_either(others)] * bool(others)))


_BEGINS = r"\b"


def _either(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)
