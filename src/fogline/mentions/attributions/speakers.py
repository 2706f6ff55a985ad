"""Who stands behind the words for a source."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.model.mention import ActorMention, Speaker
from fogline.model.remembered import Remembered
from fogline.model.span import Span
from fogline.model.values import ActorKind

_WORD = re.compile(r"[\w&.-]*\w")
# Where the phrase's head noun stops: what follows only describes it.
_AFTER_HEAD = re.compile(
    r",|\s(?:of|in|at|for|from|who|which|that|with|on|to|near|inside|close|speaking|quoted|based|said)\s|\(|—|–"
)
_REMEMBERED = 4_096
"""Phrases of which it is kept whether they can speak, and as what: each is asked about several times."""
_ARTICLE = re.compile(r"^(?:the|a|an|one|another|some|two|several|many|other|both|local|these|those)\s+", re.IGNORECASE)


def resolve_speaker(
    text: str, source: Span | None, head: Span | None, actors: tuple[ActorMention, ...]
) -> Speaker | None:
    """The speaker whom the words at *source* name, *head* being their head word; ``None`` without a source.

    The mention over the head word decides; failing that the first named one inside the source; failing that the
    words themselves. A pronoun that no mention resolves is left as it stands: nobody is guessed.
    """
    if source is None:
        return None
    words = source.of(text)
    mention = _mention(source, head, actors)
    if mention is None:
        name = head_phrase(words) if head is None or source.covers(head) else head.of(text)
        return Speaker(words, name, source, kind_of(words))
    actor = mention.actor
    kind = actor.kind or kind_of(words)
    if is_anonymous(words) and kind in (None, "official", "government", "military", "intelligence"):
        kind = "anonymous_official"
    return Speaker(words, actor.name, source, kind, actor.role, actor.organisation, actor.party, actor.country)


def _mention(source: Span, head: Span | None, actors: tuple[ActorMention, ...]) -> ActorMention | None:
    if head is not None:
        over = [a for a in actors if a.head.overlaps(head)] or [a for a in actors if a.span.covers(head)]
        if over:
            return min(over, key=lambda a: len(a.span))
    inside = [a for a in actors if source.covers(a.head) and a.form != "demonym"]
    named = [a for a in inside if a.form == "name" and a.head.start - source.start < 60]
    return next(iter(named or inside), None)


def head_phrase(words: str) -> str:
    """The noun phrase that *words* begin with, without article and what describes it: "officials", "Ada Marsh"."""
    bare = _ARTICLE.sub("", words)
    cut = _AFTER_HEAD.search(bare)
    return (bare[: cut.start()] if cut and cut.start() else bare).strip() or words


def kind_of(words: str) -> ActorKind | None:
    """The kind of speaker the words speak of, or ``None``."""
    return _KINDS_OF[words]


def _kind_of(words: str) -> ActorKind | None:
    if is_anonymous(words):
        return "anonymous_official"
    found: list[str] = _WORD.findall(head_phrase(words).lower())
    for word in reversed(found[-2:]):
        kind = _kinds().get(word) or _kinds().get(_singular(word))
        if kind is not None:
            return kind
    return None


def can_speak(words: str) -> bool:
    """Whether the words name a kind of source: an official, a ministry, a report, a company."""
    return _SPEAKING[words]


def _can_speak(words: str) -> bool:
    if kind_of(words) is not None or is_document(words):
        return True
    found = _WORD.findall(head_phrase(words).lower())
    return bool(found) and _singular(found[-1]) in table("speakers")["bodies"]["words"]


def is_voiceless(words: str) -> bool:
    """Whether the words name what says nothing, whatever a parse may say: a day, a sum, a telephone, an attack."""
    return _VOICELESS[words]


def _is_voiceless(words: str) -> bool:
    found = _WORD.findall(words.lower())
    if not found:
        return False
    return found[-1].replace(",", "").isdigit() or _singular(found[-1]) in table("speakers")["voiceless"]["words"]


def is_anonymous(words: str) -> bool:
    """Whether the words keep the source's name back."""
    low = words.lower()
    return any(mark in low for mark in table("speakers")["anonymity"]["words"])


def is_document(words: str) -> bool:
    """Whether the source is a document, not a person or body."""
    return _DOCUMENTS[words]


def _is_document(words: str) -> bool:
    found = _WORD.findall(head_phrase(words).lower())
    return bool(found) and _singular(found[-1]) in table("speakers")["documents"]["words"]


def is_image(words: str) -> bool:
    """Whether the source is a picture or recording: it shows, it does not speak."""
    return _IMAGES[words]


def _is_image(words: str) -> bool:
    found = _WORD.findall(head_phrase(words).lower())
    return bool(found) and _singular(found[-1]) in table("speakers")["images"]["words"]


_KINDS_OF = Remembered(_kind_of, at_most=_REMEMBERED)
_SPEAKING = Remembered(_can_speak, at_most=_REMEMBERED)
_VOICELESS = Remembered(_is_voiceless, at_most=_REMEMBERED)
_DOCUMENTS = Remembered(_is_document, at_most=_REMEMBERED)
_IMAGES = Remembered(_is_image, at_most=_REMEMBERED)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def _kinds() -> dict[str, ActorKind]:
    return {word: kind for kind, words in table("speakers")["kinds"].items() for word in words}
