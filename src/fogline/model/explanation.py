"""Explanations: why a claim reads as it does, and what else it could have been."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.quick import sent_by_arguments
from fogline.model.span import Span


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Option:
    """A candidate that was not taken: its words, what it would have meant, why not, and its score where it has one."""

    text: str
    why: str
    value: str | None = None
    score: float | None = None
    span: Span | None = None


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Ground:
    """One field of a claim: what it holds, by which rule, on which words, and the candidates not taken.

    ``about`` is the field's name in the record, ``value`` what it holds in words (``None``: nothing). ``because`` adds
    what the rule asked for, a line each; ``path`` the steps of the parse from the trigger to the words; ``words`` may
    stand outside the claim's sentence.
    """

    about: str
    value: str | None
    rule: str
    because: tuple[str, ...] = ()
    path: str | None = None
    words: tuple[Span, ...] = ()
    others: tuple[Option, ...] = ()


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to the confidence: log-odds, and points (hundredths) that would be missing without it."""

    feature: str
    value: str
    weight: float
    points: float


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Explanation:
    """Why *claim* reads as it does: its sentence, a ground for every field, and what its confidence is made of."""

    claim: Claim
    sentence: Span
    grounds: tuple[Ground, ...]
    contributions: tuple[Contribution, ...] = ()
