"""What is taken in, and how: files, folders and addresses, and the user's word on what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fogline.ingest.base import Hints, Piece
from fogline.ingest.walk import split_inputs

Input = Path | str
"""A file or folder, or the address of a page or feed."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are taken in.

    ``kind`` is the format of all of them (one of ``readers.KINDS``), ``None`` to tell it from each. ``columns`` says
    which column or key holds which field. ``keep_bytes`` says whether the bytes as received are kept in the ledger.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_bytes: bool = True


def split_all(inputs: Sequence[Input], intake: Intake, *, passed_over: Callable[[str], None]) -> Iterator[Piece]:
    """The bytes of every article in *inputs*, in order, and an error in the place of what cannot be had."""
    hints = Hints(intake.columns)

    def passed(path: Path) -> None:
        passed_over(path.suffix.lower() or path.name)

    for one in inputs:
        yield from split_inputs([Path(one)], kind=intake.kind, hints=hints, passed_over=passed)
