"""Fixed phrases that attribute: "according to", "citing", "quoted as saying", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.attributions.cues import forms_of
from fogline.mentions.attributions.patterns import following, source_after, trailing
from fogline.mentions.attributions.speakers import can_speak
from fogline.mentions.attributions.tree import SUBJECT, Draft, Phrase
from fogline.mentions.attributions.verbs import VerbReader
from fogline.model.span import Span

_CLAUSE_HEADS = frozenset({"root", "ccomp", "advcl", "parataxis", "acl:relcl", "advcl:relcl", "conj", "acl", "csubj"})


class PhraseReader(VerbReader):
    """Reads the phrases that attribute by themselves."""

    def _according(self, i: int) -> Iterator[Draft]:
        tokens = self.tokens
        if i + 2 >= len(tokens) or tokens[i + 1].lower != "to":
            return
        head = tokens[i].head
        if head <= i + 1:
            head = tokens[i + 1].head
        if head <= i + 1:
            later = [c for c in self.tree.children(i, "obl") if c > i + 1]
            if not later:
                return
            head = later[0]
        source = source_after(self.tree, i + 2)
        if not source:
            return
        if head not in source:
            head = self._head_of(source)
        if tokens[i].text[0].isupper() or all(t.pos in ("CCONJ", "PUNCT") for t in tokens[:i]):
            behind = list(range(source[-1] + 1, len(tokens)))
            spans = tuple(s for s in map(self._trim, self._runs(behind)) if s is not None)
            if spans:
                yield self._according_draft(i, source, head, spans)
            return
        host = tokens[head].head if head != tokens[head].head else head
        aside = tokens[i - 1].text == "," if i else True  # set off: it speaks of the whole statement
        while tokens[host].head != host and not (self._is_whole(host) if aside else tokens[host].dep in _CLAUSE_HEADS):
            host = tokens[host].head
        drop = {*self.tree.subtree(head), *self.tree.subtree(i), i, i + 1, *source}
        if host in source:
            host = self.tree.root()
        content = self._between_semicolons(set(self.tree.subtree(host)) - drop, i)
        spans = tuple(s for s in map(self._trim, self._runs(content)) if s is not None)
        if spans:
            yield self._according_draft(i, source, head, spans)

    def _between_semicolons(self, content: set[int], i: int) -> set[int]:
        """What of *content* stands in the same part of the sentence as token *i*, where that part holds some of it."""
        marks = [t.index for t in self.tokens if t.text == ";"]
        low = max((m for m in marks if m < i), default=-1)
        high = min((m for m in marks if m > i), default=len(self.tokens))
        return {t for t in content if low < t < high} or content

    def _is_whole(self, host: int) -> bool:
        """Whether the clause is a statement by itself: what another verb of speech reports, or loosely joined."""
        token = self.tokens[host]
        return token.dep == "parataxis" or (
            token.dep == "ccomp" and self.tokens[token.head].lower in forms_of("core", "")
        )

    def _according_draft(self, i: int, source: tuple[int, ...], head: int, spans: tuple[Span, ...]) -> Draft:
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tree.span_of((i, i + 1)),
            content=spans,
            lemma="according to",
            stance="affirm",
            frame="according",
            source=self.tree.span_of(source),
            speaker_at=self.tokens[head].span,
        )

    def _quoting_as(self, i: int) -> Draft | None:
        """ "X quoted Y as saying that …", "Y was quoted by X as saying …": Y says it, X passed it on."""
        links = self.tree.children(i, "advcl", "xcomp", "ccomp", "obl")
        saying = next((c for c in links if self._is_as_saying(c)), None)
        if saying is None:
            return None
        subjects = self.tree.children(i, *SUBJECT)
        passive = bool(self.tree.children(i, "nsubj:pass", "aux:pass"))
        said_by = subjects if passive else self.tree.children(i, "obj")
        passed_on = self.tree.children(i, "obl:agent") if passive else subjects
        if not said_by:
            return None
        source = Phrase(self._noun_tokens(said_by[0]), said_by[0])
        spans, quoted = self._words_quoted(i, saying, subjects)
        if not spans and (parts := trailing(self.tree, self._cue_tokens(i, i)[0], saying)) is not None:
            if passive:  # its subject, with appositions, is who said it
                source = Phrase(parts.source, self._head_of(parts.source))
            spans = [s for run in self._runs(parts.content) if (s := self._trim(run))]
        if not spans:
            return None
        passing = Phrase(self._noun_tokens(passed_on[0]), passed_on[0]) if passed_on else None
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tree.span_of((self._cue_tokens(i, i)[0], i, *(() if source.tokens[0] > i else (saying,)))),
            content=tuple(spans),
            lemma="quote as saying",
            stance="affirm",
            frame="quoting",
            source=self._span_of(source),
            speaker_at=self._speaker_at(source),
            quoted=quoted,
            through=self._span_of(passing),
        )

    def _words_quoted(self, i: int, saying: int, subjects: tuple[int, ...]) -> tuple[list[Span], bool]:
        """The clause behind "as saying", else the quotation beside it or before the subject; whether it is one."""
        told = {
            t
            for c in self.tree.children(saying, "ccomp", "obj", "parataxis")
            if c > saying
            for t in self.tree.subtree(c)
        }
        if told and not any(self.tokens[t].tag in ("VBD", "VBZ", "VBP", "MD") for t in told):
            told |= set(following(self.tree, saying))
        spans = [s for run in self._runs(told) if (s := self._trim(run))]
        if spans:
            return spans, False
        opening = self.tree.span_of([*(t for s in subjects[:1] for t in self.tree.subtree(s)), i])
        beside = self._quotations_beside(self.tokens[saying].span, None) or self._quotations_beside(opening, None)
        return [q.span for q in beside], bool(beside)

    def _citing(self, i: int) -> Draft | None:
        """ "X reported, citing Y, that …": Y says it, X only passed it on. None where what is cited cannot speak."""
        objects = [c for c in self.tree.children(i, "obj", "obl", "nsubj") if c > i]
        if not objects:
            return None
        source = Phrase(self._noun_tokens(objects[0]), objects[0])
        head = self.tokens[objects[0]]
        if not source.tokens or not (head.pos == "PROPN" or can_speak(head.lower)):
            return None
        phrase = Span(self.tokens[i].start, self.tokens[source.tokens[-1]].end)
        told, through = self._words_cited(i)
        content = tuple(rest for span in told for rest in _without(span, phrase))
        if not content:
            return None
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tokens[i].span,
            content=content,
            lemma="cite",
            stance="affirm",
            frame="citing",
            source=self._span_of(source),
            speaker_at=head.span,
            through=through,
        )

    def _words_cited(self, i: int) -> tuple[tuple[Span, ...], Span | None]:
        """What is told on the word of the cited, and who passes it on."""
        carrier = self._source(i, i)
        speaking = self._saying_above(i)
        mine = set(self.tree.subtree(i))
        hung = [c for c in mine if c > i and self._finite_with_that(c) and self._after_comma(c)]
        told = next(self._verb(speaking), None) if speaking is not None else None
        if told is not None and told.quoted:
            return (), told.source  # the words in quotation marks stay the speaker's, whoever is cited
        if told is not None and not hung:
            return told.content, told.source
        if hung:
            runs = self._runs(self.tree.subtree(min(hung, key=self.tree.depth)))
        else:
            whole = set(self.tree.subtree(self.tokens[i].head))
            runs = self._runs(whole - mine - set(carrier.tokens if carrier else ()))
        spans = tuple(s for s in map(self._trim, runs) if s is not None)
        return spans, told.source if told is not None else self._span_of(carrier)

    def _adverb(self, i: int) -> Iterator[Draft]:
        host = self.tokens[i].head
        if host == i:
            return
        content = set(self.tree.subtree(host)) - {i}
        spans = tuple(s for s in map(self._trim, self._runs(content)) if s is not None)
        if spans:
            token = self.tokens[i]
            yield Draft(self.tree.sentence.index, token.span, spans, token.lower, "hedge", "adverb")


@cache
def words_unsourced() -> frozenset[str]:
    """Adverbs by which the outlet passes on what nobody named says."""
    return frozenset(table("speech")["unsourced"]["adverbs"])


def _without(span: Span, hole: Span) -> list[Span]:
    """What *hole* leaves of *span*: up to two pieces."""
    if not span.overlaps(hole):
        return [span]
    ends = ((span.start, hole.start - 1), (hole.end + 1, span.end))
    return [Span(start, end) for start, end in ends if end > start]
