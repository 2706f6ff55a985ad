"""Where the shipped sample stands: inside an installed package, or beside the sources in a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from fogline.errors import UsageError


@contextmanager
def sample_folder() -> Iterator[Path]:
    """The folder of sample dispatches, for as long as the context is open.

    Raises:
        UsageError: this copy of Fogline was packed without them.
    """
    shipped = files("fogline") / "_sample" / "dispatches"
    if shipped.is_dir():
        with as_file(shipped) as folder:
            yield folder
        return
    checkout = Path(__file__).parents[2] / "sample" / "dispatches"
    if not checkout.is_dir():
        raise UsageError("the sample dispatches are not here; install Fogline from its wheel, or run in a checkout")
    yield checkout
