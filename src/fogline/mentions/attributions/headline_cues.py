"""Attribution in headlines, whose grammar parsers do not know: "Troops take X, says mayor", "Kremlin: …", "…: UN"."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.attributions.speakers import resolve_speaker
from fogline.model.mention import ActorMention, Attribution
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_SAY = r"(?:says?|said|tells?|told|claims?|reports?|reported|warns?|confirms?|announces?)"
_TRAILING_INVERTED = re.compile(
    rf"^(?P<content>.{{8,}}?)\s?[,–—-]\s?(?P<cue>{_SAY})\s+(?P<source>[^,:;]{{2,60}}?)\W*$", re.IGNORECASE
)
_TRAILING = re.compile(
    rf"^(?P<content>.{{8,}}?)\s?[,–—]\s(?P<source>[^,:;.!?]{{2,45}}?)\s(?P<cue>{_SAY})\W*$", re.IGNORECASE
)
_COLON_BEFORE = re.compile(
    r"^(?P<source>[^:“\"‘?!.,;]{2,45}?)(?:\s+on\s+[^:“\"‘?!.,;]{2,30})?(?P<cue>:)\s(?P<content>\S.{10,})$", re.DOTALL
)
_COLON_AFTER = re.compile(r"^(?P<content>.{12,}?)(?P<cue>:|\s[–—-])\s(?P<source>[^:“\"‘?!.,;–—]{2,40})$", re.DOTALL)
_LONGEST_SOURCE = 9
"""Words: "the president of the united republics Ada Marsh"."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|kills?|hits?|to|said|says|told|wrote|added|reads?)\b", re.IGNORECASE
)


def headline_attributions(
    text: str, sentence: Sentence, actors: tuple[ActorMention, ...], surnames: frozenset[str] = frozenset()
) -> list[Attribution]:
    """The attribution that a headline makes by form alone: at most one; none where its form is not one of these.

    *actors* are those of the sentence, *surnames* the last names of people whom the document names in full.
    """
    words = sentence.span.of(text)
    if len(words) > 200:
        return []
    titled = sentence.kind != "body" or not words.endswith(".")  # a full sentence has grammar of its own
    for pattern, lemma in ((_TRAILING_INVERTED, "say"), (_TRAILING, "say")):
        found = pattern.match(words)
        if found and not (titled or found["cue"][0].isupper()):
            continue  # a sentence that its own grammar explains
        if found and len(found["source"].split()) <= _LONGEST_SOURCE and not _FINITE.search(found["source"]):
            return [_attribution(text, sentence, found, lemma, actors)]
    found = _COLON_BEFORE.match(words)
    if found and found["source"] in surnames:
        return [_attribution(text, sentence, found, ":", actors)]
    if found and _is_voice(found["source"], Span(*_at(sentence, found, "source")), actors, first=True):
        return [_attribution(text, sentence, found, ":", actors)]
    found = _COLON_AFTER.match(words)
    if found and _is_voice(found["source"], Span(*_at(sentence, found, "source")), actors, first=False):
        return [_attribution(text, sentence, found, ":", actors)]
    return []


def _is_voice(words: str, span: Span, actors: tuple[ActorMention, ...], *, first: bool) -> bool:
    """Whether the words beside a colon can speak: a known actor, a word like "officials", a person's name.

    A lone place name before a colon is as often a topic ("Syria: …") as a government and counts only behind it.
    """
    low = words.lower().strip()
    if (
        low in _words("labels")
        or _FINITE.search(low)
        or (not words[:1].isupper() and low.split()[-1] not in _words("voices"))
    ):
        return False
    parts = low.split()
    if any(part in _words("topics") for part in parts):
        return False
    if any(part in _words("voices") for part in parts) or low in _words("voices"):
        return True
    speaking = [a for a in actors if span.covers(a.head) and a.form == "name"]
    if any(a.actor.kind is not None or a.actor.role for a in speaking):
        return True
    names = words.split()
    if not first:
        return len(names) <= 3 and all(name[0].isupper() for name in names)
    return (
        2 <= len(names) <= 3
        and all(name[0].isupper() and name.isalpha() for name in names)
        and bool(speaking or not actors)
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(table("speakers")["titles"][key])


def _at(sentence: Sentence, found: re.Match[str], group: str) -> tuple[int, int]:
    start, end = found.span(group)
    return sentence.start + start, sentence.start + end


def _attribution(
    text: str, sentence: Sentence, found: re.Match[str], lemma: str, actors: tuple[ActorMention, ...]
) -> Attribution:
    source, cue = Span(*_at(sentence, found, "source")), Span(*_at(sentence, found, "cue"))
    content = Span(*_at(sentence, found, "content"))
    quoted = content.of(text)[:1] in "“\"'‘" and content.of(text).rstrip(".")[-1:] in "”\"'’"
    return Attribution(
        source=(source,),
        cue=(cue,),
        content=(content,),
        speaker=resolve_speaker(text, source, None, actors),
        cue_lemma=lemma,
        kind="direct" if quoted else "indirect",
    )
