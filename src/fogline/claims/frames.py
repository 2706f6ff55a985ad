"""Who does what to whom, read off the parse: the arguments of verbs and of event nouns.

Labels are Universal Dependencies v2. Indexes are token indexes of the scene's sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.triggers import load_triggers
from fogline.lexicon.loader import words

_SUBJECTS = ("nsubj", "nsubj:outer", "csubj")
_PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
_OBLIQUES = ("obl", "obl:agent", "obl:unmarked", "nmod", "obl:tmod", "obl:arg")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_HAVE = frozenset({"have", "has", "had"})
_CLIMB_LIMIT = 6


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


# ------------------------------------------------------------------ verbs


def verb_frame(scene: Scene, i: int) -> Frame:
    """The arguments of the verb *i*, with subjects shared, controlled or relativised."""
    if scene.tokens[i].dep == "amod":
        return _misread_frame(scene, i)
    passive = is_passive(scene, i)
    subjects, how = _subject(scene, i)
    objects = _objects(scene, i)
    obliques = _obliques(scene, i)
    if not passive and not objects and scene.lemma(i) in load_triggers().transitive:
        passive = scene.tokens[i].tag in ("VBN", "VBD")
    by_agents = tuple(n for prep, n in obliques if prep == "by" and passive)
    agents, patients = (by_agents, subjects) if passive else (subjects, objects)
    if passive and not subjects:
        patients = objects
    return Frame(
        head=i,
        agents=_spread(scene, agents),
        patients=_spread(scene, patients),
        obliques=obliques,
        passive=passive,
        path=how,
    )


def _misread_frame(scene: Scene, i: int) -> Frame:
    """The frame of a finite verb that the parser took for an adjective: by word order.

    "Missiles struck army depots": what stands before it is the subject, the noun it seems to modify the object.
    """
    head = scene.tokens[i].head
    before = scene.tokens[i - 1]
    subjects = scene.tree.children(i - 1, *_SUBJECTS) if before.lower in _HAVE else (i - 1,)
    obliques = _obliques(scene, head)
    return Frame(head=i, agents=_spread(scene, subjects), patients=(head,), obliques=obliques, path=("word order",))


def is_misread(scene: Scene, i: int) -> bool:
    """Whether the participle *i*, read as an adjective, stands where a finite verb can: behind "have" or a noun."""
    token = scene.tokens[i]
    if i == 0 or token.dep != "amod" or token.tag not in ("VBN", "VBD") or token.head < i:
        return False
    before = scene.tokens[i - 1]
    return before.lower in _HAVE or before.tag == "NNS"


def is_passive(scene: Scene, i: int) -> bool:
    """Whether the verb *i* is passive, or a past participle without auxiliary that modifies or heads a headline."""
    tree = scene.tree
    token = scene.tokens[i]
    if tree.children(i, "aux:pass") or (token.pos == "ADJ" and tree.children(i, "cop")):
        return True
    if tree.children(i, "nsubj:pass"):
        # "Rebels seized Homs": an object and no auxiliary make it active, whatever the subject's label.
        return not tree.children(i, "obj")
    if token.tag != "VBN":
        return False
    if token.dep == "acl":
        return True
    if tree.children(i, "aux") or tree.children(i, "nsubj"):
        return False
    if token.dep == "conj" and scene.tokens[token.head].pos == "VERB":
        return is_passive(scene, token.head)
    if token.dep == "xcomp" and scene.lemma(token.head) == "have":
        return False
    if token.dep in ("xcomp", "ccomp", "advcl", "parataxis", "root"):
        return not tree.children(i, "obj")
    return token.dep.startswith("acl") and any(n for n in tree.children(i, "obl:agent"))


def _subject(scene: Scene, i: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The subject of the clause of verb *i*, wherever it stands, and the steps to it."""
    tree, steps, here = scene.tree, list[str](), i
    for _ in range(_CLIMB_LIMIT):
        own = tree.children(here, *_SUBJECTS, *_PASSIVE_SUBJECTS)
        if own:
            return _resolved(scene, own[0], here), tuple(steps)
        token = scene.tokens[here]
        steps.append(token.dep)
        if token.dep in ("acl", "acl:relcl", "advcl") and _is_loose_participle(scene, here):
            verb = _verb_above(scene, here)
            if verb is None:
                return (), tuple(steps)
            here = verb
            continue
        if token.dep in ("acl", "acl:relcl"):
            return _antecedent(scene, here), tuple(steps)
        if token.dep == "xcomp":
            controller = tree.children(token.head, "obj", "iobj")
            if controller and _controls_by_object(scene, token.head):
                return controller[:1], tuple(steps)
            here = token.head
        elif token.dep == "advcl" and _has_mark(scene, here, "of") and tree.children(token.head, "obj"):
            return tree.children(token.head, "obj")[:1], tuple(steps)  # "accused them of using gas"
        elif token.dep in ("conj", "advcl", "parataxis") and scene.tokens[token.head].pos in ("VERB", "AUX", "ADJ"):
            if token.dep == "parataxis" or (token.dep == "advcl" and _finite(scene, here)):
                return (), tuple(steps)
            here = token.head
        else:
            return (), tuple(steps)
    return (), tuple(steps)


