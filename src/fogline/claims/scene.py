"""A sentence with everything that was found in it, as the steps of this stage look it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import TypeVar

from fogline.claims.nouns import class_words, classes_of_lemma
from fogline.claims.stretches import Stretches
from fogline.claims.triggers import irregular_forms
from fogline.language.tree import Tree, tree_of
from fogline.model.document import Document
from fogline.model.mention import ActorMention, Attribution, Mentions, PlaceMention, QuantityMention, TimeMention
from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span

_MEANS = frozenset({"munition", "means_air", "means_fire"})
# What a name may be of by the noun before it.
_KINDS_OF_NAMES = frozenset({"equipment", "troops"})
_ARMED_KINDS = frozenset({"military", "armed_group", "government", "occupation_official", "intelligence"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the words of a sentence offer, lemmas and forms in lower case alike.

    ``forms`` may stand for a trigger, a phrase may begin with ``openings``; ``all`` are all the words, with the classes
    that some of them may have (:meth:`Scene.classes`): no word has any other.
    """

    all: set[str]
    forms: set[str]
    openings: set[str]


class Scene:
    """One parsed sentence of a document and its mentions. Tokens are given by index throughout.

    *stretches* are those of *mentions*, where they are at hand.
    """

    def __init__(
        self, document: Document, mentions: Mentions, sentence: Sentence, stretches: Stretches | None = None
    ) -> None:
        self.document = document
        self.mentions = mentions
        self.sentence = sentence
        self.tree: Tree = tree_of(sentence)
        self.tokens: tuple[Token, ...] = sentence.tokens
        self._read_stretches(Stretches(mentions, (sentence,)) if stretches is None else stretches)
        self._place_mentions()
        irregular = irregular_forms()
        self.lemmas: tuple[str, ...] = tuple(
            [
                t.lower
                if t.lemma == t.lower and t.pos != "VERB"
                else (irregular.get(t.lower) if t.pos == "VERB" else None) or t.lemma.lower()
                for t in self.tokens
            ]
        )
        """The lower-case lemma of each token."""
        self._folded: str | None = None
        self.offer: Offer | None = None
        """What :func:`fogline.claims.needs.offer_of` has found."""
        self._classes: dict[int, frozenset[str]] = {}
        self._modifiers: dict[int, frozenset[str]] = {}
        self._cases: dict[int, str] = {}
        self._counted: dict[int, int] = {}
        self._coordinated: dict[int, tuple[int, ...]] = {}
        self.obliques: dict[int, tuple[tuple[str, int], ...]] = {}
        """What :func:`fogline.claims.frames.obliques_of` has read, which is asked most."""
        self.passive: dict[int, bool] = {}
        """The same of :func:`fogline.claims.passives.is_passive`."""
        self.pointing: tuple[int, ...] | None = None
        """What :func:`fogline.claims.pointing.pointing_tokens` has found."""
        self.scenic: list[PlaceMention] | None = None
        """What :func:`fogline.claims.where.find_places` has found can be a scene of anything."""
        self.answers: dict[str, dict[int, object]] = {}
        """What :func:`once` keeps."""

    def _read_stretches(self, stretches: Stretches) -> None:
        sentence = self.sentence
        self.places: tuple[PlaceMention, ...] = stretches.places_in(sentence)
        self.quantities: tuple[QuantityMention, ...] = stretches.quantities_in(sentence)
        self.actors: tuple[ActorMention, ...] = stretches.actors_in(sentence)
        self.times: tuple[TimeMention, ...] = stretches.times(sentence)
        self.sources: tuple[Span, ...] = stretches.sources(sentence)
        """The words of this sentence that name who speaks, of every attribution."""
        self.attributing: tuple[Attribution, ...] = stretches.attributing(sentence)
        """The attributions with their source or cue in this sentence."""
        self.attributed: tuple[Attribution, ...] = stretches.attributed(sentence)
        """The attributions with some of what is said in this sentence."""

    def _place_mentions(self) -> None:
        tree = self.tree
        self.place_at: dict[int, PlaceMention] = {i: m for m in self.places for i in tree.tokens_in(m.span)}
        """The place mention over each token that has one."""
        self.quantity_at: dict[int, QuantityMention] = {i: m for m in self.quantities for i in tree.tokens_in(m.span)}
        """The quantity mention over each token that has one."""
        self.timed: frozenset[int] = frozenset([i for m in self.times for i in tree.tokens_in(m.span)])
        """The tokens of time expressions: no such noun acts or suffers."""
        self.actor_at: dict[int, ActorMention] = {}
        """The actor mention whose head each token is; longer mentions before shorter ones."""
        for mention in sorted(self.actors, key=_length) if len(self.actors) > 1 else self.actors:
            head = tree.head_of_span(mention.head)
            if head is not None:
                self.actor_at[head] = mention

    def lemma(self, i: int) -> str:
        """The lower-case lemma of token *i*."""
        return self.lemmas[i]

    def text(self, span: Span) -> str:
        """The words of *span*."""
        return span.of(self.document.text)

    def folded(self) -> str:
        """The words of the sentence in lower case."""
        if self._folded is None:
            self._folded = self.text(self.sentence.span).lower()
        return self._folded

    def case(self, i: int) -> str:
        """The preposition of noun *i*, in lower case ("out of"), or the empty string."""
        known = self._cases.get(i)
        if known is None:
            marks = [self.tokens[c] for c in self.tree.children(i, "case") or self._strayed_case(i)]
            known = self._cases[i] = " ".join([mark.lower for mark in marks if mark.tag != "POS"])
        return known

    def _strayed_case(self, i: int) -> tuple[int, ...]:
        """The preposition of noun *i* that the parser hung on a word before it: "[of northern] positions"."""
        before = (c for c in self.tree.children(i, "amod", "nmod:desc") if c < i)
        return next((marks for c in before if (marks := self.tree.children(c, "case"))), ())

    def modifiers(self, i: int) -> frozenset[str]:
        """The lemmas (and forms) of the words that modify noun *i* before it: adjectives, compounds, possessors."""
        known = self._modifiers.get(i)
        if known is None:
            known = self._modifiers[i] = self._find_modifiers(i)
        return known

    def _find_modifiers(self, i: int) -> frozenset[str]:
        found: set[str] = set()
        for child in self.tree.children(i, "compound", "amod", "nmod:desc", "flat", "advmod", "nmod:unmarked"):
            for below in self.tree.subtree(child):
                if below < i:
                    found.update((self.lemma(below), self.tokens[below].lower))
        for child in self.tree.children(i, "xcomp", "advmod"):
            # "were shot dead", "were left wounded": the result stands behind the verb.
            if self.tokens[child].pos in ("ADJ", "ADV"):
                found.add(self.tokens[child].lower)
        if self.tokens[i].pos == "VERB":
            found.update(self._left_so(i))
        for before in range(i - 1, max(0, i - 2) - 1, -1):
            # The word right before counts whatever the parser hung it on: "car bomb attack".
            if self.tokens[before].pos not in ("NOUN", "ADJ", "PROPN"):
                break
            found.update((self.lemma(before), self.tokens[before].lower))
        return frozenset(found)

    def _left_so(self, verb: int) -> set[str]:
        """The adjectives behind the object of *verb*, which say what became of it: "left hundreds homeless"."""
        objects = {n for thing in self.tree.children(verb, "obj") for n in (thing, self.counted(thing))}
        return {self.tokens[c].lower for n in objects for c in self.tree.children(n, "amod") if c > n > verb}

    def with_conjuncts(self, i: int) -> tuple[int, ...]:
        """*i* and the nouns coordinated with it, in text order."""
        known = self._coordinated.get(i)
        if known is None:
            known = self._coordinated[i] = self._find_conjuncts(i)
        return known

    def _find_conjuncts(self, i: int) -> tuple[int, ...]:
        found = [i]
        for member in found:  # grows while it is read
            found.extend([c for c in self.tree.children(member, "conj") if self.tokens[c].pos not in ("VERB", "AUX")])
        return tuple(sorted(set(found))) if len(found) > 1 else (i,)

    def counted(self, i: int) -> int:
        """The noun that *i* is really about: the noun of "dozens of X" for a quantifier, else *i*."""
        known = self._counted.get(i)
        if known is None:
            known = self._counted[i] = self._find_counted(i)
        return known

    def _find_counted(self, i: int) -> int:
        if self.lemma(i) in class_words("quantifier") or self.tokens[i].pos in ("NUM", "SYM", "DET"):
            for child in self.tree.children(i, "nmod", "obl"):
                if child > i and self.case(child).startswith("of"):
                    return self.counted(child)
        return i

    def classes(self, i: int) -> frozenset[str]:
        """The classes of noun *i*: those of its lemma, and of what it is a mention of."""
        known = self._classes.get(i)
        if known is None:
            known = self._classes[i] = self._find_classes(i)
        return known

    def _find_classes(self, i: int) -> frozenset[str]:
        token = self.tokens[i]
        found = {*classes_of_lemma(self.lemma(i)), *classes_of_lemma(token.lower)}
        counted = self.counted(i)
        if counted != i:
            found |= self.classes(counted)
        if token.pos == "PRON" or token.tag in ("WP", "WDT", "PRP", "DT"):
            found |= _pronoun_classes(token.lower)
        if token.pos == "NUM":
            found |= {"figure", "person"}
        if token.pos == "DET" and counted == i:
            found |= {"pronoun", "person"}
        found |= self._name_classes(i)
        if self._is_who(i):
            found = (found - {"place", "territory"}) | {"person"}
        modifiers = self.modifiers(i)
        if not modifiers.isdisjoint(class_words("official")):
            found.add("official")
        if not (found.isdisjoint(_MEANS) and modifiers.isdisjoint(_means_words())):
            found.add("means")
        return frozenset(found)

    def _is_who(self, i: int) -> bool:
        """Whether a relative clause with "who" says that *i* is somebody."""
        for clause in self.tree.children(i, "acl:relcl"):
            for word in self.tree.children(clause):
                if self.tokens[word].lower in ("who", "whom"):
                    return True
        return False

    def _name_classes(self, i: int) -> set[str]:
        found: set[str] = set()
        place = self.place_at.get(i)
        if place is not None and self.tree.head_of_span(place.span) == i:
            found |= _place_classes(place)
            if place.use == "demonym" and token_is_plural(self.tokens[i]):
                found.add("peoples")
                found.discard("country")
        actor = self.actor_at.get(i)
        if actor is not None:
            found |= {"force", "person"} if actor.actor.kind in _ARMED_KINDS else {"person"}
            if actor.actor.kind == "official" or actor.actor.role:
                found.add("official")
            if actor.actor.kind == "international_organisation":
                found.add("organisation")
            if actor.actor.kind is None and actor.actor.country and "peoples" not in found:
                found |= {"country", "force"}
        if self.tokens[i].pos == "PROPN" and place is None and actor is None:
            # A name nobody knows may be a village's as well as a man's.
            found |= {"name", "place"}
        if self.tokens[i].pos == "PROPN":
            # "the aircraft carrier USS X": of the kind that the words before it name
            for kind in self.tree.children(i, "compound", "nmod:desc"):
                if kind < i and self.tokens[kind].tag in ("NN", "NNS"):
                    found |= classes_of_lemma(self.lemma(kind)) & _KINDS_OF_NAMES
        return found


