"""How far a happening is vouched for: polarity, modality and certainty over the whole chain of embedding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from fogline.claims.aims import is_no_aim, is_open_infinitive, right_before_to
from fogline.claims.denials import falsehood_over, keeps_up, nobody_in
from fogline.claims.givens import is_taken_as_given
from fogline.claims.governing import (
    effects,
    first_conjunct,
    is_no_longer,
    is_open,
    marks_of,
    subject_effect,
    verb_effect,
)
from fogline.claims.happening import Happening
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.subjects import asking_verb, shares_infinitive, verb_of_degree
from fogline.claims.triggers import load_triggers
from fogline.lexicon.loader import table, words
from fogline.model.claim import Certainty, Cue, CueKind, Modality, Polarity
from fogline.model.mention import Attribution
from fogline.model.quick import quickly_made

_HELD_UNDER = frozenset({"control", "siege"})
# Prepositions that lead from a noun of intent or fear to the event: "plans for an assault", "the threat of a siege".
_OF = frozenset({"of", "for", "to", "against"})
# The stance of an attribution, as the effect it has on what is said.
_STANCE_EFFECTS = {"deny": "denied", "hedge": "hedged", "demand": "requested", "plan": "planned", "expect": "expected"}
_GROUPS = {"NOUN": "nouns", "ADJ": "adjectives", "VERB": "verbs"}
_CUE_KINDS: dict[str, CueKind] = {"denied": "polarity", "hedged": "certainty"}
# Auxiliaries that only say that it lies ahead.
_FUTURE = frozenset({"will", "'ll", "would"})
# Conjunctions before what is told as fact.
_GROUNDS = frozenset({"after", "since", "because", "as", "while", "when", "although", "though"})
_CLAUSE_LINKS = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "csubj"}
)


@quickly_made
@dataclass(frozen=True, slots=True)
class Factuality:
    """What the words make of a happening, with the cues each part rests on."""

    polarity: Polarity = "affirmed"
    modality: Modality = "occurred"
    certainty: Certainty = "stated"
    cues: tuple[Cue, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been read so far on the way up."""

    scene: Scene
    denied: bool = False
    modality: Modality | None = None
    tentative: bool = False
    hedged: bool = False
    cues: list[Cue] = field(default_factory=list)

    def apply(self, effect: str, token: int) -> None:
        """Take note that the word *token* has *effect*."""
        if effect == "denied":
            self.denied = not self.denied
            self._cue("polarity", token)
        elif effect == "hedged":
            self.hedged = True
            self._cue("certainty", token)
        elif effect == "tried":
            # The trial is what happened; a trial still being made is under way.
            # What governs the trial may still put it off ("wants to try to take the town").
            self.modality = "ongoing" if self.scene.tokens[token].tag == "VBG" else "occurred"
            self.tentative = True
            self._cue("modality", token)
        elif self.modality is None or (self.tentative and (effect != "occurred" or self.denied)):
            self.modality = _as_modality(effect)
            # "plans to force them to leave", "fears that it will fall", "will be forced to": the plan or fear decides.
            self.tentative = effect == "occurred" or self.scene.tokens[token].lower in _FUTURE
            self._cue("modality", token)

    def _cue(self, kind: CueKind, token: int) -> None:
        word = self.scene.tokens[token]
        self.cues.append(Cue(kind, word.text, word.span))


def _as_modality(effect: str) -> Modality:
    known: dict[str, Modality] = {
        "planned": "planned",
        "expected": "expected",
        "requested": "requested",
        "ongoing": "ongoing",
        "occurred": "occurred",
    }
    return known[effect]


