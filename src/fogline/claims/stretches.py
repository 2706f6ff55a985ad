"""The mentions of one document by stretches of its text, so that no sentence goes through those of all others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from fogline.model.mention import ActorMention, Attribution, Mentions, PlaceMention, QuantityMention, TimeMention
from fogline.model.sentence import Sentence
from fogline.model.span import Span

M = TypeVar("M", PlaceMention, QuantityMention, ActorMention)


class Stretches:
    """Looks up what *mentions* has in a stretch of the text. Everything is made once, in the beginning.

    *sentences* are those that are asked about: all of the document where none are given. Sentences, and the places,
    quantities and actors of *mentions*, stand in text order.
    """

    def __init__(self, mentions: Mentions, sentences: Sequence[Sentence] | None = None) -> None:
        self._mentions = mentions
        self.sentences: Sequence[Sentence] = mentions.sentences if sentences is None else sentences
        self.titles: tuple[Sentence, ...] = tuple([s for s in self.sentences if s.kind == "title"])
        """The sentences of the title."""
        self.paragraph_starts: dict[int, int] = {}
        """Where each paragraph begins."""
        for one in self.sentences:
            self.paragraph_starts.setdefault(one.paragraph, one.start)
        self._starts = [s.start for s in self.sentences]
        self._ends = [s.end for s in self.sentences]
        self._indexes = [s.index for s in self.sentences]
        self._paragraphs = [s.paragraph for s in self.sentences]
        self._place_starts = [m.span.start for m in mentions.places]
        self._places_in = self._inside(mentions.places)
        self._quantities_in = self._inside(mentions.quantities)
        self._actors_in = self._inside(mentions.actors)
        self._by_country: dict[str | None, list[PlaceMention]] = {}
        for place in mentions.places:
            self._by_country.setdefault(place.place.country, []).append(place)
        self._times: dict[int, list[TimeMention]] = {}
        for time in mentions.times:
            for start in self._reached((time.span,)):
                self._times.setdefault(start, []).append(time)
        self._sources: dict[int, list[Span]] = {}
        self._attributing: dict[int, list[Attribution]] = {}
        self._attributed: dict[int, list[Attribution]] = {}
        for attribution in mentions.attributions:
            self._note(attribution)

    def _note(self, attribution: Attribution) -> None:
        for span in attribution.source:
            for start in self._reached((span,)):
                self._sources.setdefault(start, []).append(span)
        for start in self._reached((*attribution.cue, *attribution.source)):
            self._attributing.setdefault(start, []).append(attribution)
        for start in self._reached(attribution.content):
            self._attributed.setdefault(start, []).append(attribution)

    def sources(self, sentence: Sentence) -> tuple[Span, ...]:
        """The sources of attributions that reach into *sentence*."""
        return tuple(self._sources.get(sentence.start, ()))

    def attributing(self, sentence: Sentence) -> tuple[Attribution, ...]:
        """The attributions whose source or cue reaches into *sentence*."""
        return tuple(self._attributing.get(sentence.start, ()))

    def attributed(self, sentence: Sentence) -> tuple[Attribution, ...]:
        """The attributions whose content reaches into *sentence*."""
        return tuple(self._attributed.get(sentence.start, ()))

    def times(self, sentence: Sentence) -> tuple[TimeMention, ...]:
        """The times that reach into *sentence*."""
        return tuple(self._times.get(sentence.start, ()))

    def places(self, start: int, end: int) -> tuple[PlaceMention, ...]:
        """The place mentions that begin at *start* or behind it, and before *end*."""
        first = bisect_left(self._place_starts, start)
        return self._mentions.places[first : bisect_left(self._place_starts, end, first)]

    def places_in(self, sentence: Sentence) -> tuple[PlaceMention, ...]:
        """The place mentions that lie wholly inside *sentence*."""
        return tuple(self._places_in.get(sentence.start, ()))

    def quantities_in(self, sentence: Sentence) -> tuple[QuantityMention, ...]:
        """The quantities that lie wholly inside *sentence*."""
        return tuple(self._quantities_in.get(sentence.start, ()))

    def actors_in(self, sentence: Sentence) -> tuple[ActorMention, ...]:
        """The actor mentions that lie wholly inside *sentence*."""
        return tuple(self._actors_in.get(sentence.start, ()))

    def places_of(self, country: str | None) -> Sequence[PlaceMention]:
        """The mentions of places in *country*, in text order."""
        return self._by_country.get(country, ())

    def before(self, sentence: Sentence) -> range:
        """Where the sentences up to *sentence*, with it, stand among all."""
        return range(bisect_right(self._indexes, sentence.index))

    def paragraphs_before(self, sentence: Sentence) -> range:
        """Where the sentences of the paragraphs before that of *sentence* stand among all."""
        return range(bisect_left(self._paragraphs, sentence.paragraph))

    def _reached(self, spans: Iterable[Span]) -> set[int]:
        """Where the sentences begin that any of *spans* reaches into."""
        starts, ends = self._starts, self._ends
        return {
            start for span in spans for start in starts[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        }

    def _inside(self, mentions: tuple[M, ...]) -> dict[int, list[M]]:
        """Those of *mentions* that lie wholly inside a sentence, by where it begins."""
        found: dict[int, list[M]] = {}
        starts, ends = self._starts, self._ends
        for mention in mentions:
            at = bisect_right(starts, mention.span.start) - 1
            if at >= 0 and mention.span.end <= ends[at]:
                found.setdefault(starts[at], []).append(mention)
        return found
