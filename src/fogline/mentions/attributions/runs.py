"""Speech that runs on: quotations and indirect speech whose speaker was named before."""

from __future__ import annotations

from dataclasses import replace

from fogline.mentions.attributions.quotes import Quotation, within
from fogline.mentions.attributions.sentence_places import by_sentence, mark_of, reaching, sentence_at
from fogline.model.mention import Attribution
from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span

_LONG_ENOUGH = 4
"""Words of a quotation that can be speech by itself and no mere quoted term."""
_SPOKEN = ("direct", "mixed", "indirect", "document")
_TOLD = ("affirm", "hedge", "deny", "expect", "demand")


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
    if not sentences:
        return []
    return [
        *(_QuotationRuns(text, sentences, known).read(quotations) if quotations else ()),
        *_indirect(text, sentences, quotations, known),
    ]


class _QuotationRuns:
    """Walks a document's quotations and remembers who was quoted last."""

    def __init__(self, text: str, sentences: tuple[Sentence, ...], known: tuple[Attribution, ...]) -> None:
        self.text = text
        self.sentences = sentences
        self.starts = [sentence.start for sentence in sentences]
        self.reaching = reaching(sentences, known)
        voices = [a for a in known if self._is_voice(a)]
        self.spoken = sorted(voices, key=lambda a: (a.cue[0].start, a.cue[0].end))

    def read(self, quotations: tuple[Quotation, ...]) -> list[Attribution]:
        out: list[Attribution] = []
        at = 0
        last: Attribution | None = None
        for quotation in quotations:
            while at < len(self.spoken) and self.spoken[at].cue[0].start < quotation.span.start:
                last, at = self._later(last, self.spoken[at]), at + 1
            if last is None or not self._stands_alone(quotation) or self._is_taken(quotation):
                continue
            if self._goes_on(last, quotation):
                last = _run(last, quotation.span, "direct")
                out.append(last)
        return out

    def _is_voice(self, attribution: Attribution) -> bool:
        """Whether somebody speaks here, in the outlet's own text: what a quoted speaker says of others is left out."""
        if not attribution.cue or attribution.speaker is None or attribution.kind not in _SPOKEN:
            return False
        cue = attribution.cue[0]
        around = self.reaching[sentence_at(self.starts, cue.start)]
        nested = any(a is not attribution and a.kind == "direct" and a.covers(cue) for a in around)
        return attribution.stance in _TOLD and not nested

    def _later(self, one: Attribution | None, other: Attribution) -> Attribution:
        return other if one is None or mark_of(one) <= mark_of(other) else one

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether the quotation opens a sentence and no clause goes on behind it."""
        span = quotation.span
        if len(span.of(self.text).split()) < _LONG_ENOUGH:
            return False
        opens = self.sentences[sentence_at(self.starts, span.start)].start == span.start
        behind = self.text[span.end : span.end + 2].strip()[:1]
        return opens and not (behind == "," or behind.islower())

    def _is_taken(self, quotation: Quotation) -> bool:
        first, last = (sentence_at(self.starts, at) for at in (quotation.span.start, quotation.span.end - 1))
        around = (a for position in range(first, last + 1) for a in self.reaching[position])
        outside = (a for a in around if not a.cue or not quotation.span.covers(a.cue[0]))
        return any(part.overlaps(quotation.span) for a in outside for part in a.content)

    def _goes_on(self, said: Attribution, quotation: Quotation) -> bool:
        """Whether the quotation stands in the paragraph where *said* ended, or fills the next one."""
        end = max(part.end for part in (*said.content, *said.cue))
        before, here = (self._paragraph(at) for at in (end - 1, quotation.span.start))
        if before == here:
            return True
        return here - before == 1 and said.kind in ("direct", "mixed") and self._fills_paragraph(quotation, here)

    def _paragraph(self, offset: int) -> int:
        return self.sentences[sentence_at(self.starts, offset)].paragraph

    def _fills_paragraph(self, quotation: Quotation, paragraph: int) -> bool:
        first = sentence_at(self.starts, quotation.span.start)
        last = sentence_at(self.starts, quotation.span.end - 1)
        opens = first == 0 or self.sentences[first - 1].paragraph != paragraph
        closes = last + 1 == len(self.sentences) or self.sentences[last + 1].paragraph != paragraph
        return opens and closes and self.sentences[last].end <= quotation.span.end + 1


def _indirect(
    text: str,
    sentences: tuple[Sentence, ...],
    quotations: tuple[Quotation, ...],
    known: tuple[Attribution, ...],
) -> list[Attribution]:
    out: list[Attribution] = []
    cued = by_sentence(sentences, known)
    running: Attribution | None = None
    for position in range(1, len(sentences)):
        before, sentence = sentences[position - 1], sentences[position]
        told = _main_speech(before, cued[position - 1]) or running
        running = None
        if told is None or before.paragraph != sentence.paragraph or not _is_backshifted(sentence):
            continue
        if not cued[position] and not within(quotations, sentence.span):
            running = _run(told, _without_stop(text, sentence.span), "indirect")
            out.append(running)
    return out


def _run(said: Attribution, span: Span, kind: str) -> Attribution:
    """*said* going on over *span*."""
    on = replace(said, source=(), cue=(), content=(span,), continues=True, parent=None)
    return replace(on, kind="direct", stance="affirm") if kind == "direct" else replace(on, kind="indirect")


def _main_speech(sentence: Sentence, inside: list[Attribution]) -> Attribution | None:
    """The indirect speech that fills *sentence* to its end, cued by its main verb in the past tense, if it is alone."""
    if len(inside) != 1:
        return None
    said, root = inside[0], _root(sentence)
    if said.kind not in ("indirect", "mixed") or said.stance not in ("affirm", "hedge") or said.speaker is None:
        return None
    if root is None or not said.cue or not said.cue[0].covers(root.span) or root.tag not in ("VBD", "VBN"):
        return None
    return said if max(part.end for part in said.content) >= sentence.end - 2 else None


def _is_backshifted(sentence: Sentence) -> bool:
    """Whether the main clause is in the past perfect or has "would", and a pronoun for its subject."""
    root = _root(sentence)
    if root is None:
        return False
    below = [token for token in sentence.tokens if token.head == root.index]
    shifted = any(token.dep.startswith("aux") and token.lower in ("had", "would") for token in below)
    subject = next((token for token in below if token.dep.startswith("nsubj")), None)
    return shifted and subject is not None and subject.lower in ("he", "she", "they", "it")


def _root(sentence: Sentence) -> Token | None:
    return next((token for token in sentence.tokens if token.dep == "root"), None)


def _without_stop(text: str, span: Span) -> Span:
    return Span(span.start, span.end - 1) if text[span.end - 1] == "." and len(span) > 1 else span
