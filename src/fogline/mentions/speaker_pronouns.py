"""Pronouns that speak ("he said"), where no actor mention says whom they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.model.mention import Attribution, Speaker

_PERSON = frozenset({"he", "she", "his", "her", "him"})
_GROUP = frozenset({"they", "their", "them"})
_BODY = frozenset({"it", "its"})
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


def settle_pronouns(found: Sequence[Attribution]) -> list[Attribution]:
    """*found* (in the text's order) with pronouns given the last fitting speaker before them.

    "The statement" speaks for who made the last one. A singular pronoun takes the last speaker who can be one
    person, "they" the last group, "it" the last body; it stays as it is where none fits. Speakers that actor mentions
    resolved are left alone.
    """
    out: list[Attribution] = []
    said: list[tuple[int, Speaker]] = []
    stated: Speaker | None = None
    for attribution in found:
        speaker = attribution.speaker
        if speaker is not None and speaker.text.lower() == "the statement" and stated is not None:
            attribution = replace(attribution, speaker=replace(stated, text=speaker.text, span=speaker.span))
        elif speaker is not None and speaker.name.lower() in _PERSON | _GROUP | _BODY:
            settled = _antecedent(speaker, attribution, said)
            if settled is not None:
                attribution = replace(attribution, speaker=settled)
        out.append(attribution)
        speaker = attribution.speaker
        if attribution.channel == "statement" and speaker is not None:
            stated = speaker
        if speaker is not None and attribution.source and speaker.name.lower() not in _PERSON | _GROUP | _BODY:
            said.append((attribution.source[0].start, speaker))
    return out


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
    if speaker.kind in _PERSONAL_KINDS:
        return speaker.kind == "military" and not _is_plural(speaker)
    return speaker.kind is not None or speaker.name.isupper()


def _is_plural(speaker: Speaker) -> bool:
    last = speaker.name.split()[-1].lower() if speaker.name.split() else ""
    if speaker.name[:1].isupper() and len(speaker.name.split()) > 1 and not last.endswith("s"):
        return " and " in speaker.name
    return last in ("people", "police", "troops", "media") or (last.endswith("s") and speaker.name[:1].islower())
