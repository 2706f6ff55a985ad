"""The attributions of one parsed sentence."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.mentions.attributions.cues import noun_cues
from fogline.mentions.attributions.phrases import PhraseReader, words_unsourced
from fogline.mentions.attributions.quotes import within
from fogline.mentions.attributions.tree import PASSING_ON, Draft
from fogline.model.span import Span

_OWN = frozenset({"i", "we", "you", "one"})


class FrameReader(PhraseReader):
    """Reads the attributions of one parsed sentence."""

    def read(self) -> list[Draft]:
        """The sentence's attributions, in the order of their cues."""
        drafts = self._one_each([draft for i in self.cues for draft in self._of_token(i)])
        others = [draft for draft in drafts if not self._is_own_word(draft)]
        return sorted(others, key=lambda draft: (draft.cue.start, draft.cue.end))

    def _one_each(self, drafts: list[Draft]) -> list[Draft]:
        """Without cues that only a quotation beside them makes a cue, where another cue has it by its grammar."""
        held = {part for d in drafts if d.frame not in ("quote", "obj") and not d.belief for part in d.content}
        kept = [d for d in drafts if d.frame != "quote" or not held & set(d.content)]
        nearest: dict[tuple[Span, ...], Draft] = {}
        for draft in kept:
            other = nearest.get(draft.content)
            if draft.frame == "quote" and (other is None or _gap(draft) < _gap(other)):
                nearest[draft.content] = draft
        return [d for d in kept if d.frame != "quote" or nearest[d.content] is d]

    def _is_own_word(self, draft: Draft) -> bool:
        """Inside a quotation only what another is said to say counts: "I think", "we know" are the speaker's own."""
        if not any(quotation.span.covers(draft.cue) for quotation in within(self.quotations, draft.cue)):
            return False
        if draft.belief or draft.source is None or draft.stance in ("neutral", "plan", "demand"):
            return True
        return draft.frame not in ("clause", "quote", "according") or draft.source.of(self.text).lower() in _OWN

    def _of_token(self, i: int) -> Iterator[Draft]:
        token = self.tokens[i]
        low = token.lower
        if low == "according":
            yield from self._according(i)
        elif low in words_unsourced():
            yield from self._adverb(i)
        elif low in PASSING_ON and (quoted := self._quoting_as(i)):
            yield quoted
        elif low in ("citing", "quoting") and (cited := self._citing(i)):
            yield cited
        elif self._is_verb(i):
            yield from self._verb(i)
        elif token.pos == "NOUN" and low in noun_cues():
            yield from self._noun(i)


def _gap(draft: Draft) -> int:
    """Characters between a cue and the nearest part of its content."""
    return min(max(part.start - draft.cue.end, draft.cue.start - part.end) for part in draft.content)
