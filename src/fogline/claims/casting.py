"""Who plays which part: from the arguments of a trigger to agents, patients and places, as its sense casts them."""

from __future__ import annotations

from dataclasses import replace

from fogline.claims.doers import doers, doers_behind
from fogline.claims.events import is_event
from fogline.claims.frames import Frame, names_a_side, nominal_agents
from fogline.claims.happening import Happening
from fogline.claims.noun_frames import noun_frame
from fogline.claims.receivers import faces_attack, receivers, sufferers
from fogline.claims.scene import Scene
from fogline.claims.triggers import Sense
from fogline.lexicon.loader import words


def cast_roles(scene: Scene, frame: Frame, sense: Sense, rule: str, *, nominal: bool) -> Happening:
    """The happening that *sense* makes of the trigger with *frame*; *rule* names the lexicon entry."""
    if not nominal and _is_gerund(scene, frame.head):
        frame = _with_nominal(frame, noun_frame(scene, frame.head))
    roles = _by_sense(scene, frame, sense, nominal=nominal)
    _move_receivers(scene, frame, sense, roles)
    agents = _acting(scene, frame, sense, roles, nominal=nominal)
    patients = _undergoing(scene, frame, sense, roles["patient"], agents, nominal=nominal)
    if sense.type in _DONE_TO:
        agents = [n for n in agents if n not in patients]
    if not agents and sense.type in _MOVED_ARE_MOVERS:
        agents = patients
    return Happening(
        trigger=_trigger_tokens(scene, frame.head),
        event_type=str(sense.type),
        frame=frame,
        sense=sense,
        rule=rule,
        agents=_each_once(agents),
        patients=_each_once(patients),
        places=_each_once(roles["place"]),
        nominal=nominal,
    )


def _each_once(heads: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(heads)) if len(heads) > 1 else tuple(heads)


def _by_sense(scene: Scene, frame: Frame, sense: Sense, *, nominal: bool) -> dict[str, list[int]]:
    """The arguments of *frame* in the parts that *sense* gives them: agent, patient, place, means."""
    roles: dict[str, list[int]] = {"agent": [], "patient": [], "place": [], "means": []}
    roles[sense.subj_is].extend(frame.agents)
    roles[sense.obj_is].extend(frame.patients)
    if sense.obj_is == "place":
        roles["patient"].extend(frame.patients)
    if nominal:
        _add_nominal_roles(scene, frame, sense, roles)
    if sense.type == "control":
        roles["agent"].extend(_whose(scene, frame.head))
    if sense.obl_agent:
        roles["agent"].extend(n for prep, n in frame.obliques if prep == sense.obl_agent)
    if sense.head_is:
        roles[sense.head_is] = [frame.head]
    return roles


def _acting(scene: Scene, frame: Frame, sense: Sense, roles: dict[str, list[int]], *, nominal: bool) -> list[int]:
    """Who does it: those cast as agents who can, else whose the means are, else who stands behind the trigger."""
    if not nominal or sense.type in _DONE_TO:
        agents = doers(scene, frame, roles["agent"])
    else:
        agents = [n for n in roles["agent"] if not is_event(scene, n) and not _only_where(scene, n, sense)]
    agents = agents or [n for n in roles["means"] if _has_side(scene, n)]
    agents = agents or list(doers_behind(scene, frame, sense, nominal=nominal))
    return [able for n in agents for able in _able(scene, n) if able not in scene.timed]


def _able(scene: Scene, i: int) -> tuple[int, ...]:
    """*i*, or whose it is where it names nothing that acts: "[their] success in retaking the town"."""
    if scene.tokens[i].pos != "NOUN" or scene.lemma(i) not in words("casting", "unable") or i in scene.actor_at:
        return (i,)
    return nominal_agents(scene, i)


def _undergoing(
    scene: Scene, frame: Frame, sense: Sense, patients: list[int], agents: list[int], *, nominal: bool
) -> list[int]:
    """Whom it is done to: those of *patients* who can be, else who suffers by the way, none of *agents*."""
    if not nominal and not faces_attack(scene, frame, sense):
        # "waged a fight", "signed a deal": what is done is no victim.
        patients = [n for n in patients if not is_event(scene, n) or _lies_dead(scene, n, sense)]
    untimed = [n for n in patients if n not in scene.timed]
    found = list(receivers(scene, frame, sense, untimed, nominal=nominal))
    return found or [n for n in sufferers(scene, frame, sense, nominal=nominal) if n not in agents]


