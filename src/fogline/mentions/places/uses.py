"""How a place name is used: for a location, for a government, for people, inside another name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.mentions.places.lists import kind_words
from fogline.mentions.places.spots import Spot
from fogline.model.mention import PlaceUse
from fogline.model.sentence import Sentence, Token

_LEAD = re.compile(r"([A-Za-z]+)[ \n](?:the[ \n])?$")
_TRAIL = re.compile(r"(['’]s?)?[ \n]([a-z][\w-]*)")
_BODY_LEAD = re.compile(
    r"(?:Islamic State|University|Bank|Church|Party|Army|Federation|Voice|Embassy|Bishop|Archbishop|Duke|Prince)"
    r" (?:of|in) (?:the )?(?:[A-Z]\w+ and )?(?:the )?$"
)
"""The first part of the name of a body, to which the place name belongs."""
_BODY_LINKS = frozenset({"of", "in", "the", "and"})
_AGENT = frozenset({"nsubj", "nsubj:outer", "nsubj:xsubj", "obl:agent"})
_BY = frozenset({"by", "with", "against", "between"})


def use_of(text: str, spot: Spot, sentences: Sequence[Sentence], starts: Sequence[int]) -> PlaceUse:
    """How the name at *spot* is used; *starts* holds the offsets of *sentences*."""
    if spot.use == "modifier" or _ends_body(text, spot):
        return "modifier"
    state = spot.chosen is not None and spot.direction is None and _stands_for_government(spot)
    start = spot.direction if spot.direction is not None else spot.start
    if start == spot.start and spot.before != "the" and spot.before.isalpha() and spot.before.isascii():
        before = spot.before.lower()
    else:
        lead = _LEAD.search(text, max(0, start - 24), start)
        before = lead.group(1).lower() if lead else ""
    trail = _TRAIL.match(text, spot.end, spot.end + 30)
    if trail is not None and trail.group(2) in words("place_words", "government_nouns"):
        return "modifier"
    if before in words("place_words", "firmly_locative"):
        return "location"
    if state and before != "of" and _before_verb(trail):
        return "metonym"
    token = _token(spot, sentences, starts)
    if token is not None:
        if token.dep == "compound" and text[spot.end : spot.end + 1] not in (",", ".", ";") and not _before_kind(spot):
            return "modifier"
        if state and token.dep in _AGENT and not _undergoes(token, sentences, starts):
            return "metonym"
    return "metonym" if state and before in _BY else "location"


def _ends_body(text: str, spot: Spot) -> bool:
    """Whether the name is the last part of that of a body."""
    if spot.before.isalpha() and spot.before not in _BODY_LINKS:
        return False
    return _BODY_LEAD.search(text, max(0, spot.start - 48), spot.start) is not None


def _before_kind(spot: Spot) -> bool:
    """Whether a type word follows: "Farah province" is one name, not a province of Farah."""
    return spot.plural_kind or spot.kind == "site" or (spot.after in kind_words() and spot.kind is not None)


def _undergoes(token: Token, sentences: Sequence[Sentence], starts: Sequence[int]) -> bool:
    """Whether the verb says what happens in a country ("Mali saw its worst year"), not what its government does."""
    tokens = sentences[bisect_right(starts, token.start) - 1].tokens
    return tokens[token.head].lemma in words("place_words", "undergoing_verbs")


def _stands_for_government(spot: Spot) -> bool:
    return spot.known.named is not None or nations.country_of_metonym(spot.name) is not None


def _before_verb(trail: re.Match[str] | None) -> bool:
    return trail is not None and not trail.group(1) and trail.group(2) in words("place_words", "government_verbs")


def _token(spot: Spot, sentences: Sequence[Sentence], starts: Sequence[int]) -> Token | None:
    """The head of the name in its sentence's tree, where it has one."""
    at = bisect_right(starts, spot.start) - 1
    if at < 0 or not sentences[at].tokens:
        return None
    tokens = sentences[at].tokens
    inside = [token for token in tokens if spot.start <= token.start < spot.end]
    indices = {token.index for token in inside}
    return next((token for token in inside if token.head not in indices or token.head == token.index), None)
