"""From words to happenings: which tokens of a sentence trigger an event, of which type, with which arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fogline.claims.frames import Frame, is_misread, noun_frame, verb_frame
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.triggers import Phrase, Sense, load_triggers, trigger_forms
from fogline.language.lemmas import lemma_of
from fogline.lexicon.loader import words

_CLAUSAL = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "dep", "appos"}
)


_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event told by one trigger, before it is placed, dated and attributed.

    ``trigger`` holds token indexes, ``agents`` and ``patients`` heads of noun phrases; ``places`` heads that the
    trigger's sense says are where it happened; ``rule`` names the lexicon entry and ``nominal`` tells event nouns
    from verbs.
    """

    trigger: tuple[int, ...]
    event_type: str
    frame: Frame
    sense: Sense
    rule: str
    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    nominal: bool = False

    @property
    def head(self) -> int:
        """The trigger's main token."""
        return self.frame.head


def find_happenings(scene: Scene) -> list[Happening]:
    """Every happening that the words of *scene* tell of, in text order."""
    found: list[Happening] = []
    taken: set[int] = set()
    for phrase, tokens, head in _phrases(scene):
        taken.update(tokens)
        found.extend(_phrase_happening(scene, phrase, tokens, head))
    for i in range(len(scene.tokens)):
        if i not in taken:
            found.extend(_token_happenings(scene, i))
    found.extend(_presences(scene))
    return sorted(_without_doubles(scene, found), key=lambda h: h.trigger)


# ------------------------------------------------------------------ single words


def _token_happenings(scene: Scene, i: int) -> Iterator[Happening]:
    token, lexicon = scene.tokens[i], load_triggers()
    if scene.lemma(i) not in trigger_forms() and token.lower not in trigger_forms():
        return
    verb = _verb_lemma(scene, i)
    if verb is not None:
        frame = verb_frame(scene, i)
        yield from _happenings(scene, frame, lexicon.verbs.get(verb, ()), f"verb {verb}", nominal=False)
    elif token.pos in ("NOUN", "PROPN", "ADJ"):
        noun = scene.lemma(i) if scene.lemma(i) in lexicon.nouns else lemma_of(token.lower, "NNS")
        senses = lexicon.nouns.get(noun, ())
        if senses and _stands_alone(scene, i):
            frame = noun_frame(scene, i)
            yield from _happenings(scene, frame, senses, f"noun {noun}", nominal=True)


def _verb_lemma(scene: Scene, i: int) -> str | None:
    """The lemma of token *i* as a verb, ``None`` where it is none.

    A participle or a plain form that the tagger took for an adjective or noun counts where it has a verb's subject
    or object: "39 wounded", "Rebels retake the town".
    """
    token = scene.tokens[i]
    if token.pos == "VERB":
        modifies = token.dep in ("amod", "compound", "nmod:desc") and not is_misread(scene, i)
        return None if modifies else scene.lemma(i)
    if token.pos not in ("ADJ", "NOUN", "PROPN"):
        return None
    if token.lower in ("killed", "wounded", "injured"):
        return lemma_of(token.lower, "VBN") if token.dep in _CLAUSAL else None
    if scene.tree.children(i, "cop"):
        # "were sentenced": a passive that the parser took for a description.
        lemma = lemma_of(token.lower, "VBN")
        return lemma if token.pos == "ADJ" and lemma in load_triggers().transitive else None
    if not scene.tree.children(i, "nsubj", "nsubj:pass", "obj"):
        return None
    lemmas = (lemma_of(token.lower, tag) for tag in ("VBD", "VBZ", "VB"))
    return next((lemma for lemma in lemmas if lemma in load_triggers().verbs), None)


def _stands_alone(scene: Scene, i: int) -> bool:
    """Whether noun *i* is a noun of its own, not a modifier inside another ("attack helicopter", "battle group")."""
    token = scene.tokens[i]
    if token.pos == "ADJ":
        return token.dep in _NOMINAL or (token.lower == "dead" and token.dep in ("xcomp", "root", "ccomp", "parataxis"))
    return token.dep not in ("compound", "amod", "nmod:desc", "flat")