def _has_mark(scene: Scene, i: int, word: str) -> bool:
    return any(scene.tokens[m].lower == word for m in scene.tree.children(i, "mark"))


def _is_loose_participle(scene: Scene, i: int) -> bool:
    """Whether *i* is an "-ing" clause set off by a comma or "by": it speaks of the main clause's subject.

    Parsers hang such clauses on whatever noun stands before them.
    """
    if scene.tokens[i].tag != "VBG" or scene.tokens[scene.tokens[i].head].pos in ("VERB", "AUX"):
        return False
    first = min((i, *scene.tree.children(i, "mark", "advmod")))
    by = any(scene.tokens[m].lower == "by" for m in scene.tree.children(i, "mark"))
    return by or (first > 0 and scene.tokens[first - 1].text in (",", "–", "—", "-"))


def _verb_above(scene: Scene, i: int) -> int | None:
    return next((a for a in scene.tree.ancestors(i) if scene.tokens[a].pos == "VERB"), None)


def _finite(scene: Scene, i: int) -> bool:
    return scene.tokens[i].tag in ("VBD", "VBZ", "VBP") or bool(scene.tree.children(i, "aux"))


def _controls_by_object(scene: Scene, verb: int) -> bool:
    return scene.lemma(verb) not in words("factuality", "subject_control")


def _resolved(scene: Scene, subject: int, verb: int) -> tuple[int, ...]:
    """*subject*, or the antecedent it stands for where it is a relative pronoun."""
    if scene.tokens[subject].lower in _RELATIVES:
        antecedent = _relative_head(scene, verb)
        if antecedent is not None:
            return (antecedent,)
    if scene.tokens[subject].pos == "VERB":
        # "A soldier fighting for the rebels has died": the participle was taken for the subject.
        inside = scene.tree.children(subject, "compound", "nsubj", "nmod")
        return tuple(n for n in inside if n < subject)[-1:] or (subject,)
    return (subject,)


def _relative_head(scene: Scene, verb: int) -> int | None:
    here = verb
    for _ in range(_CLIMB_LIMIT):
        token = scene.tokens[here]
        if token.dep in ("acl:relcl", "acl"):
            return token.head
        if token.head == here or token.dep not in ("conj", "xcomp", "ccomp"):
            return None
        here = token.head
    return None


def _antecedent(scene: Scene, i: int) -> tuple[int, ...]:
    """What an adnominal clause without its own subject is said of.

    An infinitive ("an attempt to seize") has the agent of the noun it completes; where that is not named, none.
    """
    noun = scene.tokens[i].head
    if any(scene.tokens[c].lower == "to" for c in scene.tree.children(i, "mark")):
        return nominal_agents(scene, noun) or _carrier_subject(scene, noun)
    auxiliaries = scene.tree.children(i, "aux:pass")
    if auxiliaries and scene.tokens[auxiliaries[0]].lower == "being" and auxiliaries[0] - 1 > noun:
        return (auxiliaries[0] - 1,)  # "reports of gas being used": of the gas, not of the reports
    if scene.lemma(noun) in class_words("speech") | class_words("measuring"):
        # "photos of people killed": of the people.
        inner = [n for n in scene.tree.children(noun, "nmod") if noun < n < i and scene.case(n) == "of"]
        return tuple(inner[-1:]) or (noun,)
    return (noun,)


