"""The TOML that ships with the package, and what a compiled Fogline has read of it beforehand."""

from __future__ import annotations

import pickle
import zlib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

KEPT = ".kept"
"""Behind the name of a TOML file, the name of what was read of it; only ``tools/compile.py`` makes such files."""


def read_table(folder: Traversable, name: str) -> dict[str, Any]:
    """What the file *name* of *folder* says: as it was kept, where that was made of the very same text.

    To read all lists that one article needs takes a tenth of a second of each process.

    Raises:
        FileNotFoundError: there is no such file.
        tomllib.TOMLDecodeError: it is not TOML.
    """
    text = (folder / name).read_bytes()
    kept = folder / f"{name}{KEPT}"
    if kept.is_file():
        mark, table = pickle.loads(kept.read_bytes())
        if mark == zlib.crc32(text):
            found: dict[str, Any] = table
            return found
    return parse_table(text.decode())


def parse_table(text: str) -> dict[str, Any]:
    """What *text* says, read anew.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML; a ``ValueError``.
    """
    import tomllib  # takes longer to load than all that was kept

    return tomllib.loads(text)


def keep_table(path: Path, out: Path) -> None:
    """Keep in *out* what :func:`read_table` gives of the TOML file at *path*."""
    text = path.read_bytes()
    out.write_bytes(pickle.dumps((zlib.crc32(text), parse_table(text.decode())), protocol=5))
