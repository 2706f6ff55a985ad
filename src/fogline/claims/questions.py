"""What is only asked: the clauses of questions that can be answered with yes or no.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import SUBJECTS
from fogline.claims.happening import Happening
from fogline.claims.scene import Scene

_CLOSING = frozenset({'"', "”", "'", "’", ")", "»"})
# Links by which a clause belongs to what is asked.
_ASKED = frozenset({"conj", "xcomp", "ccomp", "advcl"})
_CLIMB_LIMIT = 5


def is_only_asked(scene: Scene, happening: Happening) -> bool:
    """Whether *happening* is what a yes-or-no question asks for: "Will the army storm the town?".

    What a question takes as known is not: "Will the war in the north end?".
    """
    if not _ends_in_question(scene):
        return False
    carrier = happening.frame.carrier
    here = happening.head if not happening.nominal else carrier
    for _ in range(_CLIMB_LIMIT):
        if here is None or scene.tokens[here].pos != "VERB":
            return False
        if _is_inverted(scene, here):
            return True
        token = scene.tokens[here]
        if token.dep not in _ASKED or _is_reason(scene, here):
            return False
        here = token.head
    return False


def _ends_in_question(scene: Scene) -> bool:
    last = len(scene.tokens) - 1
    while last > 0 and scene.tokens[last].text in _CLOSING:
        last -= 1
    return scene.tokens[last].text == "?"


def _is_inverted(scene: Scene, verb: int) -> bool:
    """Whether an auxiliary of *verb* stands before its subject, and no question word before both."""
    subjects = scene.tree.children(verb, *SUBJECTS, "nsubj:pass")
    auxiliaries = scene.tree.children(verb, "aux", "aux:pass")
    if not subjects or not auxiliaries or auxiliaries[0] > subjects[0]:
        return False
    opening = scene.tree.subtree(verb)[0]
    return not any(t.tag.startswith("W") for t in scene.tokens[opening : auxiliaries[0]])


def _is_reason(scene: Scene, verb: int) -> bool:
    """Whether *verb* tells of when or why as of a fact: "Will it end now that the town has fallen?"."""
    marks = {scene.tokens[m].lower for m in scene.tree.children(verb, "mark", "advmod")}
    return scene.tokens[verb].dep == "advcl" and not marks & {"to", "if"}