def _lies_dead(scene: Scene, i: int, sense: Sense) -> bool:
    """Whether noun *i* names the dead themselves: "found two bodies"."""
    return sense.type == "casualties" and scene.lemma(i) in words("casting", "remains")


# Where nobody is said to order it, those who are moved or dug in are those who act.
_MOVED_ARE_MOVERS = frozenset({"deployment", "hold", "retreat"})
# Attacks: the forces behind an "of" wage them.
_WAGED = frozenset({"attack", "strike", "offensive", "shelling", "air_strike", "hold"})
# What is done to people and things.
_DONE_TO = frozenset({"casualties", "damage", "equipment_loss"})
# Verbs whose subject is given something, and what their type is.
_GETTING = frozenset({"receive", "get", "obtain", "acquire"})
# Verbs by which a thing goes up: it does not do it to anybody.
_BURSTING = frozenset({"explode", "detonate", "blow", "burst"})
_GIVEN = frozenset({"arms_transfer", "aid"})


def _whose(scene: Scene, i: int) -> tuple[int, ...]:
    """The word at or right behind token *i* that says whose the place is: "the town is ours"."""
    return tuple(t.index for t in scene.tokens[i : i + 4] if t.lower in ("ours", "theirs", "mine"))


def _is_gerund(scene: Scene, i: int) -> bool:
    """Whether the verb *i* is an event noun in all but name: "endured incessant shelling"."""
    token = scene.tokens[i]
    nominal = token.dep in ("obj", "obl", "obl:agent", "nsubj", "nmod") and not scene.tree.children(i, "obj", "nsubj")
    return token.tag == "VBG" and nominal


def _with_nominal(frame: Frame, noun: Frame) -> Frame:
    """*frame* with what it reads as a noun added where it has nothing of its own."""
    more = tuple(pair for pair in noun.obliques if pair not in frame.obliques)
    return replace(
        frame,
        agents=frame.agents or noun.agents,
        patients=frame.patients or noun.patients,
        obliques=frame.obliques + more,
    )


def _only_where(scene: Scene, i: int, sense: Sense) -> bool:
    """Whether the name *i* before a blast says where it was, not whose: "Syria explosion"."""
    place = scene.place_at.get(i)
    return sense.type == "explosion" and place is not None and place.use != "demonym"


def _has_side(scene: Scene, i: int) -> bool:
    """Whether the weapons *i* are somebody's by the words before them: "Russian missiles"."""
    before = (c for child in scene.tree.children(i, "amod", "compound", "nmod:poss") for c in scene.tree.subtree(child))
    return any(names_a_side(scene, c) for c in before if c < i)


def _move_receivers(scene: Scene, frame: Frame, sense: Sense, roles: dict[str, list[int]]) -> None:
    """Give the parts of verbs whose subject suffers to those who do: who "receives" arms, "loses" men, flees."""
    lemma = scene.lemma(frame.head)
    if sense.type in _GIVEN and lemma in _GETTING and not frame.passive:
        roles["patient"] = roles["agent"]
        given = nominal_agents(scene, frame.patients[0]) if frame.patients else ()
        roles["agent"] = [n for prep, n in frame.obliques if prep == "from"] or list(given)
    is_verb = scene.tokens[frame.head].pos == "VERB"
    if sense.type == "displacement" and is_verb and not (roles["patient"] or frame.passive):
        # Who flees or shelters is who is displaced.
        roles["patient"], roles["agent"] = roles["agent"], []
    if sense.type == "explosion" and lemma in _BURSTING and not frame.patients:
        burst = [n for n in roles["agent"] if not scene.classes(n) & {"person", "country"}]
        roles["patient"].extend(burst)
        roles["agent"] = [n for n in roles["agent"] if n not in burst]
    if sense.type == "casualties" and lemma == "lose":
        roles["patient"].extend(roles["agent"])
        roles["agent"] = []


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


def _trigger_tokens(scene: Scene, i: int) -> tuple[int, ...]:
    particles = [c for c in scene.tree.children(i, "compound:prt") if c == i + 1]
    return (i, *particles)
