"""Pages that were fetched before, in a folder: so that a server is asked only for what is newer."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from fogline.ingest.fetched import Fetched


class Cache:
    """Keeps each page in two files of *folder*, its bytes and what came with them; nothing where there is no folder.

    A cache that cannot be written or read is none: pages are then asked for in full.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, url: str) -> Fetched | None:
        """The page as it was last kept."""
        if self._folder is None:
            return None
        at = self._folder / _name(url)
        try:
            about = json.loads(at.with_suffix(".json").read_text(encoding="utf-8"))
            data = at.with_suffix(".body").read_bytes()
            if hashlib.sha256(data).hexdigest() != about.pop("sha256"):
                return None
            return Fetched(data=data, **{**about, "retrieved": datetime.fromisoformat(about["retrieved"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, page: Fetched) -> None:
        """Keep *page*, in place of what was kept of its address, if the server can be asked for newer ones only."""
        if self._folder is None or not ({"etag", "last-modified"} & set(page.headers)):
            return
        about = {"url": page.url, "final": page.final, "status": page.status, "headers": page.headers}
        about |= {"retrieved": page.retrieved.isoformat(), "sha256": hashlib.sha256(page.data).hexdigest()}
        at = self._folder / _name(page.url)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(at.with_suffix(".body"), page.data)
            _write(at.with_suffix(".json"), json.dumps(about).encode())
        except OSError:
            return


def cache_folder() -> Path:
    """Where pages are kept: ``pages`` in ``$FOGLINE_HOME``, or in the user's cache folder."""
    home = os.environ.get("FOGLINE_HOME")
    if home:
        return Path(home) / "pages"
    folder = os.environ.get("XDG_CACHE_HOME")
    return (Path(folder) if folder else Path.home() / ".cache") / "fogline" / "pages"


def _name(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(f"{path.suffix}.part")
    draft.write_bytes(data)
    draft.replace(path)
