"""Who says what: the attributions of one document."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from fogline.language.tree import tree_of
from fogline.mentions.attributions.attitudes import find_attitudes
from fogline.mentions.attributions.channels import find_channel, medium_name
from fogline.mentions.attributions.cues import cue_positions
from fogline.mentions.attributions.frames import FrameReader
from fogline.mentions.attributions.headline_cues import headline_attributions
from fogline.mentions.attributions.introductions import introduced
from fogline.mentions.attributions.posts import find_posts
from fogline.mentions.attributions.quotes import Quotation, find_quotations, within
from fogline.mentions.attributions.runs import running_speech
from fogline.mentions.attributions.sentence_places import mark_of
from fogline.mentions.attributions.speaker_pronouns import settle_pronouns
from fogline.mentions.attributions.speakers import can_speak, is_document, is_image, is_voiceless, resolve_speaker
from fogline.mentions.attributions.transcripts import as_quoted, find_turns, turn_attributions
from fogline.mentions.attributions.tree import Draft
from fogline.mentions.attributions.verifications import find_verifications
from fogline.model.mention import ActorMention, Attribution, Speaker
from fogline.model.sentence import Sentence
from fogline.model.span import Span

__all__ = ["find_attributions", "find_verifications", "outermost"]

_NOT = re.compile(r"\b(?:not|never|cannot|nor|hardly)\b|n[’']t\b", re.IGNORECASE)
_NEITHER = re.compile(r"\bneither\b[^.;“\"]*$", re.IGNORECASE)
_REMARK = re.compile(
    r",?\s+in\s+(?:what|(?:a|an|the|another|yet another)\s+(?:[\w-]+\s+){0,2}"
    r"(?:sign|signal|indication|reminder|escalation|blow|reversal|about-face|admission))\b(?!\s+of\s+life)"
    r"|,\s+an?\s+(?:\w+\s)?(?:claim|figure|number|report|toll|account|assertion|statement|allegation)\s+(?:that|which)\b"
)
"""Where the outlet's own remark on a statement begins, behind the words reported."""
_WHETHER = re.compile(r"(?:whether|if)\b", re.IGNORECASE)

_EVIDENCE = frozenset({"show", "indicate", "suggest", "signal", "reveal", "highlight", "underline", "underscore"})
"""What facts do as well as people."""
_NEUTER = frozenset({"it", "this", "that", "these", "those"})
_PERSONAL = frozenset({None, "official", "military", "occupation_official", "analyst", "journalist", "public"})
_PERSONS = frozenset({"he", "she", "they", "we", "i", "you", "who"})
_TALK = frozenset({"discuss"})
"""Cues that tell what was spoken about, and not what anybody said of it."""

Kind = Literal["direct", "indirect", "mixed", "belief", "document"]


def find_attributions(
    text: str, *, sentences: tuple[Sentence, ...], actors: tuple[ActorMention, ...]
) -> tuple[Attribution, ...]:
    """The attributions of a document, in the order of their cues (of their contents where a run has none).

    *sentences* are the document's, those that :func:`wants_parse` picks parsed; *actors* its actors, which may be
    empty: then speakers are named by the source's own words. Spans count in *text*. Speech that runs on without a
    cue of its own has ``continues`` set and an empty ``cue`` and ``source``.
    """
    quotations = find_quotations(text)
    turns = find_turns(text)
    if turns:
        quotations = as_quoted(quotations, turns)
    actors = tuple(sorted(actors, key=lambda actor: (actor.head.start, actor.head.end)))
    heads = [actor.head.start for actor in actors]
    surnames = _surnames(actors)
    found: list[Attribution] = []
    for position, sentence in enumerate(sentences):
        following = sentences[position + 1] if position + 1 < len(sentences) else None
        here = actors[bisect_left(heads, sentence.start) : bisect_left(heads, sentence.end)]
        below = introduced(text, sentence, following, quotations)
        titled = _is_headline(sentence) and below is None
        headline = headline_attributions(text, sentence, here, surnames) if titled else []
        found.extend(headline)
        if not headline and sentence.parsed and sentence.kind != "post":
            found.extend(_of_sentence(text, sentence, below, quotations, here))
    found.extend(find_posts(text, sentences, actors))
    found.extend(turn_attributions(text, turns, actors))
    found = settle_pronouns(sorted(found, key=_place), actors, quotations)
    found.extend(running_speech(text, sentences, quotations, tuple(found)))
    return _nested(found)


