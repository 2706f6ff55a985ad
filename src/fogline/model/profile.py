"""Conflict profiles: what is particular to one conflict, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fogline.model.quick import sent_by_arguments
from fogline.model.values import ActorKind, Toponym


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Party:
    """A side of the conflict: its identifier (``ukraine``), its name, the countries whose state forces are its own."""

    party_id: str
    name: str
    countries: tuple[str, ...] = ()


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class KnownActor:
    """A person, body, unit, proxy or medium that the profile knows, under every name it goes by.

    ``aliases`` are as written in running text, the name itself included; one in lower case matches whatever its case.
    """

    name: str
    aliases: tuple[str, ...]
    kind: ActorKind | None = None
    party: str | None = None
    country: str | None = None
    role: str | None = None
    organisation: str | None = None
    person: bool = False


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Anchor:
    """A dated beginning in the conflict ("Russia's invasion") that times reckon from, under every name it goes by.

    A name that holds "…" has up to six words in its place ("Putin sent … troops").
    """

    names: tuple[str, ...]
    day: date


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Profile:
    """What is particular to one conflict: who belongs to which side, and names that only it needs.

    ``countries`` (ISO 3166-1 alpha-2) are where the fighting is: a place name with candidates there is read as one of
    them before others. ``enemies`` maps a party to those whose gain is its loss (the other parties, unless the profile
    says otherwise). ``place_variants`` maps a name variant (casefolded) to the name the gazetteer knows.
    ``places`` are extra gazetteer entries, each under every name it goes by (casefolded keys; ``primary`` says
    whether the key is the entry's main name). ``descriptions`` maps casefolded words
    that describe a side's people in this conflict ("separatists", "occupiers") to a party. ``signals`` are names
    whose presence calls for this profile (casefolded). ``anchors`` are its dated beginnings.
    """

    name: str
    title: str
    version: str = "1"
    parties: tuple[Party, ...] = ()
    countries: tuple[str, ...] = ()
    actors: tuple[KnownActor, ...] = ()
    places: Mapping[str, tuple[Toponym, ...]] = field(default_factory=dict)
    place_variants: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    enemies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signals: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def party_of_country(self, country: str | None) -> str | None:
        """The party whose own state *country* (alpha-2) is, or ``None``."""
        if country is None:
            return None
        return next((p.party_id for p in self.parties if country in p.countries), None)

    def enemies_of(self, party: str | None) -> tuple[str, ...]:
        """The parties against whose interest *party*'s gain is."""
        if party is None:
            return ()
        if party in self.enemies:
            return tuple(self.enemies[party])
        return tuple(p.party_id for p in self.parties if p.party_id != party)