def _carrier_subject(scene: Scene, noun: int) -> tuple[int, ...]:
    verb = _verb_above(scene, noun)
    return _subject(scene, verb)[0] if verb is not None else ()


def _objects(scene: Scene, i: int) -> tuple[int, ...]:
    found = scene.tree.children(i, "obj") or _unmarked_object(scene, i)
    if found:
        return _resolved(scene, found[0], i)
    token = scene.tokens[i]
    if token.dep == "acl:relcl" and _has_subject_but_gap(scene, i):
        return (token.head,)
    if token.dep == "conj" and scene.tokens[token.head].pos == "VERB" and not _obliques(scene, i):
        # "shelled and stormed the city": the object hangs on either verb.
        return scene.tree.children(token.head, "obj")
    for later in scene.tree.children(i, "conj"):
        if scene.tokens[later].pos == "VERB" and not _obliques(scene, i) and later - i <= 3:
            return scene.tree.children(later, "obj")
    return ()


def _unmarked_object(scene: Scene, i: int) -> tuple[int, ...]:
    """A bare noun behind the verb that the parser took for a measure or time: an object, unless it is a time."""
    if is_passive(scene, i):
        return ()
    timed = {t for mention in scene.times for t in scene.tree.tokens_in(mention.span)}
    bare = scene.tree.children(i, "obl:unmarked", "obl:npmod")
    return tuple(n for n in bare if n > i and n not in timed and scene.tokens[n].pos in ("NOUN", "PROPN"))[:1]


def _has_subject_but_gap(scene: Scene, i: int) -> bool:
    """Whether the relative clause of verb *i* has a subject of its own, so that the antecedent is its object."""
    subjects = scene.tree.children(i, *_SUBJECTS)
    if not subjects or scene.tokens[subjects[0]].lower in _RELATIVES:
        return False
    return not any(scene.tokens[c].lower in ("where", "when", "why") for c in scene.tree.children(i, "advmod"))


def _obliques(scene: Scene, i: int) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for child in scene.tree.children(i, *_OBLIQUES):
        prep = scene.case(child)
        found.extend((prep, member) for member in scene.with_conjuncts(child))
    return tuple(found)


def _spread(scene: Scene, heads: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(member for head in heads for member in scene.with_conjuncts(head)))


# ------------------------------------------------------------------ nouns


def noun_frame(scene: Scene, i: int) -> Frame:
    """The arguments of the event noun *i*: its own, and those of the verb that carries it."""
    obliques = _obliques(scene, i) + _shared_obliques(scene, i)
    possessors = tuple(n for n in scene.tree.children(i, "nmod:poss"))
    frame = Frame(
        head=i,
        agents=_spread(scene, tuple(n for prep, n in obliques if prep == "by")),
        obliques=tuple((prep, n) for prep, n in obliques if prep != "by"),
        possessors=_spread(scene, possessors),
        modifiers=tuple(c for c in scene.tree.children(i, "compound", "amod", "nmod:desc", "flat") if c < i),
    )
    if not frame.agents:
        frame = replace(frame, agents=_participle_agents(scene, i) or nominal_agents(scene, i))
    return _carried(scene, frame)


def _shared_obliques(scene: Scene, i: int) -> tuple[tuple[str, int], ...]:
    """Obliques of a noun that *i* is coordinated with: "the capture and sacking of the town"."""
    own: list[tuple[str, int]] = []
    for later in scene.tree.children(i, "conj"):
        if scene.tokens[later].pos == "NOUN":
            own.extend(_obliques(scene, later))
    return tuple(own)


