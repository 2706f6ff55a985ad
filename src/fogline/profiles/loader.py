"""Reads a conflict profile: a TOML file in, a :class:`~fogline.model.profile.Profile` out, or a refusal by line."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fogline.errors import BadProfile
from fogline.model.profile import Anchor, KnownActor, Party, Profile
from fogline.model.values import Toponym
from fogline.profiles import form
from fogline.profiles.source import Source
from fogline.tables import parse_table, read_table

Table = Mapping[str, Any]


@cache
def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles that ship with the package, in alphabetical order."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in files(__package__).iterdir() if p.name.endswith(".toml")))


@cache
def profile_with(party: str | None) -> Profile:
    """The shipped profile that knows *party*, so that its enemies are known; else the generic one, which has none."""
    for profile in map(load_profile, shipped_profiles()):
        if any(one.party_id == party for one in profile.parties):
            return profile
    return load_profile("generic")


@cache
def load_profile(name_or_path: str) -> Profile:
    """The profile of that name ("generic", "ukraine"), or the one in a ``.toml`` file; read once per process.

    Raises:
        BadProfile: no such profile, an unreadable file, or one that breaks the form (``file:line: reason``).
    """
    where, text = _read(name_or_path)
    source = Source(where, text)
    try:
        shipped = name_or_path in shipped_profiles()
        table = read_table(files(__package__), where) if shipped else parse_table(text)
    except ValueError as error:
        line = re.search(r"line (\d+)", str(error))
        at = line.group(1) if line else str(len(source.lines) or 1)
        raise BadProfile(f"{where}:{at}: not TOML: {error}") from error
    profile = _Reader(source).profile(Path(where).stem, table)
    if "extends" not in table:
        return profile
    if table["extends"] not in shipped_profiles() or table["extends"] == profile.name:
        source.refuse(f"extends a profile that does not ship: {table['extends']!r}", key="extends")
    return _extended(profile, load_profile(table["extends"]))


def _read(name_or_path: str) -> tuple[str, str]:
    if name_or_path in shipped_profiles():
        return f"{name_or_path}.toml", (files(__package__) / f"{name_or_path}.toml").read_text(encoding="utf-8")
    if not name_or_path.endswith(".toml"):
        names = ", ".join(shipped_profiles())
        raise BadProfile(f"{name_or_path}: no such profile; there are {names}, or give the path of a .toml file")
    try:
        return name_or_path, Path(name_or_path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadProfile(f"{name_or_path}: cannot be read: {error}") from error


def _extended(profile: Profile, base: Profile) -> Profile:
    """*profile* with what *base* knows besides; where both use a name, the profile's own entry has it."""
    taken = {alias.casefold() for actor in profile.actors for alias in actor.aliases}
    inherited = (
        actor if len(kept) == len(actor.aliases) else replace(actor, aliases=kept)
        for actor in base.actors
        if (kept := tuple(a for a in actor.aliases if a.casefold() not in taken))
    )
    # A country's people are of its party even where only the base knows them ("the Russian president").
    sided = (
        replace(a, party=party) if a.party is None and (party := profile.party_of_country(a.country)) else a
        for a in inherited
    )
    return replace(
        profile,
        actors=(*profile.actors, *sided),
        places={**base.places, **profile.places},
        place_variants={**base.place_variants, **profile.place_variants},
        anchors=(*profile.anchors, *base.anchors),
    )