def _happenings(
    scene: Scene, frame: Frame, senses: tuple[Sense, ...], rule: str, *, nominal: bool
) -> Iterator[Happening]:
    for number, sense in enumerate(senses):
        if not _holds(scene, frame, sense):
            continue
        if sense.type is not None and not sense.object_is_trigger:
            base = _with_roles(scene, frame, sense, f"{rule} #{number + 1}", nominal=nominal)
            yield from _typed(scene, base)
        return


def _typed(scene: Scene, base: Happening) -> Iterator[Happening]:
    sense = base.sense
    if sense.type in ("strike",) or sense.by_means or sense.split_means:
        default = sense.default if sense.type == "strike" else str(sense.type)
        for event_type in means_types(scene, base.frame, default):
            yield replace(base, event_type=event_type)
    else:
        yield base
    if sense.also:
        yield replace(base, event_type=sense.also)
    if sense.type in _RESULTS and not base.nominal:
        # "Missiles destroyed the depot": the means that act are an attack of their own.
        for agent in base.agents:
            if scene.classes(scene.counted(agent)) & {"munition", "means_air"}:
                kind = _means_of(scene, scene.counted(agent))
                if kind:
                    yield replace(base, event_type=kind)
                    return


_RESULTS = frozenset({"damage", "equipment_loss", "casualties"})


def means_types(scene: Scene, frame: Frame, default: str) -> tuple[str, ...]:
    """The types that the means named around the trigger make it: artillery and aircraft together make two."""
    found: list[str] = []
    for means in _means_heads(scene, frame):
        kind = _means_of(scene, means)
        if kind and kind not in found:
            found.append(kind)
    return tuple(found) or (default,)


def _means_heads(scene: Scene, frame: Frame) -> Iterator[int]:
    yield frame.head
    yield from frame.modifiers
    yield from (scene.counted(agent) for agent in frame.agents)
    for prep, noun in frame.obliques:
        if prep in ("with", "by", "from", "in"):
            yield noun
    for child in scene.tree.children(frame.head, "advcl"):
        if scene.lemma(child) == "use":
            yield from scene.tree.children(child, "obj")


def _means_of(scene: Scene, i: int) -> str | None:
    own = {scene.lemma(i), scene.tokens[i].lower}
    around = own | scene.modifiers(i)
    if {"car", "suicide", "roadside"} & around and ({"bomb", "bomber", "bombing", "attack", "blast"} & around):
        return "explosion"
    if around & class_words("means_air"):
        return "air_strike"
    if around & class_words("means_fire"):
        return "shelling"
    if own & {"bomber", "ied", "landmine", "mine"} or around & {"ied", "suicide", "explosive"}:
        return "explosion"
    return None


# ------------------------------------------------------------------ conditions