def _participle_agents(scene: Scene, i: int) -> tuple[int, ...]:
    """Who a participle behind the event noun names: "attacks carried out by rebels"."""
    found = [n for clause in scene.tree.children(i, "acl") for n in scene.tree.children(clause, "obl:agent")]
    return _spread(scene, tuple(found[:1]))


def nominal_agents(scene: Scene, i: int) -> tuple[int, ...]:
    """Who the words before the event noun *i* name as acting: "Russia's …", "the Ukrainian …", "a US military …"."""
    possessors = scene.tree.children(i, "nmod:poss")
    acting = [p for p in possessors if scene.classes(p) & {"force", "country", "person", "name", "pronoun"}]
    if acting:
        return _spread(scene, tuple(acting[:1]))
    for child in scene.tree.children(i, "amod", "compound", "nmod:desc", "nmod:unmarked"):
        if child > i:
            continue
        for below in scene.tree.subtree(child):
            if names_a_side(scene, below):
                return (below,)
    return ()


def names_a_side(scene: Scene, i: int) -> bool:
    """Whether the modifier *i* names who acts: a demonym ("Russian"), a government, an armed group."""
    place = scene.place_at.get(i)
    if place is not None:
        code = place.place.feature_code or ""
        return place.use in ("demonym", "metonym") or code.startswith("PCL")
    return i in scene.actor_at or (bool(scene.classes(i) & {"force"}) and scene.tokens[i].pos == "NOUN")


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
    frame = replace(frame, carrier=carrier, path=(*frame.path, scene.tokens[frame.head].dep))
    lemma, light = scene.lemma(carrier), load_triggers().light
    top = top_of(scene, frame.head)
    is_object = top in verb.patients or frame.head in verb.patients
    linked = f"{lemma}:{scene.case(top)}" in light["linked"]
    if linked or (is_object and lemma in light["agent"]):
        agents = frame.agents or tuple(n for n in verb.agents if n not in (frame.head, top))
        return replace(frame, agents=agents, obliques=frame.obliques + others)
    if lemma in light["patient"] and frame.head not in verb.agents:
        patients = tuple(n for n in (verb.patients if verb.passive else verb.agents) if n not in (frame.head, top))
        agents = frame.agents or tuple(n for prep, n in others if prep == "from")  # "came under fire from rebels"
        return replace(frame, agents=agents, patients=frame.patients or patients, obliques=frame.obliques + others)
    if frame.head in verb.agents and lemma in light["event"]:
        return replace(frame, obliques=frame.obliques + others)
    return frame


def _equated(scene: Scene, frame: Frame) -> Frame:
    """*frame* with the subject of the clause whose predicate the noun is: "rebels are in control of the town"."""
    subjects = scene.tree.children(frame.head, *_SUBJECTS) if scene.tree.children(frame.head, "cop") else ()
    if not subjects:
        return frame
    who = _spread(scene, _resolved(scene, subjects[0], frame.head))
    if scene.case(frame.head) == "under":
        return replace(frame, patients=frame.patients or who)
    return replace(frame, agents=frame.agents or who) if scene.case(frame.head) == "in" else frame


def top_of(scene: Scene, i: int) -> int:
    """The noun that stands for event noun *i* in its clause: the first of a coordination, or what measures it."""
    while True:
        token = scene.tokens[i]
        measured = token.dep == "nmod" and scene.case(i) == "of" and _only_measures(scene, token.head)
        if token.dep != "conj" and not measured:
            return i
        i = token.head


def _only_measures(scene: Scene, noun: int) -> bool:
    return scene.lemma(noun) in class_words("measuring") | class_words("quantifier")


def carrier_of(scene: Scene, i: int) -> int | None:
    """The verb the noun *i* is an argument of, ``None`` where it is not one or stands in a modifier."""
    token = scene.tokens[top_of(scene, i)]
    if (
        token.dep in ("obj", "nsubj:pass", "nsubj", "obl", "obl:agent", "xcomp")
        and scene.tokens[token.head].pos == "VERB"
    ):
        return token.head
    if token.dep in ("acl", "acl:relcl"):
        return None
    return None
