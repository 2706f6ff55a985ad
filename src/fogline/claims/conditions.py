"""Whether a trigger, where it stands, meets the conditions of a sense."""

from __future__ import annotations

from functools import cache

from fogline.claims.frames import Frame, obliques_of
from fogline.claims.scene import Scene
from fogline.claims.triggers import Sense, load_triggers
from fogline.lexicon.loader import words


def holds(scene: Scene, frame: Frame, sense: Sense) -> bool:
    """Whether every condition of *sense* holds of the trigger with *frame*."""
    return (
        may_hold(scene, frame.head, sense)
        and (not sense.obj or _any_class(scene, frame.patients, sense.obj))
        and (not sense.subj or _any_class(scene, frame.agents, sense.subj))
        and (not sense.agent or _any_class(scene, frame.agents, sense.agent))
        and (not sense.poss or _any_class(scene, frame.possessors, sense.poss))
        and not (sense.not_obj and _any_class(scene, frame.patients, sense.not_obj))
        and not (sense.not_subj and _any_class(scene, frame.agents, sense.not_subj))
        and (not sense.obl or _any_oblique(scene, frame, sense.obl))
        and not (sense.not_obl and _any_oblique(scene, frame, sense.not_obl))
        and (not sense.obj_of or _object_of(scene, frame, sense.obj_of))
        and _words_hold(scene, frame, sense)
        and _shape_holds(scene, frame, sense)
    )


def may_hold(scene: Scene, i: int, sense: Sense) -> bool:
    """Whether the conditions of *sense* hold that ask only of the trigger *i* itself, not of its arguments."""
    token = scene.tokens[i]
    if sense.number and (sense.number == "plural") != (token.tag in ("NNS", "NNPS")):
        return False
    if sense.relation and token.dep not in sense.relation:
        return False
    if sense.predicate and not scene.tree.children(i, "cop"):
        return False
    if sense.word and scene.modifiers(i).isdisjoint(sense.word):
        return False
    if sense.not_word and not scene.modifiers(i).isdisjoint(sense.not_word):
        return False
    if sense.counted and not _is_counted(scene, i):
        return False
    if sense.prt and _particles(scene, i).isdisjoint(sense.prt):
        return False
    if sense.case and set(scene.case(i).split()).isdisjoint(sense.case):
        return False
    return not sense.compound_of or _compound_of(scene, i, sense.compound_of)


def _any_class(scene: Scene, heads: tuple[int, ...], wanted: tuple[str, ...]) -> bool:
    if not heads:
        return "none" in wanted
    if "any" in wanted:
        return True
    for head in heads:  # noqa: SIM110 - asked a hundred times an article: a generator costs as much as the answer
        if _is_one(scene, head, wanted):
            return True
    return False


def _is_one(scene: Scene, i: int, wanted: tuple[str, ...]) -> bool:
    """Whether noun *i* has one of the classes *wanted*, or is one of the words meant themselves ("=town")."""
    names, exact = _parted(wanted)
    shared = names & scene.classes(i)
    if shared and not (shared == {"attack"} and _is_peaceful(scene, i)):
        return True
    meant = (scene.lemma(i), scene.tokens[i].lower, scene.lemma(scene.counted(i))) if exact else ()
    return not exact.isdisjoint(meant)


def _is_peaceful(scene: Scene, i: int) -> bool:
    """Whether noun *i* is an attempt at something that is no event of war: "blocked attempts to investigate"."""
    aims = [
        c
        for c in scene.tree.children(i, "acl")
        if any(scene.tokens[m].lower == "to" for m in scene.tree.children(c, "mark"))
    ]
    known = load_triggers().verbs
    return scene.lemma(i) == "attempt" and bool(aims) and all(scene.lemma(c) not in known for c in aims)


