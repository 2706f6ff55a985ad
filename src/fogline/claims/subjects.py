"""Who the subject of a verb is, wherever it stands: shared, controlled, relativised, or missed by the parser.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import HAVE, SUBJECTS, nominal_agents, obliques_of
from fogline.claims.nouns import class_words
from fogline.claims.passives import is_misread
from fogline.claims.scene import Scene
from fogline.claims.strays import about_so_many, is_made_to, named_before, pictured, second_object, taken_up_by
from fogline.lexicon.loader import words

_PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
RELATIVES = frozenset({"who", "which", "that", "whom"})
"""Pronouns that stand for what a relative clause is said of."""
ASKING = {"call": "on", "appeal": "to", "plead": "with", "rely": "on", "count": "on", "press": "on"}
"""Verbs that ask, and the preposition before whom they ask."""
_LOCATING = frozenset({"outside", "near", "in", "at", "inside", "around"})
_CLIMB_LIMIT = 6
# Prepositions that a clause's conjunction is misread for.
_CONJUNCTIONS = frozenset({"before", "after", "since", "until", "as", "while", "because"})


def locating_subjects(scene: Scene, i: int) -> tuple[int, ...]:
    """Places taken for subjects of verb *i* beside the true one: "Outside [X] ten men were killed"."""
    subjects = scene.tree.children(i, *SUBJECTS, *_PASSIVE_SUBJECTS)
    if len(subjects) < 2:
        return ()
    strayed = tuple(n for n in subjects if scene.case(n) in _LOCATING and n in scene.place_at)
    return strayed if len(strayed) < len(subjects) else ()


def subject_of(scene: Scene, i: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The subject of the clause of verb *i*, wherever it stands, and the steps to it."""
    tree, steps, here = scene.tree, list[str](), i
    for _ in range(_CLIMB_LIMIT):
        own = _untimed(scene, tree.children(here, *SUBJECTS, *_PASSIVE_SUBJECTS))
        if len(own) > 1 and (strayed := locating_subjects(scene, here)):
            own = tuple(n for n in own if n not in strayed)
        own = own or _untimed(scene, _of_auxiliary(scene, here)) or _listed_with_opening(scene, here)
        own = own or about_so_many(scene, here) or named_before(scene, here)
        own = _before_misread(scene, _of_this_clause(scene, here, own))
        if not own and (before := _noun_before(scene, here)) is not None:
            return before, tuple(steps)
        if own:
            return _with_stranded(scene, here, resolved(scene, own[0], here)), tuple(steps)
        token = scene.tokens[here]
        steps.append(token.dep)
        if token.dep in ("acl", "acl:relcl", "advcl") and _is_loose_participle(scene, here):
            verb = verb_above(scene, here)
            if verb is None:
                return (), tuple(steps)
            here = verb
            continue
        if asking_verb(scene, here) is not None:
            return (token.head,), tuple(steps)
        if (held := _of_noun_before_to(scene, here)) is not None:
            return (held,), tuple(steps)
        if token.dep in ("acl", "acl:relcl"):
            if _is_of_a_thing(scene, here, i):
                verb = verb_above(scene, here)
                return ((), tuple(steps)) if verb is None else subject_of(scene, verb)
            return _antecedent(scene, here), tuple(steps)
        if (taken_up := taken_up_by(scene, here)) is not None:
            return (taken_up,), tuple(steps)
        if (shown := pictured(scene, here)) is not None:
            return (shown,), tuple(steps)
        if token.dep == "xcomp" and _is_of_a_thing(scene, here, i):
            here = token.head
            continue
        asked = _asked(scene, here)
        if asked is not None:
            return (asked,), tuple(steps)
        if token.dep in ("xcomp", "advcl") and scene.lemma(token.head) == "use":
            users = tree.children(token.head, "obl:agent")
            if users:
                return users, tuple(steps)  # "missiles used by the army to hit …"
        if token.dep == "xcomp" or shares_infinitive(scene, here) or is_made_to(scene, here):
            controller = tree.children(token.head, "obj", "iobj")
            if controller and _controls_by_object(scene, token.head) and _can_act(scene, controller[0]):
                return controller[:1], tuple(steps)
            here = token.head
        elif token.dep == "advcl" and _has_mark(scene, here, "of") and tree.children(token.head, "obj"):
            return tree.children(token.head, "obj")[:1], tuple(steps)  # "accused them of using gas"
        elif token.dep == "ccomp" and token.tag == "VBG" and not _finite(scene, here):
            here = token.head  # "denied shelling the town"
        elif token.dep == "advcl" and (kept := _kept_from(scene, here)):
            return kept, tuple(steps)
        elif token.dep in ("conj", "advcl", "parataxis") and _is_predicate(scene, token.head):
            if _stands_apart(scene, here):
                return (), tuple(steps)
            here = token.head
        elif second_object(scene, here) and (verb := verb_above(scene, here)) is not None:
            here = verb
        elif (above := verb_of_degree(scene, here)) is not None:
            brought = tree.children(above, "obj")
            if brought and scene.classes(brought[0]) & {"force", "person", "country"}:
                return brought[:1], tuple(steps)  # "brings the army closer to taking the town"
            here = above
        else:
            return _accused(scene, here), tuple(steps)
    return (), tuple(steps)