def read_factuality(scene: Scene, happening: Happening, governing: tuple[Attribution, ...]) -> Factuality:
    """The factuality of *happening*, from its own words up to the verb of speech that reports it.

    The stance of an attribution (*governing*: those over it, innermost first) acts like a governing verb.
    """
    reading = _Reading(scene)
    if happening.sense.modality is not None:
        reading.apply(happening.sense.modality, happening.head)  # "need tanks": the word itself asks for them
    cue_tokens = {i for a in governing for span in a.cue for i in scene.tree.tokens_in(span)}
    top = happening.head
    for here, below in _chain(scene, happening, cue_tokens):
        top = here
        _deny(reading, falsehood_over(scene, here))
        if below is not None and scene.lemma(here) in words("factuality", "making_possible"):
            _read_governor(reading, here, below)  # "to enable the capture": before the purpose counts
        if below is None or scene.tokens[below].dep != "ccomp" or _brings_about(scene, here):
            _read_own_words(reading, here, happening, at_event=below is None)
        if below is None or scene.tokens[here].dep == "xcomp":
            _read_before_to(reading, here)
        if below is not None:
            _read_governor(reading, here, below)
    for attribution in governing[:1]:
        given = attribution.stance == "hedge" and is_taken_as_given(scene, first_conjunct(scene, top))
        if not given and not _asserted_apart(scene, top, cue_tokens):
            _read_stance(reading, attribution)
            _deny(reading, _refusal(scene, attribution))
            if reading.modality is None and attribution.stance == "deny" and _turns_down(scene, happening, attribution):
                reading.modality = "planned"
    if reading.modality is None and happening.nominal:
        _read_outcome(reading, happening)
    modality = reading.modality or _tense_modality(scene, happening)
    return Factuality(
        polarity="denied" if reading.denied else "affirmed",
        modality=modality,
        certainty="hedged" if reading.hedged else "stated",
        cues=tuple(reading.cues),
    )


def _read_before_to(reading: _Reading, here: int) -> None:
    before = right_before_to(reading.scene, here)
    effect = None if before is None else effects("verbs").get(reading.scene.lemma(before))
    if before is not None and effect in ("planned", "expected", "requested", "tried"):
        reading.apply(effect, before)


def _brings_about(scene: Scene, verb: int) -> bool:
    """Whether the *verb* makes its complement happen, so that what puts it off puts off both: "plans to force …"."""
    return effects("verbs").get(scene.lemma(verb)) == "occurred"


def _asserted_apart(scene: Scene, top: int, cue: set[int]) -> bool:
    """Whether a clause of its own keeps what *top* heads out of what is threatened, asked for or feared above it.

    A relative clause does, and a finite one of time or reason ("ordered a siege after rockets had hit the town").
    """
    clause = first_conjunct(scene, top)
    token = scene.tokens[clause]
    marks = {scene.tokens[m].lower for m in scene.tree.children(clause, "mark", "advmod")}
    since = token.dep == "advcl" and bool(marks & _GROUNDS) and not marks & {"if", "unless", "whether"}
    return (since or token.dep == "acl:relcl") and bool(cue & set(scene.tree.ancestors(clause)))


def _chain(scene: Scene, happening: Happening, barriers: set[int]) -> Iterator[tuple[int, int | None]]:
    """The tokens from the trigger up through its governors, each with the one below it; stops at a verb of speech."""
    here, below = happening.head, None
    while True:
        yield here, below
        first = here if shares_infinitive(scene, here) else first_conjunct(scene, here)
        token = scene.tokens[first]
        asking = asking_verb(scene, first)
        if asking is not None and asking not in barriers:
            here, below = asking, here
            continue
        if token.head == first or token.head in barriers or not _passes_on(scene, first):
            return
        here, below = token.head, here
        degree = verb_of_degree(scene, first) if scene.tokens[first].tag == "VBG" else None
        if degree is not None and degree not in barriers:
            yield here, below
            here, below = degree, first


def _passes_on(scene: Scene, i: int) -> bool:
    """Whether what governs *i* bears on whether it happened.

    A relative or reduced clause is asserted by itself, and so is a finite adverbial one ("as …", "after …"); the
    subject of a verb is there whatever its verb may do, unless that verb only says that it happens.
    """
    token = scene.tokens[i]
    if token.dep in ("parataxis", "appos", "acl:relcl") or token.dep not in _CLAUSE_LINKS:
        return False
    if token.dep == "acl" and token.tag in ("VBN", "VBG") and not scene.tree.children(i, "mark"):
        return False
    if token.dep == "advcl" and (token.tag in ("VBD", "VBZ", "VBP") or scene.tree.children(i, "aux", "nsubj")):
        return False
    if token.dep == "nsubj":
        return _only_happens(scene, token.head)
    return not is_taken_as_given(scene, i)


def _only_happens(scene: Scene, verb: int) -> bool:
    """Whether *verb* says of its subject only that it happens or is ("there will be talks"). With an object it says
    more: "the sanctions did not break the economy"."""
    if scene.tree.children(verb, "expl"):
        return True
    more = any(scene.lemma(n) not in ("place", "effect", "shape") for n in scene.tree.children(verb, "obj"))
    return scene.lemma(verb) in load_triggers().light["event"] and not more


