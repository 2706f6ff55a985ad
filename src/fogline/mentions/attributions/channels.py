"""The medium through which somebody's words reached the outlet."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.scanning import Telling

_TOLD = re.compile(
    r"\b(?:told|tells|telling|tell)\s+(?P<hearer>(?:[^\s,;:“\"]+\s+){0,7}?[^\s,;:“\"]+)(?=\s*[,;:.]|\s(?:that|on|in|at|by|he|she|they|it|there|from|over|during|about|earlier|this|last|after|how|why|to)\b|\s[“\"‘']|\s*$)"
)
_INTERVIEW = re.compile(
    r"\b(?:interview|conversation|comments?|remarks|briefing)\s+(?:\w+\s+){0,2}?(?:with|to|on|by|for)\s+(?P<medium>(?:[^\s,;:.“\"]+\s+){0,6}?[^\s,;:.“\"]+)(?=\s*[,;:.]|\s(?:that|on|in|at|published|aired|broadcast|he|she|they|said|this|last)\b|\s*$)"
)
_QUOTED_BY = re.compile(
    r"\b(?:quoted|cited|carried|reported)\s+(?:\w+\s+){0,2}?by\s+(?P<medium>(?:[^\s,;:.“\"]+\s+){0,6}?[^\s,;:.“\"]+)(?=\s*[,;:.]|\s(?:as|that|on)\b|\s*$)"
)
_MEETINGS = frozenset({"interview", "conversation", "comment", "comments", "remarks", "briefing"})
_PASSING = frozenset({"quoted", "cited", "carried", "reported"})
_WORDS = re.compile(r"\w+")
_DAY = re.compile(r"^(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def find_channel(words: str, *, after_cue: str, lemma: str) -> str | None:
    """The medium that *words* name: the sentence around source and cue, what is said left out.

    *after_cue* is what begins with the cue. A hearer ("told TASS") or partner of an interview counts if it is a
    medium; a platform ("on Telegram") comes before an occasion ("in a statement"). ``None`` where none is named.
    """
    told = _told_medium(after_cue)
    if told is not None:
        return told
    there = {key for piece in words.lower().split() for key in _TELLING[piece]}
    return (
        (_named_medium(_INTERVIEW, words) if "meetings" in there else None)
        or (_named_medium(_QUOTED_BY, words) if "passing" in there else None)
        or (_listed("platforms", words) if "platforms" in there else None)
        or table("channels")["verbs"].get(lemma)
        or (_listed("occasions", words) if "occasions" in there else None)
    )


def _told_by(piece: str) -> tuple[str, ...]:
    """Of which kinds of channels words in *piece* may tell."""
    words = set(_WORDS.findall(piece))
    signs = {"meetings": _MEETINGS, "passing": _PASSING}
    signs |= {section: _first_words(section) for section in ("platforms", "occasions")}
    return tuple(key for key, known in signs.items() if not known.isdisjoint(words))


_TELLING = Telling(_told_by)


def medium_name(words: str) -> str | None:
    """The medium that *words* name ("Russia's TASS news agency" → "TASS"), or ``None`` where they name none."""
    bare = words.strip().rstrip("’'")
    if bare.lower() in table("channels")["media"]["hearers"]:
        return None
    known = _names().search(bare)
    if known:
        return known.group()
    tail = bare.split()[-1].lower() if bare.split() else ""
    if tail in table("channels")["media"]["tails"]:
        proper = re.sub(r"^(?:the|a|an|its|his|her|their)\s+", "", bare, flags=re.IGNORECASE)
        return proper if any(c.isupper() for c in proper) else bare
    return None


def _told_medium(words: str) -> str | None:
    found = _TOLD.match(words)
    return medium_name(found["hearer"]) if found and not _DAY.match(found["hearer"]) else None


def _named_medium(pattern: re.Pattern[str], words: str) -> str | None:
    found = pattern.search(words)
    return medium_name(found["medium"]) if found else None


def _listed(section: str, words: str) -> str | None:
    for found in _pattern(section).finditer(words):
        medium = re.sub(r"\s+", " ", found["medium"])
        if medium != "x":  # the platform is a capital letter
            return _by_word(section)[medium.lower()]
    return None


@cache
def _by_word(section: str) -> dict[str, str]:
    return {word: name for name, listed in table("channels")[section].items() for word in listed}


@cache
def _first_words(section: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(word)[0] for word in _by_word(section))


@cache
def _pattern(section: str) -> re.Pattern[str]:
    listed = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_by_word(section), key=len, reverse=True)
    )
    lead = r"(?:on|via|through|to|over)" if section == "platforms" else r"(?:in|on|at|during|from|by)"
    return re.compile(
        rf"\b{lead}\s+(?:(?:an?|the|his|her|its|their|my)\s+|[\w’'-]+[’']s\s+)?(?:[\w’'-]+\s+){{0,3}}?"
        rf"(?P<medium>{listed})(?=\W|\s*$)",
        re.IGNORECASE,
    )


@cache
def _names() -> re.Pattern[str]:
    names = sorted(table("channels")["media"]["names"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
