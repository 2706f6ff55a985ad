"""Who does what to whom, read off a verb: actives, passives, relative clauses, participles, control, coordination.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import SUBJECTS, Frame, nominal_agents, obliques_of, spread
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.triggers import irregular_forms, load_triggers
from fogline.lexicon.loader import words

_NOMINAL = frozenset({"nsubj", "nsubj:pass", "csubj", "obj", "obl", "obl:agent", "nmod", "root"})
_PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_HAVE = frozenset({"have", "has", "had"})
# Verbs that ask, and the preposition before whom they ask.
_ASKING = {"call": "on", "appeal": "to", "plead": "with", "rely": "on", "count": "on", "press": "on"}
_CLIMB_LIMIT = 6
# Words between coordinated verbs that can still share a "by" phrase.
_CLOSE = 5
# Prepositions that a clause's conjunction is misread for.
_CONJUNCTIONS = frozenset({"before", "after", "since", "until", "as", "while", "because"})


def verb_frame(scene: Scene, i: int) -> Frame:
    """The arguments of the verb *i*, with subjects shared, controlled or relativised."""
    if scene.tokens[i].dep == "amod" or (scene.tokens[i].dep == "compound" and is_misread(scene, i)):
        return _misread_frame(scene, i)
    if is_root_misread(scene, i):
        return _misread_root_frame(scene, i)
    passive = is_passive(scene, i)
    subjects, how = _subject(scene, i)
    objects = _objects(scene, i)
    obliques = obliques_of(scene, i)
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
        path=how,
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
    if before.lower in _HAVE:
        subjects = scene.tree.children(i - 1, *SUBJECTS) or scene.tree.children(i, *SUBJECTS)
    elif scene.tree.children(head, "aux"):
        subjects = scene.tree.children(head, *SUBJECTS)
    elif before.lower == "to":
        above = _verb_above(scene, i)
        subjects = () if above is None else _subject(scene, above)[0]
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


def _out_of_participle(scene: Scene, i: int) -> int:
    """The noun that a participle with object *i* describes, else *i*: "men carrying guns seized …" is of the men."""
    clause = scene.tokens[scene.tokens[i].head]
    inside = scene.tokens[i].dep == "obj" and clause.dep == "acl" and clause.tag == "VBG"
    return clause.head if inside else i


def is_misread(scene: Scene, i: int) -> bool:
    """Whether the verb *i*, read as an adjective, stands where a verb can: behind "have", "to" or a noun."""
    token = scene.tokens[i]
    if i == 0 or token.dep not in ("amod", "compound") or token.head < i:
        return False
    before = scene.tokens[i - 1]
    if token.tag == "VB":
        # "the decision to supply weapons", "would not supply tanks"
        return before.lower == "to" or any(a < i for a in scene.tree.children(token.head, "aux"))
    if token.dep == "compound" or token.tag not in ("VBN", "VBD"):
        return False
    return before.lower in _HAVE or before.tag == "NNS"


def is_passive(scene: Scene, i: int) -> bool:
    """Whether the verb *i* is passive, or a past participle without auxiliary that modifies or heads a headline."""
    tree = scene.tree
    token = scene.tokens[i]
    if tree.children(i, "aux:pass") or (token.pos == "ADJ" and tree.children(i, "cop")):
        return True
    if token.tag in ("VBD", "VBN") and tree.children(i, "obl:agent") and not tree.children(i, "obj", "aux"):
        return True  # "attacks carried out by rebels", read as a clause
    if tree.children(i, "nsubj:pass"):
        # "Rebels seized Homs": an object and no auxiliary make it active, whatever the subject's label.
        return not tree.children(i, "obj")
    if token.tag != "VBN":
        return False
    if token.dep == "acl":
        return not is_main_verb(scene, i)
    if tree.children(i, "aux") or tree.children(i, "nsubj"):
        return False
    if token.dep == "conj" and scene.tokens[token.head].pos == "VERB":
        return is_passive(scene, token.head)
    if token.dep == "xcomp" and scene.lemma(token.head) == "have":
        return False
    if token.dep in ("xcomp", "ccomp", "advcl", "parataxis", "root"):
        return not tree.children(i, "obj")
    return token.dep.startswith("acl") and any(n for n in tree.children(i, "obl:agent"))


def is_main_verb(scene: Scene, i: int) -> bool:
    """Whether the participle *i* behind a noun is really the verb of a sentence that has no other.

    "A missile strike destroyed a depot", "The army stormed into the camp": parsers read such openings as one noun.
    """
    token = scene.tokens[i]
    noun = scene.tokens[token.head]
    if noun.pos == "VERB" or token.head > i or scene.tree.children(i, "obl:agent", "aux:pass"):
        return False
    saying = scene.lemma(noun.head) in words("casting", "saying")
    if noun.dep == "nsubj" and saying and len(scene.tree.children(noun.head, "nsubj")) > 1:
        return True  # "The army stormed into the camp, medics said"
    if noun.dep in ("obj", "ccomp") and saying:
        return bool(scene.tree.children(i, "obj"))  # "said high-precision weapons struck the depot"
    if noun.dep != "root":
        return False
    if scene.tree.children(token.head, "nsubj", "cop", "nsubj:pass"):
        return False
    if scene.tree.children(i, "obj"):
        return True
    return scene.sentence.kind not in ("title", "heading") and scene.lemma(i) not in load_triggers().transitive


def _subject(scene: Scene, i: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The subject of the clause of verb *i*, wherever it stands, and the steps to it."""
    tree, steps, here = scene.tree, list[str](), i
    for _ in range(_CLIMB_LIMIT):
        own = _untimed(scene, tree.children(here, *SUBJECTS, *_PASSIVE_SUBJECTS))
        if not own and (before := _noun_before(scene, here)) is not None:
            return before, tuple(steps)
        if own:
            return _with_stranded(scene, here, resolved(scene, own[0], here)), tuple(steps)
        token = scene.tokens[here]
        steps.append(token.dep)
        if token.dep in ("acl", "acl:relcl", "advcl") and _is_loose_participle(scene, here):
            verb = _verb_above(scene, here)
            if verb is None:
                return (), tuple(steps)
            here = verb
            continue
        if token.dep in ("acl", "acl:relcl"):
            if here != i and token.tag == "VBN" and scene.tokens[i].tag == "VBG":
                # "drove a van filled with explosives, killing nine": not the van's doing.
                verb = _verb_above(scene, here)
                return ((), tuple(steps)) if verb is None else _subject(scene, verb)
            return _antecedent(scene, here), tuple(steps)
        asked = _asked(scene, here)
        if asked is not None:
            return (asked,), tuple(steps)
        if token.dep == "xcomp":
            controller = tree.children(token.head, "obj", "iobj")
            if controller and _controls_by_object(scene, token.head) and _can_act(scene, controller[0]):
                return controller[:1], tuple(steps)
            here = token.head
        elif token.dep == "advcl" and _has_mark(scene, here, "of") and tree.children(token.head, "obj"):
            return tree.children(token.head, "obj")[:1], tuple(steps)  # "accused them of using gas"
        elif token.dep in ("conj", "advcl", "parataxis") and _is_predicate(scene, token.head):
            if _stands_apart(scene, here):
                return (), tuple(steps)
            here = token.head
        else:
            return _accused(scene, here), tuple(steps)
    return (), tuple(steps)


