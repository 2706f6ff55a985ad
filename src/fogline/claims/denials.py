"""Denials that no verb makes: by a subject that is nobody, and by what is called false.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.happening import Happening
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.lexicon.loader import table

# Words that leave nobody to have done or suffered it.
_NOBODY = frozenset({"no", "nobody", "none", "neither", "no-one", "nothing"})
# What a claim is called that is not believed, and what a report lacks then.
_FALSE = frozenset({"false", "untrue", "wrong", "baseless", "unfounded", "fake", "fabricated", "incorrect", "absurd"})
_TRUTH = frozenset({"truth", "substance", "basis", "foundation"})


def nobody_in(scene: Scene, happening: Happening) -> int | None:
    """The word that says that nobody did or suffered it: "[Nobody] was hurt", "[neither] side has used gas"."""
    for who in (*happening.frame.agents[:1], *happening.frame.patients[:1]):
        near = (who, *scene.tree.children(who, "det", "cc:preconj", "advmod"))
        empty = next((i for i in near if scene.tokens[i].lower in _NOBODY), None)
        if empty is not None:
            return empty
    return None


def keeps_up(scene: Scene, verb: int) -> bool:
    """Whether not to do what *verb* tells leaves its object as it was: "did not lift the siege"."""
    lemma = scene.lemma(verb)
    if lemma not in table("denials")["ending"]:
        return False
    particle = table("denials")["ending"][lemma]
    beside = {scene.tokens[c].lower for c in scene.tree.children(verb, "compound:prt", "advmod")}
    return not particle or particle in beside


def falsehood_over(scene: Scene, verb: int) -> int | None:
    """The word by which a report that the clause of *verb* completes is called false.

    "The claim that it fell is [false]", "there is [no] truth in reports that it fell".
    """
    clause = scene.tokens[verb]
    if not clause.dep.startswith(("acl", "ccomp")):
        return None
    report, above = clause.head, scene.tokens[clause.head].head
    if scene.lemma(report) in _TRUTH:
        return _no_before(scene, report)
    if scene.lemma(report) not in class_words("speech") and scene.lemma(report) not in ("news", "idea"):
        return None
    if scene.tokens[report].dep == "nsubj" and scene.tokens[above].lower in _FALSE:
        return above
    return _no_before(scene, above) if scene.lemma(above) in _TRUTH else None


def _no_before(scene: Scene, noun: int) -> int | None:
    return next((i for i in scene.tree.children(noun, "det") if scene.tokens[i].lower == "no"), None)