def _length(mention: ActorMention) -> int:
    return mention.span.end - mention.span.start


def once(read: Callable[[Scene, int], T]) -> Callable[[Scene, int], T]:
    """*read*, which asks about one token of a scene, with its answers kept: the rules ask the same again and again."""
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def ask(scene: Scene, i: int) -> T:
        known = scene.answers.get(name)
        if known is None:
            known = scene.answers[name] = {}
        if i not in known:
            known[i] = read(scene, i)
        return known[i]  # type: ignore[return-value]

    return ask


def token_is_plural(token: Token) -> bool:
    """Whether the noun *token* is in the plural."""
    return token.tag in ("NNS", "NNPS")


def _pronoun_classes(lower: str) -> set[str]:
    found: set[str] = set()
    if lower in class_words("personal_pronoun"):
        found |= {"pronoun", "person", "force"}
    if lower in class_words("thing_pronoun"):
        found |= {"pronoun", "pronoun_thing"}
    return found


def _place_classes(place: PlaceMention) -> set[str]:
    code = place.place.feature_code or ""
    if place.use == "demonym":
        return {"force", "person"}
    if place.use == "metonym":
        return {"country", "force"}
    if code.startswith("PCL"):
        return {"country", "place", "territory", "force"}
    return {"place", "territory"}


@cache
def _means_words() -> frozenset[str]:
    return class_words("means_air") | class_words("means_fire") | class_words("munition")
