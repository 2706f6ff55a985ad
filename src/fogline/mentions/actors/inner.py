"""Actors inside phrases that name none themselves: "the Ukrainian retreat", "Wagner losses", "rebel fire"."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.lexicon.nations import country_name
from fogline.mentions.actors.chunks import Chunk
from fogline.mentions.actors.drafts import Draft, Side
from fogline.mentions.actors.nouns import bare, governor, new_draft, noun_of
from fogline.mentions.actors.sides import Sides
from fogline.mentions.actors.words import Nation, force_kind, role_kind, word_set

_VERBS = frozenset({"VERB", "AUX"})


class InnerReader:
    """Reads what qualifies a phrase of another kind, for one document."""

    def __init__(self, text: str, sides: Sides) -> None:
        self._text = text
        self._sides = sides

    def read(self, chunk: Chunk) -> list[Draft]:
        """The nations, known names and forces among the words of *chunk*; "the West" where that is all it says."""
        if self._is_west(chunk):
            return [self._west(chunk)]
        if chunk.low == chunk.high and not chunk.units and chunk.sentence.tokens[chunk.low].text.islower():
            return []
        found = list(self._nations(chunk)) if self._sides.nations_of(chunk.sentence) else []
        if chunk.units:
            found.extend(self._names(chunk))
        if chunk.low < chunk.high:
            found.extend(self._forces(chunk))
        return found

    def _nations(self, chunk: Chunk) -> Iterator[Draft]:
        for low, (high, found) in self._sides.nations_of(chunk.sentence).items():
            if chunk.low <= low and high <= chunk.high and low not in chunk.units and self._acts(chunk, high, found):
                yield self._nation(chunk, low, high, found)

    def _acts(self, chunk: Chunk, high: int, found: Nation) -> bool:
        """Whether the nation's word can stand for an actor where it is: not as the place where something happens."""
        if found.how == "people":
            return True
        last = high == chunk.high
        if last and chunk.led_by in word_set("actors", "locative"):
            return False
        if found.how == "name" or not last:
            return found.how == "name"
        tokens = chunk.sentence.tokens
        place = self._sides.place_at(tokens[high])
        if place is not None and place.use == "metonym":
            return True
        dep, verb = governor(chunk)
        if dep == "obj" and verb.lemma.lower() in word_set("actors", "person_objects"):
            return True
        if dep in ("nsubj", "iobj") and verb.pos in _VERBS:
            return not any(t.head == verb.index and t.dep == "nsubj:pass" for t in tokens)
        return chunk.owned or chunk.led_by in word_set("actors", "seat_links")

    def _nation(self, chunk: Chunk, low: int, high: int, found: Nation) -> Draft:
        token = chunk.sentence.tokens[high]
        side = Side(self._sides.party_of(found.country), found.country)
        draft = new_draft(chunk, high, (low, high), side)
        people = (
            found.how == "people" and high == chunk.high and (token.tag in ("NNS", "NNPS") or bool(chunk.determiner))
        )
        draft.form = "demonym" if found.how == "people" else "name"
        draft.kind = None if found.how == "people" else "government"
        draft.plural = people
        draft.name = token.text if people else country_name(found.country)
        draft.key = ("people" if people else "country", found.country)
        return draft

    def _is_west(self, chunk: Chunk) -> bool:
        """Whether the chunk is "the West" as those who act, no point of the compass."""
        if chunk.low != chunk.high or chunk.determiner != "the":
            return False
        return chunk.sentence.tokens[chunk.high].text == "West" and chunk.led_by not in word_set("actors", "locative")

    def _west(self, chunk: Chunk) -> Draft:
        draft = new_draft(chunk, chunk.high, (chunk.high, chunk.high), Side())
        draft.name, draft.kind, draft.key = "the West", "government", ("body", "the west")
        return draft

    def _names(self, chunk: Chunk) -> Iterator[Draft]:
        """Known names among the words of a phrase that is no actor itself ("Wagner losses")."""
        tokens = chunk.sentence.tokens
        seen: set[int] = set()
        for i, hit in chunk.units.items():
            if hit.start in seen:
                continue
            seen.add(hit.start)
            last = max(j for j, other in chunk.units.items() if other is hit)
            draft = new_draft(chunk, last, (i, last), Side(hit.known.party, hit.known.country))
            draft.name, draft.known, draft.person, draft.kind = (
                hit.known.name,
                hit.known,
                hit.known.person,
                hit.known.kind,
            )
            draft.organisation = hit.known.organisation
            draft.key = ("known", hit.known.name)
            draft.noun = noun_of(tokens[last])
            yield draft

    def _forces(self, chunk: Chunk) -> Iterator[Draft]:
        """Forces that qualify a phrase of another kind ("coalition air strikes", "enemy fire", "rebel attack")."""
        tokens = chunk.sentence.tokens
        for i in range(chunk.low, chunk.high):
            if tokens[i].pos not in ("NOUN", "PROPN") or i in chunk.units:
                continue
            lemma = noun_of(tokens[i])
            forces = force_kind(lemma) or role_kind(lemma)
            if forces not in ("military", "armed_group"):
                continue
            side = self._sides.of(chunk, i, (), civil=False)
            draft = new_draft(chunk, i, (chunk.first.low, i), side)
            draft.form, draft.noun, draft.kind, draft.subject, draft.speaks = "description", lemma, forces, False, False
            draft.plural, draft.definite, draft.owner = True, chunk.determiner == "the", chunk.owner_word
            draft.name = bare(self._text[draft.start : draft.end])
            yield draft
