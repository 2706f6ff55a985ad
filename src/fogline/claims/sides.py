"""Whose side somebody is on, where their own name does not say: by whom they belong to, who speaks, whom they fight."""

from __future__ import annotations

from dataclasses import replace

from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.claim import Role
from fogline.model.mention import Speaker
from fogline.model.profile import Profile

# Voices whose bare "troops" or "air defences" are their own side's.
_OWN_VOICES = frozenset({"official", "military", "government", "occupation_official", "armed_group", "intelligence"})
# What one side does to the other's forces and weapons.
_HOSTILE = frozenset(
    {"attack", "shelling", "air_strike", "explosion", "casualties", "damage", "equipment_loss", "siege", "clash"}
    | {"offensive", "capture", "advance", "hold", "detention"}
)
_INSIDE = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"})
_BELONGING = frozenset({"of", "from", "in", "within", "by"})


def sole_enemy(profile: Profile, party: str | None) -> str | None:
    """The one party that *party* fights; ``None`` where there are several or none."""
    enemies = profile.enemies_of(party)
    return enemies[0] if len(enemies) == 1 else None


def party_within(scene: Scene, head: int, profile: Profile, speaker: Speaker | None) -> str | None:
    """The party that the words around *head* give it: "the enemy", or the one side named inside its noun phrase."""
    if speaks_of_enemy(scene, head):
        return sole_enemy(profile, _voice(scene, speaker))
    if scene.lemma(head) in words("casting", "befriended"):
        return None
    found: set[str] = set()
    for child in scene.tree.children(head):
        token = scene.tokens[child]
        belongs = token.dep == "nmod" and scene.case(child) in _BELONGING
        beside = token.dep == "conj" and bool(scene.classes(head) & {"force", "person"})
        if token.dep in _INSIDE or belongs or beside:
            found.update(_parties(scene, child, profile))
    return found.pop() if len(found) == 1 else None


def _voice(scene: Scene, speaker: Speaker | None) -> str | None:
    """The party whose word "the enemy" is.

    That of *speaker*; where the outlet speaks, or somebody of no known party, that of the last party's voice before,
    or of all of them in the document if they are one party's.
    """
    if speaker is not None and speaker.party is not None:
        return speaker.party
    heard = [a for a in scene.mentions.attributions if is_own_voice(a.speaker)]
    parties = {a.speaker.party for a in heard if a.speaker is not None}
    if len(parties) == 1:
        return parties.pop()
    before = [a for a in heard if a.cue and a.cue[0].start < scene.sentence.end]
    latest = max(before, key=lambda a: a.cue[0].start, default=None)
    return latest.speaker.party if latest is not None and latest.speaker is not None else None


def _parties(scene: Scene, below: int, profile: Profile) -> set[str]:
    found: set[str] = set()
    for i in scene.tree.subtree(below):
        actor, place = scene.actor_at.get(i), scene.place_at.get(i)
        party = actor.actor.party if actor else None
        if party is None and place is not None and place.use in ("demonym", "metonym"):
            party = profile.party_of_country(place.place.country)
        party = party or profile.descriptions.get(scene.tokens[i].lower)
        if party is not None:
            found.add(party)
    return found


def speaks_of_enemy(scene: Scene, head: int) -> bool:
    """Whether *head* is "the enemy", or what belongs to the enemy."""
    around = [head, *scene.tree.children(head, "amod", "compound", "nmod:poss")]
    return any(scene.lemma(i) in words("casting", "enemy") for i in around)


def is_beside(scene: Scene, head: int) -> bool:
    """Whether *head* is an ally or an enemy of whoever stands before it, and so not of their side: "Kyiv's allies"."""
    return scene.lemma(head) in words("casting", "befriended") or scene.lemma(head) in words("casting", "enemy")


def is_force(scene: Scene, head: int) -> bool:
    """Whether *head* names fighters or their arms, not by a word that takes sides."""
    who = scene.counted(head)
    lemma = scene.lemma(who)
    if lemma not in class_words("troops") and lemma not in words("casting", "neutral_force"):
        return False
    partisan = words("casting", "partisan")
    return lemma not in partisan and scene.modifiers(who).isdisjoint(partisan)


def is_armed(scene: Scene, head: int) -> bool:
    """Whether *head* names fighters, weapons or military positions, by whatever word."""
    if is_force(scene, head):
        return True
    who = scene.counted(head)
    for armed in (class_words("equipment"), words("casting", "military")):
        if scene.lemma(who) in armed or not scene.modifiers(who).isdisjoint(armed):
            return True
    return False


def with_own_side(
    scene: Scene,
    role: Role | None,
    head: int | None,
    speaker: Speaker | None,
    *,
    opponent: str | None,
    profile: Profile,
) -> Role | None:
    """*role* with the party it must have by whom it faces or by who speaks, where nothing else tells.

    *opponent* is the party on the other end of a hostile act.
    """
    if role is None or head is None or role.actor.party is not None or role.actor.country is not None:
        return role
    party = None
    if opponent is not None and is_armed(scene, head):
        party = sole_enemy(profile, opponent)
    elif opponent is None and is_force(scene, head) and is_own_voice(speaker) and speaker is not None:
        party = speaker.party
    return role if party is None else replace(role, actor=replace(role.actor, party=party))


def is_own_voice(speaker: Speaker | None) -> bool:
    """Whether *speaker* speaks for a party's state or forces."""
    return speaker is not None and speaker.party is not None and speaker.kind in _OWN_VOICES


def is_hostile(event_type: str) -> bool:
    """Whether *event_type* is done by one side to the other."""
    return event_type in _HOSTILE
