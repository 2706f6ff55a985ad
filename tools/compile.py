"""Compiles the rooms that ``[tool.fogline.compiled]`` in ``pyproject.toml`` names to C with mypyc, outside the sources,
and the loops that are written in C already.

    python tools/compile.py OUT

OUT gets the extension modules in the folders of their packages, what word lists say (``fogline/tables.py``), and the
programs of regular expressions (``fogline/programs.py``), to be put beside their sources in a wheel
(``hatch_build.py`` does so when ``FOGLINE_COMPILED=1``). What Fogline needs to run must be installed, since mypyc goes
by its types; so must mypy, setuptools and a C compiler. Dataclasses are written out as plain classes before
(``nouns.py``), and functions that keep their answers with the keeping (``memos.py``), in a copy of the sources.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from changes import as_methods, changed
from constants import as_final
from memos import with_memos
from nouns import written
from patterns import with_programs

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
LEVEL = "1"
"""How hard the C compiler tries: at 2 it takes twice as long and what it makes is no faster."""
WANTED = "compiling needs mypy and setuptools: pip install mypy setuptools"
QUIET = ("-fvisibility=hidden", "-w")
"""Calls from one room to another need not go through the linker's table; generated C is not ours to warn of."""
EXACT = ("-O3", "-ffp-contract=off", "-fno-trapping-math")
"""For loops written in C: as fast as can be, but a product and a sum are rounded one after the other, as numpy does.
How often a processor notes that it has rounded is nothing to us."""

STAGED = ("*.py", "*.pyi", "py.typed", "*.c", "*.h")
"""What of the sources is staged to be compiled."""

LISTS = ("codebook", "ingest", "language", "lexicon", "profiles")
"""The rooms whose TOML is read by ``fogline/tables.py``."""

_PLACE = re.compile(r'(?P<before>"(?P<name>src/fogline/[^"]+\.py)", (?:"[^"]*", )+)(?P<line>\d+),')
"""How the C that mypyc writes names a place in the sources."""


def main(out: Path) -> None:
    """Compile into *out* and say on standard error what was done.

    Raises:
        SystemExit: something that it needs is missing, or a module cannot be compiled; says which.
    """
    modules = compiled_modules()
    _compiler()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        _say(f"compiling {len(modules)} modules: to C ...")
        origins = _stage(modules, Path(folder))
        extensions = [*_to_c(modules, Path(folder)), *_written_in_c()]
        _number_lines(Path(folder) / "c", origins)
        _say(f"compiling {sum(len(e.sources) for e in extensions)} files of C ...")
        _to_objects(extensions, Path(folder) / "objects", out)
    _keep_tables(out)
    _keep_programs(out)
    _keep_models(out)
    _say(f"compiled {len(modules)} modules in {time.monotonic() - began:.0f} seconds")


def compiled_modules() -> list[Path]:
    """The modules to compile, in the order of their names."""
    settings = _settings()
    rooms = (SOURCES / "fogline" / room for room in settings["rooms"])
    found = (path for room in rooms for path in (room.rglob("*.py") if room.is_dir() else (room,)))
    return sorted(path for path in found if path.stat().st_size and not _stays(path, settings["python"]))


