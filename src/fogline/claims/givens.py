"""What a clause takes as given: happenings that were there whatever becomes of what is said around them.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from functools import cache

from fogline.claims.scene import Scene
from fogline.lexicon.loader import table

_ABOUT = frozenset({"of", "about", "on", "over", "into", "against"})
_AHEAD = frozenset({"will", "'ll", "would", "shall", "wo"})


def is_taken_as_given(scene: Scene, i: int) -> bool:
    """Whether the noun *i* is spoken of as known, so that its governor's future, denial or doubt is not its own.

    By its preposition ("may resign because of the attack"), as the object of a verb of judging or telling ("will not
    condemn the invasion"), or behind a noun of what follows from it ("to raise awareness of the attacks").
    """
    token = scene.tokens[i]
    if token.pos not in ("NOUN", "PROPN"):
        return False
    if token.dep == "obl":
        return _is_looked_back_at(scene, i)
    if token.dep in ("obj", "nsubj:pass"):
        return scene.lemma(token.head) in _given("verbs") and scene.tokens[token.head].pos == "VERB"
    if token.dep == "nmod" and scene.case(i) in _ABOUT:
        return scene.lemma(token.head) in _given("nouns") and scene.tokens[token.head].pos == "NOUN"
    return False


def _is_looked_back_at(scene: Scene, i: int) -> bool:
    """Whether a preposition of time or reason leads back to the noun *i*.

    "After" does where its clause lies not ahead itself: not in "will go home after the withdrawal".
    """
    case = scene.case(i)
    if case in _looking_back():
        return True
    if case not in ("after", "following", "amid"):
        return False
    verb = scene.tokens[i].head
    auxiliaries = {scene.tokens[c].lower for c in scene.tree.children(verb, "aux")}
    marks = {scene.tokens[c].lower for c in scene.tree.children(verb, "mark")}
    return not auxiliaries & _AHEAD and not marks & {"to", "if", "unless"}


@cache
def _looking_back() -> frozenset[str]:
    return frozenset(table("factuality")["given"]["prepositions"])


@cache
def _given(group: str) -> frozenset[str]:
    return frozenset(str(table("factuality")["given"][group]).split())
