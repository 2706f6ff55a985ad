"""What was measured, one JSON object a line: what was run, what it took, on which machine, of which commit."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Result = dict[str, Any]

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
    """The last result of each run, in the order of their sizes and workers."""
    found = {tuple(one.get(key) for key in KEY): one for one in results if one["what"] in ("build", "bulk")}
    return sorted(
        found.values(), key=lambda one: (one["what"], one["engine"], one["workers"], one["size"], one["varied"])
    )


def is_quiet(result: Result) -> bool:
    """Whether the machine had little else to do."""
    return bool(result["others"] <= QUIET)


def circumstances() -> Result:
    """The machine, the commit and the versions of a run."""
    return {"machine": machine(), "commit": commit(), "versions": versions()}


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
        done = subprocess.run(["git", *arguments], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []
