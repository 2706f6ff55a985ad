"""Where in a noun chunk a proper name begins, and whether there is one."""

from __future__ import annotations

from fogline.mentions.actors.chunks import Chunk, is_no_actor
from fogline.mentions.actors.nouns import is_body_name, is_name_part, is_person_title, is_plain_name, noun_kind
from fogline.mentions.actors.sides import Sides
from fogline.mentions.actors.words import is_title, nation, word_set

_FULL_NAME = 2
"""Words that must remain for a place before them to be no part of the name ("Jordan Henderson" is a name)."""


class NameFinder:
    """Finds the name that ends a chunk, for one document."""

    def __init__(self, text: str, sides: Sides) -> None:
        self._text = text
        self._sides = sides

    def start(self, chunk: Chunk) -> int | None:
        """The first token of the name that ends *chunk*, or ``None`` where no name does."""
        unit = chunk.units.get(chunk.high)
        if unit is not None:
            low = min(i for i, hit in chunk.units.items() if hit is unit)
            alone = " " not in self._text[unit.start : unit.end]
            if not (unit.known.person and alone and self._has_other_given_name(chunk, low)):
                return low
        if not chunk.sentence.tokens[chunk.high].text[:1].isupper():
            return None
        first = self._run_start(chunk)
        return first if first is not None and self._may_be_name(chunk, first) else None

    def _has_other_given_name(self, chunk: Chunk, low: int) -> bool:
        """Whether somebody else's given name stands right before a lone known surname."""
        if low == chunk.low:
            return False
        before = chunk.sentence.tokens[low - 1]
        own = {word for alias in chunk.units[low].known.aliases for word in alias.split()}
        return is_plain_name(before) and before.text not in own and self._sides.place_at(before) is None

    def _run_start(self, chunk: Chunk) -> int | None:
        """Where the capitalised words that end *chunk* begin, titles and nations before a person's name left out."""
        tokens = chunk.sentence.tokens
        low = chunk.high + 1
        while low > chunk.low and is_name_part(tokens[low - 1]):
            low -= 1
        if low > chunk.high:
            return None
        if not is_body_name(tokens[chunk.high]):
            nouns = [i for i in range(low, chunk.high) if noun_kind(tokens[i]) or is_title(tokens[i].text)]
            low = max([low, *(i + 1 for i in nouns)])
        nations = self._sides.nations_of(chunk.sentence)
        while low in nations and nations[low][0] < chunk.high and not is_body_name(tokens[chunk.high]):
            low = nations[low][0] + 1
        place = self._sides.place_at(tokens[low])
        while place and tokens[low].start < place.span.end and chunk.high - low >= _FULL_NAME:
            low += 1  # "Mayor of Springfield Ada Marsh"
        while low < chunk.high and not tokens[low].text[:1].isalnum():
            low += 1
        return low

    def _may_be_name(self, chunk: Chunk, low: int) -> bool:
        """Whether the capitalised run from *low* can name a person or body."""
        tokens = chunk.sentence.tokens[low : chunk.high + 1]
        last = tokens[-1]
        if any(is_no_actor(token.text) or token.pos == "NUM" for token in tokens):
            return False
        if not is_body_name(last) and not (tokens[0].pos == "PROPN" and last.pos in ("PROPN", "X")):
            return False
        if nation(" ".join(token.text for token in tokens)) or (nation(last.text) and len(tokens) == 1):
            return False
        if noun_kind(last) and not (is_body_name(last) and len(tokens) > 1):
            return False
        place = self._sides.place_at(last)
        if place is not None and place.span.start <= tokens[0].start and not self.titled(chunk, low):
            return False
        return is_body_name(last) or not any(t.lower in word_set("bodies", "no_person") for t in tokens)

    def titled(self, chunk: Chunk, low: int) -> bool:
        """Whether a title or a person's role stands right before the name."""
        tokens = chunk.sentence.tokens
        if low == chunk.low or not is_person_title(tokens[low - 1]):
            return False
        # In a headline all words have capitals: there only a title proper marks a lone word as a name.
        return low < chunk.high or tokens[low - 1].text.islower() or is_title(tokens[low - 1].text)
