"""A gazetteer over a few places held in memory: a profile's own, a test's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fogline.gazetteer.names import beginnings, normalise
from fogline.model.values import Toponym


class MemoryGazetteer:
    """Looks names up in a mapping of names to places; a place is also found under its own name."""

    def __init__(self, places: Mapping[str, Iterable[Toponym]]) -> None:
        self._by_name: dict[str, dict[int, Toponym]] = {}
        self._by_id: dict[int, Toponym] = {}
        for name, toponyms in places.items():
            for place in toponyms:
                self._by_id.setdefault(place.toponym_id, place)
                for form in (normalise(name), normalise(place.name)):
                    self._by_name.setdefault(form, {})[place.toponym_id] = place

        self._openings = {words for name in self._by_name for words in beginnings(name)}

    @classmethod
    def of(cls, *places: Toponym) -> MemoryGazetteer:
        """A gazetteer of *places*, each under its own name only."""
        grouped: dict[str, list[Toponym]] = {}
        for place in places:
            grouped.setdefault(place.name, []).append(place)
        return cls(grouped)

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """The places that go by *name*, most populous first."""
        folded = normalise(name)
        found = [
            replace(place, primary=normalise(place.name) == folded) for place in self._by_name.get(folded, {}).values()
        ]
        return tuple(sorted(found, key=lambda place: (-place.population, not place.primary, place.toponym_id)))

    def opens(self, name: str) -> bool:
        """Whether a longer name begins with the words of *name*."""
        return normalise(name) in self._openings

    def get(self, toponym_id: int) -> Toponym | None:
        """The place with this id, or ``None``."""
        return self._by_id.get(toponym_id)
