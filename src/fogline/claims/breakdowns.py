"""Figures that stand for another: parts of it, the whole it is part of, what it has outgrown, one in brackets."""

from __future__ import annotations

import re

from fogline.claims.scene import Scene
from fogline.model.mention import QuantityMention

_INCLUDED = re.compile(
    r"\b(?:including|among\s+them|among\s+whom|counting|of\s+(?:them|whom|which))\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE
)
_OF_THEM = re.compile(r"\s+(?:[\w-]+\s+)?(?:of|among)\s+(?:them|whom|which)\b", re.IGNORECASE)


def is_part_of_another(scene: Scene, mention: QuantityMention) -> bool:
    """Whether the figure breaks down one told before it: "13 people, including three children", "40 of them women"."""
    if not any(q.span.end <= mention.span.start for q in scene.quantities):
        return False
    before = scene.document.text[scene.sentence.start : mention.span.start]
    return bool(_INCLUDED.search(before) or _OF_THEM.match(scene.document.text, mention.span.end))


_WHOLE = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|their|his)\s+)?")
_TO = re.compile(r"\s+to\s+")
_FROM = re.compile(r"\bfrom\s+\Z")


def is_base_of_another(scene: Scene, mention: QuantityMention) -> bool:
    """Whether another figure is told as a part of it or has outgrown it: "14 of 17 drones", "from 12 to 17"."""
    text = scene.document.text
    for other in scene.quantities:
        shared = other.counted is not None and other.counted == mention.counted
        if other.span.end <= mention.span.start and shared:
            if _WHOLE.fullmatch(text, other.span.end, mention.span.start):
                return True
        elif outgrown(scene, other) is mention:
            return True
    return False


def outgrown(scene: Scene, mention: QuantityMention) -> QuantityMention | None:
    """The figure that *mention* has outgrown: "12" of "rose from 12 to 17"."""
    start, text = mention.span.start, scene.document.text
    before = next((q for q in reversed(scene.quantities) if q.span.end <= start), None)
    if before is None or not _TO.fullmatch(text, before.span.end, start):
        return None
    return before if _FROM.search(text, scene.sentence.start, before.span.start) else None


def is_set_apart(scene: Scene, mention: QuantityMention, head: int) -> bool:
    """Whether a bracket stands between the figure and the trigger *head*: "52 (12 killed)"."""
    token, text = scene.tokens[head], scene.document.text
    start, end = sorted(((mention.span.start, mention.span.end), (token.start, token.end)))
    return any(bracket in text[start[1] : end[0]] for bracket in "()")
