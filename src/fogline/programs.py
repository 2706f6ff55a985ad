"""The programs of regular expressions, and those that a compiled Fogline has kept.

``re.compile`` makes a program of a pattern, in Python, and hands it to C, which runs it. To make those of the 450
patterns that one article needs takes a fifth of a second of each process. ``tools/compile.py`` keeps them, as they were
handed over, and has the rooms that it compiles call :func:`pattern` where they say ``re.compile``. Other rooms say so
themselves of patterns that take long to make.
"""

from __future__ import annotations

import importlib
import marshal
import re
import sys
import zlib
from array import array
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

KEPT = "programs.kept"
"""The file beside this module that they are kept in; only ``tools/programs.py`` makes it."""

Program: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What ``re`` hands to ``_sre.compile`` behind the pattern: all flags, the program (32 bits a word), the number of
groups, the numbers of those with names, and the names of all."""

Programs: TypeAlias = Mapping[tuple[str, int], Program]
"""By the pattern and the flags that were asked for."""

_sre: Any = importlib.import_module("_sre")
"""What runs the programs; the standard library's types do not tell of it."""


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives for the same: of the program that was kept, where this very Python made it.

    Raises:
        re.error: *text* is no regular expression.
    """
    kept = _programs().get((text, int(flags)))
    return re.compile(text, flags) if kept is None else of_program(text, kept)


def of_program(text: str, program: Program) -> re.Pattern[str]:
    """The regular expression *text*, which *program* was made of."""
    flags, words, groups, numbers, names = program
    made: re.Pattern[str] = _sre.compile(text, flags, array("I", words).tolist(), groups, numbers, names)
    return made


def keep_programs(programs: Programs, path: Path) -> None:
    """Keep *programs*, made by this Python, in the file at *path*."""
    content = marshal.dumps(dict(programs))
    path.write_bytes(_head(content) + b"\n" + content)


def kept_programs(path: Path) -> Programs:
    """The programs that the file at *path* keeps: none where there is no such file, where another Python made it, or
    where it is not as it was written."""
    try:
        kept = path.read_bytes()
    except OSError:
        return {}
    head, _, content = kept.partition(b"\n")
    if head != _head(content):
        return {}
    programs: Programs = marshal.loads(content)
    return programs


@cache
def _programs() -> Programs:
    return kept_programs(Path(__file__).with_name(KEPT))


def _head(content: bytes) -> bytes:
    """The line before *content*: its sum, and the Python whose ``_sre`` the programs mean something to."""
    return repr((zlib.crc32(content), sys.version, sys.byteorder, _sre.MAGIC, _sre.CODESIZE)).encode()
