"""GeoNames dumps of one's own: each is filed once as an index and stands before the built-in gazetteer afterwards."""

from __future__ import annotations

import os
from pathlib import Path

from fogline.errors import UsageError
from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.build import read_dump, write_index
from fogline.gazetteer.frozen import FrozenGazetteer, built_in

_SUFFIX = ".gaz"


def dumps_folder() -> Path:
    """Where indexes of one's own are kept: ``gazetteers`` in ``$FOGLINE_HOME``, or in the user's data folder."""
    home = os.environ.get("FOGLINE_HOME")
    if home:
        return Path(home) / "gazetteers"
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "fogline" / "gazetteers"


def add_dump(dump: Path, folder: Path) -> int:
    """File the GeoNames dump at *dump* (``UA.zip``, ``UA.txt``) in *folder*; returns how many places it holds.

    A dump of the same name is replaced.

    Raises:
        UnreadableInput: the file cannot be read, or is no such table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / f"{dump.stem}{_SUFFIX}"
    draft = index.with_suffix(".part")
    count = write_index(read_dump(dump), draft, source=f"GeoNames {dump.stem}")
    draft.replace(index)
    return count


def installed_dumps(folder: Path) -> tuple[Path, ...]:
    """The indexes in *folder*, by name; none where there is no such folder.

    Raises:
        UsageError: the folder may not be looked into.
    """
    try:
        return tuple(sorted(folder.glob(f"*{_SUFFIX}")))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be looked into ({error.strerror}); set FOGLINE_HOME to another") from error


def remove_dump(name: str, folder: Path) -> None:
    """Remove the index *name* ("UA") from *folder*.

    Raises:
        UsageError: there is none.
    """
    index = folder / f"{name.removesuffix(_SUFFIX)}{_SUFFIX}"
    if index not in installed_dumps(folder):
        known = ", ".join(path.stem for path in installed_dumps(folder)) or "none"
        raise UsageError(f"no gazetteer {name!r} in {folder} (there: {known})")
    index.unlink()


def all_layers(folder: Path) -> tuple[Gazetteer, ...]:
    """One's own gazetteers in *folder*, then the built-in one: the layers for :func:`.layered.for_profile`."""
    return (*(FrozenGazetteer(path) for path in installed_dumps(folder)), built_in())