def _of_noun_before_to(scene: Scene, i: int) -> int | None:
    """The noun right before the infinitive of a passive that tells what is held: "came to a [rally] to be held"."""
    if not scene.tree.children(i, "aux:pass") or scene.tokens[i].dep not in ("xcomp", "advcl", "acl"):
        return None
    marks = [m for m in scene.tree.children(i, "mark") if scene.tokens[m].lower == "to"]
    before = marks[0] - 1 if marks else -1
    return before if before >= 0 and scene.lemma(before) in words("casting", "staged") else None


def _kept_from(scene: Scene, i: int) -> tuple[int, ...]:
    """Who is kept from what the "-ing" form *i* tells: "stopped [the rebels] from taking the town"."""
    verb = scene.tokens[i].head
    if not _has_mark(scene, i, "from") or scene.lemma(verb) not in words("casting", "blocking"):
        return ()
    return scene.tree.children(verb, "obj", "nsubj:pass")[:1]


def _is_of_a_thing(scene: Scene, participle: int, verb: int) -> bool:
    """Whether an "-ing" form hangs on what describes a thing: "drove a van filled with bombs, killing nine"."""
    return participle != verb and scene.tokens[participle].tag == "VBN" and scene.tokens[verb].tag == "VBG"


def verb_of_degree(scene: Scene, i: int) -> int | None:
    """The verb over a word of degree that the clause of *i* completes: "[edges] closer to seizing the town"."""
    degree = scene.tokens[scene.tokens[i].head]
    if scene.tokens[i].dep not in ("advcl", "acl", "ccomp") or degree.pos not in ("ADV", "ADJ"):
        return None
    return degree.head if degree.dep in ("advmod", "xcomp") and scene.tokens[degree.head].pos == "VERB" else None


def _stands_apart(scene: Scene, i: int) -> bool:
    """Whether the clause of verb *i* shares no subject with the one above: finite, and set beside or under it."""
    if scene.tokens[i].dep == "parataxis":
        return scene.tokens[i].tag not in ("VBG", "VB")
    return scene.tokens[i].dep == "advcl" and _finite(scene, i)


def _is_predicate(scene: Scene, i: int) -> bool:
    return scene.tokens[i].pos in ("VERB", "AUX", "ADJ") or bool(scene.tree.children(i, "cop"))


