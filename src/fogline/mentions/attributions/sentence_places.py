"""Which sentence an offset stands in, and which attributions a sentence holds, found without walking the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from fogline.model.mention import Attribution
from fogline.model.sentence import Sentence
from fogline.model.span import Span


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """The position of the last of the sentences beginning at *starts* (ascending) that begins at or before *offset*."""
    return max(0, bisect_right(starts, offset) - 1)


def mark_of(attribution: Attribution) -> Span:
    """Where the attribution stands in the text: its cue, or its content where it runs on without one."""
    return attribution.cue[0] if attribution.cue else attribution.content[0]


def by_sentence(sentences: tuple[Sentence, ...], attributions: Sequence[Attribution]) -> list[list[Attribution]]:
    """For each sentence the attributions whose mark stands in it."""
    starts = [sentence.start for sentence in sentences]
    out: list[list[Attribution]] = [[] for _ in sentences]
    for attribution in attributions:
        if out:
            out[sentence_at(starts, mark_of(attribution).start)].append(attribution)
    return out


def reaching(sentences: tuple[Sentence, ...], attributions: Sequence[Attribution]) -> list[list[Attribution]]:
    """For each sentence the attributions whose content reaches into it."""
    starts = [sentence.start for sentence in sentences]
    out: list[list[Attribution]] = [[] for _ in sentences]
    for attribution in attributions:
        held: set[int] = set()
        for part in attribution.content:
            held.update(range(sentence_at(starts, part.start), sentence_at(starts, part.end - 1) + 1))
        for position in held:
            if position < len(out):
                out[position].append(attribution)
    return out