def _read_own_words(reading: _Reading, here: int, happening: Happening, *, at_event: bool) -> None:
    """Auxiliaries, adverbs, negations and marks that hang on the word *here*."""
    scene, tree = reading.scene, reading.scene.tree
    for child in tree.children(here, "aux", "aux:pass"):
        _apply_word(reading, "auxiliaries", child)
    goes_on = not at_event and keeps_up(scene, here)
    for child in tree.children(here, "advmod", "advmod:emph", "det", "cc:preconj"):
        if not at_event and is_open(scene, here, child):
            reading.apply("hedged", child)
        elif is_no_longer(scene, child):
            reading.apply("denied", child)
        elif (at_event or scene.tokens[child].dep != "det" or _has_none(scene, here)) and not goes_on:
            _apply_word(reading, "adverbs", child)
    for child in tree.children(here, "mark", "case"):
        if child not in happening.trigger:  # "without electricity" is the damage itself
            _apply_mark(reading, here, child)
    _read_equation(reading, here)
    if at_event and not happening.nominal:
        _deny(reading, nobody_in(scene, happening))
    if at_event and happening.nominal:
        inside = (n for c in tree.children(here, "compound") for n in tree.children(c, "amod"))
        for child in (*tree.children(here, "amod"), *inside):
            _apply_adjective(reading, child)


def _has_none(scene: Scene, here: int) -> bool:
    """Whether *here* is a plan or the like that its "no" denies: "has no plans to withdraw"."""
    intended = scene.tokens[here].pos == "NOUN" and scene.lemma(here) in words("factuality", "intent")
    return intended and any(scene.tokens[c].lower == "no" for c in scene.tree.children(here, "det"))


def _deny(reading: _Reading, word: int | None) -> None:
    if word is not None:
        reading.apply("denied", word)


def _apply_word(reading: _Reading, group: str, token: int) -> None:
    scene = reading.scene
    for word in (scene.tokens[token].lower, scene.lemma(token)):
        effect = effects(group).get(word)
        if effect:
            reading.apply(effect, token)
            return


def _apply_mark(reading: _Reading, here: int, mark: int) -> None:
    """Conjunctions; "to" plans only in an adverbial or adnominal clause, elsewhere its governor decides."""
    word = reading.scene.tokens[mark].lower
    effect = effects("marks").get(word)
    if effect is None:
        return
    if word == "to" and not is_open_infinitive(reading.scene, here):
        return
    here = first_conjunct(reading.scene, here)
    if word == "to" and (
        reading.scene.tokens[here].dep not in ("advcl", "root", "acl", "parataxis")
        or reading.scene.tokens[mark].dep != "mark"
    ):
        return
    asked = asking_verb(reading.scene, here) is not None
    if word == "to" and (asked or _is_settled_above(reading.scene, here) or is_no_aim(reading.scene, here)):
        return
    reading.apply(effect, mark)


def _is_settled_above(scene: Scene, i: int) -> bool:
    """Whether what governs *i* itself says how its infinitive is meant: "an attempt to seize", "poised to strike"."""
    head = scene.tokens[i].head
    words = (scene.lemma(head), scene.tokens[head].lower)
    group = _GROUPS.get(scene.tokens[head].pos)
    return group is not None and any(word in effects(group) for word in words)


def _apply_adjective(reading: _Reading, token: int) -> None:
    lemma, hedges = reading.scene.lemma(token), _adjectives("hedged")
    if lemma in _adjectives("planned_modifier"):
        reading.apply("expected", token)
    elif lemma in _adjectives("ongoing"):
        reading.apply("ongoing", token)
    elif lemma in hedges or reading.scene.tokens[token].lower in hedges:
        reading.apply("hedged", token)


def _read_governor(reading: _Reading, here: int, below: int) -> None:
    """What the word *here* does to the complement *below* it."""
    scene = reading.scene
    token, link = scene.tokens[here], scene.tokens[below].dep
    effect: str | None = None
    if token.pos in ("VERB", "AUX"):
        effect = verb_effect(scene, here, below) or subject_effect(scene, here, below)
    elif token.pos == "NOUN" and (link in ("acl", "ccomp") or (link == "nmod" and scene.case(below) in _OF)):
        effect = effects("nouns").get(scene.lemma(here))
        _read_missing_proof(reading, here)
    elif token.pos in ("ADJ", "ADV") and link in ("xcomp", "ccomp", "csubj", "advcl"):
        effect = effects("adjectives").get(scene.lemma(here)) or effects("adjectives").get(token.lower)
        effect = effect if effect in ("planned", "expected", "requested", "denied") else None
    if effect:
        reading.apply(effect, here)
    if effect == "denied" and "against" in marks_of(scene, below):
        reading.apply("planned", here)


