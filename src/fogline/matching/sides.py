"""Whose side somebody is on where no profile says: a named armed group, a country's rebels, or its government.

Only what the words themselves settle is a side: "M23", "the Sudanese army", "Syrian rebels", "the junta" of the country
that the town is in. "Fighters", "gunmen" or "local forces" may be anybody's, and are nobody's here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fogline.lexicon.loader import words
from fogline.lexicon.nations import country_name, country_named, country_of_demonym, without_possessive
from fogline.model.claim import Claim, Role
from fogline.model.values import ActorKind
from fogline.profiles.loader import load_profile

STATE_KINDS: frozenset[ActorKind | None] = frozenset({"military", "government"})
"""Kinds of actors who are their country's state."""

STATE_VOICES: frozenset[ActorKind | None] = STATE_KINDS | {"official", "intelligence"}
"""Kinds of speakers who speak for their country's state, or for the body they are named with."""

_OWN = re.compile(r"^(?:its|our|their|his|her|we|us|ours)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SEVERAL = re.compile(r"\bcoalition\b|-(?:backed|led|allied|supported)\b", re.IGNORECASE)
_BACKED = re.compile(r"^(?:the )?[A-Z][\w.]*-(?:backed|led|allied|supported|aligned)\s+(?=[A-Z])")
"""Who is behind a group that has a name of its own: "Crown-backed Weir Front"."""

_OF = re.compile(r"\b(?:Army|Brigades?|Front|Forces) of (?:the )?([A-Z][\w ]*)$")
_STATE_MEDIA = re.compile(r"\bstate (?:media|television|tv|radio|news agency)\b", re.IGNORECASE)

STEM = 4
"""Letters that a people's name shares with its country's."""


@dataclass(frozen=True, slots=True)
class ArmedSide:
    """A side in a war: ``name`` is a party's identifier, or what the side is shown as.

    ``country`` (alpha-2) is whose state it is, or where the group belongs; ``None`` for a party, and for a group of
    no one country.
    """

    name: str
    kind: Literal["party", "state", "group", "rebels"]
    country: str | None = None


def side_of_agent(claim: Claim) -> ArmedSide | None:
    """The side of who does it: their party, else the one that their name, or the speaker's "our troops", settles."""
    if claim.agent is None:
        return None
    found = _side(claim.agent, _country(claim))
    if found is None and _OWN.match(claim.agent.text):
        return side_of_speaker(claim)
    return found


def side_of_speaker(claim: Claim) -> ArmedSide | None:
    """The side whose word the claim is: the speaker's party, else that of whom they speak for."""
    speaker, country = claim.speaker, _country(claim)
    if speaker is None:
        return None
    if speaker.party is not None:
        return ArmedSide(speaker.party, "party")
    body = speaker.organisation or speaker.name
    if speaker.kind == "armed_group":
        return _group(body, speaker.country, country)
    if speaker.kind in STATE_VOICES:
        if body in _armed_groups():
            return _group(body, speaker.country, country)  # "an RSF spokesman"
        if speaker.organisation is None or speaker.kind != "official" or _is_body_of_state(body):
            return _state(body, speaker.kind, speaker.country, country)
    if speaker.kind == "media" and speaker.country is not None and _STATE_MEDIA.search(speaker.name):
        return ArmedSide(f"government of {country_name(speaker.country)}", "state", speaker.country)
    return None


def opposed(one: ArmedSide, other: ArmedSide) -> bool:
    """Whether two sides plainly fight each other: two parties, or a state and who takes arms against it at home.

    Two armed groups may be allies, and so may two states, or a state and a group from abroad.
    """
    if one.kind == "party" or other.kind == "party":
        return one.kind == other.kind and one.name != other.name
    state, group = (one, other) if one.kind == "state" else (other, one)
    if state.kind != "state" or group.kind == "state":
        return False
    return group.country in (None, state.country) and group.name.casefold() not in words("sides", "beside")


def _side(role: Role, country: str | None) -> ArmedSide | None:
    """The side of somebody who acts in *country*, by name alone."""
    actor = role.actor
    if actor.party is not None:
        return ArmedSide(actor.party, "party")
    if _SEVERAL.search(_BACKED.sub("", role.text)):
        return None  # a coalition is several states, and who backs somebody is another
    people = country_of_demonym(role.text)
    if people is not None:
        return _abroad(people, country)
    if _BACKED.match(role.text) and actor.kind != "armed_group":
        return None
    if actor.kind == "armed_group":
        return _group(_BACKED.sub("", actor.organisation or actor.name), actor.country, country)
    if (of := _OF.search(actor.name)) is not None and country_named(of[1]) is None:
        return None  # an "Army of Conquest" is no state's
    return _state(actor.name, actor.kind, actor.country, country) if actor.kind in STATE_KINDS else None


def _abroad(people: str, country: str | None) -> ArmedSide | None:
    """The state of a *people* who hold ground in another *country*; at home "Syrian" may be anybody."""
    if country is None or people == country:
        return None
    return ArmedSide(f"government of {country_name(people)}", "state", people)


def _group(name: str, home: str | None, country: str | None) -> ArmedSide | None:
    """A group by its own name; rebels by their country's; ``None`` for words that fit any group."""
    if _proper(name):
        return ArmedSide(name, "group", home)
    where = home or country
    if where is not None and words("sides", "rebels") & {word.casefold() for word in _WORD.findall(name)}:
        return ArmedSide(f"rebels in {country_name(where)}", "rebels", where)
    return None


def _proper(name: str) -> bool:
    """Whether *name* has a word in it that only a name has: "Syrian rebels" has none, "M23 rebels" has."""
    return any(
        word != word.casefold() and country_of_demonym(word) is None and word.casefold() not in words("sides", "common")
        for word in _WORD.findall(name)
    )


def _state(name: str, kind: ActorKind | None, home: str | None, country: str | None) -> ArmedSide | None:
    """The state whose forces or government *name* is: its own country's, else, for a bare word, that of *country*."""
    nations = {country_of_demonym(without_possessive(word)) for word in _WORD.findall(name)} - {None}
    if home is None and not nations and (_is_bare(name) or _names(name, country)):
        home = country
    if home is None or (nations and home not in nations):
        return None
    return ArmedSide(f"government of {country_name(home)}", "state", home) if kind in STATE_VOICES else None


def _is_bare(name: str) -> bool:
    return name.casefold().removeprefix("the ") in words("sides", "state")


def _names(name: str, country: str | None) -> bool:
    """Whether the only name in *name* is a form of *country*'s, one that others share ("Congolese army")."""
    if country is None:
        return False
    first, *rest = [word for word in _WORD.findall(name) if word.casefold() != "the"]
    known = {word[:STEM].casefold() for word in country_name(country).split() if len(word) >= STEM}
    return first[:STEM].casefold() in known and " ".join(rest).casefold() in words("sides", "state")


def _is_body_of_state(body: str) -> bool:
    return bool({word.casefold() for word in _WORD.findall(body)} & words("sides", "bodies"))


@cache
def _armed_groups() -> frozenset[str]:
    return frozenset(actor.name for actor in load_profile("generic").actors if actor.kind == "armed_group")


def _country(claim: Claim) -> str | None:
    return claim.place.place.country if claim.place else None
