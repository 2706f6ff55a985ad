"""Who plays which part: from the arguments of a trigger to agents, patients and places, as its sense casts them."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.frames import Frame
from fogline.claims.happening import Happening
from fogline.claims.noun_frames import noun_frame
from fogline.claims.scene import Scene
from fogline.claims.triggers import Sense, load_triggers
from fogline.claims.verb_frames import verb_frame


def cast_roles(scene: Scene, frame: Frame, sense: Sense, rule: str, *, nominal: bool) -> Happening:
    """The happening that *sense* makes of the trigger with *frame*; *rule* names the lexicon entry."""
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
        if not roles["agent"] and sense.type in _DONE_TO:
            roles["agent"] = list(_doers_meanwhile(scene, frame))
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
# Attacks: the forces behind an "of" wage them.
_WAGED = frozenset({"attack", "strike", "offensive", "shelling", "air_strike"})
# What is done to people and things, and the conjunctions that lead to how.
_DONE_TO = frozenset({"casualties", "damage", "equipment_loss"})
_WHEN = frozenset({"when", "after", "as"})
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


def _doers_meanwhile(scene: Scene, frame: Frame) -> Iterator[int]:
    """Who acts in the clause that tells how it came: "died after rebels hit their tank", "killed when troops …"."""
    for clause in scene.tree.children(frame.head, "advcl"):
        if any(scene.tokens[m].lower in _WHEN for m in scene.tree.children(clause, "mark", "advmod")):
            yield from (n for n in verb_frame(scene, clause).agents if "force" in scene.classes(n))


def _is_event(scene: Scene, i: int) -> bool:
    """Whether noun *i* names an event rather than somebody."""
    named = scene.lemma(i) in load_triggers().nouns and scene.tokens[i].pos == "NOUN"
    return named and not scene.classes(i) & {"person", "force", "munition"}


def _add_nominal_roles(scene: Scene, frame: Frame, sense: Sense, roles: dict[str, list[int]]) -> None:
    if sense.poss_is == "patient" and frame.possessors:
        roles["patient"] = [*frame.possessors, *roles["patient"]]
        roles["agent"] = [n for n in roles["agent"] if n not in frame.possessors]
    of = [n for prep, n in frame.obliques if prep == "of"]
    if sense.of == "place" or sense.type in _WAGED:
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