def _stands_apart(scene: Scene, i: int) -> bool:
    """Whether the clause of verb *i* shares no subject with the one above: finite, and set beside or under it."""
    if scene.tokens[i].dep == "parataxis":
        return scene.tokens[i].tag not in ("VBG", "VB")
    return scene.tokens[i].dep == "advcl" and _finite(scene, i)


def _is_predicate(scene: Scene, i: int) -> bool:
    return scene.tokens[i].pos in ("VERB", "AUX", "ADJ") or bool(scene.tree.children(i, "cop"))


def _untimed(scene: Scene, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """*subjects* without times that the parser took for one ("Yesterday a man was killed"), if others are left."""
    return tuple(n for n in subjects if n not in scene.timed) or subjects


def _noun_before(scene: Scene, i: int) -> tuple[int, ...] | None:
    """The noun right before a verb that has no subject and is no modifier: the subject the parser missed.

    Finite verbs ("During the push, Turkey and its allies captured …") and participles behind a preposition ("out of
    the army taking the town").
    """
    token = scene.tokens[i]
    if token.pos != "VERB" or token.dep in ("acl", "acl:relcl", "amod", "conj") or scene.tree.children(i, "mark"):
        return None
    auxiliary = {scene.tokens[a].lower for a in scene.tree.children(i, "aux")}
    finite = token.tag in ("VBD", "VBZ", "VBP") or bool(auxiliary & _HAVE)
    at = i - 1
    while at > 0 and (scene.tokens[at].pos in ("ADV", "AUX") or scene.tokens[at].text == "“"):
        at -= 1
    noun = scene.tokens[at]
    if at < 0 or at >= i or noun.pos not in ("NOUN", "PROPN") or at in scene.timed or scene.tree.children(i, "nsubj"):
        return None
    while noun.dep in ("flat", "compound") and noun.head < i:
        at, noun = noun.head, scene.tokens[noun.head]
    if token.tag == "VBG" and noun.dep == "obj" and noun.head == token.head:
        # "video shows a soldier beating …"
        return (at,) if scene.lemma(noun.head) in words("casting", "showing") else None
    prepositioned = scene.case(at).split(" ")[-1] in ("of", "from", "with") and token.tag == "VBG"
    if token.dep == "advcl" and prepositioned and noun.head == token.head:
        return (at,)
    if not finite or (noun.dep in ("obj", "iobj") and noun.head != token.head):
        return None
    misread = scene.case(at) in _CONJUNCTIONS or noun.dep in ("appos", "ccomp", "conj", "root", "parataxis")
    if not misread:
        return None
    return (noun.head, at) if noun.dep == "conj" and scene.tokens[noun.head].pos in ("NOUN", "PROPN") else (at,)


def _accused(scene: Scene, i: int) -> tuple[int, ...]:
    """Of whom a participle behind "of" is said: "accused the army of planning to stage …"."""
    if scene.case(i) != "of" or not scene.tokens[i].lower.endswith("ing"):
        return ()
    for above in scene.tree.ancestors(i)[:2]:
        if scene.lemma(above) in words("casting", "blaming"):
            return scene.tree.children(above, "obj")[:1]
    return ()


def _with_stranded(scene: Scene, verb: int, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """*subjects* of *verb* with a first one that the parser made the sentence's head: "A and B captured the town"."""
    token = scene.tokens[verb]
    first = token.head
    stranded = token.dep == "conj" and scene.tokens[first].pos in ("PROPN", "NOUN") and subjects
    if stranded and scene.tokens[first].dep == "root" and not scene.tree.children(first, *SUBJECTS, "cop"):
        between = scene.tokens[first + 1 : subjects[0]]
        if any(t.lower == "and" for t in between) and not any(t.text == "," for t in between):
            return (first, *subjects)
    return subjects


def _asked(scene: Scene, i: int) -> int | None:
    """Whom the infinitive *i* is asked of: "called on the allies to send", "appealed to them to stop"."""
    token = scene.tokens[i]
    verb = token.head
    if token.dep not in ("xcomp", "advcl", "ccomp") or not _has_mark(scene, i, "to"):
        return None
    preposition = _ASKING.get(scene.lemma(verb))
    asked = [n for prep, n in obliques_of(scene, verb) if prep == preposition and n < i]
    return asked[-1] if asked else None


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


def _can_act(scene: Scene, i: int) -> bool:
    """Whether the object *i* can do what an infinitive behind it tells: not "plans to seize", "used gas to drive"."""
    if scene.tokens[i].pos != "NOUN" or i in scene.actor_at:
        return True
    if scene.lemma(i) in words("casting", "planning"):
        return False
    return not scene.classes(i) or bool(scene.classes(i) & {"person", "force", "country", "organisation"})


def _finite(scene: Scene, i: int) -> bool:
    if _has_mark(scene, i, "to"):
        return False  # "claimed to have taken"
    return scene.tokens[i].tag in ("VBD", "VBZ", "VBP") or bool(scene.tree.children(i, "aux"))


def _controls_by_object(scene: Scene, verb: int) -> bool:
    return scene.lemma(verb) not in words("factuality", "subject_control")


def resolved(scene: Scene, subject: int, verb: int) -> tuple[int, ...]:
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
    if any(scene.tokens[c].lower in ("to", "at") for c in scene.tree.children(i, "mark")):
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
        return resolved(scene, found[0], i)
    token = scene.tokens[i]
    if token.dep == "acl:relcl" and _has_subject_but_gap(scene, i):
        return (token.head,)
    if token.dep == "conj" and scene.tokens[token.head].pos == "VERB" and not obliques_of(scene, i):
        # "shelled and stormed the city": the object hangs on either verb.
        return scene.tree.children(token.head, "obj")
    for later in scene.tree.children(i, "conj"):
        if scene.tokens[later].pos == "VERB" and not obliques_of(scene, i) and later - i <= 3:
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
    subjects = scene.tree.children(i, *SUBJECTS)
    if not subjects or scene.tokens[subjects[0]].lower in _RELATIVES:
        return False
    return not any(scene.tokens[c].lower in ("where", "when", "why") for c in scene.tree.children(i, "advmod"))
