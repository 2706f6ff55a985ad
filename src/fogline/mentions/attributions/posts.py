"""Embedded posts: the author of a post quoted whole is its speaker."""

from __future__ import annotations

import re

from fogline.mentions.attributions.speakers import kind_of, resolve_speaker
from fogline.model.mention import ActorMention, Attribution, Speaker
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_SIGNATURE = re.compile(r"[—–-]{1,2}\s?(?P<name>[^@\n—]{1,70}?)\s?\((?P<handle>@\w{1,30})\)")


def find_posts(text: str, sentences: tuple[Sentence, ...], actors: tuple[ActorMention, ...]) -> list[Attribution]:
    """One attribution for each signature ``— Name (@handle)``, over the sentences of kind ``post`` before it."""
    out = []
    for position, sentence in enumerate(sentences):
        if sentence.kind != "post":
            continue
        for found in _SIGNATURE.finditer(text, sentence.start, sentence.end):
            content = _post_text(text, sentences, position, found.start())
            if content is not None:
                out.append(_post(text, content, Span(*found.span("name")), Span(*found.span("handle")), actors))
    return out


def _post_text(text: str, sentences: tuple[Sentence, ...], position: int, end: int) -> Span | None:
    """From the first of the post's sentences to its signature, without links."""
    start = sentences[position].start
    for sentence in reversed(sentences[:position]):
        earlier = sentence.kind != "post" or sentence.paragraph != sentences[position].paragraph
        if earlier or _SIGNATURE.search(text, sentence.start, sentence.end):
            break
        start = sentence.start
    words = re.sub(r"(?:\s*(?:pic\.twitter\.com/\w+|https?://\S+))+\s*$", "", text[start:end]).rstrip()
    return Span(start, start + len(words)) if words else None


def _post(text: str, content: Span, name: Span, handle: Span, actors: tuple[ActorMention, ...]) -> Attribution:
    known = resolve_speaker(text, name, None, actors)
    speaker = known
    if known is not None and known.kind is None:
        words = name.of(text)
        speaker = Speaker(
            words,
            known.name,
            name,
            kind_of(words) or "social_media",
            known.role,
            known.organisation,
            known.party,
            known.country,
        )
    return Attribution(
        source=(name,),
        cue=(handle,),
        content=(content,),
        speaker=speaker,
        cue_lemma="post",
        channel="Twitter",
        kind="direct",
    )
