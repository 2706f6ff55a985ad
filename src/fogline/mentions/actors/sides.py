"""Whose side an actor is on, as the words of its phrase say."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from fogline.mentions.actors.chunks import Chunk
from fogline.mentions.actors.drafts import Side
from fogline.mentions.actors.names import find_known
from fogline.mentions.actors.nouns import is_of_chief
from fogline.mentions.actors.words import HELD, Nation, backers, body_kind, nation, word_set, words_of_nation
from fogline.model.mention import PlaceMention
from fogline.model.profile import KnownActor, Profile
from fogline.model.sentence import Sentence, Token

_NEXT_WORD = re.compile(r" (\w+)")

_Told = tuple[str | None, str | None]
"""The party and the country that a word gives."""
_NOTHING: Final[_Told] = (None, None)


class PlaceLookup:
    """Place mentions by where they stand."""

    def __init__(self, places: tuple[PlaceMention, ...]) -> None:
        self._places = sorted(places, key=lambda p: (p.span.start, p.span.end))
        self._starts = [p.span.start for p in self._places]
        self._longest = max((len(p.span) for p in self._places), default=0)

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The mentions that share a character with ``start``…``end``, in order."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [p for p in self._places[low:high] if p.span.end > start]

    def covers_more(self, start: int, end: int) -> bool:
        """Whether ``start``…``end`` is but a part of a place's name."""
        return any(
            p.span.start <= start and end <= p.span.end and len(p.span) > end - start for p in self.within(start, end)
        )


