"""By what means an attack is made, and so of which type it is."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.frames import Frame
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene

# "A car bomb", "a suicide attack", and what explodes whatever stands before it.
_HIDDEN = frozenset({"car", "suicide", "roadside"})
_BOMBS = frozenset({"bomb", "bomber", "bombing", "attack", "blast"})
_BURSTING = frozenset({"bomber", "bomb", "ied", "landmine", "mine", "grenade"})
_EXPLOSIVE = frozenset({"ied", "suicide", "explosive"})


def means_types(scene: Scene, frame: Frame, default: str) -> tuple[str, ...]:
    """The types that the means named around the trigger make it: artillery and aircraft together make two."""
    found: list[str] = []
    for means in means_heads(scene, frame):
        kind = means_of(scene, means)
        if kind and kind not in found:
            found.append(kind)
    return tuple(found) or (default,)


def means_heads(scene: Scene, frame: Frame) -> Iterator[int]:
    """The words that may name the means: the trigger, its modifiers, who acts, what it is done with."""
    yield frame.head
    yield from frame.modifiers
    yield from (scene.counted(agent) for agent in frame.agents)
    for prep, noun in frame.obliques:
        if prep in ("with", "by", "from", "in"):
            yield noun
    for child in scene.tree.children(frame.head, "advcl"):
        if scene.lemma(child) == "use":
            yield from scene.tree.children(child, "obj")


def means_of(scene: Scene, i: int) -> str | None:
    """The type of attack that noun *i* with its modifiers names the means of, or ``None``."""
    own = {scene.lemma(i), scene.tokens[i].lower}
    around = own | scene.modifiers(i)
    if not around.isdisjoint(_HIDDEN) and not around.isdisjoint(_BOMBS):
        return "explosion"
    if not around.isdisjoint(class_words("means_air")):
        return "air_strike"
    if not around.isdisjoint(class_words("means_fire")):
        return "shelling"
    if scene.tokens[i].pos != "VERB" and not own.isdisjoint(_BURSTING):
        return "explosion"
    return None if around.isdisjoint(_EXPLOSIVE) else "explosion"