@cache
def _parted(wanted: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The classes among *wanted*, and the words."""
    exact = [name for name in wanted if name.startswith("=")]
    return frozenset(wanted).difference(exact), frozenset(name[1:] for name in exact)


def _object_of(scene: Scene, frame: Frame, wanted: tuple[str, ...]) -> bool:
    """Whether what the object is "of" has one of the classes *wanted*; true where it is of nothing."""
    owned = [c for n in frame.patients for c in scene.tree.children(n, "nmod") if scene.case(c) in ("of", "over")]
    return not owned or any(_is_one(scene, scene.counted(c), wanted) for c in owned)


def _any_oblique(scene: Scene, frame: Frame, wanted: tuple[str, ...]) -> bool:
    obliques = frame.obliques + _of_the_object(scene, frame)
    for want in wanted:
        prep, names = _parted_oblique(want)
        if prep == "none":
            if not [p for p, _ in frame.obliques if p]:
                return True
            continue
        for have, noun in obliques:
            if prep not in ("*", have) and not have.startswith(f"{prep} "):
                continue
            if names == ("*",) or _is_one(scene, noun, names):
                return True
    return False


@cache
def _parted_oblique(want: str) -> tuple[str, tuple[str, ...]]:
    """The preposition and the classes of a condition such as ``on:place|site``."""
    prep, _, names = want.partition(":")
    return prep, tuple(names.split("|"))


def _of_the_object(scene: Scene, frame: Frame) -> tuple[tuple[str, int], ...]:
    """What a verb's object seems to have of its own and the verb may lead to: "took [people out of the town]".

    Parsers hang such phrases on either.
    """
    if scene.tokens[frame.head].pos != "VERB":
        return ()
    behind = (pair for noun in frame.patients if noun > frame.head for pair in obliques_of(scene, noun))
    return tuple((prep, noun) for prep, noun in behind if prep in _LEADING)


_LEADING = frozenset({"to", "for", "on", "out of", "into", "onto", "from", "with", "against", "across", "in"})


def _words_hold(scene: Scene, frame: Frame, sense: Sense) -> bool:
    if sense.word_obj and not any(scene.modifiers(n) & set(sense.word_obj) for n in frame.patients):
        return False
    if sense.word_subj and not any(scene.modifiers(n) & set(sense.word_subj) for n in frame.agents):
        return False
    if sense.of_word and not any(scene.modifiers(n) & set(sense.of_word) for prep, n in frame.obliques if prep == "of"):
        return False
    if sense.counted_obj and not any(
        scene.tree.children(n, "nummod") or n in scene.quantity_at for n in frame.patients
    ):
        return False
    return not sense.governor or (frame.carrier is not None and scene.lemma(frame.carrier) in sense.governor)


def _particles(scene: Scene, i: int) -> frozenset[str]:
    """Particles and directional adverbs of verb *i*, also where the parser took them for the oblique's preposition."""
    tree = scene.tree
    found = {scene.tokens[c].lower for c in tree.children(i, "compound:prt", "advmod", "case")}
    for child in tree.children(i, "obl", "advmod"):
        cases = tree.children(child, "case")
        if len(cases) > 1 or (cases and cases[0] == i + 1):
            found.update(scene.tokens[c].lower for c in cases[:1])
    found.update(scene.tokens[c].lower for c in tree.children(i, "xcomp") if scene.tokens[c].pos in ("ADJ", "ADV"))
    if i + 1 < len(scene.tokens):
        found.add(scene.tokens[i + 1].lower)
    return frozenset(found)


def _compound_of(scene: Scene, i: int, wanted: tuple[str, ...]) -> bool:
    """Whether noun *i* modifies one of *wanted*, or stands right before it ("strike group"); "none": is no modifier."""
    token = scene.tokens[i]
    follows = scene.lemma(i + 1) if i + 1 < len(scene.tokens) and scene.tokens[i + 1].pos == "NOUN" else ""
    if "none" in wanted and not follows and token.dep != "compound":
        return True
    return follows in wanted or (token.dep == "compound" and scene.lemma(token.head) in wanted)


def _shape_holds(scene: Scene, frame: Frame, sense: Sense) -> bool:
    if sense.voice and (sense.voice == "passive") != frame.passive:
        return False
    if sense.governed_event and not _is_asserted(scene, frame):
        return False
    return not sense.needs or _has_argument(scene, frame)


def _is_counted(scene: Scene, i: int) -> bool:
    """Whether a number stands with the noun *i*, or what measures it does: "12 victims", "dozens of victims"."""
    if scene.tree.children(i, "nummod") or scene.tokens[i - 1].pos == "NUM":
        return True
    token = scene.tokens[i]
    return token.dep == "nmod" and scene.case(i) == "of" and scene.lemma(token.head) in words("casting", "dozens")


def _is_asserted(scene: Scene, frame: Frame) -> bool:
    """Whether a verb of happening or doing carries the noun: "the offensive began", "launched an attack"."""
    light = load_triggers().light
    if frame.carrier is None:
        return False
    lemma = scene.lemma(frame.carrier)
    return any(lemma in light[group] for group in ("agent", "patient", "event"))


def _has_argument(scene: Scene, frame: Frame) -> bool:
    if frame.agents or frame.patients or frame.possessors:
        return True
    if any(prep in words("triggers/core", "argument_prepositions") for prep, _ in frame.obliques):
        return True
    return any(m in scene.place_at or scene.tokens[m].pos == "PROPN" for m in frame.modifiers)
