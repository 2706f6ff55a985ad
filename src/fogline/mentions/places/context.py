"""Whether a name in a text means a place, of what kind, and how surely, by the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from fogline.gazetteer.features import apart_km
from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.mentions.places.lists import common_words, country_like, given_names, kind_words
from fogline.mentions.places.names import Known
from fogline.mentions.places.spots import Spot
from fogline.mentions.places.tokens import People, Word
from fogline.mentions.places.wholes import take_wholes_for_regions
from fogline.model.remembered import Remembered
from fogline.model.values import Toponym

REJECTED, WEAK, PLAIN, STRONG = 0, 1, 2, 3
"""How surely a name is a place's: not; only if something else supports it; by default; on its own evidence."""

_KIND_OF = re.compile(r"([A-Za-z-]+) of (?:the )?(?:[a-z]+ )?$")
_DIRECTION = re.compile(r"([A-Za-z-]+)[ \n]$")
_BETWEEN = frozenset(
    ["the", "a", "an", "both", "nearby", "neighboring", "neighbouring", "occupied", "downtown", "central", "greater",
     "rural"]
)  # fmt: skip
_LEAD = re.compile(rf"([A-Za-z][a-z]+)[ \n](?:(?:{'|'.join(sorted(_BETWEEN, reverse=True))})[ \n])*$")
_TRAIL = re.compile(r"(?:['’]s?)?[ \n]([A-Z][\w-]*)")
_CONTAINER = re.compile(r",? ?(?:[a-z’'-]+ ){0,5}(?:in|of) (?:the )?(?:[a-z-]+ ){0,2}")
_PUT_INTO = re.compile(r"(?: (?:district|village|town|city|area|sub-?district|commune))?(?:, | in | in the | \()")
_PART_OF = re.compile(r" (?:neighbou?rhood|quarter|suburb|district|area) (?:of|in) (?:the (?:town|city) of )?")
_LINKS = frozenset([" and ", ", and ", " or ", ", or ", " & ", " as well as "])
_LONGEST_LINK = 12
_LIST_GOES_ON = re.compile(r"(?: [a-z]+)?(?:, | and | or |\.|;|\n|$)")
_DEMONYM_LEAD = re.compile(r"(?:[a-z-]+ ){0,4}(?:of )?$")
_PEOPLE_REACH = 50
_CONTAINER_REACH = 60
_APPOSED = re.compile(
    r", (?:a|an|the) (?:[a-z-]+ ){0,3}?([a-z-]+)(?: (?:in|of|near|on|at|outside|south|north|east|west)\b|[,.;])"
)
_SITE_TRAIL = re.compile(r"[ \n]([a-z’'-]+)[ \n]([a-z]+)(?:[ \n]([a-z]+))?")
_ALONE = re.compile(
    r"[,.;:)]|$"
    r"|[ \n](?:and|or|in|at|to|near|from|is|was|are|were|has|had|by|on|with|into|for|that|which|where|after|as)\b"
)
_FIGHT_LINKS = frozenset(["of", "for", "on", "the"])
_FOUGHT_OVER = re.compile(r"\b([a-z]+) (?:of|for|on) (?:the )?$")
_DATELINE_TAIL = re.compile(r"(?:, [\w. ]{2,25})?,? ?(?:\(|[—–-]{1,2} )")


def judge(text: str, spots: Sequence[Spot], peoples: Sequence[People], capitals: frozenset[int]) -> set[str]:
    """Set kind, direction, strength and use of every spot; returns surnames met (folded), which are no places.

    *capitals* holds where the words of lines begin that are set with capitals throughout (headlines): there a
    capitalised neighbour says nothing.
    """
    surnames: Counter[str] = Counter()
    starts = [people.start for people in peoples]
    for number, spot in enumerate(spots):
        _surroundings(text, spot)
        _people_before(text, spot, peoples, starts)
        spot.strength, spot.reason = _strength(text, spots, number, capitals)
        _share_in_list(text, spots, number)
        if spot.reason == "surname":
            surnames[spot.key] += 1
    take_wholes_for_regions(text, spots)
    located = Counter(spot.key for spot in spots if spot.strength >= STRONG)
    # A name that stands for a place more often than for somebody is a place's: "the body governing X said".
    return {key for key, times in surnames.items() if times >= located[key]}


