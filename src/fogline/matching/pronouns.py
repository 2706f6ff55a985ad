"""Whom "it" and "they" stand for: the doer that the sentence begins with, or the one before."""

from __future__ import annotations

import re

from fogline.lexicon.nations import country_named, country_of_demonym, country_of_metonym
from fogline.model.claim import Role
from fogline.model.values import Actor

WINDOW = 400
"""Characters before a pronoun that are looked through."""

_STOP = re.compile(r"[.!?]['”\"]?\s+(?=[A-Z“\"‘])|\n")
_PROPER = re.compile(r"[A-Z][\w’'-]+")
_BEGINS = re.compile(r"^\W*$")
STEM = 4


def is_subject(role: Role, text: str) -> bool:
    """Whether *role*, a pronoun in *text*, stands for whom its sentence names first; beginning it, the one before does.

    Names of people and places are passed over; a country, a people or the doer's own name is not.
    """
    if role.span is None:
        return False
    before = text[max(0, role.span.start - WINDOW) : role.span.start]
    *ahead, own = _STOP.split(before) if _STOP.search(before) else ["", before]
    sentence = ahead[-1] if _BEGINS.match(own) and ahead else own
    first = next((word for word in _PROPER.findall(sentence) if _is_side(word, role.actor)), None)
    return first is not None and _is_of(first, role.actor)


def _is_side(word: str, actor: Actor) -> bool:
    return _country(word) is not None or _is_named(word, actor)


def _is_of(word: str, actor: Actor) -> bool:
    country = _country(word)
    return _is_named(word, actor) or (country is not None and country == actor.country)


def _is_named(word: str, actor: Actor) -> bool:
    return len(word) >= STEM and word[:STEM].casefold() in {
        part[:STEM].casefold() for part in _PROPER.findall(actor.name)
    }


def _country(word: str) -> str | None:
    return country_of_demonym(word) or country_of_metonym(word) or country_named(word)
