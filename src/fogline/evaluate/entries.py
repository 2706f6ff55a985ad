"""One JSON object of an annotation file, read key by key and refused with the reason where a key breaks the form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from fogline.errors import BadGold


@dataclass(frozen=True, slots=True)
class Entry:
    """One JSON object of an annotation, with where it stands, for errors that say so.

    Every method raises `BadGold` where the key's value is not of its kind.
    """

    where: str
    data: dict[str, Any]

    def __post_init__(self) -> None:
        if not isinstance(self.data, dict):
            self.refuse("must be a JSON object")

    def refuse(self, why: str) -> NoReturn:
        """Say that this entry cannot be used, and why."""
        raise BadGold(f"{self.where}: {why}")

    def listed(self, key: str, *, required: bool = False) -> list[Any]:
        """The list under *key*; an empty one where the key is not there and need not be."""
        value = self.data.get(key)
        if value is None and not required:
            return []
        if not isinstance(value, list):
            self.refuse(f'"{key}" must be a list')
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """The number under *key*."""
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(f'"{key}" must be a number, not {value!r}')
        return float(value)

    def bound(self, key: str) -> float | None:
        """The number under *key*, ``None`` where there is none."""
        return None if self.data.get(key) is None else self.number(key)

    def day(self, key: str) -> date:
        """The ISO date under *key*."""
        value = self.data.get(key)
        try:
            return date.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            raise BadGold(f'{self.where}: "{key}" must be a day such as 2022-06-24, not {value!r}') from error

    def words(self, key: str) -> tuple[str, ...] | None:
        """Accepted spellings: one string or a list of them."""
        value = self.data.get(key)
        if value is None:
            return None
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(v, str) and v.strip() for v in values):
            self.refuse(f'"{key}" must hold words, not {value!r}')
        return tuple(values)

    def known(self, key: str, vocabulary: Collection[str]) -> tuple[str, ...]:
        """At least one word, all of them from *vocabulary*."""
        values = self.words(key)
        if not values:
            self.refuse(f'"{key}" must name at least one')
        for value in values:
            if value not in vocabulary:
                self.refuse(f'"{key}": the codebook has no {value!r}')
        return values

    def choice(self, key: str, allowed: Sequence[str] | None = None) -> tuple[str | None, ...] | None:
        """Accepted values, of which ``null`` may be one; ``None`` where the key is not there."""
        if key not in self.data:
            return None
        value = self.data[key]
        values = value if isinstance(value, list) else [value]
        for one in values:
            known = isinstance(one, str) and (allowed is None or one in allowed)
            if one is not None and not known:
                self.refuse(f'"{key}" cannot be {one!r}' + (f"; it is one of {', '.join(allowed)}" if allowed else ""))
        return tuple(values)
