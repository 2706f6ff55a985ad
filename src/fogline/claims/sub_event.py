"""Which of a type's ACLED sub-events the words of a happening call for."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.codebook.sub_events import SubEventRule, sub_event_rules
from fogline.model.claim import Claim

_BY = frozenset({"with", "by", "of", "using"})
"""Prepositions that lead from an attack to its means."""


def find_sub_event(scene: Scene, happening: Happening, *, told_as_fact: bool) -> SubEventRule | None:
    """The first rule of the type of *happening* that its words meet, ``None`` where none does.

    *told_as_fact*: it is said to have happened or to go on, not planned, feared or denied.
    """
    rules = sub_event_rules().get(happening.event_type, ())
    return next((rule for rule in rules if _holds(scene, happening, rule, told_as_fact=told_as_fact)), None)


def is_told_as_fact(claim: Claim) -> bool:
    """Whether *claim* says that something happened or goes on, not that it was planned, feared or did not."""
    return claim.polarity == "affirmed" and claim.modality in ("occurred", "ongoing")


def called_for_by(scene: Scene, happening: Happening, rule: SubEventRule) -> str:
    """The words that meet *rule*, for people to read."""
    if rule.sentence is not None and (found := rule.sentence.search(scene.text(scene.sentence.span))):
        return found[0]
    around = _words_with_modifiers(scene, _around(scene, happening))
    words = (rule.trigger | rule.around) & around | rule.patient & _words(scene, _counted(scene, happening.patients))
    return ", ".join(sorted(words))


def _holds(scene: Scene, happening: Happening, rule: SubEventRule, *, told_as_fact: bool) -> bool:
    if rule.told_as_fact and not told_as_fact:
        return False
    if rule.trigger and rule.trigger.isdisjoint(_words(scene, happening.trigger)):
        return False
    if rule.patient and rule.patient.isdisjoint(_words(scene, _counted(scene, happening.patients))):
        return False
    if rule.around or rule.not_around:
        around = _words_with_modifiers(scene, _around(scene, happening))
        if (rule.around and rule.around.isdisjoint(around)) or not rule.not_around.isdisjoint(around):
            return False
    return rule.sentence is None or rule.sentence.search(scene.text(scene.sentence.span)) is not None


def _around(scene: Scene, happening: Happening) -> Iterator[int]:
    """The trigger's tokens and the heads of what it is done by, with and to."""
    yield from happening.trigger
    frame = happening.frame
    yield from frame.modifiers
    yield from (scene.counted(i) for i in (*happening.agents, *happening.patients, *frame.agents, *frame.patients))
    yield from (scene.counted(noun) for prep, noun in frame.obliques if prep in _BY)
    verbs = (*scene.tree.children(happening.head, "advcl"), frame.carrier)
    for verb in verbs:
        if verb is not None and scene.lemma(verb) == "use":
            yield from scene.tree.children(verb, "obj")  # "attacked them using gas", "used gas in an attack"


def _counted(scene: Scene, heads: tuple[int, ...]) -> Iterator[int]:
    return (scene.counted(head) for head in heads)


def _words(scene: Scene, tokens: Iterator[int] | tuple[int, ...]) -> set[str]:
    return {word for i in tokens for word in (scene.lemma(i), scene.tokens[i].lower)}


def _words_with_modifiers(scene: Scene, tokens: Iterator[int]) -> set[str]:
    found: set[str] = set()
    for i in tokens:
        found.update((scene.lemma(i), scene.tokens[i].lower), scene.modifiers(i))
    return found