def _is_headline(sentence: Sentence) -> bool:
    """Whether the sentence may have a headline's grammar: a title, a sub-heading, or what stands first."""
    return sentence.kind in ("title", "heading") or (sentence.index == 0 and sentence.kind != "post")


def _surnames(actors: tuple[ActorMention, ...]) -> frozenset[str]:
    """The last names of the people among *actors* who are named in full."""
    full = (a.actor.name.split() for a in actors if a.form == "name" and a.actor.kind in _PERSONAL)
    return frozenset(words[-1] for words in full if 2 <= len(words) <= 4 and words[-1][:1].isupper())


def with_attitudes(
    text: str,
    *,
    sentences: tuple[Sentence, ...],
    actors: tuple[ActorMention, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[Attribution, ...]:
    """*attributions* and, among them by their place, the attitudes told outside of what they report."""
    held = find_attitudes(text, sentences=sentences, actors=actors, attributions=attributions)
    return _nested([*attributions, *held])


def outermost(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """*attributions* as PolNeAR annotates them: none inside another's content, and speech that runs on in quotation
    marks joined to the attribution it goes on with. For comparing with that corpus; indexes in ``parent`` are lost."""
    out: list[Attribution] = []
    for attribution in attributions:
        if not attribution.continues:
            if attribution.parent is None:
                out.append(replace(attribution, parent=None))
        elif attribution.kind == "direct" and out and out[-1].speaker == attribution.speaker:
            out[-1] = replace(out[-1], content=(*out[-1].content, *attribution.content))
    return tuple(out)


def _of_sentence(
    text: str,
    sentence: Sentence,
    below: Draft | None,
    quotations: tuple[Quotation, ...],
    actors: tuple[ActorMention, ...],
) -> list[Attribution]:
    cues = cue_positions(sentence.tokens)
    drafts = FrameReader(text, tree_of(sentence), quotations, cues).read() if cues else []
    if below is not None:
        drafts = [*(draft for draft in drafts if not draft.cue.overlaps(below.cue)), below]
    around = _around(text, sentence, drafts) if drafts else ""
    return [_attribution(text, sentence, draft, around, quotations, actors) for draft in drafts]


def _attribution(
    text: str,
    sentence: Sentence,
    draft: Draft,
    around: str,
    quotations: tuple[Quotation, ...],
    actors: tuple[ActorMention, ...],
) -> Attribution:
    if draft.source is not None:
        draft = _with_actor_beside(text, draft, actors)
    channel = find_channel(around, after_cue=text[draft.cue.start : sentence.end], lemma=draft.lemma)
    if channel is None and draft.through is not None:
        channel = medium_name(draft.through.of(text))
    return Attribution(
        source=(draft.source,) if draft.source else (),
        cue=(draft.cue,),
        content=draft.content if draft.quoted else tuple(_without_remark(text, part) for part in draft.content),
        speaker=_speaker(text, draft, actors),
        cue_lemma=draft.lemma,
        channel=channel,
        kind=_kind(text, draft, quotations),
        stance=_stance(text, draft),
    )


def _speaker(text: str, draft: Draft, actors: tuple[ActorMention, ...]) -> Speaker | None:
    source = draft.speaker or draft.source
    if source is None or _is_wish(draft) or is_image(source.of(text)) or draft.lemma in _TALK:
        return None
    if is_voiceless((draft.speaker_at or source).of(text)):
        return None
    if draft.lemma in _EVIDENCE and _is_matter(text, source, draft.speaker_at, actors):
        return None
    return resolve_speaker(text, source, draft.speaker_at, actors)


def _without_remark(text: str, part: Span) -> Span:
    """*part* up to what the outlet makes of its being said ("…, in the clearest sign yet that …")."""
    remark = _REMARK.search(text, part.start, part.end)
    return Span(part.start, remark.start()) if remark and remark.start() > part.start else part


def _is_matter(text: str, source: Span, head: Span | None, actors: tuple[ActorMention, ...]) -> bool:
    """Whether what "shows" or "indicates" something is no voice: "the claims", "the blasts", a bare "it"."""
    words = source.of(text)
    if words.lower() in _NEUTER:
        return True
    if words.lower() in _PERSONS:
        return False
    at = head or source
    if words[:1].isupper() and words.split()[0].lower() not in ("the", "a", "an", "these", "those", "such", "this"):
        return False
    return not can_speak(at.of(text)) and not any(actor.head.overlaps(at) for actor in actors)


def _is_wish(draft: Draft) -> bool:
    """Whether the outlet tells what somebody wants or plans, who need not have said so: nobody's word but its own."""
    return draft.belief and draft.stance == "plan"


def _with_actor_beside(text: str, draft: Draft, actors: tuple[ActorMention, ...]) -> Draft:
    """The source changed for the actor right before the cue, where what was read as the source cannot speak.

    "After repeated demands Minister Ada Marsh said …": parsers take "demands" for the subject.
    """
    head = draft.speaker_at
    source = draft.source
    if head is None or source is None or source.start > draft.cue.start or can_speak(source.of(text)):
        return draft
    if any(actor.head.overlaps(head) for actor in actors) or head.of(text)[:1].isupper():
        return draft
    before = [a for a in actors if 0 < draft.cue.start - a.span.end <= 1 and a.form in ("name", "description")]
    if not before:
        return draft
    actor = max(before, key=lambda a: len(a.span))
    return replace(draft, source=actor.span, speaker_at=actor.head, speaker=None)


def _kind(text: str, draft: Draft, quotations: tuple[Quotation, ...]) -> Kind:
    if draft.belief:
        return "belief"
    if draft.quoted:
        return "direct"
    if any(quotation.span.overlaps(part) for part in draft.content for quotation in within(quotations, part)):
        return "mixed"
    if draft.source is not None and is_document(draft.source.of(text)):
        return "document"
    return "indirect"


def _stance(text: str, draft: Draft) -> Literal["affirm", "deny", "hedge", "demand", "plan", "expect", "neutral"]:
    """The cue's stance; one that is denied ("did not confirm"), or asks whether, leaves its content open."""
    before = text[max(0, draft.cue.start - 60) : draft.cue.start]
    negated = bool(_NOT.search(draft.cue.of(text)) or ("neither" in before.lower() and _NEITHER.search(before)))
    open_question = bool(_WHETHER.match(draft.content[0].of(text)))
    if draft.stance in ("affirm", "deny", "hedge") and (negated or open_question):
        return "hedge"
    return "neutral" if negated else draft.stance


def _around(text: str, sentence: Sentence, drafts: Iterable[Draft]) -> str:
    """The sentence without what is said in it."""
    out, at = [], sentence.start
    for part in sorted(part for draft in drafts for part in draft.content):
        if part.start > at:
            out.append(text[at : min(part.start, sentence.end)])
        at = max(at, part.end)
    out.append(text[at : sentence.end])
    return " ".join(out)


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """*found* in the text's order, each with the index of the smallest content that holds it."""
    ordered = sorted(found, key=_place)
    parts = sorted((part.start, part.end, index) for index, a in enumerate(ordered) for part in a.content)
    longest = max((end - start for start, end, _ in parts), default=0)
    sizes = [sum(map(len, a.content)) for a in ordered]
    out = []
    for index, attribution in enumerate(ordered):
        mark = mark_of(attribution)
        holding = []
        at = bisect_right(parts, (mark.start, sys.maxsize, sys.maxsize))
        while at and parts[at - 1][0] >= mark.end - longest:
            at -= 1
            _, end, other = parts[at]
            if end >= mark.end and other != index and not attribution.covers(mark_of(ordered[other])):
                holding.append((sizes[other], other))
        out.append(replace(attribution, parent=min(holding)[1]) if holding else attribution)
    return tuple(out)


def _place(attribution: Attribution) -> tuple[int, int]:
    mark = mark_of(attribution)
    return mark.start, mark.end
