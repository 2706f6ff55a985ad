"""To whom it is done, where the trigger's own arguments do not say it outright.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.events import event_behind, is_event
from fogline.claims.frames import Frame, obliques_of
from fogline.claims.noun_frames import carrier_of, noun_frame, top_of
from fogline.claims.passives import is_main_verb
from fogline.claims.scene import Scene
from fogline.claims.triggers import Sense, load_triggers
from fogline.claims.verb_frames import verb_frame
from fogline.lexicon.loader import words

_TARGETS = frozenset({"place", "territory", "site", "force", "person", "country", "equipment", "name", "position"})
_SIDES = frozenset({"force", "country", "person", "name", "organisation"})
# Prepositions behind which any thing is what was hit, whatever it is.
_ONTO = {"damage": ("to",), "shelling": ("into", "on"), "air_strike": ("into", "on"), "attack": ("into", "on")}
_GIVEN = frozenset({"arms_transfer", "aid"})
_WARLIKE = frozenset({"attack", "strike", "shelling", "air_strike", "offensive", "explosion", "clash"})
_MEANS_WITH_VICTIMS = frozenset({"attack", "strike", "shelling", "air_strike", "explosion"})


def receivers(scene: Scene, frame: Frame, sense: Sense, patients: list[int], *, nominal: bool) -> Iterator[int]:
    """*patients* with those whom the type's own prepositions lead to; goods that are sent give way to them."""
    received = _received(scene, frame, sense, nominal=nominal)
    if sense.type in _GIVEN:
        received.extend(scene.tree.children(frame.head, "iobj"))
        received.extend(n for goods in frame.patients for n in _swallowed(scene, goods))
        patients = [n for n in patients if not scene.classes(scene.counted(n)) & {"weaponry", "relief", "money"}]
        yield from (*received, *(n for n in patients if scene.classes(n) & _SIDES))
        return
    if sense.type == "casualties" and nominal:
        # "the country suffered many civilian casualties"; a war's victims are not the war
        patients = [n for n in patients if n == frame.head or not is_event(scene, n)]
        yield from (m for m in frame.modifiers if scene.lemma(m) in words("casting", "victims"))
    if sense.type == "attack" and "chemical" in {c for n in patients for c in scene.classes(n)}:
        patients = []  # what is used is no victim
    if sense.type == "capture":
        yield from (*received, *patients)
        return
    facing = faces_attack(scene, frame, sense)
    for n in patients:
        event = event_behind(scene, n) if facing else None
        # Who keeps an attack off keeps off those who make it.
        if event is None and facing and "attack" in scene.classes(n):
            yield from (by for prep, by in obliques_of(scene, n) if prep == "by")  # "foiled an attempt by …"
        yield from (n,) if event is None else noun_frame(scene, event).agents
    yield from received


def _swallowed(scene: Scene, goods: int) -> Iterator[int]:
    """The receiver that the parser took for a part of the *goods*: "gave [Chad] 16 tanks"."""
    for n in scene.tree.subtree(goods):
        counted_on = n < goods and scene.tokens[n + 1].pos == "NUM"
        if counted_on and scene.tokens[n].pos == "PROPN" and "country" in scene.classes(n):
            yield n


def faces_attack(scene: Scene, frame: Frame, sense: Sense) -> bool:
    """Whether an attack that is the object of the trigger stands for those who make it: "repelled the assault"."""
    return sense.type == "hold" or scene.lemma(frame.head) in words("casting", "facing")


def _received(scene: Scene, frame: Frame, sense: Sense, *, nominal: bool) -> list[int]:
    found: list[int] = []
    kind = "attack" if sense.type == "strike" else str(sense.type)
    prepositions = load_triggers().receiver.get(kind)
    if prepositions is None:
        return found
    onto = _ONTO.get(kind, ())
    for prep, noun in (*frame.obliques, *_obliques_nearby(scene, frame, nominal=nominal)):
        if prep in prepositions and noun not in scene.timed:
            classes = scene.classes(noun)
            unknown = prep in onto and scene.tokens[noun].pos == "NOUN" and not classes
            if unknown or not classes.isdisjoint(_TARGETS):
                found.append(noun)
    return found


def _obliques_nearby(scene: Scene, frame: Frame, *, nominal: bool) -> list[tuple[str, int]]:
    """Obliques that belong to the trigger but hang on a neighbour.

    On what is given ("send tanks to the allies"), on the words behind "of", on a participle ("sanctions imposed on
    them"), or on the verb around an event noun ("killed in a strike on a bus stop").
    """
    found = _against_participles(scene, frame.head)
    inner = [] if nominal else list(frame.patients)
    inner.extend([n for prep, n in frame.obliques if prep in ("of", "on")])
    for noun in inner:
        found.extend(obliques_of(scene, noun))
        for n in scene.tree.children(noun, "nmod"):
            found.extend(obliques_of(scene, n))
    if not nominal:
        return found
    for clause in scene.tree.children(frame.head, "acl"):
        found.extend(obliques_of(scene, clause))
    for behind in scene.tree.children(frame.head, "amod"):
        if behind > frame.head:
            found.extend(obliques_of(scene, behind))  # "damage visible to the tower"
    top = top_of(scene, frame.head)
    if top != frame.head:
        found.extend([(prep, n) for prep, n in obliques_of(scene, top) if n > frame.head])
    carrier = carrier_of(scene, frame.head)
    if carrier is not None:
        found.extend(_of_subject(scene, top, carrier))
        close = frame.head + 1
        around = obliques_of(scene, carrier)
        found.extend([(prep, n) for prep, n in around if close in scene.tree.children(n, "case")])
    return found


