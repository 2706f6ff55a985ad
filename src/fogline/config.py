"""Settings: frozen, read once by the caller, passed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from fogline.errors import UsageError

READ_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that are read for claims; documents in others are kept and marked."""


DOCUMENT_SECONDS = 60.0
"""Processor time that a document of ordinary length may take: a hundred times what a long one does."""

PARTITION_SIZE = 250
"""Articles in a partition of a bulk run, where it is not said: some ten seconds' work, which is what a stop can cost
and what workers can wait for the last of them, and enough that files stay few."""

EngineName = Literal["processes", "ray"]
"""Where documents are read side by side: in processes of this machine, or on a Ray cluster."""

ENGINES: tuple[EngineName, ...] = get_args(EngineName)


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read.

    ``profile`` is ``auto``, a shipped profile's name, or the path of a profile of one's own. ``published`` is the
    publication date the user gives for every document of the run (it comes before all others). ``workers`` is the
    number of processes that read (1: this one; ``None``: as many as the machine, or the cluster, bears). ``engine``
    says where they are, ``ray_address`` which cluster is asked (``None``: that of ``RAY_ADDRESS``, or one of our own on
    this machine). ``document_seconds`` is the processor time that a document of ordinary length may take.
    ``batch_characters`` is how much text is parsed together.

    Raises:
        UsageError: a value is out of its range.
    """

    profile: str = "auto"
    published: date | None = None
    workers: int | None = 1
    engine: EngineName = "processes"
    ray_address: str | None = None
    document_seconds: float = DOCUMENT_SECONDS
    batch_characters: int = 60_000

    def __post_init__(self) -> None:
        if self.workers is not None and self.workers < 1:
            raise UsageError(f"--workers must be at least 1, not {self.workers}")
        if self.engine not in ENGINES:
            raise UsageError(f"--engine must be one of {', '.join(ENGINES)}, not {self.engine}")
        if self.document_seconds <= 0:
            raise UsageError(f"--time-limit must be more than 0 s, not {self.document_seconds:g}")
        if self.batch_characters < 1:
            raise UsageError(f"batch_characters must be at least 1, not {self.batch_characters}")
