"""What every answer shares."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

Record = dict[str, Any]


class Answer(BaseModel):
    """An answer says exactly what its form says."""

    model_config = ConfigDict(extra="forbid")


class Page(Answer):
    """Part of a list."""

    total: int
    offset: int
    limit: int


class Fault(Answer):
    """What cannot be done, in one line."""

    error: str
