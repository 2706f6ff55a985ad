"""What the senses of a trigger need of their sentence, whatever its tree: asked before any tree is read.

Most senses ask for an object, a subject or a preposition that the sentence does not have ("called for" tanks, where
none are named): of the trigger words of reporting a quarter tell of anything, and most of the others need not be read.
"""

from __future__ import annotations

from functools import cache

from fogline.claims.nouns import classed_words, classes_of_lemma
from fogline.claims.scene import Scene
from fogline.claims.triggers import Sense, load_triggers

Need = tuple[frozenset[str], frozenset[str]]
"""Classes of nouns and words (lemmas or forms), of which the sentence must have one."""
Needs = tuple[Need, ...]
"""All that one sense needs."""

# Classes that a word may have by what it is a mention of, by its tag or by the words before it (`Scene.classes`).
_BY_MENTION = frozenset(
    {"person", "force", "country", "place", "territory", "peoples", "official", "organisation", "name"}
    | {"pronoun", "pronoun_thing", "figure", "means"}
)
_ALWAYS = frozenset({"none", "any"})


def possible(scene: Scene, senses: tuple[Sense, ...], needs: tuple[Needs, ...]) -> list[int]:
    """Which of *senses*, whose *needs* these are, the words of *scene* leave possible, by their numbers from 0."""
    words, classes = scene.words(), classes_offered(scene)
    found: list[int] = []
    for number in range(len(senses)):
        for wanted, meant in needs[number]:
            if wanted.isdisjoint(classes) and meant.isdisjoint(words):
                break
        else:
            found.append(number)
    return found


def classes_offered(scene: Scene) -> set[str]:
    """The classes (:meth:`Scene.classes`) that some word of the sentence may have: no word has any other."""
    found = scene.offered
    if found is None:
        found = scene.offered = set(_BY_MENTION)
        for word in scene.words() & classed_words():
            found |= classes_of_lemma(word)
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
    found += [(frozenset(), frozenset(wanted)) for wanted in (*words, sense.compound_of) if "none" not in wanted]
    return tuple((classes, meant) for classes, meant in found if classes or meant)


def _parted(wanted: tuple[str, ...]) -> Need:
    """The classes and the words ("=town") of a condition on an argument; neither where it may hold without one."""
    if not _ALWAYS.isdisjoint(wanted):
        return frozenset(), frozenset()
    meant = frozenset(name[1:] for name in wanted if name.startswith("="))
    return frozenset(name for name in wanted if not name.startswith("=")), meant


def _oblique(wanted: tuple[str, ...]) -> Need:
    """The same of conditions such as ``on:place|=town``; neither where one of them asks for no more than ``on:*``."""
    parted = [want.partition(":") for want in wanted]
    if any(prep == "none" or names == "*" for prep, _, names in parted):
        return frozenset(), frozenset()
    names = [name for _, _, some in parted for name in some.split("|")]
    meant = frozenset(name[1:] for name in names if name.startswith("="))
    return frozenset(name for name in names if not name.startswith("=")), meant


def _preposition(wanted: tuple[str, ...]) -> Need:
    """The first words of the prepositions of such conditions; none where one of them leaves it open."""
    preps = [want.partition(":")[0] for want in wanted]
    if any(prep in ("none", "*", "") for prep in preps):
        return frozenset(), frozenset()
    return frozenset(), frozenset(prep.split(" ")[0] for prep in preps)
