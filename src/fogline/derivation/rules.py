"""By which rules a ledger is derived: their version, and the data they stand on."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

VERSION = "15"
"""Raise it with every change of ``origins``, ``matching``, ``events`` or ``disagreements`` that derives otherwise, of
what is kept to find it again by (keys, marks, scopes), and of ``dating`` or ``undated``, whose dossiers go with it."""

DATA = (
    ("codebook", "codebook.toml"),
    ("lexicon", "events.toml"),
    ("lexicon", "targets.toml"),
    ("lexicon", "framing.toml"),
    ("lexicon", "denials.toml"),
    ("lexicon", "sides.toml"),
    ("lexicon", "tolls.toml"),
    ("lexicon", "plain.toml"),
    ("lexicon", "dating.toml"),
)
"""The tables that deriving reads: another word in one of them is another rule."""


@cache
def rules() -> str:
    """The version of the rules of deriving, as a ledger keeps it: ``2:1f3a…``."""
    found = hashlib.sha256()
    for room, name in DATA:
        found.update(files(f"fogline.{room}").joinpath(name).read_bytes())
    return f"{VERSION}:{found.hexdigest()[:12]}"