class _Reader:
    """Turns the tables of one file into a profile, refusing what breaks the form."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parties: frozenset[str] = frozenset()
        self._aliases: dict[str, str] = {}

    def profile(self, name: str, table: Table) -> Profile:
        """The profile that *table*, a whole file, describes."""
        self._check(table, "profile", form.PROFILE)
        parties = table.get("party", [])
        for i, party in enumerate(parties):
            self._check(party, "party", form.PARTY, header=f"party#{i}")
        self._parties = frozenset(party["id"] for party in parties)
        self._countries(table, "")
        return Profile(
            name=name,
            title=table["title"],
            version=table.get("version", "1"),
            parties=tuple(self._party(party) for party in parties),
            countries=tuple(table.get("countries", ())),
            actors=tuple(self._actors(table)),
            places=self._places(table.get("place", [])),
            place_variants={k.casefold(): v for k, v in table.get("place_variants", {}).items()},
            descriptions=self._descriptions(parties),
            enemies=self._enemies(table.get("enemies", {})),
            signals=tuple(dict.fromkeys(s.casefold() for s in table.get("signals", ()))),
            anchors=tuple(self._anchors(table.get("anchor", []))),
        )

    def _check(self, table: Table, what: str, keys: form.Form, *, near: str = "", header: str = "") -> None:
        for key, value in table.items():
            if key not in keys:
                known = ", ".join(keys)
                self._source.refuse(
                    f"unknown key {key!r} in a {what}; known: {known}", key=key, near=near, header=header
                )
            if not _is(value, keys[key]):
                self._source.refuse(f"{key!r} must be {keys[key]}", key=key, near=near, header=header)
        for key in form.REQUIRED.get(what, ()):
            if key not in table:
                self._source.refuse(f"a {what} needs {key!r}", near=near, header=header)

    def _countries(self, table: Table, near: str) -> None:
        for code in (*table.get("countries", ()), *([table["country"]] if "country" in table else ())):
            if code not in form.COUNTRIES:
                self._source.refuse(f"not an ISO 3166-1 alpha-2 country code: {code!r}", value=code, near=near)

    def _known_party(self, party: str | None, near: str) -> None:
        if party is not None and party not in self._parties:
            known = ", ".join(sorted(self._parties)) or "none"
            self._source.refuse(f"unknown party {party!r}; declared: {known}", key="party", value=party, near=near)

    def _party(self, table: Table) -> Party:
        self._countries(table, table["id"])
        return Party(table["id"], table["name"], tuple(table.get("countries", ())))

    def _descriptions(self, parties: list[Table]) -> dict[str, str]:
        out: dict[str, str] = {}
        for party in parties:
            for words in party.get("descriptions", ()):
                if out.setdefault(words.casefold(), party["id"]) != party["id"]:
                    self._source.refuse(f"{words!r} describes two parties", value=words, near=party["id"])
        return out

    def _enemies(self, table: Table) -> dict[str, tuple[str, ...]]:
        for party, others in table.items():
            for one in (party, *others):
                if one not in self._parties:
                    self._source.refuse(f"unknown party {one!r}", key=party, header="enemies")
        return {party: tuple(others) for party, others in table.items()}

    def _actors(self, table: Table) -> Iterator[KnownActor]:
        for i, actor in enumerate(table.get("actor", [])):
            yield self._actor(actor, {}, f"actor#{i}")
        for i, group in enumerate(table.get("group", [])):
            self._check(group, "group", form.GROUP, header=f"group#{i}")
            shared = {key: value for key, value in group.items() if key != "members"}
            for member in group["members"]:
                yield self._actor(member, shared, f"group#{i}")

    def _actor(self, own: Table, shared: Table, header: str) -> KnownActor:
        near = str(own.get("name") or next(iter(own.get("surname", [])), ""))
        self._check(own, "actor", form.ACTOR, near=near, header=header)
        table = {**shared, **own}
        names = _names(table)
        if not names:
            self._source.refuse("an actor needs 'name', or 'given' and 'surname'", near=near, header=header)
        self._countries(table, near)
        self._known_party(table.get("party"), near)
        kind = table.get("kind")
        if kind is not None and kind not in form.KINDS:
            known = ", ".join(sorted(form.KINDS))
            self._source.refuse(f"unknown kind {kind!r}; known: {known}", key="kind", value=kind, near=near)
        for alias in names:
            if self._aliases.setdefault(alias.casefold(), names[0]) != names[0]:
                other = self._aliases[alias.casefold()]
                self._source.refuse(f"alias {alias!r} of {names[0]!r} already names {other!r}", value=alias, near=near)
        return KnownActor(
            name=names[0],
            aliases=names,
            kind=kind,
            party=table.get("party"),
            country=table.get("country"),
            role=table.get("role"),
            organisation=table.get("organisation"),
            person=table.get("person", "surname" in table),
        )

    def _places(self, tables: list[Table]) -> dict[str, tuple[Toponym, ...]]:
        out: dict[str, tuple[Toponym, ...]] = {}
        for i, table in enumerate(tables):
            near = str(table.get("name", ""))
            self._check(table, "place", form.PLACE, near=near, header=f"place#{i}")
            self._countries(table, near)
            place = self._place(table, near)
            for alias in dict.fromkeys(name.casefold() for name in (near, *table.get("aliases", ()))):
                entry = place if alias == near.casefold() else replace(place, primary=False)
                out[alias] = (*out.get(alias, ()), entry)
        return out

    def _anchors(self, tables: list[Table]) -> Iterator[Anchor]:
        days: dict[str, date] = {}
        for i, table in enumerate(tables):
            self._check(table, "anchor", form.ANCHOR, header=f"anchor#{i}")
            for name in table["names"]:
                if days.setdefault(name.casefold(), table["day"]) != table["day"]:
                    self._source.refuse(f"anchor {name!r} has two days", value=name, header=f"anchor#{i}")
            yield Anchor(tuple(table["names"]), table["day"])

    def _place(self, table: Table, near: str) -> Toponym:
        for key, bound in (("latitude", 90), ("longitude", 180)):
            if abs(table[key]) > bound:
                self._source.refuse(f"{key} out of range (-{bound} to {bound}): {table[key]}", key=key, near=near)
        code = table["feature_code"]
        if code not in form.FEATURES:
            self._source.refuse(f"unknown feature code {code!r}", key="feature_code", value=code, near=near)
        feature_class, radius = form.FEATURES[code]
        return Toponym(
            toponym_id=_place_id(near, table["latitude"], table["longitude"]),
            name=near,
            latitude=float(table["latitude"]),
            longitude=float(table["longitude"]),
            country=table.get("country"),
            admin1_code=None,
            admin1=table.get("admin1"),
            feature_class=feature_class,
            feature_code=code,
            population=0,
            radius_km=float(table.get("radius_km", radius)),
            source="profile",
        )


def _names(table: Table) -> tuple[str, ...]:
    """Every name of an actor, its main one first: those written out, and each given name with each surname.

    The bare surname counts as a name unless ``bare = false``.
    """
    given, surnames = table.get("given", ()), table.get("surname", ())
    made = [f"{first} {last}" for last in surnames for first in given]
    bare = list(surnames) if table.get("bare", True) else []
    written = [table["name"]] if "name" in table else []
    return tuple(dict.fromkeys([*written, *made, *bare, *table.get("aliases", ())]))


def _place_id(name: str, latitude: float, longitude: float) -> int:
    """A negative id that stays the same as long as the entry does (GeoNames' own are positive)."""
    return -(1_000_000_000 + zlib.crc32(f"{name}|{latitude}|{longitude}".encode()))


def _is(value: Any, kind: str) -> bool:
    """Whether *value* is of one of the form's types."""
    match kind:
        case form.TEXT:
            return isinstance(value, str) and bool(value.strip())
        case form.TEXTS:
            return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
        case form.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case form.DAY:
            return isinstance(value, date) and not isinstance(value, datetime)
        case form.FLAG:
            return isinstance(value, bool)
        case form.TABLES:
            return isinstance(value, list) and all(isinstance(v, dict) for v in value)
        case form.TABLE:
            return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        case _:
            return isinstance(value, dict) and all(_is(v, form.TEXTS) for v in value.values())
