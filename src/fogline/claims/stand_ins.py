"""Whom a pronoun stands for, as far as the sentence and its speaker settle it."""

from __future__ import annotations

from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene, token_is_plural
from fogline.claims.verb_frames import verb_frame
from fogline.model.mention import Speaker
from fogline.model.profile import Profile
from fogline.model.values import Actor

_SUBJECTS = ("nsubj", "nsubj:pass")
_WE = frozenset({"we", "us", "our", "ours", "i", "my"})
_PLURAL = frozenset({"we", "us", "our", "ours"})
# Voices whose "we" is their side.
_FOR_A_PARTY = frozenset({"official", "military", "government", "occupation_official", "intelligence"})


def is_first_person(scene: Scene, i: int) -> bool:
    """Whether token *i* is "we", "our", "I" …, or a noun that belongs to them ("our troops")."""
    owned = any(scene.tokens[c].lower in _WE for c in scene.tree.children(i, "nmod:poss", "det"))
    return scene.tokens[i].lower in _WE or owned


def actor_of_speaker(speaker: Speaker, words: str, profile: Profile) -> Actor:
    """The actor that *words* of the first person name: the speaker's side.

    "We" of somebody who speaks for a party is that party; of anybody else, their organisation or they themselves.
    """
    return Actor(
        name=_name_of_we(speaker, words, profile) if words.lower() in _WE else words,
        kind=speaker.kind,
        party=speaker.party,
        country=speaker.country,
    )


def _name_of_we(speaker: Speaker, words: str, profile: Profile) -> str:
    if words.lower() in _PLURAL and speaker.kind in _FOR_A_PARTY and speaker.party is not None:
        return next((p.name for p in profile.parties if p.party_id == speaker.party), speaker.name)
    return speaker.organisation or speaker.name


def antecedent(scene: Scene, i: int) -> int | None:
    """The noun of the sentence that the pronoun *i* stands for: the subject of a clause above it that agrees.

    The subject may be shared or controlled ("accused them of raising their forces"). ``None`` where no subject above
    agrees in number: a wrong name is worse than none.
    """
    lower = scene.tokens[i].lower
    if lower in ("whom", "who"):
        before = (n for n in range(i - 1, -1, -1) if scene.tokens[n].pos in ("NOUN", "PROPN"))
        return next((n for n in before if _is_somebody(scene, n)), None)
    if lower not in ("it", "they", "he", "she", "its", "their", "his", "her", "them"):
        return None
    for above in scene.tree.ancestors(i):
        for subject in _subjects_of(scene, above):
            if subject < i and _agrees(scene, subject, lower):
                return subject if _can_own(scene, subject, lower) else None
    return None


def _can_own(scene: Scene, noun: int, pronoun: str) -> bool:
    """Whether "its" can mean *noun*: not an abstract one ("the failure to hold it to account for its invasion")."""
    return pronoun != "its" or bool(scene.classes(noun)) or noun in scene.actor_at


def _is_somebody(scene: Scene, i: int) -> bool:
    classes = scene.classes(i)
    return bool(classes & {"person", "force"}) and "place" not in classes and scene.tokens[i].dep != "compound"


def _subjects_of(scene: Scene, verb: int) -> tuple[int, ...]:
    own = scene.tree.children(verb, *_SUBJECTS)
    if own or scene.tokens[verb].pos != "VERB":
        return own
    frame = verb_frame(scene, verb)
    return frame.patients if frame.passive else frame.agents


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
