"""Infinitives: which of them tell of an aim, and what stands right before them.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.scene import Scene
from fogline.lexicon.loader import words


def is_open_infinitive(scene: Scene, i: int) -> bool:
    """Whether *i* is a plain infinitive: "to have taken" looks back, "to taking" is a preposition's."""
    perfect = any(scene.lemma(c) == "have" for c in scene.tree.children(i, "aux"))
    return scene.tokens[i].tag in ("VB", "NN", "NNP") and not perfect


def is_no_aim(scene: Scene, i: int) -> bool:
    """Whether the infinitive *i* tells what was: "the first to hit the town", "shocked to hear of the death"."""
    head = scene.tokens[scene.tokens[i].head]
    ranked = head.lower in words("factuality", "ranking")
    return ranked or (head.pos == "ADJ" and scene.lemma(i) in words("factuality", "perceiving"))


def right_before_to(scene: Scene, i: int) -> int | None:
    """The "-ing" form right before the "to" of the infinitive *i*, where the parser hung the clause on another word.

    "Accused them of planning to stage a vote": what hung on the accusing is still only planned.
    """
    marks = [m for m in scene.tree.children(i, "mark") if scene.tokens[m].lower == "to" and m > 0]
    before = marks[0] - 1 if marks else i
    strayed = scene.tokens[before].tag == "VBG" and scene.tokens[i].head != before != i
    return before if strayed else None
