"""Arrays that a compiled Fogline has made ready, kept in a file that is mapped into memory, not read.

To unpack the weights takes a fifteenth of a second of each process, and what tells languages half a second and 100 MB.
Of a mapped file, what is looked at alone comes into memory, and once for all processes of a machine.
"""

from __future__ import annotations

import marshal
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAPPED = ".mapped"
"""Behind the name of a file, the name of what was made of it; only ``tools/compile.py`` makes such files."""

_ALIGNED = 64
"""Bytes, of which each array begins at a multiple: a line of the processor's cache."""
_SIZE = 8
"""Bytes of the number that the file begins with: how long what is told is."""

Arrays = dict[str, NDArray[Any]]


def kept_beside(path: Path) -> Path:
    """Where what was made of the file at *path* is kept."""
    return path.with_name(f"{path.name}{MAPPED}")


def keep_arrays(out: Path, mark: str, told: Any, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Keep *arrays* in *out*, with what is *told* of them, which :mod:`marshal` takes; *mark* says what they are of."""
    table, at = [], 0
    for name, array in arrays.items():
        table.append((name, array.dtype.str, array.shape, at))
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = marshal.dumps((mark, told, table))
    start = _start(len(head))
    with out.open("wb") as file:
        file.write(len(head).to_bytes(_SIZE, "little") + head)
        for (_, _, _, offset), array in zip(table, arrays.values(), strict=True):
            file.seek(start + offset)
            file.write(array.tobytes())


def kept_arrays(path: Path, mark: str) -> tuple[Any, Arrays] | None:
    """What was told, and the arrays, which nobody can write to; ``None`` where *path* keeps none of that *mark*."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(mapped[:_SIZE], "little")
    found, told, table = marshal.loads(memoryview(mapped)[_SIZE : _SIZE + size])
    if found != mark:
        return None
    start = _start(size)
    arrays = {
        name: np.ndarray(shape, dtype, buffer=mapped, offset=start + offset) for name, dtype, shape, offset in table
    }
    return told, arrays


def _start(told: int) -> int:
    """Where the first array begins, behind *told* bytes of what is told of them."""
    return -(-(_SIZE + told) // _ALIGNED) * _ALIGNED
