"""Agent and patient of a claim: the words, and who that is."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.claims.scene import Scene
from fogline.claims.stand_ins import actor_of_speaker, antecedent, is_first_person
from fogline.model.claim import Role
from fogline.model.mention import ActorMention, PlaceMention, Speaker
from fogline.model.profile import Profile
from fogline.model.span import Span
from fogline.model.values import Actor

_WHO = frozenset({"person", "force", "country", "name", "pronoun", "organisation"})
# Weapons act for those whose they are: "Russian missiles".
_MEANS = frozenset({"munition", "means", "equipment"})


def find_role(
    scene: Scene, heads: Iterable[int], profile: Profile, *, speaker: Speaker | None, of_things: bool = False
) -> Role | None:
    """The first of *heads* that can be the actor, resolved; *of_things* accepts buildings and the like as well.

    *speaker* is who "we" are.
    """
    for head in heads:
        classes = scene.classes(head)
        unknown = not classes and scene.tokens[head].pos == "NOUN"
        if _WHO & classes or _MEANS & classes or of_things or unknown:
            role = _role(scene, head, profile, speaker)
            if role is not None:
                return role
    return None


def _role(scene: Scene, head: int, profile: Profile, speaker: Speaker | None) -> Role | None:
    span = scene.tree.noun_phrase(head)
    if is_first_person(scene, head) and speaker is not None:
        return Role(scene.text(span), actor_of_speaker(speaker, scene.text(span)), span)
    who = scene.counted(head)
    mention = _actor_over(scene, who) or _actor_over(scene, head)
    if mention is not None:
        return Role(scene.text(span), mention.actor, span)
    if scene.tokens[who].pos == "PRON":
        meant = antecedent(scene, who)
        return None if meant is None else _role(scene, meant, profile, speaker)
    place = _place_naming(scene, who)
    actor = _actor_of_place(scene, place, who, span, profile) if place else _described(scene, who, span, profile)
    return Role(scene.text(span), actor, span)


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