def _share_in_list(text: str, spots: Sequence[Spot], number: int) -> None:
    """Names coordinated with one that is surely a place are places; a plural type word is said of all of them."""
    spot = spots[number]
    if number == 0 or not _listed(text, spots[number - 1], spot):
        return
    before = spots[number - 1]
    spot.partner = before
    if spot.container is not None and before.container is None and text[before.end : spot.start] == " and ":
        before.container = spot.container if _some_hold(spot.container.known, before.known) else None
    if before.strength >= STRONG and spot.strength == WEAK and spot.reason == "name":
        spot.strength, spot.reason = STRONG, "list"
    if before.plural_kind and spot.kind is None:
        spot.kind, spot.plural_kind = before.kind, True
    if spot.plural_kind:
        for other in range(number - 1, -1, -1):
            if spots[other].kind is not None or not _listed(text, spots[other], spots[other + 1]):
                break
            spots[other].kind, spots[other].plural_kind = spot.kind, True


def _listed(text: str, one: Spot, other: Spot) -> bool:
    """Whether two names that follow each other are coordinated; a bare comma needs the list to go on behind."""
    start = other.start if other.direction is None else other.direction
    if start - one.end > _LONGEST_LINK:
        return False
    gap = text[one.end : start]
    if gap == ", ":
        return _LIST_GOES_ON.match(text, other.end) is not None
    return gap in _LINKS


def _surroundings(text: str, spot: Spot) -> None:
    low = max(0, spot.start - 40)
    if _MAY_TURN[spot.before]:
        turn = _DIRECTION.search(text, low, spot.start)
        if turn is not None and turn.group(1).lower() in words("place_words", "directions"):
            spot.direction = spot.start - len(turn.group())
    link = text.rfind(" of ", low, spot.start) if spot.direction is None else -1
    if link >= 0 and text.count(" ", link + 4, spot.start) <= 2:
        of = _KIND_OF.search(text, low, spot.start)
        if of is not None:
            spot.kind, spot.plural_kind = _kind_by(of.group(1).lower())
    if spot.kind is None and _is_water(text, spot):
        spot.kind = "water"
    if spot.last > spot.first and (kind := kind_words().get(spot.words[spot.last].text.lower())) in (
        "region",
        "county",
        "district",
    ):
        spot.kind = kind
    if (
        spot.kind is None
        and text[spot.end : spot.end + 1] == ","
        and (apposed := _APPOSED.match(text, spot.end, spot.end + 60))
    ):
        spot.kind, spot.plural_kind = _kind_by(apposed.group(1))
    if spot.kind is not None or spot.possessive or spot.split:
        return
    if _at_site(text, spot):
        spot.kind = "site"
    elif spot.after:
        spot.kind, spot.plural_kind = _kind_by(spot.after)
        if spot.kind in ("town", "village", "district", "land", "site") and _lends_its_name(spot):
            spot.kind, spot.plural_kind, spot.use = None, False, "modifier"
    elif spot.known.named is None and (trail := _TRAIL.match(text, spot.end, spot.end + 30)) is not None:
        word = trail.group(1).lower()
        if word in words("place_words", "parts_of_names"):
            spot.kind, spot.plural_kind = _kind_by(word)
            spot.end = trail.end()


def _is_water(text: str, spot: Spot) -> bool:
    """Whether the article makes a name that a river shares with a town or region the river's: "across the Nile"."""
    if spot.before != "the" or spot.first != spot.last or _ALONE.match(text, spot.end) is None:
        return False
    return any(candidate.feature_class == "H" for candidate in spot.candidates)


def _at_site(text: str, spot: Spot) -> bool:
    """Whether a site follows that is told more closely ("Nuseirat refugee camp", "Qayyarah air base").

    A country's military base may lie anywhere.
    """
    if spot.after not in _site_openers() or spot.direction is not None or spot.known.named is not None:
        return False
    trail = _SITE_TRAIL.match(text, spot.end, spot.end + 48)
    if trail is None:
        return False
    adjectives = words("place_words", "site_adjectives")
    closer, first, second = trail.groups()
    site = second if first in adjectives else first
    return closer in adjectives and kind_words().get(site) == "site"


@cache
def _site_openers() -> frozenset[str]:
    """What a site's adjectives begin with, up to an apostrophe."""
    return frozenset(word.partition("'")[0] for word in words("place_words", "site_adjectives"))


def _lends_its_name(spot: Spot) -> bool:
    """Whether the type word names another place beside it: "a Black Sea port", "the Ukraine city"."""
    if spot.known.named is not None:
        return not any(c.feature_class in "TL" for c in spot.candidates)
    return all(c.feature_class == "H" for c in spot.candidates)


