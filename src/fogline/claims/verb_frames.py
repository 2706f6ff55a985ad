"""Who does what to whom, read off a verb: actives, passives, relative clauses, participles, control, coordination.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import SUBJECTS, Frame, nominal_agents, obliques_of, spread
from fogline.claims.passives import having, is_main_verb, is_misread, is_passive
from fogline.claims.scene import Scene, once
from fogline.claims.strays import object_behind, predicate_object, second_object
from fogline.claims.subjects import ASKING, RELATIVES, locating_subjects, resolved, subject_of, verb_above
from fogline.claims.triggers import irregular_forms, load_triggers
from fogline.language.lemmas import lemma_of

_NOMINAL = frozenset({"nsubj", "nsubj:pass", "csubj", "obj", "obl", "obl:agent", "nmod", "root"})
# Words between coordinated verbs that can still share a "by" phrase.
_CLOSE = 5


@once
def verb_frame(scene: Scene, i: int) -> Frame:
    """The arguments of the verb *i*, with subjects shared, controlled or relativised."""
    if scene.tokens[i].dep == "amod" or (scene.tokens[i].dep == "compound" and is_misread(scene, i)):
        return _misread_frame(scene, i)
    if is_root_misread(scene, i):
        return _misread_root_frame(scene, i)
    if is_gerund_misread(scene, i):
        return _misread_gerund_frame(scene, i)
    if is_infinitive_misread(scene, i):
        return _misread_infinitive_frame(scene, i)
    passive = is_passive(scene, i)
    subjects, how = subject_of(scene, i)
    objects = _objects(scene, i)
    obliques = obliques_of(scene, i)
    obliques = (*((scene.case(n), n) for n in locating_subjects(scene, i)), *obliques)
    if not passive and not objects and scene.lemma(i) in load_triggers().transitive:
        passive = scene.tokens[i].tag in ("VBN", "VBD")
    by_agents = tuple(n for prep, n in obliques if prep == "by" and passive) or _shared_by(scene, i, passive=passive)
    subjects = _sides(scene, i, obliques, subjects)
    agents, patients = (by_agents, subjects) if passive else (subjects, objects)
    if passive and not subjects:
        patients = objects
    return Frame(
        head=i,
        agents=spread(scene, agents),
        patients=spread(scene, patients),
        obliques=obliques,
        passive=passive,
        path=() if scene.tokens[i].dep == "acl" and is_main_verb(scene, i) else how,
    )


def _shared_by(scene: Scene, i: int, *, passive: bool) -> tuple[int, ...]:
    """The "by" phrase of a passive that the passive *i* is coordinated with: "identified by guards and pushed back"."""
    if not passive or scene.tokens[i].dep not in ("conj", "root", "ccomp", "acl", "advcl"):
        return ()
    for other in scene.tree.conjuncts(i):
        if scene.tokens[other].pos == "VERB" and scene.tokens[other].tag == "VBN" and abs(other - i) <= _CLOSE:
            by = scene.tree.children(other, "obl:agent")
            if (by and not scene.tree.children(other, "nsubj", "nsubj:pass")) or (by and other < i):
                return by
    return ()


def _sides(scene: Scene, i: int, obliques: tuple[tuple[str, int], ...], subjects: tuple[int, ...]) -> tuple[int, ...]:
    """Subjects that stand where none is looked for: "fighting between A and B", "A and B captured" told in pieces."""
    token = scene.tokens[i]
    if token.tag == "VBG":
        between = tuple(n for prep, n in obliques if prep == "between")
        # "intense Russian shelling", read as a verb
        if between and not scene.tree.children(i, *SUBJECTS):
            return between
        return subjects or (nominal_agents(scene, i) if token.dep in _NOMINAL else ())
    if token.pos != "VERB" and not subjects:
        # "Rebels and army swap captives": a verb taken for a noun, its subject for what it is compounded with.
        return tuple(n for n in scene.tree.children(i, "compound") if scene.tree.children(n, "conj"))[:1]
    return subjects


def _misread_frame(scene: Scene, i: int) -> Frame:
    """The frame of a finite verb that the parser took for an adjective: by word order.

    "Missiles struck army depots": what stands before it is the subject, the noun it seems to modify the object.
    """
    head = scene.tokens[i].head
    before = scene.tokens[i - 1]
    subjects: tuple[int, ...] = (_out_of_participle(scene, i - 1),)
    have = having(scene, i)
    if have is not None:
        subjects = scene.tree.children(have, *SUBJECTS) or scene.tree.children(i, *SUBJECTS)
        if not subjects and scene.tokens[have].dep == "aux":
            subjects = scene.tree.children(scene.tokens[have].head, *SUBJECTS)
    elif scene.tree.children(head, "aux"):
        subjects = scene.tree.children(head, *SUBJECTS)
    elif before.lower == "to":
        above = verb_above(scene, i)
        subjects = () if above is None else subject_of(scene, above)[0]
    obliques = obliques_of(scene, head)
    return Frame(head=i, agents=spread(scene, subjects), patients=(head,), obliques=obliques, path=("word order",))


def is_root_misread(scene: Scene, i: int) -> bool:
    """Whether the past form *i* was taken for the last of a row of nouns: "[Canada froze], the assets of two men"."""
    token = scene.tokens[i]
    if token.dep != "root" or token.pos not in ("NOUN", "PROPN") or token.text[0].isupper():
        return False
    past = token.lower.endswith("ed") or token.lower in irregular_forms()
    before, behind = scene.tree.children(i, "compound", "nmod:desc"), scene.tree.children(i, "appos")
    return past and bool(before) and before[0] < i and bool(behind) and behind[0] > i


def _misread_root_frame(scene: Scene, i: int) -> Frame:
    subjects = tuple(n for n in scene.tree.children(i, "compound", "nmod:desc") if n < i)[-1:]
    objects = scene.tree.children(i, "appos")[:1]
    return Frame(
        head=i,
        agents=spread(scene, subjects),
        patients=spread(scene, objects),
        obliques=obliques_of(scene, i),
        path=("word order",),
    )


def is_gerund_misread(scene: Scene, i: int) -> bool:
    """Whether the "-ing" form *i* behind a preposition was taken for a noun before its object: "in retaking land"."""
    token = scene.tokens[i]
    if token.dep != "compound" or token.tag != "NN" or not token.lower.endswith("ing") or token.head < i or i == 0:
        return False
    lexicon = load_triggers()
    if scene.tokens[i - 1].pos != "ADP" or scene.lemma(i) in lexicon.nouns:
        return False
    return lemma_of(token.lower, "VBG") in lexicon.verbs


def _misread_gerund_frame(scene: Scene, i: int) -> Frame:
    """The object is what *i* seems to modify; who does it is whose success, plan or the like it completes."""
    done = scene.tokens[i].head
    above = scene.tokens[done].head
    agents = nominal_agents(scene, above)
    if scene.tokens[above].pos == "VERB":
        agents = subject_of(scene, above)[0]
    obliques = obliques_of(scene, done)
    return Frame(head=i, agents=spread(scene, agents), patients=(done,), obliques=obliques, path=("word order",))


def is_infinitive_misread(scene: Scene, i: int) -> bool:
    """Whether the plain form *i* behind "to" was taken for a noun: "asked the allies to intervene"."""
    token = scene.tokens[i]
    if i == 0 or scene.tokens[i - 1].lower != "to" or token.pos not in ("NOUN", "PROPN") or token.text != token.lower:
        return False
    lexicon = load_triggers()
    return token.dep in ("obl", "nmod") and token.lower in lexicon.verbs and token.lower not in lexicon.nouns


def _misread_infinitive_frame(scene: Scene, i: int) -> Frame:
    """Whoever is asked acts, else whoever asks."""
    above = verb_above(scene, i)
    agents: tuple[int, ...] = ()
    if above is not None:
        asked = tuple(n for prep, n in obliques_of(scene, above) if prep == ASKING.get(scene.lemma(above)) and n < i)
        agents = scene.tree.children(above, "obj", "iobj") or asked[-1:] or subject_of(scene, above)[0]
    return Frame(head=i, agents=spread(scene, agents), obliques=obliques_of(scene, i), path=("word order",))


def _out_of_participle(scene: Scene, i: int) -> int:
    """The noun that a participle with object *i* describes, else *i*: "men carrying guns seized …" is of the men."""
    clause = scene.tokens[scene.tokens[i].head]
    inside = scene.tokens[i].dep == "obj" and clause.dep == "acl" and clause.tag == "VBG"
    return clause.head if inside else i


def _objects(scene: Scene, i: int) -> tuple[int, ...]:
    found = scene.tree.children(i, "obj") or _unmarked_object(scene, i)
    found = found or object_behind(scene, i) or predicate_object(scene, i) or second_object(scene, i)
    if found:
        return (*_kind_of_names(scene, found), *resolved(scene, found[0], i))
    token = scene.tokens[i]
    if not is_passive(scene, i) and (given := scene.tree.children(i, "iobj")):
        return given  # "moved troops and tanks to the front": an object that the parser took for a receiver
    if token.dep == "acl:relcl" and _has_subject_but_gap(scene, i):
        return (token.head,)
    if token.dep == "conj" and scene.tokens[token.head].pos == "VERB" and not obliques_of(scene, i):
        # "shelled and stormed the city": the object hangs on either verb.
        return scene.tree.children(token.head, "obj")
    for later in scene.tree.children(i, "conj"):
        if scene.tokens[later].pos == "VERB" and not obliques_of(scene, i) and later - i <= 3:
            return scene.tree.children(later, "obj")
    return ()


def _kind_of_names(scene: Scene, objects: tuple[int, ...]) -> tuple[int, ...]:
    """The plural that the names before it tell apart, read as an object beside them: "hit X and Y airports"."""
    first = objects[0]
    for n in objects[1:2]:
        between = scene.tokens[first + 1 : n]
        names = all(t.pos in ("PROPN", "CCONJ", "ADJ") or t.text == "," for t in between)
        joined = any(t.pos == "CCONJ" for t in between) and between[-1].pos != "CCONJ"
        if scene.tokens[first].pos == "PROPN" and scene.tokens[n].tag == "NNS" and names and joined:
            return (n,)
    return ()


def _unmarked_object(scene: Scene, i: int) -> tuple[int, ...]:
    """A bare noun behind the verb that the parser took for a measure or time: an object, unless it is a time."""
    bare = scene.tree.children(i, "obl:unmarked", "obl:npmod")
    if not bare or is_passive(scene, i):
        return ()
    return tuple(n for n in bare if n > i and n not in scene.timed and scene.tokens[n].pos in ("NOUN", "PROPN"))[:1]


def _has_subject_but_gap(scene: Scene, i: int) -> bool:
    """Whether the relative clause of verb *i* has a subject of its own, so that the antecedent is its object."""
    subjects = scene.tree.children(i, *SUBJECTS)
    if not subjects or scene.tokens[subjects[0]].lower in RELATIVES:
        return False
    return not any(scene.tokens[c].lower in ("where", "when", "why") for c in scene.tree.children(i, "advmod"))
