"""Quotations beside a cue, and contents that quotations make up in part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fogline.mentions.attributions.quotes import Quotation, ending_before, starting_from, within
from fogline.mentions.attributions.sources import SourceReader
from fogline.model.span import Span

_LONGEST_LEAD = 91
"""Characters between a cue and the quotation that it leads to."""
_SPEECH_GAP = re.compile(r"[\s,—–-]*")
# What may stand between a cue and the quotation that goes on: the end of the clause ("in Kyiv on Friday.")
_RESUMES = re.compile(r"(?:[^.!?\n]{0,160}[.!?,;:])?[^\S\n]*")


class QuotationReader(SourceReader):
    """Finds the quotations that a cue introduces, closes or interrupts."""

    def _quotations_beside(self, cue: Span, source: Span | None) -> list[Quotation]:
        """The quotations right before the source and cue, and after them."""
        start = min(cue.start, source.start) if source and source.end >= cue.start - 60 else cue.start
        end = max(cue.end, source.end) if source and source.start <= cue.end + 3 else cue.end
        before = ending_before(self.quotations, start)
        out = [before] if before is not None and self._ends_at(before, start) else []
        for quotation in starting_from(self.quotations, end):
            at = quotation.span.start
            if at >= min(self.tree.sentence.end, end + _LONGEST_LEAD):
                break
            if self._leads_to(end, at) and _is_speech(quotation, self.text, before=False):
                out.append(quotation)
                break
        if out:
            out.extend(self._resumed(max(end, out[-1].span.end)))
        return out

    def _ends_at(self, quotation: Quotation, start: int) -> bool:
        """Whether the quotation stands right before the source and cue and leads into them."""
        gap = self.text[quotation.span.end : start]
        if not _SPEECH_GAP.fullmatch(gap) or "\n" in gap or not _is_speech(quotation, self.text, before=True):
            return False
        if quotation.span.end > self.tree.sentence.start:
            return True
        # in a sentence of its own: "Will they?" he asked.
        return self.text[: quotation.span.end].rstrip("\"”’'»")[-1:] in ",?!—"

    def _leads_to(self, end: int, start: int) -> bool:
        """Whether only the hearer, place or day stands between the cue and the quotation."""
        gap = self.text[end:start]
        if re.search(r"[.!?;]\s", gap):
            return False
        return gap.rstrip()[-1:] in (":", ",") or not gap.strip() or len(gap.split()) <= 6

    def _resumed(self, end: int) -> list[Quotation]:
        """The quotation that goes on right after the cue's clause, in its paragraph."""
        quotation = next(starting_from(self.quotations, end), None)
        if quotation is None or quotation.span.start - end > 2 * _LONGEST_LEAD:
            return []
        if (
            self.text[quotation.span.end - 2] == ","
            or self.text[quotation.span.end : quotation.span.end + 2].strip()[:1].islower()
        ):
            return []  # it leads to a cue of its own
        return [quotation] if _RESUMES.fullmatch(self.text, end, quotation.span.start) else []

    def _said_in_quotes(self, spans: list[Span], beside: list[Quotation], cue: Span, source: Span | None) -> list[Span]:
        """The quotation beside the cue where the parse took another clause of the sentence for the content."""
        before = [q for q in beside if q.span.end <= cue.start]
        after = [q for q in beside if q.span.start >= cue.end]
        end = max(cue.end, source.end) if source is not None else cue.end
        if before and min(s.start for s in spans) > cue.end and self.text[end : end + 1] == ",":
            return [q.span for q in beside]
        unquoted = not any(within(self.quotations, s) for s in spans)
        if after and unquoted and max(s.end for s in spans) <= cue.start:
            lead = self.text[end : after[0].span.start].rstrip()
            if lead in (",", ":") or lead.endswith(":"):
                return [q.span for q in after]
        return []

    def _with_quotations(
        self, spans: list[Span], beside: list[Quotation], cue: Span, source: Span | None
    ) -> tuple[list[Span], bool]:
        """Content widened to the quotations it is made of; whether it is all quotation."""
        holding = next((q for q in within(self.quotations, cue) if q.span.covers(cue)), None)
        if holding is not None:  # said of another inside a quotation: the marks belong to the outer speaker
            return _inside_of(spans, holding.span, self.text), False
        used = list(dict.fromkeys(q for s in spans for q in within(self.quotations, s)))
        barred = [cue] if source is None else [cue, source]
        used = [q for q in used if not any(q.span.overlaps(b) for b in barred)]
        if min(spans).start > cue.start:  # the clause follows: a quotation before it belongs to somebody else
            used = [q for q in used if q.span.start > cue.start]
            beside = [q for q in beside if q.span.start > cue.start]
        if not used and not beside:
            return spans, False
        merged = {*spans, *(q.span for q in used), *(q.span for q in beside if used or q.span.end <= cue.start)}
        joined = _joined(merged)
        inside = sum(len(q.span) for q in {*used, *beside})
        return joined, inside >= 0.95 * sum(map(len, joined))


def _is_speech(quotation: Quotation, text: str, *, before: bool) -> bool:
    """Whether the quotation can be an utterance and is no mere quoted word."""
    span = quotation.span
    words_in = len(text[span.start : span.end].split())
    if before:
        inner = text[span.start : span.end].rstrip("\"”’'»")
        return words_in >= 3 or inner[-1:] in ",.!?…" or text[span.end : span.end + 1] == ","
    lead = text[: span.start].rstrip()[-1:]
    return words_in >= 4 or lead in ":,"


def _inside_of(spans: list[Span], quotation: Span, text: str) -> list[Span]:
    """*spans* without the quotation's closing mark and the stop before it."""
    out = []
    for span in spans:
        end = min(span.end, quotation.end - 1) if span.start < quotation.end else span.end
        while end > span.start and end >= quotation.end - 2 and text[end - 1] in ".,":
            end -= 1
        if end > span.start:
            out.append(Span(span.start, end))
    return out or spans


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + 1:
            out[-1] = out[-1].to(span)
        else:
            out.append(span)
    return out
