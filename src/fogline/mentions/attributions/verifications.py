"""What the outlet itself says of whether something could be verified."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from fogline.lexicon.loader import table
from fogline.mentions.attributions.sentence_places import sentence_at
from fogline.mentions.scanning import Telling, pieces_of
from fogline.model.mention import Attribution, VerificationNote
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_STEMS = re.compile("verif|confirm|corroborat|authentic|substantiat|geolocat|geo-locat|check")
_HINTS = tuple(form for stem in _STEMS.pattern.split("|") for form in (stem, stem.capitalize(), stem.upper()))
_ASIDE = re.compile(
    r"[,–—-]\s(?:which|though|although|but|however|something|an?\s(?:\w+\s)?"
    r"(?:claim|figure|report|number|toll|account|assertion|statement)s?)\b[^,;“\"]{0,60}$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"^\W*(?:if|should|once|until|unless)\b", re.IGNORECASE)


def find_verifications(
    text: str, *, sentences: tuple[Sentence, ...], attributions: tuple[Attribution, ...]
) -> tuple[VerificationNote, ...]:
    """The notes on verification in *text*, in its order.

    A note covers the sentence it stands in; one that is a sentence of its own about "his claims" or "the figures"
    covers the statement just before it. A note made by a speaker, not by the outlet, is none.
    """
    out = []
    starts = [sentence.start for sentence in sentences]
    hinted = {sentence_at(starts, at) for at in _hints(text)} if sentences else set()
    for position in sorted(hinted):
        sentence = sentences[position]
        words = sentence.span.of(text)
        if _SUPPOSED.match(words):
            continue
        found = _match(words)
        if found is None:
            continue
        status, low, high = found
        span = Span(sentence.start + low, sentence.start + high)
        if not _is_aside(words[:low]) and any(_is_speech_about(a, span) for a in attributions):
            continue
        covers = _covers(sentences, position, span, words, attributions)
        out.append(VerificationNote(span, status, covers))
    return tuple(out)


def _hints(text: str) -> list[int]:
    """Where words that may tell of verification stand."""
    pieces = pieces_of(text)
    found = [pieces.start(number) + at for number, here in _TELLING.pieces(pieces) for at in here]
    return [at for at in found if text.startswith(_HINTS, at)]


def _hints_in(piece: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _STEMS.finditer(piece))


_TELLING = Telling(_hints_in)


def _match(words: str) -> tuple[Literal["verified", "unverified"], int, int] | None:
    barred = [m.span() for pattern in _patterns("not_notes") for m in pattern.finditer(words)]
    statuses: tuple[Literal["unverified", "verified"], ...] = ("unverified", "verified")
    for status in statuses:
        for pattern in _patterns(status):
            for found in pattern.finditer(words):
                if not any(low < found.end() and found.start() < high for low, high in barred):
                    return status, found.start(), found.end()
    return None


def _is_aside(before: str) -> bool:
    """Whether the note stands in a clause that the outlet appends ("…, a figure which Reuters could not verify")."""
    return bool(_ASIDE.search(before)) and not re.search(r"[“\"]", before.rpartition(",")[2])


def _is_speech_about(attribution: Attribution, span: Span) -> bool:
    """Whether the words are somebody's own, in quotation marks or told after "said"."""
    if not attribution.covers(span) or attribution.speaker is None:
        return False
    if attribution.kind == "direct":
        return True
    return (
        attribution.kind in ("indirect", "mixed")
        and attribution.stance in ("affirm", "deny")
        and not attribution.continues
    )


def _covers(
    sentences: tuple[Sentence, ...],
    position: int,
    span: Span,
    words: str,
    attributions: tuple[Attribution, ...],
) -> tuple[Span, ...]:
    sentence = sentences[position]
    if position == 0 or not any(pattern.search(words) for pattern in _patterns("pointing")):
        return (sentence.span,)
    if _tells_something(sentence, span, attributions):
        return (sentence.span,)
    before = sentences[position - 1]
    if before.kind in ("title", "heading"):
        return (sentence.span,)
    told = [
        part for a in attributions if a.cue and before.span.covers(a.cue[0]) and a.parent is None for part in a.content
    ]
    reached = [a for a in attributions if a.continues and any(p.overlaps(before.span) for p in a.content)]
    runs = tuple(part for a in reached for part in a.content)
    return tuple(sorted({before.span, *told, *runs, *_same_voice(sentences, position - 1, attributions)}))


def _same_voice(sentences: tuple[Sentence, ...], position: int, attributions: tuple[Attribution, ...]) -> list[Span]:
    """The contents of the two sentences before *position*, in its paragraph, that the same speaker said."""
    names = _speakers(sentences[position], attributions)
    out: list[Span] = []
    for earlier in reversed(sentences[max(0, position - 2) : position]):
        if earlier.paragraph != sentences[position].paragraph or not names & _speakers(earlier, attributions):
            break
        out.append(earlier.span)
    return out


def _speakers(sentence: Sentence, attributions: tuple[Attribution, ...]) -> set[str]:
    """Who speaks in *sentence*, by name or as "the governor"."""
    out: set[str] = set()
    for attribution in attributions:
        if attribution.speaker is not None and any(part.overlaps(sentence.span) for part in attribution.content):
            out.add(attribution.speaker.name)
    return out


def _tells_something(sentence: Sentence, span: Span, attributions: tuple[Attribution, ...]) -> bool:
    """Whether the sentence states something else, too ("Officials said 12 died, which could not be verified")."""
    return any(
        a.cue
        and sentence.span.covers(a.cue[0])
        and not a.cue[0].overlaps(span)
        and not a.covers(span)
        and a.source
        and max(p.end for p in a.content) <= span.start
        for a in attributions
    )


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in table("verification")[key])
