"""Who makes the claim: the attributions that govern its trigger, the innermost first."""

from __future__ import annotations

from fogline.model.mention import Attribution
from fogline.model.span import Span


def governing_attributions(attributions: tuple[Attribution, ...], trigger: Span) -> tuple[Attribution, ...]:
    """Those of *attributions* whose content holds *trigger*, innermost (shortest) first."""
    over = [a for a in attributions if a.covers(trigger)]
    if len(over) < 2:
        return tuple(over)
    return tuple(sorted(over, key=lambda a: (_size(a, trigger), -a.cue[0].start if a.cue else 0)))


def _size(attribution: Attribution, trigger: Span) -> int:
    return min(len(part) for part in attribution.content if part.covers(trigger))


def speaking(governing: tuple[Attribution, ...]) -> Attribution | None:
    """The attribution whose speaker makes the claim; ``None``: the outlet says it in its own voice.

    Hedges that name nobody ("reportedly", "it emerged that") hand the claim to whoever speaks around them.
    """
    return next((a for a in governing if a.speaker is not None), None)
