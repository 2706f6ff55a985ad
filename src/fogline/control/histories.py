"""Claims to control histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from fogline.control.again import named_again
from fogline.control.assertions import is_asserted, is_of_place
from fogline.control.regions import excepted, is_whole, left_out, reaching, within
from fogline.control.spells import spells_of
from fogline.control.statements import LEFT, in_order, statements_in
from fogline.matching.wholes import is_country, is_town
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
    claims: Iterable[Claim],
    source_of: Callable[[str], Source],
    profile_of: Callable[[Claim], Profile],
    *,
    about: Callable[[Place], bool] = lambda place: True,
) -> list[History]:
    """The history of every place that *claims* say is held or left, by name.

    *source_of* gives a document's words by its id, *profile_of* the conflict a claim is of. A statement about the
    whole of a region reaches the places that have a history of their own. Only claims that are *about* a place that is
    asked for are read.
    """
    claims = list(claims)
    known = countries_of_parties(claims)
    return add_up(found_in(claims, source_of, profile_of, known=known, about=about))


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as a claim makes it: of its *place*, of all places in that (*everywhere*), *but* these."""

    place: Place
    statement: Statement
    everywhere: bool = False
    but: tuple[Place, ...] = ()


def countries_of_parties(claims: Iterable[Claim]) -> frozenset[str | None]:
    """The countries in which a party of a profile does something: in its war nobody else is a side."""
    return frozenset(claim.place.place.country for claim in claims if claim.place and _names_party(claim))


def found_in(
    claims: Collection[Claim],
    source_of: Callable[[str], Source],
    profile_of: Callable[[Claim], Profile],
    *,
    known: Container[str | None],
    about: Callable[[Place], bool] = lambda place: True,
) -> Iterator[Found]:
    """What *claims* (all that their documents make on the matter) say of who holds places, in their order.

    *known* are the :func:`countries_of_parties` of the whole ledger; beyond that each document stands by itself.
    """
    left = {_told_at(claim) for claim in claims if claim.event_type in LEFT and claim.polarity == "affirmed"}
    for document_id, told in groupby(claims, key=lambda claim: claim.document_id):
        found: list[tuple[Claim, Found]] = []
        for claim in told:
            if claim.place is not None and about(claim.place.place) and _is_held(claim, left):
                parties_only = claim.place.place.country in known
                made = _found(claim, claim.place.place, source_of(document_id), profile_of, parties_only)
                found.extend((claim, one) for one in made)
        said = {_who_where(one) for claim, one in found if not claim.headline}
        for claim, one in found:
            alone = claim.headline and _who_where(one) not in said
            doubtful = alone or _is_both_ways(one, found)
            yield replace(one, statement=replace(one.statement, plain=False)) if doubtful else one


def _is_both_ways(one: Found, found: Iterable[tuple[Claim, Found]]) -> bool:
    """Whether a voice of one article gives the place to another side, too, and no days to tell which is the later."""
    told = one.statement
    if told.dated or not told.holds:
        return False
    others = (other.statement for _, other in found if key_of(other.place) == key_of(one.place))
    return any(
        other.holds and other.plain and not other.dated and other.speaker == told.speaker and other.party != told.party
        for other in others
    )


def _who_where(found: Found) -> tuple[str, str, bool]:
    """What a headline and its text must both say: a headline alone makes no spell."""
    return key_of(found.place), found.statement.party, found.statement.holds


def add_up(found: Iterable[Found], before: Mapping[str, History] | None = None) -> list[History]:
    """The history of every place that *found* tells of, by name.

    Those of *before*, by :func:`key_of`, whose statements are the same are taken from there.
    """
    told = _Told()
    for one in found:
        told.put(one)
    made = [
        _history(told.places[key], statements, (before or {}).get(key)) for key, statements in told.reached().items()
    ]
    return sorted(
        (history for history in made if history.spells),
        key=lambda history: (history.place.name, history.place.geonameid or 0),
    )