def _of_subject(scene: Scene, top: int, carrier: int) -> list[tuple[str, int]]:
    """The "on" and "against" phrases of a clause whose subject the event noun is: "raids were reported on posts"."""
    if scene.tokens[top].dep not in ("nsubj", "nsubj:pass"):
        return []
    behind = [(prep, n) for prep, n in obliques_of(scene, carrier) if prep in ("on", "against") and n > carrier]
    return [(prep, n) for prep, n in behind if scene.classes(n) & {"force", "person", "site"}]


def _against_participles(scene: Scene, i: int) -> list[tuple[str, int]]:
    """Who stands behind a preposition read as a clause's: "held out for weeks against advancing forces"."""
    found: list[tuple[str, int]] = []
    for host in (i, *[n for _, n in obliques_of(scene, i)]):
        for clause in scene.tree.children(host, "acl", "advcl"):
            if scene.tokens[clause].tag == "VBG" and _is_marked_against(scene, clause):
                found.extend([("against", n) for n in scene.tree.children(clause, "obj")])
    return found


def _is_marked_against(scene: Scene, clause: int) -> bool:
    return any(scene.tokens[m].lower == "against" for m in scene.tree.children(clause, "mark"))


def sufferers(scene: Scene, frame: Frame, sense: Sense, *, nominal: bool) -> Iterator[int]:
    """Who suffers by the words around the trigger, where its arguments name nobody.

    In turn: those whom the purpose of a campaign names ("an offensive to expel the rebels"), those who are killed or
    what is hit by it ("eight killed in attacks", "a strike destroyed a depot"), those whose casualties they are by the
    word before ("civilian deaths").
    """
    if sense.type == "sanctions" and nominal:
        for clause in scene.tree.children(frame.head, "acl:relcl", "acl"):
            if scene.lemma(clause) in ("hit", "target", "affect", "punish"):
                yield from scene.tree.children(clause, "obj")
    if sense.type in _WARLIKE and nominal:
        yield from _aimed_at(scene, frame)
    had = carrier_of(scene, frame.head) if sense.type == "casualties" and nominal else None
    if had is not None and scene.lemma(had) == "have":
        yield from verb_frame(scene, had).agents
    if sense.type in ("abuse", "detention") and nominal:
        yield from _facing(scene, frame)
    if (sense.type in _MEANS_WITH_VICTIMS or sense.type == "sanctions") and nominal:
        yield from _hit_by(scene, frame)
    if sense.type == "casualties" and nominal:
        yield from (m for m in frame.modifiers if scene.classes(m) & {"person", "force"})


def _facing(scene: Scene, frame: Frame) -> Iterator[int]:
    """Who "faces" what the noun names, or is threatened "with" it."""
    carrier = carrier_of(scene, frame.head)
    if carrier is None:
        return
    verb, lemma = verb_frame(scene, carrier), scene.lemma(carrier)
    if lemma in ("face", "await", "receive", "undergo", "risk"):
        yield from (n for n in verb.agents if n < frame.head)
    elif scene.case(top_of(scene, frame.head)) == "with" and lemma in ("threaten", "charge", "punish"):
        yield from verb.patients


def _aimed_at(scene: Scene, frame: Frame) -> Iterator[int]:
    """The object of the infinitive or participle that says what the campaign is for."""
    clauses = list(scene.tree.children(frame.head, "acl"))
    if frame.carrier is not None:
        clauses.extend(c for c in scene.tree.children(frame.carrier, "advcl", "xcomp") if c > frame.head)
    for clause in clauses:
        marked = any(scene.tokens[m].lower == "to" for m in scene.tree.children(clause, "mark"))
        if marked or scene.tokens[clause].tag == "VBG":
            for n in scene.tree.children(clause, "obj"):
                if scene.classes(n) & {"force", "name", "position", "site"} and not is_event(scene, n):
                    yield n


def _hit_by(scene: Scene, frame: Frame) -> Iterator[int]:
    """What the verb around the event noun says was hit by it or in it."""
    carrier = carrier_of(scene, frame.head)
    if carrier is None:
        # "A blast wounded nine", read as one noun
        carrier = next((c for c in scene.tree.children(frame.head, "acl") if is_main_verb(scene, c)), None)
    if carrier is None or scene.lemma(carrier) not in words("casting", "harming"):
        return
    verb = verb_frame(scene, carrier)
    top = top_of(scene, frame.head)
    makes = top in verb.agents and not verb.passive
    within = scene.case(top) in ("in", "by", "during") or (verb.passive and scene.case(top) in ("to", "with"))
    # A "by" that the parser hung on a word before the noun leaves it looking like the passive's object.
    by = verb.passive and scene.tokens[top].dep == "obj" and top not in verb.patients
    if makes or within or by:
        yield from verb.patients or (verb.agents if scene.lemma(carrier) == "die" else ())
