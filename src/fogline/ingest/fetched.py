"""A page as its server gave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """What ``url`` answered: ``data``, unpacked, from ``final`` (after redirects) at ``retrieved``. ``unchanged`` says
    that the server had nothing newer than the cache."""

    url: str
    final: str
    data: bytes
    retrieved: datetime
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False

    @property
    def media_type(self) -> str | None:
        """What the server called it, with the character set."""
        return self.headers.get("content-type")