def _settings() -> dict[str, Any]:
    """What ``pyproject.toml`` says of compiling."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    compiled: dict[str, Any] = settings["tool"]["fogline"]["compiled"]
    return compiled


def _written_in_c() -> list[Any]:
    """The extensions whose C stands in a folder of the sources, as setuptools describes them; called where these are
    staged."""
    from setuptools import Extension

    folders = {name: Path("src", "fogline", folder) for name, folder in _settings()["loops"].items()}
    return [
        Extension(name, sorted(str(path) for path in folder.glob("*.c")), extra_compile_args=list(EXACT))
        for name, folder in folders.items()
    ]


def _stays(path: Path, python: Iterable[str]) -> bool:
    name = path.relative_to(SOURCES / "fogline").as_posix()
    return any(fnmatch(name, pattern) for pattern in python)


def _stage(modules: list[Path], folder: Path) -> dict[str, tuple[int, ...]]:
    """Copy the sources to *folder*, with the dataclasses of *modules* as mypyc can make most of them.

    Returns:
        Of each module, by the file's name in *folder*, which line of its source each of its lines there comes from.
    """
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in (path for kind in STAGED for path in SOURCES.rglob(kind)):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    sources = {path: path.read_text(encoding="utf-8") for path in modules}
    changes = {names for source in sources.values() for names in changed(source)}
    origins = {}
    for path, source in sources.items():
        # Nouns are frozen, and made of what was there before: none can hold itself.
        acyclic = path.is_relative_to(SOURCES / "fogline" / "model")
        name = path.relative_to(ROOT).as_posix()
        native = as_final(as_methods(with_programs(source)))
        made = with_memos(written(native, changes=changes, acyclic=acyclic), module=name)
        (folder / name).write_text(made.text, encoding="utf-8")
        origins[name] = made.lines
    return origins


def _number_lines(folder: Path, origins: dict[str, tuple[int, ...]]) -> None:
    """Have the C in *folder* name the lines of the sources as they are, not as they were staged, in tracebacks."""

    def as_written(place: re.Match[str]) -> str:
        lines, number = origins.get(place["name"], ()), int(place["line"])
        return f"{place['before']}{lines[number - 1] if 0 < number <= len(lines) else number},"

    for path in folder.rglob("*.c"):
        path.write_text(_PLACE.sub(as_written, path.read_text(encoding="utf-8")), encoding="utf-8")


def _to_c(modules: list[Path], folder: Path) -> list[Any]:
    """The extensions, as setuptools describes them, with their C in *folder*, where they are staged."""
    try:
        from mypyc.build import mypycify
    except ImportError:
        raise SystemExit(WANTED) from None
    os.chdir(folder)
    os.environ["MYPYPATH"] = str(folder / "src")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    options = ["--config-file=pyproject.toml", f"--python-version={version}", "--no-warn-unused-ignores"]
    names = [str(path.relative_to(ROOT)) for path in modules]
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            extensions: list[Any] = mypycify(
                [*options, *names],
                opt_level=LEVEL,
                debug_level="0",
                multi_file=True,
                target_dir=str(folder / "c"),
                group_name="rooms",
            )
    except SystemExit:
        # It warns, too, of all that it compiles in a slower way.
        _say("\n".join(line for line in said.getvalue().splitlines() if ": warning:" not in line))
        raise SystemExit("these modules cannot be compiled as they stand") from None
    return extensions


def _compiler() -> Any:
    """The C compiler that this Python extends itself with.

    Raises:
        SystemExit: there is none, or this Python came without its headers.
    """
    try:
        from setuptools._distutils import ccompiler, sysconfig
    except ImportError:
        raise SystemExit(WANTED) from None
    compiler: Any = ccompiler.new_compiler()
    sysconfig.customize_compiler(compiler)
    command = getattr(compiler, "compiler_so", None)
    if command and shutil.which(command[0]) is None:
        raise SystemExit(f"compiling needs a C compiler: there is no {command[0]} here (Debian: apt-get install gcc)")
    if not (Path(sysconfig.get_python_inc()) / "Python.h").is_file():
        raise SystemExit("compiling needs the headers of this Python (Debian: apt-get install python3-dev)")
    return compiler


def _to_objects(extensions: list[Any], objects: Path, out: Path) -> None:
    """Compile the sources of *extensions* side by side, on all cores, and link each extension into *out*."""
    from setuptools._distutils import sysconfig

    def compiled(source: str, extension: Any) -> list[str]:
        made: list[str] = _compiler().compile(
            [source],
            output_dir=str(objects),
            include_dirs=[*extension.include_dirs, *includes],
            extra_postargs=[*extension.extra_compile_args, *QUIET],
        )
        return made

    includes = [sysconfig.get_python_inc()]
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    # The longest first, so that no core is left with one of them in the end.
    sources = sorted(((s, e) for e in extensions for s in e.sources), key=lambda one: -Path(one[0]).stat().st_size)
    with ThreadPoolExecutor(_cores()) as pool:
        made = dict(zip((s for s, _ in sources), pool.map(lambda one: compiled(*one), sources), strict=True))
        linked = [
            pool.submit(
                _compiler().link_shared_object,
                [o for source in e.sources for o in made[source]],
                str(out / (e.name.replace(".", "/") + suffix)),
            )
            for e in extensions
        ]
    for one in linked:
        one.result()


def _keep_tables(out: Path) -> None:
    """Keep in *out* what the TOML of some rooms says, so that no process has to read it as TOML."""
    sys.path.insert(0, str(SOURCES))
    from fogline.tables import KEPT, keep_table

    for path in (path for room in LISTS for path in (SOURCES / "fogline" / room).rglob("*.toml")):
        keep_table(path, _beside(path.with_name(f"{path.name}{KEPT}"), out))


def _keep_models(out: Path) -> None:
    """Keep in *out* what was trained as it is used, so that no process has to unpack it."""
    from fogline.ingest.language import MODEL_KEPT, keep_model
    from fogline.kept import kept_beside
    from fogline.language.parser import WEIGHTS
    from fogline.language.weights import keep_weights

    keep_weights(WEIGHTS, _beside(kept_beside(WEIGHTS), out))
    keep_model(_beside(MODEL_KEPT, out))


def _beside(path: Path, out: Path) -> Path:
    """Where in *out* is kept what belongs at *path* among the sources."""
    copy = out / path.relative_to(SOURCES)
    copy.parent.mkdir(parents=True, exist_ok=True)
    return copy


def _keep_programs(out: Path) -> None:
    """Keep in *out* the programs of regular expressions; in a process of its own, which loads all that reads."""
    from fogline.programs import KEPT

    command = [sys.executable, str(ROOT / "tools" / "programs.py"), str(out / "fogline" / KEPT)]
    if subprocess.run(command, cwd=ROOT).returncode:
        raise SystemExit("the programs of regular expressions could not be kept")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]).absolute())
    os._exit(0)  # taking apart what mypy knows of all modules takes long where there is little room