def _untimed(scene: Scene, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """*subjects* without dashes, and without times ("Yesterday a man was killed") if others are left."""
    found = tuple(n for n in subjects if n not in scene.timed and scene.tokens[n].pos != "PUNCT")
    return found or tuple(n for n in subjects if scene.tokens[n].pos != "PUNCT")


def _of_auxiliary(scene: Scene, verb: int) -> tuple[int, ...]:
    """The subject that the parser hung on the auxiliary of *verb*: "The government has so far given …"."""
    return tuple(n for aux in scene.tree.children(verb, "aux") for n in scene.tree.children(aux, *SUBJECTS) if n < aux)


def _before_misread(scene: Scene, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """*subjects*, the first read aright where a verb stands inside it: "[The brigade ceded ground] and fell back"."""
    for inner in scene.tree.children(subjects[0], "compound") if subjects else ():
        if is_misread(scene, inner):
            return (inner - 1, *subjects[1:])
    return subjects


def _of_this_clause(scene: Scene, verb: int, subjects: tuple[int, ...]) -> tuple[int, ...]:
    """*subjects* of *verb* behind its conjunction, where some stand before it: "The gifts come as states pledged …"."""
    marks = [m for m in scene.tree.children(verb, "mark") if m < verb]
    if not marks or len(subjects) < 2 or subjects[0] > marks[-1]:
        return subjects
    return tuple(n for n in subjects if marks[-1] < n < verb) or subjects


def _noun_before(scene: Scene, i: int) -> tuple[int, ...] | None:
    """The noun right before a verb that has no subject and is no modifier: the subject the parser missed.

    Finite verbs ("During the push, Turkey and its allies captured …") and participles behind a preposition ("out of
    the army taking the town").
    """
    token = scene.tokens[i]
    if token.pos != "VERB" or token.dep in ("acl", "acl:relcl", "amod", "conj") or scene.tree.children(i, "mark"):
        return None
    auxiliary = {scene.tokens[a].lower for a in scene.tree.children(i, "aux")}
    finite = token.tag in ("VBD", "VBZ", "VBP") or bool(auxiliary & HAVE)
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
    if token.dep == "advcl" and noun.dep == "nmod" and scene.tokens[at + 1].lower == "being":
        return (at,)  # "with reports of a depot being hit"
    prepositioned = scene.case(at).split(" ")[-1] in ("of", "from", "with") and token.tag == "VBG"
    if token.dep == "advcl" and prepositioned and noun.head == token.head:
        return (at,)
    if not finite or (noun.dep in ("obj", "iobj") and noun.head != token.head):
        return None
    misread = scene.case(at) in _CONJUNCTIONS or noun.dep in ("appos", "ccomp", "conj", "root", "parataxis")
    # "The town has a base: rockets hit it", read as one clause
    misread = misread or (noun.dep == "obj" and token.dep == "xcomp" and at == i - 1)
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
    helping = token.tag == "VBG" and _has_mark(scene, i, "in")  # "appealed to the allies for help in sending"
    if token.dep not in ("xcomp", "advcl", "ccomp") or not (helping or _has_mark(scene, i, "to")):
        return None
    preposition = ASKING.get(scene.lemma(verb))
    asked = [n for prep, n in obliques_of(scene, verb) if prep == preposition and n < i]
    return asked[-1] if asked else None


def asking_verb(scene: Scene, i: int) -> int | None:
    """The verb that asks somebody for the infinitive *i*, which the parser hung on whom it asks: "urged X to leave"."""
    token = scene.tokens[i]
    asked = scene.tokens[token.head]
    if token.dep != "acl" or asked.dep not in ("obj", "iobj") or not _has_mark(scene, i, "to"):
        return None
    asks = scene.lemma(asked.head) in words("factuality", "object_control")
    able = scene.classes(token.head) & {"person", "force", "country", "organisation"}
    return asked.head if asks and able else None


def shares_infinitive(scene: Scene, i: int) -> bool:
    """Whether *i* is a second infinitive of the verb it is coordinated with: "urged them to stop and to leave"."""
    token = scene.tokens[i]
    if token.dep != "conj" or not _has_mark(scene, i, "to") or _has_mark(scene, token.head, "to"):
        return False
    return any(_has_mark(scene, c, "to") for c in scene.tree.children(token.head, "xcomp", "advcl"))


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


def verb_above(scene: Scene, i: int) -> int | None:
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
    if scene.tokens[subject].lower in RELATIVES:
        antecedent = _relative_head(scene, verb)
        if antecedent is not None:
            return (_nearest_that_acts(scene, antecedent, subject),)
        before = _set_off_before(scene, subject)
        if before is not None and scene.tokens[verb].dep == "advcl:relcl":
            return (before,)
    if scene.tokens[subject].pos == "VERB":
        # "A soldier fighting for the rebels has died": the participle was taken for the subject.
        inside = scene.tree.children(subject, "compound", "nsubj", "nmod")
        return tuple(n for n in inside if n < subject)[-1:] or (subject,)
    return (subject,)


def _listed_with_opening(scene: Scene, verb: int) -> tuple[int, ...]:
    """The subject right before the *verb* that was read as listed with where: "In Syria, allied forces flew …"."""
    for opening in scene.tree.children(verb, "obl"):
        for n in scene.tree.children(opening, "conj"):
            between = {t.text for t in scene.tokens[opening + 1 : n]}
            if n == verb - 1 and "," in between and not scene.tree.children(n, "cc", "case"):
                return (n,)
    return ()


def _nearest_that_acts(scene: Scene, antecedent: int, pronoun: int) -> int:
    """The noun right before a relative *pronoun* whose *antecedent* cannot act: "an operation against X, who hold".

    Nor can what has no class at all, where no comma parts the two: "a victory for forces that are poised to".
    """
    unknown = scene.tokens[antecedent].pos == "NOUN" and not scene.classes(antecedent)
    close = unknown and scene.tokens[pronoun - 1].pos == "NOUN" and "force" in scene.classes(pronoun - 1)
    if "attack" not in scene.classes(antecedent) and not close:
        return antecedent
    at = pronoun - 1
    while at > antecedent and scene.tokens[at].pos == "PUNCT":
        at -= 1
    acts = at > antecedent and scene.classes(at) & {"force", "country", "person"}
    return at if acts else antecedent


def _set_off_before(scene: Scene, pronoun: int) -> int | None:
    """Who acts and stands right before the comma before "which", read as said of the whole clause."""
    if pronoun < 2 or scene.tokens[pronoun - 1].text != ",":
        return None
    acts = {"force", "country", "organisation"} & scene.classes(pronoun - 2)
    return pronoun - 2 if acts and scene.tokens[pronoun - 2].pos in ("NOUN", "PROPN") else None


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
    if scene.tokens[noun].lower == "those" and scene.case(noun) == "among":
        counted_in = scene.tree.children(noun, *SUBJECTS, *_PASSIVE_SUBJECTS)
        if counted_in:
            return counted_in[:1]  # "Two medics were among those killed"
    if any(scene.tokens[c].lower in ("to", "at") for c in scene.tree.children(i, "mark")):
        made_by = tuple(n for prep, n in obliques_of(scene, noun) if prep == "by" and noun < n < i)
        return made_by or nominal_agents(scene, noun) or _carrier_subject(scene, noun)
    auxiliaries = scene.tree.children(i, "aux:pass")
    if auxiliaries and scene.tokens[auxiliaries[0]].lower == "being" and auxiliaries[0] - 1 > noun:
        if not _has_mark(scene, i, "of"):
            return (auxiliaries[0] - 1,)  # "reports of gas being used": of the gas, not of the reports
        equated = scene.tree.children(noun, *SUBJECTS) if scene.tree.children(noun, "cop") else ()
        if equated:
            return resolved(scene, equated[0], noun)  # "is on the verge of being taken"
    if scene.lemma(noun) in class_words("speech") or scene.lemma(noun) in class_words("measuring"):
        # "photos of people killed": of the people.
        inner = [n for n in scene.tree.children(noun, "nmod") if noun < n < i and scene.case(n) == "of"]
        return tuple(inner[-1:]) or (noun,)
    return (noun,)


def _carrier_subject(scene: Scene, noun: int) -> tuple[int, ...]:
    verb = verb_above(scene, noun)
    if verb is None or (scene.lemma(verb) in words("casting", "opposing") and scene.tokens[noun].head == verb):
        return ()  # "foiled a plot to bomb the station": not who foiled it
    return subject_of(scene, verb)[0]
