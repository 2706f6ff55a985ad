"""Why somebody is a claim's agent or patient, and who else could have been."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.explain_paths import path_to, path_to_words
from fogline.claims.frames import SUBJECTS
from fogline.claims.grounds import Grounds
from fogline.claims.scene import Scene
from fogline.model.claim import Role
from fogline.model.explanation import Ground, Option
from fogline.model.mention import ActorMention


def role_ground(grounds: Grounds, about: str, role: Role | None) -> Ground:
    """Why *role* is the claim's *about* (``agent`` or ``patient``), and who else the sentence names."""
    scene, happening = grounds.scene, grounds.happening
    heads = happening.agents if about == "agent" else happening.patients
    others = tuple(_others(grounds, about, role, heads))
    if role is None:
        return Ground(about, None, _missing(heads, about), others=others)
    head = next((h for h in heads if scene.tree.noun_phrase(h) == role.span), None)
    return Ground(
        about,
        _named(role),
        _rule(grounds, about, head),
        because=tuple(_because(scene, role, heads if head is None else ())),
        path=path_to(scene, happening.head, head) if head is not None else _path(grounds, role),
        words=(role.span,) if role.span else (),
        others=others,
    )


def _missing(heads: tuple[int, ...], about: str) -> str:
    if heads:
        return "what stands in its place names nobody and nothing that it is done to"
    return "nobody is said to do it" if about == "agent" else "it is not said to whom or what it is done"


def _rule(grounds: Grounds, about: str, head: int | None) -> str:
    scene, frame = grounds.scene, grounds.happening.frame
    if head is None:
        return "the words in its place stand for it"
    dep = scene.tokens[head].dep
    if head in frame.possessors:
        return "whose event it is"
    for prep, noun in frame.obliques:
        if noun == head:
            return f"behind “{prep}”" if prep else "beside the trigger"
    if frame.passive and head in frame.patients:
        return "subject of the passive: it is done to them"
    if head in frame.agents and not grounds.happening.nominal:
        own = scene.tokens[head].head == frame.head and dep in SUBJECTS
        return "subject" if own else "logical subject, shared or taken over"
    if head in frame.agents:
        return "who acts, by the event noun or the verb that carries it"
    if head in frame.patients:
        return "object"
    return "by the reading's cast" if about == "agent" else "it is done to them, by the reading's cast"


def _named(role: Role) -> str:
    side = role.actor.party or role.actor.country
    return f"{role.actor.name} ({side})" if side else role.actor.name


def _because(scene: Scene, role: Role, stand_ins: tuple[int, ...]) -> Iterator[str]:
    for head in stand_ins[:1]:
        yield f"“{scene.tokens[head].text}” stands for “{role.text}”"
    mention = _mention(scene, role)
    if mention is not None and mention.actor.name not in mention.text:
        yield f"“{mention.text}” is {mention.actor.name} ({mention.form})"
    if role.actor.party is None:
        yield "no party: neither the words nor the profile give one"


def _mention(scene: Scene, role: Role) -> ActorMention | None:
    inside = [m for m in scene.mentions.actors if role.span is not None and role.span.covers(m.head)]
    return max(inside, key=lambda m: len(m.span)) if inside else None


def _path(grounds: Grounds, role: Role) -> str | None:
    return path_to_words(grounds.scene, grounds.happening.head, role.span)


def _others(grounds: Grounds, about: str, role: Role | None, heads: tuple[int, ...]) -> Iterator[Option]:
    """The other arguments that could play the part, then everybody else whom the sentence names."""
    scene, happening = grounds.scene, grounds.happening
    taken = role.span if role is not None else None
    listed = set[int]()
    for head in heads:
        span = scene.tree.noun_phrase(head)
        listed.add(head)
        if taken is None or not span.overlaps(taken):
            yield Option(scene.text(span), _passed_over(scene, head, found=taken is not None), span=span)
    across = [scene.tree.noun_phrase(h) for h in (happening.patients if about == "agent" else happening.agents)]
    for head, mention in sorted(scene.actor_at.items()):
        if head in listed or (taken is not None and mention.span.overlaps(taken)):
            continue
        if any(phrase.covers(mention.head) for phrase in across):
            why = f"stands in the {'patient' if about == 'agent' else 'agent'}"
        else:
            why = f"no argument of the trigger: {path_to(scene, happening.head, head)}"
        yield Option(mention.text, why, value=mention.actor.name, span=mention.span)


def _passed_over(scene: Scene, head: int, *, found: bool) -> str:
    if head in scene.place_at:
        return "a place: it stands as such"
    return "named beside it: the first one counts" if found else "names neither somebody nor something"