def _kind_by(word: str) -> tuple[str | None, bool]:
    """The kind of place that a type word calls for, if it is one, and whether it says it of several."""
    kind = kind_words().get(word)
    return kind, kind is not None and word.endswith("s")


def _strength(text: str, spots: Sequence[Spot], number: int, capitals: frozenset[int]) -> tuple[int, str]:
    spot = spots[number]
    first, last = spot.words[spot.first], spot.words[spot.last]
    before = _neighbour(spot, spot.first, -1, capitals)
    after = _neighbour(spot, spot.last, +1, capitals)
    single = spot.first == spot.last
    country = spot.known.country
    if before is not None and not country and _names_person(before):
        return REJECTED, "surname"
    if before is not None and country and before.text == "United":
        return REJECTED, "party"
    if spot.split:
        spot.use = "modifier"
        return (PLAIN, "compound") if country or spot.known.well_known else (WEAK, "compound")
    if (
        single
        and after is not None
        and last.text in given_names()
        and not _is_kind(after)
        and not country_like(after.text)
    ):
        body = _before_body(spot, capitals)
        spot.use = "modifier" if body else spot.use
        return (WEAK, "before a body") if body else (REJECTED, "given name")
    located = _located(text, spot)
    if single and not located and _speaks(spot):
        return REJECTED, "surname"
    common = single and last.text.lower() in common_words() and not country
    if not common and after is not None and spot.end <= spot.base + last.end + 3:
        verdict = _before_capital(spot, after, country or located)
        if verdict is not None:
            return verdict
    if _contained(text, spots, number):
        return STRONG, "contained"
    if common:
        big = spot.known.most >= 20_000
        return (
            (WEAK, "common word") if located and big and not first.initial and not first.opener else (REJECTED, "word")
        )
    if before is not None and not country and not _leads_to_place(before, spots, number):
        return (WEAK, "part of a longer name") if located else (REJECTED, "part of a longer name")
    if spot.kind is not None and not (single and last.text in given_names()):
        return STRONG, "type word"
    if located:
        return STRONG, "preposition"
    if first.initial and _DATELINE_TAIL.match(text, spot.end):
        return STRONG, "dateline"
    if country or not single:
        return PLAIN, "name"
    return (PLAIN if spot.known.most >= 15_000 else WEAK), "name"


def _neighbour(spot: Spot, at: int, step: int, capitals: frozenset[int]) -> Word | None:
    """The capitalised word right beside the one at *at* among the words of *spot*, where that says something."""
    other = at + step
    if not 0 <= other < len(spot.words):
        return None
    word, later = spot.words[other], spot.words[other if step > 0 else at]
    if later.link != " " or (step < 0 and word.possessive) or (word.opener and (word.initial or step > 0)):
        return None
    return None if capitals and spot.base + spot.words[at].start in capitals else word


def _speaks(spot: Spot) -> bool:
    """Whether a verb of speech follows a name that no government goes by: then somebody of that name speaks."""
    if spot.possessive or spot.after not in words("place_words", "speaking_verbs"):
        return False
    if (
        spot.before == "of"
        or spot.before.endswith(("’s", "'s"))
        or (spot.before.islower() and spot.before.endswith("ing"))
    ):
        return False  # "the mayor of X said", "Syria's X said", "the council governing X said"
    return spot.known.named is None and nations.country_of_metonym(spot.name) is None


def _before_body(spot: Spot, capitals: frozenset[int]) -> bool:
    """Whether the capitals after a name end in a body's name ("Paris Junior College")."""
    for step in (1, 2, 3):
        word = _neighbour(spot, spot.last + step - 1, 1, capitals)
        if word is None:
            return False
        if word.text.lower() in words("place_words", "bodies"):
            return True
    return False


def _names_person(before: Word) -> bool:
    bare = before.text.rstrip(".")
    if len(bare) == 1 or bare in words("place_words", "titles"):
        return True
    return bare in given_names()


def _is_kind(word: Word) -> bool:
    return word.text.lower() in kind_words() or word.text.lower() in words("place_words", "bodies")


