"""Agent and patient of a claim: the words, and who that is."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.claims.happening import Happening
from fogline.claims.nouns import classes_of_lemma
from fogline.claims.scene import Scene
from fogline.claims.sides import (
    is_armed,
    is_beside,
    is_force,
    is_hostile,
    is_own_voice,
    party_within,
    sole_enemy,
    with_own_side,
)
from fogline.claims.stand_ins import actor_of_speaker, antecedent, is_first_person
from fogline.claims.verb_frames import verb_frame
from fogline.lexicon.loader import words
from fogline.model.claim import Role
from fogline.model.mention import ActorMention, PlaceMention, Speaker
from fogline.model.profile import Profile
from fogline.model.quick import quickly_made, replaced
from fogline.model.span import Span
from fogline.model.values import Actor

_WHO = frozenset({"person", "force", "country", "name", "pronoun", "organisation"})
# Weapons act for those whose they are: "Russian missiles".
_MEANS = frozenset({"munition", "means", "equipment"})
# What can name somebody or something; a verb or an adverb that was taken for an argument cannot.
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})
# Types of which no thing is the patient: what they are done to is a place, and stands as such.
_ONLY_PEOPLE = frozenset(
    {"capture", "control", "advance", "retreat", "hold", "offensive", "clash", "diplomacy", "annexation", "protest"}
    | {"deployment", "abuse", "detention"}
)
# Pronouns that name people by themselves.
_FOR_THEMSELVES = frozenset({"those", "others", "some", "many", "most", "everyone", "nobody", "several", "both", "all"})
_HOSTILE = frozenset(
    {"attack", "shelling", "air_strike", "offensive", "capture", "advance", "siege", "detention", "control"}
)


@quickly_made
@dataclass(frozen=True, slots=True)
class Parts:
    """The two parts of a claim: who acts, and to whom or what it is done."""

    agent: Role | None
    patient: Role | None


def find_parts(scene: Scene, happening: Happening, profile: Profile, *, speaker: Speaker | None) -> Parts:
    """The agent and patient of *happening*, resolved, each with its party where the words or its opponent settle it.

    *speaker* is who "we" are, and whose "enemy" is meant.
    """
    kind = happening.event_type
    found_agent = _first_role(scene, happening.agents, profile, speaker, of_things=False)
    patients = happening.patients
    if kind == "capture":
        # A town stands as the place; government buildings are what was taken.
        patients = tuple(n for n in patients if n not in scene.place_at or scene.classes(n) & _WHO)
    of_things = kind not in _ONLY_PEOPLE or (kind == "capture" and _is_site(scene, patients))
    found_patient = _first_role(scene, patients, profile, speaker, of_things=of_things)
    agent_head, agent = found_agent or (None, None)
    patient_head, patient = found_patient or (None, None)
    if agent_head is not None and agent is not None:
        agent = _opposing(scene, agent_head, agent, kind, profile, speaker)
    patient = _owned(scene, happening, patient, profile, speaker)
    if not is_hostile(kind):
        return Parts(with_own_side(scene, agent, agent_head, speaker, opponent=None, profile=profile), patient)
    faced, facing = _party(patient), _party(agent)
    if patient is None or not is_armed(scene, patient_head or 0):
        faced = None
    agent = with_own_side(scene, agent, agent_head, speaker, opponent=faced, profile=profile)
    facing = _party(agent)
    if facing is not None or agent is None:
        patient = with_own_side(scene, patient, patient_head, speaker, opponent=facing, profile=profile)
    return Parts(agent, patient)


def _is_site(scene: Scene, heads: tuple[int, ...]) -> bool:
    """Whether the first of *heads* is a building or the like that no gazetteer knows."""
    built = classes_of_lemma(scene.lemma(heads[0])) if heads else frozenset()
    return "site" in built and "place_noun" not in built and not scene.classes(heads[0]) & {"country"}


def _party(role: Role | None) -> str | None:
    return role.actor.party if role else None


def _owned(
    scene: Scene, happening: Happening, patient: Role | None, profile: Profile, speaker: Speaker | None
) -> Role | None:
    """*patient* with the party of whoever lost it: "the brigade lost nine men"."""
    around = (happening.head, *scene.tree.ancestors(happening.head)[:2])
    lost = next((i for i in around if scene.lemma(i) == "lose"), None)
    if patient is None or patient.actor.party is not None or patient.actor.country is not None or lost is None:
        return patient
    for head in (*happening.patients[1:], *verb_frame(scene, lost).agents):
        owner = _role(scene, head, profile, speaker)
        if owner is not None and owner.actor.party is not None:
            return replaced(patient, actor=replaced(patient.actor, party=owner.actor.party))
    return patient


def _opposing(scene: Scene, head: int, agent: Role, kind: str, profile: Profile, speaker: Speaker | None) -> Role:
    """*agent*, where a party's own voice says that "they" attack and nothing tells who: the enemy."""
    named = agent.actor.party is not None or agent.actor.country is not None
    others = scene.tokens[head].lower in ("they", "theirs")
    if named or kind not in _HOSTILE or not others or not is_own_voice(speaker):
        return agent
    enemy = sole_enemy(profile, speaker.party if speaker else None)
    name = next((p.name for p in profile.parties if p.party_id == enemy), None)
    return agent if name is None else replaced(agent, actor=Actor(name=name, party=enemy))


