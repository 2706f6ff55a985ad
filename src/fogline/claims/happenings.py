"""From words to happenings: which tokens of a sentence trigger an event, of which type, with which arguments."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.casting import cast_roles
from fogline.claims.conditions import holds, may_hold
from fogline.claims.frames import Frame, obliques_of
from fogline.claims.happening import Happening
from fogline.claims.means import means_of, means_types
from fogline.claims.needs import may_be, noun_needs, offer_of, possible, verb_needs
from fogline.claims.noun_frames import noun_frame
from fogline.claims.passives import is_misread
from fogline.claims.questions import is_only_asked
from fogline.claims.scene import Scene
from fogline.claims.triggers import Phrase, Sense, irregular_forms, load_triggers
from fogline.claims.verb_frames import is_gerund_misread, is_infinitive_misread, is_root_misread, verb_frame
from fogline.language.lemmas import lemma_of
from fogline.model.quick import replaced

_CLAUSAL = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "dep", "appos"}
)


_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj"})


def find_happenings(scene: Scene) -> list[Happening]:
    """Every happening that the words of *scene* tell of, in text order."""
    found: list[Happening] = []
    taken: set[int] = set()
    for phrase, tokens, head in _phrases(scene):
        told = _phrase_happenings(scene, phrase, tokens, head)
        taken.update(tokens if told else ())
        found.extend(told)
    forms = offer_of(scene).forms
    for i, lemma in enumerate(scene.lemmas):
        if (lemma in forms or scene.tokens[i].lower in forms) and i not in taken:
            found.extend(_token_happenings(scene, i))
    found.extend(_presences(scene))
    if not found:
        return found
    asserted = [happening for happening in _without_doubles(scene, found) if not is_only_asked(scene, happening)]
    return sorted(asserted, key=lambda h: h.trigger)


# ------------------------------------------------------------------ single words


def _token_happenings(scene: Scene, i: int) -> list[Happening]:
    token, lexicon = scene.tokens[i], load_triggers()
    told = _headline_verb(scene, i)
    if told is not None:
        frame = _frame_by_order(scene, i)
        senses = lexicon.verbs[told]
        return _happenings(scene, frame, senses, list(range(len(senses))), "verb", told, nominal=False)
    verb = _verb_lemma(scene, i)
    if verb is not None:
        senses = lexicon.verbs.get(verb, ())
        numbers = possible(scene, verb_needs(verb)) if senses else []
        return _happenings(scene, verb_frame(scene, i), senses, numbers, "verb", verb, nominal=False) if numbers else []
    if token.pos in ("NOUN", "PROPN", "ADJ") or _is_noun_misread(scene, i):
        noun = scene.lemma(i) if scene.lemma(i) in lexicon.nouns else lemma_of(token.lower, "NNS")
        senses = lexicon.nouns.get(noun, ())
        numbers = possible(scene, noun_needs(noun)) if senses and _stands_alone(scene, i) else []
        if numbers and _may_hold_any(scene, i, senses, numbers):
            frame = noun_frame(scene, i)
            if token.dep == "amod":
                frame = replaced(frame, patients=(token.head,))  # "nine people dead"
            return _happenings(scene, frame, senses, numbers, "noun", noun, nominal=True)
    return []


def _may_hold_any(scene: Scene, i: int, senses: tuple[Sense, ...], numbers: list[int]) -> bool:
    for number in numbers:  # noqa: SIM110 - a generator costs as much as the answer
        if may_hold(scene, i, senses[number]):
            return True
    return False


def _verb_lemma(scene: Scene, i: int) -> str | None:
    """The lemma of token *i* as a verb, ``None`` where it is none.

    A participle or a plain form that the tagger took for an adjective or noun counts where it has a verb's subject
    or object: "39 wounded", "Rebels retake the town".
    """
    token = scene.tokens[i]
    if token.pos == "VERB" and _is_noun_misread(scene, i):
        return None
    if token.pos == "VERB" and _is_tail_of_compound(scene, i):
        return None
    if token.pos == "VERB":
        modifies = token.dep in ("amod", "compound", "nmod:desc") and not is_misread(scene, i)
        return None if modifies or _describes_second(scene, i) else scene.lemma(i)
    if token.pos not in ("ADJ", "NOUN", "PROPN"):
        return None
    if token.pos == "ADJ" and token.lower in irregular_forms() and is_misread(scene, i):
        return irregular_forms()[token.lower]  # "had almost left the town"
    if token.lower in ("killed", "wounded", "injured"):
        return lemma_of(token.lower, "VBN") if token.dep in _CLAUSAL else None
    if scene.tree.children(i, "cop"):
        # "were sentenced": a passive that the parser took for a description.
        lemma = lemma_of(token.lower, "VBN")
        return lemma if token.pos == "ADJ" and lemma in load_triggers().transitive else None
    if is_root_misread(scene, i):
        return irregular_forms().get(token.lower) or lemma_of(token.lower, "VBD")
    if is_gerund_misread(scene, i):
        return lemma_of(token.lower, "VBG")
    if is_infinitive_misread(scene, i):
        return token.lower
    if not scene.tree.children(i, "nsubj", "nsubj:pass", "obj"):
        return None
    lemmas = (lemma_of(token.lower, tag) for tag in ("VBD", "VBZ", "VB", "VBG"))
    return next((lemma for lemma in lemmas if lemma in load_triggers().verbs), None)


def _describes_second(scene: Scene, i: int) -> bool:
    """Whether the participle *i* describes the second of two objects: "let civilians and [wounded soldiers] leave"."""
    token = scene.tokens[i]
    if (
        token.tag not in ("VBN", "VBD")
        or token.dep != "conj"
        or i + 1 >= len(scene.tokens)
        or scene.tree.children(i, "obj", "aux")
    ):
        return False
    objects = scene.tree.children(token.head, "obj")
    second = objects[1:2] == (i + 1,) or scene.tokens[i + 1].dep == "nsubj"
    return second and bool(objects) and objects[0] < i and scene.tokens[i - 1].pos == "CCONJ"


def _is_tail_of_compound(scene: Scene, i: int) -> bool:
    """Whether *i* ends a word that says what a place has come to: "the crisis-hit region", "war-torn"."""
    joined = i > 1 and scene.tokens[i - 1].text == "-" and scene.tokens[i].lower in ("hit", "torn", "struck")
    return joined and scene.tokens[i - 2].pos in ("NOUN", "ADJ", "ADV", "PROPN")


def _headline_verb(scene: Scene, i: int) -> str | None:
    """The verb that *i* is where a headline's "-s" form was taken for a plural: "Ukrainian army flees"."""
    token = scene.tokens[i]
    if token.tag in ("NN", "NNP") and i > 0 and scene.tokens[i - 1].tag == "NNS":
        return _plain_verb(scene, i)
    if token.tag != "NNS" or i == 0 or scene.sentence.kind not in ("title", "heading"):
        return None
    if scene.tokens[i - 1].tag not in ("NN", "NNP") or scene.lemma(i) in load_triggers().nouns:
        return None
    if any(other.tag in ("VBZ", "VBD", "VBP") and abs(at - i) < _NEAR for at, other in enumerate(scene.tokens)):
        return None
    lemma = lemma_of(token.lower, "VBZ")
    return lemma if lemma in load_triggers().verbs and not scene.classes(i) else None


