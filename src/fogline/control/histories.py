"""Claims to control histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fogline.control.regions import excepted, is_whole, reaching
from fogline.control.spells import spells_of
from fogline.control.statements import LEFT, in_order, is_aim, statements_in
from fogline.model.claim import Claim
from fogline.model.control import History, Statement
from fogline.model.mention import PlaceMention
from fogline.model.profile import Profile
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Place


@dataclass(frozen=True, slots=True)
class Source:
    """What of a claim's document its reading needs."""

    text: str
    published: date | None
    sentences: tuple[Sentence, ...]
    places: tuple[PlaceMention, ...]


def histories_of(
    claims: Iterable[Claim], source_of: Callable[[str], Source], profile_of: Callable[[Claim], Profile]
) -> list[History]:
    """The history of every place that *claims* say is held or left, by name.

    *source_of* gives a document's words by its id, *profile_of* the conflict a claim is of. A statement about the
    whole of a region reaches the places that have a history of their own.
    """
    claims = list(claims)
    left = {_told_at(claim) for claim in claims if claim.event_type in LEFT and claim.polarity == "affirmed"}
    own: defaultdict[str, list[Statement]] = defaultdict(list)
    wide: defaultdict[str, list[tuple[Statement, frozenset[str]]]] = defaultdict(list)
    places: dict[str, Place] = {}
    for claim in claims:
        if claim.place is None or (claim.event_type == "hold" and _told_at(claim) in left):
            continue  # "left the town after holding out for weeks": it is held no longer
        source = source_of(claim.document_id)
        sentence = _sentence(claim, source)
        if is_aim(source.text[sentence.start : max(sentence.start, claim.trigger.start)]):
            continue
        words = sentence.of(source.text)
        for one in statements_in(claim, published=source.published, words=words, profile_of=profile_of):
            key = key_of(claim.place.place)
            places.setdefault(key, claim.place.place)
            own[key].append(one)
            if _is_region(claim.place.place) and is_whole(words):
                wide[key].append((one, excepted(source.text, sentence, source.places)))
    for key, told in wide.items():
        for place, reach in reaching(places[key], told, places).items():
            own[place].extend(reach)
    made = [_history(places[key], statements) for key, statements in own.items()]
    return sorted(made, key=lambda history: (history.place.name, history.place.geonameid or 0))


def key_of(place: Place) -> str:
    """What tells places apart: the gazetteer's id, else country and name."""
    if place.geonameid is not None:
        return str(place.geonameid)
    return f"{place.country or ''}:{place.name.casefold()}"


def _told_at(claim: Claim) -> tuple[str, str, str]:
    """What tells that two claims are one person's about one place in one document."""
    place = key_of(claim.place.place) if claim.place else ""
    return claim.document_id, claim.speaker.name if claim.speaker else "", place


def _history(place: Place, statements: list[Statement]) -> History:
    ordered = in_order(statements)
    return History(place, ordered, spells_of(ordered))


def _is_region(place: Place) -> bool:
    return (place.geo_precision or 1) > 1


def _sentence(claim: Claim, source: Source) -> Span:
    """The sentence that the claim's trigger stands in."""
    for sentence in source.sentences:
        if sentence.start <= claim.trigger.start < sentence.end:
            return Span(sentence.start, sentence.end)
    return claim.evidence
