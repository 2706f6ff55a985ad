"""Which record tells which annotated claim: the best one-to-one pairing of the two.

A record can pair with an annotated claim when its trigger lies in the claim's evidence and its event type is one of
the accepted ones. Of all pairings the one with the most pairs wins; among those the one with the most required
(not optional) claims; among those the one with the most fields right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fogline.evaluate.fields import Record, judge_claim
from fogline.evaluate.gold import GoldClaim

OPTIONAL_WEIGHT = 1000
"""A pair outweighs any number of right fields (there are 13)."""
REQUIRED_WEIGHT = 1100


def position_of(record: Record) -> float:
    """The middle of the record's trigger (of its evidence, where it has none), as an offset into the text."""
    span = record.get("trigger") or record["evidence"]
    return float(span["start"] + span["end"]) / 2


def pair(claims: Sequence[GoldClaim], records: Sequence[Record], published: date | None = None) -> dict[int, int]:
    """Index of the annotated claim → index of its record, for all that pair; each claim and record at most once."""
    return assign(weigh(claims, records, published))


def weigh(
    claims: Sequence[GoldClaim], records: Sequence[Record], published: date | None = None
) -> dict[tuple[int, int], int]:
    """The weight of every possible pair (claim, record), in that order."""
    positions = [position_of(record) for record in records]
    return {
        (c, r): _weight(claim, record, published)
        for c, claim in enumerate(claims)
        for r, record in enumerate(records)
        if record["event_type"] in claim.event_types and claim.holds(positions[r])
    }


def _weight(claim: GoldClaim, record: Record, published: date | None) -> int:
    fields_right = sum(verdict is True for verdict in judge_claim(claim, record, published).values())
    return (OPTIONAL_WEIGHT if claim.optional else REQUIRED_WEIGHT) + fields_right


def assign(weights: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Left → right, each at most once, so that the weights (all positive) add up to as much as they can.

    Grows the pairing along the best augmenting path until none adds weight. Where several pairings weigh the same, the
    figures of single fields depend on which is taken; so ties are settled for good: paths are tried in the order of
    *weights*, the first of equals is kept along the way, and the last right-hand side wins as the end of a path.
    """
    growing = _Pairing(weights)
    while growing.grow():
        pass
    return dict(sorted(growing.right_of.items()))


@dataclass(slots=True)
class _Pairing:
    weights: Mapping[tuple[int, int], int]
    right_of: dict[int, int] = field(default_factory=dict)

    def grow(self) -> bool:
        """Add one pair, re-pairing others where that pays; ``False`` when nothing adds weight any more."""
        came_to_left, came_to_right = self._reach()
        taken = set(self.right_of.values())
        ends = [(gain, right) for right, (gain, _) in came_to_right.items() if right not in taken]
        if not ends or max(ends)[0] <= 0:
            return False
        right: int | None = max(ends)[1]
        while right is not None:
            left = came_to_right[right][1]
            self.right_of[left] = right
            right = came_to_left[left][1]
        return True

    def _reach(self) -> tuple[dict[int, tuple[int, int | None]], dict[int, tuple[int, int]]]:
        """For each node that an alternating path reaches: the best gain on the way there, and the node before it.

        Bellman–Ford: a pair in use is walked from right to left and given up, any other from left to right and won.
        """
        to_left: dict[int, tuple[int, int | None]] = {
            left: (0, None) for left, _ in self.weights if left not in self.right_of
        }
        to_right: dict[int, tuple[int, int]] = {}
        changed = True
        while changed:
            changed = False
            for (left, right), weight in self.weights.items():
                if self.right_of.get(left) == right:
                    if right in to_right and _gains(to_right[right][0] - weight, to_left.get(left)):
                        to_left[left] = (to_right[right][0] - weight, right)
                        changed = True
                elif left in to_left and _gains(to_left[left][0] + weight, to_right.get(right)):
                    to_right[right] = (to_left[left][0] + weight, left)
                    changed = True
        return to_left, to_right


def _gains(gain: int, known: tuple[int, int | None] | None) -> bool:
    return known is None or gain > known[0]