def _found(
    claim: Claim, place: Place, source: Source, profile_of: Callable[[Claim], Profile], parties_only: bool
) -> Iterator[Found]:
    """Read *claim*, told of *place*, where its words say that it is held, whole or in part."""
    sentence = _sentence(claim, source)
    if not is_asserted(claim, source.text, sentence) or not is_of_place(claim, source.text, source.places):
        return
    everywhere = not is_town(place) and is_whole(source.text, sentence, claim)
    but = excepted(source.text, sentence, source.places) if everywhere else ()
    out = tuple(one for one in but if within(one, place))
    known = _names_party(claim) or _speaks_for_party(claim) or _is_of_its_country(place, source)
    again = named_again(claim, source.text, source.places)
    for statement in statements_in(
        claim,
        published=source.published,
        text=source.text,
        profile_of=profile_of,
        parties_only=parties_only,
        again=again,
    ):
        plain = statement if known else replace(statement, plain=False)
        yield Found(place, plain, everywhere, out)


def _is_of_its_country(place: Place, source: Source) -> bool:
    """Whether the document names the place's country, too, or another place in it: else it may be a namesake."""
    return any(one.place.country == place.country and one.place.name != place.name for one in source.places)


@dataclass
class _Told:
    """The statements found so far, by place."""

    places: dict[str, Place] = field(default_factory=dict)
    own: defaultdict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    wide: defaultdict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))

    def put(self, found: Found) -> None:
        """Put a statement with its place, and with those that it leaves out."""
        key, one = self._key(found.place), found.statement
        if not (found.everywhere and one.whole):
            self.own[key].append(one)
            return
        one = replace(one, excepting=tuple(out.name for out in found.but))
        self.own[key].append(one)
        self.wide[key].append(one)
        for out in found.but if one.holds else ():
            self.own[self._key(out)].append(left_out(found.place, one))

    def _key(self, place: Place) -> str:
        key = key_of(place)
        self.places.setdefault(key, place)
        return key

    def reached(self) -> dict[str, list[Statement]]:
        """The statements by place, those about the whole of a region with the places that have a history in it."""
        for key, told in list(self.wide.items()):
            for place, reach in reaching(self.places[key], told, self.places).items():
                self.own[place].extend(reach)
        return self.own


def _names_party(claim: Claim) -> bool:
    """Whether a party of a profile is the doer: in its war nobody else is a side."""
    return claim.agent is not None and claim.agent.actor.party is not None


def _speaks_for_party(claim: Claim) -> bool:
    """Whether it is the word of a party of a profile."""
    return claim.speaker is not None and claim.speaker.party is not None


def _is_held(claim: Claim, left: Collection[tuple[str, str, str]]) -> bool:
    """Whether *claim* can be about who holds its place.

    Not of a country as a whole; not that a side holds its ground somewhere in a region; nor that it held the town
    which it now left ("left the town after holding out for weeks").
    """
    place = claim.place.place if claim.place else None
    if place is None or is_country(place):
        return False
    return claim.event_type != "hold" or (is_town(place) and _told_at(claim) not in left)


def key_of(place: Place) -> str:
    """What tells places apart: the gazetteer's id, else country and name."""
    if place.geonameid is not None:
        return str(place.geonameid)
    return f"{place.country or ''}:{place.name.casefold()}"


def _told_at(claim: Claim) -> tuple[str, str, str]:
    """What tells that two claims are one person's about one place in one document."""
    place = key_of(claim.place.place) if claim.place else ""
    return claim.document_id, claim.speaker.name if claim.speaker else "", place


def _history(place: Place, statements: list[Statement], before: History | None) -> History:
    ordered = in_order(statements)
    if before is not None and before.statements == ordered:
        return replace(before, place=place)
    return History(place, ordered, spells_of(ordered))


def _sentence(claim: Claim, source: Source) -> Span:
    """The sentence that the claim's trigger stands in."""
    for sentence in source.sentences:
        if sentence.start <= claim.trigger.start < sentence.end:
            return Span(sentence.start, sentence.end)
    return claim.evidence
