"""Several gazetteers as one: a profile's places first, then the user's dumps, then the built-in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.memory import MemoryGazetteer
from fogline.gazetteer.names import beginnings, normalise
from fogline.model.profile import Profile
from fogline.model.values import Toponym

_CACHED = 20_000


class LayeredGazetteer:
    """Asks every layer and joins what they say; a place known twice counts once, as the first layer has it.

    Places with ids of their own (a profile's) come first, the others by inhabitants. *variants* maps folded names to
    the name that the layers know.
    """

    def __init__(self, layers: Sequence[Gazetteer], *, variants: Mapping[str, str] | None = None) -> None:
        self._layers = tuple(layers)
        self._variants = {normalise(name): known for name, known in (variants or {}).items()}
        self._openings = {words for name in self._variants for words in beginnings(name)}
        self._found = lru_cache(maxsize=_CACHED)(self._find)

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """The places that go by *name* or by the name it is a variant of."""
        return self._found(name)

    def _find(self, name: str) -> tuple[Toponym, ...]:
        known = self._variants.get(normalise(name))
        found: dict[int, Toponym] = {}
        for layer in self._layers:
            for place in (*layer.candidates(name), *(layer.candidates(known) if known else ())):
                found.setdefault(place.toponym_id, place)
        return tuple(sorted(found.values(), key=lambda place: (place.toponym_id >= 0, -place.population)))

    def opens(self, name: str) -> bool:
        """Whether a longer name of any layer, or a variant, may begin with the words of *name*."""
        return normalise(name) in self._openings or any(layer.opens(name) for layer in self._layers)

    def get(self, toponym_id: int) -> Toponym | None:
        """The place with this id from the first layer that has it, or ``None``."""
        places = (layer.get(toponym_id) for layer in self._layers)
        return next((place for place in places if place is not None), None)


def for_profile(profile: Profile, *layers: Gazetteer) -> Gazetteer:
    """*layers*, with the places and name variants of *profile* before them."""
    if not profile.places and not profile.place_variants:
        return layers[0] if len(layers) == 1 else LayeredGazetteer(layers)
    return LayeredGazetteer((MemoryGazetteer(profile.places), *layers), variants=profile.place_variants)
