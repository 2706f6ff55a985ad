"""Speech that runs on: quotations and indirect speech whose speaker was named before."""

from __future__ import annotations

import itertools

from fogline.mentions.quotes import Quotation
from fogline.model.mention import Attribution
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_LONG_ENOUGH = 4
"""Words of a quotation that can be speech by itself and no mere quoted term."""


def running_speech(
    text: str,
    sentences: tuple[Sentence, ...],
    quotations: tuple[Quotation, ...],
    known: tuple[Attribution, ...],
) -> list[Attribution]:
    """Attributions without a cue of their own.

    A quotation that stands as a sentence of its own, covered by none of *known*, belongs to the speaker quoted last
    in its paragraph, or in the paragraph before where that ended in speech. A sentence in back-shifted tense right
    behind indirect speech, its subject a pronoun, goes on with it.
    """
    ordered = sorted((a for a in known if a.cue and a.speaker is not None), key=lambda a: a.cue[0])
    out: list[Attribution] = []
    out.extend(_quotations(text, sentences, quotations, known, ordered))
    out.extend(_indirect(text, sentences, quotations, known))
    return out


def _quotations(
    text: str,
    sentences: tuple[Sentence, ...],
    quotations: tuple[Quotation, ...],
    known: tuple[Attribution, ...],
    ordered: list[Attribution],
) -> list[Attribution]:
    out: list[Attribution] = []
    last: Attribution | None = None
    for quotation in quotations:
        if any(a.covers(quotation.span) or any(p.overlaps(quotation.span) for p in a.content) for a in known):
            continue
        if not _stands_alone(text, sentences, quotation):
            continue
        speaker = _speaker_before(sentences, quotation, ordered, last, text)
        if speaker is None:
            continue
        last = Attribution(
            source=(),
            cue=(),
            content=(quotation.span,),
            speaker=speaker.speaker,
            cue_lemma=speaker.cue_lemma,
            channel=speaker.channel,
            kind="direct",
            stance="affirm",
            continues=True,
        )
        out.append(last)
    return out


def _stands_alone(text: str, sentences: tuple[Sentence, ...], quotation: Quotation) -> bool:
    span = quotation.span
    if len(span.of(text).split()) < _LONG_ENOUGH:
        return False
    starts = any(s.start == span.start for s in sentences)
    behind = text[span.end : span.end + 2].strip()
    return starts and (not behind or behind[0] not in ",abcdefghijklmnopqrstuvwxyz")


def _speaker_before(
    sentences: tuple[Sentence, ...],
    quotation: Quotation,
    ordered: list[Attribution],
    last: Attribution | None,
    text: str,
) -> Attribution | None:
    """The attribution that the quotation goes on with: the last speech before it, in its paragraph or the one before."""
    here = _paragraph(sentences, quotation.span.start)
    before = [
        a
        for a in ordered
        if a.cue[0].start < quotation.span.start and a.stance in ("affirm", "hedge", "deny", "expect", "demand")
    ]
    # what a quoted speaker reports of others is no speech of the outlet's witnesses
    before = [a for a in before if a.kind in ("direct", "mixed", "indirect", "document") and not _inside(a, ordered)]
    if last is not None and (not before or last.content[0].start > before[-1].cue[0].start):
        nearest: Attribution = last
    elif before:
        nearest = before[-1]
    else:
        return None
    end = max(part.end for part in (*nearest.content, *nearest.cue))
    place = _paragraph(sentences, max(0, end - 1))
    if place == here:
        return nearest
    if here - place == 1 and nearest.kind in ("direct", "mixed") and _only_quotation(text, sentences, quotation, here):
        return nearest
    return None


def _inside(attribution: Attribution, others: list[Attribution]) -> bool:
    return any(
        other is not attribution and other.covers(attribution.cue[0]) and other.kind == "direct" for other in others
    )


def _only_quotation(text: str, sentences: tuple[Sentence, ...], quotation: Quotation, paragraph: int) -> bool:
    span = [s for s in sentences if s.paragraph == paragraph]
    return span[0].start == quotation.span.start and span[-1].end <= quotation.span.end + 1


def _paragraph(sentences: tuple[Sentence, ...], offset: int) -> int:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return sentences[min(low, len(sentences) - 1)].paragraph


def _indirect(
    text: str,
    sentences: tuple[Sentence, ...],
    quotations: tuple[Quotation, ...],
    known: tuple[Attribution, ...],
) -> list[Attribution]:
    out: list[Attribution] = []
    running: Attribution | None = None
    for before, sentence in itertools.pairwise(sentences):
        mine = [a for a in known if a.cue and sentence.span.covers(a.cue[0])]
        touched = mine or any(q.span.overlaps(sentence.span) for q in quotations)
        told = _main_speech(before, known) or running
        running = None
        if touched or told is None or told.speaker is None or before.paragraph != sentence.paragraph:
            continue
        if sentence.parsed and _is_backshifted(sentence):
            span = _without_stop(text, sentence.span)
            running = Attribution(
                (), (), (span,), told.speaker, told.cue_lemma, told.channel, "indirect", told.stance, True
            )
            out.append(running)
    return out


def _main_speech(sentence: Sentence, known: tuple[Attribution, ...]) -> Attribution | None:
    """The indirect speech that fills *sentence* to its end, cued by its main verb in the past tense."""
    inside = [
        a for a in known if a.cue and sentence.span.covers(a.cue[0]) and a.source and a.stance in ("affirm", "hedge")
    ]
    if len(inside) != 1 or inside[0].kind not in ("indirect", "mixed"):
        return None
    root = next((t for t in sentence.tokens if t.dep == "root"), None)
    cue = inside[0].cue[0]
    if root is None or not cue.covers(root.span) or root.tag not in ("VBD", "VBN"):
        return None
    return inside[0] if max(part.end for part in inside[0].content) >= sentence.end - 2 else None


def _is_backshifted(sentence: Sentence) -> bool:
    """Whether the main clause is in the past perfect or has "would", and a pronoun for its subject."""
    root = next((t for t in sentence.tokens if t.dep == "root"), None)
    if root is None:
        return False
    below = [t for t in sentence.tokens if t.head == root.index and t.index != root.index]
    shifted = any(t.dep.startswith("aux") and t.lower in ("had", "would") for t in below)
    subject = next((t for t in below if t.dep.startswith("nsubj")), None)
    return shifted and subject is not None and subject.lower in ("he", "she", "they", "it")


def _without_stop(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if text[span.end - 1] == "." and len(span) > 1 else span
