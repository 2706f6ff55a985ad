"""How far a happening is vouched for: polarity, modality and certainty over the whole chain of embedding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from fogline.claims.happenings import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import table
from fogline.model.claim import Certainty, Cue, CueKind, Modality, Polarity
from fogline.model.mention import Attribution

_STATES = frozenset({"control", "siege"})
# The stance of an attribution, as the effect it has on what is said.
_STANCE_EFFECTS = {"deny": "denied", "hedge": "hedged", "demand": "requested", "plan": "planned", "expect": "expected"}
_CLAUSE_LINKS = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "csubj"}
)


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
            self.modality = "occurred"
            self._cue("modality", token)
        elif self.modality is None:
            self.modality = _as_modality(effect)
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

    *governing* are the attributions over it, innermost first; the stance of each acts like a governing verb.
    """
    reading = _Reading(scene)
    cue_tokens = {i for a in governing for span in a.cue for i in scene.tree.tokens_in(span)}
    for here, below in _chain(scene, happening, cue_tokens):
        _read_own_words(reading, here, happening, at_event=below is None)
        if below is not None:
            _read_governor(reading, here, below)
    for attribution in governing[:1]:
        _read_stance(reading, attribution)
    modality = reading.modality or _tense_modality(scene, happening)
    return Factuality(
        polarity="denied" if reading.denied else "affirmed",
        modality=modality,
        certainty="hedged" if reading.hedged else "stated",
        cues=tuple(reading.cues),
    )


def _chain(scene: Scene, happening: Happening, barriers: set[int]) -> Iterator[tuple[int, int | None]]:
    """The tokens from the trigger up through its governors, each with the one below it; stops at a verb of speech."""
    here, below = happening.head, None
    while True:
        yield here, below
        token = scene.tokens[here]
        if token.head == here or token.dep in ("parataxis", "appos", "acl:relcl"):
            return
        if token.dep == "conj":
            here = _first_conjunct_head(scene, here)
            token = scene.tokens[here]
            if token.head == here or token.dep in ("parataxis", "appos", "acl:relcl"):
                return
        if token.head in barriers or token.dep not in _CLAUSE_LINKS:
            return
        here, below = token.head, here


def _first_conjunct_head(scene: Scene, i: int) -> int:
    while scene.tokens[i].dep == "conj":
        i = scene.tokens[i].head
    return i


def _read_own_words(reading: _Reading, here: int, happening: Happening, *, at_event: bool) -> None:
    """Auxiliaries, adverbs, negations and marks that hang on the word *here*."""
    scene, tree = reading.scene, reading.scene.tree
    for child in tree.children(here, "aux", "aux:pass"):
        _apply_word(reading, "auxiliaries", child)
    for child in tree.children(here, "advmod", "advmod:emph", "det", "cc:preconj"):
        if at_event or scene.tokens[child].dep != "det":
            _apply_word(reading, "adverbs", child)
    for child in tree.children(here, "mark", "case"):
        _apply_mark(reading, here, child)
    if at_event and happening.nominal:
        for child in tree.children(here, "amod"):
            _apply_adjective(reading, child)


def _apply_word(reading: _Reading, group: str, token: int) -> None:
    scene = reading.scene
    for word in (scene.tokens[token].lower, scene.lemma(token)):
        effect = _effects(group).get(word)
        if effect:
            reading.apply(effect, token)
            return


def _apply_mark(reading: _Reading, here: int, mark: int) -> None:
    """Conjunctions; "to" plans only in an adverbial or adnominal clause, elsewhere its governor decides."""
    word = reading.scene.tokens[mark].lower
    effect = _effects("marks").get(word)
    if effect is None:
        return
    if word == "to" and (
        reading.scene.tokens[here].dep not in ("advcl", "root", "acl", "parataxis")
        or reading.scene.tokens[mark].dep != "mark"
    ):
        return
    if word == "to" and reading.scene.tokens[here].dep == "acl":
        # "an attempt to seize": the noun above says what it is.
        noun = reading.scene.lemma(reading.scene.tokens[here].head)
        if noun in _effects("nouns"):
            return
    reading.apply(effect, mark)


def _apply_adjective(reading: _Reading, token: int) -> None:
    lemma = reading.scene.lemma(token)
    adjectives = table("factuality")["adjectives"]
    if lemma in str(adjectives["planned_modifier"]).split():
        reading.apply("expected", token)
    elif (
        lemma in str(adjectives["hedged"]).split()
        or reading.scene.tokens[token].lower in str(adjectives["hedged"]).split()
    ):
        reading.apply("hedged", token)


def _read_governor(reading: _Reading, here: int, below: int) -> None:
    """What the word *here* does to the complement *below* it."""
    scene = reading.scene
    token, link = scene.tokens[here], scene.tokens[below].dep
    if token.pos in ("VERB", "AUX"):
        effect = _effects("verbs").get(scene.lemma(here))
        if effect and (link in ("xcomp", "ccomp", "csubj") or _takes_as_object(effect, link)):
            reading.apply(effect, here)
    elif token.pos == "NOUN":
        effect = _effects("nouns").get(scene.lemma(here))
        if effect and link in ("acl", "nmod", "ccomp"):
            reading.apply(effect, here)
    elif token.pos == "ADJ" and link in ("xcomp", "ccomp", "csubj", "advcl"):
        effect = _effects("adjectives").get(scene.lemma(here)) or _effects("adjectives").get(token.lower)
        if effect and effect in ("planned", "expected", "requested"):
            reading.apply(effect, here)


def _takes_as_object(effect: str, link: str) -> bool:
    """Whether a verb of *effect* acts on an event noun that hangs on it as *link*: "denied the attack"."""
    if effect in ("denied", "planned", "expected", "requested", "hedged"):
        return link in ("obj", "nsubj:pass")
    return effect == "tried" and link == "obj"


def _read_stance(reading: _Reading, attribution: Attribution) -> None:
    effect = _STANCE_EFFECTS.get(attribution.stance)
    if effect is None:
        return
    kinds: dict[str, CueKind] = {"denied": "polarity", "hedged": "certainty"}
    if effect == "denied":
        reading.denied = True
    elif effect == "hedged":
        reading.hedged = True
    elif reading.modality is None or reading.modality == "ongoing":
        reading.modality = _as_modality(effect)
    text = reading.scene.document.text
    reading.cues.extend(Cue(kinds.get(effect, "modality"), span.of(text), span) for span in attribution.cue)


def _tense_modality(scene: Scene, happening: Happening) -> Modality:
    """Ongoing for states and for what is told in the present or progressive, occurred for the rest."""
    head = happening.frame.carrier if happening.nominal and happening.frame.carrier is not None else happening.head
    token = scene.tokens[head]
    auxiliaries = {scene.tokens[c].lower for c in scene.tree.children(head, "aux", "aux:pass", "cop")}
    if token.tag == "VBG" and auxiliaries & {"is", "are", "was", "were", "been", "'re", "'s", "am", "be"}:
        return "ongoing"
    if happening.event_type in _STATES:
        return "ongoing"
    return "occurred"


@cache
def _effects(group: str) -> dict[str, str]:
    """Word → effect, for one group of the list."""
    return {word: effect for effect, some in table("factuality")[group].items() for word in str(some).split()}
