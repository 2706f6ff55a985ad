"""Settings: frozen, read once by the caller, passed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.errors import UsageError

READ_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that are read for claims; documents in others are kept and marked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read.

    ``profile`` is ``auto``, a shipped profile's name, or the path of a profile of one's own. ``published`` is the
    publication date the user gives for every document of the run (it comes before all others). ``workers`` is the
    number of processes that read (1: this one). ``batch_characters`` is how much text is parsed together.

    Raises:
        UsageError: a value is out of its range.
    """

    profile: str = "auto"
    published: date | None = None
    workers: int = 1
    batch_characters: int = 60_000

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"--workers must be at least 1, not {self.workers}")
        if self.batch_characters < 1:
            raise UsageError(f"batch_characters must be at least 1, not {self.batch_characters}")
