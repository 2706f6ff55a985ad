"""What reading needs — model, gazetteers, profiles, extractor — loaded once per process and shared."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.claims.base import ClaimExtractor
from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.dumps import all_layers, dumps_folder, installed_dumps
from fogline.gazetteer.layered import LayeredGazetteer, for_profile
from fogline.model.document import Document
from fogline.model.ids import stable_id
from fogline.model.profile import Profile
from fogline.profiles.choice import choose_profile
from fogline.profiles.loader import load_profile, shipped_profiles

if TYPE_CHECKING:
    from fogline.language.parser import Parser

_OBJECTS_UNSEARCHED = 1_000_000
"""New objects before a search for garbage. Hardly any of ours are in cycles (a dozen an article), but a batch of
documents leaves 15,000 in use: after Python's 700, each batch was searched, which took 3 % of the time of reading, and
after 300,000, 1,500 articles were twice, for 0.17 s each, with as much memory in use at most (645 and 664 MiB)."""


@dataclass(frozen=True)
class Tools:
    """The tools for one profile setting.

    ``gazetteers`` holds, by profile name, the gazetteers in use with the profile's own places before them. ``dumps``
    says which GeoNames dumps of the user's are among them. The parser is loaded when it is first asked for: who hands
    all documents to workers has no need of it.
    """

    profiles: tuple[Profile, ...]
    gazetteers: Mapping[str, Gazetteer]
    extractor: ClaimExtractor
    dumps: tuple[str, ...] = ()

    @cached_property
    def parser(self) -> Parser:
        """The parser over the shipped weights."""
        from fogline.language.parser import Parser

        parser = Parser.load()
        gc.freeze()
        return parser

    def profile_for(self, document: Document) -> Profile:
        """The conflict profile to read *document* with: the only one there is, or the one that it calls for."""
        return self.profiles[0] if len(self.profiles) == 1 else choose_profile(document.text, self.profiles)

    @cached_property
    def version(self) -> str:
        """What a stored extraction is compared with: a change here means reading again."""
        from fogline.language.parser import Parser

        return "+".join([self.extractor.version, Parser.shipped_version(), *self.dumps])

    @cached_property
    def profile_label(self) -> str:
        """The profiles that were at hand, with their content: a change here means reading again, too."""
        return ",".join(f"{p.name}@{p.version}:{stable_id('profile', repr(p))[:8]}" for p in self.profiles)


def tools_for(profile: str) -> Tools:
    """The tools for the profile setting *profile* (``auto``, a shipped name or a path), loaded when first asked for.

    Raises:
        BadProfile: the profile breaks its form.
        UsageError: there is no such profile.
    """
    path = Path(profile)
    return _tools_for(profile, _dumps(), path.stat().st_mtime_ns if path.is_file() else None)


def place_ids(name: str) -> frozenset[int]:
    """The ids of every place that goes by *name* in the gazetteers in use and shipped profiles; loads no model."""
    gazetteers = _gazetteers(tuple(load_profile(shipped) for shipped in shipped_profiles()))
    return frozenset(found.toponym_id for one in gazetteers.values() for found in one.candidates(name))


def all_places() -> Gazetteer:
    """Every place of the gazetteers in use and of the shipped profiles, as one gazetteer; loads no model."""
    return LayeredGazetteer(list(_gazetteers(tuple(load_profile(shipped) for shipped in shipped_profiles())).values()))


@cache
def _tools_for(profile: str, dumps: tuple[str, ...], changed: int | None) -> Tools:
    """*changed* (when the profile's file was) only tells one state of that file from another."""
    from fogline.claims.extract import RuleExtractor  # with the parser, most of what reading loads

    names = shipped_profiles() if profile == "auto" else (profile,)
    profiles = tuple(load_profile(name) for name in names)
    tools = Tools(
        profiles=profiles,
        gazetteers=_gazetteers(profiles),
        extractor=RuleExtractor(),
        dumps=dumps,
    )
    # All this stays as long as the process: searches for garbage need not go through it (0.1 s each).
    gc.freeze()
    gc.set_threshold(_OBJECTS_UNSEARCHED, *gc.get_threshold()[1:])
    return tools


def _gazetteers(profiles: Sequence[Profile]) -> dict[str, Gazetteer]:
    layers = all_layers(dumps_folder())
    return {profile.name: for_profile(profile, *layers) for profile in profiles}


def _dumps() -> tuple[str, ...]:
    """The user's dumps, each with its size: a dump that is replaced counts as another."""
    return tuple(f"{path.stem}:{path.stat().st_size}" for path in installed_dumps(dumps_folder()))
