"""``same_party``: two voices of one party contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fogline.model.disagreement import Disagreement
from fogline.model.ids import stable_id

CONTRADICTS = frozenset({"denial", "figure", "framing"})


def find(found: Iterable[Disagreement]) -> Iterator[Disagreement]:
    """Those of the disagreements *found* whose sides are of one party, once more under this kind."""
    for one in found:
        parties = {side.party for side in one.sides}
        if one.kind in CONTRADICTS and len(parties) == 1 and None not in parties:
            key = stable_id("disagreement", "same_party", one.disagreement_id)
            about = f"within {parties.pop()}: {one.about}"
            yield replace(one, disagreement_id=key, kind="same_party", about=about)
