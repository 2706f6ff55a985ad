"""Whom a pronoun stands for, as far as the sentence and its speaker settle it."""

from __future__ import annotations

from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene, token_is_plural
from fogline.model.mention import Speaker
from fogline.model.values import Actor

_SUBJECTS = ("nsubj", "nsubj:pass")
_WE = frozenset({"we", "us", "our", "ours", "i", "my"})


def is_first_person(scene: Scene, i: int) -> bool:
    """Whether token *i* is "we", "our", "I" …, or a noun that belongs to them ("our troops")."""
    owned = any(scene.tokens[c].lower in _WE for c in scene.tree.children(i, "nmod:poss", "det"))
    return scene.tokens[i].lower in _WE or owned


def actor_of_speaker(speaker: Speaker, words: str) -> Actor:
    """The actor that *words* of the first person name: the speaker's side, under the speaker's own name."""
    return Actor(
        name=speaker.organisation or speaker.name if words.lower() in _WE else words,
        kind=speaker.kind,
        party=speaker.party,
        country=speaker.country,
    )


def antecedent(scene: Scene, i: int) -> int | None:
    """The noun of the sentence that the pronoun *i* stands for: the subject of a clause above it that agrees.

    ``None`` where no subject above agrees in number: a wrong name is worse than none.
    """
    lower = scene.tokens[i].lower
    if lower not in ("it", "they", "he", "she", "its", "their", "his", "her", "them"):
        return None
    for above in scene.tree.ancestors(i):
        for subject in scene.tree.children(above, *_SUBJECTS):
            if subject < i and _agrees(scene, subject, lower):
                return subject
    return None


def _agrees(scene: Scene, noun: int, pronoun: str) -> bool:
    token = scene.tokens[noun]
    if token.pos not in ("NOUN", "PROPN"):
        return False
    is_group = token.lower in class_words("group_noun") or "country" in scene.classes(noun)
    if pronoun in ("they", "their", "them"):
        return token_is_plural(token) or is_group
    if pronoun in ("he", "she", "his", "her"):
        return not token_is_plural(token) and bool(scene.classes(noun) & {"person", "name"})
    return not token_is_plural(token)
