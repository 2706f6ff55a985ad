"""Keeps the programs of the regular expressions of the rooms that are compiled (``fogline/programs.py``).

    python tools/programs.py OUT

OUT is the file to keep them in. Which patterns there are is known when all modules are loaded and something was read
with each profile that ships: many are put together of word lists, and made when they are first asked for.
"""

from __future__ import annotations

import importlib
import re
import sys
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compile import SOURCES, compiled_modules


def main(out: Path) -> None:
    """Write the file *out*.

    Raises:
        SystemExit: what is made of a program is not what ``re.compile`` makes of the pattern; says which.
    """
    sys.path.insert(0, str(SOURCES))
    modules = frozenset(".".join(path.relative_to(SOURCES).with_suffix("").parts) for path in compiled_modules())
    asked = _asked_by(modules)
    from fogline.programs import keep_programs, of_program

    programs = {one: program_of(*one) for one in sorted(asked)}
    for text, flags in programs:
        if of_program(text, programs[text, flags]) != re.compile(text, flags):
            raise SystemExit(f"its program does not stand for the pattern {text!r}")
    out.parent.mkdir(parents=True, exist_ok=True)
    keep_programs(programs, out)


def program_of(text: str, flags: int) -> tuple[Any, ...]:
    """What ``re`` hands to ``_sre.compile`` of the pattern *text*, behind it; its words as bytes."""
    compiler: Any = importlib.import_module("re._compiler")
    listener = _Listener(compiler._sre)
    compiler._sre = listener
    try:
        compiler.compile(text, int(flags))
    finally:
        compiler._sre = listener.own
    _, all_flags, program, *told = listener.handed
    return int(all_flags), array("I", program).tobytes(), *told


class _Listener:
    """``_sre``, which notes what it was given to compile."""

    def __init__(self, own: Any) -> None:
        self.own = own
        self.handed: tuple[Any, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own, name)

    def compile(self, *handed: Any) -> re.Pattern[str]:
        self.handed = handed
        made: re.Pattern[str] = self.own.compile(*handed)
        return made


def _asked_by(modules: frozenset[str]) -> set[tuple[str, int]]:
    """The patterns that *modules* have ``re.compile`` compile, with their flags, when they are loaded and read."""
    asked: set[tuple[str, int]] = set()
    asking = modules | {"fogline.programs"}  # which is asked by rooms that stay Python
    own: Callable[..., re.Pattern[Any]] = re.compile

    def noted(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if isinstance(pattern, str) and sys._getframe(1).f_globals.get("__name__") in asking:
            asked.add((pattern, int(flags)))
        return own(pattern, flags)

    re.compile = noted  # type: ignore[assignment]
    try:
        for module in sorted(modules):
            importlib.import_module(module)
        _read_all()
    finally:
        re.compile = own  # type: ignore[assignment]
    return asked


def _read_all() -> None:
    """Read the sample with each profile, and derive what follows."""
    from fogline.config import Settings
    from fogline.ledger import Ledger
    from fogline.profiles.loader import shipped_profiles
    from fogline.sample import sample_folder

    with tempfile.TemporaryDirectory() as folder, sample_folder() as sample:
        for profile in ("auto", *shipped_profiles()):
            with Ledger.open(str(Path(folder) / f"{profile}.fog")) as ledger:
                ledger.add([sample], settings=Settings(profile=profile))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]).absolute())