def _plain_verb(scene: Scene, i: int) -> str | None:
    """The verb that *i* is behind a plural in a sentence without any other: "The general's forces march on Goma"."""
    token = scene.tokens[i]
    if token.text != token.lower or token.dep not in ("nmod:unmarked", "root", "appos", "conj", "nmod:desc"):
        return None
    if any(other.pos in ("VERB", "AUX") for other in scene.tokens) or i in scene.place_at:
        return None
    return token.lower if token.lower in load_triggers().verbs else None


# Tokens around a word within which another finite verb makes it a noun.
_NEAR = 4


def _frame_by_order(scene: Scene, i: int) -> Frame:
    """Who stands before the verb *i* acts, what stands behind it without a preposition is acted on."""
    behind: tuple[int, ...] = ()
    for n in range(i + 1, len(scene.tokens)):
        if scene.tokens[n].pos == "ADP":
            break
        if scene.tokens[n].pos in ("NOUN", "PROPN") and scene.tokens[n].tag != "POS":
            behind = (n,)
    obliques = obliques_of(scene, i) + tuple(pair for n in behind for pair in obliques_of(scene, n))
    return Frame(head=i, agents=(i - 1,), patients=behind, obliques=obliques, path=("word order",))


def _is_noun_misread(scene: Scene, i: int) -> bool:
    """Whether *i*, tagged as a verb's "-s" form, is an event noun by where it stands: "conducted ground attacks"."""
    token = scene.tokens[i]
    if token.tag != "VBZ" or scene.lemma(i) not in load_triggers().nouns:
        return False
    open_verb = token.dep == "xcomp" and scene.tokens[i - 1].pos in ("NOUN", "ADJ")  # no finite form is one
    named = token.dep == "compound" and scene.tokens[i - 1].pos == "ADJ"  # "Russian Airstrikes Cut Power"
    return token.dep in _NOMINAL - {"conj"} or open_verb or named