def _first_role(
    scene: Scene, heads: tuple[int, ...], profile: Profile, speaker: Speaker | None, *, of_things: bool
) -> tuple[int, Role] | None:
    for head in heads:
        token = scene.tokens[head]
        classes = scene.classes(head)
        unknown = not classes and token.pos == "NOUN"
        named = head in scene.actor_at
        if token.pos not in _NAMING and not named and scene.counted(head) == head:
            continue
        bloc = token.lower in words("casting", "bloc")
        if _WHO & classes or _MEANS & classes or of_things or unknown or named or bloc or is_force(scene, head):
            role = _role(scene, head, profile, speaker)
            if role is not None:
                return head, role
    return None


def _role(scene: Scene, head: int, profile: Profile, speaker: Speaker | None) -> Role | None:
    span = scene.tree.noun_phrase(head)
    beside = is_beside(scene, head)
    if is_first_person(scene, head) and not beside:
        if speaker is not None:
            return Role(scene.text(span), actor_of_speaker(speaker, scene.text(span), profile), span)
        if scene.tokens[head].pos == "PRON":
            return Role(scene.text(span), Actor(name=scene.text(span)), span)
    bracketed = _bracketed(scene, head)
    if bracketed is not None:
        return Role(scene.text(span), bracketed.actor, span)
    who = scene.counted(head)
    mention = _actor_over(scene, who) or _actor_over(scene, head)
    if mention is not None:
        actor = mention.actor
        if beside and mention.form == "description":
            actor = replaced(actor, party=None, country=None)
        if actor.party is None and not is_country_of_others(actor, profile):
            actor = replaced(actor, party=party_within(scene, who, profile, speaker))
        return Role(scene.text(span), actor, span)
    if scene.tokens[who].pos == "PRON":
        meant = antecedent(scene, who)
        of_others = scene.tokens[who].lower in ("they", "theirs") and is_own_voice(speaker)
        if meant is None and (of_others or scene.tokens[who].lower in _FOR_THEMSELVES):
            return Role(scene.text(span), Actor(name=scene.text(span)), span)
        circular = meant is not None and scene.counted(meant) == who  # "civilians, half of whom"
        return None if meant is None or circular else _role(scene, meant, profile, speaker)
    place = None if beside else _place_naming(scene, who)
    actor = _actor_of_place(scene, place, who, span, profile) if place else _described(scene, who, span, profile)
    if actor.party is None and actor.country is None:
        actor = replaced(actor, party=party_within(scene, who, profile, speaker))
    return Role(scene.text(span), actor, span)


def is_country_of_others(actor: Actor, profile: Profile) -> bool:
    """Whether *actor* is of a country that is no party's."""
    return actor.country is not None and profile.party_of_country(actor.country) is None


def _bracketed(scene: Scene, i: int) -> ActorMention | None:
    """Whom an editor's note right behind the pronoun *i* says is meant: "they [the rebels]"."""
    if scene.tokens[i].pos != "PRON" or i + 2 >= len(scene.tokens) or scene.tokens[i + 1].text not in ("[", "("):
        return None
    close = next((k for k in range(i + 2, len(scene.tokens)) if scene.tokens[k].text in ("]", ")")), i)
    inside = [m for m in scene.actors if scene.tokens[i + 1].span.end <= m.span.start < scene.tokens[close].span.start]
    return max(inside, key=lambda m: len(m.span)) if inside else None


def _actor_over(scene: Scene, i: int) -> ActorMention | None:
    """The actor mention whose head is token *i*, else the shortest one around it."""
    if i in scene.actor_at:
        return scene.actor_at[i]
    token = scene.tokens[i].span
    around = [m for m in scene.actors if m.span.covers(token) and m.form in ("name", "demonym")]
    return min(around, key=lambda m: len(m.span)) if around else None


def _place_naming(scene: Scene, i: int) -> PlaceMention | None:
    if i in scene.place_at:
        return scene.place_at[i]
    before = scene.place_at.get(i - 1)
    if before is not None and before.use == "demonym" and scene.tokens[i].pos == "NOUN":
        return before  # "Turkish troops", whatever the parser hung "Turkish" on
    for child in scene.tree.subtree(i):
        mention = scene.place_at.get(child)
        if mention is not None and child < i and mention.use in ("demonym", "metonym", "modifier"):
            return mention
    return None


def _actor_of_place(scene: Scene, place: PlaceMention | None, who: int, span: Span, profile: Profile) -> Actor:
    country = place.place.country if place else None
    return Actor(
        name=scene.text(span),
        party=_described_party(scene, who, profile) or profile.party_of_country(country),
        country=country,
    )


def _described(scene: Scene, who: int, span: Span, profile: Profile) -> Actor:
    return Actor(name=scene.text(span), party=_described_party(scene, who, profile))


def _described_party(scene: Scene, who: int, profile: Profile) -> str | None:
    words = (scene.tokens[who].lower, scene.lemma(who))
    return next((profile.descriptions[w] for w in words if w in profile.descriptions), None)
