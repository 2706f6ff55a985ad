"""How a place name is used: for a location, for a government, for people, inside another name."""

from __future__ import annotations

import re
from bisect import bisect_right

from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.mentions.places.lists import kind_words
from fogline.mentions.places.spots import Spot, word_after, word_before
from fogline.model.mention import PlaceUse
from fogline.model.sentence import Sentence, Token

_POSSESSED = re.compile(r"['’]s?[ \n]([A-Za-z]+)")
_PRESSED = re.compile(r"\b(?:sanctions|embargo|pressure)(?: [a-z]+){0,2} (?:on|against) $")
"""What is put on a government, not on its capital."""
_LEAD = re.compile(r"([A-Za-z]+)[ \n](?:the[ \n])?$")
_BODIES = (
    "Islamic State", "University", "Bank", "Church", "Party", "Army", "Federation", "Voice", "Embassy", "Bishop",
    "Archbishop", "Duke", "Prince",
)  # fmt: skip
_BODY_LEAD = re.compile(
    rf"(?:{'|'.join(_BODIES)})"
    r" (?:of|in) (?:the )?(?:[A-Z]\w+ and )?(?:the )?$"
)
"""The first part of the name of a body, to which the place name belongs."""
_LAST_OF_BODIES = tuple(body.rpartition(" ")[2] for body in _BODIES)
_BODY_LINKS = frozenset({"of", "in", "the", "and"})
_AGENT = frozenset({"nsubj", "nsubj:outer", "nsubj:xsubj", "obl:agent"})
_BY = frozenset({"by", "with", "against", "between"})


def use_of(text: str, spot: Spot, sentences: tuple[Sentence, ...], starts: list[int]) -> PlaceUse:
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
    after = _after(text, spot)
    if after in words("place_words", "government_nouns"):
        return "modifier"
    if before in words("place_words", "firmly_locative"):
        return "location"
    if spot.possessive and _is_seat(spot) and _after_possessive(text, spot) in words("place_words", "government_acts"):
        return "metonym"
    if state and before != "of" and _before_verb(text, spot, after):
        return "metonym"
    if before in ("on", "against") and _is_seat(spot) and _PRESSED.search(text, max(0, start - 48), start):
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
    before = spot.before
    if before not in _BODY_LINKS:
        return False
    named = text[spot.start - 1] != " " or word_before(text, spot.start - 3).endswith(_LAST_OF_BODIES)
    if not named and (before == "of" or before == "in"):
        return False
    return _BODY_LEAD.search(text, max(0, spot.start - 48), spot.start) is not None


def _before_kind(spot: Spot) -> bool:
    """Whether a type word follows: "Farah province" is one name, not a province of Farah."""
    return spot.plural_kind or spot.kind == "site" or (spot.after in kind_words() and spot.kind is not None)


def _undergoes(token: Token, sentences: tuple[Sentence, ...], starts: list[int]) -> bool:
    """Whether the verb says what happens in a country ("Mali saw its worst year"), not what its government does."""
    tokens = sentences[bisect_right(starts, token.start) - 1].tokens
    return tokens[token.head].lemma in words("place_words", "undergoing_verbs")


def _stands_for_government(spot: Spot) -> bool:
    return spot.known.named is not None or nations.country_of_metonym(spot.name) is not None


def _is_seat(spot: Spot) -> bool:
    """Whether the name is that of a capital, which its government goes by, and of no country."""
    return spot.known.named is None and nations.country_of_metonym(spot.name) is not None


def _after_possessive(text: str, spot: Spot) -> str:
    """The word behind the possessive name in small letters, also where a headline sets it with a capital."""
    following = _POSSESSED.match(text, spot.end, spot.end + 30)
    return following.group(1).lower() if following is not None else ""


def _before_verb(text: str, spot: Spot, after: str) -> bool:
    return after in words("place_words", "government_verbs") and text[spot.end] not in "'’"


def _after(text: str, spot: Spot) -> str:
    """The word in small letters after a name, or after what else has been found to belong to it."""
    return spot.after if spot.end == spot.base + spot.words[spot.last].end else word_after(text, spot.end)


def _token(spot: Spot, sentences: tuple[Sentence, ...], starts: list[int]) -> Token | None:
    """The head of the name in its sentence's tree, where it has one."""
    at = bisect_right(starts, spot.start) - 1
    if at < 0 or not sentences[at].tokens:
        return None
    tokens = sentences[at].tokens
    inside = [token for token in tokens if spot.start <= token.start < spot.end]
    indices = {token.index for token in inside}
    return next((token for token in inside if token.head not in indices or token.head == token.index), None)
