"""Two claims, aspect by aspect: do they tell of one happening?

After record linkage (Fellegi and Sunter 1969): each aspect is compared by itself, the scores are weighed and added,
and some differences exclude a match whatever the rest says. Weights and threshold were set on annotated pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fogline.matching import actors, figures, kinds, places, times, words
from fogline.matching.told import Told
from fogline.model.event import Aspect, Comparison
from fogline.model.quick import quickly_made

WEIGHTS: dict[Aspect, float] = {"type": 1.0, "place": 1.2, "time": 1.2, "actors": 0.8, "figures": 1.0, "words": 0.6}

THRESHOLD = 2.1
"""From this weighed sum on, two claims are taken to tell of one happening."""

TOGETHER = 0.6
"""What it adds that two claims of one document stand in the same sentence, as a happening and what it did do."""

_ASPECTS: tuple[tuple[Aspect, Callable[[Told, Told], Comparison]], ...] = (
    ("type", kinds.compare),
    ("place", places.compare),
    ("time", times.compare),
    ("actors", actors.compare),
    ("figures", figures.compare),
    ("words", words.compare),
)
_ORDER = tuple((WEIGHTS[name], aspect) for name, aspect in _ASPECTS)


@quickly_made
@dataclass(frozen=True, slots=True)
class Match:
    """How two claims compare: the weighed sum, and what each aspect said."""

    score: float
    comparisons: tuple[Comparison, ...]

    @property
    def excluded(self) -> bool:
        """Whether one aspect, the last then, says that it cannot be one happening."""
        return self.comparisons[-1].excludes

    @property
    def same(self) -> bool:
        """Whether the two are taken to tell of one happening."""
        return not self.excluded and self.score >= THRESHOLD


def compare(one: Told, other: Told) -> Match:
    """Compare two claims; the first aspect that excludes a match ends it."""
    found: list[Comparison] = []
    score = 0.0
    for weight, aspect in _ORDER:
        said = aspect(one, other)
        found.append(said)
        if said.excludes:
            return Match(-1.0, tuple(found))
        score += weight * said.score
    if _one_sentence(one, other):
        score += TOGETHER
    return Match(round(score, 3), tuple(found))


def _one_sentence(one: Told, other: Told) -> bool:
    """Whether both stand in one sentence, on evidence that overlaps."""
    if one.claim.document_id != other.claim.document_id:
        return False
    return one.claim.event_type != other.claim.event_type and one.claim.evidence.overlaps(other.claim.evidence)
