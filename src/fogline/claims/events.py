"""Which nouns name events rather than somebody or something."""

from __future__ import annotations

from functools import cache

from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.triggers import load_triggers
from fogline.lexicon.loader import words

_NO_EVENTS = frozenset({"person", "force", "munition"})
_GOODS = ("weaponry", "equipment", "munition", "relief")


def is_event(scene: Scene, i: int) -> bool:
    """Whether noun *i* names an event rather than somebody or something: "raid", but not "an arms shipment"."""
    if scene.tokens[i].pos != "NOUN" or scene.lemma(i) not in load_triggers().nouns:
        return False
    classes = scene.classes(i)
    if not classes.isdisjoint(_NO_EVENTS):
        return False
    if scene.lemma(i) in ("defence", "defense") and scene.modifiers(i) & {"air", "missile"}:
        return False
    return "site" not in classes or scene.modifiers(i).isdisjoint(_goods())


def event_behind(scene: Scene, i: int) -> int | None:
    """The event noun that *i* is or merely counts or brings about ("a series of raids", "as a result of a raid")."""
    if scene.lemma(i) in _counting():
        inner = (n for n in scene.tree.children(i, "nmod") if n > i and scene.case(n) == "of")
        found = next((n for n in inner if is_event(scene, n)), None)
        if found is not None:
            return found
    return i if is_event(scene, i) else None


@cache
def _goods() -> frozenset[str]:
    """The lemmas of what is sent or sold."""
    return frozenset[str]().union(*(class_words(name) for name in _GOODS))


@cache
def _counting() -> frozenset[str]:
    """The lemmas of nouns that only count or bring about what stands behind their "of"."""
    return class_words("measuring") | class_words("quantifier") | words("casting", "wrapping")