def _before_capital(spot: Spot, after: Word, sure: bool) -> tuple[int, str] | None:
    lower = after.text.lower()
    if after.text in words("place_words", "media") or lower in words("place_words", "streets"):
        return REJECTED, "name of a medium or street"
    if lower in words("place_words", "bodies") or lower.rstrip("s") in words("place_words", "bodies"):
        spot.use = "modifier"
        return (PLAIN, "before a body") if spot.known.well_known or sure else (WEAK, "before a body")
    if country_like(after.text):
        return None
    if after.text.rstrip(".") in words("place_words", "titles") and spot.known.well_known:
        spot.use = "modifier"
        return PLAIN, "before a title"
    if sure:
        spot.use = "modifier" if not spot.possessive else spot.use
        return PLAIN if spot.known.well_known else WEAK, "before a capital"
    return (WEAK, "before a capital") if spot.known.well_known else (REJECTED, "before a capital")


def _turning(before: str) -> bool:
    """Whether the word *before* a name, if any, may say a direction."""
    plain = before.isalpha() and before.isascii()
    return before.lower() in words("place_words", "directions") if plain else bool(before)


def _locating(before: str) -> bool | None:
    """Whether the word *before* a name, if any, puts something there; ``None`` where words before that matter, too."""
    if not before:
        return False
    if not before.isalpha() or not before.isascii() or not (before[1:].islower() or before.isupper()):
        return None
    lower = before.lower()
    if lower in _BETWEEN or lower in _FIGHT_LINKS:
        return None
    return lower in words("place_words", "locative") and before[1:].islower()


_MAY_TURN = Remembered(_turning)
_LOCATES = Remembered(_locating)


def _located(text: str, spot: Spot) -> bool:
    start = spot.start
    if spot.direction is not None:
        start = spot.direction
    elif (told := _LOCATES[spot.before]) is not None:
        return told
    lead = _LEAD.search(text, max(0, start - 48), start)
    if lead is not None and lead.group(1).lower() in words("place_words", "locative"):
        return True
    if spot.before not in _FIGHT_LINKS:
        return False
    fought = _FOUGHT_OVER.search(text, max(0, start - 40), start)
    return fought is not None and fought.group(1) in words("place_words", "fought_over")


def _leads_to_place(before: Word, spots: Sequence[Spot], number: int) -> bool:
    lower = before.text.lower()
    if lower in words("place_words", "directions") or lower in kind_words() or country_like(before.text):
        return True
    if lower in ("downtown", "greater", "upper", "lower", "inner", "outer", "old", "occupied", "rural"):
        return True
    if number == 0 or spots[number - 1].base != spots[number].base:
        return False
    return spots[number - 1].last == spots[number].first - 1 and spots[number - 1].strength >= PLAIN


def _contained(text: str, spots: Sequence[Spot], number: int) -> bool:
    """Whether a region or country follows that holds a candidate; sets the container."""
    spot = spots[number]
    other = spots[number + 1] if number + 1 < len(spots) else None
    if other is None or other.start - spot.end > _CONTAINER_REACH:
        return False
    gap = text[spot.end : other.start]
    comma = gap == ", " or gap == " ("
    if not comma and ("." in gap or not ("in " in gap or "of " in gap or ", " in gap or " (" in gap)):
        return False
    if _PUT_INTO.fullmatch(gap):
        spot.outside = other
    elif _PART_OF.fullmatch(gap):
        spot.part_of = other
    if not comma and not _CONTAINER.fullmatch(gap):
        return False
    if not _some_hold(other.known, spot.known):
        return False
    spot.container = other
    return True


def _people_before(text: str, spot: Spot, peoples: Sequence[People], starts: Sequence[int]) -> None:
    """Note the country of a word for its people that leads up to the name ("the Syrian border town of X")."""
    at = bisect_left(starts, spot.start) - 1
    if at >= 0 and 0 < spot.start - peoples[at].end < _PEOPLE_REACH:
        between = text[peoples[at].end : spot.start]
        if _DEMONYM_LEAD.fullmatch(between.lstrip()):
            spot.countries = (peoples[at].country,)


@lru_cache(maxsize=16384)
def _some_hold(outer: Known, inner: Known) -> bool:
    """Whether one of the places of the name *outer* has one of *inner* in it."""
    return any(holds(place, other) for other in inner.candidates for place in outer.candidates)


def holds(outer: Toponym, inner: Toponym) -> bool:
    """Whether *outer* is a country or region with *inner* in it."""
    if outer.toponym_id == inner.toponym_id:
        return False
    if outer.feature_class in "LT":
        return inner.feature_class in "PS" and apart_km(outer, inner) < outer.radius_km
    if outer.feature_code == "PCLI":
        return outer.country == inner.country and inner.feature_code != "PCLI"
    if outer.feature_code == "ADM1" and inner.admin1_code:
        return outer.admin1_code == inner.admin1_code and inner.feature_code != "ADM1"
    return False
