"""Pronouns that speak ("he said"), where no actor mention says whom they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.attributions.quotes import Quotation, within
from fogline.model.mention import ActorMention, Attribution, Speaker
from fogline.model.span import Span

_PERSON = frozenset({"he", "she", "his", "her", "him"})
_GROUP = frozenset({"they", "their", "them"})
_BODY = frozenset({"it", "its"})
_PRONOUNS = _PERSON | _GROUP | _BODY
_PERSONAL_KINDS = frozenset(
    {
        "official",
        "military",
        "occupation_official",
        "journalist",
        "analyst",
        "witness",
        "public",
        "anonymous_official",
        "social_media",
    }
)
_REACH = 1500
"""Characters between a pronoun and the speaker it may stand for: about three paragraphs of news."""


def settle_pronouns(
    found: Sequence[Attribution],
    actors: Sequence[ActorMention] = (),
    quotations: tuple[Quotation, ...] = (),
) -> list[Attribution]:
    """*found* (in the text's order) with pronouns given the last fitting speaker before them.

    "The statement" speaks for who made the last one. A singular pronoun takes the last speaker who can be one
    person, "they" the last group, "it" the last body; it stays as it is where none fits. Speakers that one of *actors*
    resolved are left alone, unless the words that named them cannot be meant (:func:`_is_doubtful`).
    """
    out: list[Attribution] = []
    said: list[tuple[int, Speaker]] = []
    stated: Speaker | None = None
    for attribution in found:
        speaker = attribution.speaker
        if speaker is not None and speaker.text.lower() == "the statement" and stated is not None:
            attribution = replace(attribution, speaker=replace(stated, text=speaker.text, span=speaker.span))
        elif speaker is not None and speaker.name.lower() in _PRONOUNS:
            settled = _antecedent(speaker, attribution, said)
            if settled is not None:
                attribution = replace(attribution, speaker=settled)
        elif speaker is not None and _is_doubtful(attribution, actors, quotations):
            bare = replace(speaker, name=speaker.text, kind=None)
            settled = _antecedent(bare, attribution, said)
            if settled is not None:
                attribution = replace(attribution, speaker=settled)
        out.append(attribution)
        speaker = attribution.speaker
        if attribution.channel == "statement" and speaker is not None:
            stated = speaker
        if speaker is not None and attribution.source and speaker.name.lower() not in _PRONOUNS:
            said.append((attribution.source[0].start, speaker))
    return out


def _is_doubtful(attribution: Attribution, actors: Sequence[ActorMention], quotations: tuple[Quotation, ...]) -> bool:
    """Whether the pronoun that speaks was taken for somebody named last in what it says itself ("the army was to
    blame, it said") or in somebody's quoted words, which the outlet's own pronouns do not take up."""
    if not attribution.source or attribution.speaker is None:
        return False
    source = attribution.source[0]
    if attribution.speaker.text.lower() not in ("he", "she", "it") or _quoted(source, quotations):
        return False
    own = next((a for a in actors if a.form == "pronoun" and a.head.overlaps(source)), None)
    if own is None:
        return False
    named = [a for a in actors if a.entity == own.entity and a.form != "pronoun" and a.head.start < source.start]
    if not named:
        return False
    last = max(named, key=lambda a: a.head.start).head
    return attribution.covers(last) or _quoted(last, quotations)


def _quoted(span: Span, quotations: tuple[Quotation, ...]) -> bool:
    return any(quotation.span.covers(span) for quotation in within(quotations, span))


def _antecedent(pronoun: Speaker, attribution: Attribution, said: list[tuple[int, Speaker]]) -> Speaker | None:
    word = pronoun.name.lower()
    fits = _is_person if word in _PERSON else _is_group if word in _GROUP else _is_body
    at = attribution.source[0].start if attribution.source else attribution.content[0].start
    for start, speaker in reversed(said):
        if start >= at:
            continue
        if at - start > _REACH:
            return None
        if fits(speaker):
            return replace(speaker, text=pronoun.text, span=pronoun.span)
    return None


def _is_person(speaker: Speaker) -> bool:
    if speaker.role is not None and speaker.name[:1].isupper() and speaker.name != speaker.organisation:
        return not _is_plural(speaker)  # whoever heads an armed group is one person
    if speaker.kind is not None:
        return speaker.kind in _PERSONAL_KINDS and not _is_plural(speaker)
    words = speaker.name.split()
    return all(word[0].isupper() for word in words) and not speaker.name.isupper()


def _is_group(speaker: Speaker) -> bool:
    return _is_plural(speaker) or speaker.kind in (
        "government",
        "military",
        "armed_group",
        "international_organisation",
    )


def _is_body(speaker: Speaker) -> bool:
    last = speaker.name.split()[-1].lower() if speaker.name.split() else ""
    if last in _names_of_bodies():
        return True
    if speaker.kind in _PERSONAL_KINDS:
        return speaker.kind == "military" and not _is_plural(speaker)
    return speaker.kind is not None or speaker.name.isupper()


@cache
def _names_of_bodies() -> frozenset[str]:
    """Words that the names of groups and bodies end in."""
    return frozenset((*str(table("actors")["groups"]).split(), *str(table("bodies")["name_words"]).split()))


def _is_plural(speaker: Speaker) -> bool:
    last = speaker.name.split()[-1].lower() if speaker.name.split() else ""
    if speaker.name[:1].isupper() and len(speaker.name.split()) > 1 and not last.endswith("s"):
        return " and " in speaker.name
    return last in ("people", "police", "troops", "media") or (last.endswith("s") and speaker.name[:1].islower())
