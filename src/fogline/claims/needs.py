"""What the senses of a trigger need of their sentence, whatever its tree: asked before any tree is read.

Most senses ask for an object, a subject or a preposition that the sentence does not have ("called for" tanks, where
none are named): of the trigger words of reporting a quarter tell of anything, and most of the others need not be read.
"""

from __future__ import annotations

from functools import cache

from fogline.claims.nouns import classed_words, classes_of_lemma
from fogline.claims.scene import Offer, Scene
from fogline.claims.triggers import Sense, load_triggers, phrase_openings, trigger_forms

Need = frozenset[str]
"""Words (lemmas or forms) and classes of nouns (``#force``), of which the sentence must offer one."""
Needs = tuple[Need, ...]
"""All that one sense needs."""

_CLASS = "#"
# Classes that a word may have by what it is a mention of, by its tag or by the words before it (`Scene.classes`).
_BY_MENTION = frozenset(
    {"#person", "#force", "#country", "#place", "#territory", "#peoples", "#official", "#organisation", "#name"}
    | {"#pronoun", "#pronoun_thing", "#figure", "#means"}
)
_ALWAYS = frozenset({"none", "any"})
_NOTHING: Need = frozenset()


def possible(scene: Scene, needs: tuple[Needs, ...]) -> list[int]:
    """Which of the senses that have *needs* the words of *scene* leave possible, by their numbers from 0."""
    here = offer_of(scene).all
    found: list[int] = []
    for number, sense in enumerate(needs):
        for need in sense:
            if need.isdisjoint(here):
                break
        else:
            found.append(number)
    return found


def offer_of(scene: Scene) -> Offer:
    """What the words of the sentence offer; its classes are written as in :data:`Need`."""
    offer = scene.offer
    if offer is None:
        words = set(scene.lemmas)
        words.update([token.lower for token in scene.tokens])
        offer = scene.offer = Offer(words | _BY_MENTION, set(), set())
        known = _known()
        for word in words:
            own = known.get(word)
            if own is not None:
                is_form, opens, classes = own
                if is_form:
                    offer.forms.add(word)
                if opens:
                    offer.openings.add(word)
                offer.all.update(classes)
    return offer


def may_be(scene: Scene, name: str) -> bool:
    """Whether some word of the sentence may have the class *name*."""
    return f"{_CLASS}{name}" in offer_of(scene).all


@cache
def _known() -> dict[str, tuple[bool, bool, frozenset[str]]]:
    """Of each word whether it may stand for a trigger, whether a phrase may begin with it, and its classes."""
    forms, openings = trigger_forms(), phrase_openings()
    found = dict.fromkeys(forms, (True, False, _NOTHING))
    for word in openings | classed_words():
        classes = frozenset([f"{_CLASS}{name}" for name in classes_of_lemma(word)])
        found[word] = word in forms, word in openings, classes
    return found


@cache
def verb_needs(lemma: str) -> tuple[Needs, ...]:
    """The needs of each sense of the verb *lemma*."""
    return tuple(_needs(sense) for sense in load_triggers().verbs[lemma])


@cache
def noun_needs(lemma: str) -> tuple[Needs, ...]:
    """The needs of each sense of the noun *lemma*."""
    return tuple(_needs(sense) for sense in load_triggers().nouns[lemma])


def _needs(sense: Sense) -> Needs:
    found = [_parted(wanted) for wanted in (sense.obj, sense.subj, sense.agent, sense.poss)]
    found += [_oblique(sense.obl), _preposition(sense.obl)]
    words = (sense.word, sense.prt, sense.case, sense.word_obj, sense.word_subj, sense.of_word, sense.governor)
    found += [frozenset(wanted) for wanted in (*words, sense.compound_of) if "none" not in wanted]
    return tuple(need for need in found if need)


def _parted(wanted: tuple[str, ...]) -> Need:
    """The classes and the words ("=town") of a condition on an argument; nothing where it may hold without one."""
    return _NOTHING if not _ALWAYS.isdisjoint(wanted) else frozenset(map(_meant, wanted))


def _oblique(wanted: tuple[str, ...]) -> Need:
    """The same of conditions such as ``on:place|=town``; nothing where one of them asks for no more than ``on:*``."""
    parted = [want.partition(":") for want in wanted]
    if any(prep == "none" or names == "*" for prep, _, names in parted):
        return _NOTHING
    return frozenset(_meant(name) for _, _, some in parted for name in some.split("|"))


def _meant(name: str) -> str:
    """The word or class that *name* asks for: "town" of "=town", "#site" of "site"."""
    return name[1:] if name.startswith("=") else f"{_CLASS}{name}"


def _preposition(wanted: tuple[str, ...]) -> Need:
    """The first words of the prepositions of such conditions; nothing where one of them leaves it open."""
    preps = [want.partition(":")[0] for want in wanted]
    if any(prep in ("none", "*", "") for prep in preps):
        return _NOTHING
    return frozenset(prep.split(" ")[0] for prep in preps)