def _read_missing_proof(reading: _Reading, noun: int) -> None:
    """ "No evidence of …": the speaker does not believe it, without ruling it out."""
    scene = reading.scene
    if scene.lemma(noun) not in class_words("proof"):
        return
    for determiner in scene.tree.children(noun, "det"):
        if scene.tokens[determiner].lower == "no":
            reading.apply("denied", determiner)
            reading.apply("hedged", noun)


def _read_outcome(reading: _Reading, happening: Happening) -> None:
    """ "The capture of the town would cut the road", "will free its people": what is only imagined has outcomes."""
    token = reading.scene.tokens[happening.head]
    if token.dep != "nsubj" or happening.event_type not in _HAVING_OUTCOMES:
        return
    for child in reading.scene.tree.children(token.head, "aux"):
        word = reading.scene.tokens[child].lower
        if word == "would" or (word == "will" and reading.scene.lemma(token.head) in words("factuality", "outcomes")):
            reading.apply("expected", child)


_HAVING_OUTCOMES = frozenset({"capture", "siege", "retreat", "advance"})


def _read_equation(reading: _Reading, here: int) -> None:
    """ "Their aim is to take the town": the subject of the clause says what its predicate is."""
    scene = reading.scene
    if not scene.tree.children(here, "cop", "mark"):
        return
    for subject in scene.tree.children(here, "nsubj"):
        effect = effects("nouns").get(scene.lemma(subject))
        if effect == "planned":
            reading.apply(effect, subject)


def _read_stance(reading: _Reading, attribution: Attribution) -> None:
    effect = _STANCE_EFFECTS.get(attribution.stance)
    if effect is None:
        return
    if effect == "denied":
        reading.denied = True
    elif effect == "hedged":
        reading.hedged = True
    elif reading.modality is None or reading.modality == "ongoing" or reading.tentative:
        reading.modality = _as_modality(effect)
    text, kind = reading.scene.document.text, _CUE_KINDS.get(effect, "modality")
    reading.cues.extend(Cue(kind, span.of(text), span) for span in attribution.cue)


def _refusal(scene: Scene, attribution: Attribution) -> int | None:
    """The verb by which somebody says that they will not do it: "[refused] to hand over the prisoners"."""
    if attribution.stance != "plan":
        return None
    cue = (i for span in attribution.cue for i in scene.tree.tokens_in(span))
    return next((i for i in cue if scene.lemma(i) in words("factuality", "refusing")), None)


def _turns_down(scene: Scene, happening: Happening, attribution: Attribution) -> bool:
    """Whether what is denied is a deed that somebody will not do: "ruled out sending troops"."""
    token = scene.tokens[happening.head]
    ahead = token.tag in ("VB", "VBG") and not any(
        scene.lemma(c) == "have" for c in scene.tree.children(token.index, "aux")
    )
    cue = (i for span in attribution.cue for i in scene.tree.tokens_in(span))
    return ahead and not happening.nominal and any(scene.lemma(i) in ("rule", "reject", "refuse") for i in cue)


def _tense_modality(scene: Scene, happening: Happening) -> Modality:
    """Ongoing for states and for what is told in the present or progressive, occurred for the rest."""
    head = happening.frame.carrier if happening.nominal and happening.frame.carrier is not None else happening.head
    token = scene.tokens[head]
    auxiliaries = {scene.tokens[c].lower for c in scene.tree.children(head, "aux", "aux:pass", "cop")}
    if token.tag == "VBG" and auxiliaries & {"is", "are", "was", "were", "been", "'re", "'s", "am", "be"}:
        return "ongoing"
    under = scene.case(happening.head) == "under" and happening.event_type in _HELD_UNDER
    if happening.event_type == "control" or under:
        return "ongoing"
    return "occurred"


@cache
def _adjectives(group: str) -> frozenset[str]:
    return frozenset(str(table("factuality")["adjectives"][group]).split())
