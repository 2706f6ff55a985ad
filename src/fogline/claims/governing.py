"""What the words that govern a happening make of it: verbs, and the subjects that a clause completes.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from functools import cache

from fogline.claims.aims import is_open_infinitive
from fogline.claims.passives import is_passive
from fogline.claims.scene import Scene
from fogline.claims.subjects import asking_verb, shares_infinitive
from fogline.claims.verb_frames import is_infinitive_misread
from fogline.lexicon.loader import table, words

_NOT = frozenset({"not", "n't", "n’t", "never"})


def verb_effect(scene: Scene, verb: int, below: int) -> str | None:
    """The effect of *verb* on its complement, its object, or the noun its own preposition leads to."""
    lemma, link = scene.lemma(verb), scene.tokens[below].dep
    turned = _turned_effect(scene, verb, below)
    if turned is not None:
        return turned
    effect = effects("verbs").get(lemma)
    if lemma == "call" and not any(scene.case(n) in ("on", "upon", "for") for n in scene.tree.children(verb, "obl")):
        effect = None
    if link in ("xcomp", "ccomp", "csubj") or (link == "conj" and shares_infinitive(scene, below)):
        return effect
    if is_infinitive_misread(scene, below) or asking_verb(scene, first_conjunct(scene, below)) == verb:
        return effect
    if lemma == "face" and scene.lemma(below) not in table("factuality")["takes"]["threatened"]:
        return None  # "the embassies face protests": they are there
    if link == "obj" and lemma in words("factuality", "making_possible"):
        return "expected" if scene.tokens[verb].tag in ("VB", "VBG", "VBZ", "VBP") else None
    if link in ("obj", "nsubj:pass"):
        return effect if lemma in _takes("object") else None
    if link == "obl" and f"{lemma}:{scene.case(below)}" in _takes("oblique"):
        return str(table("factuality")["takes"]["oblique_effects"].get(lemma, effect))
    marks = marks_of(scene, below)
    if link == "advcl" and marks & {"to", "with"}:
        return effect  # "threatening to encircle", "tasked them with taking the town"
    return None


def _turned_effect(scene: Scene, verb: int, below: int) -> str | None:
    """The effect that a word beside *verb*, or its subject or voice, gives it, whatever its own is."""
    lemma, link = scene.lemma(verb), scene.tokens[below].dep
    if _rules_out(scene, verb) and any(is_open(scene, verb, c) for c in scene.tree.children(verb, "advmod")):
        return "expected"  # "did not rule out sending troops"
    if lemma == "threaten" and _is_no_will(scene, verb):
        return "expected"  # "the advance threatens to cut the road"
    if link == "advcl":
        marks = marks_of(scene, below)
        kept = "from" in marks and lemma in _keeping_from()
        # "voted against sending troops", "stopped supplying weapons"
        ended = lemma in ("stop", "cease", "quit") and scene.tokens[below].tag == "VBG" and not marks
        return "denied" if kept or ended or "against" in marks else None
    return _of_infinitive(scene, verb, below) if link == "xcomp" else None


def _of_infinitive(scene: Scene, verb: int, below: int) -> str | None:
    """What a verb that is no verb of intent makes of an infinitive: "sent troops to fight", "is said to have left"."""
    lemma, lists = scene.lemma(verb), table("factuality")
    if lemma in ("have", "be") and _is_yet_to(scene, below):
        return "denied"
    if lemma in lists["telling"] and lemma not in effects("verbs"):
        return "hedged" if is_passive(scene, verb) else None
    sent = lemma in lists["sending"] and scene.tree.children(verb, "obj", "nsubj:pass")
    if lemma in lists["designing"] or (sent and is_open_infinitive(scene, below)):
        return "planned"
    return None


def marks_of(scene: Scene, i: int) -> set[str]:
    """The words that open the clause of *i*, in lower case."""
    return {scene.tokens[m].lower for m in scene.tree.children(i, "mark")}


def _is_no_will(scene: Scene, verb: int) -> bool:
    """Whether the subject of *verb* is a thing or a doing, which wants nothing."""
    subjects = scene.tree.children(verb, "nsubj")
    return bool(subjects) and scene.lemma(subjects[0]) in words("speech", "unwilling")


def _is_yet_to(scene: Scene, infinitive: int) -> bool:
    """Whether "yet" stands right before the "to" of *infinitive*: "have yet to launch the offensive"."""
    marks = [m for m in scene.tree.children(infinitive, "mark") if scene.tokens[m].lower == "to"]
    return bool(marks) and marks[0] > 0 and scene.tokens[marks[0] - 1].lower == "yet"


@cache
def _keeping_from() -> frozenset[str]:
    """The verbs that keep somebody, or oneself, from doing what an "-ing" form behind "from" tells."""
    return frozenset((*table("casting")["blocking"], *table("factuality")["refraining"]))


def subject_effect(scene: Scene, verb: int, below: int) -> str | None:
    """The effect of a subject that a clause completes ("fears are growing that …"), or goes on ("fire continues")."""
    link = scene.tokens[below].dep
    if link == "nsubj" and scene.tokens[verb].tag in ("VBZ", "VBP", "VBG"):
        return "ongoing" if scene.lemma(verb) in ("continue", "persist", "rage") else None
    if link == "ccomp" and scene.lemma(verb) in ("grow", "mount", "rise", "remain", "persist", "spread", "be"):
        of_subject = (effects("nouns").get(scene.lemma(n)) for n in scene.tree.children(verb, "nsubj") if n < verb)
        return next((effect for effect in of_subject if effect), None)
    return None


def is_open(scene: Scene, here: int, word: int) -> bool:
    """Whether *word* says that the clause below *here* is not known to be so: "it is [not] clear whether …"."""
    sure = scene.tokens[here].pos == "ADJ" and scene.lemma(here) in words("factuality", "sure")
    return (sure or _rules_out(scene, here)) and scene.tokens[word].lower in _NOT


def is_no_longer(scene: Scene, word: int) -> bool:
    """Whether *word* ends "no longer": what was so is so no more."""
    return scene.tokens[word].lower == "longer" and word > 0 and scene.tokens[word - 1].lower == "no"


def _rules_out(scene: Scene, verb: int) -> bool:
    particles = scene.tree.children(verb, "compound:prt", "advmod")
    return scene.lemma(verb) == "rule" and any(scene.tokens[c].lower == "out" for c in particles)


@cache
def _takes(group: str) -> frozenset[str]:
    """The verbs (with their prepositions) that act on an event noun as their *group*."""
    return frozenset(str(table("factuality")["takes"][group]).split())


@cache
def effects(group: str) -> dict[str, str]:
    """Word → effect, for one group of the list."""
    return {word: effect for effect, some in table("factuality")[group].items() for word in str(some).split()}


def first_conjunct(scene: Scene, i: int) -> int:
    """The first member of the coordination that *i* stands in."""
    while scene.tokens[i].dep == "conj":
        i = scene.tokens[i].head
    return i
