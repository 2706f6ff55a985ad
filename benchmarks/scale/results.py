"""What was measured, one JSON object a line: what was run, what it took, on which machine, of which program.

A program is told by the digest of its files. What another one was measured at is kept, but stands in no table beside
what the last one was, and does not count as measured. Plain and compiled are two builds: of each the last program
counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Result = dict[str, Any]

ROOT = Path(__file__).parents[2]

QUIET = 0.05
"""The share of the machine that other work may take before a figure is called that of a busy machine."""
PACKAGES = ("fogline", "spacy", "numpy", "duckdb", "pyarrow", "ray")
KEY = ("what", "size", "workers", "engine", "seed", "weeks", "most_real")


def read(path: Path) -> list[Result]:
    """All results of the file, none where there is none; a last line that was cut off by a stop is passed over."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        try:
            found.append(json.loads(line))
        except ValueError:
            if number + 1 < len(lines):
                raise
    return found


def append(path: Path, result: Result) -> None:
    """Add a line, on the disk when this returns; half a line that a stop left behind is taken off first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = [json.dumps(one, ensure_ascii=False) + "\n" for one in read(path)]
    if path.exists() and path.read_text("utf-8") != "".join(whole):
        path.write_text("".join(whole), encoding="utf-8")
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())


def latest(results: Iterable[Result]) -> list[Result]:
    """The last result of each run of the program that ran last, compiled ones first, then those of the plain build, in
    the order of their sizes and workers."""
    runs = [one for one in results if one["what"] in ("build", "bulk")]
    built = [[one for one in runs if is_compiled(one) is compiled] for compiled in (True, False)]
    key = (*KEY, "compiled")
    found = {tuple(one.get(name) for name in key): one for some in built if some for one in of_one_program(some)}
    return sorted(
        found.values(),
        key=lambda one: (not is_compiled(one), one["what"], one["engine"], one["workers"], one["size"], one["varied"]),
    )


def of_one_program(results: Sequence[Result]) -> list[Result]:
    """Those of *results* that are of the same program as the last."""
    return [one for one in results if one.get("program") == results[-1].get("program")]


def of_one_build(runs: Sequence[Result]) -> list[Result]:
    """Those of *runs* that are of the compiled build; all of them where none is."""
    return [one for one in runs if is_compiled(one)] or list(runs)


def is_compiled(result: Result) -> bool:
    """Whether it is the compiled build that was measured."""
    return bool(result.get("compiled"))


def is_quiet(result: Result) -> bool:
    """Whether the machine had little else to do."""
    return bool(result["others"] <= QUIET)


def circumstances(python: str | None = None) -> Result:
    """The machine, the program (as of :func:`program`), the commit and the versions of a run."""
    return {"machine": machine(), **program(python), "commit": commit(), "versions": versions()}


@cache
def program(python: str | None = None) -> Result:
    """``program``, the digest of the files of the Fogline that is measured, and whether it is ``compiled``.

    It is that of this checkout, or the one that is installed for *python*.

    Raises:
        OSError, subprocess.CalledProcessError: *python* has none.
    """
    where = "import fogline.version as v; print(v.__file__, v.is_compiled())"
    # Not from this folder, whose fogline would come first.
    asked = subprocess.run(
        [_anywhere(python or sys.executable), "-c", where],
        capture_output=True, text=True, check=True, cwd="/", env=environment(python),
    )  # fmt: skip
    file, _, compiled = asked.stdout.strip().rpartition(" ")
    found = hashlib.sha256()
    folder = Path(file).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(folder)}\0".encode())
            found.update(path.read_bytes())
    return {"program": found.hexdigest()[:12], "compiled": compiled == "True"}


def _anywhere(python: str) -> str:
    """*python*, a path or a name on ``PATH``, as it is found from any folder."""
    found = shutil.which(python)
    if found is None:
        raise FileNotFoundError(f"{python}: there is no such interpreter")
    return str(Path(found).absolute())


def environment(python: str | None = None) -> dict[str, str]:
    """What a run finds around it: the Fogline of this checkout, or what is installed for *python*.

    Matrix products take one thread, and nothing is told to Ray's makers.
    """
    path = os.environ.get("PYTHONPATH")
    ours = None if python else os.pathsep.join(filter(None, (str(ROOT / "src"), str(ROOT), path)))
    rest = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    more = {"OMP_NUM_THREADS": "1", "RAY_USAGE_STATS_ENABLED": "0"}
    return {**rest, **more, **({"PYTHONPATH": ours} if ours else {})}


def machine() -> Result:
    """Processor, cores and memory."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line[:10] == "model name"), "")
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {"processor": model, "cores": len(os.sched_getaffinity(0)), "memory_gib": round(memory, 1)}


def commit() -> str:
    """The commit that was measured, with a plus where the tree differs from it; empty without git."""
    told = (_git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "--", "src"))
    return told[0] + ("+" if told[0] and told[1] else "")


def versions() -> dict[str, str]:
    """Python's version and those of the packages that count."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []
