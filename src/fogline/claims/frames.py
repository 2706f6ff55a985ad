"""The arguments of a trigger, and what verbs and event nouns read alike.

Labels are Universal Dependencies v2. Indexes are token indexes of the scene's sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.claims.scene import Scene, once
from fogline.lexicon.loader import words
from fogline.model.quick import quickly_made

SUBJECTS = ("nsubj", "nsubj:outer", "csubj")
HAVE = frozenset({"have", "has", "had"})
"""The auxiliary of the perfect."""
_MEANS = frozenset({"munition", "means_air", "means_fire", "means_bomb"})
_OBLIQUES = ("obl", "obl:agent", "obl:unmarked", "nmod", "obl:tmod", "obl:arg", "orphan")


@quickly_made
@dataclass(frozen=True, slots=True)
class Frame:
    """The arguments of one trigger.

    ``agents`` and ``patients`` are heads of noun phrases, coordinated ones apart; they are the logical subject and
    object (a passive's subject is a patient). ``obliques`` pairs a preposition with the head it governs.
    ``possessors`` and ``modifiers`` are those of an event noun: "Russia's …", "Russian …", "artillery …".
    ``carrier`` is the light verb an event noun hangs on ("launched an assault"), and ``path`` the steps taken.
    """

    head: int
    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    possessors: tuple[int, ...] = ()
    modifiers: tuple[int, ...] = ()
    passive: bool = False
    carrier: int | None = None
    path: tuple[str, ...] = ()


def obliques_of(scene: Scene, i: int) -> tuple[tuple[str, int], ...]:
    """The prepositional dependents of token *i*, coordinated ones apart: preposition and head."""
    known = scene.obliques.get(i)
    if known is None:
        found: list[tuple[str, int]] = []
        for child in scene.tree.children(i, *_OBLIQUES):
            prep = scene.case(child)
            found.extend([(prep, member) for member in scene.with_conjuncts(child)])
        known = scene.obliques[i] = tuple(found)
    return known


def spread(scene: Scene, heads: tuple[int, ...]) -> tuple[int, ...]:
    """*heads* with the nouns coordinated with each, in order and without repeats."""
    if not heads:
        return ()
    if len(heads) == 1:
        return scene.with_conjuncts(heads[0])
    return tuple(dict.fromkeys([member for head in heads for member in scene.with_conjuncts(head)]))


@once
def nominal_agents(scene: Scene, i: int) -> tuple[int, ...]:
    """Who the words before the event noun *i* name as acting: "Russia's …", "the Ukrainian …", "a US military …"."""
    possessors = scene.tree.children(i, "nmod:poss")
    acting = [p for p in possessors if scene.classes(p) & {"force", "country", "person", "name", "pronoun"}]
    if acting:
        return spread(scene, tuple(acting[:1]))
    labels: tuple[str, ...] = ("amod", "compound", "nmod:desc", "nmod:unmarked")
    if scene.tokens[i].tag == "VBZ":
        labels += ("nsubj",)  # "Russian advances", read as a verb
    for child in scene.tree.children(i, *labels):
        if child > i:
            continue
        for below in scene.tree.subtree(child):
            if names_a_side(scene, below):
                return (below,)
    return ()


def names_a_side(scene: Scene, i: int) -> bool:
    """Whether the modifier *i* names who acts: a demonym ("Russian"), a government, an armed group."""
    place = scene.place_at.get(i)
    if place is None and scene.classes(i) & _MEANS:
        return False  # "artillery fire" is not the artillery's own
    if place is not None:
        code = place.place.feature_code or ""
        return place.use in ("demonym", "metonym") or code.startswith("PCL")
    lower = scene.tokens[i].lower
    if lower in words("casting", "epithet"):
        return False
    return (
        i in scene.actor_at
        or lower in words("casting", "bloc")
        or ("force" in scene.classes(i) and (scene.tokens[i].pos == "NOUN" or "person" in scene.classes(i)))
    )