_STATES_OF_PEOPLE = frozenset({"dead", "missing"})


def _is_predicate(scene: Scene, i: int) -> bool:
    """Whether the adjective *i* says how somebody is: "left two men dead", "Five dead as …"."""
    counted = i > 0 and scene.tokens[i - 1].pos == "NUM"
    behind = scene.tokens[i].dep == "amod" and scene.tokens[i].head < i
    told = scene.tokens[i].dep in ("acl:relcl", "acl") and bool(scene.tree.children(i, "cop"))  # "who are missing"
    return counted or behind or told or scene.tokens[i].dep in ("xcomp", "root", "ccomp", "parataxis", "advcl", "conj")


def _stands_alone(scene: Scene, i: int) -> bool:
    """Whether noun *i* is a noun of its own, not a modifier inside another ("attack helicopter", "battle group")."""
    token = scene.tokens[i]
    if token.pos == "ADJ":
        return token.dep in _NOMINAL or (token.lower in _STATES_OF_PEOPLE and _is_predicate(scene, i))
    if token.dep in ("compound", "amod", "nmod:desc", "flat"):
        return False
    return not _is_kind_of_craft(scene, i)


def _is_kind_of_craft(scene: Scene, i: int) -> bool:
    """Whether noun *i* is the first of several kinds of craft: "using attack, bomber and fighter aircraft"."""
    after = scene.tokens[i + 1 : i + 2]
    if scene.lemma(i) != "attack" or scene.tokens[i].tag != "NN" or not after or after[0].text != ",":
        return False
    return any(scene.classes(n) & {"means_air"} for n in scene.tree.conjuncts(i) if n > i)


def _happenings(
    scene: Scene, frame: Frame, senses: tuple[Sense, ...], numbers: list[int], part: str, lemma: str, *, nominal: bool
) -> list[Happening]:
    """What the first of *senses* that holds tells of, of those with the *numbers*, which the *part* *lemma* has."""
    for number in numbers:
        sense = senses[number]
        if holds(scene, frame, sense):
            if sense.type is None or sense.object_is_trigger:
                return []
            rule = f"{part} {lemma} #{number + 1}"
            return _typed(scene, cast_roles(scene, frame, sense, rule, nominal=nominal))
    return []


def _typed(scene: Scene, base: Happening) -> list[Happening]:
    """*base* once for each type that its sense, its means and its objects make it."""
    sense, found = base.sense, [base]
    if sense.type == "strike" or sense.by_means or sense.split_means:
        default = sense.default if sense.type == "strike" else str(sense.type)
        found = [replaced(base, event_type=event_type) for event_type in means_types(scene, base.frame, default)]
    if sense.also:
        found.append(replaced(base, event_type=sense.also))
    if scene.lemma(base.frame.head) in _OF_BOTH_KINDS:
        found.extend(_other_kind(scene, base))
    if sense.type in _RESULTS and not base.nominal and not base.frame.path:
        # "Missiles destroyed the depot": the means that act are an attack of their own.
        for agent in base.agents:
            if scene.lemma(agent) == "bomber" and scene.modifiers(agent).isdisjoint(_OF_BOMBERS):
                continue  # a plane, or a man with a bomb
            if scene.classes(scene.counted(agent)) & {"munition", "means_air"}:
                kind = means_of(scene, scene.counted(agent))
                if kind:
                    found.append(replaced(base, event_type=kind))
                    break
    return found


def _other_kind(scene: Scene, base: Happening) -> Iterator[Happening]:
    """The loss of another kind among the objects: "lost 200 soldiers and three tanks" tells of people and of means."""
    people = tuple(n for n in base.frame.patients if "person" in scene.classes(n))
    means = tuple(n for n in base.frame.patients if "equipment" in scene.classes(n) and n not in people)
    built = tuple(n for n in base.frame.patients if "site" in scene.classes(n) and n not in means)
    built = tuple(n for n in built if scene.modifiers(n).isdisjoint(_OF_ARMS))
    if means and built and not people and scene.lemma(base.frame.head) in _WRECKING:
        other = "equipment_loss" if base.event_type == "damage" else "damage"
        yield replaced(base, event_type=other, patients=means if other == "equipment_loss" else built)
    if people and means:
        other = "equipment_loss" if base.event_type == "casualties" else "casualties"
        yield replaced(base, event_type=other, patients=means if other == "equipment_loss" else people)


