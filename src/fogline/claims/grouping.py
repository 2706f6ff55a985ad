"""One victim group, one claim: triggers told in one breath are one happening ("13 killed and 39 wounded")."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import table
from fogline.model.quick import quickly_made

# Types of which two sides do each its own: not so of talks or a clash.
_EACH_ITS_OWN = frozenset({"shelling", "air_strike", "attack", "abuse", "explosion", "deployment", "sanctions"})
_LINKS = frozenset({"conj", "parataxis", "acl", "advcl", "appos", "dep", "xcomp"})


@quickly_made
@dataclass(frozen=True, slots=True)
class Told:
    """A happening with the heads of other triggers that tell of it at once."""

    happening: Happening
    coordinated: tuple[int, ...] = ()


def group_told(scene: Scene, found: list[Happening]) -> list[Told]:
    """*found* with casualty triggers of one clause joined to the first that counts otherwise ("killed … wounded")."""
    told: list[Told] = []
    for happening in found:
        joined = False
        if happening.event_type == "casualties":
            for n, earlier in enumerate(told):
                if earlier.happening.event_type == "casualties" and _one_breath(scene, earlier.happening, happening):
                    told[n] = Told(earlier.happening, (*earlier.coordinated, happening.head))
                    joined = True
                    break
        if not joined:
            told.extend(Told(side) for side in _by_side(scene, happening))
    return told


def _by_side(scene: Scene, happening: Happening) -> list[Happening]:
    """Losses of several sides in one breath ("both Russia and Ukraine have suffered …"), a happening for each side.

    So are attacks that "both" sides make, each its own.
    """
    sides = happening.agents
    if happening.event_type in _EACH_ITS_OWN and len(sides) == 2 and _both(scene, sides):
        return [replace(happening, agents=(side,)) for side in sides]
    sides = happening.patients
    if happening.event_type != "casualties" or len(sides) < 2 or not all("country" in scene.classes(n) for n in sides):
        return [happening]
    return [replace(happening, patients=(side,)) for side in sides]


def _both(scene: Scene, sides: tuple[int, ...]) -> bool:
    """Whether "both" leads in the two *sides*: "both the army and the rebels"."""
    before = scene.tree.children(sides[0], "cc:preconj", "det")
    return any(scene.tokens[i].lower == "both" for i in before)


def _one_breath(scene: Scene, first: Happening, second: Happening) -> bool:
    """Whether *second* is coordinated with *first* and measures something else of the same event."""
    if _measure(scene, first) == _measure(scene, second):
        return False
    if _side_by_side(scene, first.head, second.head):
        return True
    chain = {first.head, *scene.tree.conjuncts(first.head)}
    if second.head in chain:
        return True
    here = second.head
    while scene.tokens[here].dep == "conj" and scene.tokens[here].head not in chain:
        here = scene.tokens[here].head  # "left one dead and another wounded"
    return scene.tokens[here].head in chain and scene.tokens[here].dep in _LINKS


def _side_by_side(scene: Scene, first: int, second: int) -> bool:
    """Whether only a conjunction and a figure stand between two triggers: "280 deaths and 169 injuries"."""
    between = scene.tokens[first + 1 : second]
    linked = any(t.pos == "CCONJ" for t in between)
    return linked and all(t.pos in ("CCONJ", "NUM", "ADV", "ADJ", "PUNCT", "DET") for t in between)


def _measure(scene: Scene, happening: Happening) -> str | None:
    by_trigger = table("figures")["by_trigger"]
    words = (scene.lemma(happening.head), scene.tokens[happening.head].lower)
    return next((str(by_trigger[word]) for word in words if word in by_trigger), None)