def _holds(scene: Scene, frame: Frame, sense: Sense) -> bool:
    return (
        (not sense.obj or _any_class(scene, frame.patients, sense.obj))
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


def _any_class(scene: Scene, heads: Iterable[int], wanted: tuple[str, ...]) -> bool:
    heads = tuple(heads)
    if not heads:
        return "none" in wanted
    return "any" in wanted or any(_is_a(scene, head, name) for head in heads for name in wanted)


def _object_of(scene: Scene, frame: Frame, wanted: tuple[str, ...]) -> bool:
    """Whether what the object is "of" has one of the classes *wanted*; true where it is of nothing."""
    owned = [c for n in frame.patients for c in scene.tree.children(n, "nmod") if scene.case(c) in ("of", "over")]
    return not owned or any(_is_a(scene, scene.counted(c), name) for c in owned for name in wanted)


def _is_a(scene: Scene, i: int, name: str) -> bool:
    if name.startswith("="):
        return name[1:] in (scene.lemma(i), scene.tokens[i].lower) or name[1:] == scene.lemma(scene.counted(i))
    return name in scene.classes(i)


def _any_oblique(scene: Scene, frame: Frame, wanted: tuple[str, ...]) -> bool:
    for want in wanted:
        prep, _, names = want.partition(":")
        if prep == "none":
            if not [p for p, _ in frame.obliques if p]:
                return True
            continue
        for have, noun in frame.obliques:
            if prep not in ("*", have) and not have.startswith(f"{prep} "):
                continue
            if names == "*" or any(_is_a(scene, noun, name) for name in names.split("|")):
                return True
    return False


def _words_hold(scene: Scene, frame: Frame, sense: Sense) -> bool:
    modifiers = scene.modifiers(frame.head)
    if sense.word and not modifiers & set(sense.word):
        return False
    if sense.not_word and modifiers & set(sense.not_word):
        return False
    if sense.word_obj and not any(scene.modifiers(n) & set(sense.word_obj) for n in frame.patients):
        return False
    if sense.of_word and not any(scene.modifiers(n) & set(sense.of_word) for prep, n in frame.obliques if prep == "of"):
        return False
    if sense.counted_obj and not any(
        scene.tree.children(n, "nummod") or n in scene.quantity_at for n in frame.patients
    ):
        return False
    if sense.prt and not _particles(scene, frame.head) & set(sense.prt):
        return False
    if sense.governor and (frame.carrier is None or scene.lemma(frame.carrier) not in sense.governor):
        return False
    if sense.case and not set(scene.case(frame.head).split()) & set(sense.case):
        return False
    return not sense.compound_of or _compound_of(scene, frame.head, sense.compound_of)


def _particles(scene: Scene, i: int) -> frozenset[str]:
    """Particles and directional adverbs of verb *i*, also where the parser took them for the oblique's preposition."""
    tree = scene.tree
    found = {scene.tokens[c].lower for c in tree.children(i, "compound:prt", "advmod", "case")}
    for child in tree.children(i, "obl", "advmod"):
        cases = tree.children(child, "case")
        if len(cases) > 1 or (cases and cases[0] == i + 1):
            found.update(scene.tokens[c].lower for c in cases[:1])
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
    token = scene.tokens[frame.head]
    if sense.voice and (sense.voice == "passive") != frame.passive:
        return False
    if sense.number and (sense.number == "plural") != (token.tag in ("NNS", "NNPS")):
        return False
    if sense.relation and token.dep not in sense.relation:
        return False
    if sense.counted and not scene.tree.children(frame.head, "nummod"):
        return False
    if sense.predicate and not scene.tree.children(frame.head, "cop"):
        return False
    if sense.governed_event and not _is_asserted(scene, frame):
        return False
    return not sense.needs or _has_argument(scene, frame)


def _is_asserted(scene: Scene, frame: Frame) -> bool:
    """Whether a verb of happening or doing carries the noun: "the offensive began", "launched an attack"."""
    light = load_triggers().light
    return (
        frame.carrier is not None and scene.lemma(frame.carrier) in light["agent"] | light["patient"] | light["event"]
    )


def _has_argument(scene: Scene, frame: Frame) -> bool:
    if frame.agents or frame.patients or frame.possessors:
        return True
    if any(prep in words("triggers", "argument_prepositions") for prep, _ in frame.obliques):
        return True
    return any(m in scene.place_at or scene.tokens[m].pos == "PROPN" for m in frame.modifiers)


# ------------------------------------------------------------------ roles


def _with_roles(scene: Scene, frame: Frame, sense: Sense, rule: str, *, nominal: bool) -> Happening:
    roles: dict[str, list[int]] = {"agent": [], "patient": [], "place": [], "means": []}
    roles[sense.subj_is].extend(frame.agents)
    roles[sense.obj_is].extend(frame.patients)
    if sense.obj_is == "place":
        roles["patient"].extend(frame.patients)
    if nominal:
        _add_nominal_roles(scene, frame, sense, roles)
    if sense.obl_agent:
        roles["agent"].extend(n for prep, n in frame.obliques if prep == sense.obl_agent)
    if sense.head_is:
        roles[sense.head_is] = [frame.head]
    if not nominal:
        roles["agent"] = list(_doers(scene, frame, roles["agent"]))
        # "waged a fight", "signed a deal": what is done is no victim.
        roles["patient"] = [n for n in roles["patient"] if not _is_event(scene, n)]
    for role in ("agent", "patient"):
        roles[role] = [n for n in roles[role] if n not in scene.timed]
    _add_receivers(scene, frame, sense, roles)
    if not roles["agent"] and sense.type in _MOVED_ARE_MOVERS:
        roles["agent"] = roles["patient"]
    return Happening(
        trigger=_trigger_tokens(scene, frame.head),
        event_type=str(sense.type),
        frame=frame,
        sense=sense,
        rule=rule,
        agents=tuple(dict.fromkeys(roles["agent"])),
        patients=tuple(dict.fromkeys(roles["patient"])),
        places=tuple(dict.fromkeys(roles["place"])),
        nominal=nominal,
    )


# Where nobody is said to order it, those who are moved or dug in are those who act.
_MOVED_ARE_MOVERS = frozenset({"deployment", "hold", "retreat"})
_BY_WAY_OF = frozenset({"in", "by", "during", "from", "with", "through"})


def _doers(scene: Scene, frame: Frame, agents: list[int]) -> Iterator[int]:
    """*agents* with event nouns replaced by whoever acts in them: "killed by Russian shelling"."""
    events = [n for n in agents if _is_event(scene, n)]
    yield from (n for n in agents if n not in events)
    if len(events) < len(agents):
        return
    told_with = [f for f in scene.tree.conjuncts(frame.head) if scene.tokens[f].pos == "VERB"]
    obliques = (*frame.obliques, *(pair for verb in told_with for pair in verb_frame(scene, verb).obliques))
    by_way = [n for prep, n in obliques if prep in _BY_WAY_OF and _is_event(scene, n)]
    for noun in (*events, *by_way):
        yield from noun_frame(scene, noun).agents


def _is_event(scene: Scene, i: int) -> bool:
    """Whether noun *i* names an event rather than somebody."""
    named = scene.lemma(i) in load_triggers().nouns and scene.tokens[i].pos == "NOUN"
    return named and not scene.classes(i) & {"person", "force", "munition"}


def _add_nominal_roles(scene: Scene, frame: Frame, sense: Sense, roles: dict[str, list[int]]) -> None:
    if sense.poss_is == "patient" and frame.possessors:
        roles["patient"] = [*frame.possessors, *roles["patient"]]
        roles["agent"] = [n for n in roles["agent"] if n not in frame.possessors]
    of = [n for prep, n in frame.obliques if prep == "of"]
    if sense.of == "place":
        # "The offensive of the northern army": not where it is, but whose.
        doers = [n for n in of if "force" in scene.classes(n) and not scene.classes(n) & {"place", "territory"}]
        roles["agent"].extend([] if roles["agent"] else doers)
        of = [n for n in of if n not in doers]
    if of and not (sense.of == "agent" and roles["agent"]):
        roles[sense.of].extend(of)
        if sense.of == "place":
            roles["patient"].extend(of)
    for prep, noun in frame.obliques:
        if prep == "between":
            roles["agent"].append(noun)
    if sense.poss_is != "patient" and not roles["agent"]:
        roles["agent"].extend(n for n in frame.possessors if scene.classes(n) & {"force", "country", "person", "name"})


def _add_receivers(scene: Scene, frame: Frame, sense: Sense, roles: dict[str, list[int]]) -> None:
    """Add to the patients those whom the type's own prepositions lead to; goods that are sent give way to them."""
    kind = "attack" if sense.type == "strike" else str(sense.type)
    prepositions = load_triggers().receiver.get(kind, frozenset())
    received = [n for prep, n in frame.obliques if prep in prepositions and scene.classes(n) & _TARGETS]
    if sense.type in ("arms_transfer", "aid"):
        roles["patient"] = [n for n in roles["patient"] if "weaponry" not in scene.classes(n)]
    if sense.type == "attack" and "chemical" in {c for n in roles["patient"] for c in scene.classes(n)}:
        roles["patient"] = []  # what is used is no victim
    roles["patient"].extend(received)


_TARGETS = frozenset({"place", "territory", "site", "force", "person", "country", "equipment", "name", "position"})


def _trigger_tokens(scene: Scene, i: int) -> tuple[int, ...]:
    particles = [c for c in scene.tree.children(i, "compound:prt") if c == i + 1]
    return (i, *particles)


# ------------------------------------------------------------------ phrases


def _phrases(scene: Scene) -> Iterator[tuple[Phrase, tuple[int, ...], int]]:
    lexicon = load_triggers()
    for i, token in enumerate(scene.tokens):
        for key in {scene.lemma(i), token.lower} & lexicon.phrases.keys():
            for phrase in lexicon.phrases[key]:
                tokens = _match_phrase(scene, phrase, i)
                if tokens:
                    head = next(t for t in tokens if phrase.head in (scene.lemma(t), scene.tokens[t].lower))
                    yield phrase, tokens, head


def _match_phrase(scene: Scene, phrase: Phrase, start: int) -> tuple[int, ...]:
    tokens, here, gap = [], start, 0
    for word in phrase.words:
        if word == "~":
            gap = 3
            continue
        while here < len(scene.tokens) and word not in (scene.lemma(here), scene.tokens[here].lower):
            here, gap = here + 1, gap - 1
            if gap < 0:
                return ()
        if here >= len(scene.tokens):
            return ()
        tokens.append(here)
        here, gap = here + 1, 0
    return tuple(tokens)


def _phrase_happening(scene: Scene, phrase: Phrase, tokens: tuple[int, ...], head: int) -> Iterator[Happening]:
    frame = verb_frame(scene, head) if scene.tokens[head].pos == "VERB" else noun_frame(scene, head)
    rule = f"phrase {' '.join(phrase.words)}"
    nominal = scene.tokens[head].pos != "VERB"
    base = _with_roles(scene, frame, phrase.sense, rule, nominal=nominal)
    contiguous = tuple(range(tokens[0], tokens[-1] + 1))
    yield from _typed(scene, replace(base, trigger=contiguous))


# ------------------------------------------------------------------ being somewhere

_PRESENCE = Sense(type="deployment", subj_is="patient")


def _presences(scene: Scene) -> Iterator[Happening]:
    """Troops said to be at a place: "2,000 US troops are in the country"."""
    for i, token in enumerate(scene.tokens):
        if token.dep != "nsubj" or "troops" not in scene.classes(scene.counted(i)):
            continue
        at = token.head
        if not scene.tree.children(at, "cop") or scene.case(at) not in ("in", "on", "at", "near", "around", "inside"):
            continue
        if scene.classes(at) & {"place", "territory"}:
            frame = Frame(head=i, patients=(i,), obliques=((scene.case(at), at),))
            yield _with_roles(scene, frame, _PRESENCE, "presence", nominal=True)


# ------------------------------------------------------------------ tidying


def _without_doubles(scene: Scene, found: list[Happening]) -> Iterator[Happening]:
    """*found* without a second trigger of the same type for the same happening: the verb wins over its own noun."""
    verbs = {(h.head, h.event_type) for h in found if not h.nominal}
    seen: set[tuple[int, str]] = set()
    for happening in found:
        key = (happening.head, happening.event_type)
        hangs_on = (scene.tokens[happening.head].head, happening.event_type)
        if key in seen or (happening.nominal and happening.frame.carrier == hangs_on[0] and hangs_on in verbs):
            continue
        seen.add(key)
        yield happening
