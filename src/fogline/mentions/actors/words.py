"""What single words say of an actor: nouns of roles, forces and bodies, nations, and words that give a side away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, cast

from fogline.lexicon.loader import table
from fogline.lexicon.nations import (
    country_named,
    country_of_demonym,
    country_of_metonym,
    demonyms,
    metonyms,
    names,
    without_possessive,
)
from fogline.model.remembered import Remembered
from fogline.model.values import ActorKind

_ROLE_KINDS = (
    "official military armed_group intelligence international_organisation journalist analyst witness social_media "
    "anonymous_official public"
)
_BODY_KINDS = "government official military intelligence international_organisation media analyst"

_AFFIX = re.compile(
    r"\b([\w.]+(?: [A-Z]\w+)?)[-‑–](?:backed|installed|appointed|imposed|led|aligned|supported|allied"
    r"|affiliated|sponsored|linked|run|loyal|leaning|friendly|recruited|commanded|directed|funded|paid)\b"
    r"|\bpro[-‑– ]?([A-Z]\w+)|\bloyal to ([A-Z]\w+)|\bbacked by ([A-Z]\w+)|\b([A-Z]\w+) prox(?:y|ies)\b",
)
_BACKED = re.compile(r"[-‑–]|pro|loyal|backed")
"""What every phrase that names a backer holds: most hold none of it."""
INSTALLED = re.compile(r"[-‑–](?:installed|appointed|imposed)\b|\boccupation\b|\boccupying\b|\bself-proclaimed\b")
HELD = re.compile(r"[-‑– ](?:occupied|held|controlled|annexed)\b")


class Nation(NamedTuple):
    """A country that a word stands for, and how the word does it."""

    country: str
    how: str
    """``name`` ("Ukraine"), ``people`` ("Ukrainian") or ``seat`` ("Kyiv")."""


def word_set(name: str, key: str) -> frozenset[str]:
    """The words of the list under *key* in the lexicon's *name*."""
    return _SETS[name][key]


def _sets_of(name: str) -> Remembered[str, frozenset[str]]:
    return Remembered(lambda key: frozenset(str(table(name)[key]).split()))


_SETS = Remembered(_sets_of)


@cache
def _kinds(name: str, keys: str) -> dict[str, ActorKind]:
    found: dict[str, ActorKind] = {}
    for key in keys.split():
        for word in word_set(name, key):
            found.setdefault(word, cast(ActorKind, key))
    return found


def role_kind(lemma: str) -> ActorKind | None:
    """The kind of actor whom the noun names by what they do ("governor": ``official``), or ``None``."""
    return _ROLES[lemma]


def body_kind(lemma: str) -> ActorKind | None:
    """The kind of actor that a body so called makes ("ministry": ``government``), or ``None``."""
    return _BODIES[lemma]


def force_kind(lemma: str) -> ActorKind | None:
    """``military`` or ``armed_group`` for a noun that names forces, else ``None``."""
    return _FORCES[lemma]


def _force_kind(lemma: str) -> ActorKind | None:
    if lemma in word_set("forces", "common") or lemma in word_set("forces", "state"):
        return "military"
    return "armed_group" if lemma in word_set("forces", "group") else None


_ROLES: Remembered[str, ActorKind | None] = Remembered(lambda lemma: _kinds("roles", _ROLE_KINDS).get(lemma))
_BODIES: Remembered[str, ActorKind | None] = Remembered(lambda lemma: _kinds("bodies", _BODY_KINDS).get(lemma))
_FORCES: Remembered[str, ActorKind | None] = Remembered(_force_kind)


def is_common_force(lemma: str) -> bool:
    """Whether forces so called go by the plain name of their side's forces ("troops", "soldiers")."""
    return lemma in word_set("forces", "common")


def is_title(word: str) -> bool:
    """Whether *word* may stand before a name as a rank or title ("Gen.", "President")."""
    return _TITLES[word]


_TITLES: Remembered[str, bool] = Remembered(lambda word: word.lower().rstrip(".") in word_set("roles", "titles"))


def nation(word: str) -> Nation | None:
    """The country that *word* (one name, no article) stands for."""
    return _NATIONS[word]


def _nation(word: str) -> Nation | None:
    for look_up, how in ((country_named, "name"), (country_of_demonym, "people"), (country_of_metonym, "seat")):
        country = look_up(word)
        if country:
            return Nation(country, how)
    return None


def words_of_nation(word: str) -> int:
    """How many words the longest of the names has that :func:`nation` knows and that begin with *word*; 0 for none."""
    return _LENGTHS[word]


def _words_of_nation(word: str) -> int:
    if not word[:1].isupper() or word.lower() == "the":
        return 0
    return _first_words().get(without_possessive(word), 0)


_NATIONS = Remembered(_nation)
_LENGTHS = Remembered(_words_of_nation)


@cache
def _first_words() -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for name in (*names(), *demonyms(), *metonyms()):
        first, *rest = name.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


@cache
def adjective(country: str) -> str | None:
    """The adjective for *country* ("Ukrainian"), or ``None`` where the list has none."""
    return next((word for word, code in demonyms().items() if code == country), None)


def backers(phrase: str) -> list[str]:
    """The names on whose side the phrase puts its actor: "Moscow" of "Moscow-installed", "Kremlin" of "pro-Kremlin"."""
    if not _BACKED.search(phrase):
        return []
    return [next(group for group in match.groups() if group) for match in _AFFIX.finditer(phrase)]
