"""Who does what to whom, read off an event noun: possessives, demonyms, prepositions, and the verb that carries it.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import SUBJECTS, Frame, nominal_agents, obliques_of, spread
from fogline.claims.nouns import class_words
from fogline.claims.passives import is_main_verb, is_misread
from fogline.claims.scene import Scene, once
from fogline.claims.strays import second_object
from fogline.claims.subjects import resolved
from fogline.claims.triggers import load_triggers
from fogline.claims.verb_frames import verb_frame
from fogline.lexicon.loader import words
from fogline.model.quick import replaced

# Prepositions that bind an event noun to who takes part in it rather than to where it is.
_OF_NOUNS = frozenset({"of", "on", "against", "between", "for", "by", "with"})
_ARGUMENTS = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "obl:agent", "xcomp", "orphan"})


@once
def noun_frame(scene: Scene, i: int) -> Frame:
    """The arguments of the event noun *i*: its own, and those of the verb that carries it."""
    obliques = obliques_of(scene, i) + _shared_obliques(scene, i)
    obliques += tuple(pair for pair in _adjacent(scene, i) if pair not in obliques)
    possessors = scene.tree.children(i, "nmod:poss")
    by = spread(scene, tuple([n for prep, n in obliques if prep == "by"]))
    frame = Frame(
        head=i,
        agents=by or _participle_agents(scene, i) or _named_before(scene, i),
        obliques=tuple((prep, n) for prep, n in obliques if prep != "by"),
        possessors=spread(scene, possessors),
        modifiers=spread(
            scene, tuple(c for c in scene.tree.children(i, "compound", "amod", "nmod:desc", "flat") if c < i)
        ),
    )
    frame = _carried(scene, frame)
    agents = frame.agents or _shared_agents(scene, i) or _participle_agents(scene, i, helping=True)
    return frame if agents == frame.agents else replaced(frame, agents=agents)


def _named_before(scene: Scene, i: int) -> tuple[int, ...]:
    """Who the words before the noun *i* name as acting, unless they name what is joined: "Nato membership"."""
    return () if scene.lemma(i) in words("casting", "joined") else nominal_agents(scene, i)


def _adjacent(scene: Scene, i: int) -> tuple[tuple[str, int], ...]:
    """The oblique right behind the noun *i*, whatever the parser hung it on: "raids on homes and battles between …"."""
    after = i + 1
    if after >= len(scene.tokens) or scene.tokens[after].dep != "case" or scene.tokens[after].lower not in _OF_NOUNS:
        return ()
    noun = scene.tokens[after].head
    return tuple((scene.case(noun), n) for n in scene.with_conjuncts(noun)) if noun > after else ()


def _shared_obliques(scene: Scene, i: int) -> tuple[tuple[str, int], ...]:
    """Obliques of a noun that *i* is coordinated with: "the capture and sacking of the town"."""
    own: list[tuple[str, int]] = []
    for later in scene.tree.children(i, "conj"):
        if scene.tokens[later].pos == "NOUN":
            own.extend(obliques_of(scene, later))
    return tuple(own)


def _shared_agents(scene: Scene, i: int) -> tuple[int, ...]:
    """Who the words before the noun that *i* is coordinated with or measured by name: "army siege and shelling"."""
    token = scene.tokens[i]
    top = top_of(scene, i)
    first = token.head
    if token.dep == "conj" and scene.tokens[first].pos == "NOUN" and not scene.tree.children(i, "det", "nmod:poss"):
        measured = [n for n in scene.tree.children(first, "nmod") if first < n < i and scene.case(n) == "of"]
        if measured and (first in scene.timed or _only_measures(scene, first)):
            first = measured[-1]  # "months of army siege and shelling"
        return nominal_agents(scene, first)
    if token.dep == "nsubj" and scene.lemma(first) in load_triggers().nouns and scene.tree.children(first, "cop"):
        return nominal_agents(scene, first)  # "The raid was the army's third operation"
    return nominal_agents(scene, top) if top != i and token.dep == "nmod" else ()


def _participle_agents(scene: Scene, i: int, *, helping: bool = False) -> tuple[int, ...]:
    """Who a participle behind the event noun names: "attacks carried out by rebels".

    With *helping*, also those who only lead or back it.
    """
    clauses = [c for c in scene.tree.children(i, "acl") if helping or scene.lemma(c) not in words("casting", "helping")]
    found = [n for clause in clauses for n in scene.tree.children(clause, "obl:agent")]
    for clause in clauses:
        # "committed by invading soldiers": the participle after "by" read as a clause
        by = [c for c in scene.tree.children(clause, "advcl") if scene.tokens[c].tag == "VBG"]
        marked = [c for c in by if any(scene.tokens[m].lower == "by" for m in scene.tree.children(c, "mark"))]
        found.extend(n for c in marked for n in scene.tree.children(c, "obj"))
    return spread(scene, tuple(found[:1]))


def _carried(scene: Scene, frame: Frame) -> Frame:
    """*frame* with the subject and obliques of the light verb its noun hangs on.

    Only a light verb lends its arguments ("launched an assault", "suffered losses", "the blast occurred in"): the
    subject of any other verb has no part in the event ("he condemned the attack").
    """
    carrier = carrier_of(scene, frame.head)
    if carrier is None:
        return _equated(scene, frame)
    verb = verb_frame(scene, carrier)
    others = tuple((p, n) for p, n in verb.obliques if n != frame.head)
    # "Fighting erupted in the night between rebels and troops", hung on the night
    others += tuple(pair for _, n in others for pair in obliques_of(scene, n) if pair[0] == "between")
    frame = replaced(frame, carrier=carrier, path=(*frame.path, scene.tokens[frame.head].dep))
    lemma, light = scene.lemma(carrier), load_triggers().light
    top = top_of(scene, frame.head)
    is_object = bool({top, frame.head} & set(verb.patients)) or scene.tokens[frame.head].dep == "xcomp"
    linked = f"{lemma}:{scene.case(top)}" in light["linked"]
    lifted = scene.lemma(frame.head) in ("siege", "blockade") and lemma in words("casting", "ending")
    if lemma == "claim" and verb.passive and is_object:
        return replaced(frame, agents=frame.agents or verb.agents, obliques=frame.obliques + others)
    if not lifted and (linked or (is_object and lemma in light["agent"])):
        doing = verb.patients if linked and verb.passive else verb.agents  # "is poised for an invasion"
        agents = frame.agents or tuple(n for n in doing if n not in (frame.head, top))
        return replaced(frame, agents=agents, obliques=frame.obliques + others)
    if lemma in light["patient"] and frame.head not in verb.agents:
        patients = tuple(n for n in (verb.patients if verb.passive else verb.agents) if n not in (frame.head, top))
        agents = frame.agents or tuple(n for prep, n in others if prep == "from")  # "came under fire from rebels"
        return replaced(frame, agents=agents, patients=frame.patients or patients, obliques=frame.obliques + others)
    labelled = verb.passive and frame.head in verb.patients and not scene.tree.children(carrier, "aux:pass")
    if (frame.head in verb.agents or labelled) and lemma in light["event"]:
        return replaced(frame, obliques=frame.obliques + others)
    return frame


def _equated(scene: Scene, frame: Frame) -> Frame:
    """*frame* with the subject of the clause whose predicate it is: "rebels are in control of it", "six are dead"."""
    subjects = scene.tree.children(frame.head, *SUBJECTS) if scene.tree.children(frame.head, "cop") else ()
    if not subjects and scene.tokens[frame.head].dep == "xcomp" and scene.tree.children(frame.head, "cop"):
        subjects = verb_frame(scene, scene.tokens[frame.head].head).agents  # "claims to be in control"
    if not subjects:
        return frame
    who = spread(scene, resolved(scene, subjects[0], frame.head))
    if scene.case(frame.head) == "under" or scene.tokens[frame.head].pos == "ADJ":
        return replaced(frame, patients=frame.patients or who)
    return replaced(frame, agents=frame.agents or who) if scene.case(frame.head) in ("in", "on") else frame


@once
def top_of(scene: Scene, i: int) -> int:
    """The noun that stands for event noun *i* in its clause: the first of a coordination, or what measures it."""
    while True:
        token = scene.tokens[i]
        measured = token.dep == "nmod" and scene.case(i) == "of" and _only_measures(scene, token.head)
        if token.dep != "conj" and not measured:
            return i
        i = token.head


def _nearer_verb(scene: Scene, noun: int) -> int | None:
    """The infinitive before the *noun* whose object it is, where it was given to the verb above."""
    before = (m for m in range(noun - 1, scene.tokens[noun].head, -1) if scene.tokens[m].pos == "VERB")
    verb = next(before, None)
    return verb if verb is not None and second_object(scene, verb) == (noun,) else None


def _only_measures(scene: Scene, noun: int) -> bool:
    lemma = scene.lemma(noun)
    return any(lemma in class_words(name) for name in ("measuring", "quantifier", "money")) or lemma in words(
        "casting", "wrapping"
    )


@once
def carrier_of(scene: Scene, i: int) -> int | None:
    """The verb the noun *i* is an argument of, ``None`` where it is not one or stands in a modifier."""
    top = top_of(scene, i)
    token = scene.tokens[top]
    for verb in scene.tree.children(top, "amod"):
        if verb < top and is_misread(scene, verb):
            return verb  # "has [renewed attacks]"
    if token.dep in _ARGUMENTS and scene.tokens[token.head].pos == "VERB":
        return _nearer_verb(scene, top) or token.head
    if token.dep == "root":
        # "Two bombers killed nine", read as one noun
        return next((c for c in scene.tree.children(top, "acl") if is_main_verb(scene, c)), None)
    return None
