"""Arguments that the parser hung on a neighbour: subjects and objects found again by where they stand.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import SUBJECTS
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.triggers import load_triggers
from fogline.lexicon.loader import words

_VERBAL = frozenset({"VB", "VBP", "VBD", "VBZ"})
_RELATIVE = frozenset({"who", "which", "that"})
# Prepositions that only bound a number: "up to 500 fighters remain".
_ABOUT = frozenset({"up", "up to", "over", "around", "about", "under", "between", "close to", "some"})


def about_so_many(scene: Scene, verb: int) -> tuple[int, ...]:
    """The counted subject of *verb* that the word before its number makes look like an oblique: "up to 500 men"."""
    for n in scene.tree.children(verb, "obl"):
        if n < verb and scene.case(n) in _ABOUT and scene.tree.children(n, "nummod") and n not in scene.timed:
            return (n,)
    return ()


def named_before(scene: Scene, verb: int) -> tuple[int, ...]:
    """The subject of the plain or finite *verb*, read as compounded with it: "saw [Russia] pound the town"."""
    token = scene.tokens[verb]
    plain = token.pos == "VERB" and token.tag in _VERBAL
    told = token.tag in ("NN", "VBN") and bool(scene.tree.children(verb, "obj"))  # "Air defence shot down drones"
    if not (plain or told) or token.dep in ("amod", "compound", "acl"):
        return ()
    names = (n for n in scene.tree.children(verb, "compound") if n < verb and scene.tokens[n].pos in ("PROPN", "NOUN"))
    return tuple(n for n in names if scene.tokens[n + 1].text != "-")[-1:]


def taken_up_by(scene: Scene, verb: int) -> int | None:
    """What a relative clause is said of whose verb of speech leads in *verb*: "a man who reports say was killed"."""
    token = scene.tokens[verb]
    above = scene.tokens[token.head]
    if token.dep != "ccomp" or above.dep != "acl:relcl" or scene.tree.children(verb, "mark", *SUBJECTS):
        return None
    before = scene.tree.children(token.head, *SUBJECTS)
    open_pronoun = any(
        scene.tokens[c].lower in _RELATIVE and c not in before[:1] for c in scene.tree.children(token.head)
    )
    return above.head if open_pronoun and before else None


def pictured(scene: Scene, verb: int) -> int | None:
    """Of whom the "-ing" form *verb* behind "pictures of" somebody is said: "pictures of troops hoisting a flag"."""
    token, noun = scene.tokens[verb], verb - 1
    if token.tag != "VBG" or token.dep != "advcl" or noun < 0 or scene.tokens[noun].dep != "nmod":
        return None
    of = scene.case(noun) == "of" and scene.lemma(scene.tokens[noun].head) in class_words("speech")
    return noun if of and not scene.tree.children(verb, "mark") else None


def is_made_to(scene: Scene, verb: int) -> bool:
    """Whether *verb* is what somebody is told or made to do, read as a purpose: "forced the enemy to leave"."""
    token = scene.tokens[verb]
    if token.dep != "advcl" or not any(scene.tokens[m].lower == "to" for m in scene.tree.children(verb, "mark")):
        return False
    objects = scene.tree.children(token.head, "obj")
    return bool(objects) and objects[0] < verb and scene.lemma(token.head) in words("factuality", "object_control")


def object_behind(scene: Scene, verb: int) -> tuple[int, ...]:
    """The object of *verb* that was given to another word.

    What stands right behind a participle and was taken for the subject of the clause around it ("attempts targeting
    [officials] suggest"); a bare noun read as a predicate ("targeted a compound").
    """
    if scene.lemma(verb) not in load_triggers().verbs:
        return ()
    token = scene.tokens[verb]
    for n in range(verb + 1, len(scene.tokens)):
        if scene.tokens[n].dep in ("nsubj", "nsubj:pass") and scene.tokens[n].head > n and token.tag == "VBG":
            inside = scene.tree.subtree(n)[0] == verb + 1 and token.dep == "acl"
            return (n,) if inside else ()
        if scene.tokens[n].pos in ("VERB", "ADP", "PUNCT", "SCONJ"):
            break
    return predicate_object(scene, verb)


def predicate_object(scene: Scene, verb: int) -> tuple[int, ...]:
    """The bare noun behind *verb* that was read as its predicate: "handed over the same number of prisoners"."""
    if scene.lemma(verb) not in load_triggers().verbs or scene.tree.children(verb, "aux:pass", "nsubj:pass"):
        return ()
    bare = (n for n in scene.tree.children(verb, "xcomp") if n > verb and scene.tokens[n].pos in ("NOUN", "PROPN"))
    return tuple(n for n in bare if not scene.case(n) and not scene.tree.children(n, "cop", "nsubj"))[:1]


def second_object(scene: Scene, verb: int) -> tuple[int, ...]:
    """The object of the infinitive *verb* that was made a second one of the verb above: "used it to make gains"."""
    if not any(scene.tokens[m].lower == "to" for m in scene.tree.children(verb, "mark")):
        return ()
    for above in scene.tree.ancestors(verb)[:3]:
        objects = scene.tree.children(above, "obj")
        if len(objects) == 2 and objects[0] < verb < objects[1]:
            between = scene.tokens[verb + 1 : objects[1]]
            return () if any(t.pos in ("VERB", "ADP") for t in between) else objects[1:]
    return ()
