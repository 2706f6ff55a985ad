"""Why a word tells of an event, and of which type: lexicon entry, readings tried, conditions met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from fogline.claims.conditions import holds
from fogline.claims.explain_paths import frame_rule
from fogline.claims.grounds import Grounds
from fogline.claims.happening import Happening
from fogline.claims.means import means_heads, means_of
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.claims.sub_event import called_for_by, find_sub_event, is_told_as_fact
from fogline.claims.triggers import Sense, listed_in, load_triggers
from fogline.codebook.loader import codebook
from fogline.codebook.sub_events import sub_event_of
from fogline.model.claim import Claim
from fogline.model.explanation import Ground, Option
from fogline.model.span import Span

_ASKED = {
    "obj": "the object is one of",
    "subj": "the subject is one of",
    "agent": "who acts is one of",
    "poss": "whose it is: one of",
    "not_obj": "the object is none of",
    "not_subj": "the subject is none of",
    "obl": "there is a phrase of",
    "not_obl": "there is no phrase of",
    "obj_of": "what the object is of is one of",
    "word": "beside it stands one of",
    "not_word": "beside it stands none of",
    "word_obj": "beside its object stands one of",
    "word_subj": "beside its subject stands one of",
    "of_word": "beside what it is of stands one of",
    "counted_obj": "the object is counted",
    "prt": "there is the particle",
    "governor": "it stands under one of the verbs",
    "case": "it stands behind the preposition",
    "compound_of": "it stands before one of the nouns",
    "voice": "its voice is",
    "number": "its number is",
    "relation": "its label in the parse is",
    "counted": "a number stands before it",
    "predicate": "it is what the clause says of its subject",
    "governed_event": "a verb of happening or doing carries it",
    "needs": "there is an",
}
"""The conditions that a sense can have, in words; what it asks for follows."""
SHOWN_WORDS = 8
"""Words and classes told of one condition; the lists of some are long."""


def trigger_ground(grounds: Grounds, trigger: Span) -> Ground:
    """Which entry of which list lets the words at *trigger* tell of an event, after which other readings failed."""
    scene, happening = grounds.scene, grounds.happening
    part, lemma, number = _entry(happening)
    listed = listed_in(part, lemma, happening.sense)
    rule = f"{part} “{lemma}”" if lemma else "troops at a place"
    if number:
        rule += f", reading {number}"
    if listed:
        rule += f", in triggers/{listed}"
    return Ground(
        about="trigger",
        value=scene.text(trigger),
        rule=rule,
        because=(f"arguments read as: {frame_rule(scene, happening)}", *_met(scene, happening)),
        words=(trigger,),
        others=tuple(_failed(scene, happening, part, lemma, number)),
    )


def type_ground(grounds: Grounds, event_type: str) -> Ground:
    """Why the event is of its type: the reading says so, or the means do, or it is told along with another."""
    scene, sense = grounds.scene, grounds.happening.sense
    words = (scene.tree.span_of(grounds.happening.trigger),)
    if sense.type == event_type:
        rule = "the reading's own type"
    elif sense.also == event_type:
        rule = f"told along with {sense.type}"
    elif sense.type == "strike" or sense.by_means or sense.split_means:
        rule = _by_means(grounds, event_type, sense)
    else:
        rule = f"what acts or is lost beside it tells of it; the reading's own type is {sense.type}"
    return Ground("event_type", event_type, rule, words=words)


def _by_means(grounds: Grounds, event_type: str, sense: Sense) -> str:
    scene, frame = grounds.scene, grounds.happening.frame
    naming = [i for i in dict.fromkeys(means_heads(scene, frame)) if means_of(scene, i) == event_type]
    if not naming:
        return f"no means is named: {event_type} where none is" if sense.type == "strike" else "the reading's own type"
    nouns = [scene.text(scene.tree.noun_phrase(i)) for i in naming if i != frame.head]
    # Else a word beside the trigger, or the trigger itself, names it.
    beside = sorted(scene.modifiers(frame.head) & _means_words()) or [scene.tokens[frame.head].text]
    return f"by the means named: {', '.join(nouns or beside)}"


def _means_words() -> frozenset[str]:
    return frozenset[str]().union(*(class_words(f"means_{kind}") for kind in ("air", "fire", "bomb")))


def acled_ground(grounds: Grounds, claim: Claim) -> Ground:
    """Which ACLED code the claim gets: by its words, by its actors and place, or by its type; with the alternatives."""
    kind = codebook().event_types[claim.event_type]
    key = sub_event_of(claim)
    code = kind.acled_for(key)
    others = tuple(
        Option(alternative.sub_event_type, "neither words nor actors and place call for it")
        for alternative in dict.fromkeys((*([kind.acled] if kind.acled else []), *kind.sub_events.values()))
        if alternative != code
    )
    value = f"{code.event_type} / {code.sub_event_type}" if code else None
    return Ground("acled", value, _acled_rule(grounds, claim, key), others=others)


def _acled_rule(grounds: Grounds, claim: Claim, key: str | None) -> str:
    if key is None:
        return "the default of its type"
    if claim.sub_event is None:
        return "by its actors and place"
    scene, happening = grounds.scene, grounds.happening
    rule = find_sub_event(scene, happening, told_as_fact=is_told_as_fact(claim))
    return f"by its words: {called_for_by(scene, happening, rule)}" if rule else "by its words"


def _entry(happening: Happening) -> tuple[str, str, int]:
    """Part of the lexicon, lemma or phrase, and number of the reading (from 1; 0: it has only one)."""
    part, _, rest = happening.rule.partition(" ")
    lemma, _, number = rest.partition(" #")
    return part, lemma, int(number or 0)


def _failed(scene: Scene, happening: Happening, part: str, lemma: str, number: int) -> Iterator[Option]:
    """The readings of the word that come before the one taken, each with a condition that fails."""
    lexicon = load_triggers()
    senses = (lexicon.verbs if part == "verb" else lexicon.nouns).get(lemma, ())
    for n, sense in enumerate(senses[: max(number - 1, 0)], start=1):
        failing = next((name for name in _conditions(sense) if not _holds(scene, happening, sense, name)), None)
        if failing is not None:
            yield Option(f"reading {n}", f"it asks that {_asked(sense, failing)}", sense.type or "no event")


def _met(scene: Scene, happening: Happening) -> Iterator[str]:
    for name in _conditions(happening.sense):
        witness = _witness(scene, happening, name)
        yield _asked(happening.sense, name) + (f" ({witness})" if witness else "")


def _conditions(sense: Sense) -> Iterator[str]:
    """The names of the conditions that *sense* has."""
    empty = Sense()
    return (f.name for f in fields(Sense) if f.name in _ASKED and getattr(sense, f.name) != getattr(empty, f.name))


def _holds(scene: Scene, happening: Happening, sense: Sense, name: str) -> bool:
    return holds(scene, happening.frame, Sense(**{name: getattr(sense, name)}))


def _asked(sense: Sense, name: str) -> str:
    wanted = getattr(sense, name)
    if isinstance(wanted, bool):
        return _ASKED[name]
    if isinstance(wanted, str):
        return f"{_ASKED[name]} {wanted}"
    shown = ", ".join(word.replace("=", "") for word in wanted[:SHOWN_WORDS])
    return f"{_ASKED[name]} {shown}" + (f" … ({len(wanted)})" if len(wanted) > SHOWN_WORDS else "")


def _witness(scene: Scene, happening: Happening, name: str) -> str:
    """The argument that meets the condition *name*, with its classes."""
    frame = happening.frame
    heads = {"obj": frame.patients, "subj": frame.agents, "agent": frame.agents, "poss": frame.possessors}.get(name, ())
    return "; ".join(_classes(scene, heads, getattr(happening.sense, name))) if heads else ""


def _classes(scene: Scene, heads: Iterable[int], wanted: Iterable[str]) -> Iterator[str]:
    wanted = frozenset(wanted)
    for head in heads:
        shared = sorted(scene.classes(head) & wanted)
        if shared or "any" in wanted:
            yield f"“{scene.tokens[head].text}”" + (f" is {', '.join(shared)}" if shared else "")
