"""Which nouns name events rather than somebody or something."""

from __future__ import annotations

from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.triggers import load_triggers
from fogline.lexicon.loader import words

_GOODS = ("weaponry", "equipment", "munition", "relief")


def is_event(scene: Scene, i: int) -> bool:
    """Whether noun *i* names an event rather than somebody or something: "raid", but not "an arms shipment"."""
    if scene.tokens[i].pos != "NOUN" or scene.lemma(i) not in load_triggers().nouns:
        return False
    if scene.classes(i) & {"person", "force", "munition"}:
        return False
    if scene.lemma(i) in ("defence", "defense") and scene.modifiers(i) & {"air", "missile"}:
        return False
    goods = frozenset[str]().union(*(class_words(name) for name in _GOODS))
    return "site" not in scene.classes(i) or not scene.modifiers(i) & goods


def event_behind(scene: Scene, i: int) -> int | None:
    """The event noun that *i* is or merely counts or brings about ("a series of raids", "as a result of a raid")."""
    if scene.lemma(i) in class_words("measuring") | class_words("quantifier") | words("casting", "wrapping"):
        inner = (n for n in scene.tree.children(i, "nmod") if n > i and scene.case(n) == "of")
        found = next((n for n in inner if is_event(scene, n)), None)
        if found is not None:
            return found
    return i if is_event(scene, i) else None
