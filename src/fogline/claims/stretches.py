"""The mentions of one document by stretches of its text, so that no sentence goes through those of all others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from fogline.model.mention import Attribution, Mentions, PlaceMention, TimeMention
from fogline.model.sentence import Sentence
from fogline.model.span import Span


class Stretches:
    """Looks up what *mentions* has in a stretch of the text. Everything is made once, when first asked for.

    *sentences* are those that are asked about: all of the document where none are given. Sentences, and the places of
    *mentions*, stand in text order.
    """

    def __init__(self, mentions: Mentions, sentences: Sequence[Sentence] | None = None) -> None:
        self._mentions = mentions
        self.sentences: Sequence[Sentence] = mentions.sentences if sentences is None else sentences

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
        first = bisect_left(self._mentions.places, start, key=_start)
        return self._mentions.places[first : bisect_left(self._mentions.places, end, lo=first, key=_start)]

    def places_of(self, country: str | None) -> Sequence[PlaceMention]:
        """The mentions of places in *country*, in text order."""
        return self._by_country.get(country, ())

    def before(self, sentence: Sentence) -> range:
        """Where the sentences up to *sentence*, with it, stand among all."""
        return range(bisect_right(self.sentences, sentence.index, key=_index))

    def paragraphs_before(self, sentence: Sentence) -> range:
        """Where the sentences of the paragraphs before that of *sentence* stand among all."""
        return range(bisect_left(self.sentences, sentence.paragraph, key=_paragraph))

    @cached_property
    def titles(self) -> tuple[Sentence, ...]:
        """The sentences of the title."""
        return tuple([s for s in self.sentences if s.kind == "title"])

    @cached_property
    def paragraph_starts(self) -> Mapping[int, int]:
        """Where each paragraph begins."""
        starts: dict[int, int] = {}
        for sentence in self.sentences:
            starts.setdefault(sentence.paragraph, sentence.start)
        return starts

    @cached_property
    def _by_country(self) -> Mapping[str | None, Sequence[PlaceMention]]:
        found: dict[str | None, list[PlaceMention]] = defaultdict(list)
        for mention in self._mentions.places:
            found[mention.place.country].append(mention)
        return dict(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _ends(self) -> list[int]:
        return [s.end for s in self.sentences]

    @cached_property
    def _sources(self) -> Mapping[int, Sequence[Span]]:
        found: dict[int, list[Span]] = defaultdict(list)
        for attribution in self._mentions.attributions:
            for span in attribution.source:
                for start in self._reached((span,)):
                    found[start].append(span)
        return dict(found)

    @cached_property
    def _attributing(self) -> Mapping[int, Sequence[Attribution]]:
        found: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in self._mentions.attributions:
            for start in self._reached((*attribution.cue, *attribution.source)):
                found[start].append(attribution)
        return dict(found)

    @cached_property
    def _attributed(self) -> Mapping[int, Sequence[Attribution]]:
        found: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in self._mentions.attributions:
            for start in self._reached(attribution.content):
                found[start].append(attribution)
        return dict(found)

    @cached_property
    def _times(self) -> Mapping[int, Sequence[TimeMention]]:
        found: dict[int, list[TimeMention]] = defaultdict(list)
        for mention in self._mentions.times:
            for start in self._reached((mention.span,)):
                found[start].append(mention)
        return dict(found)

    def _reached(self, spans: Iterable[Span]) -> set[int]:
        """Where the sentences begin that any of *spans* reaches into."""
        starts, ends = self._starts, self._ends
        return {
            start for span in spans for start in starts[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        }


def _start(mention: PlaceMention) -> int:
    return mention.span.start


def _index(sentence: Sentence) -> int:
    return sentence.index


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph
