"""One batch after another in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self

from fogline.engine.base import Care, R, T


class Serial:
    """One batch after another in this process, which ends with the batch that takes it down."""

    def map(
        self, function: Callable[[T], R], batches: Iterable[T], *, care: Care[T, R] | None = None, worth: int = 2
    ) -> Iterator[R]:
        """See :class:`~fogline.engine.base.Engine`."""
        return map(function, batches)

    def renew(self) -> None:
        """There is no worker."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is held."""