_OF_BOMBERS = frozenset({"suicide", "car", "plane", "jet", "strategic", "long-range", "heavy", "warplane", "stealth"})
# What makes an installation or the like a piece of equipment.
_OF_ARMS = frozenset({"radar", "missile", "rocket", "artillery", "air-defence", "anti-aircraft"})
_OF_BOTH_KINDS = frozenset({"lose", "destroy", "suffer", "damage"})
_WRECKING = frozenset({"destroy", "damage"})
_RESULTS = frozenset({"damage", "equipment_loss", "casualties"})


def _phrases(scene: Scene) -> list[tuple[Phrase, tuple[int, ...], int]]:
    """The phrases that the sentence holds, each with its tokens and its head."""
    found: list[tuple[Phrase, tuple[int, ...], int]] = []
    offer, phrases = offer_of(scene), load_triggers().phrases
    if not offer.openings:
        return found
    lemmas, tokens = scene.lemmas, scene.tokens
    for i in range(len(tokens)):
        if lemmas[i] not in offer.openings and tokens[i].lower not in offer.openings:
            continue
        for key in dict.fromkeys((lemmas[i], tokens[i].lower)):
            for phrase in phrases.get(key, ()):
                words = _match_phrase(scene, phrase, i) if phrase.named <= offer.all else ()
                if words:
                    head = next(t for t in words if phrase.head in (scene.lemma(t), scene.tokens[t].lower))
                    found.append((phrase, words, head))
    return found


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


def _phrase_happenings(scene: Scene, phrase: Phrase, tokens: tuple[int, ...], head: int) -> list[Happening]:
    frame = verb_frame(scene, head) if scene.tokens[head].pos == "VERB" else noun_frame(scene, head)
    if not holds(scene, frame, phrase.sense):
        return []
    rule = f"phrase {' '.join(phrase.words)}"
    nominal = scene.tokens[head].pos != "VERB"
    base = cast_roles(scene, frame, phrase.sense, rule, nominal=nominal)
    contiguous = tuple(range(tokens[0], tokens[-1] + 1))
    return _typed(scene, replaced(base, trigger=contiguous))


# ------------------------------------------------------------------ being somewhere

_PRESENCE = Sense(type="deployment", subj_is="patient")


def _presences(scene: Scene) -> list[Happening]:
    """Troops said to be at a place: "2,000 US troops are in the country"."""
    found: list[Happening] = []
    if not may_be(scene, "troops"):
        return found
    for i, token in enumerate(scene.tokens):
        at = token.head
        if token.dep != "nsubj" or not scene.tree.children(at, "expl", "cop"):
            continue
        if "troops" not in scene.classes(scene.counted(i)):
            continue
        if scene.tree.children(at, "expl"):
            found.extend(_existing(scene, i))
            continue
        if not scene.tree.children(at, "cop") or scene.case(at) not in ("in", "on", "at", "near", "around", "inside"):
            continue
        if scene.classes(at) & {"place", "territory"}:
            frame = Frame(head=i, patients=(i,), obliques=((scene.case(at), at),))
            found.append(cast_roles(scene, frame, _PRESENCE, "presence", nominal=True))
    return found


def _existing(scene: Scene, troops: int) -> list[Happening]:
    """Counted troops that there are somewhere: "There are 3,000 fighters in the province"."""
    counted = troops in scene.quantity_at or scene.tree.children(troops, "nummod")
    verb = scene.tokens[troops].head
    where = [
        (prep, n)
        for i in (troops, verb)
        for prep, n in obliques_of(scene, i)
        if prep in ("in", "on", "at", "near", "inside")
    ]
    if not counted or not any(scene.classes(n) & {"place", "territory"} for _, n in where):
        return []
    frame = Frame(head=troops, patients=(troops,), obliques=tuple(where))
    return [cast_roles(scene, frame, _PRESENCE, "presence", nominal=True)]


# ------------------------------------------------------------------ tidying


def _without_doubles(scene: Scene, found: list[Happening]) -> list[Happening]:
    """*found* without a second trigger of the same type for the same happening: the verb wins over its own noun."""
    if len(found) < 2:
        return found
    verbs = {(h.head, h.event_type) for h in found if not h.nominal}
    # "expects thousands of refugees to return": whom the verb tells of are no happening of their own
    done = {(scene.counted(n), h.event_type) for h in found if not h.nominal for n in (*h.agents, *h.patients)}
    seen: set[tuple[int, str]] = set()
    kept: list[Happening] = []
    for happening in found:
        key = (happening.head, happening.event_type)
        hangs_on = (scene.tokens[happening.head].head, happening.event_type)
        if happening.nominal and happening.sense.head_is is not None and key in done:
            continue
        if key in seen or (happening.nominal and happening.frame.carrier == hangs_on[0] and hangs_on in verbs):
            continue
        seen.add(key)
        kept.append(happening)
    return kept
