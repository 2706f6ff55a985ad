"""The console of rich, for our output and messages; a build that is told to be quiet has no need to load it."""

from __future__ import annotations

from rich.console import Console


class Piped(Console):
    """A console that leaves a closed pipe to the command line to deal with."""

    def on_broken_pipe(self) -> None:
        """Let the error through, where rich would end the program."""
        raise
