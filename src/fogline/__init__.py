"""Fogline reads reporting on an armed conflict and keeps a ledger of sourced claims.

The public names are ``Ledger`` (a ledger in one file), ``read`` (one text, no ledger) and what they take and give.
They load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fogline.version import __version__

if TYPE_CHECKING:
    from fogline.config import Settings
    from fogline.ledger import BuildReport, ClaimFilter, Ledger, Reading, read

__all__ = ["BuildReport", "ClaimFilter", "Ledger", "Reading", "Settings", "__version__", "read"]

_HOMES = {
    "BuildReport": "fogline.ledger",
    "ClaimFilter": "fogline.ledger",
    "Ledger": "fogline.ledger",
    "Reading": "fogline.ledger",
    "Settings": "fogline.config",
    "read": "fogline.ledger",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'fogline' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