class Sides:
    """Answers, for one document, which party, country and body the words around a noun give it."""

    def __init__(self, text: str, profile: Profile, places: PlaceLookup, sentences: tuple[Sentence, ...]) -> None:
        self._text = text
        self._bounds = {sentence.index: (sentence.start, sentence.end) for sentence in sentences}
        self._profile = profile
        self._places = places
        self._descriptions = _pattern(tuple(profile.descriptions))
        self._nations: dict[int, dict[int, tuple[int, Nation]]] = {}

    def nations_of(self, sentence: Sentence) -> dict[int, tuple[int, Nation]]:
        """The nations named in *sentence*: first token → last token and nation. Halves of hyphened words are none."""
        known = self._nations.get(sentence.index)
        if known is None:
            known = self._nations[sentence.index] = _nations(sentence.tokens)
        return known

    def party_of(self, country: str | None) -> str | None:
        """The party whose own *country* it is."""
        return self._profile.party_of_country(country)

    def local(self, sentence: Sentence) -> Side:
        """The side of those who govern where what *sentence* tells happens.

        The country of its places, if it is one and nobody occupies them; the party that a place is said to be of ("the
        separatist city of X"). Where the sentence names no place, those of the sentence before count.
        """
        for near in (sentence.index, sentence.index - 1):
            start, end = self._bounds.get(near, (0, 0))
            places = [p for p in self._places.within(start, end) if p.use == "location"]
            if not places:
                continue
            found = {p.place.country for p in places}
            if len(found) > 1 or HELD.search(self._text, start, end):
                return Side()
            described = self._described_in(start, end)
            if described is not None:
                return Side(party=self._holder(start, end, described) if len(places) == 1 else None)
            country = found.pop()
            return Side(self._profile.party_of_country(country), country)
        return Side()

    def _described_in(self, start: int, end: int) -> re.Match[str] | None:
        """Words there that describe a side's people: then a place alone does not tell whose officials speak."""
        if not self._profile.descriptions:
            return None
        return self._descriptions.search(self._text[start:end].casefold())

    def _holder(self, start: int, end: int, described: re.Match[str]) -> str | None:
        """The party whose people the description is of, where it stands before a word for a place."""
        after = _NEXT_WORD.match(self._text, start + described.end(), end)
        placed = after is not None and after.group(1).lower() in word_set("actors", "grounds")
        return self._profile.descriptions[described.group()] if placed else None

    def is_region(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether the word is the "state" of a place's name: a region, which does not act."""
        if tokens[at].lower != "state" or not at:
            return False
        place = self.place_at(tokens[at - 1])
        return place is not None and place.use != "demonym" and nation(place.text) is None

    def place_at(self, token: Token) -> PlaceMention | None:
        """The place mention that *token* is part of."""
        return next(iter(self._places.within(token.start, token.end)), None)

    def of(self, chunk: Chunk, head: int, tail: tuple[Chunk, ...], *, civil: bool, rules: bool = False) -> Side:
        """The side of the actor whose noun or name begins at token *head* of *chunk*.

        *tail* are the chunks that "of", "in", "for" … tie to it. *civil* says whether a place may give the country: it
        does for those who govern or live there, not for troops. *rules* says whether the actor governs or speaks for
        those who do: then whoever holds the place gives the party.
        """
        phrase = self._phrase(chunk, tail)
        organisation = self._organisation(chunk, head, tail)
        found_party, country = self._evidence(chunk, head, tail)
        own = found_party or self._profile.party_of_country(country)
        party = self._backed(phrase)
        described = self._described(chunk, head) if party is None else []
        if party is None and (own or not country):
            party = self._party_described(described, firm=True)
        party = party or own
        if country is None and civil:
            held = HELD.search(phrase)
            country = None if held else self._place_country(chunk, head, tail)
            if party is None:
                party = self._profile.party_of_country(country)
            if held and rules and party is None:
                party = self._holder_of(tail)
        if party is None and not country:
            party = self._party_described(described, firm=False)
        return Side(party, country, organisation)

    def of_master(self, chunk: Chunk) -> Side:
        """The side of those who serve whom *chunk* names: a known person or body, a country or its seat."""
        party, country = (self._within(chunk, chunk.high + 1) or [_NOTHING])[0]
        return Side(party or self._profile.party_of_country(country), country)

    def _phrase(self, chunk: Chunk, tail: tuple[Chunk, ...]) -> str:
        tokens = chunk.sentence.tokens
        last = tail[-1].high if tail else chunk.high
        return self._text[tokens[chunk.first.low].start : tokens[last].end]

    def _holder_of(self, tail: tuple[Chunk, ...]) -> str | None:
        """The party that holds where the actor is said to be: "in Xian-controlled Y", not "the mayor of" it."""
        for part in tail:
            words = self._text[part.tokens[0].start : part.tokens[-1].end]
            held = HELD.search(words) if part.led_by == "in" else None
            holder = words[: held.start()].split()[-1:] if held else []
            found = nation(holder[0]) if holder else None
            if holder:
                return self._profile.party_of_country(found and found.country) or self._profile.descriptions.get(
                    holder[0].casefold()
                )
        return None

    def _backed(self, phrase: str) -> str | None:
        """The party that the phrase names as the actor's backer ("Moscow-installed", "pro-Russian")."""
        for name in backers(phrase):
            known = next(iter(find_known(name, self._profile)), None)
            found = nation(name)
            party = (known.known.party if known else None) or self._profile.party_of_country(found and found.country)
            if party:
                return party
        return None

    def _described(self, chunk: Chunk, head: int) -> list[str]:
        """The words there by which the profile describes a party's people."""
        if not self._profile.descriptions:
            return []
        tokens = chunk.sentence.tokens
        piece = self._text[tokens[chunk.first.low].start : tokens[max(head, chunk.low)].end].casefold()
        return self._descriptions.findall(piece)

    def _party_described(self, described: list[str], *, firm: bool) -> str | None:
        """The party whose people the first of the words describe; *firm*: of those that outweigh a nation."""
        for words in described:
            if (words not in word_set("forces", "nation_first")) == firm:
                return self._profile.descriptions[words]
        return None

    def _evidence(self, chunk: Chunk, head: int, tail: tuple[Chunk, ...]) -> _Told:
        """Party and country by the first name or nation before the noun, else by the first in what is tied to it."""
        before = self._before(chunk, head)
        countries = {country for _, country in before if country}
        if len(countries) > 1 and not chunk.owner:
            return _NOTHING  # "Russian and Ukrainian soldiers": no one country's
        if before:
            return before[0]
        for part in tail:
            found = self._within(part, part.high + 1)
            if found:
                return found[0]
        return _NOTHING

    def _before(self, chunk: Chunk, head: int) -> list[_Told]:
        own = self._within(chunk, head)
        return [*self._before(chunk.owner, chunk.owner.high + 1), *own] if chunk.owner is not None else own

    def _within(self, chunk: Chunk, end: int) -> list[_Told]:
        """Party and country of each name and nation of *chunk* before token *end*."""
        nations = self.nations_of(chunk.sentence)
        found: list[_Told] = []
        if not nations and not chunk.units and chunk.owner is None:
            return found
        for i in range(chunk.low, min(end, chunk.high + 1)):
            unit = chunk.units.get(i)
            if unit is not None and (unit.known.party or unit.known.country):
                found.append((unit.known.party, unit.known.country))
            elif i in nations:
                found.append((None, nations[i][1].country))
            elif unit is None and chunk.owner is not None and i == chunk.low:
                found.extend(self._within(chunk.owner, chunk.owner.high + 1))
        return found

    def _place_country(self, chunk: Chunk, head: int, tail: tuple[Chunk, ...]) -> str | None:
        tokens = chunk.sentence.tokens
        ranges = [range(chunk.first.low, head), *(range(part.first.low, part.high + 1) for part in tail)]
        for indexes in ranges:
            for i in indexes:
                place = self.place_at(tokens[i])
                if place is not None and place.place.country:
                    return place.place.country
        return None

    def _organisation(self, chunk: Chunk, head: int, tail: tuple[Chunk, ...]) -> str | None:
        """The body that the phrase ties its person to: a known one, or the words of one."""
        for part, end in ((chunk, head), *((part, part.high + 1) for part in tail)):
            known = self._known_body(part, end)
            if known is not None:
                return known.name
            words = self._body_words(part, end)
            if words:
                return words
        return None

    def known_body(self, chunk: Chunk, head: int, tail: tuple[Chunk, ...]) -> KnownActor | None:
        """The known body that the noun at *head* is tied to by the words before it or by its *tail*."""
        ends = ((chunk, head), *((part, part.high + 1) for part in tail))
        return next((known for part, end in ends if (known := self._known_body(part, end)) is not None), None)

    def _known_body(self, chunk: Chunk, end: int) -> KnownActor | None:
        units = (chunk.units[i].known for i in range(chunk.low, min(end, chunk.high + 1)) if i in chunk.units)
        return next((known for known in units if not known.person), None)

    def _body_words(self, chunk: Chunk, end: int) -> str | None:
        tokens = chunk.sentence.tokens
        for i in range(min(end, chunk.high + 1) - 1, chunk.low - 1, -1):
            named = tokens[i].pos in ("NOUN", "PROPN") and body_kind(tokens[i].lemma.lower())
            if named and not self.is_region(tokens, i) and not is_of_chief(tokens, i):
                low = chunk.first.low
                while tokens[low].pos == "NUM" and low < i:
                    low += 1
                return self._text[tokens[low].start : tokens[i].end]
        return None


def _nations(tokens: tuple[Token, ...]) -> dict[int, tuple[int, Nation]]:
    nations: dict[int, tuple[int, Nation]] = {}
    reached = 0
    for i, token in enumerate(tokens):
        if token.text == token.lower or i < reached:
            continue
        for length in range(min(words_of_nation(token.text), len(tokens) - i), 0, -1):
            found = nation(_joined(tokens[i : i + length]))
            if found is not None and not _hyphened(tokens, i, i + length - 1):
                nations[i] = i + length - 1, found
                reached = i + length
                break
    return nations


def _joined(tokens: tuple[Token, ...]) -> str:
    return " ".join(token.text for token in tokens)


def _hyphened(tokens: tuple[Token, ...], low: int, high: int) -> bool:
    """Whether the words are part of a hyphened word ("Russian-speaking", "anti-Russian")."""
    if high + 2 < len(tokens) and tokens[high + 2].lower == "led":
        return False  # "US-led": a nation acts with others
    after = high + 1 < len(tokens) and tokens[high + 1].text in "-‑–" and tokens[high + 1].start == tokens[high].end
    before = low > 0 and tokens[low - 1].text in "-‑–" and tokens[low - 1].end == tokens[low].start
    return after or before


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One alternation over the describing *words*, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")
