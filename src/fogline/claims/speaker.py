"""Who makes the claim: the attributions that govern its trigger, the innermost first."""

from __future__ import annotations

from fogline.model.mention import Attribution, Mentions
from fogline.model.span import Span


def governing_attributions(mentions: Mentions, trigger: Span) -> tuple[Attribution, ...]:
    """The attributions whose content holds *trigger*, innermost first (the shortest content is the innermost)."""
    over = [a for a in mentions.attributions if a.covers(trigger)]
    return tuple(sorted(over, key=lambda a: (_size(a, trigger), -a.cue[0].start if a.cue else 0)))


def _size(attribution: Attribution, trigger: Span) -> int:
    return min(len(part) for part in attribution.content if part.covers(trigger))


def speaking(governing: tuple[Attribution, ...]) -> Attribution | None:
    """The attribution whose speaker makes the claim; ``None``: the outlet says it in its own voice.

    Hedges that name nobody ("reportedly", "it emerged that") hand the claim to whoever speaks around them.
    """
    return next((a for a in governing if a.speaker is not None), None)
