"""Profiles as keys of what is computed from them once."""

from __future__ import annotations

from fogline.model.profile import Profile


class Same:
    """A profile as the very object: its tables cannot be hashed, and comparing them costs more than a look-up."""

    __slots__ = ("profile",)

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def __hash__(self) -> int:
        return id(self.profile)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.profile is self.profile
